"""Title, issuer and year, by way of `read_report`."""

import time
from pathlib import Path

import pytest

from reportqa.reading import SourceFile, read_report
from reportqa.reading.about import recognise
from reportqa.types import Report

_LONG = "关于云溪市2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告"


def _read(folder: Path, text: str, source: str = "来源2017.txt") -> Report:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return read_report(SourceFile(path, source))


@pytest.mark.parametrize(
    ("text", "title", "issuer", "year"),
    [
        (
            "云溪区司法局2018年度法治政府建设年度报告（公开稿）\n正文。",
            "云溪区司法局2018年度法治政府建设年度报告（公开稿）",
            "云溪区司法局",
            2018,
        ),
        (
            "云溪市人民政府\n关于2019年工作情况的\n报告\n一、甲\n乙。",
            "云溪市人民政府关于2019年工作情况的报告",
            "云溪市人民政府",
            2019,
        ),
        (
            "政 府 工 作 报 告\n——2023年1月5日在云溪市人民代表大会上\n各位代表：\n正文。",
            "政府工作报告",
            None,
            2022,
        ),
        (
            " 云 溪 市\u30002 0 2 0 年\n\u3000\u3000工 作 总 结\n正文。",
            "云溪市2020年工作总结",
            None,
            2020,
        ),
        (
            "国务院关于印发\n“十四五”数字经济发展规划的通知\n正文。\n2021年12月12日\n",
            "国务院关于印发“十四五”数字经济发展规划的通知",
            "国务院",
            None,
        ),
        (
            "2022年工作要点\n正文。\n云溪市教育局\n2022年3月1日",
            "2022年工作要点",
            "云溪市教育局",
            2022,
        ),
        (
            "云溪市2021年水务工作总结\n云 溪 市 水 务 局\n（2022年1月18日）\n好。\n云溪市统计局\n",
            "云溪市2021年水务工作总结",
            "云溪市水务局",
            2021,
        ),
        (
            "云溪市2021年水务工作\n总结\n2022年1月18日\n云溪市水务局\n正文。",
            "云溪市2021年水务工作总结",
            "云溪市水务局",
            2021,
        ),
        (
            "云溪市2021年水务工作总结\n正文。\n各县区人民政府：\n云溪市水务局\n" + "正文。\n" * 9,
            "云溪市2021年水务工作总结",
            None,
            2021,
        ),
        ("云溪市统计公报\n一、甲报告\n乙。", "云溪市统计公报", None, 2017),
        (
            "云溪市人民政府办公室\n云政办发〔2021〕15号\n关于加快修路的通知\n各区：\n一、目标\n修路。\n"
            "云溪市人民政府办公室\n2021年5月26日\n（此件公开发布）\n抄送：市委。",
            "云溪市人民政府办公室关于加快修路的通知",
            "云溪市人民政府办公室",
            2021,
        ),
        (
            "关于加快修路的通知\n一、目标\n修路。\n云溪市交通局\n2021年5月26日\n（此件公开发布）\n抄送：市委。\n印发。",
            "关于加快修路的通知",
            "云溪市交通局",
            2021,
        ),
        ("云溪市2023年统计公报[1]\n正文。", "云溪市2023年统计公报", None, 2023),
        ("云溪市2023年统计公报①\n正文。", "云溪市2023年统计公报", None, 2023),
        ("云溪市2023年统计公报〔1〕*\n正文。", "云溪市2023年统计公报", None, 2023),
        ("# 云溪市2023年统计公报\n\n## 一、综合\n正文。", "云溪市2023年统计公报", None, 2023),
        (f"{_LONG}\n正文。", _LONG, None, 2023),
        (
            "云溪市水利发展规划\n（2021—2025年）\n正文。",
            "云溪市水利发展规划（2021—2025年）",
            None,
            None,
        ),
        ("关于加强干部工作的意见\n正文。", "关于加强干部工作的意见", None, 2017),
        ("关于加强党委工作的意见\n正文。", "关于加强党委工作的意见", None, 2017),
        ("老干部2023年工作总结\n正文。", "老干部2023年工作总结", None, 2023),
        (
            "关于云溪市教育局2023年工作情况的报告\n正文。",
            "关于云溪市教育局2023年工作情况的报告",
            "云溪市教育局",
            2023,
        ),
        ("财政部2023年工作总结\n正文。", "财政部2023年工作总结", "财政部", 2023),
        (
            "云溪市人民政府文件\n云政发〔2020〕12号\n云溪市人民政府关于印发工作方案的通知\n正文。",
            "云溪市人民政府关于印发工作方案的通知",
            "云溪市人民政府",
            2017,
        ),
        (
            "索引号：002490/2021-001\n发文机关：云溪市人民政府\n成文日期：无\n名称：甲\n主题词：乙\n文号：无\n"
            "有效性：有效\n云溪市人民政府2020年度法治政府建设情况报告\n正文。",
            "云溪市人民政府2020年度法治政府建设情况报告",
            "云溪市人民政府",
            2020,
        ),
        ("附件1\n云溪市2020年工作方案\n正文。", "云溪市2020年工作方案", None, 2020),
        (
            "来源：日报\n2020年云溪市政府工作报告\n正文。",
            "2020年云溪市政府工作报告",
            "云溪市政府",
            2019,
        ),
        (
            "首页 > 政务公开 > 政府工作报告\n2020年云溪市政府工作报告\n正文。",
            "2020年云溪市政府工作报告",
            "云溪市政府",
            2019,
        ),
        (
            "云溪市国民经济和社会发展第十四个五年规划\n和二〇三五年远景目标纲要\n（2021—2035年）\n一、总体\n正文。",
            "云溪市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要（2021—2035年）",
            None,
            None,
        ),
    ],
    ids=[
        "one line",
        "three lines",
        "spaced",
        "spaced figures",
        "notice",
        "signed",
        "below the title",
        "below the date",
        "far below the title",
        "no year",
        "a letterhead",
        "far below",
        "a note",
        "a note in a circle",
        "two marks",
        "Markdown",
        "a long line",
        "years below",
        "cadres",
        "committees",
        "old cadres",
        "about an office",
        "a ministry",
        "a letterhead of its own",
        "what a page tells of it",
        "an annex",
        "a source",
        "a way to it",
        "a title that goes on",
    ],
)
def test_a_report_says_what_it_is(
    tmp_path: Path, text: str, title: str, issuer: str | None, year: int
) -> None:
    report = _read(tmp_path, text)
    assert (report.title, report.issuer, report.year) == (title, issuer, year)


