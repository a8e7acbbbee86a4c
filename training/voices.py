"""How people put a question: openings, words that say nothing more, slips, everyday words."""

import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reportqa.normalising import has_chinese
from training.everyday import in_everyday_words

_EVERYDAY = 0.2
_MISTYPED = 0.1
_TRADITIONAL = 0.08
_OPENED = 0.12
_PADDED = 0.2
_OPENINGS = (
    "请问", "请问", "我想了解一下，", "我想问问", "麻烦查一下，", "报告里说", "报告中提到的",
    "根据报告，", "帮我看看，", "想知道",
    "听说", "能不能告诉我", "写材料要用，", "核实一下：", "按照报告，", "你好，",
    "核一个数：", "问一下，", "打听一下，", "劳驾，", "想请教：", "有个问题，", "帮忙查查，",
    "写总结要用，麻烦说一下", "文件里写的", "这份报告里，", "材料里头，", "不清楚，", "说说",
)  # fmt: skip
_OF_THE_YEAR = ("全年", "全年", "一年里", "一年下来", "这一年", "一整年", "一年")
_ALL_TOLD = ("总共", "一共", "到底", "共", "合计", "究竟", "具体")
_EVERYWHERE = ("全市", "全市", "市里", "我市", "咱们市")
# With a time, a part or a sum of its own, a question would not be the same with another.
_TIMED = re.compile("[年月季日天期今去前后初末底]|现在|计划|目标|打算|上|下")
_SUMMED = re.compile(
    "[共总合各每率占比涨降到]|累计|平均|分别|其中|增|是多|是几|百分|几成|究竟|具体"
)
_PLACED = re.compile("[市区县省镇乡村州盟旗国]|街道|社区")
_FIGURE = re.compile("多少|(?<!哪)几(?!个字|时|点|样|类|年前)|百分之")
_ENDINGS = ("？", "？", "？", "?", "", "", "呢？", "呀", "啊？", "，谢谢", "？请直接给出")


@cache
def _slips() -> dict[str, str]:
    """For each character those typed for it: of the same sound, or nearly of the same look."""
    table: dict[str, str] = {}
    for group in Path(__file__).with_name("slips.txt").read_text("utf-8").split():
        for character in group:
            table[character] = table.get(character, "") + group.replace(character, "")
    return table


def put_otherwise(question: str, rng: random.Random, passage: str = "") -> str:
    """A question that somebody wrote, now and then as others would put it or type it.

    `passage` is what it is asked of: a whole city is named only where that speaks of one.
    """
    if rng.random() < _PADDED:
        question = padded(question, rng, passage)
    if rng.random() < _OPENED and has_chinese(question):
        question = rng.choice(_OPENINGS) + question
    if rng.random() < _EVERYDAY:
        question = in_everyday_words(question, rng)
    if rng.random() < _MISTYPED:
        question = mistyped(question, rng)
    return traditional(question) if rng.random() < _TRADITIONAL else question


def padded(question: str, rng: random.Random, passage: str = "") -> str:
    """A question for a figure with a word that says nothing more: 全年, 总共, 全市.

    Without such examples a reader takes 全年 for another time than the year of the report, and 全市
    for another place, since that is what near misses are like.
    """
    figure = _FIGURE.search(question)
    if figure is None:
        return question
    ways: list[tuple[int, Sequence[str]]] = []
    if not _TIMED.search(question):
        ways.append((0, _OF_THE_YEAR))
    if not _SUMMED.search(question):
        ways.append((figure.start(), _ALL_TOLD))
    if not _PLACED.search(question) and ("全市" in passage or "我市" in passage):
        ways.append((0, _EVERYWHERE))
    if not ways:
        return question
    at, words = rng.choice(ways)
    return question[:at] + rng.choice(words) + question[at:]


def asks_for_figure(question: str) -> bool:
    """Whether the question is for a figure, by its words."""
    return _FIGURE.search(question) is not None


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
