"""Pages: from the offsets where they begin to citations and the index."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportqa.citing import cite
from reportqa.index.stored import read_reports, write_reports
from reportqa.reading import SourceFile, read_report
from reportqa.types import Report


@pytest.fixture
def report(tmp_path: Path) -> Report:
    path = tmp_path / "云溪2021.txt"
    path.write_text("第一页。\n第二页接着说到\n第四页。\n", encoding="utf-8")
    return replace(read_report(SourceFile(path, path.name)), pages=(0, 5, 13, 13, 18))


@pytest.mark.parametrize(
    ("offset", "page"), [(0, 1), (4, 1), (5, 2), (12, 2), (13, 4), (17, 4), (18, 5)]
)
def test_an_offset_has_its_page(report: Report, offset: int, page: int) -> None:
    assert report.page_at(offset) == page


def test_a_source_without_pages_has_none(report: Report) -> None:
    assert replace(report, pages=()).page_at(3) is None


def test_a_citation_names_the_page_it_begins_on(report: Report) -> None:
    cited = cite(report, 5, 17)
    assert (cited.page, cited.label) == (2, "《云溪2021》第2段（第2页）")
    without = cite(replace(report, pages=()), 5, 17)
    assert (without.page, without.label) == (None, "《云溪2021》第2段")


def test_the_index_keeps_pages(report: Report, tmp_path: Path) -> None:
    reports = [report, replace(report, id="0", pages=())]
    write_reports(tmp_path, reports)
    assert read_reports(tmp_path) == tuple(reports)
