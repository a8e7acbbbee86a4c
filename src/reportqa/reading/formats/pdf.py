"""PDF: the text layer as running text, page by page; pages that are pictures are recognised.

PDFium reads the characters and where they stand; `reportqa.reading.layout` makes text of that.
"""

from collections.abc import Iterator
from contextlib import closing
from threading import Lock
from typing import Any

from reportqa.errors import ReadError
from reportqa.reading.extracted import MAX_CHARACTERS, MAX_PAGES, Extracted
from reportqa.reading.layout.furniture import without_furniture
from reportqa.reading.layout.mending import mended
from reportqa.reading.layout.ordering import in_order
from reportqa.reading.layout.printed import Page, Piece
from reportqa.reading.layout.segments import pieces_of
from reportqa.reading.layout.tables import find_tables
from reportqa.reading.pdf_page import PrintedPage, read_page
from reportqa.reading.recognising import INSTALL, can_recognise, recognise

_PDFIUM = Lock()
"""PDFium may be called by one thread at a time."""

_RENDERED_DPI = 150
_MOST_PIXELS = 20_000_000
_FEWEST_GLYPHS = 8  # fewer beside a picture are a stamp or a page number, not a text layer
_MOST_UNKNOWN = 0.3  # of a page's characters may be without a Unicode meaning


def extract(data: bytes, name: str) -> Extracted:
    """The words of all pages: see the module and `reportqa.reading.formats.extract`."""
    with _PDFIUM:
        document = _open(data, name)
    try:
        pages = list(_pages(document, name))
    finally:
        with _PDFIUM:
            document.close()
    extracted = mended(without_furniture(pages))
    if not extracted.text:
        raise ReadError(f"{name}：{len(pages)} 页里没有文字。请换一个有正文的文件。")
    return extracted


def _open(data: bytes, name: str) -> Any:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise ReadError(f"{name}：PDF 有密码。请去掉密码、另存后再试。") from error
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise ReadError(f"{name}：PDF 的加密方式不支持。请去掉加密、另存后再试。") from error
        raise ReadError(
            f"{name}：不是 PDF，或已损坏。请重新另存或下载后再试，或不收录它。"
        ) from error
    if len(document) > MAX_PAGES:
        count = len(document)
        document.close()
        raise ReadError(f"{name}：PDF 有 {count} 页，超过上限 {MAX_PAGES} 页。请拆成几个文件。")
    return document


def _pages(document: Any, name: str) -> Iterator[Page]:
    characters = 0
    pictures = 0
    words = False
    with _PDFIUM:
        count = len(document)
    for number in range(count):
        image = None
        with _PDFIUM, closing(document[number]) as page:
            printed = read_page(page)
            if _is_picture(printed):
                pictures += 1
                image = _rendered(page) if can_recognise() else None
        if image is not None:
            height = float(image.shape[0])
            yield Page(height, in_order(recognise(image)))
            words = True
            continue
        characters += len(printed.glyphs)
        if characters > MAX_CHARACTERS:
            raise ReadError(f"{name}：文字超过上限 {MAX_CHARACTERS} 字。请拆成几个文件后再试。")
        words = words or bool(printed.glyphs)
        yield Page(printed.height, in_order(_pieces(printed)))
    if pictures and not can_recognise():
        if not words:
            raise ReadError(f"{name}：是扫描件，没有文字层。{INSTALL}，即可识别扫描页。")
        # A few pages of text are not what the report says.
        if pictures * 2 > count:
            told = f"{count} 页中有 {pictures} 页是扫描件，没有文字层"
            raise ReadError(f"{name}：{told}。{INSTALL}，即可识别扫描页。")


def _is_picture(printed: PrintedPage) -> bool:
    """Whether the page's words can be had from its looks alone."""
    if printed.unknown > _MOST_UNKNOWN * len(printed.glyphs) and printed.unknown:
        return True
    return len(printed.glyphs) < _FEWEST_GLYPHS and printed.has_picture


def _pieces(printed: PrintedPage) -> list[Piece]:
    glyphs = list(printed.glyphs)
    pieces: list[Piece] = []
    for table in find_tables(printed.rulings):
        inside = [glyph for glyph in glyphs if table.holds(glyph)]
        if inside:
            glyphs = [glyph for glyph in glyphs if not table.holds(glyph)]
            pieces += table.pieces(inside)
    return pieces + pieces_of(glyphs)


def _rendered(page: Any) -> Any:
    """The page as an array of grey pixels, no more of them than fit in memory with ease."""
    import numpy as np

    width, height = page.get_size()
    scale = _RENDERED_DPI / 72
    scale = min(scale, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, may_draw_forms=False)
    with closing(bitmap):
        return np.array(bitmap.to_numpy()[:, :, :3])
