"""Plain text and Markdown: stored as decoded."""

from reportqa.reading.decoding import decode
from reportqa.reading.extracted import Extracted


def extract(data: bytes, name: str) -> Extracted:
    """See `reportqa.reading.formats.extract` and `decode`."""
    return Extracted(decode(data, name))
