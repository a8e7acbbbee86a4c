"""Word documents: a line for each paragraph, with the number that Word shows before it.

Tables become rows; text boxes, footnotes and endnotes follow the paragraph that they belong to;
headers, footers, tables of contents, hidden and deleted text are left out. Only the parts that
hold words are unpacked, and none beyond `MAX_UNPACKED_BYTES`.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reportqa.errors import ReadError
from reportqa.reading.extracted import (
    CELL,
    MAX_UNPACKED_BYTES,
    Extracted,
    HeadingLine,
    megabytes,
    of_lines,
)
from reportqa.reading.formats.cells import Cell, in_step, span
from reportqa.reading.lines import BLANK
from reportqa.reading.word_numbering import WordNumbers

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFF = {"0", "false", "off"}
_TRANSPARENT = {"ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "sdtContent"}
_LAYS_OUT_BEYOND = 300  # characters in one cell, from which a table is taken for mere layout
_DEEPEST_STYLE = 20
_NO_HEADING = 10  # what Word calls body text among the levels of an outline
_NOTES = ("footnote", "endnote")
_CONTENTS = re.compile(r"目\s*[录錄次]")
_CONTENTS_ENTRY = re.compile(r"[ \u3000.．·…]\d{1,3}$")


def extract(data: bytes, name: str) -> Extracted:
    """The words of the document: see the module and `reportqa.reading.formats.extract`."""
    if data.startswith(_OLE):
        raise ReadError(
            f"{name}：是加密文档或旧版 .doc，不是 .docx。请用 Word 或 WPS 去掉密码、另存为 .docx。"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise ReadError(
            f"{name}：不是 .docx 文件，或已损坏。请用 Word 或 WPS 重新另存后再试。"
        ) from error
    with archive:
        return of_lines(_Document.open(_Parts(archive, name)).lines())


@dataclass(slots=True)
class _Parts:
    """The archive's parts, parsed, within limits."""

    archive: zipfile.ZipFile
    name: str
    unpacked: int = 0

    def root(self, path: str) -> Any:
        """The root element of a part, None if there is no such part."""
        from lxml import etree

        try:
            file = self.archive.open(path)
        except KeyError:
            return None
        with file:
            data = file.read(MAX_UNPACKED_BYTES - self.unpacked + 1)
        self.unpacked += len(data)
        if self.unpacked > MAX_UNPACKED_BYTES:
            raise ReadError(
                f"{self.name}：解压后超过 {megabytes(MAX_UNPACKED_BYTES)}。"
                "请确认文件来源，或拆成几个文件后再试。"
            )
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True
        )
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.doctype:
            raise ReadError(f"{self.name}：含有文档类型声明（DTD），不予读取。请确认文件来源。")
        return root

    def related(self, path: str, kind: str) -> list[str]:
        """The paths of the parts that the part at `path` ("" for the whole) names as `kind`."""
        folder, _, file = path.rpartition("/")
        relations = self.root(f"{folder}/_rels/{file}.rels".lstrip("/"))
        found = []
        for relation in () if relations is None else relations.iter(_RELATION):
            external = relation.get("TargetMode") == "External"
            if (relation.get("Type") or "").rpartition("/")[2] == kind and not external:
                target = relation.get("Target") or ""
                absolute = target.startswith("/") or not folder
                found.append(target.lstrip("/") if absolute else f"{folder}/{target}")
        return found


@dataclass(slots=True)
class _Style:
    name: str
    parent: str
    numbering: tuple[str | None, int | None]
    level: int | None
    """That of the headings of this style, _NO_HEADING if they are none, None if it says nothing."""


