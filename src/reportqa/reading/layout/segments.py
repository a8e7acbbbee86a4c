"""Glyphs to pieces: which characters stand side by side, and where a space was meant."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Protocol, TypeVar

from reportqa.normalising import has_chinese
from reportqa.reading.layout.printed import Glyph, Piece, is_wide

_SAME_LINE = 0.45  # of the type size: how far superscripts and mixed fonts stray from a line
_GAP = 1.5
# More than the line's usual gap, as justified lines are set wider. Typesetters put a quarter of
# an em between Chinese and Latin by themselves.
_SPACE_IN_LATIN = 0.18
_SPACE_IN_CHINESE = 0.22
_SPACE_ELSEWHERE = 0.5
_DOUBLE = 0.1  # bold type is at times faked by printing a character twice, a little aside


class _Placed(Protocol):
    @property
    def left(self) -> float: ...
    @property
    def base(self) -> float: ...
    @property
    def size(self) -> float: ...


_P = TypeVar("_P", bound=_Placed)


def rows_of(placed: Iterable[_P]) -> list[list[_P]]:
    """What stands on a line together, from top to bottom, each line from left to right."""
    rows: list[list[_P]] = []
    for item in sorted(placed, key=lambda item: item.base):
        row = rows[-1] if rows else None
        if row and item.base - row[0].base <= _SAME_LINE * max(item.size, row[0].size):
            row.append(item)
        else:
            rows.append([item])
    return [sorted(row, key=lambda item: item.left) for row in rows]


def pieces_of(glyphs: Iterable[Glyph]) -> list[Piece]:
    """The pieces that these glyphs make up, from top to bottom and left to right."""
    return [piece for row in rows_of(glyphs) for piece in _pieces(row)]


def _pieces(row: Sequence[Glyph]) -> Iterator[Piece]:
    words: list[Glyph] = []
    text = ""
    spaced = False
    gaps = [after.left - before.right for before, after in pairwise(row)]
    usual = max(median(gaps), 0.0) if gaps else 0.0
    for glyph in row:
        if glyph.text.isspace():
            spaced = bool(words)
            continue
        if words:
            before = words[-1]
            size = max(before.size, glyph.size)
            gap = glyph.left - before.right
            if glyph.text == before.text and glyph.left - before.left < _DOUBLE * size:
                continue
            if gap > _GAP * size:
                yield _piece(words, text)
                words, text = [], ""
            elif spaced or gap - usual > _space(before.text, glyph.text) * size:
                text += " "
        words.append(glyph)
        text += glyph.text
        spaced = False
    if words:
        yield _piece(words, text)


def _space(before: str, after: str) -> float:
    if has_chinese(before) and has_chinese(after):
        return _SPACE_IN_CHINESE
    return _SPACE_ELSEWHERE if is_wide(before[-1]) or is_wide(after[0]) else _SPACE_IN_LATIN


def _piece(words: Sequence[Glyph], text: str) -> Piece:
    return Piece(
        text=text,
        left=words[0].left,
        right=words[-1].right,
        base=median(glyph.base for glyph in words),
        size=median(glyph.size for glyph in words),
    )
