"""What the stages of layout hand to each other."""

import re
from dataclasses import dataclass

from reportqa.normalising import CJK

_WIDE = re.compile(rf"[{CJK}\u3000-\u303f\uff00-\uff60\u2e80-\u2fdf“”‘’…—]")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character; `base` is the line it stands on."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: from `start` to `end` along its axis, at `at` on the other."""

    vertical: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Printed words without a wide gap in them. A `row` is a whole row of a table."""

    text: str
    left: float
    right: float
    base: float
    size: float
    row: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line in reading order. `column` is 0 for the whole width of the page, else 1 or 2."""

    text: str
    left: float
    right: float
    base: float
    size: float
    row: bool = False
    column: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in reading order; `height` is that of the paper."""

    height: float
    lines: tuple[Line, ...]


def is_wide(character: str) -> bool:
    """Whether this is a Chinese character or punctuation mark, which needs no space around it."""
    return _WIDE.match(character) is not None


def joined(first: str, second: str) -> str:
    """Two parts of a sentence that a line end came between, as one.

    Chinese runs on; other words get a space, and a word that was hyphenated is made whole.
    """
    if not first or not second:
        return first + second
    before, after = first[-1], second[0]
    if is_wide(before) or is_wide(after):
        return first + second
    if before in "-\u00ad\u2010" and first[-2:-1].isalpha() and after.islower():
        return first[:-1] + second
    if after in ",.;:!?%)]}" or before in "([{-/\u00ad\u2010":
        return first.removesuffix("\u00ad") + second
    chinese = any(is_wide(character) for character in first[-20:] + second[:20])
    if chinese and before.isdecimal() and after.isdecimal():  # a figure that was cut in two
        return first + second
    return f"{first} {second}"
