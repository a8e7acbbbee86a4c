"""Examining an index: all that must agree, and the command that mends what does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportqa.embedding import Encoder, Notify, load_encoder
from reportqa.errors import IndexDamaged, IndexMissing, ModelError, StoredIndexError
from reportqa.index.generations import current, generations, is_busy, leftovers
from reportqa.index.keywords import Postings
from reportqa.index.manifest import (
    NAME,
    READER_VERSION,
    UNREADABLE,
    Manifest,
    SegmentEntry,
    SourceEntry,
    problem_of,
)
from reportqa.index.originals import digest, original_of, unneeded_originals
from reportqa.index.searched import embed_chunks, embedded_texts, searched_text
from reportqa.index.segments import CHUNKS, KEYWORDS, VECTORS, Segment, chunk_of
from reportqa.index.stored import REPORTS, StoredReport, fingerprint, read_reports
from reportqa.index.vectors import CODES, Codes, read_codes, read_faiss
from reportqa.reading import report_id
from reportqa.reading.lines import EMPTY
from reportqa.reasons import reason_of

_BUILD = "reportqa build"
_BUILD_FRESH = "reportqa build --fresh"  # for what a checksum does not give away
_LENGTH_TOLERANCE = 1e-3
_SAMPLED = 8
_SAME_COSINE = 0.99
"""Vectors of one text on two machines agree to 0.9999; those of two passages rarely reach 0.95."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something amiss. An error keeps the index from being trusted; other findings do not.

    `mend` is the command, or what else to do.
    """

    is_error: bool
    where: Path
    problem: str
    mend: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a segment's files hold, as far as they can be read; None for what cannot.

    `entry` is what the manifest says of it, `sources` of its reports that are in use.
    """

    entry: SegmentEntry
    sources: tuple[SourceEntry, ...]
    reports: tuple[StoredReport, ...] | None
    rows: Any
    vectors: Any
    codes: Codes | None
    postings: Postings | None


def doctor(
    index: Path | str,
    model: str | None = None,
    *,
    encoder: Encoder | None = None,
    notify: Notify | None = None,
) -> list[Finding]:
    """Examine everything that an index consists of; nothing is changed.

    Raises:
        IndexMissing: There is no index here.
    """
    index = Path(index)
    found: list[Finding] = []
    try:
        live = current(index)
    except IndexMissing:
        if not generations(index):
            raise
        live = None
        found.append(_lost_pointer(index, "没有记下现用的是哪一代"))
    except StoredIndexError as error:
        live = None
        found.append(_lost_pointer(index, problem_of(error, index)))
    if live:
        found += examine(live)
        found += _originals(index, live)
        found += _read_long_ago(live)
        if not any(finding.is_error for finding in found):
            found += _what_made_it(live, model, encoder, notify)
    for folder in generations(index):
        if folder != live and any(finding.is_error for finding in _files(folder)):
            found.append(Finding(False, folder, "这一代旧索引不完整，不能回退到它", "删除这个目录"))
    if not is_busy(index):
        found += (
            Finding(False, path, "中断的构建留下的，没有用处", f"{_BUILD}（会清理）")
            for path in (*leftovers(index), *unneeded_originals(index))
        )
    return found


def examine(folder: Path) -> list[Finding]:
    """Examine one generation: its files and, if they are whole, whether what they hold agrees."""
    found = list(_files(folder))
    # Nothing is opened that is known to be damaged: FAISS may take gigabytes for a wrong size.
    if any(finding.is_error for finding in found):
        return found
    manifest = Manifest.read(folder)
    for entry in manifest.segments:
        parts = _read(folder / entry.name, entry, manifest, found)
        found += (
            Finding(True, folder, problem, _BUILD_FRESH)
            for problem in _disagreements(parts, manifest.dimension)
        )
    told = (
        sum(entry.chunks for entry in manifest.sources),
        sum(entry.characters for entry in manifest.sources),
    )
    if told != (manifest.chunks, manifest.characters):
        problem = f"清单的合计与各份报告不符：{told}，{(manifest.chunks, manifest.characters)}"
        found.append(Finding(True, folder, problem, _BUILD_FRESH))
    return found


def newest_whole(index: Path) -> Path | None:
    """The newest generation without errors, live or not."""
    for folder in reversed(generations(index)):
        if not any(finding.is_error for finding in examine(folder)):
            return folder
    return None


def _lost_pointer(index: Path, problem: str) -> Finding:
    whole = newest_whole(index)
    return Finding(True, index, problem, f"reportqa rollback {whole.name}" if whole else _BUILD)


