"""Questions for two figures at once."""

import pytest
from training.pair_facts import pair_facts


def _asked(text: str) -> dict[str, tuple[str, ...]]:
    return {text[fact.start : fact.end]: fact.questions for fact in pair_facts(text)}


def test_from_what_to_what() -> None:
    asked = _asked("全县审批事项由182项减少至32项，压缩82.4%。")
    assert "全县审批事项从多少减少到了多少" in asked["由182项减少至32项"]


def test_one_thing_and_another() -> None:
    asked = _asked("新建农村公路36公里，改造危桥4座。")
    assert list(asked) == ["36公里，改造危桥4座"]
    assert "新建农村公路多少公里，改造危桥多少座" in asked["36公里，改造危桥4座"]


@pytest.mark.parametrize(
    "text", ["", "接待游客8万人次。实现收入3亿元。", "2019年和2020年", "由182项减少至32项"]
)
def test_figures_of_different_sentences_or_of_nothing_are_not_asked_for_together(text: str) -> None:
    assert _asked(text) == {}
