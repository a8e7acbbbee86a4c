"""The files that reports were read from are kept beside the index."""

from pathlib import Path

import pytest

from reportqa.index.building import add, build
from reportqa.index.examining import doctor
from reportqa.index.holding import holdings
from toys import REPORTS, ToyEncoder, write_reports

_DATA, _LAW, _NOTES = REPORTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports and their index, and an empty folder `new`."""
    build([write_reports(tmp_path)], tmp_path / "index", encoder=ToyEncoder())
    (tmp_path / "new").mkdir()
    return tmp_path


def test_originals_are_kept_byte_for_byte_and_mended(folder: Path) -> None:
    (path,) = (held.original for held in holdings(folder / "index") if held.report.source == _LAW)
    assert path
    path.write_text("半", encoding="utf-8")
    build([folder / "reports"], folder / "index", encoder=ToyEncoder())
    assert path.read_text(encoding="utf-8") == REPORTS[_LAW]


def test_sources_of_one_content_share_an_original(folder: Path) -> None:
    for number in range(12):
        (folder / f"new/同一份{number}.txt").write_text("同一份报告。", encoding="utf-8")
    added = add([folder / "new"], folder / "index", encoder=ToyEncoder()).added
    copies = {held.original for held in holdings(folder / "index") if held.report.source in added}
    same = {path for path in copies if path and path.read_text(encoding="utf-8") == "同一份报告。"}
    assert len(added) >= 12
    assert len(same) == 1
    assert doctor(folder / "index", encoder=ToyEncoder()) == []
