"""Words from reports and users made inert: they show as themselves, whatever they hold."""

import unicodedata
from html import escape


def _picture(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd"


def visible(raw: str) -> str:
    """`raw` with characters that HTML cannot carry replaced one for one by visible signs.

    An HTML parser drops U+0000, rewrites carriage returns, and a lone surrogate cannot be sent
    at all; one sign for each keeps every offset where it was.
    """
    return "".join(
        _picture(c) if c not in "\n\t" and unicodedata.category(c) in {"Cc", "Cs"} else c
        for c in raw
    )


def shown(raw: str) -> str:
    """`raw` as HTML that displays as exactly these characters."""
    return escape(visible(raw), quote=True)
