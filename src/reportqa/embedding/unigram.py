"""Splits text into the built-in model's tokens, in plain Python.

The `tokenizers` library gives the same ids (a test compares the two), but its table of 250,002
pieces takes 270 MB and 0.55 s to load; this one takes about 45 MB and 0.1 s. For a question that
is all; for many texts `prepare_for_many` makes it five times as fast, so that the model takes
fifty times as long to work through a text.
"""

import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Self

from reportqa.embedding.weights import SpecialIds

MAX_TOKENS = 512

_READING = threading.Lock()
_PIECES_FILE = "pieces.txt"
_SCORES_FILE = "scores.npy"
_MARKS = ("<s>", "</s>", "<pad>", "<unk>", "<mask>")
_SPACE = "▁"
# An unknown character scores this much below the rarest piece, as in SentencePiece.
_UNKNOWN_PENALTY = 10.0
# What the "nmt" rules of SentencePiece drop, and what they turn into a space.
_DROPPED = (*range(0x01, 0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0x8F, 0x9F)
_SPACES = (0x09, 0x0A, 0x0C, 0x0D, 0x1680, *range(0x200B, 0x2010), 0x2028, 0x2029, 0x2581)
_MORE_SPACES = (0xFEFF, 0xFFFD)
_CLEANING = dict.fromkeys(_DROPPED, "") | dict.fromkeys(_SPACES + _MORE_SPACES, " ")
# U+FF5E stands in ranges (30～40); the model's own character map keeps it, NFKC would not.
_NFKC_PARTS = re.compile("[^～]+")
_SPACE_RUNS = re.compile(" {2,}")


class UnigramTokenizer:
    """The most probable split of a text into known pieces, between the sentence marks.

    Marks written out in a text ("<s>") are read as the characters that they are.
    """

    def __init__(
        self,
        pieces: Sequence[str],
        scores: Sequence[float],
        special: SpecialIds,
        ids: dict[str, int] | None = None,
    ) -> None:
        self._scores = scores
        self._special = special
        self._longest = max(map(len, pieces))
        self._unknown_score = min(scores) - _UNKNOWN_PENALTY
        self._ids = ids or _ids_of(pieces)
        self._longest_from: dict[str, int] = {}
        self._noting = threading.Lock()

    @classmethod
    def from_folder(cls, folder: Path) -> Self:
        """Load what `write_pieces` wrote.

        Raises:
            OSError, ValueError: the files are missing or damaged.
        """
        changed = [(folder / name).stat().st_mtime_ns for name in (_PIECES_FILE, _SCORES_FILE)]
        with _READING:
            return cls(*_tables(folder, *changed))

    def prepare_for_many(self) -> None:
        """Take 0.1 s to note how long pieces get that begin with the same two characters.

        Few pairs of characters begin any, so that few stretches of text need be looked up.
        """
        with self._noting:
            if not self._longest_from:
                by_length = sorted(self._ids, key=len)
                self._longest_from = {piece[:2]: len(piece) for piece in by_length}

    @property
    def pad(self) -> int:
        """The token id that fills up a batch."""
        return self._special.pad

    def encode(self, text: str, limit: int = MAX_TOKENS) -> list[int]:
        """Token ids of a text, the sentence marks included, at most `limit` (2 or more) of them."""
        # No token is longer than the longest piece, so what lies beyond cannot be needed; the
        # margin keeps the cut away from the last token that is.
        reach = (limit + 2) * self._longest
        ids, _ = self._split(normalise(text)[:reach])
        return [self._special.bos, *ids[: limit - 2], self._special.eos]

    def likelihood(self, text: str) -> float:
        """The natural logarithm of how probable the most probable split of a text is."""
        return self._split(normalise(text))[1]

    def _split(self, normal: str) -> tuple[list[int], float]:
        text = _SPACE + normal.replace(" ", _SPACE)
        get, scores, unk = self._ids.get, self._scores, self._special.unk
        # Read once: `prepare_for_many` may put another there, in another thread.
        table, size = self._longest_from, len(text)
        longest_from, otherwise = table.get, 1 if table else self._longest
        best = [0.0] + [float("-inf")] * size
        last = [unk] * (size + 1)
        since = [0] * (size + 1)
        for start in range(size):
            here, end = best[start], start + 1
            piece = get(text[start])
            score = here + (self._unknown_score if piece is None else scores[piece])
            if score > best[end]:
                best[end], last[end], since[end] = score, unk if piece is None else piece, start
            longest = longest_from(text[start : start + 2], otherwise)
            for end in range(start + 2, min(start + longest, size) + 1):
                piece = get(text[start:end])
                if piece is not None and (score := here + scores[piece]) > best[end]:
                    best[end], last[end], since[end] = score, piece, start
        ids: list[int] = []
        end = len(text)
        while end:
            # Unknown characters in a row are one unknown token.
            if not (last[end] == unk and ids and ids[-1] == unk):
                ids.append(last[end])
            end = since[end]
        return ids[::-1], best[-1]


def normalise(text: str) -> str:
    """The text as the model was taught to read it: NFKC, no controls, single spaces."""
    cleaned = text.translate(_CLEANING)
    composed = _NFKC_PARTS.sub(lambda part: unicodedata.normalize("NFKC", part[0]), cleaned)
    return _SPACE_RUNS.sub(" ", composed)


def _ids_of(pieces: Sequence[str]) -> dict[str, int]:
    ids = dict(zip(pieces, range(len(pieces)), strict=True))
    for mark in _MARKS:
        ids.pop(mark, None)
    return ids


@lru_cache(maxsize=1)
def _tables(
    folder: Path, *_changed: int
) -> tuple[list[str], list[float], SpecialIds, dict[str, int]]:
    """What is on disk; encoder and reader share it, for it is large."""
    import numpy as np

    pieces = (folder / _PIECES_FILE).read_bytes().decode().split("\n")
    scores = np.load(folder / _SCORES_FILE, allow_pickle=False).tolist()
    bos, eos, pad, unk = map(pieces.index, _MARKS[:4])
    return pieces, scores, SpecialIds(bos, eos, pad, unk), _ids_of(pieces)


def write_pieces(folder: Path, pieces: Sequence[tuple[str, float]]) -> None:
    """Write the pieces and their log probabilities, in id order, into an existing folder."""
    import numpy as np

    (folder / _PIECES_FILE).write_bytes("\n".join(piece for piece, _ in pieces).encode())
    np.save(folder / _SCORES_FILE, np.array([score for _, score in pieces], np.float32))