@pytest.mark.parametrize(
    "text",
    [
        "今天水位正常。第二句。",
        "一、工作报告\n正文。",
        "各位代表：\n现在作报告。",
        "长" * 79 + "报告\n",
        "长" * 30 + "，" + "长" * 30 + "报告\n",
    ],
    ids=["prose", "a heading", "an address", "too long a line", "a long clause"],
)
def test_without_a_title_the_file_name_serves(tmp_path: Path, text: str) -> None:
    report = _read(tmp_path, text, "海拉尔/法治2014.txt")
    assert (report.title, report.issuer, report.year) == ("法治2014", None, 2014)


def test_what_cannot_be_told_is_none(tmp_path: Path) -> None:
    report = _read(tmp_path, "正文。", "notes.txt")
    assert (report.title, report.issuer, report.year) == ("notes", None, None)


@pytest.mark.parametrize("digits", ["120203", "3020", "1820", "20200"])
def test_digits_that_are_no_year(tmp_path: Path, digits: str) -> None:
    assert _read(tmp_path, "正文。", f"编号{digits}.txt").year is None


@pytest.mark.parametrize(
    ("text", "source", "place", "kind", "date", "year", "plan_year"),
    [
        (
            "2014年云溪区政府工作报告\n各位代表：\n一、2013年工作回顾\n好。\n二、2014年工作安排\n好。",
            "a.txt",
            "云溪区",
            "政府工作报告",
            None,
            2013,
            2014,
        ),
        (
            "政府工作报告\n——2019年1月8日在云溪市第五届\n人民代表大会上\n各位代表：\n我市很好。",
            "a.txt",
            "云溪市",
            "政府工作报告",
            "2019-01-08",
            2018,
            2019,
        ),
        (
            "各位代表：\n现在，我代表国务院，向大会作政府工作报告。\n一、过去一年工作回顾\n好。",
            "2005.txt",
            "全国",
            "政府工作报告",
            None,
            2004,
            2005,
        ),
        (
            "各位代表：\n我代表市人民政府作工作报告。\n“十二五”时期工作回顾\n好。",
            "a.txt",
            None,
            "政府工作报告",
            None,
            2015,
            2016,
        ),
        (
            "各位代表：\n我代表市人民政府作工作报告。\n我市在《青山省国民经济规划》指引下发展。",
            "a.txt",
            None,
            "政府工作报告",
            None,
            None,
            None,
        ),
        (
            "云溪市2020年度法治政府建设情况报告\n一、成效\n好。\n二、下一步工作安排\n好。",
            "a.txt",
            "云溪市",
            "法治政府建设情况报告",
            None,
            2020,
            2021,
        ),
        (
            '"<divclass="title"><h2>2004年云溪市政府工作报告</h2>时间：2004-03-25</p></div>'
            "<p>各位代表：</p><p>一、２００３年工作回顾</p><p>好。</p>",
            "a.txt",
            "云溪市",
            "政府工作报告",
            "2004-03-25",
            2003,
            2004,
        ),
        (
            "各位代表：\n现在，我代表市人民政府报告过去五年的工作。\n一、过去五年工作回顾\n"
            "初步核算，2008年全市生产总值342亿元，比2003年增长1.1倍。\n"
            "到2015年的奋斗目标\n好。",
            "a.txt",
            None,
            "政府工作报告",
            None,
            2008,
            2009,
        ),
    ],
    ids=[
        "title and headings",
        "date line",
        "nation",
        "five-year plan",
        "untold",
        "yearly report",
        "a saved page",
        "an estimate",
    ],
)
def test_place_kind_and_years_are_recognised(
    tmp_path: Path,
    text: str,
    source: str,
    place: str | None,
    kind: str | None,
    date: str | None,
    year: int | None,
    plan_year: int | None,
) -> None:
    report = _read(tmp_path, text, source)
    told = (report.place, report.kind, report.date, report.year, report.plan_year)
    assert told == (place, kind, date, year, plan_year)


