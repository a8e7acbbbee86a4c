"""Sentences, their parts and clauses in a text, and whether it says something just so.

`chunking.sentences` cuts a text for reading and minds numbers, quotations and broken lines; where
only what was said last is asked for, the marks that end it will do.
"""

import re
from typing import Final

from reportqa.chunking import sentences
from reportqa.types import Span

SENTENCE_ENDS: Final = "。！？!?\n"
PART_ENDS: Final = f"{SENTENCE_ENDS}；;"
"""The marks that also end a part of a sentence which may stand by itself."""
CLAUSE_ENDS: Final = f"{PART_ENDS}，,：:"
_CUT: Final = re.compile("[；;]")
_SHORTEST_PART: Final = 8


def start_of(text: str, at: int, ends: str) -> int:
    """Behind the last of these marks before a place; 0 if there is none."""
    return max(text.rfind(end, 0, at) for end in ends) + 1


def up_to(text: str, at: int, ends: str) -> str:
    """What stands between the last of these marks and a place."""
    return text[start_of(text, at, ends) : at]


def around(text: str, span: Span, ends: str) -> str:
    """What stands between the last of these marks before a span and the first one behind it."""
    behind = (text.find(end, span[1]) for end in ends)
    stop = min((at for at in behind if at >= 0), default=len(text))
    return text[start_of(text, span[0], ends) : stop]


def run_met(words: str, at: int, text: str) -> int:
    """How many characters of some words, from this place on, stand in a text just so."""
    length = 0
    while at + length < len(words) and words[at : at + length + 1] in text:
        length += 1
    return length


def parts(text: str) -> list[Span]:
    """The spans of the sentences, those with ； cut there too, in reading order."""
    spans = []
    for start, end in sentences(text):
        cut = start
        for found in _CUT.finditer(text, start, end):
            if found.end() - cut >= _SHORTEST_PART:
                spans.append((cut, found.end()))
                cut = found.end()
        if end > cut:
            spans.append((cut, end))
    return spans
