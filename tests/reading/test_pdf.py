"""PDFs: from a printed file to running text with pages."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from reportqa.citing import cite
from reportqa.errors import ReadError
from reportqa.reading import SourceFile, read_report
from reportqa.reading.extracted import Extracted
from reportqa.reading.formats import extract

LEFT, RIGHT, TOP, SIZE, LEADING = 80, 500, 740, 14, 24
PER_LINE = (RIGHT - LEFT) // SIZE
Draw = Callable[[Canvas], None]


def _pdf(*pages: Draw, **options: object) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), **options)
    for draw in pages:
        canvas.setFont("STSong-Light", SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _set(text: str) -> list[str]:
    """A paragraph's lines as a typesetter sets them, the first one set in by two characters."""
    first = PER_LINE - 2
    rest = [text[at : at + PER_LINE] for at in range(first, len(text), PER_LINE)]
    return [text[:first], *rest]


def _prose(canvas: Canvas, paragraphs: list[str], top: float = TOP, left: float = LEFT) -> float:
    for text in paragraphs:
        for number, line in enumerate(_set(text)):
            canvas.drawString(left + (2 * SIZE if number == 0 else 0), top, line)
            top -= LEADING
    return top


def _text(data: bytes) -> Extracted:
    return extract(data, ".pdf", "文.pdf")


LONG = (
    "全年受理行政复议案件一百二十八件，办结一百二十一件，办结率达到百分之九十四点五，"
    "比上一年提高了三点二个百分点，群众满意程度继续上升，行政争议实质化解的比例稳步提高。"
)
HEADING = "一、主要成效"
MORE = "市司法局会同各区县培训行政执法人员二千五百四十九名，发放行政执法监督证八十六本。"


def _first(canvas: Canvas) -> None:
    canvas.setFont("STSong-Light", 9)
    canvas.drawString(LEFT, 810, "云溪市人民政府公报 2021年第3期")
    canvas.drawCentredString(297, 30, "- 1 -")
    canvas.saveState()
    canvas.translate(300, 400)
    canvas.rotate(45)
    canvas.setFont("STSong-Light", 60)
    canvas.drawCentredString(0, 0, "仅供内部参考")
    canvas.restoreState()
    canvas.setFont("STSong-Light", 20)
    canvas.drawCentredString(297, 780, "云溪市2021年工作报告")
    canvas.setFont("STSong-Light", SIZE)
    top = _prose(canvas, [HEADING, LONG])
    canvas.drawString(LEFT + 2 * SIZE, top, LONG[: PER_LINE - 2])


def _second(canvas: Canvas) -> None:
    canvas.setFont("STSong-Light", 9)
    canvas.drawString(300, 810, "云溪市人民政府公报 2021年第3期")
    canvas.drawCentredString(297, 30, "- 2 -")
    canvas.setFont("STSong-Light", SIZE)
    rest = LONG[PER_LINE - 2 :]
    top = TOP
    for at in range(0, len(rest), PER_LINE):
        canvas.drawString(LEFT, top, rest[at : at + PER_LINE])
        top -= LEADING
    for x in (LEFT, 220, 360, RIGHT):
        canvas.line(x, 400, x, 460)
    for y in (400, 430, 460):
        canvas.line(LEFT, y, RIGHT, y)
    for row, cells in enumerate((("指标", "单位", "2021年"), ("增加值", "亿元", "98.7"))):
        for column, cell in enumerate(cells):
            canvas.drawString(LEFT + 10 + 140 * column, 440 - 30 * row, cell)
    _prose(canvas, [MORE], top=360)


REPORT_TEXT = (
    f"云溪市2021年工作报告\n{HEADING}\n{LONG}\n{LONG}\n"
    f"指标 | 单位 | 2021年\n增加值 | 亿元 | 98.7\n{MORE}\n"
)


def test_a_report_is_read_without_its_furniture(tmp_path: Path) -> None:
    path = tmp_path / "云溪.pdf"
    path.write_bytes(_pdf(_first, _second))
    report = read_report(SourceFile(path, path.name))
    second = REPORT_TEXT.rindex(LONG) + PER_LINE - 2
    assert (report.text, report.pages) == (REPORT_TEXT, (0, second))
    assert [section.path for section in report.sections] == [(HEADING,)]
    words = report.text.index("98.7")
    cited = cite(report, words, words + 4)
    assert (cited.page, report.text[cited.start : cited.end]) == (2, "98.7")
    assert cited.label.endswith("（第2页）")


def test_a_table_that_runs_over_the_page_keeps_all_rows() -> None:
    rows = [f"{year} | {1000 + 37 * (year % 9)}" for year in range(1980, 2032)]

    def table(part: list[str]) -> Draw:
        def draw(canvas: Canvas) -> None:
            for x in (LEFT, 220, 360):
                canvas.line(x, 800, x, 20)
            for number, row in enumerate(part):
                canvas.line(LEFT, 800 - 30 * number, 360, 800 - 30 * number)
                for column, cell in enumerate(row.split(" | ")):
                    canvas.drawString(LEFT + 10 + 140 * column, 780 - 30 * number, cell)
            canvas.line(LEFT, 20, 360, 20)

        return draw

    extracted = _text(_pdf(table(rows[:26]), table(rows[26:])))
    assert extracted.text == "".join(f"{row}\n" for row in rows)


