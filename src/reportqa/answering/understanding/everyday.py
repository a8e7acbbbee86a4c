"""Everyday words of a question, looked up by the official ones that the reports use.

A report says 最低生活保障 where people say 低保. Such a word is exchanged only where no report
has it, so that whoever knows the reports' own words is never helped against their will; what was
exchanged is told to the asker. GDP alone is exchanged although reports have it.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from reportqa.normalising import CJK, has_chinese, normalise
from reportqa.types import Expansion

# Reports have it for what others are measured by, 占GDP的比重, and tell of 生产总值 itself.
_ALSO_MEASURES = "gdp"
_MEASURED_BY = re.compile(f"(?:占|人均|单位|每|万元)[{CJK}]{{0,3}}$")
_FARTHEST = 5


@cache
def official_words() -> dict[str, tuple[str, ...]]:
    """Everyday words by the official one that means the same, as everyday.tsv lists them."""
    lines = Path(__file__).with_name("everyday.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {official: tuple(everyday) for official, *everyday in rows}


def in_official_words(
    question: str, knows: Callable[[str], bool]
) -> tuple[str, tuple[Expansion, ...]]:
    """The question as it is looked up, and which of its words were exchanged for that.

    Args:
        question: As asked; given back unchanged where nothing is exchanged.
        knows: Whether some text of the library has a word.
    """
    text = normalise(question)
    if not has_chinese(text):
        return question, ()
    exchanged: dict[str, Expansion] = {}

    def can_be(word: str, start: int) -> bool:
        official = next((one for one in _by_everyday()[word] if knows(one)), None)
        held = knows(word) and not _is_itself(text, start, word)
        if official is None or held or _straddles(text, start, start + len(word), knows):
            return False
        exchanged[word] = Expansion(word, official)
        return True

    said, end = [], 0
    for word, start in _everyday_words(text, can_be):
        said += [text[end:start], exchanged[word].official]
        end = start + len(word)
    wording = "".join((*said, text[end:]))
    return wording if exchanged else question, tuple(exchanged.values())


def _is_itself(text: str, start: int, word: str) -> bool:
    """Whether GDP itself is asked for, and nothing that is measured by it: 占GDP多少."""
    before = text[max(0, start - _FARTHEST) : start]
    return word == _ALSO_MEASURES and _MEASURED_BY.search(before) is None


def _straddles(text: str, start: int, end: int, knows: Callable[[str], bool]) -> bool:
    """Whether two characters are the end of one word and the beginning of the next: 举行会议."""
    if end - start != 2 or start == 0 or end == len(text):
        return False
    return knows(text[start - 1 : start + 1]) and knows(text[end - 1 : end + 1])


def mean_the_same(word: str) -> frozenset[str]:
    """This word and all that mean about the same, as the list has it, as it or a part of it."""
    listed = official_words()
    officials = {word}.union(*(_by_everyday()[one] for one, _ in _everyday_words(word)))
    return frozenset(officials.union(*(listed.get(one, ()) for one in officials)))


@cache
def _by_everyday() -> dict[str, tuple[str, ...]]:
    """The official words for each everyday one, in normal form: the list's but for capitals."""
    officials: dict[str, list[str]] = {}
    for official, everyday in official_words().items():
        for word in everyday:
            officials.setdefault(word.lower(), []).append(official)
    return {word: tuple(listed) for word, listed in officials.items()}


def _everyday_words(
    text: str, wanted: Callable[[str, int], bool] = lambda _word, _at: True
) -> Iterator[tuple[str, int]]:
    """The everyday words wanted in a text in normal form, and where they begin.

    Of several that begin at one place the longest; none overlap.
    """
    listed, sizes = _by_everyday(), _sizes()
    at = 0
    while at < len(text):
        beginning = (text[at : at + size] for size in sizes)
        word = next((one for one in beginning if one in listed and wanted(one, at)), "")
        if word:
            yield word, at
        at += len(word) or 1


@cache
def _sizes() -> tuple[int, ...]:
    """How long everyday words are, longest first."""
    return tuple(sorted({len(word) for word in _by_everyday()}, reverse=True))
