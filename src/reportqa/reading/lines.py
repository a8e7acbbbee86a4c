"""The non-blank lines of a text; a paragraph is one such line."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]+")
_BLANK = " \t\u3000\u00a0\u200b\ufeff\x00"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blanks around it: `text` is the slice from `start` to `end`."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=64)
def lines_of(text: str) -> tuple[Line, ...]:
    """The non-blank lines in order."""
    lines = []
    for found in _LINE.finditer(text):
        stripped = found[0].strip(_BLANK)
        if stripped:
            start = found.start() + len(found[0]) - len(found[0].lstrip(_BLANK))
            lines.append(Line(start, start + len(stripped), stripped))
    return tuple(lines)


def paragraph_number(text: str, offset: int) -> int:
    """Which non-blank line, counted from 1, an offset stands in (or last came after)."""
    return max(1, bisect_right(lines_of(text), offset, key=lambda line: line.start))
