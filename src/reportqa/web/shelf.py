"""The library of an index: reports from a folder, and below it those that were uploaded.

    reports/                what `reportqa build` reads
        uploads/            what the page was given, under names that are safe
            .incoming/…     drafts: received and read, but not accepted yet

A later `reportqa build` finds the uploads under the same sources. What is replaced or fails on
the way is put back as it was.
"""

import hashlib
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from reportqa.errors import NoneRead, ReadError, ReportqaError, UsageError
from reportqa.index import Index
from reportqa.index.building import add, remove
from reportqa.index.originals import digest
from reportqa.reading import SourceFile, read_report
from reportqa.reading.about import recognise
from reportqa.reading.sidecar import sidecar_of, write_sidecar
from reportqa.reasons import reason_of
from reportqa.types import Report
from reportqa.web.library import Acceptance, Draft, Entry, Outcome, Progress, Values
from reportqa.web.uploads import free_name, is_taken, safe_name, write_new

MOST_DRAFTS: Final = 100
_INCOMING: Final = ".incoming"
_STALE_S: Final = 24 * 3600


@lru_cache(maxsize=100_000)
def _digest(file: Path, _modified: int, _size: int) -> str:
    return digest(file)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A draft, where its file waits, and the checksum of its bytes."""

    draft: Draft
    file: Path
    sha256: str


class Shelf:
    """See `reportqa.web.library.Library`.

    Args:
        index: The index's folder.
        live: Opens the live generation of it, each time anew if there is a newer one.
        reports: The folder that the index's sources are named relative to.
        uploads: The folder for uploads, below `reports`; None if the page may change nothing.
    """

    def __init__(
        self, index: Path, live: Callable[[], Index], reports: Path, uploads: Path | None = None
    ) -> None:
        self._index = index
        self._live = live
        self._reports = reports
        self._uploads = uploads
        self._drafts: dict[str, _Kept] = {}

    @property
    def is_writable(self) -> bool:
        """Whether there is a folder for uploads."""
        return self._uploads is not None

    def entries(self) -> Sequence[Entry]:
        """All reports of the live generation."""
        index = self._live()
        chunks = {entry.source: entry.chunks for entry in index.manifest.sources}
        entries = []
        for report in index.reports:
            file = self._file_of(report) if self.is_writable else None
            uploaded = file is not None and self._folder() in file.parents
            entries.append(Entry(report, chunks.get(report.source), file is not None, uploaded))
        return entries

    def receive(self, name: str, data: bytes, progress: Progress) -> Draft:
        """Keep a file aside and read it; a draft of the same bytes is given up for it.

        Whoever uploaded that may have closed the page, and nobody else could take it in.

        Raises:
            UsageError: Too many drafts wait, the library has this very file, or its name tells
                no format that can be read.
            ReadError: It cannot be read.
        """
        uploads, name = self._folder(), safe_name(name)
        progress("识别文件", 0, 0)
        self._forget_stale()
        if len(self._drafts) >= MOST_DRAFTS:
            raise UsageError(
                f"{name}：已有 {len(self._drafts)} 份文件等待收入，请先收入或放弃一些再上传。"
            )
        sha256 = hashlib.sha256(data).hexdigest()
        self._must_be_new(name, sha256)
        draft_id = secrets.token_hex(8)
        folder = self._incoming() / draft_id
        file = folder / name
        with _not_written(name):
            folder.mkdir()
        try:
            with _not_written(name):
                write_new(file, data)
            report = read_report(SourceFile(file, self._source(uploads / name)))
        except ReadError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise ReadError(str(error).replace(str(file), name)) from error
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        draft = Draft(draft_id, name, report, is_taken(uploads, name))
        for earlier in [at for at, kept in self._drafts.items() if kept.sha256 == sha256]:
            self.discard(earlier)
        self._drafts[draft_id] = _Kept(draft, file, sha256)
        return draft

    def accept(self, wanted: Sequence[Acceptance], progress: Progress) -> Sequence[Outcome]:
        """Take drafts into the library, all in one new generation.

        Raises:
            ReportqaError: The index could not be written; all of them stay drafts.
        """
        moves: dict[str, _Move] = {}
        outcomes: dict[str, Outcome] = {}
        try:
            for one in wanted:
                try:
                    moved = {move.target for move in moves.values()}
                    moves[one.draft_id] = self._move_in(one, moved)
                except ReportqaError as error:
                    outcomes[one.draft_id] = Outcome(one.draft_id, None, str(error))
            failed = self._add([move.target for move in moves.values()], progress)
        except BaseException:
            for move in moves.values():
                move.undo()
            raise
        for draft_id, move in moves.items():
            source = self._source(move.target)
            if source in failed:
                move.undo()
                problem = failed[source].replace(str(move.target), move.target.name)
                outcomes[draft_id] = Outcome(draft_id, None, problem)
            else:
                outcomes[draft_id] = Outcome(draft_id, self._id_of(source), None)
                self.discard(draft_id)
        return [outcomes[one.draft_id] for one in wanted]

    def discard(self, draft_id: str) -> None:
        """Forget a draft and delete its file."""
        kept = self._drafts.pop(draft_id, None)
        if kept:
            shutil.rmtree(kept.file.parent, ignore_errors=True)

    def correct(self, source: str, values: Values, progress: Progress) -> None:
        """Write the report's sidecar and index it anew.

        Raises:
            UsageError: There is no such report, or its file is not at hand.
            ReadError: A value is of the wrong kind, or the file cannot be read any more.
        """
        report = self._report(source)
        file = self._file_of(report)
        if file is None:
            raise UsageError(
                f"{source}：原文件不在报告目录里，或已不是收入时的内容，无法更正。请改好后重新上传。"
            )
        sidecar = sidecar_of(file)
        before = sidecar.read_bytes() if sidecar.is_file() else None
        try:
            self._write_corrections(file, report, values)
            failed = self._add([file], progress)
            if failed:
                raise ReadError(failed[source].replace(str(file), file.name))
        except BaseException:
            _put_back(sidecar, before)
            raise

    def remove(self, source: str, progress: Progress) -> None:
        """Take the report out of the index, and delete its file if it was uploaded.

        Raises:
            UsageError: There is no such report, or it is the only one.
        """
        file = self._file_of(self._report(source))
        remove([source], self._index, encoder=self._live().encoder, progress=progress)
        if file and self._folder() in file.parents:
            file.unlink(missing_ok=True)
            sidecar_of(file).unlink(missing_ok=True)

    def _folder(self) -> Path:
        """The folder for uploads, with its links resolved.

        Raises:
            UsageError: There is none.
        """
        if self._uploads is None:
            raise UsageError("没有开放上传：请用 reportqa serve --allow-upload 启动。")
        return self._uploads.resolve()

    def _incoming(self) -> Path:
        folder = self._folder() / _INCOMING
        with _not_written(str(folder)):
            folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _forget_stale(self) -> None:
        """Drop drafts that nobody took in for a day, also those of servers before."""
        folder = self._incoming()
        with _not_written(str(folder)):
            for left in folder.iterdir():
                if time.time() - left.stat().st_mtime > _STALE_S:
                    shutil.rmtree(left, ignore_errors=True)
        for draft_id in [at for at, kept in self._drafts.items() if not kept.file.is_file()]:
            self.discard(draft_id)

    def _source(self, path: Path) -> str:
        return path.relative_to(self._reports.resolve()).as_posix()

    def _file_of(self, report: Report) -> Path | None:
        """The report's file, if it lies below the folder of reports, is no link, and is the same.

        An index may have been built from another folder, in which a file of this name is another.
        """
        root = self._reports.resolve()
        file = root / report.source
        inside = root in file.resolve().parents
        try:
            plain = not file.is_symlink() and not sidecar_of(file).is_symlink()
        except OSError:  # its name is so long that no sidecar can stand beside it
            return None
        if not (inside and plain and file.is_file()):
            return None
        status = file.stat()
        same = _digest(file, status.st_mtime_ns, status.st_size) == report.sha256
        return file if same else None

    def _report(self, source: str) -> Report:
        found = next((r for r in self._live().reports if r.source == source), None)
        if found is None:
            raise UsageError("这份报告已经不在库中了。请刷新本页。")
        return found

    def _id_of(self, source: str) -> str:
        return self._report(source).id

    def _must_be_new(self, name: str, sha256: str) -> None:
        for report in self._live().reports:
            if report.sha256 == sha256:
                raise UsageError(f"{name}：库中已有这份文件（《{report.title}》），没有重复收入。")

    def _move_in(self, one: Acceptance, moved: Collection[Path]) -> "_Move":
        kept = self._drafts.get(one.draft_id)
        if kept is None or not kept.file.is_file():
            raise UsageError("这份文件已经不在等待之列了，请重新上传。")
        uploads = self._folder()
        target = uploads / kept.draft.name
        if not one.replaces or target in moved:
            target = uploads / free_name(uploads, kept.draft.name)
        move = _Move(kept.file, target)
        try:
            with _not_written(target.name):
                move.do()
            self._write_corrections(target, kept.draft.report, one.values)
        except BaseException:
            move.undo()
            raise
        return move

    def _write_corrections(self, file: Path, report: Report, values: Values) -> None:
        """Write what differs from what is recognised; a report without a title keeps that."""
        recognised = recognise(report.text, report.source)
        given = {name: _tidy(value) for name, value in values.items()}
        differing = {
            name: value
            for name, value in given.items()
            if value != (getattr(recognised, name, None) or "") and (value or name != "title")
        }
        with _not_written(file.name):
            try:
                write_sidecar(file, differing)
            except ReadError as error:
                raise ReadError(str(error).replace(str(sidecar_of(file)), file.name)) from error

    def _add(self, files: Sequence[Path], progress: Progress) -> dict[str, str]:
        """Index these files; what could not be read, by source."""
        if not files:
            return {}
        encoder, below = self._live().encoder, self._reports.resolve()
        try:
            return add(files, self._index, below=below, encoder=encoder, progress=progress).failed
        except NoneRead as error:
            return error.failed
        except ReadError as error:
            raise ReadError(str(error).replace(f"{self._folder()}/", "")) from error


class _Move:
    """A draft's file moved to where it stays; what was there is kept until that is settled."""

    def __init__(self, file: Path, target: Path) -> None:
        self.target = target
        self._file = file
        self._before: tuple[bytes | None, bytes | None] = (None, None)
        self._done = False

    def do(self) -> None:
        sidecar = sidecar_of(self.target)
        if self.target.is_symlink() or sidecar.is_symlink():
            raise UsageError(f"{self.target.name}：已有同名的链接，不能替换。请改名后再上传。")
        self._before = (_bytes_of(self.target), _bytes_of(sidecar))
        data = self._file.read_bytes()
        if self._before[0] is None:
            write_new(self.target, data)
            self._done = True
        else:
            copy = self._file.with_name(f"{secrets.token_hex(8)}.new")
            write_new(copy, data)
            self._done = True
            copy.replace(self.target)

    def undo(self) -> None:
        if self._done:
            _put_back(self.target, self._before[0])
            _put_back(sidecar_of(self.target), self._before[1])


def _tidy(value: str | int) -> str | int:
    return " ".join(value.split()) if isinstance(value, str) else value


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _put_back(path: Path, data: bytes | None) -> None:
    """Make a file what it was before; a disk that fails here has failed before."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        if data is not None:
            write_new(path, data)


@contextmanager
def _not_written(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"{name}：存不下来（{reason_of(error)}）。请检查磁盘空间和上传目录的权限。"
        ) from error
