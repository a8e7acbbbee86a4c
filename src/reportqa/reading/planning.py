"""Which sections of a report tell what was and which what is planned."""

import re
from collections.abc import Iterator

from reportqa.normalising import normalise
from reportqa.reading.dates import is_planning
from reportqa.types import Report
from reportqa.years import named_years, plan_periods

# What is planned abroad is told among what happened there.
_ABROAD = re.compile(
    "国际|外交|对外(?:关系|政策|工作)|世界和平|祖国(?:和平)?统一|台湾|港澳|香港|澳门"
)


def planning_of_sections(report: Report) -> Iterator[bool | None]:
    """For each section in turn whether it opens plans (True) or a look back (False), else None.

    The outermost heading that says anything decides; where none does, a section that comes after a
    look back and then plans holds plans, too: 一、工作回顾, 二、目标任务, 三、增强创新动力.
    """
    looked_back, plans, top = False, False, ""
    for section in report.sections:
        outermost, *_ = section.path
        if outermost != top:
            top, said = outermost, _says(outermost, report)
            looked_back |= said is False
            plans = plans if said is None else said
        told = (_says(heading, report) for heading in section.path)
        follows = looked_back and plans and not _ABROAD.search("".join(section.path))
        yield next((one for one in told if one is not None), True if follows else None)


def _says(heading: str, report: Report) -> bool | None:
    """What a heading says by its words, or by the years that it names: 2019年：砥砺前行开新局."""
    said = is_planning(heading)
    if said is not None or not (report.year and report.plan_year):
        return said
    text = normalise(heading)
    years = [*named_years(text), *(period.last for period in plan_periods(text))]
    sides = {year > report.year for year in years}
    return sides.pop() if len(sides) == 1 else None
