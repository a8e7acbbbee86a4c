"""Which places, years and reports a question names.

Reports of a series say the same sentences with other figures, so that neither leg of the search
can tell them apart: what tells is the place and the year. A work report given in 2014 looks back
on 2013 and plans for 2014, and 去年 in it is 2013.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from reportqa.normalising import CJK, below_hundred, has_chinese, normalise
from reportqa.reading.places import (
    listed_places,
    named_places,
    other_places,
    place_names,
    with_chinese_names,
)
from reportqa.searching.coverage import covered_years, given_in, years_reported
from reportqa.searching.mentions import is_often_named
from reportqa.types import Report
from reportqa.years import YearRange, named_years, plan_periods, relative_years

_YEAR = r"(?:(?:19|20)\d{2}年?[、,和与及])*(?:19|20)\d{2}年"
# Of 2020年完成环评报告的企业 the year is that of what was done.
_HANDLED = (
    "完成|出具|提交|报送|公开|公布|编制|审核|审计报告|检测|评估|评价|环评|收到|撰写|发布|多少|几"
)
# 2020年累计报告1306例 is of no report.
_REPORT_YEAR = re.compile(
    rf"(?P<years>{_YEAR})(?:的)?(?:(?!{_HANDLED})[^,，。；;：:！!？?0-9]){{0,14}}?"
    "(?:(?:工作|建设|情况|年度|政府|总结|预算|执行|发展)报告(?![传病疫了法]|工作(?!目标|任务|安排|重点))"
    "|报告(?=[里中内上说讲提指写称的怎如对,，。？?)）]|$))"
)
_LEAD_IN = re.compile(
    "^[^,，。:：?？]{0,20}?报告(?:[里内](?:面)?|[中上]|[,，:：]|(?:指出|提出|提到|显示|认为|[说讲称])[,，:：]?)+(?=..)"
)
# Neither the year of a document's number nor that from which on something is told.
_TIMES = (
    r"(?:年?[末底初]|时期|期间)?(?:[^,，。是比]{0,8}?的)?(?:多少|[几\d.两二三四五六七八九十]+)倍"
)
_NO_YEAR = re.compile(
    r"[〔\[(（【](?:19|20)\d{2}[〕\])）】]\d+号|(?:19|20)\d{2}年以来"
    rf"|(?<=[是为当])(?:19|20)\d{{2}}年(?:[到至—-](?:19|20)\d{{2}}年)?{_TIMES}"
)
_PLANNING = re.compile(
    "目标|预期(?!寿命)|(?<!雨露)(?<!特岗)(?<!千人)(?<!阳光)计划(?!生育|单列|经济)|力争|安排多少|(?<!了)安排(?!了|[^,，。]{0,8}(?:就业|上岗))[^,，。]{0,14}?多少|打算|(?<![模虚草比])拟(?!定)|要达到|(?<![认评鉴判确指核审划])定为"
    "|预计|要求达到|想[收控达建修种招让]|[今明]年(?:准备|想|要(?!求|闻|点|素))"
)
_ACTUAL = re.compile(
    rf"完成|实现了|达到了|(?<![为除])[{CJK}]了(?:多少|几)|实际|[增上下减提升][长涨加降少高升产]了|已经|结果|比上年|同比|究竟|到底"
)
# 要 and the like in a question that may well be about plans.
_MAY_PLAN = re.compile(
    rf"(?<![重主])要(?![闻点素])|想(?!知道|了解|问|请问)|准备|将(?![近军])|争取|控制在|今年|[到至](?:19|20)\d{{2}}年|{_PLANNING.pattern}"
)
_SET = re.compile("标准|收购价|补助|补贴|津贴|赤字|国债|债券")
_DONE = re.compile("实际|完成|实现|[已曾]|了|究竟|到底|结果")
_TOGETHER = re.compile(
    r"[共总累合]计|(?<!公)共(?![和同产识享建青])[^,，。]{0,6}(?:多少|几)|[一总]共|年均|平均每年|(?<!\d)[几两三四五六七八九十]年"
)
# 比“十二五”末提高 is not asked of that period.
_BASE_PERIOD = re.compile(
    '(?:[比较]|[与跟同和](?=[^,，]{0,12}相[比较]))[“"]?(?:十[一二三四]?|[五六七八九])五'
    rf'|[是为当到于][“"]?(?:十[一二三四]?|[五六七八九])五[”"]?{_TIMES}'
)
_EVERY_YEAR = re.compile(
    "历年|逐年|各年(?![级龄度])|(?:近|这|过去的?)(?P<last>[两三四五六七八九十])年[来间]?"
    "[^,，。]{0,20}(?:分别|各(?=[是为有自])|每年)"
)
_MOST_YEARS = 12
_EACH = re.compile("分别|各(?![类项种级界方地部式])|(?<!平均)每年(?!平均)|逐年|历年")
# What a county may have: the nation is not asked about.
_OF_THE_NATION = re.compile(
    "(?:国家|中央|全国|中国)(?:级|资金|投资|补助|补贴|森林公园|湿地公园|卫生[城县乡镇]|文明[城县村镇单]|园林[城县]"
    "|代表团|领导|媒体|环保模范|生态[县乡镇]|双拥|百强|先进|劳动模范|赔偿|[1-5]a级|(?:生态)?环[境保]*督察)"
    "|在?全国[^,，。?？]{0,12}(?:第几|排名?|名次|位次|位[居列])"
    "|(?:全国|中国)[^,，。?？]{0,8}?(?:示范|模范|园林[城化县]|优秀|魅力|十大|十佳|500强|称号|之[乡都])"
    '|全国(?=[“"])|(?:评为|命名为|授予|荣?获得?|入[选围]|蝉联|跻身|当选)[^,，。?？]{0,6}?(?:国家|全国|中国)'
)
_FEWEST_YEARS = 3
_BEYOND_PLAN = re.compile(
    "完成情况|超额|实现.{0,6}目标|(?:目标|计划|任务)(?:都|已经?)?(?:完成|实现|达到)了?"
    "|(?<![要待])完成了?[^,，。]{0,6}(?:目标|计划|任务)的?(?:百分之|多少|几)|列入[^,，。]{0,6}计划"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question names, resolved against the reports of the index.

    `years`: those that the facts asked for belong to. `report_years`: those of the reports named
    ("2014年政府工作报告"). `places`: the library's places that are named; `other_places`: places
    that the library does not have, if none of its own is named or they lie in one that is.
    `listed`: the places of both kinds that are named side by side, as they stand there.
    `planning`: whether a target is asked for (True), a result (False), or it does not say (None).
    """

    years: tuple[int, ...] = ()
    report_years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    other_places: tuple[str, ...] = ()
    planning: bool | None = None
    listed: tuple[str, ...] = ()

    @property
    def not_held(self) -> tuple[str, ...]:
        """Those of the places listed of which the library has no report."""
        return tuple(place for place in self.listed if place not in self.places)


