"""Everyday words of a question, looked up by the official ones that the reports use.

A report says 最低生活保障 where people say 低保. Such a word is exchanged only where no report
has it, so that whoever knows the reports' own words is never helped against their will; what was
exchanged is told to the asker.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from reportqa.normalising import has_chinese, normalise
from reportqa.types import Expansion


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
    exchanged: dict[str, Expansion] = {}

    def look_up(found: re.Match[str]) -> str:
        word = found[0]
        if not knows(word):
            official = next((one for one in _by_everyday()[word] if knows(one)), None)
            if official:
                exchanged[word] = Expansion(word, official)
                return official
        return word

    if has_chinese(text):
        text = _everyday_pattern().sub(look_up, text)
    return text if exchanged else question, tuple(exchanged.values())


def mean_the_same(word: str) -> frozenset[str]:
    """This word and all that mean about the same, as the list has it, as it or a part of it."""
    listed = official_words()
    everyday = _everyday_pattern().findall(word)
    officials = {word}.union(*(_by_everyday()[one] for one in everyday))
    return frozenset(officials.union(*(listed.get(one, ()) for one in officials)))


@cache
def _by_everyday() -> dict[str, tuple[str, ...]]:
    """The official words for each everyday one, in normal form."""
    officials: dict[str, list[str]] = {}
    for official, everyday in official_words().items():
        for word in everyday:
            officials.setdefault(normalise(word), []).append(official)
    return {word: tuple(listed) for word, listed in officials.items()}


@cache
def _everyday_pattern() -> re.Pattern[str]:
    longest_first = sorted(_by_everyday(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
