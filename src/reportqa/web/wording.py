"""Words of the page itself, which the language switch finds by `data-t`."""

from reportqa.web.texts import text
from reportqa.web.visible import shown


def words(key: str, **values: str | int) -> str:
    """The words for `key` as HTML, with its places filled from `values`, whatever these hold."""
    data = "".join(f' data-{name}="{shown(str(value))}"' for name, value in values.items())
    return f'<span data-t="{key}"{data}>{shown(text(key, "zh", **values))}</span>'