@dataclass(slots=True)
class _Document:
    body: Any
    w: str
    numbers: WordNumbers
    styles: dict[str, _Style]
    notes: dict[tuple[str, str], Any]
    """The footnotes and endnotes not yet met, each kind with its own numbers."""
    pending: list[Any] = field(default_factory=list)
    """Text boxes and notes met in the paragraph at hand."""

    @classmethod
    def open(cls, parts: _Parts) -> "_Document":
        path = next(iter(parts.related("", "officeDocument")), "word/document.xml")
        root = parts.root(path)
        w = "" if root is None else str(root.tag).partition("}")[0] + "}"
        body = None if root is None else root.find(f"{w}body")
        if body is None:
            raise ReadError(
                f"{parts.name}：压缩包里没有 Word 正文。请用 Word 或 WPS 另存为 .docx 后再试。"
            )

        def related(kind: str) -> Any:
            return next((parts.root(found) for found in parts.related(path, kind)), None)

        numbering, styles = related("numbering"), related("styles")
        notes = {kind: related(f"{kind}s") for kind in _NOTES}
        return cls(
            body=body,
            w=w,
            numbers=WordNumbers() if numbering is None else WordNumbers.from_xml(numbering),
            styles={} if styles is None else _styles(styles, w),
            notes={
                (kind, note.get(f"{w}id")): note
                for kind, part in notes.items()
                if part is not None
                for note in part.iterchildren(f"{w}{kind}")
            },
        )

    def lines(self) -> Iterator[str]:
        yield from _without_typed_contents(self._blocks(self.body))

    def _blocks(self, parent: Any) -> Iterator[str]:
        for element in parent.iterchildren():
            kind = _local(element)
            if kind == "p":
                yield from self._paragraph(element)
            elif kind == "tbl":
                yield from self._table(element)
            elif kind == "sdt":
                if not self._is_contents(element):
                    yield from self._blocks(element)
            elif kind in _TRANSPARENT:
                yield from self._blocks(element)
            elif kind == "AlternateContent":
                yield from self._blocks(next(element.iterchildren(), element))

    def _is_contents(self, content_control: Any) -> bool:
        told = content_control.find(f"{self.w}sdtPr")
        galleries = () if told is None else told.iter(f"{self.w}docPartGallery")
        return any(gallery.get(f"{self.w}val") == "Table of Contents" for gallery in galleries)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        style = self._style(paragraph)
        if self._style_name(style).startswith("toc "):
            return
        outer, self.pending = self.pending, []
        lines = "".join(self._inline(paragraph)).split("\n")
        attached, self.pending = self.pending, outer
        words = [line for line in map(_stripped, lines) if line]
        name, depth = self._numbering(paragraph, style)
        number = self.numbers.next(name, depth) if name else ""  # empty paragraphs count too
        if words:
            level = self._outline_level(paragraph, style)
            first = f"{number}{words[0]}"
            yield first if level >= _NO_HEADING else HeadingLine(first, level)
            yield from words[1:]
        for part in attached:
            yield from self._blocks(part)

    def _inline(self, parent: Any) -> Iterator[str]:
        for element in parent.iterchildren():
            kind = _local(element)
            if kind == "r":
                properties = element.find(f"{self.w}rPr")
                if properties is None or not _is_on(properties.find(f"{self.w}vanish"), self.w):
                    yield from self._run(element)
            elif kind in _TRANSPARENT or kind in ("sdt", "oMath", "oMathPara"):
                yield from self._inline(element)
            elif str(element.tag).endswith("/math}t"):
                yield element.text or ""
            elif "/math}" in str(element.tag):
                yield from self._inline(element)

    def _run(self, run: Any) -> Iterator[str]:
        for element in run.iterchildren():
            kind = _local(element)
            if kind == "t":
                yield element.text or ""
            elif kind in ("tab", "ptab"):
                yield " "
            elif kind in ("br", "cr"):
                yield "\n" if element.get(f"{self.w}type") in (None, "textWrapping") else ""
            elif kind == "noBreakHyphen":
                yield "-"
            elif kind == "ruby":
                yield from self._inline_of(element.find(f"{self.w}rubyBase"))
            elif kind.removesuffix("Reference") in _NOTES:
                note_kind = kind.removesuffix("Reference")
                note = self.notes.pop((note_kind, element.get(f"{self.w}id")), None)
                if note is not None:
                    self.pending.append(note)
            elif kind in ("drawing", "pict", "object", "AlternateContent"):
                self.pending += self._text_boxes(element)

    def _inline_of(self, element: Any) -> Iterator[str]:
        if element is not None:
            yield from self._inline(element)

    def _text_boxes(self, drawing: Any) -> Iterator[Any]:
        """The text boxes in a drawing; of a drawing given in two versions, only the first's."""
        versions = _local(drawing) == "AlternateContent"
        chosen = next(drawing.iterchildren(), drawing) if versions else drawing
        for box in chosen.iter(f"{self.w}txbxContent"):
            if next(box.iterancestors(f"{self.w}txbxContent"), None) is None:
                yield box

    def _table(self, table: Any) -> Iterator[str]:
        rows = [
            self._left_out(row)
            + [(list(self._blocks(cell)), self._across(cell)) for cell in self._within(row, "tc")]
            for row in self._within(table, "tr")
        ]
        columns = max(map(len, rows), default=0)
        in_columns = in_step(
            [Cell(" ".join(words), across) for words, across in row] for row in rows
        )
        for row, cells in zip(rows, in_columns, strict=True):
            if columns < 2 or any(len(cell) > _LAYS_OUT_BEYOND for cell in cells):
                yield from (line for words, _ in row for line in words)
            elif any(cells):
                yield CELL.join(cells)

    def _left_out(self, row: Any) -> list[tuple[list[str], int]]:
        """The columns before the first cell of a row that begins further to the right."""
        told = row.find(f"{self.w}trPr/{self.w}gridBefore")
        return [] if told is None else [([], span(told.get(f"{self.w}val")))]

    def _across(self, cell: Any) -> int:
        """How many columns a cell reaches over; one merged with that above is there, empty."""
        merged = cell.find(f"{self.w}tcPr/{self.w}gridSpan")
        return 1 if merged is None else span(merged.get(f"{self.w}val"))

    def _within(self, parent: Any, kind: str) -> Iterator[Any]:
        for element in parent.iterchildren():
            if _local(element) == kind:
                yield element
            elif _local(element) == "sdt" or _local(element) in _TRANSPARENT:
                yield from self._within(element, kind)

    def _style(self, paragraph: Any) -> str:
        style = paragraph.find(f"{self.w}pPr/{self.w}pStyle")
        return "" if style is None else style.get(f"{self.w}val") or ""

    def _style_name(self, style: str) -> str:
        return self.styles[style].name.lower() if style in self.styles else ""

    def _numbering(self, paragraph: Any, style: str) -> tuple[str | None, int]:
        """The numbering and level that a paragraph or its style, or that style's parent, names."""
        name, level = _numbering(paragraph, self.w)
        for _ in range(_DEEPEST_STYLE):
            if style not in self.styles or (name is not None and level is not None):
                break
            inherited = self.styles[style].numbering
            name = inherited[0] if name is None else name
            level = inherited[1] if level is None else level
            style = self.styles[style].parent
        return name, level or 0

    def _outline_level(self, paragraph: Any, style: str) -> int:
        """The level of heading that a paragraph or its style, or that style's parent, names."""
        level = _outline_level(paragraph, self.w)
        for _ in range(_DEEPEST_STYLE):
            if style not in self.styles or level is not None:
                break
            level, style = self.styles[style].level, self.styles[style].parent
        return _NO_HEADING if level is None else level


