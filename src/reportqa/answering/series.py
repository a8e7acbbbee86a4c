"""One indicator over the years: a figure for each year, or the year said to be missing."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportqa.answering.confidence import Outcome
from reportqa.answering.questions import Question, Wants, understand
from reportqa.answering.reading import Reading
from reportqa.normalising import normalise
from reportqa.searching import Hit
from reportqa.searching.scope import Scope

_ReadIn = Callable[[Scope, str, Question], tuple[list[Hit], Reading | None]]
"""What a scope has for a question, given as it is written and as it is understood."""

LONGEST_SERIES_YEARS = 12
_ONE_FIGURE = frozenset({Wants.FIGURE, Wants.RATE, Wants.OTHER})
_ALIKE = (
    "吨 斤 公斤 千克 克",
    "家 户 个 所 个项目 个单位",
    "亩 公顷 平方公里",
    "人 人次 名",
    "件 起 宗 例",
)
"""Units in which the same thing is counted, by this report or by that."""
_KINDS = {unit: units for units in _ALIKE for unit in units.split()}
_COMPARES = re.compile(
    r"相比|相较|[是为当](?:19|20)\d{2}年[^,，。是比]{0,16}?(?:多少|[几\d.两二三四五六七八九十]+)倍"
    r"|[从由](?:19|20)\d{2}年的?\d[\d.]*(?![\d年.])[^,，]{0,30}多少|[比较]起?(?:19|20)\d{2}年?|[从由][^,，]{0,16}多少|从(?:19|20)\d{2}年[^,，]{0,20}到(?:19|20)\d{2}年[^,，]*(?:增[长加]|提高|下降|减少|上升)了?多少"
)
_YEARS = re.compile(
    r"(?:(?:19|20)\d{2}年?(?:[到至—–~-]\d{2}(?=年))?(?:[、,，和与及到至—–~-]|\s)*)+"
    r"(?:年|这[几一二三四五六七八九十]+年|期间|之间)*(?:的)?"
)
_LAST_YEARS = re.compile("(?:最?近|这|过去的?)[两三四五六七八九十]年(?:[来间里]|以来)?的?")
_ON_AVERAGE = re.compile("平均每年|每年平均|年平?均(?!气温|温度|浓度|降[水雨]|值|线)")
_EACH = re.compile("分别|(?<!平均)[各每逐历]年(?!平均)(?:的)?|各(?=[是为有自多涨增])")


@dataclass(frozen=True, slots=True)
class YearRead:
    """What was found for one year: the hits in the reader's order and the reading of the first."""

    year: int
    hits: list[Hit]
    reading: Reading


def is_series(question: Question, scope: Scope) -> bool:
    """Whether a question wants one figure for each of several years."""
    return (
        1 < len(scope.years) <= LONGEST_SERIES_YEARS
        and understand(for_year(question.text, scope.years[0])).wants in _ONE_FIGURE
        and not _COMPARES.search(question.text)
        and (not _ON_AVERAGE.search(question.text) or asks_of_each(question.text))
    )


def asks_of_each(question: str) -> bool:
    """Whether a question says that it wants a figure for each year."""
    return bool(_EACH.search(normalise(question)))


def read_series(
    question: str,
    scope: Scope,
    read_in: _ReadIn,
    place_of: Callable[[Hit], str | None],
) -> list[YearRead]:
    """Ask for each year by itself; what was found, in the order of the years.

    A series is of one place, where none is named that of most years, and of results unless
    targets are asked for. A year is left out if its reports do not answer, have no figure, or one
    of another kind than most years have (a share, people for money): that is another indicator.
    """
    scope = replace(scope, planning=bool(scope.planning))
    found = [_read_year(question, year, scope, read_in) for year in scope.years]
    places = Counter(place for item in found if item and (place := place_of(item.hits[0])))
    if not scope.places and len(places) > 1:
        place = places.most_common(1)[0][0]
        narrowed = replace(scope, places=(place,))
        found = [
            item
            if item and place_of(item.hits[0]) == place
            else _read_year(question, year, narrowed, read_in)
            for item, year in zip(found, scope.years, strict=True)
        ]
    return _of_one_kind([item for item in found if item])


def _read_year(
    question: str,
    year: int,
    scope: Scope,
    read_in: _ReadIn,
) -> YearRead | None:
    text = for_year(question, year)
    understood = replace(understand(text), wants_two=False)
    if understood.wants is Wants.OTHER:
        understood = replace(understood, wants=Wants.FIGURE)
    hits, reading = read_in(replace(scope, years=(year,)), text, understood)
    if not reading or reading.signals.agrees < 0 or reading.signals.fits < 0:
        return None
    if reading.outcome is Outcome.DENIED:
        return None
    return None if hits[0].agreement.planning < 0 else YearRead(year, hits, reading)


def _of_one_kind(found: list[YearRead]) -> list[YearRead]:
    kinds = Counter(_kind(item) for item in found)
    return [item for item in found if _kind(item) == kinds.most_common(1)[0][0]]


def _kind(item: YearRead) -> str:
    """What a figure measures, told in several units."""
    return _KINDS.get(item.reading.unit, item.reading.unit)


def for_year(question: str, year: int) -> str:
    """The same question for one year."""
    text = _EACH.sub("", normalise(question))
    if _YEARS.search(text):
        return _YEARS.sub(f"{year}年", text, count=1)
    return f"{year}年{_LAST_YEARS.sub('', text)}"


def first_hits(found: Sequence[YearRead]) -> list[Hit]:
    """All hits, each once: the best of every year first, then the second best, and so on."""
    deepest = max((len(item.hits) for item in found), default=0)
    in_turn = [
        item.hits[rank] for rank in range(deepest) for item in found if rank < len(item.hits)
    ]
    return list({hit.chunk: hit for hit in in_turn}.values())
