"""The source files themselves, kept beside the generations under the checksum of their bytes."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from reportqa.errors import ReadError, StoredIndexError
from reportqa.index.generations import SYNCED_AT_ONCE, generations
from reportqa.index.manifest import Manifest

_FOLDER = "originals"
_TEMPORARY = ".tmp-"


def original_of(index: Path, sha256: str, source: str) -> Path:
    """Where the original of a source is kept."""
    return index / _FOLDER / f"{sha256}{PurePosixPath(source).suffix.lower()}"


def digest(path: Path) -> str:
    """The SHA-256 of a file, "" if there is none or it cannot be opened, or is a pipe or device."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def keep_originals(index: Path, read: Iterable[tuple[str, str, Path]]) -> None:
    """Copy source files into the index, unless they are there already and undamaged.

    Args:
        index: the folder of the index.
        read: checksum and source of each, and where it was read.

    Raises:
        ReadError: A file is no longer what was read.
        OSError: A copy cannot be written.
    """
    # Two sources of the same content share one copy.
    kept = {original_of(index, sha256, source): (sha256, file) for sha256, source, file in read}
    with ThreadPoolExecutor(SYNCED_AT_ONCE) as pool:
        for _ in pool.map(lambda target: _keep(target, *kept[target]), kept):
            pass


def _keep(target: Path, sha256: str, file: Path) -> None:
    if digest(target) == sha256:
        return
    if digest(file) != sha256:
        raise ReadError(f"{file}：在构建过程中被改动或移走了。请再运行一次。")
    target.parent.mkdir(exist_ok=True)
    temporary = target.with_name(f"{_TEMPORARY}{target.name}")
    with file.open("rb") as original, temporary.open("wb") as copy:
        shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())
    temporary.replace(target)


def unneeded_originals(index: Path) -> list[Path]:
    """Originals, and leftovers of killed builds, that no generation names.

    None at all while there is no generation, or a manifest that cannot be read: it may name any.
    """
    kept = generations(index)
    if not kept:
        return []
    try:
        needed = {
            original_of(index, entry.sha256, entry.source)
            for folder in kept
            for entry in Manifest.read(folder).sources
        }
    except StoredIndexError:
        return []
    return sorted(set(_files(index)) - needed)


def drop_unneeded_originals(index: Path) -> None:
    """Remove what no generation names; what cannot be removed is left for the next build."""
    for path in unneeded_originals(index):
        try:
            path.unlink()
        except OSError:
            continue


def _files(index: Path) -> Iterable[Path]:
    folder = index / _FOLDER
    return folder.iterdir() if folder.is_dir() else ()
