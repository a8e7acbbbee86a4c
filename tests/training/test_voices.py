"""What people add to a question must not change what it asks for."""

import random

import pytest
from training.voices import asks_for_figure, padded, put_otherwise

_CITY = "今年我市新建公园5座。"


def _ways(question: str, passage: str) -> set[str]:
    return {padded(question, random.Random(seed), passage) for seed in range(200)}


def test_a_figure_is_asked_for_with_words_that_say_nothing_more() -> None:
    ways = _ways("新建了多少座公园？", _CITY)
    assert {"全年新建了多少座公园？", "新建了总共多少座公园？", "全市新建了多少座公园？"} <= ways
    assert all(way.replace("新建了", "").endswith("多少座公园？") for way in ways)


def test_a_city_is_named_only_where_the_passage_speaks_of_one() -> None:
    assert not any("市" in way for way in _ways("新建了多少座公园？", "新建公园5座。"))


@pytest.mark.parametrize(
    "question",
    ["上半年全市一共新增多少户？", "2020年天山区累计有几家？", "建了哪几座桥？", "谁来牵头？"],
)
def test_a_time_a_part_or_a_sum_of_its_own_is_left_alone(question: str) -> None:
    assert _ways(question, _CITY) == {question}


def test_an_english_question_is_not_opened_in_chinese() -> None:
    asked = "How many parks were built?"
    assert {put_otherwise(asked, random.Random(seed), _CITY) for seed in range(100)} == {asked}


@pytest.mark.parametrize(
    ("question", "figure"),
    [("有多少户？", True), ("开了几次会", True), ("建了哪几座桥？", False), ("怎么办的？", False)],
)
def test_questions_for_figures_are_known_by_their_words(question: str, *, figure: bool) -> None:
    assert asks_for_figure(question) is figure
