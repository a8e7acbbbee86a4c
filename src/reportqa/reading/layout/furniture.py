"""What pages carry beside their text: running headers and footers, page numbers, leaders."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from reportqa.reading.layout.printed import Line, Page

_EDGE = 0.15  # of a page's height, at its top and at its foot
_MOST_EDGE_LINES = 3
_LARGE = 1.25  # times the usual size of type, from which a line is a title
_MOST_PAGES_SHARE = 0.4  # so that headers which differ on left and right pages count
_FEWEST_PAGES = 2
_DIGITS = re.compile(r"\d+")
_BLANK = re.compile(r"\s+")
_NUMERAL = r"(?:\d{1,4}|[〇零一二三四五六七八九十百]{1,5}|[ivxlcIVXLC]{1,7}|[Ⅰ-Ⅻ])"
_PAGE_NUMBER = re.compile(
    rf"[-–—―－─·•~～|\s]*(?:第?{_NUMERAL}页?|(?:page|p\.){_NUMERAL})"
    rf"(?:(?:[/／]|[/／|,，、]?(?:共|of)){_NUMERAL}页?)?[-–—―－─·•~～|\s]*",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\d{1,4}$")
_DOTS = ".．·…"
_FEWEST_DOTS, _FEWEST_ELLIPSES = 4, 2
_CONTENTS = re.compile(r"目\s*[录錄]|CONTENTS", re.IGNORECASE)


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages with their own words alone.

    A line goes if it stands at the edge of most pages, digits aside, or is a page number there,
    or if it is a line of a table of contents, which says what stands elsewhere. A row of a table
    never goes: figures look like page numbers, and rows like one another.
    """
    sizes = [line.size for page in pages for line in page.lines]
    large = _LARGE * median(sizes) if sizes else 0.0
    edges = [
        {at for at in _edge_lines(page) if page.lines[at].size < large and not page.lines[at].row}
        for page in pages
    ]
    seen = Counter(
        key for page, edge in zip(pages, edges, strict=True) for key in _keys(page, edge)
    )
    enough = max(_FEWEST_PAGES, _MOST_PAGES_SHARE * len(pages))
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        lines = [
            line
            for position, line in enumerate(page.lines)
            if not (position in edge and (seen[_key(line)] >= enough or _is_page_number(line.text)))
        ]
        kept.append(replace(page, lines=tuple(_without_contents(lines))))
    return kept


def _edge_lines(page: Page) -> Iterator[int]:
    """The positions of the lines at the top and the foot of a page."""
    order = sorted(range(len(page.lines)), key=lambda position: page.lines[position].base)
    for position in order[:_MOST_EDGE_LINES]:
        if page.lines[position].base <= _EDGE * page.height:
            yield position
    for position in order[-_MOST_EDGE_LINES:]:
        if page.lines[position].base >= (1 - _EDGE) * page.height:
            yield position


def _keys(page: Page, edge: set[int]) -> set[tuple[str, int]]:
    return {_key(page.lines[position]) for position in edge}


def _key(line: Line) -> tuple[str, int]:
    """What is the same on every page: the words and, roughly, the height they stand at."""
    return _DIGITS.sub("0", _BLANK.sub("", line.text)), round(line.base / max(line.size, 1.0))


def _leads_to_page(text: str) -> bool:
    """Whether a line of a table of contents ends so: ……12."""
    number = _PAGE.search(text)
    if number is None:
        return False
    words = text[: number.start()].rstrip()
    leader = words[len(words.rstrip(_DOTS + " \t\u3000\u00a0")) :]
    dots = sum(map(leader.count, _DOTS))
    return dots >= _FEWEST_DOTS or leader.count("…") >= _FEWEST_ELLIPSES


def _is_page_number(text: str) -> bool:
    return _PAGE_NUMBER.fullmatch(_BLANK.sub("", text)) is not None


def _without_contents(lines: Sequence[Line]) -> Iterator[Line]:
    for position, line in enumerate(lines):
        if _leads_to_page(line.text):
            continue
        following = lines[position + 1].text if position + 1 < len(lines) else ""
        if _CONTENTS.fullmatch(line.text.strip()) and _leads_to_page(following):
            continue
        yield line
