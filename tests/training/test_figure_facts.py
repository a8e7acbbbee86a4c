import pytest
from training.figure_facts import figure_facts


def _facts(text: str) -> dict[str, tuple[str, ...]]:
    return {text[fact.start : fact.end]: fact.questions for fact in figure_facts(text)}


def test_each_figure_is_asked_for_with_its_own_subject() -> None:
    facts = _facts("2019年，全县实现生产总值52.6亿元，增长7.1%；受理投诉310件，办结率98%。")
    assert list(facts) == ["52.6亿元", "7.1%", "310件", "98%"]
    assert "全县实现了多少钱生产总值" in facts["52.6亿元"]
    assert "全县实现生产总值增长了百分之几" in facts["7.1%"]
    assert "受理了多少件投诉" in facts["310件"]
    assert "办结率是多少" in facts["98%"]


def test_a_share_is_asked_for_with_what_it_is_a_share_of() -> None:
    facts = _facts("高新技术企业达到45家，占规模企业的12.5%。")
    assert any("占规模企业的百分之几" in question for question in facts["12.5%"])
    assert "高新技术企业一共多少家" in facts["45家"]


@pytest.mark.parametrize("text", ["2020年是关键的一年。", "第3次会议", "", "共有两项。", "1 2 3"])
def test_years_and_bare_numbers_are_not_asked_for(text: str) -> None:
    assert _facts(text) == {}