def scope_of(question: str, reports: Sequence[Report]) -> Scope:
    """Read places, years and intent from a question."""
    text = normalise(question)
    told = " ".join(found["years"] for found in _REPORT_YEAR.finditer(text))
    report_years = tuple(map(int, re.findall(r"\d{4}", told)))
    rest = _NO_YEAR.sub(" ", _REPORT_YEAR.sub(" ", text) if report_years else text)
    years = dict.fromkeys(named_years(rest))
    for year in report_years:
        years |= dict.fromkeys(sorted(relative_years(rest, year)))
    planning = None
    if _PLANNING.search(rest) and not _BEYOND_PLAN.search(rest):
        planning = True
    elif _ACTUAL.search(rest):
        planning = False
    if not report_years and (periods := _periods(rest, tuple(years))):
        years = dict.fromkeys(_telling_years(periods, reports, planning)) or years
    known = [report.place for report in reports if report.place]
    if not has_chinese(text):
        text = with_chinese_names(text, known)
    places = named_places(_OF_THE_NATION.sub(" ", text), dict.fromkeys(known))
    others = other_places(text, known)
    listed = listed_places(text, (*places, *others))
    others = _inside(text, places, others) if places else _told_of_by_none(others, reports)
    if not years and not report_years:
        years = dict.fromkeys(_every_year(rest, places, reports))
    scope = Scope(tuple(years), report_years, places, others, planning, listed)
    return _of_the_year_past(scope, reports) if report_years else scope


