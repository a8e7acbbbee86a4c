"""Naming the place where a slice of a report stands."""

from reportqa.reading.headings import marker, words_of
from reportqa.reading.lines import paragraph_number
from reportqa.types import Citation, Report


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
        label=f"《{report.title}》{markers}第{paragraph}段{on_page}",
    )


def _named(heading: str) -> str:
    """The number of a heading, or its words where it has none: “2013年工作回顾”."""
    return f"“{heading}”" if words_of(heading) == heading else marker(heading)
