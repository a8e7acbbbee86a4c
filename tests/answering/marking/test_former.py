"""What something was before, and what it came to."""

import pytest

from reportqa.answering.marking.former import rank_reached
from reportqa.answering.understanding.questions import understand
from toys import marked


@pytest.mark.parametrize(
    ("question", "told", "reached"),
    [
        ("外贸居世界第几位？", "外贸由上年居世界[第四位]上升为第三位。", "第三位"),
        ("产值在全区排第几？", "产值由全区[第11位]上升至第7位。", "第7位"),
        ("产值在全区排第几？", "产值由第11位上升至[第7位]。", "第7位"),
        ("产值在全区排第几？", "产值居[第11位]，提升到第7位的是税收。", "第11位"),
        ("产值在全区排第几？", "产值从[第11位]起步，税收升至第7位。", "第11位"),
        # Asked for what it was.
        ("原来产值在全区排第几？", "产值由[第11位]上升至第7位。", "第11位"),
        ("产值从第几位升到第几位？", "产值由[第11位]上升至第7位。", "第11位"),
        ("2019年产值排第几？", "产值由2019年[第11位]上升至第7位。", "第11位"),
        ("2021年产值排第几？", "产值由2019年[第11位]上升至第7位。", "第7位"),
        # No place in an order is asked for.
        ("产值如何变化？", "产值由[第11位]上升至第7位。", "第11位"),
    ],
)
def test_the_place_reached_is_told_for_the_former(question: str, told: str, reached: str) -> None:
    text, span = marked(told)
    start, end = rank_reached(text, span, understand(question))
    assert text[start:end] == reached