@pytest.mark.parametrize(
    "text",
    [
        "市" * 78 + "公报\n正文。",
        "某报告\n" + "\n" * 30_000 + "正文。",
        "*" * 30_000 + "\n正文。",
        "一、标题\n" * 10_000,
    ],
    ids=["a title of kinds", "blank lines", "marks", "headings"],
)
def test_hostile_text_is_read_soon(tmp_path: Path, text: str) -> None:
    started = time.process_time()
    _read(tmp_path, text)
    assert time.process_time() - started < 5


def test_a_title_is_one_line_even_where_the_file_name_is_not() -> None:
    assert recognise("一、概况\n正文。", "乡镇\n概况.txt").title == "乡镇 概况"
    assert recognise("一、概况\n正文。", "乡镇 概况.txt").title == "乡镇 概况"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "云溪市交通局文件\n云交函〔2024〕62号\n签发人：局长\nA类\n可公开\n"
            "云溪市交通局关于第47号建议的答复函\n正文。\n",
            ("云溪市交通局关于第47号建议的答复函", "云溪市交通局", "答复函"),
        ),
        (
            "云溪市2023年统计公报[1]\n云溪市统计局 国家统计局云溪调查队\n正文。\n",
            ("云溪市2023年统计公报", "云溪市统计局", "统计公报"),
        ),
        ("云溪市垃圾管理暂行办法\n正文。\n", ("云溪市垃圾管理暂行办法", None, "暂行办法")),
        (
            "关于印发垃圾管理办法的通知\n正文。\n",
            ("关于印发垃圾管理办法的通知", None, "通知"),
        ),
    ],
    ids=["an answer to a deputy", "two offices", "rules", "rules sent out"],
)
def test_what_other_documents_are(
    tmp_path: Path, text: str, told: tuple[str, str | None, str]
) -> None:
    report = _read(tmp_path, text)
    assert (report.title, report.issuer, report.kind) == told
