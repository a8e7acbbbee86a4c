"""The source files themselves, kept beside the generations under the checksum of their bytes."""

import shutil
from collections.abc import Collection
from pathlib import Path, PurePosixPath

_FOLDER = "originals"
_TEMPORARY = ".tmp-"


def original_of(index: Path, sha256: str, source: str) -> Path:
    """Where the original of a source is kept."""
    return index / _FOLDER / f"{sha256}{PurePosixPath(source).suffix.lower()}"


def keep_original(index: Path, sha256: str, source: str, file: Path) -> None:
    """Copy a source file into the index, unless its like is there already."""
    target = original_of(index, sha256, source)
    if target.exists():
        return
    target.parent.mkdir(exist_ok=True)
    temporary = target.with_name(f"{_TEMPORARY}{target.name}")
    shutil.copyfile(file, temporary)
    temporary.replace(target)


def drop_originals(index: Path, keep: Collection[Path]) -> None:
    """Remove the originals, and leftovers of killed builds, that no generation needs."""
    folder = index / _FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        if path not in keep:
            path.unlink(missing_ok=True)
