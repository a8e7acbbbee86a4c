"""Levels of a Word numbering, as its XML has them."""


def level(at: int, style: str, written: str, *more: str) -> str:
    """A level that counts from 1 in a style, written with %1 to %9 for the numbers of levels."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'{"".join(more)}<w:lvlText w:val="{written}"/></w:lvl>'
    )
