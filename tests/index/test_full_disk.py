"""A build that cannot write says so, and the old index goes on answering."""

import errno
import os
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from reportqa.answering import ask
from reportqa.errors import IndexDamaged, IndexNotWritten
from reportqa.index import Index
from reportqa.index.building import add, build, remove
from reportqa.index.examining import doctor
from reportqa.index.upkeep import rollback
from toys import REPORTS, ToyEncoder, write_reports

_NEW_TEXT = "新写的一份记录。今日水位13.1米，全年受理128件。"
_MESSAGE = (
    r"index：写不进去（.+）。原有索引未变。请检查磁盘空间和目录权限，或用 --index 换一个目录。$"
)
_OPENED_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class _FullDisk:
    """Lets so many writing calls of the system through, then fails each with ENOSPC."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
        self.calls = 0
        self._room = room
        for name in ("mkdir", "rename", "replace", "fsync"):
            monkeypatch.setattr(f"os.{name}", self._failing(getattr(os, name), lambda *_: True))
        monkeypatch.setattr("os.open", self._failing(os.open, _opens_to_write))
        for module in ("builtins", "io"):
            monkeypatch.setattr(f"{module}.open", self._failing(open, _has_writing_mode))

    def _failing(self, call: Callable[..., Any], writes: Callable[..., bool]) -> Callable[..., Any]:
        def failing(*arguments: Any, **named: Any) -> Any:
            if writes(*arguments, *named.values()):
                self.calls += 1
                if self.calls > self._room:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return call(*arguments, **named)

        return failing


def _opens_to_write(_path: Any, flags: int, *_: Any) -> bool:
    return bool(flags & _OPENED_TO_WRITE)


def _has_writing_mode(_path: Any, mode: str = "r", *_: Any) -> bool:
    return any(letter in mode for letter in "wax+")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two generations of an index, and a report added since."""
    reports = write_reports(tmp_path)
    build([reports / "记录.txt"], tmp_path / "index", encoder=ToyEncoder())
    build([reports], tmp_path / "index", encoder=ToyEncoder())
    (tmp_path / "reports" / "新.txt").write_text(_NEW_TEXT, encoding="utf-8")
    return tmp_path


def _assert_answers(folder: Path, texts: dict[str, str]) -> None:
    index = Index.load(folder / "index", encoder=ToyEncoder())
    assert {report.source: report.text for report in index.reports} == texts
    response = ask(index, "今日水位多少米？")
    assert response.passages
    for passage in response.passages:
        text = texts[passage.citation.source]
        assert text[passage.citation.start : passage.citation.end] == passage.text


_NEW_TEXTS = {**REPORTS, "新.txt": _NEW_TEXT}
_CHANGES: dict[str, tuple[Callable[[Path], object], dict[str, str]]] = {
    "build": (
        lambda folder: build([folder / "reports"], folder / "index", encoder=ToyEncoder()),
        _NEW_TEXTS,
    ),
    "add": (
        lambda folder: add([folder / "reports/新.txt"], folder / "index", encoder=ToyEncoder()),
        _NEW_TEXTS,
    ),
    "remove": (
        lambda folder: remove(["数字经济2022.txt"], folder / "index", encoder=ToyEncoder()),
        {source: text for source, text in REPORTS.items() if source != "数字经济2022.txt"},
    ),
    "rollback": (lambda folder: rollback(folder / "index"), {"记录.txt": REPORTS["记录.txt"]}),
}


@pytest.mark.parametrize("name", _CHANGES)
def test_a_disk_that_fills_up_at_any_moment_leaves_the_old_index(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    change, new_texts = _CHANGES[name]
    before = sorted((folder / "index" / "generations").iterdir())
    pointer = (folder / "index/current").read_text()
    failed = 0
    for room in range(1000):
        with monkeypatch.context() as patching:
            disk = _FullDisk(patching, room)
            try:
                change(folder)
            except IndexNotWritten as error:
                told = str(error)
            else:
                break
        failed += 1
        assert "写不进去（磁盘已满）" in told
        swapped = (folder / "index/current").read_text() != pointer
        _assert_answers(folder, new_texts if swapped else REPORTS)
        if swapped:
            # Only the last call, after the swap, may fail and leave the new index.
            assert room + 1 == disk.calls
            (folder / "index/current").write_text(pointer)
            continue
        assert sorted((folder / "index" / "generations").iterdir()) == before
    # A dozen files and some folders are opened, written and synced one by one.
    assert failed > (3 if name == "rollback" else 25)
    _assert_answers(folder, new_texts)
    build([folder / "reports"], folder / "index", encoder=ToyEncoder())
    assert doctor(folder / "index", encoder=ToyEncoder()) == []


@pytest.mark.parametrize("limit_bytes", [0, 1, 20, 200, 700])
def test_a_file_that_cannot_grow_leaves_the_old_index(folder: Path, limit_bytes: int) -> None:
    """Real failures of writing, by a limit on the size of any file."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
    try:
        with pytest.raises(IndexNotWritten, match=_MESSAGE):
            build([folder / "reports"], folder / "index", encoder=ToyEncoder())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    _assert_answers(folder, REPORTS)
    assert len(list((folder / "index" / "generations").iterdir())) == 2


@contextmanager
def _unprivileged() -> Iterator[None]:
    """Permissions count for less than root alone."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that anybody may enter, which pytest's own are not."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    for below in (path, *path.rglob("*")):
        if below.is_dir():
            below.chmod(0o755)
    shutil.rmtree(path)


def test_a_read_only_folder_is_an_error_and_still_answers(public_folder: Path) -> None:
    build([write_reports(public_folder)], public_folder / "index", encoder=ToyEncoder())
    for path in (public_folder / "index").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    (public_folder / "index").chmod(0o555)
    public_folder.chmod(0o555)
    with _unprivileged():
        for index in ("index", "new/index"):
            with pytest.raises(IndexNotWritten, match=_MESSAGE):
                build([public_folder / "reports"], public_folder / index, encoder=ToyEncoder())
        _assert_answers(public_folder, REPORTS)


@pytest.mark.parametrize(
    ("closed", "told"),
    [
        (".", "current：读不出来"),
        ("current", "current：读不出来"),
        ("generations", "索引读不出来"),
        ("manifest.json", r"manifest\.json：清单读不出来"),
        ("texts.txt", r"texts\.txt：索引文件读不出来"),
    ],
)
def test_an_index_that_may_not_be_read_is_not_to_be_built_again(
    public_folder: Path, closed: str, told: str
) -> None:
    index = public_folder / "index"
    build([write_reports(public_folder)], index, encoder=ToyEncoder())
    path = next(index.rglob(closed)) if "." in closed[1:] else index / closed
    path.chmod(0)
    with (
        _unprivileged(),
        pytest.raises(IndexDamaged, match=rf"{told}（没有权限）。请放开读取权限，或换一个"),
    ):
        Index.load(index, encoder=ToyEncoder())
    path.chmod(0o700)
    _assert_answers(public_folder, REPORTS)
