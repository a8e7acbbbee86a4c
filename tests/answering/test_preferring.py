"""Which of the passages that answer is preferred."""

import pytest

from reportqa.answering.candidates import Candidate
from reportqa.answering.evidence import weigh
from reportqa.answering.preferring import preferred
from reportqa.answering.reader import PassageReading, ScoredSpan, TokenScores
from reportqa.answering.understanding.questions import understand

_USED = "深化“三项制度”改革，水平提高。"
_TOLD = "推行公示、记录、审核等“三项制度”，成效明显。"


def _read(text: str, margin: float, length: int = 2) -> PassageReading:
    import numpy as np

    pairs = np.full((len(text), len(text)), -9.0, np.float32)
    places = [(at, at + 1) for at in range(len(text))]
    return PassageReading(
        (ScoredSpan(0, length, margin),), 0.0, margin, (TokenScores(places, pairs),)
    )


@pytest.mark.parametrize(
    ("question", "other", "first"),
    [
        ("“三项制度”指的是什么？", _TOLD, 1),
        ("什么是“三项制度”？", _TOLD, 1),
        ("“三项制度”包括哪些？", "“三项制度”即公示、记录、审核。", 1),
        ("“三项制度”包括哪些？", "“三项制度”是指公示、记录、审核。", 1),
        ("“三项制度”包括哪些？", "“三项制度”，一是公示，二是记录。", 1),
        ("深化“三项制度”改革的结果怎样？", _TOLD, 0),
        ("三项制度指的是什么？", _TOLD, 0),
        ("“三项制度”指的是什么？", "“四项制度”是指公示、记录、审核。", 0),
    ],
)
def test_a_term_is_told_where_it_is_defined(question: str, other: str, first: int) -> None:
    texts = [_USED, other]
    candidates = [
        Candidate(text, "", agrees=True, is_of_year=True, fused=0.0, cosine=0.9) for text in texts
    ]
    asked = understand(question)
    best = [weigh([text], asked, None)[0] for text in texts]
    readings = {at: _read(text, 5.0) for at, text in enumerate(texts)}
    assert preferred(candidates, best, readings, [0, 1], asked) == [first, 1 - first]


@pytest.mark.parametrize(
    ("question", "first"), [("2020年什么时候通车？", 1), ("大桥什么时候通车？", 0)]
)
def test_the_year_named_is_not_when_in_that_year(question: str, first: int) -> None:
    texts = ["2020年，大桥通车。", "5月大桥通车。"]
    candidates = [
        Candidate(text, "", agrees=True, is_of_year=True, fused=0.0, cosine=0.9) for text in texts
    ]
    asked = understand(question)
    best = [weigh([text], asked, None)[0] for text in texts]
    readings = {0: _read(texts[0], 5.0, 5), 1: _read(texts[1], 5.0)}
    assert preferred(candidates, best, readings, [0, 1], asked) == [first, 1 - first]