def without_report_years(question: str) -> str:
    """The question without the year by which it names a report: nothing in it is of that year.

    A report that is named at its beginning is left out altogether: 国务院2004年的报告指出，….
    """
    text = normalise(question)
    text = _REPORT_YEAR.sub(lambda found: re.sub(rf"^{_YEAR}度?的?", "", found[0]), text)
    return _LEAD_IN.sub("", text) or text


def asks_for_result(question: str, scope: Scope) -> bool:
    """Whether a question that names years asks what came of them, by no word what was planned.

    What a government itself sets is so once it has said so: 收购价每斤提高多少.
    """
    if not scope.years or scope.planning or _MAY_PLAN.search(question):
        return False
    return not _SET.search(question) or bool(_DONE.search(question))


def _every_year(text: str, places: Collection[str], reports: Sequence[Report]) -> tuple[int, ...]:
    """The years that the reports meant look back on, if each is asked about: 历年, 近三年分别."""
    asked = _EVERY_YEAR.search(text)
    if asked is None:
        return ()
    years = years_reported(reports, places)
    if years and asked["last"]:
        # Also those of which there is no report: that they are missing is then told.
        return tuple(range(years[-1] - below_hundred(asked["last"]) + 1, years[-1] + 1))
    return years[-_MOST_YEARS:] if len(years) > 1 else ()


def _periods(text: str, years: Sequence[int]) -> tuple[YearRange, ...]:
    """The spans of years that are asked about as a whole, not year by year."""
    if not years:
        return plan_periods(_BASE_PERIOD.sub(" ", text))
    first, last = min(years), max(years)
    whole = last - first == len(years) - 1 > 1
    if whole and _TOGETHER.search(text) and not _EACH.search(text):
        return (YearRange(first, last),)
    return ()


def _telling_years(
    periods: Sequence[YearRange], reports: Sequence[Report], planning: bool | None
) -> tuple[int, ...]:
    """The years of the reports that tell of periods such as a five-year plan, if there are any.

    What a period came to is told at its end, what it aims at before it begins. A single report
    leaves nothing to choose.
    """
    if len(reports) < 2:
        return ()
    covered = {year for report in reports for year in covered_years(report)}
    years = []
    for period in periods:
        order = (period.first, period.last) if planning else (period.last, period.first)
        years += [year for year in order if year in covered][:1]
    return tuple(years)


def as_a_whole(scope: Scope, reports: Sequence[Report]) -> Scope | None:
    """The scope with its years taken for one stretch, where they are: 2003年到2007年."""
    first, last = min(scope.years), max(scope.years)
    if last - first != len(scope.years) - 1 or len(scope.years) < _FEWEST_YEARS:
        return None
    years = _telling_years((YearRange(first, last),), reports, scope.planning)
    return replace(scope, years=years) if years else None


def _inside(text: str, places: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Those of the other places that are named as a part of one of these: 长沙市长沙县.

    Not where a way begins there that the first has a part of: 鞍山市大连至沈阳高速公路.
    """
    names = "|".join(re.escape(name) for place in places for name in place_names(place))
    return tuple(
        other
        for other in others
        if re.search(f"(?:{names}){re.escape(other)}(?![至到—–~-][{CJK}])", text)
    )


def _told_of_by_none(places: Sequence[str], reports: Sequence[Report]) -> tuple[str, ...]:
    """Those of these places that no report of an unknown place may be about."""
    unknown = [report for report in reports if report.place is None] if places else []
    return tuple(
        place for place in places if not any(is_often_named(place, report) for report in unknown)
    )


def _of_the_year_past(scope: Scope, reports: Sequence[Report]) -> Scope:
    """Who asks for 2020's report where there is but the one given in 2021 means that on 2020.

    Not who asks what it planned: that on 2020 was given a year later, and plans for another year.
    """
    if scope.planning:
        return scope
    named = set(scope.report_years)
    of_place = {*scope.places, None}
    there = [report for report in reports if not scope.places or report.place in of_place]
    if named & {given_in(report) for report in there}:
        return scope
    if not named & {report.year for report in there}:
        return scope
    years = tuple(dict.fromkeys((*scope.years, *scope.report_years)))
    return replace(scope, years=years, report_years=())
