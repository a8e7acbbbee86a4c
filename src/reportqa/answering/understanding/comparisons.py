"""Whether a question asks for places or years to be compared, which no report's words can do."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reportqa.normalising import below_hundred, normalise
from reportqa.reading.places import NATION, place_names
from reportqa.searching.coverage import years_reported
from reportqa.searching.scope import Scope
from reportqa.types import Report

_DEGREE = "[高低多少大小快慢强弱好差长短]"
# 谁负责大数据 holds nothing against anything.
_MORE = f"(?:[更最]{_DEGREE}|{_DEGREE}(?:一?[些点])?[呢吗]?(?:[,，。?？]|$))"
_COMPARED = re.compile(
    f"比较|对比|相比|相差|差距|差多少|[多少高低]多少|还是(?:更|比较)?{_DEGREE}(?![多少])"
    f"|(?:哪(?!些)|谁)[^,，。?？]{{0,12}}?{_MORE}"
)
# Nothing need be named: 哪一年的生产总值最高.
_MOST_OF = re.compile(
    "哪[一个]?(?:年|年份|年度|城市|市|省|区|县|地方|地区|份报告)[^,，。?？]{0,14}?[最更][高低多少大小快慢]"
)
# What stands beside these words is what is to be compared: 生产总值 of 生产总值哪个更高.
_COMPARING = re.compile(
    f"(?:哪一?[个座]?(?:年份|年度|年|城市|地方|地区|[市省区县])?|谁)(?:的(?!{_DEGREE}))?"
    "|[两二](?:者|个?(?:城市|地方|[地市省区县年]))(?:之?间)?的?"
    "|(?:相差|差距|差(?=了?[多几])|相比|对比|比较)(?:有|是|起来|了)?(?:多少|多大|多远|几|如何|怎么?样)?"
    f"|(?<![多几增])[更最]?{_DEGREE}(?:一?[些点]|了?多少|还是[更]?{_DEGREE})?"
    f"(?=[,，。?？呢吗啊]*(?:谁|$))"
)
_WHICH_YEAR = re.compile("哪一?个?(?:年份|年度|年)")
_WHICH_PLACE = re.compile("哪一?[个座]?(?:城市|地方|地区|[市省区县])")
LAST_YEARS = re.compile(
    "(?:最?近|这|过去的?)(?P<last>[两三四五六七八九十]|几)年(?:[来间里]|以来)?的?|历年"
)
"""Years that are not named: 近三年. `last`: how many of them, 几 for some."""
_ASKS = re.compile("多少|[几哪谁吗]|什么|怎|如何|是否")
_SHORTEST = 2
_LOOSE = "[的得、,，。?？呢吗啊和与及比较跟 ]"


def asks_to_compare(question: str, scope: Scope) -> bool:
    """Whether places or years are to be held against each other, as `scope` has them."""
    text = normalise(question)
    places = {*scope.places, *scope.other_places, *scope.listed}
    years = {*scope.years, *scope.report_years}
    named = len(places) > 1 or len(years) > 1
    return bool(_MOST_OF.search(text) or (named and _COMPARED.search(text)))


def with_all_meant(question: str, scope: Scope, reports: Sequence[Report]) -> Scope:
    """The scope with all years or places that the reports have, where 哪一年 asks of them all."""
    text = normalise(question)
    places = {one.place for one in reports if one.place}
    if not scope.years and not scope.report_years and _WHICH_YEAR.search(text):
        years = years_reported(reports, scope.places)
        last = LAST_YEARS.search(text)
        if last and last["last"] not in {None, "几"}:
            years = years[-below_hundred(last["last"]) :]
        return replace(scope, years=years) if len(scope.places or places) == 1 else scope
    if not scope.places and not scope.listed and _WHICH_PLACE.search(text):
        return replace(scope, listed=tuple(sorted(places - {NATION})))
    return scope


def what_is_compared(question: str, scope: Scope) -> str | None:
    """What the places or years are to be compared by: 生产总值; None if that cannot be told."""
    names = [name for place in scope.places for name in place_names(place)]
    named = "|".join([*map(re.escape, names), *(f"{year}年?" for year in scope.years)])
    text = LAST_YEARS.sub("", _COMPARING.sub("", normalise(question)))
    text = re.sub(f"{_LOOSE}?(?:{named})", " ", text) if named else text
    text = re.sub(f"^{_LOOSE}+|{_LOOSE}+$", "", text)
    return None if len(text) < _SHORTEST or _ASKS.search(text) else text
