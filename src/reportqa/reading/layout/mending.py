"""Printed lines to paragraphs: which line ends were the writer's, and which the printer's.

A line runs on into the next if it fills its column and the next begins at the margin, in the
same type and at the usual distance. Titles, headings and rows of tables stay lines of their own.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reportqa.reading.extracted import Extracted, storable
from reportqa.reading.headings import marker
from reportqa.reading.layout.printed import Line, Page, is_wide, joined

_INDENT = 0.8  # ems from the margin, from which a line is set in
_SAME_SIZE = 0.12
_FAR = 1.35  # times the usual distance between lines, beyond which a line stands by itself
_FARTHER = 1.08  # times, which tells a paragraph from the next where none is indented
_SLACK = 0.6
_LATIN_WIDTH = 0.55
_FEWEST_FOR_MARGIN = 4
_SHARE_FOR_MARGIN = 0.15
_INDENTED_STYLE = 0.04
_SENTENCE_END = re.compile(r"[。！？!?；;：:…][”’」』）)》]*$|[.][”’\")\]]*$")
_LONGEST_RUN = 20
_OPENING = "“‘（《〈【「『([{"
_CLOSING = "，。、；：！？”’）》〉】」』％%…—,.;:!?)]}“‘"  # no line ends just before an opening “


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Style:
    """How the document is set: its margins by page and column, and whether it indents."""

    margins: dict[tuple[int, int], _Margins]
    pitch: float
    indents: bool


def mended(pages: Sequence[Page]) -> Extracted:
    """The text of all pages, a line for each paragraph, and where each page begins in it."""
    style = _style(pages)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    last: tuple[int, Line] | None = None
    for number, page in enumerate(pages):
        starts.append(length)
        for position, line in enumerate(page.lines):
            text = storable(line.text).strip()
            if not text:
                continue
            before = parts[-1] if parts else ""
            if last and _runs_on(last, (number, line), style):
                whole = joined(before, text)
                length += len(whole) - len(before)
                parts[-1] = whole
            else:
                length += len(text) + bool(parts)
                parts.append(text)
            if position == 0:
                starts[-1] = length - len(text)
            last = number, line
        if not page.lines:
            starts[-1] = length
    text = "\n".join(parts)
    return Extracted(f"{text}\n" if text else "", tuple(min(start, length) for start in starts))


def _runs_on(one: tuple[int, Line], other: tuple[int, Line], style: _Style) -> bool:
    (page, line), (next_page, following) = one, other
    if line.row or following.row or not _same_size(line, following):
        return False
    if not _fills(line, following, style.margins[page, line.column]):
        return False
    ended = _SENTENCE_END.search(line.text) is not None
    same_column = page == next_page and line.column == following.column
    margin = style.margins[next_page, following.column].left
    if following.left - margin > _INDENT * following.size:
        level = same_column and abs(following.left - line.left) < _SLACK * line.size
        return level and not ended and not style.indents
    if ended and marker(following.text) != following.text:
        return False
    step = following.base - line.base if same_column else 0.0
    if step > _FAR * max(style.pitch, line.size):
        return False
    return not ended or style.indents or 0 < step <= _FARTHER * style.pitch


def _same_size(line: Line, following: Line) -> bool:
    return abs(line.size - following.size) <= _SAME_SIZE * max(line.size, following.size)


def _fills(line: Line, following: Line, margins: _Margins) -> bool:
    """Whether the next line's first unbreakable run would not have fitted on this one."""
    needed = _SLACK
    for character, after in pairwise(f"{following.text[:_LONGEST_RUN]} "):
        needed += 1.0 if is_wide(character) else _LATIN_WIDTH
        if _may_break(character, after):
            break
    return margins.right - line.right < needed * line.size


def _may_break(before: str, after: str) -> bool:
    if before in _OPENING or after in _CLOSING:
        return False
    return is_wide(before) or is_wide(after) or after.isspace()


def _style(pages: Sequence[Page]) -> _Style:
    body = _body_size(pages)
    by_column: dict[tuple[int, int], list[Line]] = {}
    for number, page in enumerate(pages):
        for line in page.lines:
            by_column.setdefault((number, line.column), []).append(line)
    own = {
        key: _margins(lines, body)
        for key, lines in by_column.items()
        if sum(1 for line in lines if not line.row) >= _FEWEST_FOR_MARGIN
    }
    usual = {
        column: _Margins(
            median(margins.left for (_, c), margins in own.items() if c == column),
            median(margins.right for (_, c), margins in own.items() if c == column),
        )
        for column in {column for _, column in own}
    }
    margins = {
        key: _reconciled(own.get(key), usual.get(key[1]), body) or _margins(lines, body)
        for key, lines in by_column.items()
    }
    lines = [(key, line) for key, of_key in by_column.items() for line in of_key if not line.row]
    indented = sum(
        1 for key, line in lines if 1.5 < (line.left - margins[key].left) / line.size < 2.6
    )
    return _Style(margins, _pitch(pages, body), indented > _INDENTED_STYLE * len(lines))


def _reconciled(own: _Margins | None, usual: _Margins | None, body: float) -> _Margins | None:
    """A page's own margins, unless only one differs: then its lines are short or set in.

    Where left and right pages have other margins, both differ.
    """
    if own is None or usual is None:
        return own or usual
    same_left = abs(own.left - usual.left) < body
    same_right = abs(own.right - usual.right) < body
    return _Margins(
        min(own.left, usual.left) if same_right else own.left,
        max(own.right, usual.right) if same_left else own.right,
    )


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _margins(lines: Sequence[Line], body: float) -> _Margins:
    """Where several lines of running text begin and end, furthest out."""
    running = [
        line for line in lines if not line.row and abs(line.size - body) <= _SAME_SIZE * body
    ] or lines
    enough = max(2, _SHARE_FOR_MARGIN * len(running))
    left = _first_shared([line.left for line in running], body / 2, enough)
    return _Margins(left, -_first_shared([-line.right for line in running], body, enough))


def _first_shared(places: Sequence[float], within: float, enough: float) -> float:
    """The lowest place that enough of them share, give or take; else the lowest."""
    ordered = sorted(places)
    for position, at in enumerate(ordered):
        if bisect_right(ordered, at + within) - position >= enough:
            return at
    return ordered[0]


def _pitch(pages: Sequence[Page], body: float) -> float:
    """The usual distance between two lines of running text."""
    steps: Counter[float] = Counter()
    for page in pages:
        for line, following in pairwise(page.lines):
            step = following.base - line.base
            if line.column == following.column and 0.8 * body < step < 4 * body:
                steps[round(step / body, 1)] += 1
    return steps.most_common(1)[0][0] * body if steps else 2 * body
