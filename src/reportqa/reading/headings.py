"""The section tree of a report, from its numbered headings.

A heading is a line that opens with 一、 （一） 1. （1） 第一章 第一条 and the like. It may stand
alone, or run on into its paragraph: ``（一）提升行政决策水平。进一步增强……``. Items of a list
open in the same way: ``1.地区生产总值增长5.5%``. So a heading that stands alone is counted to its
body, as one that runs on is, if it holds a figure or if nothing stands under it: what belongs to
a body can be quoted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from string import digits

from reportqa.normalising import CJK, PLAIN_DIGITS
from reportqa.reading.extracted import CELL
from reportqa.reading.lines import Line, lines_of
from reportqa.types import Section

_NUMBER = "[〇零一二三四五六七八九十百]+"
_SPACE = r"[ \t\u3000]*"

# Outermost first; a heading closes all open ones of its own rank and of those below.
_RANKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第{_NUMBER}(?:编|篇|部分)(?=[\s：:、]|$)",
        rf"第{_NUMBER}章(?=[\s：:、]|$)",
        rf"第{_NUMBER}节(?=[\s：:、]|$)",
        rf"第(?:{_NUMBER}|\d+)条(?=[\s：:]|$)",
        # Work reports are often divided by such lines alone: 2013年工作回顾, 2018年：……
        r"(?:(?:19|20)\d{2}年|“[^”]{2,4}”(?:时期|期间))"
        r"(?=[：:][^，。；]{2,20}$|[^，。；]{0,18}(?:回顾|总结|成效|安排|部署|任务|目标|打算|建议|工作)$)",
        rf"{_NUMBER}{_SPACE}[、．.]",
        rf"[（(]{_SPACE}{_NUMBER}{_SPACE}[）)]",
        r"\d{1,2}(?:、|[．.](?!\d))",
        r"[（(]\d{1,2}[）)]|[①-⑳]",
    )
)
_ARTICLE_RANK = 3
_YEAR_RANK = 4
_LONGEST_HEADING = 60
_SENTENCE_END = re.compile("[。！？!?]")
_CLAUSE_END = re.compile("[，。：；！？,;!?]")
_LIST_ITEM_END = "；;，,、"
# Told by its unit, its point or its length: headings number years, days and other things.
_FIGURE = re.compile(rf"\d(?:\s*(?![年月日])[%％‰{CJK}]|[.．,，]\d|\d{{4}})|百分之")
_CONTENTS = re.compile(r"目\s*[录錄次]")
_LEADER = " \t\u3000.．·…"


@dataclass(frozen=True, slots=True)
class _Heading:
    rank: int
    title: str
    start: int
    body: int


_END = _Heading(-1, "", 0, 0)


def find_sections(text: str) -> tuple[Section, ...]:
    """All sections in reading order, each with the path of headings that leads to it."""
    headings = list(_headings(lines_of(text)))
    sections = []
    open_headings: list[_Heading] = []
    for heading, end in zip(headings, _ends(headings, len(text)), strict=True):
        while open_headings and open_headings[-1].rank >= heading.rank:
            open_headings.pop()
        open_headings.append(heading)
        sections.append(
            Section(
                path=tuple(parent.title for parent in open_headings),
                start=heading.start,
                body=heading.body,
                end=end,
            )
        )
    return tuple(sections)


def _ends(headings: Sequence[_Heading], length: int) -> list[int]:
    """Where each section ends: with the next heading that ranks as high or higher."""
    ends: list[int] = []
    open_ends: list[_Heading] = []
    for heading in reversed(headings):
        while open_ends and open_ends[-1].rank > heading.rank:
            open_ends.pop()
        ends.append(open_ends[-1].start if open_ends else length)
        open_ends.append(heading)
    return ends[::-1]


def marker(heading: str) -> str:
    """The number of a heading as people cite it: 一 for ``一、总体要求``, （五）, 第三章."""
    for pattern in _RANKS:
        if found := pattern.match(heading):
            return re.sub(r"[\s、．.]", "", found[0])
    return heading


def words_of(heading: str) -> str:
    """What a heading says behind its number; the year of 2013年工作回顾 is none."""
    for rank, pattern in enumerate(_RANKS):
        if rank != _YEAR_RANK and (found := pattern.match(heading)):
            return heading[found.end() :].lstrip(" \t\u3000、．.：:")
    return heading


def _headings(lines: Sequence[Line]) -> Iterator[_Heading]:
    """The headings among the lines; one with nothing under it is in its own body."""
    found = _without_contents(lines, [_heading(line) for line in lines])
    for heading, following in pairwise([*found, _END]):
        if heading:
            is_bare = following is not None and following.rank <= heading.rank
            yield replace(heading, body=heading.start) if is_bare else heading


def _without_contents(
    lines: Sequence[Line], found: Sequence[_Heading | None]
) -> Iterator[_Heading | None]:
    """What was found in each line, but nothing in the entries of a table of contents.

    These are the lines right under 目录 that stand again further down.
    """
    titles = [
        "".join((heading.title if heading else line.text).rstrip(digits).rstrip(_LEADER).split())
        for line, heading in zip(lines, found, strict=True)
    ]
    last = {title: position for position, title in enumerate(titles)}
    in_contents = False
    for position, (line, heading) in enumerate(zip(lines, found, strict=True)):
        is_entry = in_contents and last[titles[position]] > position
        in_contents = is_entry or _CONTENTS.fullmatch(line.text) is not None
        yield None if is_entry else heading


def _heading(line: Line) -> _Heading | None:
    plain = line.text.translate(PLAIN_DIGITS)  # ２００９年工作回顾, ３．…
    matches = ((rank, pattern.match(plain)) for rank, pattern in enumerate(_RANKS))
    rank, number = next(((rank, found) for rank, found in matches if found), (0, None))
    if number is None or line.text[-1] in _LIST_ITEM_END or CELL.rstrip() in line.text:
        return None
    if rank == _ARTICLE_RANK:
        return _Heading(rank, number[0], line.start, line.start)
    if not _SENTENCE_END.search(line.text):
        if not number.end() < len(line.text) <= _LONGEST_HEADING:
            return None
        body = line.start if _FIGURE.search(line.text, number.end()) else line.end
        return _Heading(rank, line.text.rstrip("：:"), line.start, body)
    clause = _CLAUSE_END.search(line.text, number.end())
    if clause is None or clause.start() > _LONGEST_HEADING:
        return None
    return _Heading(rank, line.text[: clause.start()], line.start, line.start)
