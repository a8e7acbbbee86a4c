"""How one generation takes over from another."""

import json
from pathlib import Path

import pytest

from reportqa.errors import IndexDamaged, IndexMissing, IndexNotWritten
from reportqa.index.generations import current, generations, locked, new_generation
from reportqa.index.manifest import NAME


def _generation(index: Path, content: str, keep: int = 3) -> Path:
    with locked(index), new_generation(index, keep) as folder:
        (folder / NAME).write_text(content, encoding="utf-8")
        (folder / "keywords").mkdir()
    return current(index)


def _names(index: Path) -> list[str]:
    return sorted(path.name for path in (index / "generations").iterdir())


def test_the_newest_generation_is_the_live_one(tmp_path: Path) -> None:
    index = tmp_path / "深" / "index"
    first = _generation(index, "一")
    assert (first / NAME).read_text(encoding="utf-8") == "一"
    assert first.parent == index / "generations"
    second = _generation(index, "二")
    assert current(index) == second != first
    assert _names(index) == [first.name, second.name]
    assert (index / "current").read_text(encoding="utf-8") == f"{second.name}\n"


def test_only_so_many_generations_are_kept(tmp_path: Path) -> None:
    names = [_generation(tmp_path, str(count), keep=2).name for count in range(4)]
    assert _names(tmp_path) == names[-2:]
    last = _generation(tmp_path, "末", keep=1)
    assert _names(tmp_path) == [last.name]


def test_builds_that_change_nothing_drive_out_no_other_generation(tmp_path: Path) -> None:
    def generation(fingerprint: str, model: str = "甲") -> str:
        content = {
            "format_version": 1,
            "model": {"identity": model},
            "settings": {},
            "sources": [{"source": "a.txt", "fingerprint": fingerprint}],
        }
        return _generation(tmp_path, json.dumps(content)).name

    old, *same = [generation("旧"), *(generation("新") for _ in range(5))]
    assert _names(tmp_path) == [old, *same[-2:]]
    other = generation("新", "乙")
    assert _names(tmp_path) == [old, same[-1], other]
    last = generation("末")
    assert _names(tmp_path) == [same[-1], other, last]


@pytest.mark.parametrize(
    "name", ["@eaDir", "backup", "20260101T080000.5Z", "99999999T999999.999999Z"]
)
def test_a_foreign_folder_is_no_generation(tmp_path: Path, name: str) -> None:
    foreign = tmp_path / "generations" / name
    foreign.mkdir(parents=True)
    for _ in range(2):
        live = _generation(tmp_path, "新", keep=1)
        assert generations(tmp_path) == [live]
    assert foreign.is_dir()


def test_the_newest_is_the_last_where_the_clock_has_been_set_back(tmp_path: Path) -> None:
    (tmp_path / "generations" / "@eaDir").mkdir(parents=True)
    later = tmp_path / "generations" / "30000101T080000.000009Z"
    later.mkdir()
    live = _generation(tmp_path, "新", keep=1)
    assert live.name == "30000101T080000.000010Z"
    assert generations(tmp_path) == [live]


def test_the_generation_just_written_is_kept_whatever_else_lies_there(tmp_path: Path) -> None:
    later = tmp_path / "generations" / "30000101T080000.000009Z"
    with locked(tmp_path), new_generation(tmp_path, 1) as folder:
        (folder / NAME).write_text("新", encoding="utf-8")
        later.mkdir()  # put back by a person meanwhile
    assert generations(tmp_path) == [current(tmp_path), later]


def test_leftovers_of_killed_builds_are_cleared_away(tmp_path: Path) -> None:
    leftover = tmp_path / "generations" / ".tmp-dead"
    (leftover / "keywords").mkdir(parents=True)
    (leftover / "reports.jsonl").write_text("{", encoding="utf-8")
    live = _generation(tmp_path, "新")
    assert _names(tmp_path) == [live.name]


@pytest.mark.parametrize("error", [ValueError("坏"), KeyboardInterrupt()])
def test_a_build_that_fails_leaves_the_old_generation(tmp_path: Path, error: BaseException) -> None:
    old = _generation(tmp_path, "旧")
    with (
        pytest.raises(type(error)),
        locked(tmp_path),
        new_generation(tmp_path, 3) as folder,
        (folder / NAME).open("w", encoding="utf-8"),
    ):
        raise error
    assert current(tmp_path) == old
    assert _names(tmp_path) == [old.name]


def test_a_full_disk_is_an_error_that_says_so(tmp_path: Path) -> None:
    old = _generation(tmp_path, "旧")
    with (
        pytest.raises(
            IndexNotWritten,
            match="写不进去（磁盘已满）。原有索引未变。请检查磁盘空间",
        ),
        locked(tmp_path),
        new_generation(tmp_path, 3),
    ):
        raise OSError(28, "No space left on device")
    assert current(tmp_path) == old


def test_there_is_no_index_in_an_empty_or_missing_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for index in (tmp_path, tmp_path / "没有", tmp_path / "file"):
        with pytest.raises(IndexMissing, match="这里还没有索引。请先运行 reportqa build"):
            current(index)


@pytest.mark.parametrize(
    "name", ["", "\n", "gone", "..", ".", "../..", "/", "a/b", "x\x00y", "长" * 200]
)
def test_a_pointer_to_nothing_whole_is_damage(tmp_path: Path, name: str) -> None:
    _generation(tmp_path, "好")
    (tmp_path / "current").write_text(name, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="索引不完整。请运行 reportqa build 重建索引。"):
        current(tmp_path)


def test_a_pointer_that_cannot_be_read_is_damage(tmp_path: Path) -> None:
    (tmp_path / "current").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(IndexDamaged, match="读不出来（不是 UTF-8 文本）。请运行 reportqa build"):
        current(tmp_path)
    (tmp_path / "current").unlink()
    (tmp_path / "current").mkdir()
    with pytest.raises(IndexDamaged, match="读不出来（是一个文件夹）。请运行 reportqa build 重建"):
        current(tmp_path)


def test_a_generation_without_its_manifest_is_damage(tmp_path: Path) -> None:
    live = _generation(tmp_path, "好")
    (live / NAME).unlink()
    with pytest.raises(IndexDamaged, match="索引不完整"):
        current(tmp_path)


def test_a_file_where_the_index_should_be_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_text("我的文件", encoding="utf-8")
    with pytest.raises(IndexNotWritten, match=r"写不进去（.*）。原有索引未变。"), locked(path):
        pass
    assert path.read_text(encoding="utf-8") == "我的文件"
