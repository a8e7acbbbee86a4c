"""Corrections beside a report win over what was recognised, or are refused in so many words."""

import os
import time
from pathlib import Path

import pytest

from reportqa.errors import CorrectionsError, ReadError
from reportqa.index.originals import digest
from reportqa.reading import SourceFile, read_report
from reportqa.reading.sidecar import strays, write_sidecar
from reportqa.types import Report


def _read(folder: Path, text: str) -> Report:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return read_report(SourceFile(path, "来源2017.txt"))


def test_a_sidecar_corrects_what_was_recognised(tmp_path: Path) -> None:
    (tmp_path / "report.txt.toml").write_text('place = "海拉尔区"\nyear = 2013\n', encoding="utf-8")
    report = _read(tmp_path, "云溪市2020年度工作总结\n好。")
    assert (report.place, report.year, report.title) == ("海拉尔区", 2013, "云溪市2020年度工作总结")


@pytest.mark.parametrize(
    ("sidecar", "complaint"),
    [
        ("place = 海拉尔", "：更正文件读不出来（第1行第9个字符处写错了）。请改成"),
        ('year = 2013\n\nplcae = "海拉尔"', " 第3行：不认识“plcae”，可用的是 title、"),
        ('year = "2013"', " 第1行：year 应是 1900 到 2200 的年份，不加引号。请改正。$"),
        ("place = 7", " 第1行：place = 7，应是加引号的文字。请改正。$"),
        ('title = ""', " 第1行：title 应是加引号的文字。请改正。$"),
        ('date = "2009年3月"', " 第1行：date 应是日期，如 2014-02-20。请改正。$"),
        ("year = 2009\n'date' = 2009-03-05T08:00:00", " 第2行：date 应是日期"),
        ('"pl\\u0061ces" = 1', "：不认识“places”"),
    ],
    ids=range(8),
)
def test_a_wrong_sidecar_is_named(tmp_path: Path, sidecar: str, complaint: str) -> None:
    (tmp_path / "report.txt.toml").write_text(sidecar, encoding="utf-8")
    with pytest.raises(CorrectionsError, match=rf"report\.txt\.toml{complaint}"):
        _read(tmp_path, "云溪市2020年度工作总结\n好。")


def test_a_slip_is_told_at_once_however_many_lines_are_blank(tmp_path: Path) -> None:
    (tmp_path / "report.txt.toml").write_text(
        "\n" * 60_000 + '"pl\\u0061ces" = 1', encoding="utf-8"
    )
    started = time.process_time()
    with pytest.raises(CorrectionsError, match=r"toml：不认识“places”"):
        _read(tmp_path, "好。")
    assert time.process_time() - started < 2


@pytest.mark.parametrize("date", ["2009-03-05", '"2009-03-05"', '"20090305"'])
def test_a_date_may_be_a_plain_one(tmp_path: Path, date: str) -> None:
    (tmp_path / "report.txt.toml").write_text(f"date = {date}", encoding="utf-8")
    assert _read(tmp_path, "云溪市2020年度工作总结\n好。").date == "2009-03-05"


def test_a_sidecar_beside_no_report_is_a_stray(tmp_path: Path) -> None:
    names = ["a.txt", "a.txt.toml", "b.txt.toml", "甲/a.toml", "甲/a.docx", "pyproject.toml"]
    for name in (*names, ".incoming/c.txt.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    told = [path.relative_to(tmp_path).as_posix() for path in strays([tmp_path])]
    assert told == ["b.txt.toml", "甲/a.toml"]
    assert list(strays([tmp_path / "a.txt", tmp_path / "gone"])) == []


def test_a_name_too_long_for_a_sidecar_has_none(tmp_path: Path) -> None:
    path = tmp_path / f"{'长' * 83}.txt"
    path.write_text("云溪市2020年度工作总结\n好。", encoding="utf-8")
    write_sidecar(path, {})
    report = read_report(SourceFile(path, path.name))
    assert (report.place, report.year, report.title) == ("云溪市", 2020, "云溪市2020年度工作总结")


def test_what_is_said_over_several_lines_is_told_on_one(tmp_path: Path) -> None:
    words = 'title = """\n 云溪市\n  报告 """\nplace = "云溪市\\t"\nyear = 2020'
    (tmp_path / "report.txt.toml").write_text(words, encoding="utf-8")
    report = _read(tmp_path, "好。")
    assert (report.title, report.place, report.year) == ("云溪市 报告", "云溪市", 2020)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes of that kind")
def test_a_sidecar_that_never_ends_is_not_read(tmp_path: Path) -> None:
    sidecar = tmp_path / "report.txt.toml"
    os.mkfifo(sidecar)
    assert digest(sidecar) == ""
    for _ in range(2):
        with pytest.raises(CorrectionsError, match=r"toml：更正文件读不出来（内容不对）。"):
            _read(tmp_path, "云溪市2020年度工作总结\n好。")
        sidecar.unlink()
        sidecar.write_bytes(b"#" * (2**20 + 1))


def test_a_sidecar_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "report.txt.toml").mkdir()
    with pytest.raises(ReadError, match="更正文件读不出来") as caught:
        _read(tmp_path, "云溪市2020年度工作总结\n好。")
    assert "report.txt.toml" in str(caught.value)
    with pytest.raises(OSError, match="report"):
        write_sidecar(tmp_path / "report.txt", {})


def test_an_empty_correction_says_that_there_is_none(tmp_path: Path) -> None:
    text = "云溪市2020年度工作总结\n好。"
    told = _read(tmp_path, text)
    assert (told.place, told.kind, told.year) == ("云溪市", None, 2020)
    write_sidecar(tmp_path / "report.txt", {"place": "", "year": ""})
    report = _read(tmp_path, text)
    assert (report.place, report.year, report.title) == (None, None, "云溪市2020年度工作总结")


def test_corrections_can_be_written_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    write_sidecar(path, {"place": '云"溪\\区', "plan_year": 2030})
    report = _read(tmp_path, "云溪市2020年度工作总结\n好。")
    assert (report.place, report.plan_year) == ('云"溪\\区', 2030)
    write_sidecar(path, {})
    assert _read(tmp_path, "云溪市2020年度工作总结\n好。").place == "云溪市"


@pytest.mark.parametrize("value", ["甲\x7f乙", '引“号”"\\\n行', "\x1b[2J"])
def test_a_correction_reads_back_whatever_is_in_it(tmp_path: Path, value: str) -> None:
    (tmp_path / "report.txt").write_text("正文。", encoding="utf-8")
    write_sidecar(tmp_path / "report.txt", {"title": value, "year": 2020})
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["report.txt", "report.txt.toml"]
    report = _read(tmp_path, "正文。")
    assert (report.title, report.year) == (value.replace("\n", " "), 2020)


def test_a_sidecar_nested_beyond_measure_is_named(tmp_path: Path) -> None:
    (tmp_path / "report.txt.toml").write_text("place = " + "[" * 5000, encoding="utf-8")
    with pytest.raises(ReadError, match=r"report\.txt\.toml：更正文件读不出来"):
        _read(tmp_path, "正文。")
