"""What a checksum does not give away: the doctor looks at whether what is held agrees."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reportqa.index import stored
from reportqa.index.building import build
from reportqa.index.examining import Finding, doctor
from reportqa.index.generations import current
from reportqa.index.keywords import Postings
from reportqa.index.manifest import Manifest, describe_file
from reportqa.index.segments import CHUNKS, KEYWORDS, VECTORS
from reportqa.index.vectors import read_faiss, write_exact
from reportqa.types import Report
from toys import REPORTS, ToyEncoder

_DATA = next(iter(REPORTS))
_SEGMENT = "segment-0"


@pytest.fixture
def folder(built_twice: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built_twice, tmp_path / "whole")


def _doctor(folder: Path) -> list[Finding]:
    return doctor(folder / "index", encoder=ToyEncoder())


def _vouch(live: Path, **values: Any) -> None:
    """Have the manifest vouch for the files as they are now."""
    manifest = Manifest.read(live)
    files = {name: describe_file(live / name) for name in manifest.files}
    replace(manifest, files=files, **values).write(live)


def _reports(live: Path) -> tuple[Report, ...]:
    return tuple(report.in_memory() for report in stored.read_reports(live / _SEGMENT))


def _change_reports(live: Path, change: Callable[[Report], Report]) -> None:
    first, *others = _reports(live)
    stored.write_reports(live / _SEGMENT, [change(first), *others])


def _change_chunks(live: Path, row: int, column: int, value: int) -> None:
    rows = np.load(live / _SEGMENT / CHUNKS)
    rows[row, column] = value
    np.save(live / _SEGMENT / CHUNKS, rows)


def _change_vectors(live: Path, change: Callable[[Any], Any]) -> None:
    vectors = read_faiss(live / _SEGMENT / VECTORS)
    changed = change(vectors.reconstruct_n(0, vectors.ntotal).copy())
    write_exact(live / _SEGMENT / VECTORS, changed)


def _change_keywords(live: Path, texts: list[str]) -> None:
    shutil.rmtree(live / _SEGMENT / KEYWORDS)
    Postings.build(texts).save(live / _SEGMENT / KEYWORDS)


def _with(vectors: Any, value: float) -> Any:
    vectors[3] *= value
    return vectors


def _section(report: Report, end: int) -> Report:
    first, *others = report.sections
    return replace(report, sections=(replace(first, end=end), *others))


_SIZE = len(REPORTS[_DATA])
_SPOILT: dict[str, tuple[Callable[[Path], None], str]] = {
    "a report less": (
        lambda live: stored.write_reports(live / _SEGMENT, _reports(live)[:2]),
        "报告与清单不符：清单有 3 份，实有 2 份",
    ),
    "a report twice": (
        lambda live: stored.write_reports(live / _SEGMENT, _reports(live) + _reports(live)),
        "有报告重名",
    ),
    "a shorter text": (
        lambda live: _change_reports(live, lambda r: replace(r, text=r.text[:-1])),
        f"{_DATA}：有 {_SIZE - 1} 字，清单说 {_SIZE} 字",
    ),
    "another id": (
        lambda live: _change_reports(live, lambda r: replace(r, id="x")),
        f"{_DATA}：编号与文件名不符",
    ),
    "a section beyond the text": (
        lambda live: _change_reports(live, lambda r: _section(r, end=_SIZE + 1)),
        f"{_DATA}：小节“一、总体情况”的位置超出正文（共 {_SIZE} 字）",
    ),
    "a section that ends before it begins": (
        lambda live: _change_reports(live, lambda r: _section(r, end=1)),
        f"{_DATA}：小节“一、总体情况”的位置超出正文",
    ),
    "sections out of order": (
        lambda live: _change_reports(live, lambda r: replace(r, sections=r.sections[::-1])),
        f"{_DATA}：小节的顺序不对",
    ),
    "a page beyond the text": (
        lambda live: _change_reports(live, lambda r: replace(r, pages=(0, _SIZE + 1))),
        f"{_DATA}：页码的位置不对",
    ),
    "pages out of order": (
        lambda live: _change_reports(live, lambda r: replace(r, pages=(5, 3))),
        f"{_DATA}：页码的位置不对",
    ),
    "a chunk of no report": (
        lambda live: _change_chunks(live, 0, 0, 3),
        "第 0 个段落属于第 3 份报告，没有这一份",
    ),
    "a chunk of the report before the first": (
        lambda live: _change_chunks(live, 0, 0, -1),
        "第 0 个段落属于第 -1 份报告，没有这一份",
    ),
    "a chunk of another report": (
        lambda live: _change_chunks(live, 0, 0, 1),
        f"{_DATA}：有 2 个段落，清单说 3 个",
    ),
    "a chunk beyond the text": (
        lambda live: _change_chunks(live, 2, 2, _SIZE + 1),
        f"–{_SIZE + 1} 超出正文（{_SIZE} 字）",
    ),
    "a chunk that begins before the text": (
        lambda live: _change_chunks(live, 0, 1, -5),
        f"{_DATA}：第 0 个段落 -5–",
    ),
    "a chunk of unknown kind": (
        lambda live: _change_chunks(live, 0, 3, 3),
        f"{_DATA}：第 0 个段落的计划标记是 3",
    ),
    "a chunk less": (
        lambda live: np.save(live / _SEGMENT / CHUNKS, np.load(live / _SEGMENT / CHUNKS)[:-1]),
        "段落有 9 个，清单说 10 个",
    ),
    "chunks of another shape": (
        lambda live: np.save(live / _SEGMENT / CHUNKS, np.load(live / _SEGMENT / CHUNKS)[:, :3]),
        "段落表的形状是 (10, 3)，应为 (段落数, 4)",
    ),
    "a vector less": (
        lambda live: _change_vectors(live, lambda vectors: vectors[:-1]),
        "向量有 9 个，段落有 10 个",
    ),
    "vectors of another dimension": (
        lambda live: _change_vectors(live, lambda vectors: vectors[:, :60].copy()),
        "向量是 60 维，模型是 62 维",
    ),
    "a vector that is too long": (
        lambda live: _change_vectors(live, lambda vectors: _with(vectors, 1.01)),
        "有 1 个向量的长度不是 1，或不是数",
    ),
    "a vector that is no number": (
        lambda live: _change_vectors(live, lambda vectors: _with(vectors, float("nan"))),
        "有 1 个向量的长度不是 1，或不是数",
    ),
    "vectors of other chunks": (
        lambda live: _change_vectors(live, lambda vectors: np.roll(vectors, 1, axis=0)),
        "抽查的 8 个向量中有 8 个与段落不符",
    ),
    "keywords of fewer texts": (
        lambda live: _change_keywords(live, ["甲"]),
        "关键词表有 1 个段落，清单说 10 个",
    ),
    "keywords of other texts": (
        lambda live: _change_keywords(live, ["甲"] * 10),
        "关键词与段落不一致",
    ),
}


@pytest.mark.parametrize("case", _SPOILT)
def test_what_a_checksum_does_not_give_away_is_found_and_mended(folder: Path, case: str) -> None:
    spoil, problem = _SPOILT[case]
    live = current(folder / "index")
    spoil(live)
    _vouch(live)
    found = _doctor(folder)
    assert all(finding.is_error for finding in found)
    assert {finding.mend for finding in found} == {"reportqa build --fresh"}
    assert [finding for finding in found if problem in finding.problem], found
    build([folder / "reports"], folder / "index", encoder=ToyEncoder(), fresh=True)
    assert not any(finding.is_error for finding in _doctor(folder))


def test_a_blank_chunk_is_found(folder: Path) -> None:
    live = current(folder / "index")
    _change_reports(live, lambda r: replace(r, text=" " * _SIZE))
    _vouch(live)
    problems = [finding.problem for finding in _doctor(folder)]
    assert any("个段落" in problem and "没有文字" in problem for problem in problems)


def test_files_that_are_vouched_for_but_no_such_thing_are_told_one_by_one(folder: Path) -> None:
    live = current(folder / "index")
    for path in live.rglob("*"):
        if path.is_file() and path.name != "manifest.json":
            path.write_bytes(b"x")
    _vouch(live)
    found = _doctor(folder)
    where = {finding.where.name for finding in found}
    assert {"reports.jsonl", "chunks.npy", "vectors.faiss", "keywords"} <= where
    assert all(finding.problem.startswith("打不开（") for finding in found)
