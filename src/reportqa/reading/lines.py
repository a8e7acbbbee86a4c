"""The non-blank lines of a text; a paragraph is one such line."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

BLANK = " \t\u3000\u00a0\u200b\ufeff\x00\u1680\u202f\u205f" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What is nothing at the edges of a line: blanks of every width."""

EMPTY = BLANK + "\r\n\v\f\x85\u2028\u2029"
"""What is no word: blanks and line ends."""

# Saved pages go about as text files. <A标准 is no tag.
_TAG = re.compile(r'"?</?[A-Za-z][A-Za-z0-9:-]*(?:[\s/"][^<>]*)?>')
_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]+")


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
    for start, end in whole_lines(text):
        line = text[start:end]
        stripped = line.strip(BLANK)
        first = start + len(line) - len(line.lstrip(BLANK))
        lines.append(Line(first, first + len(stripped), stripped))
    return tuple(lines)


def whole_lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each of them begins and ends with the blanks around it."""
    return (found.span() for found in _LINE.finditer(text) if found[0].strip(BLANK))


def paragraph_number(text: str, offset: int) -> int:
    """Which non-blank line, counted from 1, an offset stands in (or last came after)."""
    return max(1, bisect_right(lines_of(text), offset, key=lambda line: line.start))


def without_tags(text: str) -> str:
    """The text with a line's end for every HTML tag; its length stays."""
    return _TAG.sub(lambda tag: "\n".ljust(len(tag[0])), text)
