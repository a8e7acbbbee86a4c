"""What holds for every format: any file gives a report or one friendly line."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from reportqa.errors import ReadError
from reportqa.reading import SourceFile, find_files, read_report
from reportqa.reading import formats as every_format
from reportqa.reading.extracted import MAX_FILE_BYTES, Extracted
from reportqa.reading.formats import SUFFIXES, extract


def test_every_format_is_found_and_locks_are_passed_over(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        (tmp_path / f"报告{suffix.upper()}").write_bytes(b"x")
    (tmp_path / "~$报告.docx").write_bytes(b"x")
    (tmp_path / "旧.doc").write_bytes(b"x")
    assert [file.source for file in find_files([tmp_path])] == sorted(
        f"报告{suffix.upper()}" for suffix in SUFFIXES
    )
    assert {".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".png", ".tif"} <= set(SUFFIXES)


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("was read"))
    with pytest.raises(ReadError, match=r"大\.txt：文件有 100 MB，超过上限 100 MB。请拆成几个文件"):
        read_report(SourceFile(path, "大.txt"))


def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportqa.reading.extracted.MAX_CHARACTERS", 3)
    with pytest.raises(ReadError, match=r"x：文字有 4 字，超过上限 3 字。请拆成几个文件后再试。"):
        extract("甲乙丙丁".encode(), ".txt", "x")


def test_whatever_a_parser_raises_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class _Broken:
        def extract(self, data: bytes, name: str) -> Extracted:
            raise KeyError(f"{name}\n{data!r}")

    monkeypatch.setattr(every_format, "import_module", lambda _: _Broken())
    with pytest.raises(ReadError) as refused:
        extract(b"x", ".pdf", "文.pdf")
    assert str(refused.value) == (
        "文.pdf：文件已损坏，读不出来。请重新另存或下载后再试，或不收录它。"
    )


@cache
def _whole(suffix: str) -> bytes:
    """A small good file of the format."""
    file = io.BytesIO()
    if suffix == ".docx":
        document = Document()
        document.add_paragraph("Whole text.", style="List Number")
        document.save(file)
    elif suffix == ".pdf":
        canvas = Canvas(file, invariant=True, pageCompression=0)
        canvas.drawString(80, 700, "Whole text.")
        canvas.save()
    else:
        file.write(b"<html><body><table><tr><td>Whole<td>text.</table><ol><li>a</ol></body></html>")
    return file.getvalue()


def _tells(read: Callable[[], Extracted]) -> None:
    try:
        extracted, refusal = read(), ""
    except ReadError as error:
        extracted, refusal = Extracted("", ()), str(error)
    assert bool(extracted.text) != bool(refusal)
    assert "\n" not in refusal
    extracted.text.encode()
    assert list(extracted.pages) == sorted(extracted.pages)
    assert all(0 <= start <= len(extracted.text) for start in extracted.pages)


@pytest.mark.parametrize("suffix", [".txt", ".html", ".docx", ".pdf", ".png"])
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300))
def test_random_bytes_give_text_or_a_refusal(suffix: str, data: bytes) -> None:
    _tells(lambda: extract(data, suffix, f"x{suffix}"))


@pytest.mark.parametrize("suffix", [".html", ".docx", ".pdf"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    where=st.lists(st.floats(0, 1), min_size=1, max_size=4),
    noise=st.binary(min_size=1, max_size=8),
)
def test_a_spoilt_file_gives_text_or_a_refusal(
    suffix: str, where: list[float], noise: bytes
) -> None:
    data = bytearray(_whole(suffix))
    for share in where:
        at = int(share * (len(data) - 1))
        data[at : at + len(noise)] = noise
    _tells(lambda: extract(bytes(data), suffix, f"x{suffix}"))


def test_headings_of_markdown_are_told_by_their_hashes() -> None:
    text = "# 总结\n## 回顾\n#1号井\n话 # 话\n### \n"
    assert extract(text.encode(), ".md", "A.MD") == Extracted(text, headings=((0, 1), (5, 2)))
    assert extract(text.encode(), ".txt", "a.txt") == Extracted(text)


def test_headings_of_a_page_are_told_by_their_tags() -> None:
    page = (
        "<h1>总结</h1><h2>回<b>顾</b><div>续</div></h2><p>话。</p><h3 hidden>无</h3>话<h6>打算</h6>"
    )
    assert extract(page.encode(), ".html", "a.html") == Extracted(
        "总结\n回顾\n续\n话。\n话\n打算\n", headings=((0, 1), (3, 2), (6, 2), (13, 6))
    )
