"""Rows of a table whose columns stay in step where cells are merged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MOST_COLUMNS = 50  # kept in step; wider tables are not read by their columns


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words, and how many columns and rows it reaches over."""

    text: str
    across: int = 1
    down: int = 1


def span(number: str | None) -> int:
    """The reach that a document states for a cell; what is no such number counts as 1."""
    stated = number or ""
    return max(1, int(stated)) if len(stated) <= 4 and stated.isdecimal() else 1


def in_step(rows: Iterable[Iterable[Cell]]) -> Iterator[list[str]]:
    """The words of each row, with an empty cell before those that merged cells push aside.

    Merged cells at a row's end push nothing aside, so that a title over all columns is one cell.
    """
    from_above: dict[int, int] = {}  # how many more rows a column is taken in
    for row in rows:
        taken = {column: left - 1 for column, left in from_above.items() if left > 1}
        words: list[str] = []
        column = 0
        for cell in row:
            while column in from_above:
                column += 1
            words += [""] * (column - len(words)) + [cell.text]
            end = column + cell.across if column + cell.across <= _MOST_COLUMNS else column + 1
            if cell.down > 1 and column < _MOST_COLUMNS:
                taken |= dict.fromkeys(range(column, end), cell.down - 1)
            column = end
        from_above = taken
        yield words
