"""Files and sidecars that cannot be read leave the reports of an index as they were."""

from pathlib import Path

import pytest

from reportqa.errors import NoneRead
from reportqa.index import Index
from reportqa.index.building import add, build
from reportqa.index.examining import doctor
from reportqa.index.generations import current, generations
from toys import REPORTS, ToyEncoder, write_reports

*_, _NOTES = REPORTS
_NEW_TEXT = "新增的一份。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports and their index, and a file `new/新.txt` to add."""
    build([write_reports(tmp_path)], tmp_path / "index", encoder=ToyEncoder())
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "新.txt").write_text(_NEW_TEXT, encoding="utf-8")
    return tmp_path


def _texts(folder: Path) -> dict[str, str]:
    index = Index.load(folder / "index", encoder=ToyEncoder())
    return {report.source: report.text for report in index.reports}


@pytest.mark.parametrize("fresh", [False, True])
def test_a_report_with_a_slip_in_its_corrections_stays_as_it_was(
    folder: Path, toy_encoder: ToyEncoder, fresh: bool
) -> None:
    before = current(folder / "index")
    (folder / "reports" / f"{_NOTES}.toml").write_text('year = "2013"', encoding="utf-8")
    (folder / "reports" / "新.txt").write_text(_NEW_TEXT, encoding="utf-8")
    (folder / "reports" / "新.txt.toml").write_text("place = 云溪市", encoding="utf-8")
    result = build([folder / "reports"], folder / "index", encoder=toy_encoder, fresh=fresh)
    assert list(result.failed) == ["新.txt", _NOTES]
    assert result.failed[_NOTES].endswith("请改正。索引里仍是这份报告原来的样子。")
    assert result.failed["新.txt"].endswith("这份报告没有收入索引。")
    assert (result.added, result.changed, result.removed) == ((), (), ())
    assert _texts(folder) == REPORTS
    assert current(folder / "index") != before
    assert bool(toy_encoder.passages) == fresh
    assert doctor(folder / "index", encoder=ToyEncoder()) == []
    (folder / "reports" / f"{_NOTES}.toml").write_text("year = 2013", encoding="utf-8")
    result = build([folder / "reports" / _NOTES], folder / "index", encoder=ToyEncoder())
    assert (result.changed, result.failed, result.embedded) == ((_NOTES,), {}, 1)


@pytest.mark.parametrize("fresh", [False, True])
def test_a_report_whose_file_cannot_be_opened_stays_as_it_was(
    folder: Path, toy_encoder: ToyEncoder, fresh: bool
) -> None:
    before = current(folder / "index")
    for name in (_NOTES, "新.txt"):
        (folder / "reports" / name).unlink(missing_ok=True)
        (folder / "reports" / name).symlink_to(f"缺失/{name}")
    result = build([folder / "reports"], folder / "index", encoder=toy_encoder, fresh=fresh)
    assert list(result.failed) == ["新.txt", _NOTES]
    assert result.failed[_NOTES].endswith("或不收录它。索引里仍是这份报告原来的样子。")
    assert result.failed["新.txt"].endswith("这份报告没有收入索引。")
    assert (result.added, result.changed, result.removed) == ((), (), ())
    assert _texts(folder) == REPORTS
    assert current(folder / "index") != before
    assert bool(toy_encoder.passages) == fresh
    assert doctor(folder / "index", encoder=ToyEncoder()) == []
    (folder / "reports" / _NOTES).unlink()
    result = build([folder / "reports"], folder / "index", encoder=ToyEncoder())
    assert result.removed == (_NOTES,)


def test_a_bad_file_that_is_added_leaves_the_old_version(folder: Path) -> None:
    (folder / "new" / _NOTES).write_bytes(b"\x00\x01")
    result = add([folder / "new"], folder / "index", encoder=ToyEncoder())
    assert (result.added, list(result.failed), result.removed) == (("新.txt",), [_NOTES], ())
    assert _texts(folder) == {**REPORTS, "新.txt": _NEW_TEXT}


def test_files_none_of_which_can_be_read_make_no_generation(folder: Path) -> None:
    before = generations(folder / "index")
    (folder / "new" / _NOTES).write_bytes(b"\x00\x01")
    (folder / "new" / "新.txt").write_bytes(b"")
    with pytest.raises(NoneRead, match=r"^2 个文件都读不出来，第一个是：\S*新\.txt：") as caught:
        add([folder / "new"], folder / "index", encoder=ToyEncoder())
    assert list(caught.value.failed) == ["新.txt", _NOTES]
    assert caught.value.failed[_NOTES].startswith(f"{folder / 'new' / _NOTES}：不是 UTF-8")
    (folder / "reports" / f"{_NOTES}.toml").write_text('year = "2013"', encoding="utf-8")
    for change in (build, add):
        with pytest.raises(NoneRead, match=r"请改正。索引里仍是这份报告原来的样子。$"):
            change([folder / "reports" / _NOTES], folder / "index", encoder=ToyEncoder())
    assert generations(folder / "index") == before
    assert _texts(folder) == REPORTS
