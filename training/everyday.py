"""Everyday words for official ones, so that a question need not know the report's terms."""

import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Self

from reportqa.answering.understanding.everyday import official_words

_VERBS = (
    ("受理", ("接到", "收到", "接了")),
    ("办理", ("办", "办了")),
    ("办结", ("办完",)),
    ("审结", ("审完",)),
    ("查处", ("查办", "抓了", "处理")),
    ("完成", ("做完", "干完")),
    ("新增", ("新添", "多出", "新多了")),
    ("累计", ("加起来", "一共", "总共")),
    ("共计", ("加起来", "总共")),
    ("增长", ("多了", "涨了", "增加")),
    ("下降", ("少了", "降了", "减少")),
    ("提高", ("升高", "涨")),
    ("举办", ("办", "搞")),
    ("开展", ("搞", "进行")),
    ("召开", ("开",)),
    ("投入", ("花", "拿出", "用")),
    ("投资", ("花钱", "投入")),
    ("建成", ("建好", "修好", "盖好")),
    ("新建", ("新盖", "新修")),
    ("改造", ("翻新", "翻修")),
    ("荣获", ("拿到", "得到", "获得")),
    ("获得", ("拿到", "得到")),
    ("出台", ("发布", "拿出", "推出")),
    ("制定", ("定", "订")),
    ("印发", ("发", "下发")),
    ("培训", ("教", "训练")),
    ("发放", ("发", "给")),
    ("化解", ("解决", "摆平")),
    ("推进", ("推动", "抓", "搞")),
    ("加强", ("抓好", "强化", "下功夫抓")),
    ("完善", ("健全", "改进")),
    ("提升", ("提高", "改善")),
    ("设立", ("成立", "建")),
    ("成立", ("组建", "设立", "建")),
    ("取消", ("去掉", "不要了")),
    ("下放", ("放给下面", "交给下级")),
    ("惠及", ("让…受益", "帮到")),
    ("达到", ("有", "到了")),
    ("全市", ("市里", "咱们市", "整个市", "")),
    ("我市", ("市里", "咱们市", "")),
    ("全省", ("省里", "整个省")),
    ("全国", ("国家", "整个国家")),
    ("今年", ("这一年", "当年")),
    ("比上年", ("比前一年", "比去年", "同比")),
    ("同比", ("比去年", "比上一年")),
    ("是多少", ("有多少", "是几", "多少", "到底是多少")),
    ("哪些", ("什么", "啥", "哪几个", "哪几样")),
    ("如何", ("怎么", "怎样", "咋", "是怎么")),
    ("为什么", ("为何", "为啥", "凭什么", "干嘛")),
)
_CHANCE = 0.75
_WORD = re.compile("[一-鿿]{2,5}")


@cache
def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(sorted(official_words().items(), key=lambda pair: -len(pair[0])))


class Synonyms:
    """Groups of words that mean about the same, one group a line, separated by spaces."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._others: dict[str, tuple[str, ...]] = {}
        for group in groups:
            words = tuple(word for word in group if _WORD.fullmatch(word))
            for word in words:
                if len(words) > 1 and word not in self._others:
                    self._others[word] = tuple(other for other in words if other != word)[:4]

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Load such a file."""
        return cls([line.split() for line in path.read_text("utf-8").splitlines()])

    def exchanged(self, text: str, rng: random.Random) -> str:
        """The text with one word exchanged for another of its group, where there is one."""
        places = [
            (start, end)
            for start in range(len(text))
            for end in range(start + 2, min(start + 5, len(text)) + 1)
            if text[start:end] in self._others
        ]
        if not places:
            return text
        start, end = rng.choice(places)
        return text[:start] + rng.choice(self._others[text[start:end]]) + text[end:]


def pairs() -> int:
    """How many pairs of official and everyday words there are."""
    return sum(len(everyday) for _, everyday in _words())


def in_everyday_words(question: str, rng: random.Random) -> str:
    """The question with some official words replaced; the same where it has none."""
    for official, everyday in _words():
        if official in question and rng.random() < _CHANCE:
            question = question.replace(official, rng.choice(everyday), 1)
    for official, everyday in _VERBS:
        if official in question and rng.random() < _CHANCE / 2:
            question = question.replace(official, rng.choice(everyday), 1)
    return question.replace("了了", "了")
