"""How the map of questions' vectors is learnt."""

import json
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from training.question_map import Pairs, learn, load_pairs

from reportqa.embedding.encoder import Kind
from reportqa.normalising import normalise

_WIDTH = 16
_PASSAGES = 600
_GROUP = 20


class _Shifted:
    """An encoder whose questions lie beside their passages, all to the same side."""

    def __init__(self) -> None:
        numbers = np.random.default_rng(3)
        self._vectors = numbers.normal(size=(_PASSAGES, _WIDTH)).astype(np.float32)
        self._aside = 3 * self._vectors[:, ::-1].copy()
        self.identity, self.dimension = "shifted", _WIDTH

    def encode(
        self, texts: Sequence[str], kind: Kind, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        rows = [int(text.strip("号第q")) for text in texts if text] or [0]
        vectors = self._vectors[rows]
        if kind == "query":
            vectors = vectors + self._aside[rows]
        vectors = np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
        if kind == "passage":
            blank = np.zeros((len(texts) - len(rows), _WIDTH), np.float32)
            return np.concatenate([blank, vectors])
        return vectors


def _pairs() -> Pairs:
    pairs = Pairs([], [], [], [], [], [], [])
    for at in range(_PASSAGES):
        pairs.add_passage("", "", f"第{at}号", f"group {at // _GROUP}")
    for at in range(_PASSAGES):
        for _ in range(40):
            pairs.add(f"q{at}", at, "own", held_out=at % 4 == 0)
    return pairs


def test_what_is_learnt_finds_more_of_what_is_held_out() -> None:
    told: list[str] = []
    found = learn(_pairs(), _Shifted(), told.append)
    assert found.matrix.shape == (_WIDTH, _WIDTH)
    assert found.bias.shape == (_WIDTH,)
    assert [line.split(": ")[0] for line in told] == [
        "without the map, own, 6000 questions",
        "with the map, own, 6000 questions",
    ]
    before, after = (json.loads(line.split(": ", 1)[1].replace("'", '"')) for line in told)
    assert after["hit@1"] > before["hit@1"] + 0.1


def test_it_is_learnt_the_same_each_time() -> None:
    one, other = (learn(_pairs(), _Shifted(), lambda _: None) for _ in range(2))
    assert np.array_equal(one.matrix, other.matrix)
    assert np.array_equal(one.bias, other.bias)


def test_questions_stand_with_the_passages_that_answer_them() -> None:
    pairs = load_pairs([])
    assert set(pairs.kinds) == {"general", "official", "reports", "spoken", "own"}
    assert len(pairs.embedded) == len(pairs.searched) == len(pairs.groups)
    numbers = len(pairs.questions)
    assert len(pairs.answers) == len(pairs.kinds) == len(pairs.held_out) == numbers
    assert 0 < sum(pairs.held_out) < numbers / 4
    at = pairs.questions.index("打从啥时候起,这类不服气的事不再由各个局自己管自己判了?")
    title, words = pairs.embedded[pairs.answers[at]]
    assert title == "澜阳市2022年度法治政府建设情况报告·行政复议体制改革"
    assert words.startswith("2022年1月1日起")
    assert pairs.searched[pairs.answers[at]] == normalise(f"{title} {words}")
    group = pairs.groups[pairs.answers[at]]
    assert group == "citizens_law"
    assert load_pairs([]) == pairs
