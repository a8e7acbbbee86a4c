"""Tables in plain text, drawn with box characters or set with tabs or blanks, made rows as others.

What is drawn around cells says nothing; beside it the words of a few rows would fill a passage.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reportqa.reading.extracted import CELL
from reportqa.reading.lines import BLANK

_DRAWN = re.compile("[│┃║┆┊|]")
_BOX = re.compile("[│┃║┆┊─━═┌-╿]")
_RULE = re.compile(r"[\s─━═│┃║┆┊┌-╿+|:=-]*")
_ASCII_RULE = re.compile(r"\s*\+[-=+]{3,}\+\s*")
_APART = re.compile("[ \u3000]{2,}")
_FEWEST_CELLS = 3
_FEWEST_ROWS = 3  # that are set with blanks; titles and signatures are spaced out, too
_FEWEST_TABBED = 2
_LONGEST_CELL = 40
_LONGEST_LINE = 2000
_SENTENCE = re.compile("[。；！？]")


def with_rows(text: str) -> str:
    """The text with each row of such a table as its cells with ` | ` between."""
    lines = text.split("\n")
    kinds = [_kind(line) for line in lines]
    if not any(kinds):
        return text
    made: list[str] = []
    for kind, members in groupby(zip(kinds, lines, strict=True), key=lambda one: one[0]):
        run = [line for _, line in members]
        made += _ROWS[kind](run) if kind else run
    return "\n".join(made)


def _kind(line: str) -> str:
    """How the line is set, if it may be a row or rule of a table: box, tabs, blanks; else ""."""
    if not line.strip() or len(line) > _LONGEST_LINE:
        return ""
    if _BOX.search(line) and (_RULE.fullmatch(line) or len(_DRAWN.findall(line)) > 1):
        return "box"
    if _ASCII_RULE.fullmatch(line):
        return "box"
    if _SENTENCE.search(line):
        return ""
    if "\t" in line.strip():
        return "tabs"
    return "blanks" if len(_apart(line)) >= _FEWEST_CELLS else ""


def _boxed(run: Sequence[str]) -> Iterator[str]:
    for line in run:
        if not _RULE.fullmatch(line) and not _ASCII_RULE.fullmatch(line):
            words = line.strip(BLANK)
            inside = words[
                1 if _DRAWN.match(words) else 0 : -1 if _DRAWN.match(words[-1]) else None
            ]
            yield CELL.join(cell.strip(BLANK) for cell in _DRAWN.split(inside))


def _tabbed(run: Sequence[str]) -> Iterator[str]:
    rows = [[cell.strip(BLANK) for cell in line.rstrip().split("\t")] for line in run]
    while all(row and not row[0] for row in rows):
        rows = [row[1:] for row in rows]
    wide = sum(len(row) >= _FEWEST_CELLS for row in rows)
    if len(rows) < _FEWEST_TABBED or wide < _FEWEST_TABBED or _too_long(rows):
        yield from run
        return
    yield from map(CELL.join, rows)


def _spaced(run: Sequence[str]) -> Iterator[str]:
    """Only rows of as many cells: where one is empty, blanks do not tell which."""
    for _, members in groupby(run, key=lambda line: len(_apart(line))):
        alike = list(members)
        rows = [_apart(line) for line in alike]
        figures = sum(any(map(str.isdigit, cell)) for row in rows for cell in row)
        is_table = figures * _FEWEST_CELLS >= sum(map(len, rows)) and not _too_long(rows)
        yield from map(CELL.join, rows) if len(rows) >= _FEWEST_ROWS and is_table else alike


def _apart(line: str) -> list[str]:
    return _APART.split(line.strip(BLANK))


def _too_long(rows: Sequence[Sequence[str]]) -> bool:
    return any(len(cell) > _LONGEST_CELL for row in rows for cell in row)


_ROWS = {"box": _boxed, "tabs": _tabbed, "blanks": _spaced}
