"""A page of a PDF as PDFium tells it: its characters, its straight lines, and its pictures.

Positions are in points from the top left corner of the page, turned so that the words (most of
them) stand upright.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from reportqa.normalising import without_radicals
from reportqa.reading.layout.printed import Glyph, Ruling, is_wide

_MOST_DRAWN = 20_000  # objects or corners on a page, beyond which it is a drawing
_MOST_CHARACTERS = 300_000  # on a page
_STRAIGHT = 1.0  # points that a ruling may stray
_SLANT = math.radians(5)  # more is a watermark
_OUTSIDE = 10.0
_PICTURE_SHARE = 0.3
_HYPHENS = {0x02, 0xFFFE}  # what PDFium puts for a hyphen at a line's end
_QUARTER = math.pi / 2


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """`unknown` counts the characters whose meaning the file does not tell."""

    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    unknown: int
    has_picture: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """The page's box, turned by so many quarters."""

    box: tuple[float, float, float, float]
    quarters: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Across and down from the top left corner, of a point in PDF's own space."""
        left, bottom, right, top = self.box
        if self.quarters == 0:
            return x - left, top - y
        if self.quarters == 1:  # words run upwards
            return y - bottom, x - left
        if self.quarters == 2:
            return right - x, y - bottom
        return top - y, right - x

    @property
    def height(self) -> float:
        left, bottom, right, top = self.box
        return right - left if self.quarters % 2 else top - bottom


@dataclass(frozen=True, slots=True)
class _Mark:
    """A character as PDFium tells it."""

    text: str
    x: float
    y: float
    box: tuple[float, float, float, float]
    size: float
    quarters: int


def read_page(page: Any) -> PrintedPage:
    """What stands on an open page; call with PDFium to oneself."""
    box = page.get_bbox()
    with closing(page.get_textpage()) as textpage:
        marks, unknown = _marks(textpage)
    quarters = Counter(mark.quarters for mark in marks if not mark.text.isspace())
    upright = quarters.most_common(1)[0][0] if quarters else 0
    frame = _Frame(box, upright)
    glyphs = []
    for mark in marks:
        glyph = _glyph(mark, frame)
        if -_OUTSIDE <= glyph.base <= frame.height + _OUTSIDE and glyph.right >= -_OUTSIDE:
            glyphs.append(glyph)
    rulings, has_picture = _drawn(page, frame)
    return PrintedPage(frame.height, tuple(glyphs), tuple(rulings), unknown, has_picture)


def _glyph(mark: _Mark, frame: _Frame) -> Glyph:
    across, base = frame.place(mark.x, mark.y)
    left, bottom, right, top = mark.box
    corners = [frame.place(left, bottom)[0], frame.place(right, top)[0]]
    right = max(across, *corners)
    if len(mark.text) > 1 and is_wide(mark.text[0]):  # the box of —— is at times that of one —
        right = max(right, across + len(mark.text) * mark.size)
    return Glyph(mark.text, min(across, *corners), right, base, mark.size)


def _marks(textpage: Any) -> tuple[list[_Mark], int]:
    from pypdfium2 import raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    marks: list[_Mark] = []
    unknown = high = 0
    last = -1
    count = textpage.count_chars()
    if count > _MOST_CHARACTERS:
        raise OverflowError(f"{count} characters on one page")
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        high = 0
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        if raw.FPDFText_HasUnicodeMapError(textpage, index) == 1 or 0xE000 <= code < 0xF900:
            unknown += 1
        if code in _HYPHENS:
            code = 0x2D
        if not (
            code
            and raw.FPDFText_GetCharOrigin(textpage, index, x, y)
            and raw.FPDFText_GetLooseCharBox(textpage, index, box)
            and raw.FPDFText_GetMatrix(textpage, index, matrix)
        ):
            continue
        angle = math.atan2(matrix.b, matrix.a)
        quarters = round(angle / _QUARTER)
        size = raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        if abs(angle - quarters * _QUARTER) > _SLANT or size <= 0:
            continue
        text = without_radicals(chr(code))
        place = (box.left, box.bottom, box.right, box.top)
        mark = _Mark(text, x.value, y.value, place, size, quarters % 4)
        if marks and index == last + 1 and (mark.x, mark.y) == (marks[-1].x, marks[-1].y):
            marks[-1] = replace(marks[-1], text=marks[-1].text + text)  # a ligature
        else:
            marks.append(mark)
        last = index
    return marks, unknown


def _drawn(page: Any, frame: _Frame) -> tuple[list[Ruling], bool]:
    """The straight lines on the page, and whether a picture covers a good part of it."""
    from pypdfium2 import raw

    kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    left, bottom, right, top = frame.box
    area = max((right - left) * (top - bottom), 1.0)
    rulings: list[Ruling] = []
    covered = 0.0
    for drawn, item in enumerate(page.get_objects(filter=kinds, max_depth=5)):
        if drawn > _MOST_DRAWN or len(rulings) > _MOST_DRAWN:
            return [], covered / area >= _PICTURE_SHARE
        outer = _outer_matrices(item)
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            corners = [_moved(x, y, outer) for x, y in _corners(item.get_bounds())]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            covered += (max(xs) - min(xs)) * (max(ys) - min(ys))
        else:
            matrices = [item.get_matrix(), *outer]
            rulings += _rulings(item, matrices, frame)
    return rulings, covered / area >= _PICTURE_SHARE


def _outer_matrices(item: Any) -> list[Any]:
    """The matrices of the forms that hold an object, innermost first."""
    matrices = []
    container = item.container
    while container is not None:
        matrices.append(container.get_matrix())
        container = container.container
    return matrices


def _moved(x: float, y: float, matrices: list[Any]) -> tuple[float, float]:
    for matrix in matrices:
        x, y = matrix.on_point(x, y)
    return x, y


def _corners(bounds: tuple[float, float, float, float]) -> list[tuple[float, float]]:
    left, bottom, right, top = bounds
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def _rulings(path: Any, matrices: list[Any], frame: _Frame) -> Iterator[Ruling]:
    """The upright and level lines of a path that is stroked or filled."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    count = raw.FPDFPath_CountSegments(path)
    if not 2 <= count <= _MOST_DRAWN:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = None
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.place(*_moved(x.value, y.value, matrices))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif last and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            yield from _ruling(last, point)
        last = point
        if first and raw.FPDFPathSegment_GetClose(segment):
            yield from _ruling(last, first)


def _ruling(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Ruling]:
    (x1, y1), (x2, y2) = one, other
    if abs(x1 - x2) <= _STRAIGHT < abs(y1 - y2):
        yield Ruling(True, (x1 + x2) / 2, min(y1, y2), max(y1, y2))
    elif abs(y1 - y2) <= _STRAIGHT < abs(x1 - x2):
        yield Ruling(False, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
