"""From signals to two chances, and from these to what is done with the words found."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.confidence import (
    LEAST_RIGHT,
    Outcome,
    Signals,
    answerable_probability,
    model_for,
    outcome,
    probability,
)

_SURE = Signals(
    part_cosine=None,
    passage_cosine=0.8,
    coverage=1.0,
    agrees=0.0,
    fits=0.0,
    margin=0.95,
    answers=0.9,
    clear=0.9,
    edges=0.5,
    plain=0.0,
)
_NAMES = ("passage_cosine", "coverage", "agrees", "fits", "margin", "answers", "clear", "edges")
_ORDER = (Outcome.DENIED, Outcome.UNSURE, Outcome.ASSERTED)


def _unread(signals: Signals) -> Signals:
    return replace(signals, margin=None, answers=None, clear=None, edges=None, plain=None)


@st.composite
def _signals(draw: st.DrawFn) -> Signals:
    value = st.floats(-1, 1)
    told = {name: draw(value) for name in _NAMES}
    read = replace(_SURE, **told, plain=draw(st.sampled_from((0.0, -1.0))))
    if draw(st.booleans()):
        return read
    return _unread(replace(read, part_cosine=draw(value)))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, Outcome.ASSERTED),
        # There is an answer, but these words are hardly it.
        (
            {"coverage": 0.0, "margin": -0.9, "clear": -0.3, "edges": -0.9, "plain": -1.0},
            Outcome.UNSURE,
        ),
        ({"answers": -0.3, "clear": -0.3}, Outcome.UNSURE),
        ({"answers": -0.9, "clear": -0.9}, Outcome.DENIED),
        # The words speak for it, but the reader holds that the passage does not answer.
        ({"answers": -1.0, "margin": 0.0, "clear": 0.0}, Outcome.DENIED),
    ],
)
def test_only_what_is_likely_to_be_there_and_right_is_asserted(
    changed: dict[str, float], expected: Outcome
) -> None:
    assert outcome(replace(_SURE, **changed)) is expected


@given(_signals())
def test_what_is_done_follows_from_the_two_chances(signals: Signals) -> None:
    there, right = answerable_probability(signals), probability(signals)
    assert 0 < there < 1
    assert 0 < right < 1
    model = model_for(signals)
    if outcome(signals) is Outcome.ASSERTED:
        assert (there >= model.asserted, right >= LEAST_RIGHT) == (True, True)
    else:
        assert there < model.asserted or right < LEAST_RIGHT
    assert (outcome(signals) is Outcome.DENIED) == (there < model.unsure)


@given(_signals(), st.sampled_from(_NAMES), st.floats(0, 1))
def test_what_speaks_more_for_an_answer_never_makes_it_less_likely(
    signals: Signals, name: str, more: float
) -> None:
    value = getattr(signals, name)
    if value is None:
        return
    better = replace(signals, **{name: value + more})
    assert answerable_probability(better) >= answerable_probability(signals)
    assert probability(better) >= probability(signals)
    assert _ORDER.index(outcome(better)) >= _ORDER.index(outcome(signals))


def test_without_the_reader_both_chances_are_one() -> None:
    signals = _unread(replace(_SURE, part_cosine=0.5))
    assert answerable_probability(signals) == probability(signals)
