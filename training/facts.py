"""What a rule found in a passage: the words that answer, and ways to ask for them."""

import re
from dataclasses import dataclass

CLAUSE = re.compile(r"(?:(?<=\d)[,，](?=\d{3})|[^，,；;。！!？?：:\n])+")
_LEAD = re.compile(
    r"^(?:\s|　|—|―|-|\(?[一二三四五六七八九十0-9]+[、.)）是]|（[一二三四五六七八九十]+）|"
    r"其中|同时|并且|并|而且|但是|此外|另外|"
    r"目前|截至目前|据统计|初步统计|初步测算|预计|我们|要|还要|还|也|又|特别是|尤其是)+"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A span of a passage with questions that it answers; `kind` names what is asked for.

    `subject` is what the fact is about, for near misses.
    """

    start: int
    end: int
    kind: str
    subject: str
    questions: tuple[str, ...]


def clauses(text: str) -> list[tuple[int, int]]:
    """Spans between commas, stops and line ends, without the words that only lead in."""
    spans = []
    for found in CLAUSE.finditer(text):
        lead = _LEAD.match(found[0])
        start = found.start() + (lead.end() if lead else 0)
        if found.end() - start >= 2:
            spans.append((start, found.end()))
    return spans
