"""Gathering what a new generation holds: from files, and from the live generation.

What has not changed is neither parsed nor embedded again: a report is taken over as it is when
its file, its sidecar and the reader are the same. One whose sidecar cannot be used is too: a slip
in a few words of metadata must not cost the report. Nor must a file that cannot be opened just now.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportqa.chunking import chunk_report
from reportqa.config import Settings
from reportqa.errors import CorrectionsError, NoneRead, NotOpened, ReadError, ReportqaError
from reportqa.index import Index
from reportqa.index.holding import holding_of
from reportqa.index.manifest import READER_VERSION, SourceEntry
from reportqa.index.originals import digest
from reportqa.index.searched import embedded_texts
from reportqa.index.segments import Segment
from reportqa.index.stored import fingerprint, with_place
from reportqa.reading import SourceFile, read_report
from reportqa.reading.places import calls_itself, shared_places
from reportqa.reading.sidecar import sidecar_of
from reportqa.types import Chunk, Report

_KEPT = "索引里仍是这份报告原来的样子。"
_NOT_TAKEN = "这份报告没有收入索引。"


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a report is stored already: its segment, and its position there."""

    segment: Segment
    position: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """A report to index.

    `entry` is what the manifest says of it; `file` is where it was read, None for a report that
    is taken over from the live generation without its file. `stored` tells where the live
    generation has it, with its chunks and vectors, None where it does not. `twin` tells where that
    has the same text under another name: a file that was renamed keeps its vectors.
    """

    report: Report
    entry: SourceEntry
    file: Path | None
    stored: Stored | None = None
    own_chunks: tuple[Chunk, ...] = ()
    twin: Stored | None = None

    @property
    def chunks(self) -> Sequence[Chunk]:
        """The chunks, in reading order; read from the index where it has them."""
        if self.stored:
            return self.stored.segment.chunks(self.stored.position)
        return self.own_chunks

    @property
    def lacking(self) -> Sequence[Chunk]:
        """The chunks whose vectors have to be computed: all, or none."""
        return () if self.twin else self.own_chunks

    @property
    def vectors(self) -> NDArray[np.float32] | None:
        """Their vectors, None where they have to be computed."""
        held = self.stored or self.twin
        return held.segment.vectors_of(held.position) if held else None


def gather(
    index: Path,
    files: Sequence[SourceFile],
    live: Index | None,
    keep: Collection[str],
    settings: Settings,
    progress: Callable[[int], None],
) -> tuple[list[Gathered], dict[str, str]]:
    """Read the files, and take over the sources to `keep` from the live generation of `index`.

    `live` is that generation, None where its chunks and vectors may not be used again.

    Returns:
        The reports in order of their sources, and the error of each source that was left out or
        stays as it was.

    Raises:
        NoneRead: There are files, and none of them can be read.
    """
    known = _taken_over(live) if live else {}
    alike: dict[str, list[Gathered]] = {}
    for one in known.values():
        alike.setdefault(one.entry.sha256, []).append(one)
    found = {source: known[source] for source in keep if source in known}
    failed: dict[str, str] = {}
    for file in files:
        try:
            read = _read(file, known.get(file.source), settings)
            found[file.source] = _with_twin(read, alike.get(read.entry.sha256, ()))
        except (CorrectionsError, NotOpened) as error:
            kept = known.get(file.source) or _as_it_was(index, file.source, settings)
            if kept:
                found[file.source] = kept
            failed[file.source] = f"{error}{_KEPT if kept else _NOT_TAKEN}"
        except ReadError as error:
            failed[file.source] = str(error)
        progress(1)
    if files and len(failed) == len(files):
        raise NoneRead(failed)
    return _with_shared_places([found[source] for source in sorted(found)], settings), failed


def _taken_over(live: Index) -> dict[str, Gathered]:
    """Every report of the live generation."""
    segments = {segment.name: segment for segment in live.segments}
    return {
        entry.source: Gathered(
            report, entry, None, Stored(segments[entry.segment], report.position)
        )
        for report, entry in zip(live.reports, live.manifest.sources, strict=True)
    }


def _as_it_was(index: Path, source: str, settings: Settings) -> Gathered | None:
    """A report of the live generation, to be embedded anew; None if it is not there."""
    try:
        held = holding_of(index, source)
    except ReportqaError:
        return None
    chunks = tuple(chunk_report(held.report, settings.chunk_size_characters))
    return Gathered(held.report, replace(held.entry, chunks=len(chunks)), None, own_chunks=chunks)


def _read(file: SourceFile, known: Gathered | None, settings: Settings) -> Gathered:
    sha256, corrections = digest(file.path), digest(sidecar_of(file.path))
    if known and known.entry.is_of(sha256, corrections):
        return replace(known, file=file.path)
    report = read_report(file)
    chunks = chunk_report(report, settings.chunk_size_characters)
    if not chunks:
        raise ReadError(f"{file.path}：文件里没有文字。请换一个有正文的文件。")
    entry = SourceEntry(
        source=report.source,
        sha256=report.sha256,
        corrections_sha256=corrections,
        reader_version=READER_VERSION,
        report_id=report.id,
        chunks=len(chunks),
        characters=len(report.text),
        own_place=report.place,
        fingerprint=fingerprint(report),
    )
    return Gathered(report, entry, file.path, own_chunks=tuple(chunks))


def _with_twin(read: Gathered, alike: Sequence[Gathered]) -> Gathered:
    """A report with the vectors of one of the same file, where the same of it is embedded."""
    if read.stored or not alike:
        return read
    texts = _embedded(read)
    twins = (one.stored for one in alike if _embedded(one) == texts)
    return replace(read, twin=next(twins, None))


def _embedded(item: Gathered) -> list[tuple[str, str]]:
    return [embedded_texts(item.report, chunk) for chunk in item.chunks]


def _with_shared_places(gathered: list[Gathered], settings: Settings) -> list[Gathered]:
    """Give a report that only says 我市 the place that all others of its folder tell."""
    shared = shared_places((item.entry.source, item.entry.own_place) for item in gathered)
    settled = []
    for item in gathered:
        folder = item.entry.source.rpartition("/")[0]
        place = item.entry.own_place
        if not place and folder in shared and calls_itself(item.report.text, shared[folder]):
            place = shared[folder]
        if place != item.report.place:
            # The place stands in the text that is embedded.
            report = with_place(item.report, place)
            chunks = tuple(chunk_report(report, settings.chunk_size_characters))
            entry = replace(item.entry, chunks=len(chunks), fingerprint=fingerprint(report))
            settled.append(Gathered(report, entry, item.file, own_chunks=chunks))
        else:
            settled.append(item)
    return settled
