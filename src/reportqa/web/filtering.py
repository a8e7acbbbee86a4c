"""The filter that the page sends with a question, checked."""

from typing import Any, Final

from reportqa.errors import UsageError
from reportqa.types import Filter

_MOST_NAMED: Final = 10_000
_LONGEST_NAME: Final = 1000
_KINDS: Final = ("reports", "places", "years")


def parse_filter(raw: Any) -> Filter:
    """The filter in `{"reports": [ids], "places": [names], "years": [numbers]}`.

    Each key may be left out; None is the filter that admits every report.

    Raises:
        UsageError: It is anything else.
    """
    if raw is None:
        return Filter()
    if not isinstance(raw, dict) or not set(raw) <= set(_KINDS):
        raise _unusable()
    reports, places, years = (raw.get(kind, []) for kind in _KINDS)
    return Filter(
        report_ids=frozenset(_names(reports)),
        places=frozenset(_names(places)),
        years=frozenset(_years(years)),
    )


def _names(values: Any) -> list[str]:
    names = [value for value in _listed(values) if isinstance(value, str)]
    if len(names) < len(values) or any(len(name) > _LONGEST_NAME for name in names):
        raise _unusable()
    return names


def _years(values: Any) -> list[int]:
    years = [value for value in _listed(values) if type(value) is int]  # true is no year
    if len(years) < len(values) or any(not 0 < year < 10_000 for year in years):
        raise _unusable()
    return years


def _listed(values: Any) -> list[Any]:
    if not isinstance(values, list) or len(values) > _MOST_NAMED:
        raise _unusable()
    return values


def _unusable() -> UsageError:
    return UsageError("筛选条件读不懂：应是报告、地点和年份的列表。请刷新本页后再试。")
