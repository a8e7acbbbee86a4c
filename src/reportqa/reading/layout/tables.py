"""Ruled tables: the rulings tell the cells, merged ones too, and the cells what is in a row."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportqa.reading.extracted import CELL
from reportqa.reading.layout.printed import Glyph, Piece, Ruling, joined
from reportqa.reading.layout.segments import pieces_of, rows_of

_NEAR = 2.5  # points between rulings that are drawn as one
_SHORTEST = 6.0
_MOST_RULINGS = 1500  # more are a drawing
_MOST_CELLS = 5000
_MIDDLE_ABOVE_BASE = 0.35


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: the edges of its columns and rows, and the rulings that are really there."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    rulings: tuple[Ruling, ...]

    def holds(self, glyph: Glyph) -> bool:
        """Whether the glyph stands inside."""
        across = self.columns[0] <= (glyph.left + glyph.right) / 2 <= self.columns[-1]
        return across and self.rows[0] <= _middle(glyph) <= self.rows[-1]

    def pieces(self, glyphs: Iterable[Glyph]) -> Iterator[Piece]:
        """Its rows, each with its cells' words.

        Cells that hold on from above or from the left are empty, but for the latter at the end.
        """
        roots = self._roots()
        words: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            row = _slot(self.rows, _middle(glyph))
            column = _slot(self.columns, (glyph.left + glyph.right) / 2)
            words.setdefault(roots[row, column], []).append(glyph)
        texts = {root: _cell_text(inside) for root, inside in words.items()}
        size = min((glyph.size for inside in words.values() for glyph in inside), default=1.0)
        for row, (top, bottom) in enumerate(pairwise(self.rows)):
            cells: list[str] = []
            for column in range(len(self.columns) - 1):
                root = roots[row, column]
                if root[1] == column:
                    cells += [""] * (column - len(cells))
                    cells.append(texts.get(root, "") if root[0] == row else "")
            if any(cells):
                middle = (top + bottom) / 2
                yield Piece(
                    CELL.join(cells), self.columns[0], self.columns[-1], middle, size, row=True
                )

    def _roots(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each cell of the grid, the first cell of the one that it is merged into."""
        roots: dict[tuple[int, int], tuple[int, int]] = {}
        for row, (top, bottom) in enumerate(pairwise(self.rows)):
            for column, (left, right) in enumerate(pairwise(self.columns)):
                root = (row, column)
                if column and not self._ruled(True, left, (top + bottom) / 2):
                    root = roots[row, column - 1]
                elif row and not self._ruled(False, top, (left + right) / 2):
                    root = roots[row - 1, column]
                roots[row, column] = root
        return roots

    def _ruled(self, vertical: bool, at: float, along: float) -> bool:
        return any(
            ruling.vertical is vertical
            and abs(ruling.at - at) <= _NEAR
            and ruling.start - _NEAR <= along <= ruling.end + _NEAR
            for ruling in self.rulings
        )


def find_tables(rulings: Iterable[Ruling]) -> list[Table]:
    """The tables of at least two columns and two rows that the rulings of a page draw."""
    merged = _merged(rulings)
    if len(merged) > _MOST_RULINGS:
        return []
    tables = []
    for group in _touching(merged):
        columns = _edges(group, vertical=True)
        rows = _edges(group, vertical=False)
        if len(columns) > 2 and len(rows) > 2 and len(columns) * len(rows) <= _MOST_CELLS:
            tables.append(Table(columns, rows, tuple(group)))
    return tables


def _merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """The rulings with those made one that run on in the same line."""
    merged: list[Ruling] = []
    ordered = sorted(rulings, key=lambda r: (r.vertical, round(r.at / _NEAR), r.start))
    for ruling in ordered:
        last = merged[-1] if merged else None
        if (
            last
            and last.vertical is ruling.vertical
            and abs(last.at - ruling.at) <= _NEAR
            and ruling.start <= last.end + _NEAR
        ):
            merged[-1] = Ruling(last.vertical, last.at, last.start, max(last.end, ruling.end))
        else:
            merged.append(ruling)
    return [ruling for ruling in merged if ruling.end - ruling.start >= _SHORTEST]


def _touching(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """The groups of rulings that hang together by crossing or touching."""
    groups: list[list[Ruling]] = []
    for ruling in rulings:
        met = [group for group in groups if any(_touch(ruling, other) for other in group)]
        groups = [group for group in groups if all(group is not other for other in met)]
        groups.append([ruling, *(other for group in met for other in group)])
    return groups


def _touch(one: Ruling, other: Ruling) -> bool:
    if one.vertical is other.vertical:
        return False
    return (
        one.start - _NEAR <= other.at <= one.end + _NEAR
        and other.start - _NEAR <= one.at <= other.end + _NEAR
    )


def _edges(group: Sequence[Ruling], *, vertical: bool) -> tuple[float, ...]:
    """Where columns (or rows) begin and end; rulings across tell the outermost edges too."""
    across = [ruling for ruling in group if ruling.vertical is not vertical]
    found = [ruling.at for ruling in group if ruling.vertical is vertical]
    found += [min(r.start for r in across), max(r.end for r in across)] if across else []
    edges: list[float] = []
    for at in sorted(found):
        if not edges or at - edges[-1] > 2 * _NEAR:
            edges.append(at)
    return tuple(edges)


def _slot(edges: Sequence[float], at: float) -> int:
    return min(max(bisect_right(edges, at) - 1, 0), len(edges) - 2)


def _middle(glyph: Glyph) -> float:
    return glyph.base - _MIDDLE_ABOVE_BASE * glyph.size


def _cell_text(glyphs: Iterable[Glyph]) -> str:
    text = ""
    for row in rows_of(pieces_of(glyphs)):
        text = joined(text, " ".join(piece.text for piece in row))
    return text
