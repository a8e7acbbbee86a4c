"""From files to `Report`s: the first stage. See `reportqa.reading.formats` on adding a format."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from reportqa.errors import NotOpened, ReadError, UsageError
from reportqa.reading.about import recognise
from reportqa.reading.extracted import MAX_FILE_BYTES, megabytes
from reportqa.reading.formats import SUFFIXES, extract, why_not
from reportqa.reading.headings import find_sections
from reportqa.reading.lines import without_tags
from reportqa.reading.sidecar import corrected
from reportqa.reasons import reason_of
from reportqa.types import Report

_LOCK_FILE = "~$"  # what Word leaves beside a document that is open


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read and the name it goes by in an index."""

    path: Path
    source: str


def find_files(
    paths: Sequence[Path], below: Path | None = None, *, apart: Path | None = None
) -> list[SourceFile]:
    """The files that can be read among these files and below these folders, in order of name.

    A folder's files of other formats and hidden ones are passed over, a link that leads nowhere
    is not: it is told of when it is read. A file named outright must be readable. Names are
    relative to the folder given, or all of them to `below`; where two folders hold the same name,
    both get their folder's name in front. `apart` is a folder that is not looked into on the way.

    Raises:
        UsageError: A path does not exist, holds nothing to read, or names one file twice over; or
            a folder cannot be looked into, which might hold any report.
    """
    found: list[tuple[Path, SourceFile]] = []
    for path in paths:
        try:
            is_folder, is_file = path.is_dir(), path.is_file()
        except OSError as error:
            raise UsageError(f"{path}：打不开（{reason_of(error)}）。请检查路径和权限。") from error
        if is_folder:
            files = [
                SourceFile(file, file.relative_to(below or path).as_posix())
                for file in _walk(path, apart)
            ]
            if not files:
                raise UsageError(
                    f"{path}：目录里没有可读的报告（支持 {_supported()}）。请放入报告后再试。"
                )
            found += [(path, file) for file in files]
        elif is_file:
            if path.suffix.lower() not in SUFFIXES:
                told = f"不支持这种文件（支持 {_supported()}）。请转换格式后再试。"
                raise UsageError(f"{path}：{why_not(path) or told}")
            name = path.relative_to(below).as_posix() if below else path.name
            found.append((path.parent, SourceFile(path, name)))
        else:
            raise UsageError(f"{path}：没有这个文件或目录。请检查路径。")
    return sorted(_made_unique(found), key=lambda file: file.source)


def mendable(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Below the folders among these paths, the files passed over that can be read once mended.

    Each with what to do: 年报.doc, 附件.zip.
    """
    for folder in paths:
        if folder.is_dir():
            for path in _visible(folder):
                if (told := why_not(path)) and _is_file(path):
                    yield path, told


def read_report(file: SourceFile) -> Report:
    """Read one file.

    Raises:
        NotOpened: The file cannot be opened; the message names it, as do those of the others.
        ReadError: The file cannot be read, holds no text, is too large, or its name is not
            Unicode, which an index could not store.
    """
    try:
        file.source.encode()
    except UnicodeEncodeError as error:
        name = str(file.path).encode("utf-8", "backslashreplace").decode()
        raise ReadError(f"{name}：文件名不是 UTF-8。请改名后再试，或不收录它。") from error
    try:
        if (size := file.path.stat().st_size) > MAX_FILE_BYTES:
            raise ReadError(
                f"{file.path}：文件有 {megabytes(size)}，超过上限 {megabytes(MAX_FILE_BYTES)}。"
                "请拆成几个文件后再试，或不收录它。"
            )
        data = file.path.read_bytes()
    except OSError as error:
        is_lost = isinstance(error, FileNotFoundError) and file.path.is_symlink()
        reason = "链接指向的文件不在" if is_lost else reason_of(error)
        raise NotOpened(f"{file.path}：打不开（{reason}）。请检查文件权限，或不收录它。") from error
    extracted = extract(data, file.path.suffix.lower(), str(file.path))
    text = extracted.text
    told = corrected(recognise(text, file.source), file.path)
    return Report(
        id=report_id(file.source),
        title=told.title,
        issuer=told.issuer,
        place=told.place,
        kind=told.kind,
        date=told.date,
        year=told.year,
        plan_year=told.plan_year,
        source=file.source,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        sections=find_sections(without_tags(text), dict(extracted.headings)),
        pages=extracted.pages,
    )


def report_id(source: str) -> str:
    """A short name for a source that stays the same when the text is corrected."""
    return hashlib.sha256(source.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _walk(folder: Path, apart: Path | None) -> Iterable[Path]:
    for path in _visible(folder, apart):
        if path.suffix.lower() in SUFFIXES and _is_file(path):
            yield path


def _visible(folder: Path, apart: Path | None = None) -> Iterable[Path]:
    found: list[Path] = []
    left_out = os.path.realpath(apart) if apart else None
    for parent, folders, files in os.walk(folder, onerror=_not_looked_into):
        folders[:] = [  # not to look into the others
            name
            for name in filter(_is_visible, folders)
            if os.path.realpath(Path(parent, name)) != left_out
        ]
        found += (Path(parent, name) for name in (*folders, *filter(_is_visible, files)))
    return sorted(found)


def _is_visible(name: str) -> bool:
    return not name.startswith((".", _LOCK_FILE))


def _not_looked_into(error: OSError) -> NoReturn:
    raise UsageError(
        f"{error.filename}：打不开这个文件夹（{reason_of(error)}）。请放开权限，或把它移到别处。"
    ) from error


def _is_file(path: Path) -> bool:
    """Whether this is a file, or was one: a link that leads nowhere, as to a disk that is off."""
    try:
        return path.is_file() or (path.is_symlink() and not path.exists())
    except PermissionError as error:
        raise UsageError(
            f"{path}：没有权限读取它所在的文件夹。请放开权限，或把这个文件夹移到别处。"
        ) from error


def _made_unique(found: list[tuple[Path, SourceFile]]) -> Iterable[SourceFile]:
    # Path.resolve() fails where links lead in a circle.
    files = list({os.path.realpath(file.path): (root, file) for root, file in found}.values())
    names = [file.source for _, file in files]
    twice = {name for name, count in Counter(names).items() if count > 1}
    chosen: dict[str, Path] = {}
    for root, file in files:
        name = f"{root.resolve().name}/{file.source}" if file.source in twice else file.source
        if name in chosen:
            raise UsageError(
                f"{chosen[name]} 与 {file.path} 在索引中同名（{name}）。请改其中一个的文件名。"
            )
        chosen[name] = file.path
        yield SourceFile(file.path, name)


def _supported() -> str:
    return "、".join(SUFFIXES)
