"""How well a report and a chunk agree with what a question names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportqa.normalising import normalise
from reportqa.reading.about import WORK_REPORT
from reportqa.reading.places import NATION
from reportqa.searching.coverage import covered_years, given_in, past_years, planned_years
from reportqa.searching.mentions import is_in, is_mentioned
from reportqa.searching.scope import Scope
from reportqa.types import Chunk, Report
from reportqa.years import named_years, relative_years

_UNTOLD = 0.3
_MENTIONED = 0.3
_LATEST = 0.6
_SEVERAL_YEARS = re.compile("累计|年均|平均每年|[过这]去?的?五年|五年(?:间|来|里)")
_TARGETS = re.compile("目标(?:任务)?(?:初步)?(?:安排|设定|确定|建议)?[是为：:]")
# Texts whose years are known without reading them anew; about 1 kB each.
_REMEMBERED = 8192


def reports_meant(scope: Scope, reports: Sequence[Report]) -> list[Report]:
    """The reports that agree in place and years; all of them if the question names neither."""
    return [
        report
        for report in reports
        if _place_agreement(scope, report) > -1
        and _report_year_agreement(scope, report) >= 0
        and (scope.report_years or not scope.years or covered_years(report) & set(scope.years))
    ]


def agreement(scope: Scope, report: Report, chunk: Chunk) -> "Agreement":
    """How well a chunk agrees with what the question names."""
    return Agreement(
        place=min(_place_agreement(scope, report), _mentions(scope, report, chunk)),
        report_year=_report_year_agreement(scope, report),
        year=_year_agreement(scope, report, chunk),
        planning=_planning_agreement(scope, chunk),
    )


def agreement_at_most(scope: Scope, report: Report, chunk: Chunk) -> float:
    """The most that `agreement` could total, told without reading the chunk's words."""
    return Agreement(
        place=_place_agreement(scope, report),
        report_year=_report_year_agreement(scope, report),
        year=1.0 if scope.years else 0.0,
        planning=_planning_agreement(scope, chunk),
    ).total()


def recency(reports: Sequence[Report]) -> dict[str, float]:
    """What to add to a report's fused scores: a question that names no year means the latest.

    Maps report ids to numbers from 0, for a place's earliest year, to 0.6 for its latest.
    """
    years: dict[str | None, list[int]] = {}
    for report in reports:
        if report.year:
            years.setdefault(report.place, []).append(report.year)
    spans = {place: (min(of_place), max(of_place)) for place, of_place in years.items()}
    bonus = {}
    for report in reports:
        first, last = spans.get(report.place, (0, 0))
        if not report.year or last == first:
            bonus[report.id] = 0.0
        else:
            bonus[report.id] = _LATEST * (report.year - first) / (last - first)
    return bonus


@dataclass(frozen=True, slots=True)
class Agreement:
    """Each from -1 (contradicts) over 0 (nothing named) to 1 (is what was named)."""

    place: float
    report_year: float
    year: float
    planning: float

    @property
    def agrees(self) -> bool:
        """Whether nothing that was named is contradicted."""
        return min(self.place, self.report_year, self.year) > -1

    @property
    def is_of_year(self) -> bool:
        """Whether this is of a year asked for, and does not only mention it."""
        return self.year > _MENTIONED or (self.report_year > 0 and not self.year)

    def total(self) -> float:
        """One number to add to a fused score, in its standard deviations."""
        return 2.0 * self.place + 2.0 * self.report_year + 1.5 * self.year + 0.5 * self.planning


def sets_targets(text: str) -> bool:
    """Whether a passage says itself that it tells targets: 主要预期目标是."""
    return bool(_TARGETS.search(text))


def _place_agreement(scope: Scope, report: Report) -> float:
    if not scope.places:
        return 0.0
    if report.place is None:
        return -0.3
    return 1.0 if report.place in scope.places else -1.0


def _mentions(scope: Scope, report: Report, chunk: Chunk) -> float:
    """-1 where a place is named that the library does not have and the chunk does not mention.

    So, too, where a report of an unknown place mentions none of those named, the nation aside.
    """
    places = [place for place in scope.places if place != NATION]
    unknown = places and report.place is None
    if unknown and not any(is_mentioned(place, report) for place in places):
        return -1.0
    if not scope.other_places:
        return 1.0
    texts = (report.title, report.text[chunk.start : chunk.end])
    mentioned = any(is_in(place, text) for place in scope.other_places for text in texts)
    return 0.0 if mentioned else -1.0


def _report_year_agreement(scope: Scope, report: Report) -> float:
    if not scope.report_years:
        return 0.0
    return 1.0 if given_in(report) in scope.report_years else -1.0


def _year_agreement(scope: Scope, report: Report, chunk: Chunk) -> float:
    """1 where the chunk's own year is asked for; less where that year is only mentioned in it."""
    if not scope.years:
        return 0.0
    asked = set(scope.years)
    now = report.plan_year if report.kind == WORK_REPORT else None
    mentioned, several = _years_told(report.text[chunk.start : chunk.end], now)
    own = _own_years(report, chunk)
    if asked & own:
        told = mentioned & own
        if chunk.planning is None and told and not told & asked:
            return _MENTIONED  # 在刚刚过去的1987年, in the report of 1988
        sure = bool(asked & mentioned) or not (mentioned or several)
        likely = asked & _likely_years(scope, report, chunk)
        return (1.0 if sure else 0.7) - (0.0 if likely else _UNTOLD)
    return _MENTIONED if asked & mentioned else -1.0


@lru_cache(_REMEMBERED)
def _years_told(text: str, now: int | None) -> tuple[frozenset[int], bool]:
    """The years that a text of the year `now` mentions, and whether it tells sums of several."""
    text = normalise(text)
    mentioned = set(named_years(text))
    if now:
        mentioned |= relative_years(text, now)
    return frozenset(mentioned), bool(_SEVERAL_YEARS.search(text))


def _likely_years(scope: Scope, report: Report, chunk: Chunk) -> frozenset[int]:
    """Of a chunk under no telling heading: the year past, for a target the year to come."""
    if chunk.planning is not None:
        return _own_years(report, chunk)
    return frozenset(
        planned_years(report) if scope.planning else past_years(report)
    ) or covered_years(report)


def _own_years(report: Report, chunk: Chunk) -> frozenset[int]:
    """The years that a chunk speaks of where it names none."""
    if chunk.planning is None:
        return covered_years(report)
    return frozenset(planned_years(report) if chunk.planning else past_years(report))


def _planning_agreement(scope: Scope, chunk: Chunk) -> float:
    if chunk.planning is None:
        return 0.0
    if scope.planning is None:
        # A question that does not say asks for what is, not for what was planned.
        return -1.5 if chunk.planning and scope.years else 0.0
    return 1.0 if chunk.planning is scope.planning else -1.0
