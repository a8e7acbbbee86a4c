"""The section tree of a report, from its numbered headings.

A heading is a line that opens with 一、 （一） 1. （1） 第一章 第一条 and the like. It may stand
alone, or run on into its paragraph: ``（一）提升行政决策水平。进一步增强……``. Items of a list
open in the same way: ``1.地区生产总值增长5.5%``. So a heading that stands alone is counted to its
body, as one that runs on is, if it holds a figure or if nothing stands under it: what belongs to
a body can be quoted. A line without a number is a heading where the file marks it as one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from string import digits

from reportqa.normalising import CJK, PLAIN_DIGITS
from reportqa.reading.lines import BLANK, Line, lines_of
from reportqa.reading.rows import is_row
from reportqa.types import Section

_NUMBER = "[〇零一二三四五六七八九十百]+"
_SPACE = r"[ \t\u3000]*"

# Outermost first; a heading closes all open ones of its own rank and of those below.
_RANKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"附(?:件|表|录){_SPACE}(?:\d{{1,2}}|{_NUMBER})?{_SPACE}[：:]?$",
        rf"第{_NUMBER}(?:编|篇|部分)(?=[\s：:、]|$)",
        rf"第{_NUMBER}章(?=[\s：:、]|$)",
        rf"第{_NUMBER}节(?=[\s：:、]|$)",
        rf"第(?:{_NUMBER}|\d+)条(?=[\s：:]|$)",
        # Work reports are often divided by such lines alone: 2013年工作回顾, 2018年：……
        # “十三五”及2020年工作回顾
        r"(?:(?:“[^”]{2,4}”(?:时期|期间)?|(?:过去|这)[一二三四五]年)[及和与、]?)?"
        r"(?:(?:19|20)\d{2}年|“[^”]{2,4}”(?:时期|期间))"
        r"(?=[：:][^，。；]{2,20}$|[^，。；]{0,18}(?:回顾|总结|成效|安排|部署|任务|目标|打算|建议|工作)$)",
        rf"{_NUMBER}{_SPACE}[、．.]",
        rf"[（(]{_SPACE}{_NUMBER}{_SPACE}[）)]",
        r"\d{1,2}(?:、|[．.](?!\d))",
        r"[（(]\d{1,2}[）)]|[①-⑳]",
    )
)
_APPENDIX_RANK = 0
_ARTICLE_RANK = 4
_YEAR_RANK = 5
_LONGEST_HEADING = 60
_SENTENCE_END = re.compile("[。！？!?]")
_CLAUSE_END = re.compile(r"[，。：；！？;!?]|,(?!\d)")
_LIST_ITEM_END = "；;，,、"
# Told by its unit, its point or its length: headings number years, days and other things.
_FIGURE = re.compile(rf"\d(?:\s*(?![年月日])[%％‰{CJK}]|[.．,，]\d|\d{{4}})|百分之")
# 附件：1.任务分解表 and 注：1.……, whose further items stand below as lines of their own.
_OPENS_ITEMS = re.compile(r"(?:附[件表]|注|注释|备注|说明)[：:]\s?(?P<mark>1[.．、]|[（(]1[）)]|①)")
_ITEM = re.compile(
    r"(?:(?P<digits>\d{1,2})[.．、]|[（(](?P<bracketed>\d{1,2})[）)]|(?P<round>[①-⑳]))"
)
_CONTENTS = re.compile(r"目\s*[录錄次]")
_LEADER = " \t\u3000.．·…"
_PAGE_NUMBER = re.compile(rf"[{_LEADER}]\d{{1,3}}$")


@dataclass(frozen=True, slots=True)
class _Heading:
    rank: float
    title: str
    start: int
    body: int


_END = _Heading(-1, "", 0, 0)


def find_sections(text: str, marked: Mapping[int, int] | None = None) -> tuple[Section, ...]:
    """All sections in reading order, each with the path of headings that leads to it.

    `marked`: where lines begin that the file marks as headings, and their levels, 1 the outermost.
    """
    headings = list(_headings(lines_of(text), marked or {}))
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


def _headings(lines: Sequence[Line], marked: Mapping[int, int]) -> Iterator[_Heading]:
    """The headings among the lines; one with nothing under it is in its own body."""
    if marked:
        lines = [_without_hashes(line) if line.start in marked else line for line in lines]
    numbered = _without_items(lines, [_heading(line) for line in lines])
    found = list(_without_contents(lines, list(_with_marked(lines, numbered, marked))))
    # An appendix that comes first is the document itself, below which its title stands.
    first = next((at for at, one in enumerate(found) if one), None)
    if first is not None and (heading := found[first]) and heading.rank == _APPENDIX_RANK:
        found[first] = None
    for heading, following in pairwise([*found, _END]):
        if heading:
            is_bare = following is not None and following.rank <= heading.rank
            yield replace(heading, body=heading.start) if is_bare else heading


def _without_hashes(line: Line) -> Line:
    """The line without the # of a Markdown heading before its words."""
    return replace(line, text=line.text.lstrip("#").lstrip(BLANK))


