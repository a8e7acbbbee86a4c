"""Saying honestly, and in the asker's words, why there is no answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reportqa.answering.overall import Asks
from reportqa.answering.refusing.suggesting import Change
from reportqa.answering.understanding.questions import LONGEST_QUESTION
from reportqa.searching.coverage import covered_years
from reportqa.searching.scope import Scope
from reportqa.types import Confidence, Refusal, Report, Suggestion

_SEE = "下面是最接近的段落。"
_NO_COMPARING = "报告问答不作比较或计算，请分别问每个地方（年份）的数字。"
_MOST_NAMED = 8
_INNER_MARKS = str.maketrans("“”「」", "‘’‘’")

_UNASKABLE = {
    "empty": "请输入一个问题，例如“2020年全市受理了多少件行政复议案件？”。",
    "too_long": f"问题太长了，请缩短到{LONGEST_QUESTION}字以内再问。",
    "not_a_question": (
        "这不像一个可以在报告里查找的问题。请就报告的内容提问，例如“调解成功率是多少？”。"
    ),
    "follow_up": (
        "每个问题单独查找，不会接着上一个问题。请把问题写完整，例如“2019年的财政收入是多少？”。"
    ),
    "of_nothing": "没有说问的是什么。请把问题写完整，例如“2019年的财政收入是多少？”。",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer, in the parts that a `Refusal` for people is made of.

    `says` is what is lacking. `besides` is what there is instead, where that is worth telling
    beside a suggestion, too: several years or places, or a plan. `see` is what the passages are.
    """

    reason: str
    says: str
    missing: tuple[str, ...] = ()
    besides: str = ""
    see: str = _SEE

    @property
    def message(self) -> str:
        """What people are told where there is no suggestion."""
        return f"{self.says}{self.besides}{self.see}"

    def refusal(self) -> Refusal:
        """The refusal by itself."""
        return Refusal(self.reason, self.message, self.missing)

    def suggesting(self, change: Change, confidence: Confidence, *, figure: bool) -> Refusal:
        """The refusal with a nearby question that the reports were found to answer.

        Where nothing is found for a year or place, it says for which there is. `figure`: what was
        asked for is a figure.
        """
        message = self.message
        if change.put and self.reason != "unsure":
            outright = self.reason in {"missing_year", "missing_place"}
            given = f"报告给出了{change.put}的{'数字' if figure else '情况'}"
            # Of what was but planned it says itself that no more was found.
            if outright or not self.besides:
                given += f"，{'没有' if outright else '没有找到'}{change.gone}的"
            message = f"{given}{f'；{self.besides}' if self.besides else '。'}{_SEE}"
        return Refusal(self.reason, message, self.missing, Suggestion(change.question, confidence))


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the passages nearest to a question lack.

    `words` of the question stand in none of them; `nowhere` tells that the first of these stands
    in no report at all. `spoken_of` is the longest word of the question that the best one has, ""
    if it has none.
    """

    words: tuple[str, ...] = ()
    nowhere: bool = False
    spoken_of: str = ""

    def sentence(self) -> str:
        """The same in words; "" where nothing is lacking."""
        if not self.words:
            return ""
        where = "报告里" if self.nowhere else "最接近的段落"
        has = f"讲到“{self.spoken_of.upper()}”，" if self.spoken_of else ""
        return f"{where}{has}没有提到“{self.words[0].upper()}”。"


def unaskable(reason: str) -> Refused:
    """The refusal of something that is no question; `reason` as `not_askable` gives it."""
    told = "not_a_question" if reason in {"follow_up", "of_nothing"} else reason
    return Refused(told, _UNASKABLE[reason], see="")


def nothing_to_search() -> Refused:
    """The refusal where a filter admits no report."""
    return Refused("nothing_to_search", "当前筛选范围里没有报告。请放宽筛选后再问。", see="")


def not_quoted(words: str) -> Refused:
    """The refusal where nothing says the words whose source is asked for."""
    inside = words.translate(_INNER_MARKS)
    return Refused("not_in_reports", f"报告里没有找到“{inside}”这样的原话。", (words,))


def of_which_place(places: Sequence[str], reports: Sequence[Report]) -> Refused:
    """The refusal where reports of several places answer, and the question names none of them.

    Args:
        places: those of which it was found; others may answer, too.
        reports: all that were asked.
    """
    all_found = {report.place for report in reports if report.place} <= set(places)
    more = "" if all_found or len(places) > _MOST_NAMED else "等地"
    says = (
        f"问题没有说是哪个地方：{_some(places)}{more}的报告里都有答案。"
        "请写明地方再问，或先筛选报告。"
    )
    return Refused("unsure", says, see="下面是这些报告的段落。")


def of_which_report(titles: Sequence[str]) -> Refused:
    """The refusal where a report as a whole is asked about, and several may be meant."""
    named = "".join(f"《{title}》" for title in titles[:_MOST_NAMED])
    more = f"等{len(titles)}份" if len(titles) > _MOST_NAMED else ""
    says = (
        f"问题没有说是哪一份报告：{named}{more}都可能是。"
        "请写明报告的标题、地方或年份，或先筛选报告。"
    )
    return Refused("unsure", says, see="")


def not_said_of_itself(asks: Asks) -> Refused:
    """The refusal where a report does not say who gave it, or when, or has no headings."""
    if asks is Asks.CONTENTS:
        return Refused("unsure", "没有认出这份报告的各级标题，说不出它的提纲。")
    what = "发文机关" if asks is Asks.ISSUER else "发布日期"
    return Refused("not_in_reports", f"没有在报告里找到它的{what}。", (what,))


def not_held(
    scope: Scope, reports: Sequence[Report], *, comparing: bool = False, of_year: bool = False
) -> Refused | None:
    """The refusal for want of a place or year that is named, with those that the library has.

    None if it has them all. `comparing`: reports are to be compared; `of_year`: the best passage
    tells of the years named.
    """
    absent = scope.other_places or (scope.not_held if comparing else ())
    missing = _missing_places(absent, reports)
    return missing or (None if of_year else _missing_years(scope, reports))


def off_topic(lacking: Lacking) -> Refused:
    """The refusal of a question about something else altogether."""
    words = lacking.words[:1] if lacking.nowhere else ()
    what = f"提到“{words[0].upper()}”" if words else "答案"
    return Refused("off_topic", f"这个问题似乎与现有报告无关，报告里没有{what}。", words)


def only_planned(years: Sequence[int]) -> Refused:
    """The refusal where what came of something is asked for, and but its plan is told."""
    named = "、".join(f"{year}年" for year in years)
    of = f"{named}的" if named else ""
    found = f"只找到{of}计划或目标，没有找到实际结果。"
    return Refused("not_in_reports", "报告里", besides=found)


def not_told(lacking: Lacking, *, comparing: bool = False) -> Refused:
    """The refusal where nothing answers; `comparing`: reports or years are to be compared."""
    see = "下面是最接近的段落，供您核对。"
    return _not_found("not_in_reports", "报告里没有找到这个问题的答案。", lacking, comparing, see)


def not_sure(lacking: Lacking, *, comparing: bool = False) -> Refused:
    """The same where the passages may well answer."""
    see = "下面是最接近的段落，答案可能就在其中，请核对。"
    return _not_found("unsure", "没有找到确定的答案。", lacking, comparing, see)


def _not_found(reason: str, says: str, lacking: Lacking, comparing: bool, see: str) -> Refused:
    because = _NO_COMPARING if comparing else lacking.sentence()
    return Refused(reason, f"{says}{because}", lacking.words, see=see)


def _missing_places(lost: tuple[str, ...], reports: Sequence[Report]) -> Refused | None:
    if not lost:
        return None
    says = f"现有报告里没有{'、'.join(lost)}的报告；"
    places = sorted({report.place for report in reports if report.place})
    held = f"现有的是{_some(places)}。" if places else "现有报告都认不出是哪个地方的。"
    return _missing("missing_place", says, lost, held, several=len(places) > 1)


def _missing_years(scope: Scope, reports: Sequence[Report]) -> Refused | None:
    there = [report for report in reports if report.place in scope.places] or reports
    covered = {year for report in there for year in covered_years(report)}
    named = (*scope.years, *scope.report_years)
    lost = tuple(f"{year}年" for year in named if year not in covered)
    if not lost or not covered:
        return None
    says = f"报告里没有找到{'、'.join(lost)}的答案；"
    years = {report.year for report in there if report.year} or covered
    whose = () if there is reports else scope.places
    held = f"现有{'、'.join(whose)}报告讲的是{_year_ranges(years)}的情况。"
    several = max(len(years), len(whose)) > 1
    return _missing("missing_year", says, lost, held, several=several)


def _missing(
    reason: str, says: str, missing: tuple[str, ...], held: str, *, several: bool
) -> Refused:
    """The refusal for want of years or places; of those held a suggestion tells one by itself."""
    if several:
        return Refused(reason, says, missing, held)
    return Refused(reason, f"{says}{held}", missing)


def _some(names: Sequence[str]) -> str:
    more = f"等{len(names)}个地方" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more


def _year_ranges(years: Collection[int]) -> str:
    """2007年、2010—2013年 for 2007, 2010, 2011, 2012, 2013."""
    ranges: list[list[int]] = []
    for year in sorted(years):
        if ranges and year == ranges[-1][-1] + 1:
            ranges[-1].append(year)
        else:
            ranges.append([year])
    return "、".join(f"{r[0]}年" if len(r) == 1 else f"{r[0]}—{r[-1]}年" for r in ranges)
