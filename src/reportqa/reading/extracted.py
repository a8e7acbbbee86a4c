"""What a format makes of a file, and what it refuses to take on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportqa.errors import ReadError
from reportqa.reading.lines import EMPTY

MAX_FILE_BYTES = 100 * 2**20
MAX_UNPACKED_BYTES = 100 * 2**20
MAX_PAGES = 3000
MAX_CHARACTERS = 20_000_000
"""All the government work reports since 1954 together hold some 1.3 million."""

CELL = " | "
"""What stands between the cells of a table's row, in every format."""

_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, and where each page of it begins (none for sources without pages).

    `pages` are offsets into `text`, ascending from 0, as many as there are pages. `headings` tell
    where each line begins that the file marks as a heading, and its level: 1 is the outermost.
    """

    text: str
    pages: tuple[int, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()


class HeadingLine(str):
    """A line that the file marks as a heading of a level."""

    level: int

    def __new__(cls, words: str, level: int) -> "HeadingLine":
        """The words with their level."""
        line = super().__new__(cls, words)
        line.level = level
        return line


def of_lines(lines: Iterable[str]) -> Extracted:
    """The text of these lines, and where those stand that are headings."""
    text: list[str] = []
    headings: list[tuple[int, int]] = []
    length = 0
    for line in lines:
        if isinstance(line, HeadingLine):
            headings.append((length, line.level))
        text.append(f"{storable(line)}\n")
        length += len(text[-1])
    return Extracted("".join(text), headings=tuple(headings))


def storable(text: str) -> str:
    """The text without control characters and halves of surrogate pairs."""
    return _UNSTORABLE.sub("", text)


def checked(extracted: Extracted, name: str) -> Extracted:
    """The same, if there are words in it and not too many.

    Raises:
        ReadError: There is no text, or more than `MAX_CHARACTERS`.
    """
    if not extracted.text.strip(EMPTY):
        raise ReadError(f"{name}：文件里没有文字。请换一个有正文的文件。")
    if len(extracted.text) > MAX_CHARACTERS:
        raise ReadError(
            f"{name}：文字有 {len(extracted.text)} 字，超过上限 {MAX_CHARACTERS} 字。"
            "请拆成几个文件后再试。"
        )
    return extracted


def megabytes(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count / 2**20:.0f} MB"
