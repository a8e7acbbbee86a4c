"""A report as the reading pane shows it: blocks of text by offset, and the outline."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypedDict

from reportqa.reading.lines import whole_lines
from reportqa.types import Report, Section
from reportqa.visible import visible

# A line longer than this is set as text even where no end of its heading can be told.
_LONGEST_HEADING = 80


class Block(TypedDict):
    """One line of the report: `start`/`end` are code points of its text.

    `kind` is `title`, `heading` or `paragraph`; `level` is 1 for the outermost heading, 0 for
    none. `lead` is how many characters at the start are a heading that runs on into the
    paragraph. `number` counts the non-blank lines from 1, as citations do; `page` is the one
    that the line begins on.
    """

    start: int
    end: int
    kind: str
    level: int
    lead: int
    number: int
    page: int | None


class Entry(TypedDict):
    """A heading in the outline."""

    start: int
    level: int
    text: str


class Card(TypedDict):
    """What names a report.

    `pages` counts them, 0 for a source without; `version` changes with the file.
    """

    id: str
    title: str
    issuer: str | None
    place: str | None
    kind: str | None
    date: str | None
    year: int | None
    plan_year: int | None
    source: str
    pages: int
    characters: int
    version: str


class Pane(Card):
    """All that the reading pane needs."""

    text: str
    blocks: list[Block]
    outline: list[Entry]


def card(report: Report) -> Card:
    """What names the report, for the selector and the head of the pane."""
    return {
        "id": report.id,
        "title": visible(report.title),
        "issuer": _visible(report.issuer),
        "place": _visible(report.place),
        "kind": _visible(report.kind),
        "date": _visible(report.date),
        "year": report.year,
        "plan_year": report.plan_year,
        "source": visible(report.source),
        "pages": len(report.pages),
        "characters": len(report.text),
        "version": report.sha256[:16],
    }


def _visible(words: str | None) -> str | None:
    return None if words is None else visible(words)


def pane(report: Report) -> Pane:
    """The whole report for the reading pane; `text` keeps every offset."""
    return {
        **card(report),
        "text": visible(report.text),
        "blocks": list(_blocks(report)),
        "outline": [
            {"start": s.start, "level": len(s.path), "text": visible(" ".join(s.path[-1].split()))}
            for s in report.sections
            if s.path
        ],
    }


def _blocks(report: Report) -> Iterator[Block]:
    # A report that begins with its first section has no lines that could be its title.
    body_start = report.sections[0].start if report.sections else len(report.text)
    title = "".join(report.title.split())
    sections = sorted((s for s in report.sections if s.path), key=lambda s: s.start)
    for number, (start, end) in enumerate(whole_lines(report.text), 1):
        line = report.text[start:end]
        kind, level, lead = "paragraph", 0, 0
        squeezed = "".join(line.split())
        heading = _heading_in(sections, start, end)
        if title and start < body_start and title.startswith(squeezed):
            kind, title = "title", title.removeprefix(squeezed)
        elif heading:
            level = len(heading.path)
            lead = _lead(report.text, heading, start, end)
            kind = "paragraph" if lead or end - start > _LONGEST_HEADING else "heading"
        yield {
            "start": start,
            "end": end,
            "kind": kind,
            "level": level,
            "lead": lead,
            "number": number,
            "page": report.page_at(start),
        }


def _heading_in(sections: Sequence[Section], start: int, end: int) -> Section | None:
    """The innermost of the sections whose heading begins in this line or runs through it."""
    before = bisect_left(sections, end, key=lambda section: section.start)
    last = sections[before - 1] if before else None
    return last if last and (start <= last.start or start < last.body) else None


def _lead(text: str, heading: Section, start: int, end: int) -> int:
    """How many characters of a line are its heading; 0 where the heading is the whole line."""
    if heading.body > heading.start:
        return heading.body - start if start < heading.body < end else 0
    words = heading.path[-1]
    stop = heading.start + len(words)
    if text.startswith(words, heading.start) and text[stop:end].strip():
        stop += text[stop] in "。：:．"
        return stop - start
    return 0
