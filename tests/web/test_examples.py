"""The questions to click are of several reports, whole, and of kinds that are answered."""

from dataclasses import replace

from reportqa.types import Report, Section
from reportqa.web.examples import example_questions

from .fakes import shipped

_TEXT = "2020年，全市地区生产总值达到512.6亿元。"


def _report(place: str | None, year: int | None, *headings: str, **more: str | None) -> Report:
    numbered = [("一、工作回顾", heading) for heading in headings]
    return Report(
        id=f"{place}{year}",
        title=more.get("title") or f"{place}政府工作报告",
        issuer=None,
        place=place,
        kind=more.get("kind", "政府工作报告"),
        date=None,
        year=year,
        plan_year=year + 1 if year else None,
        source=f"{place}{year}.txt",
        sha256="",
        text=more.get("text") or "",
        sections=tuple(Section(path, 0, 0, 0) for path in [("一、工作回顾",), *numbered]),
    )


def test_the_shipped_report_alone_has_its_own() -> None:
    assert len(example_questions([shipped()])) == 6
    assert "人民调解的成功率是多少？" in example_questions([shipped()])


def test_one_report_is_asked_for_its_outline_and_its_measures() -> None:
    headings = (
        "（一）采取更直接、更有力的政策措施",
        "（二）民生福祉持续改善",
        "（三）加强生态环境保护",
    )
    assert example_questions([_report("云溪市", 2020, *headings, text=_TEXT)]) == (
        "这份报告主要讲了什么？",
        "加强生态环境保护有哪些措施？",
        "地区生产总值是多少？",
    )


def test_what_is_planned_is_not_asked_as_done() -> None:
    report = _report("云溪市", 2020, "（一）加强生态环境保护")
    planned = [
        Section(("二、2021年工作安排", "（一）推进城乡统筹"), 0, 0, 0),
        Section(("一、工作回顾", "2.促进就业创业"), 0, 0, 0),
    ]
    report = replace(report, sections=(*report.sections, *planned))
    assert example_questions([report]) == (
        "这份报告主要讲了什么？",
        "加强生态环境保护有哪些措施？",
        "促进就业创业有哪些措施？",
    )


def test_several_reports_take_turns_the_newest_of_each_first() -> None:
    reports = [
        _report("云溪市", 2018, "（一）加强生态环境保护"),
        _report("云溪市", 2020, "（一）促进就业创业", text=_TEXT),
        _report("海东市", 2019, "（一）推进城乡统筹", kind=None),
        _report(None, None, title="记录"),
    ]
    assert example_questions(reports) == (
        "云溪市2021年政府工作报告主要讲了什么？",
        "海东市2019年推进城乡统筹有哪些措施？",
        "云溪市2019年政府工作报告主要讲了什么？",
        "云溪市2020年促进就业创业有哪些措施？",
        "海东市2019年的报告主要讲了什么？",
        "云溪市2018年加强生态环境保护有哪些措施？",
    )
    assert "《记录》主要讲了什么？" not in example_questions(reports)


def test_a_report_of_no_place_is_called_by_its_title() -> None:
    reports = [_report("云溪市", 2020), _report(None, None, "（一）推进城乡统筹", title="记录")]
    assert example_questions(reports) == ("《记录》主要讲了什么？",)


def test_nothing_to_ask_of_is_nothing() -> None:
    assert example_questions([]) == ()
