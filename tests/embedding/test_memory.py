"""Vectors of texts embedded lately, with texts whose vectors are their lengths."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reportqa.embedding.memory import VectorMemory


class Lengths:
    """Embeds a text as its length, and notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, texts: list[str]) -> NDArray[np.float32]:
        self.asked.append(texts)
        return np.array([[len(text)] for text in texts], np.float32).reshape(-1, 1)


def _filled(memory: VectorMemory, texts: Sequence[str], embed: Lengths) -> list[float]:
    vectors = np.full((len(texts), 1), -1, np.float32)
    memory.fill(texts, "passage", vectors, embed)
    return [float(value) for value in vectors[:, 0]]


def test_a_text_is_embedded_once() -> None:
    memory, embed = VectorMemory(), Lengths()
    assert _filled(memory, ["一", "一二", "一"], embed) == [1, 2, 1]
    assert _filled(memory, ["一二三", "一二"], embed) == [3, 2]
    assert _filled(memory, [], embed) == []
    assert embed.asked == [["一", "一二"], ["一二三"]]


def test_a_question_is_not_taken_for_a_passage() -> None:
    memory, embed = VectorMemory(), Lengths()
    for kind in ("query", "passage", "query"):
        memory.fill(["一"], kind, np.empty((1, 1), np.float32), embed)
    assert embed.asked == [["一"], ["一"]]


def test_what_was_used_longest_ago_is_forgotten() -> None:
    memory, embed = VectorMemory(2), Lengths()
    for text in ("一", "一二", "一", "一二三", "一", "一二"):
        _filled(memory, [text], embed)
    assert embed.asked == [["一"], ["一二"], ["一二三"], ["一二"]]


def test_a_very_long_text_is_not_kept() -> None:
    memory, embed = VectorMemory(), Lengths()
    for _ in range(2):
        assert _filled(memory, ["长" * 5000], embed) == [5000]
    assert len(embed.asked) == 2


def test_what_comes_back_is_a_copy() -> None:
    memory, embed = VectorMemory(), Lengths()
    vectors = np.empty((1, 1), np.float32)
    memory.fill(["一"], "passage", vectors, embed)
    vectors[0] = 99
    assert _filled(memory, ["一"], embed) == [1]


@given(st.lists(st.lists(st.text("一二", max_size=4), max_size=6), max_size=8))
def test_it_never_gives_another_text_s_vector(calls: list[list[str]]) -> None:
    memory, embed = VectorMemory(3), Lengths()
    for texts in calls:
        assert _filled(memory, texts, embed) == [len(text) for text in texts]
