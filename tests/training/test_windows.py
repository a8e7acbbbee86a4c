"""Passages that are cut for training hold the answer where they say."""

import random
from dataclasses import replace

from training.examples import Reading
from training.windows import draw

_TEXT = "东堤修于二月，长3公里。西堤修于五月，长4公里。渡口两岸各有一座茶亭。"
_AT = _TEXT.index("4公里")
_READING = Reading(
    "西堤多长？", _TEXT, ((_AT, _AT + 3),), ("另有一座码头，建于六月，可以停船20艘。",), "g"
)
_TITLE = "临江县2020年水利年报"


def test_the_answer_stands_where_an_example_says_below_a_title_or_not() -> None:
    seen = set()
    for reading in (_READING, replace(_READING, title=_TITLE)):
        for seed in range(200):
            example = draw(reading, random.Random(seed))
            titled = example.passage.startswith(f"{_TITLE}\n")
            seen.add((bool(reading.title), titled, example.kind))
            if example.kind == "span":
                assert example.answer == "4公里"
                assert example.start > titled * len(_TITLE)
            else:
                assert "4公里" not in example.passage
    assert seen == {
        (title, titled, kind)
        for title, titled in ((False, False), (True, False), (True, True))
        for kind in ("span", "null")
    }
