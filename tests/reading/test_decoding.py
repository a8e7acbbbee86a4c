"""Bytes to text, by way of `read_report`: what is stored is what was written."""

import codecs
import hashlib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportqa.errors import ReadError
from reportqa.reading import SourceFile, read_report
from reportqa.types import Report

TEXT = "云溪市工作报告\n一、成效\n全年办结128件，𠮷林路占8.2%。\n"
GB18030_BOM = b"\x84\x31\x95\x33"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("decoding")


def _read(folder: Path, data: bytes, name: str = "报告.txt") -> Report:
    path = folder / name
    path.write_bytes(data)
    return read_report(SourceFile(path, name))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), id="utf-8 with BOM"),
        pytest.param(TEXT.encode("gb18030"), id="gb18030"),
        pytest.param(GB18030_BOM + TEXT.encode("gb18030"), id="gb18030 with BOM"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), id="utf-16-le with BOM"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), id="utf-16-be with BOM"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="utf-8 CRLF"),
        pytest.param(TEXT.replace("\n", "\r\n").encode("gb18030"), id="gb18030 CRLF"),
    ],
)
def test_every_encoding_gives_the_same_report(folder: Path, data: bytes) -> None:
    report = _read(folder, data)
    assert report.text == TEXT
    assert report.title == "云溪市工作报告"
    assert [section.path for section in report.sections] == [("一、成效",)]
    assert report.sha256 == hashlib.sha256(data).hexdigest()


def test_gb2312_text_of_a_windows_editor_is_read(folder: Path) -> None:
    text = "云溪市人民政府2020年工作总结。"
    assert _read(folder, text.encode("gb2312")).text == text


def test_a_lone_carriage_return_stays_and_ends_a_line(folder: Path) -> None:
    text = "云溪市工作报告\r一、成效\r全年办结128件。\r"
    report = _read(folder, text.encode())
    assert report.text == text
    assert report.title == "云溪市工作报告"
    assert [section.path for section in report.sections] == [("一、成效",)]


def test_only_line_ends_and_the_mark_change(folder: Path) -> None:
    text = "\u3000全  年\t办结\u200b128件。\x0b\n\n\n１２ "
    assert _read(folder, text.encode()).text == text
    assert _read(folder, f"甲\r\r\n乙{text}".encode()).text == f"甲\r\n乙{text}"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t\n",
        "\u3000\u200b\n".encode(),
        codecs.BOM_UTF8,
        codecs.BOM_UTF16_LE,
        b"\x00" * 9,
        b"\f\f\v\n",
        "\u2003\u2028\u0085".encode(),
    ],
    ids=[
        "nothing",
        "blanks",
        "wide blanks",
        "UTF-8 mark alone",
        "UTF-16 mark alone",
        "NULs",
        "form feeds",
        "rare blanks",
    ],
)
def test_a_file_without_words_is_refused(folder: Path, data: bytes) -> None:
    with pytest.raises(ReadError, match=r"空白\.txt：文件里没有文字。请换一个有正文的文件。$"):
        _read(folder, data, "空白.txt")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00\x00", id="png"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" * 9, id="zip"),
        pytest.param(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x03\x00>\x00", id="elf"),
        pytest.param(bytes(range(256)) * 4, id="all bytes"),
        pytest.param(codecs.BOM_UTF8 + b"\xff\xff", id="broken after a UTF-8 mark"),
        pytest.param(codecs.BOM_UTF16_LE + b"\x00", id="half a UTF-16 unit"),
        pytest.param(codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", id="half a surrogate pair"),
        pytest.param("报告".encode()[:-1], id="cut inside a character"),
    ],
)
def test_what_is_no_text_is_refused_by_name(folder: Path, data: bytes) -> None:
    with pytest.raises(ReadError, match=r"坏\.txt：不是 UTF-8 或 GB18030 编码的文本文件。"):
        _read(folder, data, "坏.txt")


@example("\ud7ff\ue000".encode() * 3)
@example(b"\x00\xd8")
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-16")))
def test_random_bytes_give_a_whole_report_or_a_read_error(folder: Path, data: bytes) -> None:
    try:
        report = _read(folder, data)
    except ReadError as error:
        refusal = str(error)
    else:
        refusal = ""
        report.text.encode()
        assert report.title
        assert all(
            0 <= section.start <= section.body <= section.end <= len(report.text)
            for section in report.sections
        )
    assert not refusal or ("报告.txt：" in refusal and "\n" not in refusal)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_text_is_stored_as_written(folder: Path, text: str) -> None:
    report = _read(folder, f"报{text}".encode())
    assert report.text == f"报{text}"
