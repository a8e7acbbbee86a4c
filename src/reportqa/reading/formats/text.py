"""Plain text and Markdown: stored as decoded."""

import re

from reportqa.reading.decoding import decode
from reportqa.reading.extracted import Extracted

_MARKDOWN_HEADING = re.compile(r"^(#{1,6})[ \t]+\S", re.MULTILINE)


def extract(data: bytes, name: str) -> Extracted:
    """See `reportqa.reading.formats.extract` and `decode`."""
    text = decode(data, name)
    marked = _MARKDOWN_HEADING.finditer(text) if name.lower().endswith(".md") else ()
    return Extracted(text, headings=tuple((found.start(), len(found[1])) for found in marked))
