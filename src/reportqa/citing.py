"""Naming the place where a slice of a report stands."""

import re
from functools import lru_cache

from reportqa.normalising import normalise
from reportqa.reading.headings import marker, words_of
from reportqa.reading.lines import paragraph_number
from reportqa.reading.places import place_names
from reportqa.types import Citation, Report

# Ten passages are cited with every answer, most of them of the same few reports and sections.
_REMEMBERED = 1024
_YEAR = re.compile(r"\d{4}|[一二][〇零○九][〇零○一二三四五六七八九]{2}")


def cite(report: Report, start: int, end: int) -> Citation:
    """The citation of `report.text[start:end]`."""
    section = report.section_at(start)
    path = section.path if section else ()
    paragraph = paragraph_number(report.text, start)
    page = report.page_at(start)
    markers = "".join(map(_named, path))
    besides = _told_besides(report.title, report.place, report.year)
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
        label=f"《{report.title}》{besides}{markers}第{paragraph}段{on_page}",
    )


@lru_cache(_REMEMBERED)
def _told_besides(title: str, place: str | None, year: int | None) -> str:
    """The place and year that a report is of, where its title does not say: （云溪市2020年）.

    Of many places and years the report is called 政府工作报告 and no more.
    """
    said = normalise(title)
    if place and any(name in said for name in place_names(place)):
        place = None
    told = "" if year is None or _YEAR.search(said) else f"{year}年"
    return f"（{place or ''}{told}）" if place or told else ""


@lru_cache(_REMEMBERED)
def _named(heading: str) -> str:
    """The number of a heading, or its words where it has none: “2013年工作回顾”."""
    return f"“{heading}”" if words_of(heading) == heading else marker(heading)
