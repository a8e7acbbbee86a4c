"""Which passages come first, before and after they are read."""

import math

from reportqa.answering.evidence import best_of, by_parts, by_reading, weigh
from reportqa.answering.understanding.questions import understand

_QUESTION = understand("全县改造了多少座危桥？")
_PASSAGES = ["新建公路36公里；改造危桥4座。", "藏书三万册。改造工作继续推进。"]


def test_the_part_that_shares_words_and_has_a_figure_is_the_best() -> None:
    evidence = weigh(_PASSAGES, _QUESTION)
    spans = [(one.passage, _PASSAGES[one.passage][one.start : one.end]) for one in evidence]
    assert [(at, text.strip("；")) for at, text in spans] == [
        (0, "新建公路36公里"),
        (0, "改造危桥4座。"),
        (1, "藏书三万册。"),
        (1, "改造工作继续推进。"),
    ]
    assert best_of(evidence, 0) == evidence[1] == max(evidence, key=lambda one: one.score)
    assert {one.cosine for one in evidence} == {None}
    assert best_of(evidence, 2) is None
    assert weigh(["", " "], _QUESTION) == []


def test_before_reading_the_best_part_counts_half_as_much_as_the_search() -> None:
    assert by_parts([3.0, 2.0, 1.0], [0.0, 0.0, 0.0]) == [0, 1, 2]
    assert by_parts([3.0, 2.0, 1.0], [0.0, 1.0, 2.0]) == [0, 1, 2]
    assert by_parts([1.0, 1.0, 1.0], [0.0, 1.0, 2.0]) == [2, 1, 0]


def test_after_reading_both_logits_outweigh_the_search() -> None:
    fused = [3.0, 2.0, 1.0]
    assert by_reading(fused, [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]) == [0, 1, 2]
    assert by_reading(fused, [-9.0, -9.0, 9.0], [-9.0, -9.0, 9.0]) == [2, 0, 1]
    # Where they disagree, the search decides; and nothing is surer than sure.
    assert by_reading(fused, [-9.0, 0.0, 9.0], [9.0, 0.0, -9.0]) == [0, 1, 2]
    assert by_reading([2.0, 1.0], [40.0, 60.0], [0.0, 0.0]) == [0, 1]
    # A passage without words has no span at all.
    assert by_reading([2.0, 1.0], [-math.inf, 1.0], [-3.0, 1.0]) == [1, 0]
