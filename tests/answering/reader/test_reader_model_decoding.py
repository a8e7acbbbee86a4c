import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reportqa.answering.reader.decoding import (
    PassageReading,
    ScoredSpan,
    TokenScores,
    best_spans,
    trimmed,
)

_TEXT = "全年受理案件121件，办结118件。"
_PLACES = [
    (0, 2),
    (2, 4),
    (4, 6),
    (6, 9),
    (9, 10),
    (10, 11),
    (11, 13),
    (13, 16),
    (16, 17),
    (17, 18),
]


_EMPTY = np.zeros((0, 0), np.float32)


def _pairs(start: dict[int, float], end: dict[int, float]) -> NDArray[np.float32]:
    """Pairs of which neither token minds the other."""
    begins, ends = np.full((2, len(_PLACES)), -5.0, np.float32)
    for logits, told in ((begins, start), (ends, end)):
        for at, value in told.items():
            logits[at] = value
    return np.asarray(begins[:, None] + ends, np.float32)


def test_the_best_start_and_end_make_the_best_span() -> None:
    spans = best_spans(_TEXT, _PLACES, _pairs({3: 4, 7: 3}, {4: 4, 8: 3}), 3)
    assert [(_TEXT[one.start : one.end], one.score) for one in spans] == [
        ("121件", 8.0),
        ("121件，办结118件", 7.0),
        ("118件", 6.0),
    ]


def test_spans_that_trim_to_the_same_words_count_once() -> None:
    spans = best_spans(_TEXT, _PLACES, _pairs({3: 4}, {4: 4, 5: 3.9}), 2)
    assert _TEXT[spans[0].start : spans[0].end] == "121件"
    assert len({(one.start, one.end) for one in spans}) == 2


def test_nothing_to_read_gives_no_span() -> None:
    assert best_spans("", [], _EMPTY, 3) == ()
    reading = PassageReading((), 1.0, 0.0, (TokenScores([], _EMPTY),))
    assert reading.margin == float("-inf")
    assert reading.score_of(0, 3) == float("-inf")


def _read(*spans: tuple[int, int, float]) -> PassageReading:
    return PassageReading(tuple(ScoredSpan(*span) for span in spans), 0.0, 0.0, ())


def test_of_spans_about_as_good_the_one_that_shares_most_with_the_others_is_central() -> None:
    assert _read((0, 20, 3.0), (4, 10, 2.9), (4, 8, 2.9), (30, 34, 2.0)).central == ScoredSpan(
        4, 10, 2.9
    )


def test_a_span_far_above_the_others_is_central_whatever_they_share() -> None:
    assert _read((0, 3, 9.0), (10, 16, 1.0), (10, 15, 1.0)).central == ScoredSpan(0, 3, 9.0)


_SPANS = st.tuples(st.integers(0, 50), st.integers(1, 50), st.floats(-60, 60))


@given(st.lists(_SPANS, min_size=1, max_size=10))
def test_the_central_span_shares_at_least_as_much_as_the_best(
    drawn: list[tuple[int, int, float]],
) -> None:
    spans = sorted(
        ((start, start + size, score) for start, size, score in drawn), key=lambda one: -one[2]
    )

    def expected(start: int, end: int) -> float:
        return sum(
            float(np.exp(score - spans[0][2]))
            * 2
            * max(0, min(end, last) - max(start, first))
            / (end - start + last - first)
            for first, last, score in spans
        )

    central = _read(*spans).central
    assert (central.start, central.end, central.score) in spans
    assert expected(central.start, central.end) >= expected(*spans[0][:2]) - 1e-9


def test_any_words_can_be_scored() -> None:
    scores = TokenScores(_PLACES, _pairs({3: 4, 7: 3}, {4: 4, 8: 3}))
    reading = PassageReading((), 0.0, 0.0, (scores,))
    assert reading.score_of(6, 10) == 8.0
    assert reading.score_of(13, 17) == 6.0
    assert reading.score_of(0, 4) == -10.0


def test_words_of_a_long_passage_are_scored_by_the_window_that_holds_most_of_them() -> None:
    pairs = _pairs({3: 4, 7: 3}, {4: 4, 8: 3})
    windows = (TokenScores(_PLACES[:4], pairs[:4, :4]), TokenScores(_PLACES[3:], pairs[3:, 3:]))
    reading = PassageReading((), 0.0, 0.0, windows)
    assert reading.score_of(6, 10) == 8.0
    assert reading.score_of(0, 4) == -10.0


def test_a_start_and_an_end_that_do_not_go_together_make_no_span() -> None:
    pairs = _pairs({3: 4, 7: 3}, {4: 4, 8: 4})
    pairs[3, 8] = pairs[7, 4] = -9
    spans = best_spans(_TEXT, _PLACES, pairs, 2)
    assert [_TEXT[one.start : one.end] for one in spans] == ["121件", "118件"]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("，121件。", (0, 6), "121件"),
        ("（一）办法》", (0, 6), "（一）办法"),
        ("《办法》（试行）", (0, 8), "《办法》（试行）"),
        ("“互联网", (0, 4), "互联网"),
        ("，。", (0, 2), None),
    ],
)
def test_marks_at_the_edges_fall_away(
    text: str, span: tuple[int, int], expected: str | None
) -> None:
    found = trimmed(text, (span[0], span[0] + 1), (span[1] - 1, span[1]))
    assert (None if found is None else text[found[0] : found[1]]) == expected


def test_a_particle_that_a_token_drags_along_falls_away() -> None:
    assert trimmed("公司的一", (0, 1), (1, 3)) == (0, 2)
    assert trimmed("的名称", (0, 2), (2, 3)) == (1, 3)


@given(
    st.lists(st.floats(-20, 20, width=32), min_size=10, max_size=10),
    st.lists(st.floats(-20, 20, width=32), min_size=10, max_size=10),
)
def test_spans_are_slices_best_first(start: list[float], end: list[float]) -> None:
    pairs = _pairs(dict(enumerate(start)), dict(enumerate(end)))
    spans = best_spans(_TEXT, _PLACES, pairs, 5)
    assert 0 < len(spans) <= 5
    assert all(0 <= one.start < one.end <= len(_TEXT) for one in spans)
    assert [one.score for one in spans] == sorted((one.score for one in spans), reverse=True)
