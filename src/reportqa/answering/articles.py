"""Questions on an article of a regulation by its number: 第十二条规定了什么.

The article is looked up, and told whole. As with questions on a report as a whole
(`answering/overall.py`), what remains of the question without the words of asking has to be in the
report's own name: 第十二条对单位罚款多少 asks for something in the article, which is read.
"""

import re
from dataclasses import dataclass
from typing import Final

from reportqa.answering.dressing import dressed
from reportqa.answering.overall import OVERALL, Asks, Overall, without_idle
from reportqa.chunking import sentences
from reportqa.normalising import normalise
from reportqa.types import Answer, Report, Section

_NUMBER: Final = r"(?P<number>[〇零一二三四五六七八九十百]{1,7}|\d{1,3})"
_ARTICLE: Final = re.compile(f"第{_NUMBER}条")
_ASKS: Final = re.compile("什么|啥|哪些|怎么|怎样|如何|内容|原文|全文|条文")
_IDLE: Final = re.compile("规定|要求|明确|原文|全文|条文|条款|法规|啥|怎样")
_DIGITS: Final = "零一二三四五六七八九"
_TENS: Final = {"十": 10, "百": 100}
_LONGEST: Final = 400
_ENDS: Final = "。；;！!”」"
_MARK: Final = re.compile("[，。；：,;:]")


@dataclass(frozen=True, slots=True)
class ArticleAsked:
    """An article that is asked for by its number, as `words` name it, and what is said besides."""

    words: str
    number: int
    of: Overall


def asks_article(question: str) -> ArticleAsked | None:
    """The article that a question is for, as a whole; None if it is for anything else."""
    text = normalise(question)
    named = list(_ARTICLE.finditer(text))
    if len(named) != 1 or not _ASKS.search(text):
        return None
    rest = without_idle(_IDLE.sub(" ", _ARTICLE.sub(" ", text)))
    overall = Overall(Asks.CONTENTS, rest)
    return ArticleAsked(named[0][0], _value(named[0]["number"]), overall)


def articles_of(report: Report) -> dict[int, Section]:
    """The articles of a report by their numbers, the first of each; {} where it has none."""
    articles: dict[int, Section] = {}
    for section in report.sections:
        if found := _ARTICLE.fullmatch(normalise(section.path[-1])):
            articles.setdefault(_value(found["number"]), section)
    return articles


def tell_article(report: Report, article: Section) -> Answer:
    """What an article says, whole sentences of it where it is long; its number if nothing."""
    end = _end(report.text, article)
    words = report.text[article.start + len(article.path[-1]) : end].lstrip(" \t\u3000\r\n：:")
    start = end - len(words) if words else article.start
    return dressed(report, (article.start, end), [(start, end)], OVERALL)


def _end(text: str, article: Section) -> int:
    """Where an article ends: of the last, before whatever is no sentence, as a signature."""
    end = article.start + len(article.path[-1])
    for first, last in sentences(text[article.start : article.end]):
        said = text[article.start + first : article.start + last]
        if first > _LONGEST or (first and not _MARK.search(said)):
            break
        if said[-1] in _ENDS:
            end = article.start + last
    return end


def _value(number: str) -> int:
    """What a number says: 十二, 一百零五, 12."""
    if number.isdecimal():
        return int(number)
    value = digit = 0
    for one in number.replace("〇", "零"):
        if one in _TENS:
            value, digit = value + (digit or 1) * _TENS[one], 0
        else:
            digit = _DIGITS.index(one)
    return value + digit
