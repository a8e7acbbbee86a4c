"""Which sections plan: by the words of their headings, by years named, by what comes before."""

import pytest

from reportqa.reading.planning import planning_of_sections
from reportqa.types import Report, Section


def _report(*paths: str, year: int | None = 2020, plan_year: int | None = 2021) -> Report:
    """One whose sections have these paths, headings parted by >."""
    sections = tuple(
        Section(tuple(path.split(">")), at, at, at + 1) for at, path in enumerate(paths)
    )
    text = "字" * len(paths)
    return Report("a", "题", None, year, "a.txt", "", text, sections, plan_year=plan_year)


@pytest.mark.parametrize(
    ("paths", "planning"),
    [
        (("一、2020年工作回顾", "二、全力做好2021年工作"), [False, True]),
        (("2020年：铆足干劲抓落实", "2020年：铆足干劲抓落实>一、产业"), [False, False]),
        (("2020年：抓落实", "2021年：开新局", "2021年：开新局>一、产业"), [False, True, True]),
        (("一、工作回顾", "二、目标任务", "三、增强创新动力"), [False, True, True]),
        (("一、工作回顾", "二、目标任务", "三、创新>（一）人才"), [False, True, True]),
        (("一、工作回顾", "二、目标任务", "三、国际形势和外交工作"), [False, True, None]),
        (("一、工作回顾", "二、增强创新动力", "三、目标任务"), [False, None, True]),
        (("一、新时期的总任务", "二、增强创新动力"), [True, None]),
        (("“十三五”时期", "“十四五”时期", "2016年和2021年"), [False, True, True]),
        (("一、2016年和2021年",), [None]),
        (("一、创新>（一）2021年工作",), [True]),
        ((), []),
    ],
)
def test_what_sections_hold(paths: tuple[str, ...], planning: list[bool | None]) -> None:
    assert list(planning_of_sections(_report(*paths))) == planning


def test_years_tell_nothing_where_the_report_plans_for_none() -> None:
    paths = ("2020年：抓落实", "2021年：开新局")
    assert list(planning_of_sections(_report(*paths, plan_year=None))) == [None, None]
