"""A damaged index is never searched, and one build mends it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportqa.answering import ask
from reportqa.errors import IndexDamaged
from reportqa.index import Index, examining
from reportqa.index.building import build
from reportqa.index.examining import Finding, doctor
from reportqa.index.generations import current, generations
from reportqa.index.segments import CHUNKS, VECTORS
from reportqa.index.upkeep import rollback
from toys import HEADERS, REPORTS, ToyEncoder, write_reports

_FILES = (
    "manifest.json",
    "segment-0/beginnings.npy",
    "segment-0/chunks.npy",
    "segment-0/keywords/counts.npy",
    "segment-0/keywords/docs.npy",
    "segment-0/keywords/frequencies.npy",
    "segment-0/keywords/keys.npy",
    "segment-0/keywords/lengths.npy",
    "segment-0/reports.jsonl",
    "segment-0/sections.jsonl",
    "segment-0/texts.txt",
    "segment-0/vectors.faiss",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with reports and their index, to be copied and damaged."""
    folder = tmp_path_factory.mktemp("whole")
    build([write_reports(folder)], folder / "index", encoder=ToyEncoder())
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "whole")
    return tmp_path / "whole"


def _delete(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _halve(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _cut_one_byte(path: Path) -> None:
    # The manifest ends in a line end, which it can do without.
    path.write_bytes(path.read_bytes().rstrip(b"\n")[:-1])


def _lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def _flip_a_digit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle] ^= 1
    path.write_bytes(content)


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _replace_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


_DAMAGES = (
    _delete,
    _empty,
    _halve,
    _cut_one_byte,
    _lengthen,
    _flip_a_digit,
    _zero,
    _replace_by_a_folder,
)


def test_these_are_the_files_of_a_generation(whole: Path) -> None:
    folder = current(whole / "index")
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == set(_FILES)


@pytest.mark.parametrize("damage", _DAMAGES)
@pytest.mark.parametrize("name", _FILES)
def test_any_damage_to_any_file_is_told_and_mended(
    whole: Path, tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    folder = tmp_path / "whole"
    shutil.copytree(whole, folder)
    damage(current(folder / "index") / name)
    with pytest.raises(IndexDamaged, match=r"请运行 reportqa build 重建索引。$") as told:
        Index.load(folder / "index", encoder=ToyEncoder())
    assert str(folder / "index") in str(told.value)
    assert "\n" not in str(told.value)
    encoder = ToyEncoder()
    result = build([folder / "reports"], folder / "index", encoder=encoder)
    assert result.embedded == result.chunks == len(encoder.passages) - HEADERS
    index = Index.load(folder / "index", encoder=encoder)
    assert {report.source: report.text for report in index.reports} == REPORTS
    assert ask(index, "受理行政复议案件多少件？").passages


@pytest.mark.filterwarnings("ignore")  # Python's own of what it reads
@pytest.mark.parametrize(("at", "byte"), [(8, 1), (21, 44), (61, 41), (71, 41)])
@pytest.mark.parametrize("name", [name for name in _FILES if name.endswith(".npy")])
def test_a_damaged_head_of_a_file_too_large_to_be_checked_is_told(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: int, byte: int
) -> None:
    monkeypatch.setattr("reportqa.index.manifest.CHECKED_BYTES", 0)
    shutil.copytree(whole / "index", tmp_path / "index")
    path = current(tmp_path / "index") / name
    content = bytearray(path.read_bytes())
    content[at] = byte
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"索引打不开（.*请运行 reportqa build 重建索引。$"):
        Index.load(tmp_path / "index", encoder=ToyEncoder())


def test_a_damaged_size_that_memory_does_not_suffice_for_is_told(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_memory(_: Path) -> None:
        raise MemoryError("std::bad_alloc")

    monkeypatch.setattr("reportqa.index.segments.read_faiss", without_memory)
    with pytest.raises(IndexDamaged, match="索引打不开（内存不够）"):
        Index.load(whole / "index", encoder=ToyEncoder())


def test_a_generation_that_is_gone_is_told_and_mended(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "whole")
    index = tmp_path / "whole" / "index"
    shutil.rmtree(current(index))
    with pytest.raises(IndexDamaged, match="索引不完整。请运行 reportqa build 重建索引。"):
        Index.load(index, encoder=ToyEncoder())
    build([tmp_path / "whole" / "reports"], index, encoder=ToyEncoder())
    assert len(Index.load(index, encoder=ToyEncoder()).reports) == 3


@pytest.mark.parametrize(("at", "byte"), [(8, 1), (21, 44), (22, 83), (71, 41)])
def test_a_damaged_head_is_told_and_not_gone_back_to(folder: Path, at: int, byte: int) -> None:
    build([folder / "reports"], folder / "index", encoder=ToyEncoder())
    old, live = generations(folder / "index")
    for generation in (old, live):
        path = generation / "segment-0" / CHUNKS
        content = bytearray(path.read_bytes())
        content[at] = byte
        path.write_bytes(content)
    first, second = doctor(folder / "index", encoder=ToyEncoder())
    problem = "与清单的校验值不符，可能写了一半或被改动"
    assert first == Finding(True, live / "segment-0" / CHUNKS, problem, "reportqa build")
    assert (second.is_error, second.where) == (False, old)
    with pytest.raises(IndexDamaged, match="这一代不完整"):
        rollback(folder / "index")


def test_what_a_checksum_gives_away_is_not_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = current(folder / "index") / "segment-0" / VECTORS
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    monkeypatch.setattr(examining, "read_faiss", lambda _: pytest.fail("opened"))
    assert [finding.where for finding in doctor(folder / "index", encoder=ToyEncoder())] == [path]


def test_a_manifest_that_cannot_be_read_is_an_error(folder: Path) -> None:
    live = current(folder / "index")
    (live / "manifest.json").write_text("{}", encoding="utf-8")
    (found,) = doctor(folder / "index", encoder=ToyEncoder())
    assert (found.is_error, found.where) == (True, live / "manifest.json")
    assert "清单缺失或已损坏" in found.problem
