"""HTML: the main text of a page, a line for each block and a row for each table row.

What surrounds the text is told by its tag (nav, footer), by the names in its class and id, or by
being nearly all links. Nothing that holds a good part of the page's words is ever taken for it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportqa.errors import ReadError
from reportqa.normalising import CJK
from reportqa.reading.decoding import decode
from reportqa.reading.extracted import CELL, Extracted, HeadingLine, of_lines, storable
from reportqa.reading.formats.cells import Cell, in_step, span
from reportqa.reading.lines import BLANK

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_CHARSET_WITHIN_BYTES = 8192
_CODECS = dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"), "gb18030")
_CODECS |= {"utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")

_UNSEEN = (
    *("script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg"),
    *("canvas", "audio", "video", "button", "select", "textarea", "datalist", "dialog"),
)
_AROUND = {"nav", "footer", "aside", "menu"}
_AROUND_NAMES = {
    *("nav", "navi", "navbar", "navigation", "menu", "menus", "submenu", "breadcrumb", "crumbs"),
    *("breadcrumbs", "crumb", "sidebar", "footer", "foot", "copyright", "share", "bdshare"),
    *("toolbar", "pagination", "pager", "search", "login", "related", "recommend", "comments"),
    *("advert", "ads", "popup", "modal", "cookie", "qrcode", "header", "banner"),
}
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FURNITURE_LINE = re.compile(
    r"^(?:您?(?:当前|现在)?的?位置\s*[:：]|【?(?:打印|关闭|字体|分享到|扫一扫|上一篇|下一篇|返回顶部))"
    r"|ICP备\d|公网安备|网站标识码|^(?:版权所有|Copyright)",
    re.IGNORECASE,
)
_LONGEST_FURNITURE_LINE = 60
# What stands beside the date and source of a text; the count differs from one visit to the next.
_TOOLS = re.compile(
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数)\s*[：:]\s*\d*\s*次?"
    r"|[【\[]?\s*字[体号](?:大小)?\s*[：:](?:\s*[【\[]?[大中小][】\]]?){2,3}\s*[】\]]?"
    r"|[【\[]\s*(?:打印|关闭|收藏|分享)[^】\]。]{0,4}[】\]]"
)
_LARGEST_SHARE_AROUND = 1 / 3
_LINK_SHARE_OF_MENU = 0.7
_LINKS_OF_MENU = 3

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl"),
    *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section"),
    *("summary", "details", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br"),
}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LONGEST_CELL = 300
_TOLD = re.compile(rf"[。；！？]|{re.escape(CELL)}")
_OPENING_LINES = 6
_BEFORE_SITE = "-_|—–―－｜"  # between a title and the name of the site, in what a page declares
_NUMBERED = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[、．.)）]|[第①-⑳]")
_CHINESE = re.compile(rf"[{CJK}，。；：、！？“”（）《》]")
_BLANKS = re.compile(r"\s+")
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Weight:
    """How many characters an element holds, how many of them in links, and how many links."""

    characters: int = 0
    linked: int = 0
    links: int = 0

    @property
    def words(self) -> int:
        """The characters outside links."""
        return self.characters - self.linked


def extract(data: bytes, name: str) -> Extracted:
    """The main text: see the module and `reportqa.reading.formats.extract`."""
    source = _decode(data, name)
    return of_lines(main_text(source))


def main_text(source: str) -> list[str]:
    """The lines of the main text of a page, its title first.

    A page of nothing but menus gives its menus.
    """
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(_XML_DECLARATION.sub("", storable(source)), parser=parser)
    except etree.ParserError:  # there is not one element
        return []
    declared = _declared_title(root)
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    title = declared or _only_heading(root)
    weights = _weigh(root)
    lines = _main_lines(root, weights) or _lines(root, weights, all_of_it=True)
    kept = [line for line in map(_without_tools, lines) if line and not _is_furniture(line)]
    return [title, *kept] if title and kept and not _is_said(title, kept[:_OPENING_LINES]) else kept


def _decode(data: bytes, name: str) -> str:
    found = _CHARSET.search(data[:_CHARSET_WITHIN_BYTES])
    codec = _CODECS.get(found[1].decode("ascii").lower()) if found else None
    if codec == "big5hkscs" and not _is_utf8(data):  # GB18030 would make other words of it
        return data.decode(codec, "replace")
    try:
        return decode(data, name)
    except ReadError:
        if codec is None:
            raise
        return data.decode(codec, "replace")  # one bad byte in a page costs one character


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared_title(root: Any) -> str:
    """The title that the page declares for its text in what stands above it, unseen."""
    declared = (
        " ".join((meta.get("content") or "").split())
        for meta in root.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in ("articletitle", "og:title")
    )
    return next(filter(None, declared), "")


def _only_heading(root: Any) -> str:
    """The only first-level heading."""
    headings = [" ".join("".join(heading.itertext()).split()) for heading in root.iter("h1")]
    return headings[0] if len(headings) == 1 else ""


def _is_said(title: str, opening: Sequence[str]) -> bool:
    """Whether the opening lines hold the title, be it without the name of the site behind it."""
    squeezed, lines = _squeezed(title), [_squeezed(line) for line in opening]
    return squeezed in "".join(lines) or any(
        squeezed.startswith(line) and squeezed[len(line)] in _BEFORE_SITE for line in lines
    )


def _weigh(root: Any) -> dict[Any, _Weight]:
    from lxml import etree

    weights: dict[Any, _Weight] = {}
    in_link = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            in_link += element.tag == "a"
            weights[element] = _Weight()
            _add_text(weights[element], element.text, in_link > 0)
            continue
        weight = weights[element]
        if element.tag == "a":
            in_link -= 1
            weight.links += 1
        parent = element.getparent()
        if parent is not None and parent in weights:
            total = weights[parent]
            total.characters += weight.characters
            total.linked += weight.linked
            total.links += weight.links
            _add_text(total, element.tail, in_link > 0)
    return weights


def _add_text(weight: _Weight, text: str | None, linked: bool) -> None:
    count = len("".join((text or "").split()))
    weight.characters += count
    weight.linked += count if linked else 0


def _main_lines(root: Any, weights: dict[Any, _Weight]) -> list[str]:
    """The lines of the elements marked as the main ones, if they hold the text, else of the page.

    They hold it if most of the words are theirs and no sentence or row of a table stands beside.
    """
    marked = list(_marked(root, weights))
    most = sum(weights[element].words for element in marked) > weights[root].words / 2
    beside = _lines(root, weights, without=marked)
    if most and not any(_TOLD.search(line) for line in beside if not _is_furniture(line)):
        return [line for element in marked for line in _lines(element, weights)]
    return _lines(root, weights)


def _marked(root: Any, weights: dict[Any, _Weight]) -> Iterator[Any]:
    """The outermost elements that are marked as the main ones and are no part of a menu."""
    from lxml import etree

    limit = weights[root].characters * _LARGEST_SHARE_AROUND
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if _is_left_out(element, weights[element], limit):
            walk.skip_subtree()
        elif element.tag in ("main", "article") or element.get("role") == "main":
            walk.skip_subtree()
            yield element


def _lines(
    body: Any,
    weights: dict[Any, _Weight],
    *,
    without: Sequence[Any] = (),
    all_of_it: bool = False,
) -> list[str]:
    """The lines of an element, without some in it, and without menus unless `all_of_it`."""
    from lxml import etree

    lines: list[str] = []
    inline: list[str] = []
    counted: Counter[Any] = Counter()
    level = 0  # of the heading at hand

    def end_line() -> None:
        # Characters may stand as references (&#27;) until here.
        for words in map(storable, _tidied("".join(inline))):
            lines.append(HeadingLine(words, level) if level else words)
        inline.clear()

    limit = -1 if all_of_it else weights[body].characters * _LARGEST_SHARE_AROUND
    apart = set(without)
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if tag in _BLOCKS:
            end_line()
        if tag in _HEADINGS:
            level = _HEADINGS[tag] if event == "start" else 0
        if event == "start":
            if element is not body and (
                element in apart or _is_left_out(element, weights[element], limit)
            ):
                walk.skip_subtree()
            elif tag == "table" and (rows := _rows(element)):
                lines += map(storable, rows)
                walk.skip_subtree()
            elif tag == "pre":
                words = storable("".join(_words(element, "\n")))
                lines += (line.strip() for line in words.splitlines())
                walk.skip_subtree()
            else:
                inline.append(_number(element, counted))
                inline.append(element.text or "")
        elif element is not body:
            inline.append(element.tail or "")
    end_line()
    return [line for line in lines if line]


def _is_left_out(element: Any, weight: _Weight, limit: float) -> bool:
    return _is_hidden(element) or (weight.characters <= limit and _is_around(element, weight))


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_around(element: Any, weight: _Weight) -> bool:
    if element.tag in _AROUND or (element.tag == "header" and weight.links >= _LINKS_OF_MENU):
        return True
    if element.tag not in _BLOCKS:
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    if any(name.lower() in _AROUND_NAMES for name in _NAME.findall(named)):
        return True
    mostly_links = weight.linked >= _LINK_SHARE_OF_MENU * weight.characters
    return weight.links >= _LINKS_OF_MENU and mostly_links


def _rows(table: Any) -> list[str]:
    """The rows of a table of data; none for a table that only lays out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return []
    rows = [
        [
            Cell(
                "".join(_tidied("".join(_words(cell, " ")))),
                span(cell.get("colspan")),
                span(cell.get("rowspan")),
            )
            for cell in (row.iterchildren("td", "th") if row.tag == "tr" else [row])
        ]
        for row in table.iter("caption", "tr")
        if not _is_hidden(row)
    ]
    if max(map(len, rows), default=0) < 2:
        return []
    if any(len(cell.text) > _LONGEST_CELL for row in rows for cell in row):
        return []
    return [CELL.join(row) for row in in_step(rows) if any(row)]


