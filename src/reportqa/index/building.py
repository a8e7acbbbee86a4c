"""Making a new generation of an index from files."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportqa.config import Settings
from reportqa.embedding import BUILTIN, Encoder, ExpectsMany, load_encoder
from reportqa.embedding.folders import folder_named
from reportqa.errors import ModelError, ReportqaError, StoredIndexError, UsageError
from reportqa.index import Index, segments
from reportqa.index.gathering import Gathered, gather
from reportqa.index.generations import current, locked, new_generation
from reportqa.index.manifest import (
    FileEntry,
    Manifest,
    SegmentEntry,
    describe_file,
)
from reportqa.index.originals import drop_unneeded_originals, keep_originals
from reportqa.index.searched import counted_beside, embed_chunks, embedded_texts
from reportqa.index.segments import divided, stays, take_over
from reportqa.reading import SourceFile, find_files

Progress = Callable[[str, int, int], None]
"""Called with the stage in the user's words, how much is done, and of how much."""

WAITING = "等待另一个构建结束"
"""The stage that is told while another build holds the index."""

# From about as much on, the built-in encoder has an engine made that works through many texts.
_MUCH_BYTES = 100_000

Leaving = Callable[[tuple[str, ...]], None]
"""Called, before anything is written, with the sources that the new generation will not hold."""

Check = Callable[[Index, Index | None], None]
"""Called before the swap with the new index and the old one, None if there is none that opens.

An error that it raises keeps the old one.
"""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did.

    `added`, `changed` and `removed` are sources, against the generation that was live before.
    `failed` maps a source to the one-line error that kept it out, or as it was.
    """

    index: Path
    generation: str
    reports: int
    chunks: int
    characters: int
    embedded: int
    reused: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    failed: dict[str, str]


def build(
    paths: Sequence[Path | str],
    index: Path | str,
    *,
    model: str | None = None,
    encoder: Encoder | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
    leaving: Leaving | None = None,
    check: Check | None = None,
    fresh: bool = False,
) -> BuildResult:
    """Index these files and folders, and swap the result in as the live generation of `index`.

    Reports that the live generation holds unchanged are not read or embedded again, unless `fresh`;
    an index that lies in one of the folders is not read. A file that cannot be read is left out and
    reported, unless no file can be read at all; a report whose file cannot be opened, or whose
    corrections cannot be used, stays as the live generation has it.

    Raises:
        UsageError: There is no path, or one does not exist or holds nothing to read.
        NoneRead: None of the files can be read; the old index stays live.
        ModelError: The embedding model cannot be loaded.
        IndexNotWritten: The index could not be written; the old one stays live.
        Whatever `check` raises; the old one stays live.
    """
    if not paths:
        raise UsageError("没有给出要读的报告。请至少给出一个文件或目录。")
    files = find_files([Path(path) for path in paths], apart=Path(index))
    builder = _Builder.prepare(index, model, encoder, settings, progress)
    return replace(builder, leaving=leaving, check=check, fresh=fresh).run(files)


def add(
    paths: Sequence[Path | str],
    index: Path | str,
    *,
    below: Path | None = None,
    model: str | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
    check: Check | None = None,
) -> BuildResult:
    """Index these files and folders beside what the index holds already.

    A source that it holds is replaced. Settings stay those of the index, and so does the model:
    `model` says where to find it. Sources are named relative to `below` if it is given, as if
    that folder had been built.

    Raises:
        As `build`, and IndexMissing, IndexDamaged, IndexForeign for the index to add to.
    """
    files = _files_to_add([Path(path) for path in paths], below, Path(index))
    model = model or Manifest.read(current(Path(index))).model
    builder = _Builder.prepare(index, model, encoder, None, progress)
    return replace(builder, check=check).run(files, lambda live: live.sources)


def remove(
    sources: Collection[str],
    index: Path | str,
    *,
    model: str | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Take reports out of the index, named by their sources.

    Raises:
        UsageError: A source is not in the index, or none would be left.
        IndexMissing, IndexDamaged, IndexForeign, IndexNotWritten: The index cannot be used.
    """

    def kept(live: Index) -> tuple[str, ...]:
        unknown = sorted(set(sources) - set(live.sources))
        if unknown:
            raise UsageError(f"索引里没有 {'、'.join(unknown)}。可用 reportqa list 查看都有哪些。")
        left = tuple(source for source in live.sources if source not in sources)
        if not left:
            raise UsageError("这样索引里就一份报告也没有了。请至少留下一份，或直接删除索引目录。")
        return left

    model = model or Manifest.read(current(Path(index))).model
    return _Builder.prepare(index, model, encoder, None, progress).run([], kept)


