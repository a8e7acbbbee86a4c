import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportqa.config import Settings
from reportqa.errors import IndexDamaged, IndexForeign
from reportqa.index.manifest import (
    FORMAT_VERSION,
    NAME,
    FileEntry,
    Manifest,
    SegmentEntry,
    SourceEntry,
)
from reportqa.index.manifest import describe_file as describe

_MANIFEST = Manifest(
    created="2026-01-01T08:00:00+00:00",
    model="builtin",
    identity="toy@1",
    dimension=62,
    settings=Settings(chunk_size_characters=150, keyword_weight=0.25, kept_generations=2),
    chunks=5,
    characters=420,
    segments=(SegmentEntry("segment-0", 1, 5),),
    sources=(
        SourceEntry(
            "法治/2021.txt",
            "ab" * 32,
            "",
            1,
            "0123456789ab",
            5,
            420,
            "云溪市",
            "ef" * 32,
            "segment-0",
        ),
    ),
    files={"a.npy": FileEntry(3, "cd" * 32)},
)


def _change(folder: Path, **values: Any) -> None:
    path = folder / NAME
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | values), encoding="utf-8")


def test_a_manifest_reads_back_as_written(tmp_path: Path) -> None:
    _MANIFEST.write(tmp_path)
    assert Manifest.read(tmp_path) == _MANIFEST


def test_it_says_what_the_contract_asks_for(tmp_path: Path) -> None:
    _MANIFEST.write(tmp_path)
    content = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))
    assert content["format_version"] == FORMAT_VERSION
    assert content["model"] == {"name": "builtin", "identity": "toy@1", "dimension": 62}
    assert content["counts"] == {"reports": 1, "chunks": 5, "characters": 420}
    assert content["files"] == {"a.npy": {"bytes": 3, "sha256": "cd" * 32}}
    assert content["sources"][0]["sha256"] == "ab" * 32
    assert Settings.from_dict(content["settings"]) == _MANIFEST.settings


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"7", b"{}", b'{"format_version"', b"\xff\xfe", b"[" * 100_000],
)
def test_what_is_no_manifest_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(IndexDamaged, match="清单缺失或已损坏。请运行 reportqa build 重建索引。"):
        Manifest.read(tmp_path)


def test_no_manifest_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="reportqa build"):
        Manifest.read(tmp_path)


@pytest.mark.parametrize("version", [0, FORMAT_VERSION + 1, "1", None])
def test_another_format_version_is_foreign(tmp_path: Path, version: Any) -> None:
    _MANIFEST.write(tmp_path)
    _change(tmp_path, format_version=version)
    with pytest.raises(
        IndexForeign,
        match=f"第 {version} 版，本程序需要第 {FORMAT_VERSION} 版。请运行 reportqa build",
    ):
        Manifest.read(tmp_path)


@pytest.mark.parametrize(
    "values",
    [
        {"created": "2026-01-02T08:00:00+00:00"},
        {"counts": {"reports": 1, "chunks": 6, "characters": 420}},
        {"settings": {"keyword_weight": 0.75}},
        {"files": {}},
        {"sources": []},
        {"checksum": None},
        {"more": 1},
    ],
)
def test_any_altered_value_is_damage(tmp_path: Path, values: dict[str, Any]) -> None:
    _MANIFEST.write(tmp_path)
    _change(tmp_path, **values)
    with pytest.raises(IndexDamaged, match="清单已被改动。请运行 reportqa build 重建索引。"):
        Manifest.read(tmp_path)


def test_files_are_checked_by_size_and_content(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    path.write_bytes(b"abc")
    manifest = replace(_MANIFEST, files={"a.npy": describe(path)})
    manifest.check_files(tmp_path)
    for content in (b"", b"ab", b"abd", b"abcd"):
        path.write_bytes(content)
        with pytest.raises(
            IndexDamaged, match=r"a\.npy：索引文件与清单的校验值不符.*reportqa build"
        ):
            manifest.check_files(tmp_path)
    path.unlink()
    with pytest.raises(IndexDamaged, match=r"a\.npy：索引文件缺失。请运行 reportqa build"):
        manifest.check_files(tmp_path)


def test_a_file_that_cannot_be_read_is_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.npy"
    path.write_bytes(b"abc")
    manifest = replace(_MANIFEST, files={"a.npy": describe(path)})

    def broken(*_: Any) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("hashlib.file_digest", broken)
    with pytest.raises(IndexDamaged, match=r"读不出来（磁盘读写出错）。请运行 reportqa build"):
        manifest.check_files(tmp_path)
