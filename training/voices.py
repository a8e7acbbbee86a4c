"""How people put a question: openings, endings, slips, traditional characters, everyday words."""

import random
from functools import cache
from pathlib import Path
from typing import Any

from training.everyday import in_everyday_words

_EVERYDAY = 0.2
_MISTYPED = 0.1
_TRADITIONAL = 0.08
_OPENINGS = (
    "请问", "请问", "我想了解一下，", "我想问问", "麻烦查一下，", "报告里说", "报告中提到的",
    "根据报告，", "帮我看看，", "想知道",
    "听说", "能不能告诉我", "写材料要用，", "核实一下：", "按照报告，", "你好，",
)  # fmt: skip
_ENDINGS = ("？", "？", "？", "?", "", "", "呢？", "呀", "啊？", "，谢谢", "？请直接给出")


@cache
def _slips() -> dict[str, str]:
    """For each character those typed for it: of the same sound, or nearly of the same look."""
    table: dict[str, str] = {}
    for group in Path(__file__).with_name("slips.txt").read_text("utf-8").split():
        for character in group:
            table[character] = table.get(character, "") + group.replace(character, "")
    return table


def put_otherwise(question: str, rng: random.Random) -> str:
    """A question that somebody wrote, now and then as others would put it or type it."""
    if rng.random() < _EVERYDAY:
        question = in_everyday_words(question, rng)
    if rng.random() < _MISTYPED:
        question = mistyped(question, rng)
    return traditional(question) if rng.random() < _TRADITIONAL else question


def spoken(question: str, rng: random.Random) -> str:
    """The question as somebody might open and end it."""
    opening = rng.choice(_OPENINGS) if rng.random() < 0.3 else ""
    return f"{opening}{question}{rng.choice(_ENDINGS)}"


def mistyped(question: str, rng: random.Random, most: int = 2) -> str:
    """The question with one or a few characters typed wrong."""
    places = [at for at, character in enumerate(question) if character in _slips()]
    characters = list(question)
    for at in rng.sample(places, min(len(places), rng.randint(1, most))):
        characters[at] = rng.choice(_slips()[characters[at]])
    return "".join(characters)


@cache
def _converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)


def traditional(text: str) -> str:
    """In traditional characters."""
    return str(_converter("s2t").convert(text))


def simplified(text: str) -> str:
    """In simplified characters."""
    return str(_converter("t2s").convert(text))
