import random

from hypothesis import given
from hypothesis import strategies as st
from training.documents import Page
from training.everyday import Synonyms, in_everyday_words, pairs
from training.made import draw_made, made_items
from training.voices import mistyped, spoken, traditional

_TEXTS = (
    "2019年全县受理法律援助案件420件，办结率97%。为方便群众，设立了12个便民服务点。",
    "2019年全县新建农村公路36公里。重点整治占道经营、乱搭乱建、噪声扰民等突出问题。",
    "通过开办夜校和送课下乡，提升村民的种植技术。县司法局负责考核评议的组织实施。",
)
_PAGES = [Page(text, "清源县2019年工作报告", "清源", 2019, "a.txt") for text in _TEXTS]
_ITEMS = [item for items in made_items(_PAGES).values() for item in items]


@given(st.integers(0, len(_ITEMS) - 1), st.integers(0, 10_000))
def test_what_answers_is_the_fact_and_nothing_else_does(at: int, seed: int) -> None:
    item = _ITEMS[at]
    example = draw_made(item, random.Random(seed))
    assert example.question
    if example.kind == "span":
        assert example.answer == item.page.text[item.fact.start : item.fact.end]
    else:
        assert example.kind == "null"
        assert example.answer == ""


def test_the_same_seed_draws_the_same_example() -> None:
    drawn = [draw_made(item, random.Random(5)) for item in _ITEMS]
    assert drawn == [draw_made(item, random.Random(5)) for item in _ITEMS]


def test_answers_and_none_both_come() -> None:
    kinds = [draw_made(_ITEMS[seed % len(_ITEMS)], random.Random(seed)).kind for seed in range(400)]
    assert 0.4 < kinds.count("span") / len(kinds) < 0.7


def test_official_words_become_everyday_ones() -> None:
    asked = {in_everyday_words("法律援助案件受理了多少件", random.Random(n)) for n in range(400)}
    assert {"免费打官司的案子受理了多少件", "免费请律师的案子收到了多少件"} <= asked
    assert not any("了了" in one for one in asked)
    assert pairs() >= 10_000


def test_a_word_is_exchanged_for_another_of_its_group() -> None:
    words = Synonyms([("道路", "公路"), ("A", "道路")])
    assert words.exchanged("新建道路", random.Random(1)) == "新建公路"
    assert words.exchanged("新建", random.Random(1)) == "新建"


def test_voices_change_the_sound_of_a_question() -> None:
    rng = random.Random(3)
    assert "办结率" in spoken("办结率是多少", rng)
    assert mistyped("办结率是多少", rng) != "办结率是多少"
    assert len(mistyped("办结率是多少", rng)) == 6
    assert traditional("办结率") == "辦結率"
