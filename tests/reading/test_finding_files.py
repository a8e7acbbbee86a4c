"""Which files make an index, and under which names."""

import os
from pathlib import Path
from typing import Any

import pytest

from reportqa.errors import NotOpened, ReadError, UsageError
from reportqa.reading import SourceFile, find_files, read_report, report_id


def _write(path: Path, text: str = "正文。") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _sources(*paths: Path) -> list[str]:
    return [file.source for file in find_files(paths)]


def test_a_folder_gives_its_reports_by_relative_name_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "海拉尔/2014.txt", "a/c/d.TXT", "a.md"):
        _write(tmp_path / name)
    assert find_files([tmp_path]) == [
        SourceFile(tmp_path / name, name)
        for name in ("a.md", "a/c/d.TXT", "b.txt", "海拉尔/2014.txt")
    ]


def test_hidden_and_other_files_are_passed_over(tmp_path: Path) -> None:
    for name in (".a.txt", ".git/b.txt", "c/.d/e.txt", "f.exe", "g.txt~", "h", "i.txt"):
        _write(tmp_path / name)
    (tmp_path / "folder.txt").mkdir()
    assert _sources(tmp_path) == ["i.txt"]


def test_a_folder_that_is_apart_is_not_looked_into(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.txt", "b/index/d.txt", "index/e.txt"):
        _write(tmp_path / name)
    apart = tmp_path / "b" / ".." / "b" / "index"
    found = find_files([tmp_path], apart=apart)
    assert [file.source for file in found] == ["a.txt", "b/c.txt", "index/e.txt"]
    assert [file.source for file in find_files([apart], apart=apart)] == ["d.txt"]


def test_a_file_named_outright_goes_by_its_name(tmp_path: Path) -> None:
    path = _write(tmp_path / "深/处/报告.txt")
    assert find_files([path]) == [SourceFile(path, "报告.txt")]


def test_a_file_met_twice_counts_once(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt")
    (tmp_path / "link.txt").symlink_to(path)
    assert len(_sources(tmp_path, tmp_path, path, tmp_path / "." / "a.txt")) == 1


def test_one_name_in_two_folders_gets_the_folders_name_in_front(tmp_path: Path) -> None:
    for name in ("甲/2020.txt", "甲/2021.txt", "乙/2020.txt"):
        _write(tmp_path / name)
    assert _sources(tmp_path / "甲", tmp_path / "乙") == ["2021.txt", "乙/2020.txt", "甲/2020.txt"]


def test_two_files_that_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    for name in ("x/甲/2020.txt", "y/甲/2020.txt"):
        _write(tmp_path / name)
    with pytest.raises(UsageError, match=r"在索引中同名（甲/2020\.txt）。请改其中一个的文件名。"):
        find_files([tmp_path / "x/甲", tmp_path / "y/甲"])


def test_what_cannot_be_read_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"缺失：没有这个文件或目录。请检查路径。$"):
        find_files([tmp_path / "缺失"])
    with pytest.raises(UsageError, match=r"：目录里没有可读的报告（支持 \.txt"):
        find_files([tmp_path])
    with pytest.raises(UsageError, match=r"a\.exe：不支持这种文件（支持 \.txt"):
        find_files([_write(tmp_path / "a.exe")])
    with pytest.raises(UsageError, match=r"a\.ZIP：是压缩包，不能直接读取。请先解压，"):
        find_files([_write(tmp_path / "a.ZIP")])
    with pytest.raises(UsageError, match=r"a\.doc：不支持这种文件。请用 Word 或 WPS 另存为 \.docx"):
        find_files([_write(tmp_path / "a.doc")])
    with pytest.raises(UsageError, match=r"a\.ofd：不支持这种文件。请另存或导出为 PDF 后再试。$"):
        find_files([_write(tmp_path / "a.ofd")])
    with pytest.raises(UsageError, match=r"：打不开（名称太长）。请检查路径和权限。$"):
        find_files([tmp_path / ("长" * 300)])
    assert find_files([]) == []


def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _write(tmp_path / "锁住.txt")

    def denied(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(NotOpened, match=r"锁住\.txt：打不开（没有权限）。请检查文件权限"):
        read_report(SourceFile(path, "锁住.txt"))


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotOpened, match=r"没有\.txt：打不开（没有这个文件）。"):
        read_report(SourceFile(tmp_path / "没有.txt", "没有.txt"))


@pytest.mark.parametrize("leads_to", ["缺失.txt", "链接.txt"])
def test_a_link_that_leads_nowhere_is_told_of_when_it_is_read(
    tmp_path: Path, leads_to: str
) -> None:
    _write(tmp_path / "a.txt")
    for name in ("链接.txt", "链接.exe", "链接"):
        (tmp_path / name).symlink_to(leads_to)
    found, link = find_files([tmp_path])
    assert (found.source, link.source) == ("a.txt", "链接.txt")
    reason = "链接绕成了圈" if leads_to == "链接.txt" else "链接指向的文件不在"
    with pytest.raises(NotOpened, match=rf"链接\.txt：打不开（{reason}）。"):
        read_report(link)


def test_a_folder_that_cannot_be_looked_into_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b/c.txt", ".git/d.txt"):
        _write(tmp_path / name)
    scandir = os.scandir

    def denied(path: str) -> Any:
        if Path(path).name in {"b", ".git"}:
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    with pytest.raises(UsageError, match=r"b：打不开这个文件夹（没有权限）。请放开权限，"):
        find_files([tmp_path])
    (tmp_path / "b").rename(tmp_path / ".b")
    assert _sources(tmp_path) == ["a.txt"]


def test_a_name_that_is_not_unicode_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path / "\udcd4\udcc6.txt")
    (found,) = find_files([tmp_path])
    assert found == SourceFile(path, "\udcd4\udcc6.txt")
    with pytest.raises(ReadError, match=r"\\udcd4\\udcc6\.txt：文件名不是 UTF-8。请改名后再试"):
        read_report(found)


def test_a_reports_id_goes_by_its_source_alone(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt", "一版。")
    first = read_report(SourceFile(path, "甲/a.txt"))
    _write(path, "二版。")
    second = read_report(SourceFile(path, "甲/a.txt"))
    assert first.id == second.id == report_id("甲/a.txt") != report_id("乙/a.txt")
    assert first.sha256 != second.sha256