def _files_to_add(paths: list[Path], below: Path | None, index: Path) -> list[SourceFile]:
    if below is None:
        return find_files(paths, apart=index)
    root = below.resolve()
    placed = [_placed(path) for path in paths]
    for path, real in zip(paths, placed, strict=True):
        if not real.is_relative_to(root):
            raise UsageError(f"{path}：不在 {below} 之下。请改正 --below，或去掉它。")
    return find_files(placed, root, apart=index)


def _placed(path: Path) -> Path:
    """Where a path leads by whatever folders, with its own name."""
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


@dataclass(frozen=True, slots=True)
class _Builder:
    """One build: where to, with what, and whom to tell."""

    index: Path
    model: str
    encoder: Encoder
    settings: Settings
    progress: Progress
    leaving: Leaving | None = None
    check: Check | None = None
    fresh: bool = False

    @classmethod
    def prepare(
        cls,
        index: Path | str,
        model: str | None,
        encoder: Encoder | None,
        settings: Settings | None,
        progress: Progress | None,
    ) -> "_Builder":
        tell = progress or (lambda _stage, _done, _total: None)

        def notify(stage: str, fraction: float) -> None:
            tell(stage, round(fraction * 100), 100)

        return cls(
            index=Path(index),
            model=_lasting(model or BUILTIN),
            encoder=encoder or load_encoder(model, notify=notify),
            settings=settings or Settings(),
            progress=tell,
        )

    def run(
        self, files: Sequence[SourceFile], keep: Callable[[Index], Collection[str]] | None = None
    ) -> BuildResult:
        """Build from files, and from what `keep` names of the live generation if it is given."""
        with locked(self.index, lambda: self.progress(WAITING, 0, 0)):
            try:
                if keep is None:
                    reusable = self._reusable()
                    with nullcontext() if reusable else self._expecting(files):
                        return self._build(files, reusable, ())
                live = Index.load(self.index, encoder=self.encoder)
                same = replace(self, settings=live.manifest.settings)
                return same._build(files, live, keep(live))
            finally:
                drop_unneeded_originals(self.index)

    def _build(
        self, files: Sequence[SourceFile], live: Index | None, kept: Collection[str]
    ) -> BuildResult:
        before = self._held_before()
        gathered, failed = gather(
            self.index, files, live, kept, self.settings, self._counter("读取报告", len(files))
        )
        now = {item.entry.source: item.entry for item in gathered}
        removed = tuple(sorted(set(before) - set(now)))
        if removed and self.leaving:
            self.leaving(removed)
        embedded = sum(len(item.lacking) for item in gathered)
        with new_generation(self.index, self.settings.kept_generations) as folder:
            manifest = self._write(folder, gathered, live)
            if self.check:
                self.check(Index.open(folder, encoder=self.encoder), live or self._old())
        return BuildResult(
            index=self.index,
            generation=current(self.index).name,
            reports=len(gathered),
            chunks=manifest.chunks,
            characters=manifest.characters,
            embedded=embedded,
            reused=manifest.chunks - embedded,
            added=tuple(source for source in now if source not in before),
            changed=tuple(
                source
                for source in now
                if source in before and now[source].fingerprint != before[source]
            ),
            removed=removed,
            failed=failed,
        )

    def _expecting(self, files: Sequence[SourceFile]) -> AbstractContextManager[object]:
        """Let the encoder get ready while reports are read, where there is much in them."""
        with suppress(OSError):  # a file that is gone is told of when it is read
            size = sum(file.path.stat().st_size for file in files)
            if size >= _MUCH_BYTES and isinstance(self.encoder, ExpectsMany):
                return self.encoder.expecting_many()
        return nullcontext()

    def _reusable(self) -> Index | None:
        """The live generation, if what it holds can and may be used again."""
        if self.fresh:
            return None
        try:
            live = Index.load(self.index, encoder=self.encoder, whole=True)
        except ReportqaError:
            return None
        same_size = live.manifest.settings.chunk_size_characters
        return live if same_size == self.settings.chunk_size_characters else None

    def _old(self) -> Index | None:
        """The live generation with the model that it was built with."""
        try:
            return Index.load(self.index)
        except (StoredIndexError, ModelError):
            return None

    def _held_before(self) -> dict[str, str]:
        """The sources of the live generation, whatever made it, and their fingerprints."""
        try:
            return Manifest.fingerprints(current(self.index))
        except StoredIndexError:
            return {}

    def _write(self, folder: Path, gathered: Sequence[Gathered], live: Index | None) -> Manifest:
        settled: dict[str, SegmentEntry] = {}
        files: dict[str, FileEntry] = {}
        if live:
            settled = _staying(live, gathered)
            for name in settled:
                files |= live.manifest.files_of(name)
            take_over(live.folder, files, folder)
        written = [item for item in gathered if _home(item) not in settled]
        held = dict(settled)
        entries = {item.entry.source: item.entry for item in gathered}
        made = self._segments(folder, written, _free_names(settled))
        for name, items in made:
            chunks = sum(item.entry.chunks for item in items)
            held[name] = SegmentEntry(name, len(items), chunks)
            entries |= {item.entry.source: replace(item.entry, segment=name) for item in items}
            files |= _files(folder, name)
        read = ((one.entry.sha256, one.entry.source, one.file) for one in gathered if one.file)
        keep_originals(self.index, read)
        manifest = Manifest(
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            model=self.model,
            identity=self.encoder.identity,
            dimension=self.encoder.dimension,
            settings=self.settings,
            chunks=sum(entry.chunks for entry in entries.values()),
            characters=sum(entry.characters for entry in entries.values()),
            segments=tuple(held.values()),
            sources=tuple(entries.values()),
            files=files,
        )
        manifest.write(folder)
        return manifest

    def _segments(
        self, folder: Path, gathered: Sequence[Gathered], names: Iterator[str]
    ) -> Iterator[tuple[str, Sequence[Gathered]]]:
        """Write these reports, segment by segment."""
        embedded = self._counter("计算向量", sum(len(item.lacking) for item in gathered))
        indexed = self._counter("建立关键词索引", sum(item.entry.chunks for item in gathered))
        for part in divided([item.entry.chunks for item in gathered]):
            items, name = gathered[part], next(names)
            chunks = [item.chunks for item in items]
            reports = [item.report for item in items]
            lacking = _lacking(items)
            with counted_beside(reports, chunks) as counting:
                vectors = _whole(items, embed_chunks(self.encoder, lacking, embedded))
                segments.write(folder / name, reports, chunks, vectors, counting(indexed))
            yield name, items

    def _counter(self, stage: str, total: int) -> Callable[[int], None]:
        """Adds up what is done and tells it."""
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            self.progress(stage, done, total)

        return count


