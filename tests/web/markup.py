"""HTML as the tests see it, the elements that may be in it, and text that tries to be more."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from hypothesis import strategies as st

TAGS = {
    *("a", "bdi", "blockquote", "button", "caption", "details", "div", "i", "li", "mark", "ol"),
    *("p", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr"),
    *("figure", "svg", "title", "desc", "rect", "line", "text", "polyline", "circle"),
}
ATTRIBUTES = {
    *("aria-hidden", "class", "data-copy", "data-level", "data-n", "data-page", "data-t"),
    *("data-word", "data-official"),
    *("href", "role", "scope", "title", "type", "value", "data-ask", "data-words", "colspan"),
    *(
        "viewbox",
        "aria-labelledby",
        "id",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "width",
        "height",
        "rx",
    ),
}

# Everything that markup, templates, Markdown and formulas are made of, and what breaks parsers.
anything = st.text(st.characters(exclude_categories=[])) | st.lists(
    st.sampled_from(
        [
            "<script>",
            "</",
            ">",
            "<img onerror=",
            '"',
            "'",
            "&",
            "&lt;",
            "&#0",
            "{{",
            "}}",
            "${",
            "`",
            *[
                "$x$",
                "**",
                "\x00",
                "\r",
                "\n",
                "\x7f",
                "\u0085",
                "\ud800",
                "😀",
                "𠮷",
                "\u202e",
                "字",
            ],
        ]
    )
).map("".join)


@dataclass
class Node:
    tag: str
    attributes: dict[str, str | None]
    text: str = ""
    inside: list["Node"] = field(default_factory=list)


class Tree(HTMLParser):
    """The elements of some HTML in the order of their starts, each with all the text inside."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self.text = ""
        self._open: list[Node] = []
        self.feed(html)
        self.close()
        assert not self._open, "an element was not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self.nodes.append(node)
        self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for node in self._open:
            node.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment got in")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration got in")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("an instruction got in")

    unknown_decl = handle_pi

    def all(self, tag: str, cls: str = "") -> list[Node]:
        return [n for n in self.nodes if n.tag == tag and cls in (n.attributes.get("class") or "")]
