"""Questions that reports of several places answer, without a word of which is meant."""

from typing import TYPE_CHECKING

import pytest

from reportqa.answering import ask
from reportqa.answering.preferring import is_as_sure
from reportqa.index import Index
from reportqa.index.building import build

if TYPE_CHECKING:
    from reportqa.embedding.openvino_encoder import OpenVinoEncoder

_PLACES = {"云溪区": "98.7亿元", "汐州市": "120.5亿元"}


@pytest.fixture(scope="module")
def library(builtin_encoder: "OpenVinoEncoder", tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("places")
    (folder / "reports").mkdir()
    for place, total in _PLACES.items():
        text = (
            f"{place}2019年政府工作报告\n一、2018年工作回顾\n"
            f"全年完成地区生产总值{total}，增长8.2%。深化“放管服”改革，审批事项大幅减少。\n"
        )
        if place == "云溪区":
            text += "新修农村公路33公里，改造危桥4座。\n"
        (folder / f"reports/{place}.txt").write_text(text, encoding="utf-8")
    build([folder / "reports"], folder / "index", encoder=builtin_encoder)
    return Index.load(folder / "index", encoder=builtin_encoder)


def test_no_figure_of_any_place_is_told_for_that_of_none(library: Index) -> None:
    response = ask(library, "2018年地区生产总值是多少？")
    assert response.answer is None
    assert response.refusal
    assert response.refusal.reason == "unsure"
    assert "没有说是哪个地方" in response.refusal.message
    assert all(place in response.refusal.message for place in _PLACES)
    # The passage of each of them comes first.
    shown = [passage.text for passage in response.passages[: len(_PLACES)]]
    assert all(any(total in text for text in shown) for total in _PLACES.values())
    helped = ask(library, "2018年地区生产总值是多少？", suggest=True).refusal
    assert helped
    assert helped.suggestion
    assert helped.suggestion.question in {f"{place}2018年地区生产总值是多少？" for place in _PLACES}


def test_a_thing_that_is_but_named_is_of_one_place_too(library: Index) -> None:
    response = ask(library, "地区生产总值呢？")
    assert response.answer is None
    assert response.refusal
    assert response.refusal.reason == "unsure"
    assert all(place in response.refusal.message for place in _PLACES)
    of_one = ask(library, "危桥呢？")
    assert of_one.refusal is None or "哪个地方" not in of_one.refusal.message


@pytest.mark.parametrize(
    ("question", "words"),
    [
        *((f"{place}2018年地区生产总值是多少？", total) for place, total in _PLACES.items()),
        ("2018年新修农村公路多少公里？", "33公里"),  # one report alone tells
    ],
)
def test_what_one_place_alone_answers_is_told(library: Index, question: str, words: str) -> None:
    answer = ask(library, question).answer
    assert answer
    assert answer.text == words


@pytest.mark.parametrize(
    ("margin", "answers", "best", "sure"),
    [
        (3.0, 3.0, 4.0, True),
        (3.0, 3.0, None, True),
        (1.6, 1.6, 3.5, True),
        (1.6, 1.6, 3.7, False),
        (1.4, 3.0, 1.4, False),
        (3.0, 1.4, 3.0, False),
        (None, 3.0, 3.0, False),
        (3.0, None, 3.0, False),
    ],
)
def test_a_passage_as_sure_as_the_best(
    margin: float | None, answers: float | None, best: float | None, sure: bool
) -> None:
    assert is_as_sure(margin, answers, best) is sure