def _files(folder: Path) -> Iterator[Finding]:
    """Every file against its checksum, and files that the manifest does not know."""
    try:
        manifest = Manifest.read(folder)
    except StoredIndexError as error:
        yield Finding(True, folder / NAME, problem_of(error, folder), _BUILD)
        return
    for name, entry in manifest.files.items():
        path = folder / name
        if not path.is_file():
            yield Finding(True, path, "文件缺失", _BUILD)
        elif digest(path) != entry.sha256:
            yield Finding(True, path, "与清单的校验值不符，可能写了一半或被改动", _BUILD)
    known = {folder / name for name in (*manifest.files, NAME)}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in known:
            yield Finding(False, path, "清单里没有这个文件", "删除这个文件")


def _read(folder: Path, entry: SegmentEntry, manifest: Manifest, found: list[Finding]) -> _Parts:
    """Read what can be read of a segment, and add to `found` what cannot."""

    def attempt(name: str, read: Any) -> Any:
        try:
            return read()
        except UNREADABLE as error:
            found.append(Finding(True, folder / name, f"打不开（{reason_of(error)}）", _BUILD))
            return None

    has_codes = f"{entry.name}/{CODES}" in manifest.files
    return _Parts(
        entry=entry,
        sources=tuple(source for source in manifest.sources if source.segment == entry.name),
        reports=attempt(REPORTS, lambda: read_reports(folder)),
        rows=attempt(CHUNKS, lambda: np.load(folder / CHUNKS)),
        vectors=attempt(VECTORS, lambda: read_faiss(folder / VECTORS)),
        codes=attempt(CODES, lambda: read_codes(folder)) if has_codes else None,
        postings=attempt(KEYWORDS, lambda: Postings.load(folder / KEYWORDS)),
    )


def _disagreements(parts: _Parts, dimension: int) -> Iterator[str]:
    """In words, whatever does not agree with the rest."""
    if parts.reports is not None:
        try:
            yield from _of_reports(parts.reports, parts)
        except IndexDamaged as error:
            yield str(error)
            return
    if parts.rows is not None:
        yield from _of_chunks(parts)
    if parts.vectors is not None:
        yield from _of_vectors(parts.vectors, parts.entry, dimension)
    if parts.codes is not None and parts.codes.ntotal != parts.entry.chunks:
        yield f"8 位向量有 {parts.codes.ntotal} 个，段落有 {parts.entry.chunks} 个"
    if parts.postings is not None and parts.postings.size != parts.entry.chunks:
        yield f"关键词表有 {parts.postings.size} 个段落，清单说 {parts.entry.chunks} 个"


def _of_reports(reports: tuple[StoredReport, ...], parts: _Parts) -> Iterator[str]:
    if len(reports) != parts.entry.reports:
        yield f"报告与清单不符：清单有 {parts.entry.reports} 份，实有 {len(reports)} 份"
    by_source = {report.source: report for report in reports}
    if len(by_source) != len(reports):
        yield "有报告重名"
    for entry in parts.sources:
        report = by_source.get(entry.source)
        if report is None:
            yield f"{entry.source}：清单里有，索引里没有"
        elif len(report.text) != entry.characters:
            yield f"{entry.source}：有 {len(report.text)} 字，清单说 {entry.characters} 字"
        elif (report.id, report.sha256, fingerprint(report)) != (
            entry.report_id,
            entry.sha256,
            entry.fingerprint,
        ):
            yield f"{entry.source}：内容与清单不符"
    for report in reports:
        if report.id != report_id(report.source):
            yield f"{report.source}：编号与文件名不符"
        size = len(report.text)
        for section in report.sections:
            if not (section.path and 0 <= section.start <= section.body <= section.end <= size):
                heading = " / ".join(section.path)
                yield f"{report.source}：小节“{heading}”的位置超出正文（共 {size} 字）"
        starts = [section.start for section in report.sections]
        if starts != sorted(starts):
            yield f"{report.source}：小节的顺序不对"
        if not all(0 <= page <= size for page in report.pages) or list(report.pages) != sorted(
            report.pages
        ):
            yield f"{report.source}：页码的位置不对"


