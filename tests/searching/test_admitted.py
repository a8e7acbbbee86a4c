"""Asked once for each kind of report, or once for each report: the answer is the same."""

from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportqa.index import Index
from reportqa.searching.admitted import Admitted, admitted
from reportqa.searching.agreement import recency, reports_meant
from reportqa.searching.scope import Scope, scope_of
from reportqa.types import Filter, Report

_YEARS = st.one_of(st.none(), st.integers(2018, 2021))
_PLACES = ("云溪市", "金华市", "海拉尔区")
_NAMED = st.lists(st.integers(2018, 2021), max_size=2).map(tuple)


@st.composite
def _libraries(draw: st.DrawFn) -> Any:
    """As much of an index as matters here: reports, and rows whose owners are any of them."""
    known = st.tuples(
        st.one_of(st.none(), st.sampled_from(_PLACES)),
        st.sampled_from(["政府工作报告", None]),
        _YEARS,
        _YEARS,
    )
    reports = tuple(
        Report(f"{at}", "", None, year, f"{at}", "", "", (), (), place, kind, None, plan)
        for at, (place, kind, year, plan) in enumerate(draw(st.lists(known, max_size=8)))
    )
    owners = draw(st.lists(st.integers(-1, len(reports) - 1), max_size=20))
    return SimpleNamespace(reports=reports, owners=np.array(owners, np.int32))


_FILTERS = st.one_of(
    st.none(),
    st.builds(
        Filter,
        places=st.frozensets(st.sampled_from(_PLACES), max_size=2),
        years=st.frozensets(st.integers(2018, 2021), max_size=2),
    ),
)
_SCOPES = st.builds(
    Scope,
    years=_NAMED,
    report_years=_NAMED,
    places=st.lists(st.sampled_from(_PLACES), max_size=2).map(tuple),
)


@given(_libraries(), _FILTERS, _SCOPES)
def test_the_reports_meant_are_those_that_one_look_at_each_finds(
    library: Any, only: Filter | None, scope: Scope
) -> None:
    known = Admitted(library, only)
    reports = [report for report in library.reports if only is None or only.admits(report)]
    assert known.reports == reports

    def rows(chosen: list[Report]) -> list[bool]:
        ids = {report.id for report in chosen}
        return [at >= 0 and library.reports[at].id in ids for at in library.owners.tolist()]

    assert known.rows.tolist() == rows(reports)
    meant = reports_meant(scope, reports)
    found = known.meant(scope)
    if 0 < len(meant) < len(reports):
        assert found is not None
        assert found.tolist() == rows(meant)
    else:
        assert found is None
    assert known.recency == recency(reports)


@given(
    _libraries(),
    st.sampled_from(
        ["2019年云溪市的目标", "“十三五”期间增长多少", "海拉尔去年", "乌鲁木齐市有多少", "多少人"]
    ),
)
def test_the_telling_reports_are_enough_to_read_a_scope(library: Any, question: str) -> None:
    known = Admitted(library, None)
    assert scope_of(question, known.telling) == scope_of(question, library.reports)


def test_what_a_filter_admits_is_remembered(toy_index: Index) -> None:
    only = Filter(years=frozenset({2021}))
    assert admitted(toy_index, only) is admitted(toy_index, Filter(years=frozenset({2021})))
    assert admitted(toy_index, None) is not admitted(toy_index, only)
    for year in range(100):
        admitted(toy_index, Filter(years=frozenset({year})))
    assert len(admitted(toy_index, None).reports) == 3
