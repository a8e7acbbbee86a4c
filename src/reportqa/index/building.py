"""Making a new generation of an index from files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportqa import index as store
from reportqa.chunking import chunk_report, context
from reportqa.config import Settings
from reportqa.embedding import Encoder, load_encoder
from reportqa.errors import ReadError, ReportqaError
from reportqa.index import Index
from reportqa.index.generations import current, locked, new_generation
from reportqa.index.keywords import Keywords
from reportqa.index.manifest import FileEntry, Manifest, SourceEntry, describe_file
from reportqa.normalising import normalise
from reportqa.reading import SourceFile, find_files, read_report
from reportqa.types import Chunk, Report

Progress = Callable[[str, int, int], None]
"""Called with the stage in the user's words, how much is done, and of how much."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. `failed` maps a source to the one-line error that kept it out."""

    index: Path
    generation: str
    reports: int
    chunks: int
    characters: int
    embedded: int
    reused: int
    removed: tuple[str, ...]
    failed: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Indexed:
    """A report with its chunks, and their vectors where an earlier generation has them."""

    report: Report
    chunks: list[Chunk]
    vectors: NDArray[np.float32] | None


def build(
    paths: Sequence[Path | str],
    index: Path | str,
    *,
    model: str | None = None,
    encoder: Encoder | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Index these files and folders, and swap the result in as the live generation of `index`.

    Reports that the live generation holds unchanged are not read or embedded again. A file
    that cannot be read is left out and reported, unless no file can be read at all.

    Raises:
        UsageError: A path does not exist or holds nothing to read.
        ReadError: None of the files can be read.
        ModelError: The embedding model cannot be loaded.
        IndexNotWritten: The index could not be written; the old one stays live.
    """
    report_progress = progress or (lambda _stage, _done, _total: None)
    settings = settings or Settings()
    index = Path(index)
    files = find_files([Path(path) for path in paths])

    def notify(stage: str, fraction: float) -> None:
        report_progress(stage, round(fraction * 100), 100)

    encoder = encoder or load_encoder(model, notify=notify)
    with locked(index, lambda: report_progress("等待另一个构建结束", 0, 0)):
        old = _live(index, encoder, settings)
        indexed, failed = _read_all(files, old, settings, report_progress)
        vectors, embedded = _vectors(indexed, encoder, report_progress)
        reports = [item.report for item in indexed]
        chunks = [chunk for item in indexed for chunk in item.chunks]
        texts = [searched_text(item.report, chunk) for item in indexed for chunk in item.chunks]
        with new_generation(index, settings.kept_generations) as folder:
            done = 0

            def indexed_keywords(count: int) -> None:
                nonlocal done
                done += count
                report_progress("建立关键词索引", done, len(texts))

            store.write_reports(folder, reports)
            store.write_chunks(folder, reports, chunks)
            store.write_vectors(folder, vectors)
            Keywords.build(texts, indexed_keywords).save(folder / store.KEYWORDS)
            Manifest(
                created=datetime.now(UTC).isoformat(timespec="seconds"),
                model=model or "builtin",
                identity=encoder.identity,
                dimension=encoder.dimension,
                settings=settings,
                chunks=len(chunks),
                characters=sum(len(report.text) for report in reports),
                sources=tuple(
                    SourceEntry(
                        item.report.source, item.report.sha256, item.report.id, len(item.chunks)
                    )
                    for item in indexed
                ),
                files=_files(folder),
            ).write(folder)
        gone = {report.source for report in old.reports} if old else set()
        return BuildResult(
            index=index,
            generation=current(index).name,
            reports=len(reports),
            chunks=len(chunks),
            characters=sum(len(report.text) for report in reports),
            embedded=embedded,
            reused=len(chunks) - embedded,
            removed=tuple(sorted(gone - {report.source for report in reports})),
            failed=failed,
        )


def searched_text(report: Report, chunk: Chunk) -> str:
    """What is embedded and keyword-indexed for a chunk: its context and its words, normalised."""
    return normalise(f"{context(report, chunk)} {report.text[chunk.start : chunk.end]}")


def _live(index: Path, encoder: Encoder, settings: Settings) -> Index | None:
    """The live generation, if what it holds can be used again."""
    try:
        live = Index.load(index, encoder=encoder)
    except ReportqaError:
        return None
    same = live.manifest.settings.chunk_size_characters == settings.chunk_size_characters
    return live if same else None


def _read_all(
    files: Sequence[SourceFile], old: Index | None, settings: Settings, progress: Progress
) -> tuple[list[_Indexed], dict[str, str]]:
    known = {report.source: report for report in old.reports} if old else {}
    positions: dict[str, list[int]] = {}
    for position, chunk in enumerate(old.chunks if old else ()):
        positions.setdefault(chunk.report_id, []).append(position)
    indexed, failed = [], {}
    for done, file in enumerate(files, 1):
        try:
            report = read_report(file)
        except ReadError as error:
            failed[file.source] = str(error)
        else:
            if old and known.get(file.source) == report:
                rows = positions.get(report.id, [])
                vectors = old.vectors.reconstruct_batch(rows) if rows else None
                indexed.append(_Indexed(report, [old.chunks[row] for row in rows], vectors))
            else:
                chunks = chunk_report(report, settings.chunk_size_characters)
                if chunks:
                    indexed.append(_Indexed(report, chunks, None))
                else:
                    failed[file.source] = f"{file.path}：只有标题，没有正文。请补上正文后再试。"
        progress("读取报告", done, len(files))
    if not indexed:
        first, *others = failed.values()
        raise ReadError(
            first if not others else f"{len(failed)} 个文件都读不出来，第一个是：{first}"
        )
    return indexed, failed


def _vectors(
    indexed: Sequence[_Indexed], encoder: Encoder, progress: Progress
) -> tuple[NDArray[np.float32], int]:
    """All vectors in order of the chunks, and how many of them had to be computed."""
    texts = [
        searched_text(item.report, chunk)
        for item in indexed
        if item.vectors is None
        for chunk in item.chunks
    ]
    done = 0

    def embedded(count: int) -> None:
        nonlocal done
        done += count
        progress("计算向量", done, len(texts))

    fresh = iter(encoder.encode(texts, "passage", embedded))
    rows = [
        row
        for item in indexed
        for row in (
            item.vectors if item.vectors is not None else (next(fresh) for _ in item.chunks)
        )
    ]
    return np.array(rows, np.float32).reshape(-1, encoder.dimension), len(texts)


def _files(folder: Path) -> dict[str, FileEntry]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): describe_file(path) for path in paths}