def _without_items(
    lines: Sequence[Line], found: Sequence[_Heading | None]
) -> list[_Heading | None]:
    """What was found, but no headings in the items of a list: of appendices, of notes or others.

    The last item of any list ends as headings do: （三）……；（四）……。 So no heading of its rank
    stands right below a line that is numbered alike and ends in a semicolon.
    """
    kept: list[_Heading | None] = []
    number = 0  # of the item before
    rank = 0  # of the line before, if it is an item and says that more follow
    for line, heading in zip(lines, found, strict=True):
        opens = _OPENS_ITEMS.match(line.text)
        goes_on = bool(number) and _item(line.text) == number + 1
        number = 1 if opens else number + 1 if goes_on else 0
        is_last = heading is not None and heading.rank == rank > _YEAR_RANK
        rank = _number(line)[0] if line.text[-1] in "；;" else 0
        kept.append(None if goes_on or is_last else heading)
    return kept


def _item(words: str) -> int:
    """The number of an item, 0 if it has none."""
    found = _ITEM.match(words)
    if found is None:
        return 0
    if found["round"]:
        return ord(found["round"]) - ord("①") + 1
    return int(found["digits"] or found["bracketed"])


def _with_marked(
    lines: Sequence[Line], numbered: Sequence[_Heading | None], marked: Mapping[int, int]
) -> Iterator[_Heading | None]:
    """The headings with a number, and those without one on levels that divide the report.

    A level does so where its lines stand in two places: a title or a caption stands in one.
    """
    at: dict[int, list[int]] = {}
    for position, line in enumerate(lines):
        if line.start in marked:
            at.setdefault(marked[line.start], []).append(position)
    ranks: dict[int, float] = {}  # those of the numbered headings on a level, else between others
    outer = -1.0
    for level, places in sorted(at.items()):
        if places[-1] - places[0] >= len(places):
            alike = Counter(one.rank for place in places if (one := numbered[place]))
            outer = max([outer + 0.5, *(rank for rank, _ in alike.most_common(1))])
            ranks[level] = outer
    for line, heading in zip(lines, numbered, strict=True):
        rank = None if heading else ranks.get(marked.get(line.start, 0))
        yield heading if rank is None else _plain_heading(line, rank)


def _plain_heading(line: Line, rank: float) -> _Heading | None:
    """A line that is marked as a heading and looks like one."""
    unlike = _SENTENCE_END.search(line.text) or is_row(line.text)
    if unlike or len(line.text) > _LONGEST_HEADING or line.text[-1:] in ("", *_LIST_ITEM_END):
        return None
    if _CONTENTS.fullmatch(line.text):
        return None
    body = line.start if _FIGURE.search(line.text) else line.end
    return _Heading(rank, line.text.rstrip("：:"), line.start, body)


def _without_contents(
    lines: Sequence[Line], found: Sequence[_Heading | None]
) -> Iterator[_Heading | None]:
    """What was found in each line, but nothing in the entries of a table of contents.

    These are the lines right under 目录 that stand again further down or end in a page number.
    """
    titles = [
        "".join((heading.title if heading else line.text).rstrip(digits).rstrip(_LEADER).split())
        for line, heading in zip(lines, found, strict=True)
    ]
    last = {title: position for position, title in enumerate(titles)}
    in_contents = False
    for position, (line, heading) in enumerate(zip(lines, found, strict=True)):
        stands_again = last[titles[position]] > position
        is_entry = in_contents and (stands_again or _PAGE_NUMBER.search(line.text) is not None)
        in_contents = is_entry or _CONTENTS.fullmatch(line.text) is not None
        yield None if is_entry else heading


def _number(line: Line) -> tuple[int, re.Match[str] | None]:
    """The number that a line opens with, and its rank; None and 0 if it has none."""
    plain = line.text.translate(PLAIN_DIGITS)  # ２００９年工作回顾, ３．…
    matches = ((rank, pattern.match(plain)) for rank, pattern in enumerate(_RANKS))
    return next(((rank, found) for rank, found in matches if found), (0, None))


def _heading(line: Line) -> _Heading | None:
    rank, number = _number(line)
    if number is None or line.text[-1] in _LIST_ITEM_END or is_row(line.text):
        return None
    if rank in (_APPENDIX_RANK, _ARTICLE_RANK):
        body = line.end if rank == _APPENDIX_RANK else line.start
        return _Heading(rank, number[0].rstrip("：:"), line.start, body)
    if not _SENTENCE_END.search(line.text):
        if not number.end() < len(line.text) <= _LONGEST_HEADING:
            return None
        body = line.start if _FIGURE.search(line.text, number.end()) else line.end
        return _Heading(rank, line.text.rstrip("：:"), line.start, body)
    clause = _CLAUSE_END.search(line.text, number.end())
    if clause is None or clause.start() > _LONGEST_HEADING:
        return None
    return _Heading(rank, line.text[: clause.start()], line.start, line.start)
