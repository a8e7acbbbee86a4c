"""The doctor finds whatever does not agree, and the command it names mends it."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportqa.errors import IndexMissing, ModelError
from reportqa.index import examining
from reportqa.index.building import build
from reportqa.index.examining import Finding, doctor
from reportqa.index.generations import current, generations, locked
from reportqa.index.manifest import FORMAT_VERSION, Manifest
from reportqa.index.upkeep import rollback
from toys import REPORTS, ToyEncoder

_DATA, _LAW, _NOTES = REPORTS
_SEGMENT = "segment-0"


@pytest.fixture
def folder(built_twice: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built_twice, tmp_path / "whole")


def _doctor(folder: Path) -> list[Finding]:
    return doctor(folder / "index", encoder=ToyEncoder())


def _mend(folder: Path) -> None:
    build([folder / "reports"], folder / "index", encoder=ToyEncoder())


def test_a_whole_index_has_no_findings(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert _doctor(folder) == []
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_a_chunk_of_a_separator_that_word_writes_is_not_blank(folder: Path) -> None:
    text = f"云溪市工作报告\n一、主要成效\n\x1f\n二、存在的问题\n{REPORTS[_NOTES] * 9}\n"
    (folder / "reports" / "分隔.txt").write_text(text, encoding="utf-8")
    _mend(folder)
    assert _doctor(folder) == []


def test_no_index_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        doctor(tmp_path / "index", encoder=ToyEncoder())


@pytest.mark.parametrize("pointer", [None, "gone\n"])
def test_a_lost_pointer_names_the_generation_to_go_back_to(
    folder: Path, pointer: str | None
) -> None:
    newest = generations(folder / "index")[-1].name
    (folder / "index/current").unlink()
    if pointer:
        (folder / "index/current").write_text(pointer, encoding="utf-8")
    (found,) = _doctor(folder)
    assert found.is_error
    assert found.where == folder / "index"
    assert found.mend == f"reportqa rollback {newest}"
    shutil.rmtree(folder / "index/generations")
    if pointer:
        (found,) = _doctor(folder)
        assert (found.is_error, found.mend) == (True, "reportqa build")


@pytest.mark.parametrize("file", ["reports.jsonl", "chunks.npy", "vectors.faiss"])
def test_a_changed_or_missing_file_is_an_error_that_a_build_mends(folder: Path, file: str) -> None:
    live, name = current(folder / "index"), f"{_SEGMENT}/{file}"
    content = (live / name).read_bytes()
    problem = "与清单的校验值不符，可能写了一半或被改动"
    for changed in (content + b"x", b""):
        (live / name).write_bytes(changed)
        first, *_ = _doctor(folder)
        assert first == Finding(True, live / name, problem, "reportqa build")
    (live / name).unlink()
    assert _doctor(folder) == [Finding(True, live / name, "文件缺失", "reportqa build")]
    _mend(folder)
    assert [finding for finding in _doctor(folder) if finding.is_error] == []


def test_a_live_generation_that_is_not_whole_is_passed_over(folder: Path) -> None:
    old, live = generations(folder / "index")
    (live / "manifest.json").unlink()
    first, second = _doctor(folder)
    mend = f"reportqa rollback {old.name}"
    assert first == Finding(True, folder / "index", f"{live}：索引不完整", mend)
    assert (second.is_error, second.where) == (False, live)
    assert rollback(folder / "index") == old.name
    assert [finding.where for finding in _doctor(folder)] == [live]


def test_an_unknown_file_is_told(folder: Path) -> None:
    path = current(folder / "index") / "笔记.txt"
    path.write_text("", encoding="utf-8")
    assert _doctor(folder) == [Finding(False, path, "清单里没有这个文件", "删除这个文件")]


def test_another_model_is_an_error(folder: Path) -> None:
    (found,) = doctor(folder / "index", encoder=ToyEncoder("toy@2"))
    assert (found.is_error, found.mend) == (True, "用 --model 指定原来的模型，或 reportqa build")
    assert found.problem == "由模型 toy@1 建成，现在的模型是 toy@2"


def test_a_model_that_is_gone_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(model: str, **_: Any) -> None:
        raise ModelError(f"{model}：没有这个模型。")

    monkeypatch.setattr(examining, "load_encoder", gone)
    (found,) = doctor(folder / "index", "别的模型")
    assert (found.is_error, found.problem) == (True, "别的模型：没有这个模型。")


def test_reports_that_an_older_version_read_are_told(folder: Path) -> None:
    live = current(folder / "index")
    first, *others = Manifest.read(live).sources
    older = replace(first, reader_version=first.reader_version - 1)
    replace(Manifest.read(live), sources=(older, *others)).write(live)
    (finding,) = _doctor(folder)
    assert (finding.is_error, finding.where, finding.mend) == (False, live, "reportqa build")
    assert "有 1 份报告是旧版本读入的" in finding.problem
    _mend(folder)
    assert _doctor(folder) == []


def test_originals_are_looked_at(folder: Path) -> None:
    by_source = {
        entry.source: folder / "index/originals" / f"{entry.sha256}.txt"
        for entry in Manifest.read(current(folder / "index")).sources
    }
    by_source[_DATA].unlink()
    by_source[_NOTES].write_text("改动", encoding="utf-8")
    assert _doctor(folder) == [
        Finding(True, by_source[_DATA], f"{_DATA} 的原文件不在了", "reportqa build"),
        Finding(True, by_source[_NOTES], f"{_NOTES} 的原文件被改动了", "reportqa build"),
    ]
    _mend(folder)
    assert _doctor(folder) == []


def test_a_damaged_old_generation_is_told_but_no_error(folder: Path) -> None:
    old, live = generations(folder / "index")
    assert live == current(folder / "index")
    (old / "segment-0/vectors.faiss").write_bytes(b"")
    problem = "这一代旧索引不完整，不能回退到它"
    assert _doctor(folder) == [Finding(False, old, problem, "删除这个目录")]


def test_leftovers_of_killed_builds_are_told_and_cleaned(folder: Path) -> None:
    index = folder / "index"
    (index / "generations/.tmp-dead").mkdir()
    (index / ".tmp-current").write_text("", encoding="utf-8")
    (index / "originals/.tmp-x.txt").write_text("", encoding="utf-8")
    (index / f"originals/{'0' * 64}.txt").write_text("", encoding="utf-8")
    found = _doctor(folder)
    assert [finding.where.relative_to(index).as_posix() for finding in found] == [
        ".tmp-current",
        "generations/.tmp-dead",
        "originals/.tmp-x.txt",
        f"originals/{'0' * 64}.txt",
    ]
    assert {(finding.is_error, finding.mend) for finding in found} == {
        (False, "reportqa build（会清理）")
    }
    _mend(folder)
    assert _doctor(folder) == []


def test_what_a_build_under_way_has_written_is_no_leftover(folder: Path) -> None:
    with locked(folder / "index"):
        (folder / "index/generations/.tmp-now").mkdir()
        (folder / "index/originals/.tmp-now.txt").write_text("", encoding="utf-8")
        assert _doctor(folder) == []


def test_a_manifest_that_cannot_be_read_is_told_once(folder: Path) -> None:
    path = current(folder / "index") / "manifest.json"
    path.write_text("{", encoding="utf-8")
    assert _doctor(folder) == [Finding(True, path, "清单缺失或已损坏", "reportqa build")]


def test_an_old_format_is_an_error(folder: Path) -> None:
    path = current(folder / "index") / "manifest.json"
    content = json.loads(path.read_text("utf-8")) | {"format_version": 0}
    path.write_text(json.dumps(content), encoding="utf-8")
    (found,) = _doctor(folder)
    problem = f"索引格式是第 0 版，本程序需要第 {FORMAT_VERSION} 版"
    assert found == Finding(True, path, problem, "reportqa build")


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
def test_a_read_only_index_can_be_examined(folder: Path) -> None:
    paths = [folder / "index", *(folder / "index").rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert _doctor(folder) == []
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
