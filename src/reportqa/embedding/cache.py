"""Folders that are built once and kept: whole or not at all, and mended when they are not."""

import gc
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportqa.embedding.folders import folder_named
from reportqa.errors import ModelError
from reportqa.locking import held
from reportqa.putting import put
from reportqa.reasons import reason_of

STAMP_FILE = "stamp.json"
ROOT_VARIABLE = "REPORTQA_CACHE"


def cache_root() -> Path:
    """Where built models are kept: $REPORTQA_CACHE, or the user's cache folder.

    Raises:
        ModelError: the variable names what can be no folder.
    """
    if chosen := os.environ.get(ROOT_VARIABLE):
        folder = folder_named(chosen)
        if folder is None:
            raise ModelError(
                f"环境变量 {ROOT_VARIABLE} 是 {chosen}，没有这样的文件夹，也建不出来；"
                "请改成一个可写的文件夹，或去掉这个变量"
            )
        return folder.absolute()
    from platformdirs import user_cache_path

    return user_cache_path("reportqa")


def ensure_built(
    folder: Path, build: Callable[[Path], None], *, waiting: Callable[[], None] | None = None
) -> Path:
    """Return a folder as `build` made it, building it if it is missing or not whole.

    The build goes to a temporary folder beside it, which one rename puts in place: killed at any
    moment, it leaves either the old folder or none. One process builds, others wait for it.

    Args:
        folder: the folder to make; its parents are made too.
        build: fills the empty folder that it is given. What it raises is passed on.
        waiting: called once if another process is building.

    Raises:
        ModelError: the cache folder cannot be written.
    """
    if is_whole(folder):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with held(folder.with_name(f"{folder.name}.lock"), waiting):
            if not is_whole(folder):
                _build_and_swap(folder, build)
    except OSError as error:
        raise ModelError(
            f"模型缓存写不进去：{folder.parent}（{reason_of(error)}）；需要一个可写、"
            f"有 1 GB 空余的文件夹，请腾出空间，或用环境变量 {ROOT_VARIABLE} 指定另一处"
        ) from error
    return folder


def is_whole(folder: Path) -> bool:
    """Whether every file is as it was built.

    Sizes and times are compared first. Where only a time differs (a copied cache), the content
    is hashed and, if it is the same, the stamp is renewed.
    """
    try:
        stamp = json.loads((folder / STAMP_FILE).read_bytes())
        now = {name: _size_and_time(folder / name) for name in stamp}
        if now == {name: (was["size"], was["mtime_ns"]) for name, was in stamp.items()}:
            return bool(stamp)
        if any(now[name][0] != was["size"] for name, was in stamp.items()):
            return False
        if any(_sha256(folder / name) != was["sha256"] for name, was in stamp.items()):
            return False
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return False
    _renew_times(folder, stamp, now)
    return True


def write_stamp(folder: Path) -> None:
    """Record size, time and SHA-256 of every file below a folder, once it is safely on disk."""
    stamp = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != STAMP_FILE:
            with path.open("r+b") as file:
                os.fsync(file.fileno())
            size, mtime_ns = _size_and_time(path)
            name = path.relative_to(folder).as_posix()
            stamp[name] = {"size": size, "mtime_ns": mtime_ns, "sha256": _sha256(path)}
            _let_go_of_pages(path)
    _write_json(folder / STAMP_FILE, stamp)


def _let_go_of_pages(path: Path) -> None:
    """Take a file that is on disk out of memory.

    Linux keeps what was written at one go in large pieces, and maps a whole piece for each page
    that is asked for: asking took 260 MB more until the file was read from disk again.
    """
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _build_and_swap(folder: Path, build: Callable[[Path], None]) -> None:
    # Only the holder of the lock makes these, so what is here was left by a killed process.
    fresh = folder.with_name(f".{folder.name}.building")
    replaced = folder.with_name(f".{folder.name}.replaced")
    for leftover in (fresh, replaced):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir()
    try:
        build(fresh)
        gc.collect()  # models are cyclic, and hold their files in memory
        write_stamp(fresh)
        if folder.exists():
            folder.rename(replaced)
        fresh.rename(folder)
    finally:
        for leftover in (fresh, replaced):
            shutil.rmtree(leftover, ignore_errors=True)


def _size_and_time(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _renew_times(
    folder: Path, stamp: dict[str, dict[str, Any]], now: dict[str, tuple[int, int]]
) -> None:
    renewed = {name: {**was, "mtime_ns": now[name][1]} for name, was in stamp.items()}
    try:
        _write_json(folder / STAMP_FILE, renewed)
    except OSError:
        return  # a cache that is shared read-only is hashed each time


def _write_json(path: Path, content: object) -> None:
    put(path, json.dumps(content, indent=1).encode())
