"""Where generations of an index lie, and how one takes over from another.

    index/
        current                     the name of the live generation, one line
        generations/20260101T080000.123456Z/…
        generations/.tmp-…          a build or a removal under way, or what a killed one left

A generation is written whole under a temporary name, synced, renamed, and only then named in
`current`, which is itself replaced by one atomic rename. Whatever moment a build is killed at,
`current` names a whole generation. An old generation is renamed before it is taken apart, so
that whatever is listed is whole.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from reportqa.errors import IndexDamaged, IndexMissing, IndexNotWritten
from reportqa.index.manifest import NAME, REBUILD, Manifest, not_read
from reportqa.locking import held
from reportqa.reasons import reason_of

_POINTER = "current"
_FOLDER = "generations"
_TEMPORARY = ".tmp-"
_LOCK = ".build.lock"
_TIME = "%Y%m%dT%H%M%S.%fZ"
SYNCED_AT_ONCE = 8
"""Files that the disk is asked to keep at the same time: together they take it little longer."""

_T = TypeVar("_T")


def current(index: Path) -> Path:
    """The folder of the live generation.

    Raises:
        IndexMissing: There is no index here.
        IndexDamaged: The live generation is gone or half there.
    """
    try:
        name = (index / _POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissing(
            f"{index}：这里还没有索引。请先运行 reportqa build（默认读取 reports/）。"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise not_read(index / _POINTER, "", error) from error
    folder = index / _FOLDER / name
    try:
        whole = Path(name).name == name != "" and (folder / NAME).is_file()
    except PermissionError as error:
        raise not_read(folder, "索引", error) from error
    except OSError:
        whole = False
    if not whole:
        raise IndexDamaged(f"{folder}：索引不完整。{REBUILD}")
    return folder


def of_current(index: Path, read: Callable[[Path], _T]) -> _T:
    """What `read` makes of the live generation's folder.

    It reads once more where a build took over meanwhile and cleaned that generation away.

    Raises:
        IndexMissing: There is no index here.
        IndexDamaged: The live generation is damaged, or `read` says so of it.
    """
    folder = current(index)
    try:
        return read(folder)
    except IndexDamaged:
        if (now := current(index)) == folder:
            raise
        return read(now)


def generations(index: Path) -> list[Path]:
    """The folders of all whole generations, oldest first.

    Others that lie there (a file server's `@eaDir`, a person's `backup`) are not ours to touch.
    """
    folder = index / _FOLDER
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if _written_at(path.name) and path.is_dir())


def leftovers(index: Path) -> list[Path]:
    """What killed builds left behind, or a build under way has not finished."""
    return sorted([*index.glob(f"{_TEMPORARY}*"), *(index / _FOLDER).glob(f"{_TEMPORARY}*")])


def is_busy(index: Path) -> bool:
    """Whether a writer is at work; taken to be so where that cannot be told."""
    if not (index / _LOCK).exists():
        return False
    lock = FileLock(index / _LOCK)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return True
    lock.release()
    return False


@contextmanager
def locked(index: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the index for one writer at a time; `waiting` is called once if another is at work.

    Raises:
        IndexNotWritten: The folder cannot be written to.
    """
    with _as_not_written(index):
        (index / _FOLDER).mkdir(parents=True, exist_ok=True)
        lock = held(index / _LOCK, waiting)
    with lock:
        yield


@contextmanager
def new_generation(index: Path, keep: int) -> Iterator[Path]:
    """A folder to fill; when the block ends without an error it becomes the live generation.

    Call with the index `locked`. Older generations beyond `keep` and leftovers of killed
    builds are removed, first of all such as the next one holds nothing else than: builds that
    change nothing must not drive out what one may want to go back to.

    Raises:
        IndexNotWritten: Something could not be written; the old generation stays live.
    """
    home = index / _FOLDER
    with _as_not_written(index):
        for leftover in home.glob(f"{_TEMPORARY}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        name = _new_name(generations(index))
        temporary = _temporary(home)
        try:
            temporary.mkdir()
            yield temporary
            with ThreadPoolExecutor(SYNCED_AT_ONCE) as pool:
                for _ in pool.map(_sync, [*temporary.rglob("*"), temporary]):
                    pass
            temporary.rename(home / name)
            _sync(home)
            _point_to(index, name)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            if not _is_live(index, name):
                shutil.rmtree(home / name, ignore_errors=True)
            raise
    for old in _surplus(generations(index), keep):
        if old.name != name:
            _discard(old)


def switch_to(index: Path, generation: Path) -> None:
    """Make this whole generation the live one. Call with the index `locked`.

    Raises:
        IndexNotWritten: The pointer could not be written; the old generation stays live.
    """
    with _as_not_written(index):
        _point_to(index, generation.name)


def _new_name(taken: Sequence[Path]) -> str:
    """The time in UTC; just after the newest generation where the clock has been set back."""
    now = datetime.now(UTC)
    if taken and (newest := _written_at(taken[-1].name)):
        now = max(now, newest + timedelta(microseconds=1))
    return now.strftime(_TIME)


def _written_at(name: str) -> datetime | None:
    """The time that a generation is named for, None for what is no generation's name."""
    try:
        time = datetime.strptime(name, _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    # strptime takes shorter numbers, too, by which names would not sort as times do.
    return time if time.strftime(_TIME) == name else None


def _temporary(home: Path) -> Path:
    return home / f"{_TEMPORARY}{secrets.token_hex(4)}"


def _surplus(held: Sequence[Path], keep: int) -> list[Path]:
    """Those of the generations, oldest first, that there are too many of."""
    left = list(held)
    contents = {path: Manifest.contents(path) for path in left} if len(left) > keep else {}
    while len(left) > keep:
        same = (
            older
            for older, newer in pairwise(left)
            if contents[older] is not None and contents[older] == contents[newer]
        )
        left.remove(next(same, left[0]))
    return [path for path in held if path not in left]


def _discard(generation: Path) -> None:
    """Remove a generation; what cannot be removed now is left for the next build."""
    doomed = _temporary(generation.parent)
    with suppress(OSError):
        generation.rename(doomed)
        shutil.rmtree(doomed)


def _is_live(index: Path, name: str) -> bool:
    """Whether `current` names this generation; taken to do so where it cannot be read."""
    try:
        return (index / _POINTER).read_text(encoding="utf-8").strip() == name
    except FileNotFoundError:
        return False
    except (OSError, UnicodeDecodeError):
        return True


def _point_to(index: Path, name: str) -> None:
    pointer = index / f"{_TEMPORARY}{_POINTER}"
    pointer.write_text(f"{name}\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(index / _POINTER)
    _sync(index)


def _sync(path: Path) -> None:
    """Have the disk keep a file, or a folder's list of names, before anything relies on it."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _as_not_written(index: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise  # of whoever prints from within
    except OSError as error:
        raise IndexNotWritten(
            f"{index}：写不进去（{reason_of(error)}）。原有索引未变。"
            "请检查磁盘空间和目录权限，或用 --index 换一个目录。"
        ) from error
