"""What an index holds, told without its model."""

import shutil
from pathlib import Path

import pytest

from reportqa.errors import IndexDamaged, IndexMissing, UsageError
from reportqa.index import Index
from reportqa.index.building import build
from reportqa.index.generations import current
from reportqa.index.holding import Holding, holding_of, holdings
from reportqa.index.manifest import Manifest
from toys import REPORTS, ToyEncoder, write_reports


@pytest.fixture
def index(tmp_path: Path) -> Path:
    build([write_reports(tmp_path)], tmp_path / "index", encoder=ToyEncoder())
    return tmp_path / "index"


def test_every_report_is_told_with_its_entry_and_original(index: Path) -> None:
    held = holdings(str(index))
    opened = Index.load(index, encoder=ToyEncoder())
    assert [item.report for item in held] == list(opened.reports)
    assert [item.entry for item in held] == list(opened.manifest.sources)
    for item in held:
        assert item.original
        assert item.original.read_text("utf-8") == REPORTS[item.report.source]
    assert holding_of(index, "法治/2021.txt") == held[1]


def test_an_original_that_is_gone_is_none(index: Path) -> None:
    original = holdings(index)[0].original
    assert original
    original.unlink()
    first: Holding = holdings(index)[0]
    assert first.original is None


def test_an_unknown_source_is_told(index: Path) -> None:
    with pytest.raises(UsageError, match=r"索引里没有 2021\.txt。可用 reportqa list"):
        holding_of(index, "2021.txt")


def test_no_index_and_a_damaged_one_are_told(index: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        holdings(tmp_path / "没有")
    reports = current(index) / "segment-0/reports.jsonl"
    reports.write_text("{}\n", encoding="utf-8")
    with pytest.raises(IndexDamaged, match="校验值不符"):
        holdings(index)


def test_a_generation_that_is_cleaned_away_meanwhile_gives_way_to_the_next(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = Manifest.check_files
    first = current(index)

    def cleaned_away_meanwhile(manifest: Manifest, generation: Path) -> None:
        if first.exists():
            monkeypatch.undo()
            (tmp_path / "reports/新.txt").write_text("一份新的报告。\n", encoding="utf-8")
            build([tmp_path / "reports"], index, encoder=ToyEncoder())
            shutil.rmtree(first)
        check(manifest, generation)

    monkeypatch.setattr(Manifest, "check_files", cleaned_away_meanwhile)
    assert {item.report.source for item in holdings(index)} == {*REPORTS, "新.txt"}


def test_what_the_manifest_vouches_for_but_cannot_be_read_is_damage(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Manifest, "check_files", lambda *_: None)
    for content in ("", "{}\n", "[]\n", "x"):
        (current(index) / "segment-0/reports.jsonl").write_text(content, encoding="utf-8")
        with pytest.raises(IndexDamaged, match=r"索引打不开（.*）。请运行 reportqa build"):
            holdings(index)
