"""The report of the default index, read as a whole."""

from pathlib import Path

import pytest

from reportqa.reading import find_files, read_report
from reportqa.types import Report

_FOLDER = Path(__file__).parents[2] / "reports"
_WORK, _PROBLEMS, _NEXT = "一、2020年度工作主要成效", "二、存在的问题", "三、下一步工作安排"


@pytest.fixture(scope="module")
def report() -> Report:
    (file,) = [file for file in find_files([_FOLDER]) if file.source == "urumqi-2020.txt"]
    return read_report(file)


def test_it_says_what_it_is(report: Report) -> None:
    assert (report.title, report.issuer, report.year) == (
        "乌鲁木齐市人民政府2020年度法治政府建设情况报告",
        "乌鲁木齐市人民政府",
        2020,
    )


def test_its_text_is_the_files(report: Report) -> None:
    assert report.text == (_FOLDER / report.source).read_text(encoding="utf-8-sig")


def test_its_sections(report: Report) -> None:
    assert [section.path for section in report.sections] == [
        (_WORK,),
        (_WORK, "（一）夯实法治政府建设主体责任"),
        (_WORK, "（二）简政放权释放市场活力"),
        (_WORK, "（三）提升行政立法质量和效率"),
        (_WORK, "（四）完善行政决策制度机制"),
        (_WORK, "（五）严格规范公正文明执法"),
        (_WORK, "（六）强化制约和监督"),
        (_WORK, "（七）坚持法治思维"),
        (_WORK, "（八）提升法律服务能力和水平"),
        (_WORK, "（九）多措并举推进普法宣传"),
        (_PROBLEMS,),
        (_NEXT,),
        (_NEXT, "（一）扎实做好立法工作"),
        (_NEXT, "（二）提升行政决策水平"),
        (_NEXT, "（三）规范公正文明执法"),
        (_NEXT, "（四）深化矛盾纠纷化解"),
        (_NEXT, "（五）加强教育培训工作"),
        (_NEXT, "（六）持续强化组织保障"),
    ]


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("现将工作情况报告如下", None),
        ("最多跑一次", (_WORK, "（二）简政放权释放市场活力")),
        ("967名律师", (_WORK, "（八）提升法律服务能力和水平")),
        ("放得下、难接住", (_PROBLEMS,)),
        ("2021年，我市将深入学习", (_NEXT,)),
        ("规范行政应诉行为", (_NEXT, "（四）深化矛盾纠纷化解")),
    ],
)
def test_every_place_has_its_section(
    report: Report, words: str, path: tuple[str, ...] | None
) -> None:
    section = report.section_at(report.text.find(words))
    assert (section.path if section else None) == path


def test_the_last_character_belongs_to_the_last_section(report: Report) -> None:
    assert report.section_at(len(report.text) - 1) == report.sections[-1]
    assert report.section_at(len(report.text)) is None