def _words(parent: Any, between: str) -> Iterator[str]:
    """The text of an element, with `between` where a block in it begins or ends."""
    from lxml import etree

    walk = etree.iterwalk(parent, events=("start", "end"))
    for event, element in walk:
        if element is not parent and element.tag in _BLOCKS:
            yield between
        if event == "end":
            yield (element.tail or "") if element is not parent else ""
        elif element is not parent and _is_hidden(element):
            walk.skip_subtree()
        else:
            yield element.text or ""


def _number(element: Any, counted: Counter[Any]) -> str:
    """The number that a browser shows before an item of a numbered list.

    `counted`: the items of each list so far, this one not included.
    """
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    before = counted[parent]
    counted[parent] += 1
    if (parent.get("type") or "1") != "1" or _NUMBERED.match("".join(element.itertext()).strip()):
        return ""
    first = parent.get("start") or "1"
    return f"{int(first) + before}. " if first.isdecimal() else ""


def _tidied(text: str) -> Iterable[str]:
    tidy = _SPACES.sub(" ", _BLANKS.sub(_without_break, text)).strip(BLANK)
    return (tidy,) if tidy else ()


def _without_break(found: re.Match[str]) -> str:
    """Blanks as they are; a line break beside a Chinese character stands for nothing."""
    text, start, end = found.string, found.start(), found.end()
    around = text[max(0, start - 1) : start], text[end : end + 1]
    return "" if "\n" in found[0] and any(map(_CHINESE.fullmatch, around)) else found[0]


def _is_furniture(line: str) -> bool:
    return len(line) <= _LONGEST_FURNITURE_LINE and _FURNITURE_LINE.search(line) is not None


def _without_tools(line: str) -> str:
    """The line without the tools of a page; a sentence may speak of them."""
    if "。" in line or not _TOOLS.search(line):
        return line
    return _SPACES.sub(" ", _TOOLS.sub("", line)).strip()


def _squeezed(text: str) -> str:
    return "".join(text.split())