def _of_chunks(parts: _Parts) -> Iterator[str]:
    rows, entry = parts.rows, parts.entry
    if rows.ndim != 2 or rows.shape[1] != 4:
        yield f"段落表的形状是 {rows.shape}，应为 (段落数, 4)"
        return
    if len(rows) != entry.chunks:
        yield f"段落有 {len(rows)} 个，清单说 {entry.chunks} 个"
    if parts.reports is None:
        return
    reports = parts.reports
    counts = [0] * len(reports)
    for at, (position, start, end, planning) in enumerate(rows.tolist()):
        if not 0 <= position < len(reports):
            yield f"第 {at} 个段落属于第 {position} 份报告，没有这一份"
            continue
        counts[position] += 1
        report = reports[position]
        if not 0 <= start < end <= len(report.text):
            yield f"{report.source}：第 {at} 个段落 {start}–{end} 超出正文（{len(report.text)} 字）"
        elif not report.text[start:end].strip(EMPTY):
            yield f"{report.source}：第 {at} 个段落 {start}–{end} 没有文字"
        if not 0 <= planning <= 2:
            yield f"{report.source}：第 {at} 个段落的计划标记是 {planning}"
    held = {report.source: count for report, count in zip(reports, counts, strict=True)}
    for source in parts.sources:
        count = held.get(source.source, 0)
        if count != source.chunks:
            yield f"{source.source}：有 {count} 个段落，清单说 {source.chunks} 个"


def _of_vectors(vectors: Any, entry: SegmentEntry, dimension: int) -> Iterator[str]:
    if vectors.ntotal != entry.chunks:
        yield f"向量有 {vectors.ntotal} 个，段落有 {entry.chunks} 个"
    if vectors.d != dimension:
        yield f"向量是 {vectors.d} 维，模型是 {dimension} 维"
    values = vectors.reconstruct_n(0, vectors.ntotal)
    lengths = np.linalg.norm(values, axis=1)
    wrong = int((~(np.abs(lengths - 1) <= _LENGTH_TOLERANCE)).sum())
    if wrong:
        yield f"有 {wrong} 个向量的长度不是 1，或不是数"


def _what_made_it(
    live: Path, model: str | None, encoder: Encoder | None, notify: Notify | None
) -> list[Finding]:
    """Whether this program and model would make the same keywords and, of a few, vectors."""
    manifest = Manifest.read(live)
    found = []
    sampled: list[tuple[tuple[str, str], NDArray[np.float32]]] = []
    for entry in manifest.segments:
        segment = Segment.open(live / entry.name)
        chunks = [
            (report, chunk_of(row, report))
            for position, row in zip(segment.rows[:, 0].tolist(), segment.rows, strict=True)
            for report in [segment.reports[position]]
        ]
        texts = [searched_text(report, chunk) for report, chunk in chunks]
        if not Postings.build(texts).is_same_as(segment.postings):
            where = live / entry.name / KEYWORDS
            found.append(Finding(True, where, "关键词与段落不一致", _BUILD_FRESH))
        sample = np.unique(np.linspace(0, len(texts) - 1, _SAMPLED).astype(np.int64))
        vectors = segment.vectors.reconstruct_batch(sample)
        sampled += zip([embedded_texts(*chunks[at]) for at in sample], vectors, strict=True)
    try:
        encoder = encoder or load_encoder(model or manifest.model, notify=notify)
    except ModelError as error:
        return [*found, Finding(True, live, str(error), "reportqa doctor --model 原来的模型")]
    if (encoder.identity, encoder.dimension) != (manifest.identity, manifest.dimension):
        problem = f"由模型 {manifest.identity} 建成，现在的模型是 {encoder.identity}"
        return [*found, Finding(True, live, problem, f"用 --model 指定原来的模型，或 {_BUILD}")]
    made = embed_chunks(encoder, [text for text, _ in sampled])
    stored = np.array([vector for _, vector in sampled])
    wrong = int(((made * stored).sum(axis=1) < _SAME_COSINE).sum())
    if wrong:
        problem = f"抽查的 {len(sampled)} 个向量中有 {wrong} 个与段落不符"
        found.append(Finding(True, live, problem, _BUILD_FRESH))
    return found


def _originals(index: Path, live: Path) -> Iterator[Finding]:
    try:
        entries = Manifest.read(live).sources
    except StoredIndexError:
        return
    for entry in entries:
        path = original_of(index, entry.sha256, entry.source)
        if not path.is_file():
            yield Finding(True, path, f"{entry.source} 的原文件不在了", _BUILD)
        elif digest(path) != entry.sha256:
            yield Finding(True, path, f"{entry.source} 的原文件被改动了", _BUILD)


def _read_long_ago(live: Path) -> Iterator[Finding]:
    """`add` takes over other reports as an older reportqa read them; `build` reads them anew."""
    try:
        entries = Manifest.read(live).sources
    except StoredIndexError:
        return
    older = sum(entry.reader_version < READER_VERSION for entry in entries)
    if older:
        problem = f"有 {older} 份报告是旧版本读入的，新版本对年份、地方等可能认得更准"
        yield Finding(False, live, problem, _BUILD)
