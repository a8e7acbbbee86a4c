"""Citations: where a slice stands, in the report's own numbering."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportqa.citing import cite
from reportqa.reading import SourceFile, read_report
from reportqa.types import Report
from toys import LAW

_TITLE = "云溪市人民政府2021年度法治政府建设工作报告"


@pytest.fixture
def law(report_folder: Path) -> Report:
    return read_report(SourceFile(report_folder / "法治/2021.txt", "法治/2021.txt"))


@pytest.mark.parametrize(
    ("words", "section", "paragraph", "label"),
    [
        ("2021年，全市上下", (), 3, f"《{_TITLE}》第3段"),
        (
            "受理行政复议案件128件",
            ("一、主要成效", "（一）依法行政水平提升"),
            5,
            f"《{_TITLE}》一（一）第5段",
        ),
        ("“放得下、难接住”", ("二、存在的问题",), 8, f"《{_TITLE}》二第8段"),
        ("道路停车", ("三、下一步安排", "1.完善立法"), 10, f"《{_TITLE}》三1第10段"),
    ],
    ids=["before the first heading", "nested", "one level", "three styles"],
)
def test_a_citation_names_the_place(
    law: Report, words: str, section: tuple[str, ...], paragraph: int, label: str
) -> None:
    start = LAW.index(words)
    cited = cite(law, start, start + len(words))
    assert law.text[cited.start : cited.end] == words
    assert (cited.report_id, cited.source) == (law.id, "法治/2021.txt")
    assert (cited.title, cited.issuer, cited.year) == (_TITLE, "云溪市人民政府", 2021)
    assert (cited.section, cited.paragraph, cited.page) == (section, paragraph, None)
    assert cited.label == label


@pytest.mark.parametrize(
    ("title", "place", "year", "label"),
    [
        ("政府工作报告", "云溪市", 2020, "《政府工作报告》（云溪市2020年）第2段"),
        ("政府工作报告", "云溪市", None, "《政府工作报告》（云溪市）第2段"),
        ("政府工作报告", None, 2020, "《政府工作报告》（2020年）第2段"),
        ("云溪政府工作报告", "云溪市", 2020, "《云溪政府工作报告》（2020年）第2段"),
        ("2021年政府工作报告", "云溪市", 2020, "《2021年政府工作报告》（云溪市）第2段"),
        ("二〇二〇年云溪市报告", "云溪市", 2020, "《二〇二〇年云溪市报告》第2段"),
        ("国务院政府工作报告", "全国", 2020, "《国务院政府工作报告》（2020年）第2段"),
        ("政府工作报告", None, None, "《政府工作报告》第2段"),
    ],
)
def test_a_title_that_says_neither_place_nor_year_is_told_with_them(
    law: Report, title: str, place: str | None, year: int | None, label: str
) -> None:
    report = replace(law, title=title, place=place, year=year, text="题。\n话。\n", sections=())
    assert cite(report, 3, 4).label == label


def test_a_heading_that_opens_with_a_year_is_cited_by_its_words(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("甲县总结\n2020年工作回顾\n一、造林\n造林9亩。\n", "utf-8")
    report = read_report(SourceFile(file, "a.txt"))
    at = report.text.index("9亩")
    assert cite(report, at, at + 2).label == "《甲县总结》（2020年）“2020年工作回顾”一第4段"


def test_a_heading_without_a_number_is_cited_by_its_words(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("# 甲县总结\n## 一、回顾\n话。\n## 打算\n造林。\n", "utf-8")
    report = read_report(SourceFile(file, "a.md"))
    at = report.text.index("造林")
    cited = cite(report, at, at + 2)
    assert (cited.section, cited.label) == (("打算",), "《甲县总结》“打算”第5段")
