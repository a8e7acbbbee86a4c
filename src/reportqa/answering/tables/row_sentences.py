"""Rows of tables told as sentences, to be read like the rest of a report.

What 市应急局 | 96 | 1875 tells stands in the first row of its table, and a reader that was taught
prose makes nothing of either. Of 市应急局：行政处罚96件，行政检查1875次。 it does; what it marks
there is brought back to the cells that it came from.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportqa.answering.tables.columns import (
    BLANK,
    FIGURE,
    NUMBERS_ROWS,
    Table,
    line_around,
    tables_from,
)
from reportqa.reading.extracted import CELL
from reportqa.types import Span

_Piece = tuple[str, int]
"""Words of a sentence, and where they stand in the report, `_NOWHERE` if they were put there."""

_NOWHERE: Final = -1
_TOTAL: Final = re.compile("合计|总计|共计|总数")
_ASKS_TOTAL: Final = re.compile("[一总]共|[合总共]计|全[省市县区州旗]")


@dataclass(frozen=True, slots=True)
class ToldCell:
    """A cell in a row told as a sentence, from `start` to `end` of that, with its unit.

    `is_part`: the table has a row of sums, and this is none.
    """

    start: int
    end: int
    row: str
    column: str
    is_part: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A passage whose rows are told as sentences.

    `origin` tells of each character of `text` where it stands in the passage, -1 for what was
    taken from elsewhere: the words of the first row, a unit, marks. `cells` are those that hold
    what is told of a row.
    """

    text: str
    origin: tuple[int, ...]
    cells: tuple[ToldCell, ...]

    def in_passage(self, span: Span) -> Span:
        """What a span of `text` stands for: from the first to the last of its own characters.

        The row, where it has none of its own.
        """
        own = self._own(*span)
        if not own:
            end = self.text.find("\n", span[1])
            line = self.text.rfind("\n", 0, span[0]) + 1, end if end >= 0 else len(self.text)
            own = self._own(*line)
        return own[0], own[-1] + 1

    def cell_asked(self, span: Span, question: str) -> Span:
        """A figure that was marked, or the one beside it whose row or column the question names.

        Where the question has all words of another row, and not those of its own, the figure of
        the same column in that row is meant, and the like of columns.
        """
        own = self._cell_at(span)
        if own is None:
            return span
        row = _row_named({one.row for one in self.cells}, own.row, question)
        column = _named({one.column for one in self.cells}, own.column, question)
        meant = [one for one in self.cells if (one.row, one.column) == (row, column)]
        if own in meant or len(meant) != 1:
            return span
        return meant[0].start, meant[0].end

    def is_but_part(self, span: Span, question: str) -> bool:
        """Whether a figure is of a row that a question for the sum of all does not name."""
        own = self._cell_at(span)
        asks_for_all = own and own.row not in question and _ASKS_TOTAL.search(question)
        return bool(own and own.is_part and asks_for_all)

    def _cell_at(self, span: Span) -> ToldCell | None:
        return next((one for one in self.cells if one.start <= span[0] < one.end), None)

    def _own(self, start: int, end: int) -> list[int]:
        return sorted(at for at in self.origin[start:end] if at != _NOWHERE)


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a cell holds, below which words, and the unit that it does not have itself."""

    name: str
    words: _Piece
    unit: str


@dataclass(frozen=True, slots=True)
class _Row:
    """Where a row stands, what it is about, and what it tells of that."""

    line: Span
    label: Sequence[_Piece]
    cells: Sequence[_Cell]

    @property
    def name(self) -> str:
        return "".join(words for words, _ in self.label)


def tell(text: str, start: int, end: int) -> Told | None:
    """A passage of a report with its rows told as sentences; None where it holds no such row.

    Args:
        text: the report's.
        start: where the passage begins in it.
        end: where it ends.
    """
    if CELL.strip() not in text[start:end]:
        return None
    words: list[str] = []
    origin: list[int] = []
    cells: list[ToldCell] = []
    at = start

    def put(piece: str, stands: int) -> None:
        words.append(piece)
        own = range(stands - start, stands - start + len(piece))
        origin.extend(own if stands != _NOWHERE else [_NOWHERE] * len(piece))

    for row, is_part in _sentences(text, start, end):
        put(text[at : row.line[0]], at)
        for label, stands in row.label:
            put(label, stands)
        for number, told in enumerate(row.cells):
            put(("，" if number else "：") + told.name, _NOWHERE)
            begin = len(origin)
            put(*told.words)
            put(told.unit, _NOWHERE)
            cells.append(ToldCell(begin, len(origin), row.name, told.name, is_part))
        put("。", _NOWHERE)
        at = row.line[1]
    put(text[at:end], at)
    return Told("".join(words), tuple(origin), tuple(cells)) if cells else None


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[_Row, bool]]:
    """The rows that a passage holds whole, and whether each is a part of a sum told in another."""
    for table in tables_from(text, start, end):
        above: dict[int, str] = {}
        rows = [_told(text, row, table, above) for row in table.rows]
        sums = {at for at, row in enumerate(rows) if _TOTAL.fullmatch(row.name)}
        for at, row in enumerate(rows):
            if row.cells and start <= row.line[0] and row.line[1] <= end:
                first, last = line_around(text, row.line[0])
                whole = replace(row, line=(max(start, first), min(end, last)))
                yield whole, bool(sums) and at not in sums


def _told(text: str, row: Sequence[Span], table: Table, above: dict[int, str]) -> _Row:
    """What a row tells; `above` has the labels of merged cells, and is kept up to date."""
    words = [text[slice(*cell)] for cell in row]
    label: list[_Piece] = []
    for at in table.labels:
        if at < len(row) and words[at]:
            if not label:
                above.clear()
            above[at] = words[at]
            label.append((words[at], row[at][0]))
        elif at in above and all(stands == _NOWHERE for _, stands in label):
            label.append((above[at], _NOWHERE))
    given = words[table.units] if table.units is not None and table.units < len(row) else ""
    cells = []
    for at, (column, word) in enumerate(zip(table.columns, words, strict=False)):
        passed = at in table.labels or at == table.units or NUMBERS_ROWS.fullmatch(column.name)
        if passed or word in BLANK or not column.name:
            continue
        figure = FIGURE.fullmatch(word)
        unit = (column.unit or given) if figure and word[-1].isdecimal() else ""
        cells.append(_Cell(column.name if figure else f"{column.name}为", (word, row[at][0]), unit))
    filled = [cell for cell in row if cell[0] < cell[1]] or [row[0]]
    return _Row((filled[0][0], filled[-1][1]), label, cells)


def _row_named(rows: Collection[str], own: str, question: str) -> str:
    """The row that a question names, that of the sums where it asks for all and names none."""
    named = _named(rows, own, question)
    if named in question or not _ASKS_TOTAL.search(question):
        return named
    return next((row for row in rows if _TOTAL.fullmatch(row)), named)


def _named(names: Collection[str], own: str, question: str) -> str:
    """The longest of these names that a question has; its own, if it has that or none."""
    found = [name for name in names if name in question]
    return own if own in found else max(found, key=len, default=own)
