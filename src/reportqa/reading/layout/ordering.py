"""Pieces to lines in reading order: columns one after the other, rows of aligned words as rows."""

from collections.abc import Iterator, Sequence
from statistics import median

from reportqa.reading.extracted import CELL
from reportqa.reading.layout.printed import Line, Piece
from reportqa.reading.layout.segments import rows_of

_FEWEST_LINES_OF_COLUMN = 5
_MOST_ACROSS = 0.25  # of a page's pieces may run across both columns: titles, tables
_FILLED = 0.6  # of a column's width, by most of its lines; the cells of a table fill less
_NARROWEST_GUTTER = 0.8
_ALIGNED = 1.0
_MOST_PIECES = 2000  # on a page of text; and cells in a row, by far
_MOST_CELLS = 50


def in_order(pieces: Sequence[Piece]) -> tuple[Line, ...]:
    """The lines of a page as they are read."""
    gutter = _gutter(pieces)
    if gutter is None:
        return tuple(_lines(pieces, 0))
    lines: list[Line] = []
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    across: list[Piece] = []

    def flush(*kinds: list[Piece]) -> None:
        for column, kind in enumerate(kinds, 1 if len(kinds) == 2 else 0):
            lines.extend(_lines(kind, column))
            kind.clear()

    for piece in sorted(pieces, key=lambda piece: piece.base):
        if piece.left < gutter < piece.right:
            flush(*sides)
            across.append(piece)
        else:
            flush(across)
            sides[piece.left >= gutter].append(piece)
    flush(*sides)
    flush(across)
    return tuple(lines)


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where the blank between two columns runs, None for a page of one column."""
    if not 2 * _FEWEST_LINES_OF_COLUMN <= len(pieces) <= _MOST_PIECES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    size = median(piece.size for piece in pieces)
    ends = sorted({piece.right for piece in pieces if 0.3 < _share(piece.right, left, right) < 0.7})
    found: list[tuple[int, float]] = []
    for end in ends:
        at = end + _NARROWEST_GUTTER * size / 2
        lefts = [piece for piece in pieces if piece.right <= at]
        rights = [piece for piece in pieces if piece.left >= at]
        across = len(pieces) - len(lefts) - len(rights)
        if (
            min(len(lefts), len(rights)) >= _FEWEST_LINES_OF_COLUMN
            and across <= _MOST_ACROSS * len(pieces)
            and median(piece.right - piece.left for piece in lefts) >= _FILLED * (at - left)
            and median(piece.right - piece.left for piece in rights) >= _FILLED * (right - at)
            and min(piece.left for piece in rights) - end >= _NARROWEST_GUTTER * size
        ):
            found.append((across, at))
    return min(found)[1] if found else None


def _share(at: float, left: float, right: float) -> float:
    return (at - left) / (right - left) if right > left else 0.0


def _lines(pieces: Sequence[Piece], column: int) -> Iterator[Line]:
    rows: list[list[Piece]] = []
    for row in rows_of(pieces):
        words = [piece for piece in row if not piece.row]
        rows += [[piece] for piece in row if piece.row]
        if words:
            rows.append(words)
    for position, row in enumerate(rows):
        neighbours = rows[max(position - 1, 0) : position] + rows[position + 1 : position + 2]
        tabular = any(_aligned(row, other) for other in neighbours)
        yield Line(
            text=(CELL if tabular else " ").join(piece.text for piece in row),
            left=row[0].left,
            right=max(piece.right for piece in row),
            base=row[0].base,
            size=median(piece.size for piece in row),
            row=tabular or row[0].row,
            column=column,
        )


def _aligned(row: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether two lines hold several pieces each, one below the other."""
    if min(len(row), len(other)) < 2:
        return False
    return any(
        abs(piece.left - below.left) <= _ALIGNED * piece.size
        or abs(piece.right - below.right) <= _ALIGNED * piece.size
        or abs(piece.left + piece.right - below.left - below.right) <= 2 * _ALIGNED * piece.size
        for piece in row[1:_MOST_CELLS]
        for below in other[1:_MOST_CELLS]
    )
