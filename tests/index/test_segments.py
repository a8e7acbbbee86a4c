"""An index of many segments, some of whose reports have left, is searched like one made at once."""

import shutil
from pathlib import Path

import pytest

from reportqa.errors import IndexDamaged
from reportqa.index import Index, manifest, segments
from reportqa.index.building import add, build, remove
from reportqa.index.examining import doctor
from reportqa.index.generations import current
from reportqa.index.segments import divided, stays
from reportqa.index.stored import StoredReport
from reportqa.searching import search
from reportqa.types import Report
from toys import HEADERS, REPORTS, ToyEncoder, write_reports

_QUESTIONS = (
    "受理行政复议案件多少件？",
    "今日水位多少米",
    "数据集团由谁组建",
    "2021年法治宣传",
    "water",
)


@pytest.fixture(autouse=True)
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments that settle, and end, at a few chunks."""
    monkeypatch.setattr(segments, "SETTLED_CHUNKS", 4)
    monkeypatch.setattr(segments, "MOST_CHUNKS", 8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports and their index, and twenty more to add."""
    build([write_reports(tmp_path)], tmp_path / "index", encoder=ToyEncoder())
    (tmp_path / "more").mkdir()
    for number in range(20):
        text = f"云溪市{2000 + number}年记录。\n受理行政复议案件{number}件。今日水位{number}.5米。"
        (tmp_path / "more" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def _index(folder: Path, name: str = "index") -> Index:
    return Index.load(folder / name, encoder=ToyEncoder())


def _add(folder: Path, *numbers: int) -> ToyEncoder:
    encoder = ToyEncoder()
    paths = [folder / "more" / f"{number:02}.txt" for number in numbers]
    add(paths, folder / "index", encoder=encoder)
    return encoder


def _found(index: Index) -> list[list[tuple[str, int, float, float, float]]]:
    return [
        [
            (
                index.report(hit.chunk.report_id).source,
                hit.chunk.start,
                round(hit.scores.fused, 3),
                round(hit.scores.dense, 4),
                round(hit.scores.keyword, 4),
            )
            for hit in search(index, question, 10)
        ]
        for question in _QUESTIONS
    ]


def test_whatever_came_and_went_the_answers_are_those_of_a_fresh_index(folder: Path) -> None:
    for number in range(0, 20, 2):
        assert len(_add(folder, number, number + 1).passages) == 4  # titles and chunks
    (folder / "more" / "03.txt").write_text("改过的第三份。水位下降。", encoding="utf-8")
    _add(folder, 3)
    remove(["05.txt", "法治/2021.txt"], folder / "index", encoder=ToyEncoder())
    shutil.copytree(folder / "more", folder / "all")
    shutil.copytree(folder / "reports", folder / "all", dirs_exist_ok=True)
    (folder / "all" / "05.txt").unlink()
    (folder / "all" / "法治/2021.txt").unlink()
    build([folder / "all"], folder / "fresh", encoder=ToyEncoder(), fresh=True)
    grown, fresh = _index(folder), _index(folder, "fresh")
    assert len(grown.segments) > 3
    assert grown.reports == fresh.reports
    assert set(grown.chunks) == set(fresh.chunks)
    assert len(grown.chunks) == grown.manifest.chunks == len(fresh.chunks)
    assert _found(grown) == _found(fresh)
    assert doctor(folder / "index", encoder=ToyEncoder()) == []
    build([folder / "all"], folder / "index", encoder=(encoder := ToyEncoder()))
    assert encoder.passages == []
    assert _found(_index(folder)) == _found(fresh)


def test_a_settled_segment_is_shared_and_a_small_one_written_anew(folder: Path) -> None:
    before = current(folder / "index")
    settled = [entry.name for entry in _index(folder).manifest.segments if entry.chunks >= 4]
    encoder = _add(folder, 1)
    after = current(folder / "index")
    assert len(encoder.passages) == 2  # its title and its one chunk
    assert settled
    for name in settled:
        for path in (before / name).rglob("*.*"):
            assert path.samefile(after / path.relative_to(before))
    added = _index(folder).manifest.segments[-1]
    assert not (before / added.name).exists() or added.name not in settled


def test_a_disk_without_hard_links_gets_copies(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", unsupported)
    _add(folder, 1)
    assert doctor(folder / "index", encoder=ToyEncoder()) == []
    assert len(_index(folder).reports) == 4


def test_a_segment_that_is_mostly_gone_is_written_anew(folder: Path) -> None:
    _add(folder, *range(4))
    _add(folder, *range(4, 8))
    remove([f"{number:02}.txt" for number in range(3)], folder / "index", encoder=ToyEncoder())
    index = _index(folder)
    for entry in index.manifest.segments:
        in_use = sum(s.chunks for s in index.manifest.sources if s.segment == entry.name)
        assert in_use == entry.chunks or stays(entry.chunks, in_use)
    assert doctor(folder / "index", encoder=ToyEncoder()) == []


def test_large_files_are_checked_whole_by_builds_and_the_doctor(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "CHECKED_BYTES", 0)
    vectors = current(folder / "index") / "segment-0/vectors.faiss"
    content = bytearray(vectors.read_bytes())
    vectors.write_bytes(content[:-1])
    with pytest.raises(IndexDamaged, match="校验值不符"):
        _index(folder)
    content[-1] ^= 1
    vectors.write_bytes(content)
    _index(folder)
    with pytest.raises(IndexDamaged, match="校验值不符"):
        Index.load(folder / "index", encoder=ToyEncoder(), whole=True)
    assert [item.where for item in doctor(folder / "index", encoder=ToyEncoder())] == [vectors]
    build([folder / "reports"], folder / "index", encoder=(encoder := ToyEncoder()))
    assert len(encoder.passages) == 10 + HEADERS
    assert [item for item in doctor(folder / "index", encoder=ToyEncoder()) if item.is_error] == []


def test_reports_are_divided_over_segments_in_order() -> None:
    assert list(divided([3, 3, 3, 20, 1])) == [slice(0, 2), slice(2, 3), slice(3, 4), slice(4, 5)]
    assert list(divided([])) == []


def test_a_stored_report_is_the_report_that_was_stored(folder: Path) -> None:
    report = _index(folder).reports[1]
    assert isinstance(report, StoredReport)
    plain = report.in_memory()
    assert type(plain) is Report
    assert (report == plain, plain == report, hash(report) == hash(plain)) == (True, True, True)
    assert report != _index(folder).reports[0]
    assert report != "报告"
    assert report.text == REPORTS[report.source]
