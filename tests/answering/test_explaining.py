"""Why: words, ranks, and shares that add up to the probability."""

import math

import pytest

from reportqa.answering import ask
from reportqa.answering.confidence import Signals, contributions, probability
from reportqa.answering.explaining import SIGNAL_NAMES, explain_answer, signed
from reportqa.index import Index

_QUESTION = "2021年全年受理行政复议案件多少件？"
_READ = Signals(None, 0.6, 0.7, 0.0, -1.0, 0.4, 0.3, 0.2, 0.1, -1.0)
_NOT_READ = Signals(0.5, 0.6, 0.7, 0.0, -1.0)


@pytest.mark.parametrize("signals", [_READ, _NOT_READ])
def test_shares_add_up_to_the_probability(signals: Signals) -> None:
    shares = explain_answer(signals)
    total = sum(one.share for one in shares)
    assert 1 / (1 + math.exp(-total)) == pytest.approx(probability(signals))
    assert {one.signal: one.share for one in shares} == contributions(signals)
    assert (shares[0].signal, shares[0].value) == ("bias", None)
    assert all(one.value is not None for one in shares[1:])


@pytest.mark.parametrize(
    ("value", "words"), [(1.26, "+1.3"), (-0.34, "−0.3"), (0.04, "0.0"), (-0.04, "0.0"), (0, "0.0")]
)
def test_numbers_carry_their_sign(value: float, words: str) -> None:
    assert signed(value) == words


def test_every_signal_has_a_name() -> None:
    assert set(SIGNAL_NAMES) == {*contributions(_READ), *contributions(_NOT_READ)}


def test_nothing_is_explained_unless_asked(toy_index: Index) -> None:
    response = ask(toy_index, _QUESTION)
    assert response.answer
    assert response.answer.why is None
    assert {passage.why for passage in response.passages} == {None}


def test_an_answer_and_its_passages_are_explained(toy_index: Index) -> None:
    response = ask(toy_index, _QUESTION, explain=True)
    plain = ask(toy_index, _QUESTION)
    assert response.answer
    assert response.answer.why
    assert sum(one.share for one in response.answer.why) == pytest.approx(
        math.log(response.answer.probability / (1 - response.answer.probability))
    )
    assert [passage.text for passage in response.passages] == [p.text for p in plain.passages]
    reasons = [passage.why for passage in response.passages if passage.why]
    assert len(reasons) == len(response.passages)
    first = reasons[0]
    assert (first.met, first.missed) == (("2021", "全年受理行政复议案件"), ())
    assert (first.keyword_rank, first.margin, first.answers) == (1, None, None)
    assert (first.year, first.years) == (1.0, 1.0)
    assert sorted(one.dense_rank for one in reasons)[0] == 1
    assert all(1 <= one.keyword_rank <= len(reasons) for one in reasons)


def test_the_trained_reader_tells_its_scores(shipped_index: Index) -> None:
    response = ask(shipped_index, "2020年全市受理了多少件行政复议案件？", 12, explain=True)
    reasons = [passage.why for passage in response.passages if passage.why]
    assert reasons[0].margin
    assert reasons[0].answers
    assert min(reasons[0].margin, reasons[0].answers) > 0
    # Five passages are read closely, however many are shown.
    assert [one.margin is None for one in reasons] == [False] * 5 + [True] * 7


def test_passages_of_a_refusal_are_explained_and_foreign_words_are_not_met(
    toy_index: Index,
) -> None:
    response = ask(toy_index, "How many cases were accepted?", explain=True)
    reasons = [passage.why for passage in response.passages if passage.why]
    assert len(reasons) == len(response.passages) > 0
    assert {(one.met, one.missed) for one in reasons} == {((), ())}
