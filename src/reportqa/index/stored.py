"""Reports as they lie in a segment: what is known of each at hand, its text read when asked for."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.errors import IndexDamaged
from reportqa.index.manifest import REBUILD
from reportqa.reasons import reason_of
from reportqa.types import Report, Section

REPORTS = "reports.jsonl"
SECTIONS = "sections.jsonl"
TEXTS = "texts.txt"
BEGINNINGS = "beginnings.npy"
_ON_DISK = ("text", "sections", "pages")
_FIELDS = tuple(field.name for field in fields(Report))
_AT_HAND = tuple(name for name in _FIELDS if name not in _ON_DISK)
_KEPT_IN_MEMORY = 512


class StoredReport(Report):
    """A report whose `text`, `sections` and `pages` are read from the index when asked for.

    `position` counts the reports of its segment from 0. It equals the `Report` that was stored.
    """

    __slots__ = ("_shelf", "position")
    position: int
    _shelf: "Shelf"

    @classmethod
    def on(cls, shelf: "Shelf", position: int, known: dict[str, Any]) -> "StoredReport":
        """The report at a position of a shelf, of which so much is at hand."""
        report = cls.__new__(cls)
        for name in _AT_HAND:
            object.__setattr__(report, name, known[name])
        object.__setattr__(report, "_shelf", shelf)
        object.__setattr__(report, "position", position)
        return report

    @property
    def text(self) -> str:
        """The text that offsets count in."""
        return self._shelf.text(self.position)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The headings, in reading order."""
        return self._shelf.outline(self.position)[0]

    @property
    def pages(self) -> tuple[int, ...]:
        """Where the source's pages begin."""
        return self._shelf.outline(self.position)[1]

    def in_memory(self) -> Report:
        """The whole report, apart from the index."""
        return Report(**{name: getattr(self, name) for name in _FIELDS})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Report):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _FIELDS)

    __hash__ = Report.__hash__


class Shelf:
    """The texts and outlines of a segment's reports."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._beginnings = np.load(folder / BEGINNINGS)
        self._texts = np.asarray(np.memmap(folder / TEXTS, np.uint8, "r"))
        self._sections = np.asarray(np.memmap(folder / SECTIONS, np.uint8, "r"))
        ends = (len(self._texts), len(self._sections))
        if self._beginnings.shape[1:] != (2,) or tuple(self._beginnings[-1]) != ends:
            raise ValueError(f"{BEGINNINGS} {self._beginnings[-1:].tolist()}, expected {ends}")
        self.text = lru_cache(_KEPT_IN_MEMORY)(self._text)
        self.outline = lru_cache(_KEPT_IN_MEMORY)(self._outline)

    def reports(self) -> tuple[StoredReport, ...]:
        """All reports of the segment."""
        with (self._folder / REPORTS).open(encoding="utf-8", newline="\n") as file:
            known = [json.loads(line) for line in file]
        if len(known) != len(self._beginnings) - 1:
            raise ValueError(f"{len(known)} reports, {len(self._beginnings) - 1} texts")
        return tuple(StoredReport.on(self, at, values) for at, values in enumerate(known))

    def _text(self, position: int) -> str:
        return self._read(self._texts, 0, position)

    def _outline(self, position: int) -> tuple[tuple[Section, ...], tuple[int, ...]]:
        try:
            told = json.loads(self._read(self._sections, 1, position))
            sections = (
                Section(tuple(section.pop("path")), **section) for section in told["sections"]
            )
            return tuple(sections), tuple(told["pages"])
        except (ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(
                f"{self._folder}：索引打不开（{reason_of(error)}）。{REBUILD}"
            ) from error

    def _read(self, file: NDArray[np.uint8], column: int, position: int) -> str:
        start, end = self._beginnings[position : position + 2, column].tolist()
        try:
            return file[start:end].tobytes().decode("utf-8")
        except ValueError as error:
            raise IndexDamaged(
                f"{self._folder}：索引打不开（{reason_of(error)}）。{REBUILD}"
            ) from error


def write_reports(folder: Path, reports: Iterable[Report]) -> None:
    """What is at hand, the outlines and the texts, each in a file, and where they begin."""
    beginnings = [(0, 0)]
    with (
        (folder / REPORTS).open("w", encoding="utf-8", newline="\n") as known,
        (folder / SECTIONS).open("wb") as outlines,
        (folder / TEXTS).open("wb") as texts,
    ):
        for report in reports:
            values = asdict(_in_memory(report))
            text = values.pop("text").encode("utf-8")
            outline = {"sections": values.pop("sections"), "pages": values.pop("pages")}
            line = f"{_json(outline)}\n".encode()
            known.write(f"{_json(values)}\n")
            outlines.write(line)
            texts.write(text)
            begun = beginnings[-1]
            beginnings.append((begun[0] + len(text), begun[1] + len(line)))
    np.save(folder / BEGINNINGS, np.array(beginnings, np.int64))


def fingerprint(report: Report) -> str:
    """A checksum of all that is stored of a report."""
    values = _json(asdict(_in_memory(report)))
    return hashlib.sha256(values.encode("utf-8", "surrogatepass")).hexdigest()


def with_place(report: Report, place: str | None) -> Report:
    """The same report of another place."""
    return replace(_in_memory(report), place=place)


def read_reports(folder: Path) -> tuple[StoredReport, ...]:
    """Read back `write_reports`."""
    return Shelf(folder).reports()


def _in_memory(report: Report) -> Report:
    return report.in_memory() if isinstance(report, StoredReport) else report


def _json(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False)
