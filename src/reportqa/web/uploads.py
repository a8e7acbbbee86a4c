"""Keeping files that came over the network: what they may be called, and where they lie."""

import os
import re
import unicodedata
from pathlib import Path
from typing import Final

from reportqa.errors import UsageError
from reportqa.reading.formats import SUFFIXES
from reportqa.reading.sidecar import sidecar_of

_LONGEST_STEM_BYTES: Final = 160
# What no file system, shell or archive should meet in a name, and what Windows reserves.
_UNSAFE: Final = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_UNNAMED: Final = "报告"


def safe_name(name: str) -> str:
    """A plain file name made of whatever a browser sent, which may be a path or worse.

    Raises:
        UsageError: It does not end as a format that can be read.
    """
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    name = " ".join(_UNSAFE.sub("_", name).split())
    stem, dot, suffix = name.rpartition(".")
    suffix = dot + suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            f"{name or '没有名字的文件'}：不支持这种文件（支持 {'、'.join(SUFFIXES)}）。"
        )
    stem = stem.strip(" .~$-") or _UNNAMED
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return _shortened(stem) + suffix


def free_name(folder: Path, name: str) -> str:
    """The name, or the first of `名 (2).txt`, `名 (3).txt` … that no file there has."""
    stem, _, suffix = name.rpartition(".")
    number, free = 1, name
    while is_taken(folder, free):
        number += 1
        free = f"{stem} ({number}).{suffix}"
    return free


def is_taken(folder: Path, name: str) -> bool:
    """Whether there is anything of this name, a broken link or stray corrections included."""
    path = folder / name
    return os.path.lexists(path) or os.path.lexists(sidecar_of(path))


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet, through no link.

    Raises:
        FileExistsError: There is something of that name.
        OSError: It cannot be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    flags |= getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o644), "wb") as file:
        file.write(data)


def _shortened(stem: str) -> str:
    """As many whole characters as fit a file system's limit on bytes."""
    return stem.encode()[:_LONGEST_STEM_BYTES].decode(errors="ignore").rstrip(" .")
