"""What is on disk and searched: reports, chunks, vectors, keywords, manifest.

`Index.load` opens the live generation read-only; `build` (in `reportqa.index.building`) makes a
new one. index/README.md documents every file.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding import Encoder, Notify, load_encoder
from reportqa.errors import IndexDamaged, IndexForeign
from reportqa.index.generations import current
from reportqa.index.keywords import Keywords
from reportqa.index.manifest import REBUILD, Manifest
from reportqa.types import Chunk, Report, Section

REPORTS = "reports.jsonl"
CHUNKS = "chunks.npy"
VECTORS = "vectors.faiss"
KEYWORDS = "keywords"
_PLANNING = (None, False, True)


@dataclass(frozen=True)
class Index:
    """An opened generation; `chunks`, `vectors` (FAISS) and `keywords` run in step."""

    folder: Path
    manifest: Manifest
    reports: tuple[Report, ...]
    chunks: tuple[Chunk, ...]
    vectors: Any
    keywords: Keywords
    encoder: Encoder

    @classmethod
    def load(
        cls,
        path: Path | str,
        model: str | None = None,
        *,
        encoder: Encoder | None = None,
        notify: Notify | None = None,
    ) -> "Index":
        """Open and check the live generation below `path`.

        Args:
            path: The index's folder.
            model: The embedding model, where it is not to be found as the manifest names it.
            encoder: A model that is loaded already, instead.
            notify: Told how far the built-in model is, if it has to be built first.

        Raises:
            IndexMissing, IndexDamaged, IndexForeign: See `reportqa.errors`.
            ModelError: The index's embedding model cannot be loaded.
        """
        folder = current(Path(path))
        try:
            return cls.open(folder, model, encoder=encoder, notify=notify)
        except IndexDamaged:
            # A build may have taken over meanwhile and cleaned this generation away.
            if (now := current(Path(path))) == folder:
                raise
            return cls.open(now, model, encoder=encoder, notify=notify)

    @classmethod
    def open(
        cls,
        folder: Path,
        model: str | None = None,
        *,
        encoder: Encoder | None = None,
        notify: Notify | None = None,
    ) -> "Index":
        """Open and check the generation in this folder, live or not; otherwise as `load`."""
        manifest = Manifest.read(folder)
        manifest.check_files(folder)
        encoder = encoder or load_encoder(model or manifest.model, notify=notify)
        if (encoder.identity, encoder.dimension) != (manifest.identity, manifest.dimension):
            raise IndexForeign(
                f"{folder}：索引由模型 {manifest.identity} 建成，现在的模型是 {encoder.identity}。"
                f"请用 --model 指定原来的模型，或运行 reportqa build 重建索引。"
            )
        try:
            return cls._open(folder, manifest, encoder)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, IndexError) as error:
            raise IndexDamaged(f"{folder}：索引打不开（{error}）。{REBUILD}") from error

    @classmethod
    def _open(cls, folder: Path, manifest: Manifest, encoder: Encoder) -> "Index":
        reports = read_reports(folder)
        index = cls(
            folder=folder,
            manifest=manifest,
            reports=reports,
            chunks=read_chunks(folder, reports),
            vectors=read_vectors(folder),
            keywords=Keywords.load(folder / KEYWORDS, manifest.chunks),
            encoder=encoder,
        )
        if not len(index.chunks) == index.vectors.ntotal == manifest.chunks:
            raise ValueError(
                f"{len(index.chunks)} chunks, {index.vectors.ntotal} vectors, "
                f"manifest says {manifest.chunks}"
            )
        return index

    @property
    def sources(self) -> tuple[str, ...]:
        """The source of every report, in order."""
        return tuple(report.source for report in self.reports)

    @cached_property
    def _by_id(self) -> dict[str, Report]:
        return {report.id: report for report in self.reports}

    def report(self, report_id: str) -> Report:
        """The report of this id.

        Raises:
            KeyError: There is none.
        """
        return self._by_id[report_id]


def write_reports(folder: Path, reports: Sequence[Report]) -> None:
    """One JSON object a line."""
    with (folder / REPORTS).open("w", encoding="utf-8", newline="\n") as file:
        for report in reports:
            file.write(json.dumps(asdict(report), ensure_ascii=False) + "\n")


def read_reports(folder: Path) -> tuple[Report, ...]:
    """Read back `write_reports`."""
    reports = []
    with (folder / REPORTS).open(encoding="utf-8", newline="\n") as file:
        for line in file:
            values = json.loads(line)
            sections = (
                Section(tuple(section.pop("path")), **section) for section in values.pop("sections")
            )
            pages = values.pop("pages", ())  # not there in lines of before there were pages
            reports.append(Report(**values, sections=tuple(sections), pages=tuple(pages)))
    return tuple(reports)


def write_chunks(folder: Path, reports: Sequence[Report], chunks: Sequence[Chunk]) -> None:
    """An int64 array of shape (chunks, 4): the report's position, start, end, planning or not."""
    position = {report.id: at for at, report in enumerate(reports)}
    rows = [
        (position[chunk.report_id], chunk.start, chunk.end, _PLANNING.index(chunk.planning))
        for chunk in chunks
    ]
    np.save(folder / CHUNKS, np.array(rows, np.int64).reshape(-1, 4))


def read_chunks(folder: Path, reports: Sequence[Report]) -> tuple[Chunk, ...]:
    """Read back `write_chunks`."""
    return chunks_of(np.load(folder / CHUNKS), reports)


def chunks_of(rows: NDArray[np.int64], reports: Sequence[Report]) -> tuple[Chunk, ...]:
    """The chunks that the array of `write_chunks` stands for."""
    return tuple(
        Chunk(reports[position].id, start, end, _PLANNING[planning])
        for position, start, end, planning in rows.tolist()
    )


def write_vectors(folder: Path, vectors: NDArray[np.float32]) -> None:
    """A flat FAISS index over unit vectors, so that the inner product is the cosine."""
    import faiss

    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(np.ascontiguousarray(vectors))
    # Written by Python, not by FAISS, so that a full disk is an OSError like any other.
    (folder / VECTORS).write_bytes(faiss.serialize_index(flat).tobytes())


def read_vectors(folder: Path) -> Any:
    """Read back `write_vectors`."""
    import faiss

    return faiss.read_index(str(folder / VECTORS))
