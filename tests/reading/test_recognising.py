"""Scans and pictures, by OCR where the extra `ocr` is installed."""

import io
import math
import warnings
from pathlib import Path

import pytest
from PIL import Image

from reportqa.errors import ReadError
from reportqa.reading.extracted import Extracted
from reportqa.reading.formats import extract
from reportqa.reading.layout.printed import Piece
from reportqa.reading.recognising import can_recognise, placed

SCAN = Path(__file__).parent / "data" / "scan.png"
TEXT = (
    "云溪市2021年工作报告\n一、主要成效\n"
    "2021年，全市上下认真落实法治政府建设各项任务，全年受理行政复议案件128件，"
    "办结121件，办结率达94.5%；制定规章3部。\n培训行政执法人员2549名。\n"
)
needs_ocr = pytest.mark.skipif(not can_recognise(), reason="pip install 'reportqa[ocr]'")


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def scan() -> Image.Image:
    with Image.open(SCAN) as picture:
        return picture.convert("RGB")


def _corners(
    left: float, top: float, right: float, bottom: float, angle: float = 0.0
) -> list[list[float]]:
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    cosine, sine = math.cos(angle), math.sin(angle)
    return [[x * cosine - y * sine, x * sine + y * cosine] for x, y in corners]


def test_recognised_boxes_are_placed_as_if_the_page_were_straight() -> None:
    found = [
        ("全市上下认真落实任务", _corners(0, 0, 200, 26, angle=0.02)),
        ("全年受理行政复议案件", _corners(0, 40, 202, 64, angle=0.02)),
        ("云溪市工作报告情况", _corners(0, 80, 360, 120, angle=0.02)),
        ("附", _corners(0, 140, 20, 165, angle=0.02)),
    ]
    pieces = [
        Piece(p.text, round(p.left), round(p.right), round(p.base), round(p.size, 1))
        for p in placed(found)
    ]
    assert pieces == [
        Piece("全市上下认真落实任务", 0, 200, 26, 20.1),
        Piece("全年受理行政复议案件", 0, 202, 64, 20.1),
        Piece("云溪市工作报告情况", 0, 360, 120, 40.0),
        Piece("附", 0, 20, 165, 20.1),
    ]
    assert placed([]) == []


def test_a_picture_says_how_to_have_it_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportqa.reading.formats.image.can_recognise", lambda: False)
    with pytest.raises(ReadError) as refused:
        extract(SCAN.read_bytes(), ".png", "页.png")
    assert str(refused.value) == (
        "页.png：是图片。请先在仓库目录里运行 pip install -c constraints.txt '.[ocr]'，"
        "再重新构建，即可识别图片里的文字。"
    )


@needs_ocr
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP", "TIFF"])
def test_a_picture_of_a_page_is_read(scan: Image.Image, kind: str) -> None:
    data = _saved(scan, kind)
    assert extract(data, f".{kind.lower()}", "页") == Extracted(TEXT, (0,))


@needs_ocr
def test_a_scanned_pdf_is_read_page_by_page(scan: Image.Image) -> None:
    data = _saved(scan, "PDF", save_all=True, append_images=[scan], resolution=120)
    assert extract(data, ".pdf", "扫描.pdf") == Extracted(TEXT * 2, (0, len(TEXT)))


@needs_ocr
def test_a_page_that_was_scanned_askew_is_read(scan: Image.Image) -> None:
    askew = scan.rotate(1.2, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    assert extract(_saved(askew, "PNG"), ".png", "页") == Extracted(TEXT, (0,))


@needs_ocr
def test_what_is_transparent_is_paper(scan: Image.Image) -> None:
    ink = scan.convert("L").point(lambda value: 255 - value)
    clear = Image.new("RGBA", scan.size, (0, 0, 0, 0))
    clear.putalpha(ink)
    assert extract(_saved(clear, "PNG"), ".png", "页") == Extracted(TEXT, (0,))


@needs_ocr
def test_each_picture_of_a_file_is_a_page(scan: Image.Image) -> None:
    data = _saved(scan, "TIFF", save_all=True, append_images=[scan])
    assert extract(data, ".tif", "页") == Extracted(TEXT * 2, (0, len(TEXT)))


@needs_ocr
def test_a_blank_picture_is_refused() -> None:
    data = _saved(Image.new("RGB", (300, 200), "white"), "PNG")
    with pytest.raises(ReadError, match=r"页：图片里没有认出文字。"):
        extract(data, ".png", "页")


@needs_ocr
@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"not an image"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"页：不是能识别的图片，或已损坏。"):
        extract(data, ".png", "页")


@needs_ocr
def test_a_picture_bomb_is_not_unpacked() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        bomb = _saved(Image.new("1", (20_000, 5_000)), "PNG")
    assert len(bomb) < 2**16
    with pytest.raises(ReadError, match=r"页：图片太大（第 1 幅 20000×5000 像素）。"):
        extract(bomb, ".png", "页")