def test_a_page_that_lies_on_its_side_reads_upright() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -595)
        _prose(canvas, [LONG], top=500)

    assert _text(_pdf(sideways)).text == f"{LONG}\n"


def test_two_columns_are_read_one_after_the_other() -> None:
    def columns(canvas: Canvas) -> None:
        for left, sign in ((60, "甲"), (320, "乙")):
            for number in range(8):
                canvas.drawString(left, 700 - 20 * number, sign * 16)

    assert _text(_pdf(columns)).text.replace("\n", "") == "甲" * 128 + "乙" * 128


def test_english_words_are_made_whole() -> None:
    def english(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        lines = ("The annual report on the admini-", "stration of justice in the city of", "Yunxi.")
        for number, line in enumerate(lines):
            canvas.drawString(LEFT, 700 - 15 * number, line)

    expected = "The annual report on the administration of justice in the city of Yunxi.\n"
    assert _text(_pdf(english)).text == expected


def test_empty_pages_keep_the_count_right() -> None:
    extracted = _text(_pdf(lambda _: None, lambda c: c.drawString(80, 700, "正文在第二页。")))
    assert extracted == Extracted("正文在第二页。\n", (0, 0))


def _scan(pages: int = 1) -> bytes:
    picture = Image.new("L", (600, 800), 255)
    file = io.BytesIO()
    picture.save(file, "PDF", save_all=True, append_images=[picture] * (pages - 1))
    return file.getvalue()


def test_a_scan_says_how_to_have_it_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportqa.reading.formats.pdf.can_recognise", lambda: False)
    with pytest.raises(ReadError) as refused:
        _text(_scan(2))
    assert str(refused.value) == (
        "文.pdf：是扫描件，没有文字层。请先在仓库目录里运行 "
        "pip install -c constraints.txt '.[ocr]'，再重新构建，即可识别扫描页。"
    )


def test_a_picture_among_pages_of_text_does_not_keep_them_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reportqa.reading.formats.pdf.can_recognise", lambda: False)

    def cover(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 128), 0, 0, 595, 842)

    extracted = _text(_pdf(cover, lambda c: c.drawString(80, 700, "正文在第二页上，一共十几字。")))
    assert extracted == Extracted("正文在第二页上，一共十几字。\n", (0, 0))


def test_a_scan_with_a_page_of_text_is_refused_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportqa.reading.formats.pdf.can_recognise", lambda: False)

    def scanned(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 128), 0, 0, 595, 842)

    cover = lambda c: c.drawString(80, 700, "云溪市年度报告的封面，一共十几字。")  # noqa: E731
    with pytest.raises(ReadError, match="3 页中有 2 页是扫描件，没有文字层。请先在仓库目录里运行"):
        _text(_pdf(cover, scanned, scanned))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "不是 PDF，或已损坏"),
        (b"%PDF-1.7\n", "不是 PDF，或已损坏"),
        (b"PK\x03\x04" * 99, "不是 PDF，或已损坏"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 20, "不是 PDF，或已损坏"),
    ],
    ids=["nothing", "header alone", "zip", "noise"],
)
def test_what_is_no_pdf_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=rf"文\.pdf：{message}") as refused:
        _text(data)
    assert "\n" not in str(refused.value)


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(ReadError, match=r"文\.pdf：2 页里没有文字。"):
        _text(_pdf(lambda _: None, lambda _: None))


def test_a_locked_document_is_refused() -> None:
    locked = _pdf(_first, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    with pytest.raises(ReadError, match=r"文\.pdf：PDF 有密码。请去掉密码"):
        _text(locked)


def test_a_document_that_anyone_may_open_is_read() -> None:
    free = _pdf(_second, encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0))
    assert MORE in _text(free).text


def test_too_many_pages_or_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _pdf(_first, _second)
    monkeypatch.setattr("reportqa.reading.formats.pdf.MAX_PAGES", 1)
    with pytest.raises(ReadError, match=r"PDF 有 2 页，超过上限 1 页。"):
        _text(data)
    monkeypatch.undo()
    monkeypatch.setattr("reportqa.reading.formats.pdf.MAX_CHARACTERS", 50)
    with pytest.raises(ReadError, match=r"文字超过上限 50 字。"):
        _text(data)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.8, 0.95])
def test_a_document_that_was_cut_off_gives_text_or_a_refusal(kept: float) -> None:
    data = _pdf(_first, _second)
    try:
        words, refusal = _text(data[: int(len(data) * kept)]).text, ""
    except ReadError as error:
        words, refusal = "", str(error)
    assert bool(words) != bool(refusal)
    assert re.match(r"文\.pdf：", refusal or "文.pdf：")
