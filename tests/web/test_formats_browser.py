"""A citation opens at its characters whatever the report was read from."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from reportqa.answering import ask
from reportqa.index import Index
from reportqa.index.building import build
from reportqa.reading.recognising import can_recognise
from reportqa.web import create_app
from reportqa.web.render import place
from toys import ToyEncoder

from . import fakes
from .person import NEEDS_CHROMIUM, Person

pytestmark = NEEDS_CHROMIUM

_SCAN = Path(__file__).parents[1] / "reading" / "data" / "scan.png"
_TITLE = "云溪市2021年度法治政府建设情况报告"
_LINES = ("一、主要成效", "全市受理行政复议案件128件。", "二、存在的问题", "基层力量还不够强。")
_QUESTION = "全市受理行政复议案件多少件？"


def _docx() -> bytes:
    document = docx.Document()
    for line in (_TITLE, *_LINES):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _pdf() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for first, lines in ((_TITLE, _LINES[:2]), (_LINES[2], _LINES[3:])):
        canvas.setFont("STSong-Light", 12)
        for row, line in enumerate((first, *lines)):
            canvas.drawString(90, 740 - 30 * row, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _html() -> bytes:
    body = "".join(f"<p>{line}</p>" for line in _LINES)
    page = f"<html><body><nav>首页</nav><main><h1>{_TITLE}</h1>{body}</main></body></html>"
    return page.encode("utf-8")


def _scanned_pdf() -> bytes:
    """A scan behind a blank page."""
    file = io.BytesIO()
    with Image.open(_SCAN) as picture:
        scan = picture.convert("RGB")
    blank = Image.new("RGB", scan.size, "white")
    blank.save(file, "PDF", save_all=True, append_images=[scan], resolution=120)
    return file.getvalue()


_FILES = {
    "txt": "\r\n".join((_TITLE, *_LINES)).encode("gb18030"),
    "md": "\n".join((_TITLE, *_LINES)).encode("utf-16"),
    "html": _html(),
    "docx": _docx(),
    "pdf": _pdf(),
    "png": _SCAN.read_bytes(),
    "scan.pdf": _scanned_pdf(),
}
_BY_OCR = ("png", "scan.pdf")
_PAGES = {"pdf": 1, "png": 1, "scan.pdf": 2}
_NEEDS_OCR = pytest.mark.skipif(not can_recognise(), reason="pip install 'reportqa[ocr]'")


@pytest.fixture(
    params=[pytest.param(kind, marks=_NEEDS_OCR if kind in _BY_OCR else ()) for kind in _FILES]
)
def kind(request: pytest.FixtureRequest) -> str:
    assert isinstance(request.param, str)
    return request.param


@pytest.fixture
def index(kind: str, tmp_path: Path) -> Index:
    path = tmp_path / f"report.{kind}"
    path.write_bytes(_FILES[kind])
    encoder = ToyEncoder()
    build([path], tmp_path / "index", encoder=encoder)
    return Index.load(tmp_path / "index", encoder=encoder)


@pytest.fixture
def person(index: Index, chromium: Any) -> Iterator[Person]:
    app = create_app(lambda question, only: ask(index, question, only=only), lambda: index.reports)
    with fakes.running(app) as address:
        visitor = Person(chromium, address, "", {})
        yield visitor
        visitor.context.close()


def test_a_citation_opens_at_its_characters(kind: str, index: Index, person: Person) -> None:
    passages = ask(index, _QUESTION).passages
    passage = next(item for item in passages if "128件" in item.text)
    (report,) = index.reports
    cited = report.text[passage.citation.start : passage.citation.end]
    assert passage.text == cited
    assert "受理行政复议案件128件" in cited
    assert passage.citation.page == _PAGES.get(kind)
    person.ask(_QUESTION)
    person.page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    person.page.click(f'.rq-turn .rq-cite[href="{place(passage.citation)}"]')
    person.page.wait_for_function(
        """words => [...document.querySelectorAll('.rq-text mark')]
            .map(mark => mark.textContent).join('') === words""",
        arg=cited.replace("\n", ""),  # each line is marked by itself
    )
    assert person.complaints == []
