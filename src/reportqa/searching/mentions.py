"""Whether a report mentions a place, in simplified or in traditional characters.

A library may hold thousands of reports, and one of millions of characters; to normalise them when
a question names a place would take seconds. So a name is looked for as texts may have it.
"""

from itertools import islice

from reportqa.normalising import as_written
from reportqa.reading.places import place_names
from reportqa.types import Report

_OFTEN = 3
"""A report that names a place this often, and does not say which it is of, may be of that place."""

_MOST_REMEMBERED = 2**16
_COUNTED: dict[tuple[int, str], int] = {}


def is_often_named(place: str, report: Report) -> bool:
    """Whether a report that does not say which place it is of may be of this one."""
    return _times(place, report.text) >= _OFTEN


def is_mentioned(place: str, report: Report) -> bool:
    """Whether a report, or its title, has a place by any of its names."""
    name = _shortest_name(place)
    return is_in(place, report.title) or _times(name, report.text) > 0


def is_in(place: str, text: str) -> bool:
    """Whether a text has a place by any of its names."""
    return as_written(_shortest_name(place)).search(text) is not None


def _shortest_name(place: str) -> str:
    """The last of a place's names, which stands in every other."""
    return place_names(place)[-1]


def _times(name: str, text: str) -> int:
    """How often a text has a name, `_OFTEN` at most.

    Asked for each passage of a report, it is told once, and remembered by the text's hash, so
    that no text is kept in memory for it.
    """
    asked = (hash(text), name)
    found = _COUNTED.get(asked)
    if found is None:
        if len(_COUNTED) >= _MOST_REMEMBERED:
            _COUNTED.clear()
        found = len(list(islice(as_written(name).finditer(text), _OFTEN)))
        _COUNTED[asked] = found
    return found
