"""Naming the place where a slice of a report stands."""

import re

from reportqa.normalising import normalise
from reportqa.reading.headings import marker, words_of
from reportqa.reading.lines import paragraph_number
from reportqa.reading.places import place_names
from reportqa.types import Citation, Report

_YEAR = re.compile(r"\d{4}|[一二][〇零○九][〇零○一二三四五六七八九]{2}")


def cite(report: Report, start: int, end: int) -> Citation:
    """The citation of `report.text[start:end]`."""
    section = report.section_at(start)
    path = section.path if section else ()
    paragraph = paragraph_number(report.text, start)
    page = report.page_at(start)
    markers = "".join(map(_named, path))
    on_page = f"（第{page}页）" if page else ""
    return Citation(
        report_id=report.id,
        title=report.title,
        issuer=report.issuer,
        year=report.year,
        source=report.source,
        section=path,
        paragraph=paragraph,
        start=start,
        end=end,
        page=page,
        label=f"《{report.title}》{_told_besides(report)}{markers}第{paragraph}段{on_page}",
    )


def _told_besides(report: Report) -> str:
    """The place and year that a report is of, where its title does not say: （云溪市2020年）.

    Of many places and years the report is called 政府工作报告 and no more.
    """
    title = normalise(report.title)
    place = report.place or ""
    if place and any(name in title for name in place_names(place)):
        place = ""
    year = "" if report.year is None or _YEAR.search(title) else f"{report.year}年"
    return f"（{place}{year}）" if place or year else ""


def _named(heading: str) -> str:
    """The number of a heading, or its words where it has none: “2013年工作回顾”."""
    return f"“{heading}”" if words_of(heading) == heading else marker(heading)