def _without_typed_contents(lines: Iterable[str]) -> Iterator[str]:
    """The lines without a table of contents that was typed: 目录, and the lines with page numbers.

    It says what stands elsewhere; one that Word makes is told by its style.
    """
    title: list[str] = []  # 目录, until it is known whether entries follow
    among_entries = False
    for line in lines:
        if among_entries and _CONTENTS_ENTRY.search(line):
            title.clear()
            continue
        yield from title
        among_entries = _CONTENTS.fullmatch(line) is not None
        title = [line] if among_entries else []
        if not among_entries:
            yield line
    yield from title


def _styles(root: Any, w: str) -> dict[str, _Style]:
    styles = {}
    for style in root.iterchildren(f"{w}style"):
        name, parent = style.find(f"{w}name"), style.find(f"{w}basedOn")
        styles[style.get(f"{w}styleId")] = _Style(
            name="" if name is None else name.get(f"{w}val") or "",
            parent="" if parent is None else parent.get(f"{w}val") or "",
            numbering=_numbering(style, w),
            level=_outline_level(style, w),
        )
    return styles


def _outline_level(parent: Any, w: str) -> int | None:
    stated = parent.find(f"{w}pPr/{w}outlineLvl")
    at = "" if stated is None else stated.get(f"{w}val") or ""
    return int(at) + 1 if at.isascii() and at.isdecimal() and len(at) == 1 else None


def _numbering(parent: Any, w: str) -> tuple[str | None, int | None]:
    numbered = parent.find(f"{w}pPr/{w}numPr")
    if numbered is None:
        return None, None
    name, level = numbered.find(f"{w}numId"), numbered.find(f"{w}ilvl")
    at = "" if level is None else level.get(f"{w}val") or ""
    return (
        None if name is None else name.get(f"{w}val"),
        int(at) if at.isascii() and at.isdecimal() and len(at) == 1 else None,
    )


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_on(switch: Any, w: str) -> bool:
    """Whether a switch is there and not set to off."""
    return switch is not None and switch.get(f"{w}val") not in _OFF


def _stripped(line: str) -> str:
    return line.strip(f"{BLANK}\r\n")
