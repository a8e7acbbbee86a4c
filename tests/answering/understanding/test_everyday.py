"""Everyday words looked up by official ones: only where no report has them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering import ask
from reportqa.answering.understanding.everyday import (
    in_official_words,
    mean_the_same,
    official_words,
)
from reportqa.index import Index
from reportqa.normalising import normalise
from reportqa.types import Expansion


def _knows(*words: str) -> Callable[[str], bool]:
    return lambda word: word in words


@pytest.mark.parametrize(
    ("question", "held", "wording", "expanded"),
    [
        (
            "有多少人领低保？",
            ("最低生活保障",),
            "有多少人领最低生活保障?",
            (Expansion("低保", "最低生活保障"),),
        ),
        ("有多少人领低保？", ("低保", "最低生活保障"), "有多少人领低保？", ()),
        ("有多少人领低保？", (), "有多少人领低保？", ()),
        # Of several official words the first that the library has.
        ("看病贵不贵", ("医疗卫生",), "医疗卫生贵不贵", (Expansion("看病", "医疗卫生"),)),
        # The longest everyday word wins, and each is told once.
        (
            "农村低保和农村低保户",
            ("农村最低生活保障", "最低生活保障"),
            "农村最低生活保障和农村最低生活保障户",
            (Expansion("农村低保", "农村最低生活保障"),),
        ),
        # No report has what the longer one stands for.
        (
            "农村低保有多少户？",
            ("最低生活保障",),
            "农村最低生活保障有多少户?",
            (Expansion("低保", "最低生活保障"),),
        ),
        ("全市的ＧＤＰ", ("生产总值",), "全市的生产总值", (Expansion("gdp", "生产总值"),)),
        ("GDP of the city?", ("生产总值",), "GDP of the city?", ()),
        # Reports that have it tell with it what something else comes to.
        (
            "GDP增长多少？",
            ("gdp", "生产总值"),
            "生产总值增长多少?",
            (Expansion("gdp", "生产总值"),),
        ),
        ("GDP增长多少？", ("gdp",), "GDP增长多少？", ()),
        ("三产占全市GDP的比重？", ("gdp", "生产总值"), "三产占全市GDP的比重？", ()),
        ("人均GDP是多少？", ("人均gdp", "gdp", "生产总值"), "人均GDP是多少？", ()),
        # No 地区 is asked for, and a report may well say 全市生产总值.
        (
            "全市GDP是多少？",
            ("生产总值", "地区生产总值"),
            "全市生产总值是多少?",
            (Expansion("gdp", "生产总值"),),
        ),
        ("", ("最低生活保障",), "", ()),
        # Two characters that belong to two words.
        ("举行会议多少次？", ("行业协会商会", "举行", "会议"), "举行会议多少次？", ()),
        (
            "行会有几家？",
            ("行业协会商会", "会有"),
            "行业协会商会有几家?",
            (Expansion("行会", "行业协会商会"),),
        ),
    ],
)
def test_words_are_exchanged_only_where_no_report_has_them(
    question: str, held: tuple[str, ...], wording: str, expanded: tuple[Expansion, ...]
) -> None:
    assert in_official_words(question, _knows(*held)) == (wording, expanded)


@given(st.text())
def test_a_question_stays_as_it_is_where_everything_is_known(question: str) -> None:
    assert in_official_words(question, lambda _: True) == (question, ())
    assert in_official_words(question, lambda _: False) == (question, ())


def test_the_list_is_well_formed() -> None:
    listed = official_words()
    assert sum(map(len, listed.values())) > 10_000
    for official, everyday in listed.items():
        assert everyday
        assert official not in everyday
        assert len(set(everyday)) == len(everyday)
        assert all(word.strip() == word and len(word) > 1 for word in (official, *everyday))
        # Bringing so many to normal form would take a while at the first question.
        assert all(normalise(word) == word.lower() for word in everyday)


def test_words_that_mean_the_same_are_found_from_either() -> None:
    assert {"低保", "最低生活保障", "城乡低保", "吃低保"} <= mean_the_same("低保")
    assert "低保" in mean_the_same("最低生活保障")
    assert "最低生活保障" in mean_the_same("领低保")
    assert mean_the_same("红烧肉") == {"红烧肉"}


def test_the_response_tells_what_was_looked_up(toy_index: Index) -> None:
    response = ask(toy_index, "小区物业方面要制定什么规章？")
    assert response.question == "小区物业方面要制定什么规章？"
    assert response.expanded == (Expansion("小区物业", "物业管理"),)
    assert "物业管理" in response.passages[0].text
    assert ask(toy_index, "物业管理方面要制定什么规章？").expanded == ()
