"""Whether a question asks for reports or years to be compared, which no report's words can do."""

import re

from reportqa.normalising import normalise
from reportqa.searching.scope import Scope

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


def asks_to_compare(question: str, scope: Scope) -> bool:
    """Whether places or years are to be held against each other, as `scope` has them."""
    text = normalise(question)
    places, years = {*scope.places, *scope.other_places}, {*scope.years, *scope.report_years}
    named = len(places) > 1 or len(years) > 1
    return bool(_MOST_OF.search(text) or (named and _COMPARED.search(text)))
