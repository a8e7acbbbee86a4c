"""One indicator over years or places: a figure for each, or what is missing said to be so."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportqa.answering.confidence import Outcome
from reportqa.answering.reading import Reading
from reportqa.answering.understanding.comparisons import LAST_YEARS, what_is_compared
from reportqa.answering.understanding.questions import Question, Wants, understand
from reportqa.normalising import normalise
from reportqa.reading.places import listing_of
from reportqa.searching import Hit
from reportqa.searching.scope import Scope

_ReadIn = Callable[[Scope, str, Question], tuple[list[Hit], Reading | None]]
"""What a scope has for a question, given as it is written and as it is understood."""

LONGEST_SERIES = 20
"""Years, places, or both together; each takes the time of a question."""
_FEWEST = 2
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
_ON_AVERAGE = re.compile("平均每年|每年平均|年平?均(?!气温|温度|浓度|降[水雨]|值|线)")
_EACH = re.compile("分别|(?<!平均)[各每逐历]年(?!平均)(?:的)?|各(?=[是为有自多涨增])")


@dataclass(frozen=True, slots=True)
class Member:
    """One of the years or places asked about: the question for it alone, and where that looks.

    `place` is None where the question is not on several.
    """

    question: str
    scope: Scope
    year: int | None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class MemberRead:
    """What was found for a member: the hits in the reader's order and the reading of the first."""

    member: Member
    hits: list[Hit]
    reading: Reading


def members(question: Question, wording: str, scope: Scope) -> tuple[Member, ...]:
    """The years and places for each of which a question wants one figure; none if it does not."""
    places = _places_of_each(question, scope)
    years = scope.years if len(scope.years) > 1 and _is_over_years(question, scope) else ()
    if not places and not years:
        return ()
    found = []
    for place in places or (None,):
        text = for_place(wording, place, places) if place else wording
        for year in years or (None,):
            alone = for_year(text, year) if year else text
            found.append(_member(alone, year or _only_year(scope), place, scope))
    return tuple(found) if len(found) <= LONGEST_SERIES else ()


def members_compared(question: str, scope: Scope) -> tuple[Member, ...]:
    """The years and places that a question wants to be compared; none if it does not say by what.

    A place that the library does not have is among them.
    """
    compared = what_is_compared(question, scope)
    places = scope.listed or (scope.places if len(scope.places) > 1 else ())
    if compared is None or max(len(places), len(scope.years)) < _FEWEST:
        return ()
    asked = f"{compared}是多少"
    found = [
        _member(f"{place or ''}{f'{year}年' if year else ''}{asked}", year, place, scope)
        for place in places or (None,)
        for year in scope.years or (None,)
    ]
    return tuple(found) if len(found) <= LONGEST_SERIES else ()


def _member(question: str, year: int | None, place: str | None, scope: Scope) -> Member:
    if place:
        scope = replace(scope, places=(place,), listed=())
    if year:
        scope = replace(scope, years=(year,))
    # Results, unless targets are asked for.
    return Member(question, replace(scope, planning=bool(scope.planning)), year, place)


def _only_year(scope: Scope) -> int | None:
    return scope.years[0] if len(scope.years) == 1 else None


def _is_over_years(question: Question, scope: Scope) -> bool:
    """Whether one figure is wanted for each of several years."""
    return (
        understand(for_year(question.text, scope.years[0])).wants in _ONE_FIGURE
        and not _COMPARES.search(question.text)
        and (not _ON_AVERAGE.search(question.text) or asks_of_each(question.text))
    )


def _places_of_each(question: Question, scope: Scope) -> tuple[str, ...]:
    """The places listed, if one figure is wanted for each of them.

    Where the question does not say 各 or 分别, all must be places of which there are reports, for
    it may as well ask for what is between them.
    """
    if not question.wants_number or not set(scope.places) <= set(scope.listed):
        return ()
    each = question.wants_each or asks_of_each(question.text)
    held = set(scope.places)
    return scope.listed if held and (each or held == {*scope.listed}) else ()


def asks_of_each(question: str) -> bool:
    """Whether a question says that it wants a figure for each year or place."""
    return bool(_EACH.search(normalise(question)))


def read_series(
    asked_of: Sequence[Member],
    read_in: _ReadIn,
    place_of: Callable[[Hit], str | None],
) -> list[MemberRead]:
    """Ask for each member by itself; what was found, in their order.

    A series over years is of one place, where none is named that of most years. A member is left
    out if its reports do not answer, have no figure, or one of another kind than most have (a
    share, people for money): that is another indicator.
    """
    found = [_read(member, read_in) for member in asked_of]
    places = Counter(place for item in found if item and (place := place_of(item.hits[0])))
    if len(places) > 1 and not any(member.scope.places for member in asked_of):
        place = places.most_common(1)[0][0]
        found = [
            item if item and place_of(item.hits[0]) == place else _read(one, read_in, (place,))
            for item, one in zip(found, asked_of, strict=True)
        ]
    return _of_one_kind([item for item in found if item])


def _read(member: Member, read_in: _ReadIn, places: tuple[str, ...] = ()) -> MemberRead | None:
    understood = replace(understand(member.question), wants_two=False, wants_each=False)
    if understood.wants is Wants.OTHER:
        understood = replace(understood, wants=Wants.FIGURE)
    scope = replace(member.scope, places=places or member.scope.places)
    hits, reading = read_in(scope, member.question, understood)
    if not reading or reading.signals.agrees < 0 or reading.signals.fits < 0:
        return None
    if reading.outcome is Outcome.DENIED:
        return None
    return None if hits[0].agreement.planning < 0 else MemberRead(member, hits, reading)


def _of_one_kind(found: list[MemberRead]) -> list[MemberRead]:
    kinds = Counter(_kind(item) for item in found)
    return [item for item in found if _kind(item) == kinds.most_common(1)[0][0]]


def _kind(item: MemberRead) -> str:
    """What a figure measures, told in several units."""
    return _KINDS.get(item.reading.unit, item.reading.unit)


def for_year(question: str, year: int) -> str:
    """The same question for one year."""
    text = _EACH.sub("", normalise(question))
    if _YEARS.search(text):
        return _YEARS.sub(f"{year}年", text, count=1)
    return f"{year}年{LAST_YEARS.sub('', text)}"


def for_place(question: str, place: str, places: Sequence[str]) -> str:
    """The same question for one of the places that it lists."""
    return listing_of(places).sub(place, _EACH.sub("", normalise(question)), count=1)


def first_hits(found: Sequence[MemberRead]) -> list[Hit]:
    """All hits, each once: the best of every member first, then the second best, and so on."""
    deepest = max((len(item.hits) for item in found), default=0)
    in_turn = [
        item.hits[rank] for rank in range(deepest) for item in found if rank < len(item.hits)
    ]
    return list({hit.chunk: hit for hit in in_turn}.values())
