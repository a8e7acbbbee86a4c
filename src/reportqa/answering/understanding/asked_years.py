"""The years of a question, put as reports put them.

People write 零九年 or 16年 for 2009年 and 2016年, and 比2017年 where the report on 2018 says
比上年. A year in short is told to the asker as exchanged.
"""

import re
from collections.abc import Collection, Sequence

from reportqa.normalising import CJK, HAN_DIGITS, normalise
from reportqa.types import Expansion

_HAN_DIGIT = "[〇零○一二三四五六七八九]"
# What follows a length of time, or a year of school.
_NO_LENGTH = (
    rf"(?=[{CJK}a-z])(?![来以之内前后间期多代级一左]|的?时间|计划|规划|免费|义务|学制|[工教党房]龄)"
)
_SHORT = re.compile(
    rf"(?<![\d.第近这那满用达续了过约超每有{_HAN_DIGIT[1:-1]}十百])(?P<year>{_HAN_DIGIT}{{2}}|\d{{2}})年{_NO_LENGTH}"
)
_HAN_FULL = re.compile(
    rf"(?<!{_HAN_DIGIT})(?P<year>(?:一九|二[〇零○]){_HAN_DIGIT}{{2}})(?!{_HAN_DIGIT}(?![般共季])|[十百千万亿年个])"
)
_FIRST_OF_LAST_CENTURY = 70
_LAST_YEAR = re.compile("(?<![比较与和同跟过])(?:去年|上一年度?)(?!同期|代)")
_COMPARED = re.compile(r"(?P<than>比|较|相比)(?P<year>(?:19|20)\d{2})年")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")


def in_full(question: str, covered: Collection[int]) -> tuple[str, tuple[Expansion, ...]]:
    """The question with its years in four digits, and which were written otherwise.

    Args:
        question: As asked; given back unchanged where nothing is exchanged.
        covered: The years that the reports are about: 10年 may be a length of time, and is a year
            only where there is a report about it.
    """
    exchanged: dict[str, Expansion] = {}

    def put(found: re.Match[str]) -> str:
        year = _in_digits(found["year"])
        if year not in covered:
            return found[0]
        exchanged[found[0]] = Expansion(found[0], f"{year}年")
        return f"{year}年"

    text = normalise(question)
    if not _YEAR.search(text):
        text = _HAN_FULL.sub(put, _SHORT.sub(put, text))
    return (text, tuple(exchanged.values())) if exchanged else (question, ())


def last_year_in_full(question: str, reported: Sequence[int]) -> tuple[str, tuple[Expansion, ...]]:
    """The question with the year for 去年: the latest of those that the reports look back on.

    Not for what is only compared with (比去年增长多少), nor where there is but one year: a report
    that says 去年 itself is then understood as it stands.
    """
    text = normalise(question)
    told = _LAST_YEAR.search(text)
    if told is None or len(reported) < 2:
        return question, ()
    put = f"{text[: told.start()]}{reported[-1]}年{text[told.end() :]}"
    return put, (Expansion(told[0], f"{reported[-1]}年"),)


def than_the_year_before(question: str) -> str:
    """The question with 比上年 for the year before the one that it asks about."""
    text = normalise(question)
    compared = _COMPARED.search(text)
    if compared is None:
        return question
    asked = {int(year) for year in _YEAR.findall(_COMPARED.sub("", text))}
    if asked != {int(compared["year"]) + 1}:
        return question
    return f"{text[: compared.start()]}{compared['than']}上年{text[compared.end() :]}"


def _in_digits(year: str) -> int:
    number = int(year.translate(HAN_DIGITS))
    if number >= 100:
        return number
    return number + (1900 if number >= _FIRST_OF_LAST_CENTURY else 2000)