def _lasting(model: str) -> str:
    """The model's name as the manifest keeps it: a folder is found from everywhere."""
    folder = None if model == BUILTIN else folder_named(model)
    return str(folder.resolve()) if folder and folder.exists() else model


def _home(item: Gathered) -> str:
    """The segment that a report is stored in, "" where it is not yet."""
    return item.stored.segment.name if item.stored else ""


def _staying(live: Index, gathered: Sequence[Gathered]) -> dict[str, SegmentEntry]:
    """The segments of the live generation that are taken over as they are, by name."""
    in_use: Counter[str] = Counter()
    for item in gathered:
        in_use[_home(item)] += item.entry.chunks
    return {
        entry.name: entry
        for entry in live.manifest.segments
        if stays(entry.chunks, in_use[entry.name])
    }


def _lacking(gathered: Sequence[Gathered]) -> list[tuple[str, str]]:
    """What is embedded for the chunks whose vectors are not stored, in order."""
    return [embedded_texts(item.report, chunk) for item in gathered for chunk in item.lacking]


def _whole(gathered: Sequence[Gathered], fresh: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vectors of all chunks, in order, from those that are stored and `fresh` ones."""
    ends = np.cumsum([len(item.lacking) for item in gathered])
    made = np.split(fresh, ends[:-1])
    blocks = [
        own if (stored := item.vectors) is None else stored
        for item, own in zip(gathered, made, strict=True)
    ]
    return np.concatenate(blocks)


def _free_names(taken: Collection[str]) -> Iterator[str]:
    return (name for number in count() if (name := f"segment-{number}") not in taken)


def _files(generation: Path, segment: str) -> dict[str, FileEntry]:
    paths = sorted(path for path in (generation / segment).rglob("*") if path.is_file())
    return {path.relative_to(generation).as_posix(): describe_file(path) for path in paths}
