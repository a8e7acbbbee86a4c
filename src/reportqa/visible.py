"""Words from reports and users made visible: on a page and a terminal no character acts."""

import unicodedata


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
        _picture(c) if c not in "\n\t" and unicodedata.category(c) in {"Cc", "Cs"} else c
        for c in raw
    )
