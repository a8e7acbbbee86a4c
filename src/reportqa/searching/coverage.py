"""Which years a report is about, and which one it is called by."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from reportqa.reading.about import WORK_REPORT
from reportqa.reading.dates import plan_span
from reportqa.types import Report

# Titles whose years are known without reading them anew.
_REMEMBERED = 8192


def covered_years(report: Report) -> frozenset[int]:
    """The years that a report is about: those looked back on and planned for."""
    return frozenset((*past_years(report), *planned_years(report)))


def past_years(report: Report) -> tuple[int, ...]:
    """The year looked back on, if there is one."""
    return (report.year,) if report.year else ()


def years_reported(reports: Iterable[Report], places: Collection[str] = ()) -> tuple[int, ...]:
    """The years that reports look back on, in order; of these places alone, if any are given.

    A notice looks back on none.
    """
    there = (report for report in reports if not places or report.place in places)
    return tuple(sorted({one.year for one in there if one.year and one.year != one.plan_year}))


def planned_years(report: Report) -> tuple[int, ...]:
    """The year planned for; of a five-year plan all of its years."""
    # Only what looks back on no year plans for several.
    span = _plan_span(report.title) if report.plan_year and not report.year else None
    if span and span.last == report.plan_year:
        return tuple(range(span.first, span.last + 1))
    return (report.plan_year,) if report.plan_year else ()


_plan_span = lru_cache(_REMEMBERED)(plan_span)


def given_in(report: Report) -> int | None:
    """The year by which a report is named."""
    return report.plan_year if report.kind == WORK_REPORT else report.year
