"""One indicator over the years: a figure for each year, or the year said to be missing."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportqa.answering.questions import Question, Wants, understand
from reportqa.answering.reading import Reading
from reportqa.normalising import normalise
from reportqa.searching import Hit
from reportqa.searching.scope import Scope

LONGEST_SERIES_YEARS = 12
_WEIGHTS = frozenset({"吨", "斤", "公斤", "千克", "克"})
_COMPARES = re.compile(r"相比|相较|比(?:19|20)\d{2}年?")
_YEARS = re.compile(
    r"(?:(?:19|20)\d{2}年?(?:[、,，和与及到至—–~-]|\s)*)+"
    r"(?:年|这[几一二三四五六七八九十]+年|期间|之间|各年|每年|历年)*(?:的)?"
)


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
        and question.wants in {Wants.FIGURE, Wants.RATE, Wants.OTHER}
        and not _COMPARES.search(question.text)
    )


def read_series(
    question: str,
    scope: Scope,
    search_and_read: Callable[[str, Question, Scope], tuple[list[Hit], Reading | None]],
) -> list[YearRead]:
    """Ask for each year by itself; what was found, in the order of the years.

    A year is left out if its reports have no figure, or one of another kind than most years
    have (a share, people for money): that is a target, or another indicator.
    """
    found = []
    for year in scope.years:
        text = for_year(question, year)
        understood = replace(understand(text), wants_two=False)
        if understood.wants is Wants.OTHER:
            understood = replace(understood, wants=Wants.FIGURE)
        hits, reading = search_and_read(text, understood, replace(scope, years=(year,)))
        if reading and reading.signals.agrees == 0 and reading.signals.fits == 0:
            found.append(YearRead(year, hits, reading))
    kinds = Counter(_kind(item) for item in found)
    return [item for item in found if _kind(item) == kinds.most_common(1)[0][0]]


def _kind(item: YearRead) -> str:
    """What a figure measures: weights are told in several units."""
    unit = item.reading.unit
    return "weight" if unit in _WEIGHTS else unit


def for_year(question: str, year: int) -> str:
    """The same question for one year."""
    return _YEARS.sub(f"{year}年", normalise(question), count=1)


def first_hits(found: Sequence[YearRead]) -> list[Hit]:
    """All hits, each once: the best of every year first, then the second best, and so on."""
    deepest = max((len(item.hits) for item in found), default=0)
    in_turn = [
        item.hits[rank] for rank in range(deepest) for item in found if rank < len(item.hits)
    ]
    return list({hit.chunk: hit for hit in in_turn}.values())
