"""How the rows of tables stand in the text of a report, and where their cells do.

Readers of formats set ` | ` between cells (`extracted.CELL`). Text files stay as they are, whose
tables are drawn with box characters, set with tabs, or written as Markdown has them.
"""

import re
from itertools import islice, pairwise
from typing import Final

from reportqa.types import Span

_MOST_COLUMNS: Final = 60
_BAR: Final = re.compile(r"(?:(?<=[ \t])|^)\|(?=[ \t]|$)")
_DRAWN_BAR: Final = re.compile("[│┃║┆┊]")
_TAB: Final = re.compile(r"\t")
_FEWEST_TABS: Final = 2  # a single one sets off a number or a page
_SENTENCE_END: Final = re.compile("[。；！？]")
# |---|---| of Markdown, ├───┼───┤, +===+===+
_RULE: Final = re.compile(r"[\s|:：-]*|[\s─-╿]*|[\s+=-]*")
_DRAWN: Final = re.compile("[─-╿]")


def cells_of(line: str) -> list[Span]:
    """The spans of a line's cells in it, blanks left out; one, if it is no row of a table."""
    bars = _bars(line)
    cuts = [(0, 0), *bars, (len(line), len(line))]
    cells = []
    for (_, first), (last, _) in pairwise(cuts):
        words = line[first:last]
        begin = first + len(words) - len(words.lstrip())
        cells.append((begin, max(begin, last - (len(words) - len(words.rstrip())))))
    # | 指标 | 数量 |, as Markdown and box characters have it
    return cells[1:-1] if len(bars) > 1 and _is_framed(line) else cells


def is_rule(line: str) -> bool:
    """Whether a line but draws what stands between rows."""
    is_drawn = _DRAWN.search(line) or ("-" in line and ("|" in line or "+" in line))
    return bool(is_drawn) and _RULE.fullmatch(line) is not None


def is_row(line: str) -> bool:
    """Whether a line is a row of a table, or what stands between two."""
    return len(cells_of(line)) > 1 or is_rule(line)


def _is_framed(line: str) -> bool:
    if line.startswith("|"):
        return line.rstrip().endswith("|")
    words = line.strip()
    return bool(_DRAWN_BAR.match(words)) and bool(_DRAWN_BAR.match(words[-1:]))


def _bars(line: str) -> list[Span]:
    """What parts the cells of a line; [] where it is no row."""
    for pattern in (_BAR, _DRAWN_BAR):
        if bars := [found.span() for found in islice(pattern.finditer(line), _MOST_COLUMNS)]:
            return bars if len(bars) < _MOST_COLUMNS else []
    tabs = [found.span() for found in islice(_TAB.finditer(line), _MOST_COLUMNS)]
    is_set = _FEWEST_TABS <= len(tabs) < _MOST_COLUMNS and not _SENTENCE_END.search(line)
    return tabs if is_set else []
