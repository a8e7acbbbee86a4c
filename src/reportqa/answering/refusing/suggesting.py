"""Questions near one that was refused, made from its own words; to be asked before they are shown.

Nothing is invented: the year or place that the reports lack gives way to one that they have, or the
word that they do not mention is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportqa.answering.figures import MEASURE
from reportqa.answering.refusing.meeting import telling
from reportqa.answering.understanding.questions import understand
from reportqa.normalising import CJK, normalise
from reportqa.searching.coverage import covered_years
from reportqa.searching.scope import Scope
from reportqa.types import Report

_PLACE_KIND = "(?:自治区|自治州|省|市|县|区|州|盟|旗)?+"
# What is asked for cannot be left out, 多少补贴, 局长是谁, nor what a sum is of: 公路总里程.
_ASKED_FOR = (
    "(?<!多少)(?<!多少.)(?<!几)(?<!几.)(?<!哪些)(?<!哪个)(?<!什么)(?<!谁[是任当])(?<!被)(?<!总)"
)
# Nor what was done, 注销了, is summed up, 出口总额, or stands right before the asking: 面积是多少.
_NOT_ASKED_OF = (
    "(?!了|过|的?(?:是谁|叫|名字|姓名)|的?总?[额量值数]"
    "|的?[是为有占达到约]{0,3}(?:多少|几|百分|什么|哪))"
)
# What a place's name opens is another's: 云溪大学.
_NAMED_AFTER = "(?!港(?![口区])|大学|学院|银行)"
# Nothing can be put before these.
_OPENING = re.compile("^(?:请问|那么?|还有|另外)[,，]?")
_COUNTED = re.compile(rf"(?<=\s)[百千万亿]*(?:{MEASURE})")
_HAN = re.compile(f"[{CJK}]")


@dataclass(frozen=True, slots=True)
class Change:
    """A `question` made from another: it lost `gone`, and has `put`, or nothing, in its place."""

    question: str
    gone: str
    put: str


def nearby(
    question: str,
    scope: Scope,
    reports: Sequence[Report],
    best: Report,
    lacking: Sequence[str],
    places: Sequence[str] = (),
) -> Iterator[Change]:
    """Nearby questions, the likeliest to be answered first.

    Args:
        question: The one that was refused.
        scope: The place and years that it names.
        reports: Those that may be asked.
        best: The report of the best passage.
        lacking: Words of the question that the nearest passages lack.
        places: Those one of which it should have named.
    """
    if places:
        rest = _OPENING.sub("", question)
        yield from (Change(f"{place}{rest}", "", place) for place in places)
        return
    if scope.other_places:
        if best.place:
            gone = scope.other_places[0]
            yield from _changed(
                question, f"{re.escape(gone)}{_PLACE_KIND}{_NAMED_AFTER}", gone, best.place
            )
        return
    year = scope.years[0] if len(scope.years) == 1 else None
    is_held = year in covered_years(best)
    if year and not is_held:
        yield from _of_other_years(question, year, reports, best)
    for word in lacking:
        pattern = f"{_ASKED_FOR}{re.escape(word)}{_NOT_ASKED_OF}的?"
        changes = _changed(question, pattern, word, "")
        yield from (change for change in changes if _names_a_thing(change.question))
    if year and is_held:
        yield from _of_other_years(question, year, reports, best)


def _names_a_thing(question: str) -> bool:
    """Whether a question still says of what: 2015年多少万人次 does not."""
    content = telling(understand(question).content)
    return len(_HAN.findall(_COUNTED.sub("", content))) > 1


def _of_other_years(
    question: str, year: int, reports: Sequence[Report], best: Report
) -> Iterator[Change]:
    """For the year of the best report first, then for the closest of the same place."""
    covered = {
        held for report in reports if report.place == best.place for held in covered_years(report)
    }
    closest = sorted(covered, key=lambda held: (abs(held - year), held))
    for held in dict.fromkeys([*([best.year] if best.year else []), *closest]):
        if held != year:
            yield from _changed(question, rf"(?<!\d){year}(?!\d)年?", f"{year}年", f"{held}年")


def _changed(question: str, pattern: str, gone: str, put: str) -> Iterator[Change]:
    """The question with the one place that the pattern fits changed, if there is just one."""
    for text in (question, normalise(question)):
        changed, times = re.subn(pattern, lambda _: put, text)
        if times == 1:
            yield Change(changed, gone, put)
            return
