"""Rows of tables told as sentences, to be read like the rest of a report.

What 市应急局 | 96 | 1875 tells stands in the first row of its table, and a reader that was taught
prose makes nothing of either. Of 市应急局：行政处罚96件，行政检查1875次。 it does; what it marks
there is brought back to the cells that it came from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportqa.answering.tables.cells import (
    NamedCell,
    ToldCell,
    asks_for_total,
    cell_named,
    is_total,
    longest_named,
    row_asked,
)
from reportqa.answering.tables.columns import (
    BLANK,
    FIGURE,
    NUMBERS_ROWS,
    Column,
    Table,
    line_around,
    tables_from,
    unit_of,
)
from reportqa.answering.understanding.questions import Question
from reportqa.reading.rows import is_row
from reportqa.types import Span

_Piece = tuple[str, int]
"""Words of a sentence, and where they stand in the report, `_NOWHERE` if they were put there."""

_NOWHERE: Final = -1


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
        row = row_asked({one.row for one in self.cells}, own.row, question)
        column = longest_named({one.column for one in self.cells}, own.column, question)
        meant = [one for one in self.cells if (one.row, one.column) == (row, column)]
        if own in meant or len(meant) != 1:
            return span
        return meant[0].start, meant[0].end

    def cell_named(self, question: Question) -> NamedCell | None:
        """The only cell whose row and column a question names."""
        return cell_named(self.cells, question)

    def is_but_part(self, span: Span, question: str) -> bool:
        """Whether a figure is of a row that a question for the sum of all does not name."""
        own = self._cell_at(span)
        asks_for_all = own and own.row not in question and asks_for_total(question)
        return bool(own and own.is_part and asks_for_all)

    def _cell_at(self, span: Span) -> ToldCell | None:
        return next((one for one in self.cells if one.start <= span[0] < one.end), None)

    def _own(self, start: int, end: int) -> list[int]:
        return sorted(at for at in self.origin[start:end] if at != _NOWHERE)


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a cell holds, below which words, and the unit that it does not have itself."""

    column: Column
    words: _Piece
    unit: str

    @property
    def before(self) -> str:
        """What is put before its words."""
        is_figure = FIGURE.fullmatch(self.words[0])
        return self.column.name if is_figure else f"{self.column.name}为"


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
    if not any(map(is_row, text[start:end].split("\n"))):
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
            mark = "，" if number else "：" if row.label else ""
            put(mark + told.before, _NOWHERE)
            begin = len(origin)
            put(*told.words)
            put(told.unit, _NOWHERE)
            names, said = tuple(label for label, _ in row.label), f"{told.words[0]}{told.unit}"
            cells.append(ToldCell(begin, len(origin), names, told.column.names, said, is_part))
        put("。", _NOWHERE)
        at = row.line[1]
    put(text[at:end], at)
    return Told("".join(words), tuple(origin), tuple(cells)) if cells else None


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[_Row, bool]]:
    """The rows that a passage holds whole, and whether each is a part of a sum told in another."""
    found = sorted(_told_rows(text, start, end), key=lambda one: one[0].line)
    for at, (row, is_part) in enumerate(found):
        first, last = line_around(text, row.line[0])
        # Of tables side by side each has its part of a line.
        begins_line = at == 0 or found[at - 1][0].line[1] <= first
        ends_line = at + 1 == len(found) or found[at + 1][0].line[0] >= last
        line = (
            max(start, first) if begins_line else row.line[0],
            min(end, last) if ends_line else found[at + 1][0].line[0],
        )
        yield replace(row, line=line), is_part


def _told_rows(text: str, start: int, end: int) -> Iterator[tuple[_Row, bool]]:
    for table in tables_from(text, start, end):
        above: dict[int, str] = {}
        rows = [_told(text, row, table, above) for row in table.rows]
        sums = {at for at, row in enumerate(rows) if is_total(row.name)}
        for at, row in enumerate(rows):
            if row.cells and start <= row.line[0] and row.line[1] <= end:
                yield row, bool(sums) and at not in sums


def _told(text: str, row: Sequence[Span], table: Table, above: dict[int, str]) -> _Row:
    """What a row tells; `above` has the labels of merged cells, and is kept up to date."""
    words = [text[slice(*cell)] for cell in row]
    label: list[_Piece] = []
    # 合计 stands where the rows are counted.
    first = next((at for at in range(len(words)) if words[at]), 0)
    counted = first < len(table.columns) and NUMBERS_ROWS.fullmatch(table.columns[first].name)
    if counted and is_total(words[first]):
        label.append((words[first], row[first][0]))
        above.clear()
    for at in table.labels:
        if at < len(row) and words[at]:
            if not label:
                above.clear()
            above[at] = words[at]
            label.append((words[at], row[at][0]))
        elif at in above and all(stands == _NOWHERE for _, stands in label):
            label.append((above[at], _NOWHERE))
    own = unit_of(label[-1][0]) if label else ""
    given = words[table.units] if table.units is not None and table.units < len(row) else ""
    cells = []
    for at, (column, word) in enumerate(zip(table.columns, words, strict=False)):
        passed = at in table.labels or at == table.units or NUMBERS_ROWS.fullmatch(column.name)
        if passed or word in BLANK or not column.name:
            continue
        unit = column.in_unit(given or own).unit
        lacks_unit = FIGURE.fullmatch(word) and word[-1].isdecimal()
        cells.append(_Cell(column, (word, row[at][0]), unit if lacks_unit else ""))
    filled = [cell for cell in row if cell[0] < cell[1]] or [row[0]]
    return _Row((filled[0][0], filled[-1][1]), label, cells)
