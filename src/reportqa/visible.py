"""Words from reports and users made visible: on a page and a terminal no character acts."""

import unicodedata

# What turns words around: a page would show 300 as 003, a terminal a file's name backwards.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _picture(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd"


def visible(raw: str) -> str:
    """`raw` with characters that show nothing replaced one for one by visible signs.

    A terminal obeys control characters; an HTML parser drops U+0000, rewrites carriage returns,
    and a lone surrogate cannot be sent at all. One sign for each keeps every offset where it was.
    """
    return "".join(
        _picture(c)
        if c not in "\n\t" and (c in _TURNING or unicodedata.category(c) in {"Cc", "Cs"})
        else c
        for c in raw
    )
