import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reportqa.embedding.cache import STAMP_FILE, cache_root, ensure_built, is_whole
from reportqa.errors import ModelError


class Builder:
    """Writes two files and counts how often it did."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, folder: Path) -> None:
        self.times += 1
        (folder / "deep").mkdir()
        (folder / "deep" / "model.bin").write_bytes(b"weights" * 100)
        (folder / "config.json").write_text("{}", "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "model-1"


@pytest.fixture
def builder() -> Builder:
    return Builder()


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir())


def test_a_folder_is_built_once_and_found_again(folder: Path, builder: Builder) -> None:
    assert ensure_built(folder, builder) == folder
    assert ensure_built(folder, builder) == folder
    assert builder.times == 1
    assert sorted(json.loads((folder / STAMP_FILE).read_text("utf-8"))) == [
        "config.json",
        "deep/model.bin",
    ]
    assert not [name for name in _names(folder) if name.startswith(".")]


def _truncate(folder: Path) -> None:
    with (folder / "deep" / "model.bin").open("r+b") as file:
        file.truncate(300)


def _alter(folder: Path) -> None:
    with (folder / "deep" / "model.bin").open("r+b") as file:
        file.write(b"W")
    os.utime(folder / "deep" / "model.bin", ns=(1, 1))


@pytest.mark.parametrize(
    "damage",
    [
        _truncate,
        _alter,
        lambda folder: (folder / "deep" / "model.bin").unlink(),
        lambda folder: (folder / STAMP_FILE).unlink(),
        lambda folder: (folder / STAMP_FILE).write_text('{"config.json": 1}', "utf-8"),
        lambda folder: (folder / STAMP_FILE).write_text("[1]", "utf-8"),
        lambda folder: (folder / STAMP_FILE).write_text("{}", "utf-8"),
        lambda folder: (folder / STAMP_FILE).write_text('{"config', "utf-8"),
    ],
    ids=["truncated", "altered", "missing", "unstamped", "odd", "list", "nothing", "half"],
)
def test_a_damaged_folder_is_built_anew(
    folder: Path, builder: Builder, damage: Callable[[Path], None]
) -> None:
    ensure_built(folder, builder)
    damage(folder)
    assert not is_whole(folder)
    ensure_built(folder, builder)
    assert builder.times == 2
    assert is_whole(folder)
    assert (folder / "deep" / "model.bin").read_bytes() == b"weights" * 100


def test_a_copied_folder_is_hashed_once_and_kept(folder: Path, builder: Builder) -> None:
    ensure_built(folder, builder)
    before = (folder / STAMP_FILE).read_text("utf-8")
    os.utime(folder / "config.json", ns=(1, 1))
    assert is_whole(folder)
    assert builder.times == 1
    assert (folder / STAMP_FILE).read_text("utf-8") != before


@pytest.mark.parametrize("error", [KeyboardInterrupt, ModelError])
def test_a_build_that_fails_leaves_nothing(
    folder: Path, builder: Builder, error: type[BaseException]
) -> None:
    def fail(fresh: Path) -> None:
        builder(fresh)
        raise error

    with pytest.raises(error):
        ensure_built(folder, fail)
    assert _names(folder) == ["model-1.lock"]
    ensure_built(folder, builder)
    assert is_whole(folder)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_killed_build_is_swept_up_by_the_next(folder: Path, builder: Builder) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _BUILD_FOREVER, str(folder)], stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    with child, child.stdout:
        assert child.stdout.readline() == b"building\n"
        child.kill()
    assert ".model-1.building" in _names(folder)
    ensure_built(folder, builder)
    assert is_whole(folder)
    assert _names(folder) == ["model-1", "model-1.lock"]


_BUILD_FOREVER = """
import sys, time
from pathlib import Path
from reportqa.embedding.cache import ensure_built
def build(folder):
    (folder / "half.bin").write_bytes(b"half")
    print("building", flush=True)
    time.sleep(60)
ensure_built(Path(sys.argv[1]), build)
"""


def test_two_builders_at_once_build_once(folder: Path, builder: Builder) -> None:
    started, may_go_on, waits = threading.Event(), threading.Event(), threading.Event()

    def slow(fresh: Path) -> None:
        started.set()
        assert may_go_on.wait(10)
        builder(fresh)

    first = threading.Thread(target=ensure_built, args=(folder, slow))
    first.start()
    assert started.wait(10)
    second = threading.Thread(
        target=ensure_built, args=(folder, builder), kwargs={"waiting": waits.set}
    )
    second.start()
    assert waits.wait(10)
    may_go_on.set()
    first.join()
    second.join()
    assert builder.times == 1
    assert is_whole(folder)


def test_a_cache_that_cannot_be_written_is_a_clear_error(tmp_path: Path, builder: Builder) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(ModelError, match="REPORTQA_CACHE") as raised:
        ensure_built(tmp_path / "file" / "model", builder)
    assert "\n" not in str(raised.value)


def test_the_cache_can_be_put_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTQA_CACHE", str(tmp_path))
    assert cache_root() == tmp_path
    monkeypatch.delenv("REPORTQA_CACHE")
    assert cache_root().name == "reportqa"


def test_a_cache_in_the_home_of_nobody_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTQA_CACHE", "~no-such-user/models")
    with pytest.raises(ModelError, match="REPORTQA_CACHE 是 ~no-such-user/models") as raised:
        cache_root()
    assert "\n" not in str(raised.value)
