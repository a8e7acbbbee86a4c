"""A library of any size, made by varying the shipped report, and an encoder quick enough for it.

Texts: the shipped report under the names of other places, of other years and with other figures,
its sentences in another order within each paragraph. Vectors: embedding 500,000 chunks would take
hours, so a passage gets the real vector of the chunk that it was varied from, turned a little at
random; questions get their real vectors.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding import Encoder, Kind
from reportqa.reading.gazetteer import known_places

_HOME = Path(__file__).parents[1]
SHIPPED = _HOME / "reports" / "urumqi-2020.txt"
QUESTIONS = _HOME / "eval" / "urumqi-2020.jsonl"
MADE = "texts: the shipped report with other places, years, figures and order of sentences"
TURNED = "vectors: the real vector of the chunk varied, turned at random to a cosine of about 0.95"

_PLACE, _YEAR = "乌鲁木齐", 2020
_YEARS = tuple(range(2001, 2026))
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE = re.compile(r"(?<=[。；])(?=[^\n])")
_TURN = 0.33


def write_reports(folder: Path, numbers: range) -> None:
    """Write the varied reports of these numbers; number 0 is the shipped report itself."""
    folder.mkdir(parents=True, exist_ok=True)
    text = SHIPPED.read_text("utf-8-sig")
    for number in numbers:
        varied = text if number == 0 else _varied(text, number)
        (folder / f"{number:05}.txt").write_text(varied, encoding="utf-8")


def _varied(text: str, number: int) -> str:
    dice = random.Random(number)
    places = sorted(place for place in known_places() if len(place) == 2)
    place = places[number // len(_YEARS) % len(places)]
    year = _YEARS[number % len(_YEARS)]

    def figure(found: re.Match[str]) -> str:
        if found[0] == str(_YEAR):
            return str(year)
        return "".join(digit if digit == "." else str(dice.randint(1, 9)) for digit in found[0])

    return "\n".join(_reordered(dice, line) for line in _each(text, place, figure))


def _each(text: str, place: str, figure: Callable[[re.Match[str]], str]) -> Iterator[str]:
    for line in text.replace(_PLACE, place).split("\n"):
        yield _FIGURE.sub(figure, line)


def _reordered(dice: random.Random, line: str) -> str:
    first, *others = _SENTENCE.split(line)
    dice.shuffle(others)
    return "".join([first, *others])


class VaryingEncoder:
    """Real vectors of questions; of passages those of the like passage, turned a little.

    A passage is taken for the one of `passages` that shares most characters with it.
    """

    def __init__(self, encoder: Encoder, passages: Sequence[str]) -> None:
        self._encoder = encoder
        self._real = encoder.encode(passages, "passage")
        self._letters = np.array([_letters(text) for text in passages]).T
        self.identity = f"varied:{encoder.identity}"
        self.dimension = encoder.dimension
        self.passages = 0

    def encode(
        self,
        texts: Sequence[str],
        kind: Kind,
        progress: Callable[[int], None] | None = None,
    ) -> NDArray[np.float32]:
        """As `reportqa.embedding.Encoder` says."""
        if kind == "query":
            return self._encoder.encode(texts, kind)
        self.passages += len(texts)
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for at, text in enumerate(texts):
            like = int((_letters(text) @ self._letters).argmax())
            seed = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
            turn = np.random.default_rng(seed).standard_normal(self.dimension, np.float32)
            vectors[at] = self._real[like] + turn * np.float32(_TURN / self.dimension**0.5)
        if progress and texts:
            progress(len(texts))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def _letters(text: str) -> NDArray[np.float32]:
    """How often characters stand in a text, in 512 buckets, scaled to unit length."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32) % 512
    counts = np.bincount(codes, minlength=512).astype(np.float32)
    counts /= max(1.0, float(np.linalg.norm(counts)))
    return counts
