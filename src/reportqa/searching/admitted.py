"""The reports that a filter admits, and what every question needs to know of them all.

`agreement.reports_meant` looks at one report after another, which takes longer than the search
itself where there are ten thousand. Its answer depends on a report's place, and on its kind and
years; so it is asked once for each place and once for each kind and years, and the two are put
together.
"""

import re
from collections.abc import Hashable, Sequence
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from reportqa.index import Index
from reportqa.normalising import normalise
from reportqa.searching.agreement import recency, reports_meant
from reportqa.searching.coverage import covered_years
from reportqa.searching.scope import Scope
from reportqa.types import Filter, Report

_MOST_REMEMBERED = 32
# 2014年政府工作报告 names many.
_SHORTEST_TITLE = 12
_BLANK = re.compile(r"\s+")


class Admitted:
    """The reports of an index that a filter admits; all of them without one.

    `rows` tells of each row of the index whether it belongs to one of them.
    """

    def __init__(self, index: Index, only: Filter | None) -> None:
        at = [at for at, report in enumerate(index.reports) if only is None or only.admits(report)]
        self.reports: Sequence[Report] = [index.reports[position] for position in at]
        self._at = np.array(at, np.int64)
        self._owners = index.owners
        self._size = len(index.reports)
        self._places = _Alike(self.reports, [report.place for report in self.reports])
        self._times = _Alike(
            self.reports,
            [(report.kind, report.year, covered_years(report)) for report in self.reports],
        )
        self.rows = self._rows(np.ones(len(at), np.bool_))

    @cached_property
    def telling(self) -> Sequence[Report]:
        """One report at least of each place, and of each kind and years: enough for a scope."""
        told = {*self._places.first, *self._times.first, *range(min(2, len(self.reports)))}
        return [self.reports[at] for at in sorted(told)]

    @cached_property
    def recency(self) -> dict[str, float]:
        """What `agreement.recency` gives for these reports."""
        return recency(self.reports)

    @cached_property
    def titles(self) -> dict[str, frozenset[str]]:
        """The ids of the reports of each title long enough to name one, longest titles first.

        People leave out who gave it: 关于加快修路的通知.
        """
        ids: dict[str, set[str]] = {}
        for report in self.reports:
            title = _BLANK.sub("", normalise(report.title))
            for name in {title, title[max(0, title.find("关于")) :]}:
                if len(name) >= _SHORTEST_TITLE:
                    ids.setdefault(name, set()).add(report.id)
        return {title: frozenset(ids[title]) for title in sorted(ids, key=len, reverse=True)}

    def meant(self, scope: Scope) -> NDArray[np.bool_] | None:
        """The rows of the reports that a question means; None if it means all, or none is meant."""
        meant = self._places.holding(
            reports_meant(Scope(places=scope.places), self._places.examples)
        )
        timely = Scope(years=scope.years, report_years=scope.report_years)
        meant &= self._times.holding(reports_meant(timely, self._times.examples))
        return self._rows(meant) if 0 < np.count_nonzero(meant) < len(meant) else None

    def _rows(self, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """From a choice among these reports to one among the rows of the index."""
        reports = np.zeros(self._size + 1, np.bool_)  # the last stands for reports that have left
        reports[self._at] = chosen
        return reports[self._owners]


class _Alike:
    """Reports grouped by what counts; `first` are the positions of the first of each group."""

    def __init__(self, reports: Sequence[Report], keys: Sequence[Hashable]) -> None:
        groups: dict[Hashable, int] = {}
        self._group = np.array([groups.setdefault(key, len(groups)) for key in keys], np.int64)
        self.first: list[int] = np.unique(self._group, return_index=True)[1].tolist()
        self.examples = [reports[at] for at in self.first]

    def holding(self, examples: Sequence[Report]) -> NDArray[np.bool_]:
        """Of each report whether the example of its group is among these."""
        ids = {report.id for report in examples}
        chosen = np.array([example.id in ids for example in self.examples], np.bool_)
        return chosen[self._group]


_REMEMBERED: "WeakKeyDictionary[Index, dict[Filter | None, Admitted]]" = WeakKeyDictionary()


def admitted(index: Index, only: Filter | None) -> Admitted:
    """The reports of an index that a filter admits, remembered as long as the index is open."""
    known = _REMEMBERED.setdefault(index, {})
    found = known.get(only)
    if found is None:
        if len(known) >= _MOST_REMEMBERED:
            known.clear()
        found = known[only] = Admitted(index, only)
    return found
