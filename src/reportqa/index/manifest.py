"""The manifest of a generation: what it holds, what made it, and the checksum of every file."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from tokenize import TokenError
from typing import Any

from reportqa.config import Settings
from reportqa.errors import IndexDamaged, IndexForeign, StoredIndexError, UsageError
from reportqa.reasons import reason_of

UNREADABLE = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    RuntimeError,
    EOFError,
    # NumPy reads the head of an array as Python; sizes in it, and in FAISS's, may be any number.
    SyntaxError,
    TokenError,
    ArithmeticError,
    MemoryError,
)
"""What the libraries raise that read the files of an index, for damaged ones."""

FORMAT_VERSION = 6
"""Raised whenever an older reportqa could not read, or would misread, a new index."""

READER_VERSION = 14
"""Raised whenever reading, chunking or normalising would make something else of the same file."""

CHECKED_BYTES = 16 * 2**20
"""Files up to this size are compared with their checksum whenever an index is opened.

Larger ones, which settled segments alone have, then only with their size.
"""

NAME = "manifest.json"
REBUILD = "请运行 reportqa build 重建索引。"
_PERMIT = "请放开读取权限，或换一个有权限的用户来运行。"


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source file as indexed.

    `sha256` is that of the file's bytes, `corrections_sha256` that of its sidecar's ("" without
    one), `own_place` the place that the report itself tells. `segment` names where it is stored,
    `fingerprint` is a checksum of all that is stored of it.
    """

    source: str
    sha256: str
    corrections_sha256: str
    reader_version: int
    report_id: str
    chunks: int
    characters: int
    own_place: str | None
    fingerprint: str
    segment: str = ""

    def is_of(self, sha256: str, corrections_sha256: str) -> bool:
        """Whether reading a file and sidecar of these checksums would give the same report."""
        now = (sha256, corrections_sha256, READER_VERSION)
        return now == (self.sha256, self.corrections_sha256, self.reader_version)


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment: its folder, and how many reports and chunks are stored in it, in use or not."""

    name: str
    reports: int
    chunks: int


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the generation."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that must agree before an index may be searched.

    `model` is the name or path the index was built with ("builtin" for the built-in one),
    `identity` tells that very model's weights. `files` maps paths relative to the generation.
    """

    created: str
    model: str
    identity: str
    dimension: int
    settings: Settings
    chunks: int
    characters: int
    segments: tuple[SegmentEntry, ...]
    sources: tuple[SourceEntry, ...]
    files: dict[str, FileEntry]

    def write(self, folder: Path) -> None:
        """Write the manifest into its generation's folder."""
        content = {
            "format_version": FORMAT_VERSION,
            "created": self.created,
            "model": {"name": self.model, "identity": self.identity, "dimension": self.dimension},
            "settings": self.settings.to_dict(),
            "counts": {
                "reports": len(self.sources),
                "chunks": self.chunks,
                "characters": self.characters,
            },
            "segments": [asdict(segment) for segment in self.segments],
            "sources": [asdict(source) for source in self.sources],
            "files": {name: asdict(entry) for name, entry in sorted(self.files.items())},
        }
        content["checksum"] = _checksum(content)
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read a generation's manifest.

        Raises:
            IndexDamaged: It is missing, altered or cannot be understood.
            IndexForeign: It was written by another format version.
        """
        try:
            content = json.loads((folder / NAME).read_text(encoding="utf-8"))
            version = content["format_version"]
        except PermissionError as error:
            raise not_read(folder / NAME, "清单", error) from error
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise IndexDamaged(f"{folder / NAME}：清单缺失或已损坏。{REBUILD}") from error
        if version != FORMAT_VERSION:
            raise IndexForeign(
                f"{folder}：索引格式是第 {version} 版，本程序需要第 {FORMAT_VERSION} 版。{REBUILD}"
            )
        if content.pop("checksum", None) != _checksum(content):
            raise IndexDamaged(f"{folder / NAME}：清单已被改动。{REBUILD}")
        try:
            return cls._from_content(content)
        except (KeyError, TypeError, AttributeError, UsageError) as error:
            raise IndexDamaged(f"{folder / NAME}：清单已损坏。{REBUILD}") from error

    @classmethod
    def _from_content(cls, content: dict[str, Any]) -> "Manifest":
        return cls(
            created=content["created"],
            model=content["model"]["name"],
            identity=content["model"]["identity"],
            dimension=content["model"]["dimension"],
            settings=Settings.from_dict(content["settings"]),
            chunks=content["counts"]["chunks"],
            characters=content["counts"]["characters"],
            segments=tuple(SegmentEntry(**entry) for entry in content["segments"]),
            sources=tuple(SourceEntry(**entry) for entry in content["sources"]),
            files={name: FileEntry(**entry) for name, entry in content["files"].items()},
        )

    @staticmethod
    def fingerprints(folder: Path) -> dict[str, str]:
        """By their sources, those of the reports of a generation, whichever version wrote it.

        None where that cannot be told.
        """
        try:
            content = json.loads((folder / NAME).read_text(encoding="utf-8"))
            return {str(entry["source"]): str(entry["fingerprint"]) for entry in content["sources"]}
        except UNREADABLE:
            return {}

    @staticmethod
    def contents(folder: Path) -> tuple[object, ...] | None:
        """What a generation answers by, to be compared with another's; None if untold."""
        try:
            content = json.loads((folder / NAME).read_text(encoding="utf-8"))
            held = {entry["source"]: entry["fingerprint"] for entry in content["sources"]}
            return content["format_version"], content["model"], content["settings"], held
        except UNREADABLE:
            return None

    def files_of(self, segment: str) -> dict[str, FileEntry]:
        """The files of one segment."""
        return {name: file for name, file in self.files.items() if name.startswith(f"{segment}/")}

    def check_files(self, folder: Path, *, whole: bool = False) -> None:
        """Compare every file with its size and checksum; large ones with that only if `whole`.

        Raises:
            IndexDamaged: A file is missing, truncated or altered.
        """
        for name, entry in self.files.items():
            path = folder / name
            try:
                if not path.is_file():
                    raise IndexDamaged(f"{path}：索引文件缺失。{REBUILD}")
                is_same = path.stat().st_size == entry.bytes and (
                    not (whole or entry.bytes <= CHECKED_BYTES) or describe_file(path) == entry
                )
            except OSError as error:
                raise not_read(path, "索引文件", error) from error
            if not is_same:
                raise IndexDamaged(
                    f"{path}：索引文件与清单的校验值不符，可能写了一半或被改动。{REBUILD}"
                )


def not_read(path: Path, what: str, error: Exception) -> IndexDamaged:
    """That a file of an index cannot be read; a build mends that, unless it may not be read."""
    mend = _PERMIT if isinstance(error, PermissionError) else REBUILD
    return IndexDamaged(f"{path}：{what}读不出来（{reason_of(error)}）。{mend}")


def problem_of(error: StoredIndexError, folder: Path) -> str:
    """What an error says, for where the folder and what mends it are told beside it."""
    said = str(error).removesuffix(f"。{REBUILD}")
    for place in (folder / NAME, folder):
        said = said.removeprefix(f"{place}：")
    return said


def describe_file(path: Path) -> FileEntry:
    """Size and checksum of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileEntry(path.stat().st_size, digest)


def _checksum(content: dict[str, Any]) -> str:
    """SHA-256 of a manifest's values, however they are laid out."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
