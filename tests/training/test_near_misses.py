import random

import pytest
from training.documents import Page
from training.examples import Reading
from training.facts import Fact
from training.near_misses import near_miss, swapped

_PAGE = Page("2019年全市城镇新增就业3.2万人。", "金华市2019年工作报告", "金华", 2019, "a.txt")
_FACT = Fact(12, 17, "figure", "城镇新增就业", ("城镇新增就业多少人",))


@pytest.mark.parametrize("titled", [True, False])
def test_a_near_miss_says_what_the_passage_does_not(titled: bool) -> None:
    seen = _PAGE.text + (_PAGE.title if titled else "")
    missed = {
        near_miss("2019年全市城镇新增就业多少人", _PAGE, _FACT, titled, random.Random(seed))
        for seed in range(200)
    }
    asked = {question for question in missed if question}
    assert len(asked) > 20
    assert any("农村" in question for question in asked)
    assert any("2018年" in question for question in asked)
    for question in asked:
        assert question != "2019年全市城镇新增就业多少人"
        assert question not in seen


def test_people_s_questions_get_a_name_from_elsewhere() -> None:
    reading = Reading("青山水库何时建成？", "青山水库于1972年建成。", ((5, 10),), (), "g")
    missed = swapped(reading, ["白云机场"], random.Random(1))
    assert missed == "白云机场何时建成？"


def test_no_exchange_is_made_with_a_name_that_the_passage_holds() -> None:
    reading = Reading(
        "青山水库何时建成？", "青山水库和白云机场都在1972年建成。", ((12, 17),), (), "g"
    )
    assert swapped(reading, ["白云机场"], random.Random(1)) is None
