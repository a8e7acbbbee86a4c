"""Which passages are read closely, and what comes of it."""

from dataclasses import replace
from typing import NoReturn

import pytest

from reportqa.answering.candidates import Candidate
from reportqa.answering.confidence import Outcome
from reportqa.answering.reader import ReaderModel
from reportqa.answering.reading import read
from reportqa.answering.understanding.questions import understand
from toys import ToyEncoder

_QUESTION = understand("2019年改造了几座危桥？")
_ANSWERING = "全县新建农村公路36公里，改造危桥4座，投入资金1.2亿元。"
_OTHERS = tuple(f"第{n}小学的图书馆于6月开放，藏书{n}万册。" for n in range(2, 11))


class _Nobody(ToyEncoder):
    """Beside a trained reader nothing is left to an encoder."""

    def encode(self, *_: object, **__: object) -> NoReturn:
        raise AssertionError("the encoder was asked")


_NOBODY = _Nobody()


def _candidates(texts: list[str]) -> list[Candidate]:
    """As a search would give them, the first the best by a little."""
    return [
        Candidate(
            text,
            "清源县2019年工作报告",
            agrees=True,
            is_of_year=True,
            fused=1 - at / 20,
            cosine=0.85,
        )
        for at, text in enumerate(texts)
    ]


def test_what_a_search_puts_late_comes_first_when_it_answers() -> None:
    texts = [*_OTHERS[:7], _ANSWERING, *_OTHERS[7:]]
    reading = read(_NOBODY, _candidates(texts), _QUESTION, ReaderModel.load())
    assert reading
    assert sorted(reading.order) == list(range(10))
    assert reading.order[0] == 7
    assert reading.words == "4座"
    assert texts[7][slice(*reading.quote)] == _ANSWERING
    for logits in (reading.margins, reading.answers):
        assert [logit is not None for logit in logits] == [True] * 5 + [False] * 5
    assert reading.signals.part_cosine is None
    assert reading.signals.margin


_LATER = "危桥改造持续推进，共改造危桥7座，群众出行更加安全。"


@pytest.mark.parametrize(
    ("later", "series", "words"),
    [
        (_LATER, ("清源县", "政府工作报告"), "7座"),
        # It does not answer, is another place's, or the year is named.
        (_OTHERS[0], ("清源县", "政府工作报告"), "4座"),
        (_LATER, ("云溪县", "政府工作报告"), "4座"),
        (_LATER, None, "4座"),
    ],
)
def test_the_latest_of_reports_that_answer_is_preferred(
    later: str, series: tuple[str, str] | None, words: str
) -> None:
    first, second = _candidates([_ANSWERING, later])
    own = ("清源县", "政府工作报告")
    candidates = [
        replace(first, fused=3.0, series=own if series else None, year=2018),
        replace(second, series=series, year=2019),
    ]
    reading = read(_NOBODY, candidates, understand("改造了几座危桥？"), ReaderModel.load())
    assert reading
    assert reading.words == words


def test_of_passages_that_answer_one_that_agrees_is_preferred() -> None:
    first, second = _candidates([_ANSWERING, _LATER])
    asked = understand("改造了几座危桥？")
    for agrees, words in ((True, "4座"), (False, "7座")):
        other = replace(first, fused=3.0, agrees=agrees)
        reading = read(_NOBODY, [other, second], asked, ReaderModel.load())
        assert reading
        assert (reading.words, reading.signals.agrees) == (words, 0.0)
    # One that does not answer is not put before it.
    silent = replace(second, text=_OTHERS[0])
    reading = read(_NOBODY, [replace(first, agrees=False), silent], asked, ReaderModel.load())
    assert reading
    assert (reading.words, reading.signals.agrees) == ("4座", -1.0)


def test_without_a_trained_reader_the_encoder_and_the_rules_decide() -> None:
    texts = [_ANSWERING, *_OTHERS]
    reading = read(ToyEncoder(), _candidates(texts), _QUESTION)
    assert reading
    assert reading.order[0] == 0
    assert reading.words == "4座"
    assert {*reading.margins, *reading.answers} == {None}
    assert reading.signals.part_cosine is not None
    assert reading.signals.margin is None


def test_passages_without_words_are_read_by_nobody() -> None:
    assert read(ToyEncoder(), _candidates(["", " \n", ""]), _QUESTION) is None
    assert read(_NOBODY, _candidates(["", " \n"]), _QUESTION, ReaderModel.load()) is None
    assert read(_NOBODY, [], _QUESTION, ReaderModel.load()) is None


@pytest.mark.parametrize(("nearest", "off_topic"), [(0.05, True), (0.2, False)])
def test_what_one_passage_is_near_to_is_not_off_topic(nearest: float, off_topic: bool) -> None:
    near = "全市受理行政复议案件121件，办结115件。"
    first, *others = _candidates([*_OTHERS[:4], near])
    far = [replace(one, cosine=0.05) for one in (first, *others[:-1])]
    other_year = replace(others[-1], cosine=nearest, agrees=False, is_of_year=False)
    question = understand("蛋炒饭怎么做才香？")
    reading = read(_NOBODY, [*far, other_year], question, ReaderModel.load())
    assert reading
    assert (reading.outcome, reading.off_topic) == (Outcome.DENIED, off_topic)
    assert reading.order[0] != 4
