"""Tokens of the built-in model with the characters that each stands for in the text as given.

The tokenizer normalises (full-width forms, runs of blanks, combining marks), so that its
characters are not those of the text; answers must be slices of the text itself.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from reportqa.embedding.unigram import UnigramTokenizer, normalise
from reportqa.types import Span

_SPACE = "▁"
# Characters that are normalised by themselves, whatever stands before them.
_ALONE = re.compile(r"[\x20-\x7e\u4e00-\u9fff，。、；：“”《》（）！？％—－０-９]")
_MOST_TOKENS = 100_000


class OffsetTokenizer(UnigramTokenizer):
    """The built-in model's tokenizer, telling where each token stands."""

    def tokens(self, text: str) -> tuple[list[int], list[Span]]:
        """Token ids without marks, and for each its span of characters in `text`.

        Spans do not go backwards; one is empty where a token stands for nothing in the text.
        """
        characters, origins = normalised_with_origins(text)
        ids = self.encode(text, _MOST_TOKENS)[1:-1]
        known = _SPACE + characters.replace(" ", _SPACE)
        places = self._places(known, ids)
        # The first character is put there by the tokenizer.
        origins = [(0, 0), *origins]
        return ids, [_joined(origins[start:end]) for start, end in places]

    def _places(self, known: str, ids: Sequence[int]) -> list[Span]:
        """Where each token stands in the normalised text."""
        places = []
        start = 0
        for number, token in enumerate(ids):
            if token == self._special.unk:
                following = ids[number + 1] if number + 1 < len(ids) else None
                end = self._end_of_unknown(known, start, following)
            else:
                end = start + len(self._pieces[token])
            places.append((start, min(end, len(known))))
            start = end
        return places

    def _end_of_unknown(self, known: str, start: int, following: int | None) -> int:
        """The end of a run of unknown characters: where the next token fits."""
        if following is None:
            return len(known)
        piece = self._pieces[following]
        end = start + 1
        while end < len(known) and not known.startswith(piece, end):
            end += 1
        return end

    @cached_property
    def _pieces(self) -> Sequence[str]:
        """The pieces by their ids; "" for the marks."""
        pieces = [""] * (max(self._ids.values()) + 1)
        for piece, token in self._ids.items():
            pieces[token] = piece
        return pieces


def normalised_with_origins(text: str) -> tuple[str, list[Span]]:
    """The text as the model reads it, and for each of its characters the span it comes from."""
    characters: list[str] = []
    origins: list[Span] = []
    for start, end, made in _segments(text):
        for character in made:
            if character == " " and characters and characters[-1] == " ":
                continue
            characters.append(character)
            origins.append((start, end))
    whole = normalise(text)
    if "".join(characters) == whole:
        return whole, origins
    # Scripts whose characters join over more than their neighbours: nothing finer is known.
    return whole, [(0, len(text))] * len(whole)


def _segments(text: str) -> Iterator[tuple[int, int, str]]:
    """The shortest stretches of text that are normalised on their own: start, end, result."""
    start, made = 0, ""
    for at, character in enumerate(text):
        own = _normalised(character)
        if at > start and not _clings(text[start:at], made, character, own):
            yield start, at, made
            start, made = at, own
        else:
            made = normalise(text[start : at + 1])
    if start < len(text):
        yield start, len(text), made


@lru_cache(8192)
def _normalised(character: str) -> str:
    return normalise(character)


def _clings(before: str, made: str, character: str, own: str) -> bool:
    """Whether a character is normalised together with what stands before it."""
    if _ALONE.match(character):
        return False
    if not own or unicodedata.combining(own[0]):
        return True
    return normalise(before + character) != made + own


def _joined(origins: Sequence[Span]) -> Span:
    """One span from the first character's start to the last one's end."""
    return (origins[0][0], origins[-1][1]) if origins else (0, 0)
