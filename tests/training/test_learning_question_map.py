"""How the map of questions' vectors is learnt."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from training.question_map import Pairs, learn, load_pairs

from reportqa.embedding.encoder import Kind

_WIDTH = 16
_PASSAGES = 200
_GROUP = 20


class _Shifted:
    """An encoder whose questions lie beside their passages, all to the same side."""

    def __init__(self) -> None:
        numbers = np.random.default_rng(3)
        self._vectors = numbers.normal(size=(_PASSAGES, _WIDTH)).astype(np.float32)
        self._aside = 6 * numbers.normal(size=_WIDTH).astype(np.float32) / _WIDTH**0.5
        self.identity, self.dimension = "shifted", _WIDTH

    def encode(
        self, texts: Sequence[str], kind: Kind, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        rows = [int(text.strip("号第q")) for text in texts if text] or [0]
        vectors = self._vectors[rows]
        if kind == "query":
            vectors = vectors + self._aside
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
        for _ in range(4):
            pairs.add(f"q{at}", at, "own", held_out=at % 4 == 0)
    return pairs


def test_what_is_learnt_finds_more_of_what_is_held_out() -> None:
    told: list[str] = []
    found = learn(_pairs(), _Shifted(), told.append, epochs=30)
    assert found.matrix.shape == (_WIDTH, _WIDTH)
    assert found.bias.shape == (_WIDTH,)
    assert [line.split(": ")[0] for line in told] == [
        "without the map, own, 200 questions",
        "with the map, own, 200 questions",
    ]
    before, after = (json.loads(line.split(": ", 1)[1]) for line in told)
    assert after["hit@1"] > before["hit@1"] + 0.1


def test_it_is_learnt_the_same_each_time() -> None:
    one, other = (learn(_pairs(), _Shifted(), lambda _: None, epochs=3) for _ in range(2))
    assert np.array_equal(one.matrix, other.matrix)
    assert np.array_equal(one.bias, other.bias)


_BANKS = """# 堤岸
东堤修于二月，长3公里。
Q: 东堤多长？
A: 3公里
Q: 花了多少钱？
N: 没有说

# 渡口
{long}
渡口两岸各有一座茶亭。
Q: 茶亭几座
A: 一座
"""


def test_questions_stand_with_the_passages_that_answer_them(tmp_path: Path) -> None:
    (tmp_path / "spoken").mkdir()
    long = "渡船往来不绝。" * 28
    (tmp_path / "spoken" / "banks.txt").write_text(_BANKS.format(long=long), "utf-8")
    pairs = load_pairs([], tmp_path)
    assert pairs.embedded[:3] == [
        ("堤岸", "东堤修于二月,长3公里。"),
        ("渡口", long),
        ("渡口", "渡口两岸各有一座茶亭。"),
    ]
    assert pairs.searched[2] == "渡口渡口两岸各有一座茶亭。"
    assert pairs.groups[:3] == ["banks"] * 3
    assert pairs.questions[:2] == ["东堤多长?", "茶亭几座"]
    assert pairs.answers[:2] == [0, 2]
    assert pairs.kinds[:3] == ["spoken", "spoken", "own"]
    # The invented reports are always among them, each a group.
    assert pairs.groups[3].startswith("document ")
    assert len(pairs.embedded) == len(pairs.searched) == len(pairs.groups)
    numbers = len(pairs.questions)
    assert len(pairs.answers) == len(pairs.kinds) == len(pairs.held_out) == numbers
    assert 0 < sum(pairs.held_out) < numbers / 3
    assert all(0 <= answer < len(pairs.groups) for answer in pairs.answers)
