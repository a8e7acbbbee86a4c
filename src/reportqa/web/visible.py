"""Words from reports and users made inert: they show as themselves, whatever they hold."""

from html import escape

from reportqa.visible import visible


def shown(raw: str) -> str:
    """`raw` as HTML that displays as exactly these characters."""
    return escape(visible(raw), quote=True)
