"""Questions for two figures at once: from what to what, or one thing and another."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reportqa.answering.figures import Figure, find_figures
from training.facts import Fact, clauses
from training.figure_facts import figure_facts

_FARTHEST = 24
_RISE = re.compile(
    r"^[^，。；、]{0,4}?(?P<way>增加|增长|提高|提升|上升|扩大|减少|下降|降低|压缩|缩短|压减|精简|发展|增|升|降|减)"
    r"(?:了)?(?:到|至|为)$"
)
_SOUND = re.compile(r"^[一-鿿“”]{3,20}$")
_FROM = "由从"


def pair_facts(text: str) -> Iterator[Fact]:
    """A fact for each two figures that people would ask for together."""
    figures = [figure for figure in find_figures(text) if not figure.is_year]
    for one, other in pairwise(figures):
        yield from _risen(text, one, other)
    for first, second in pairwise(sorted(figure_facts(text), key=lambda fact: fact.start)):
        yield from _both(text, first, second)


def _risen(text: str, one: Figure, other: Figure) -> Iterator[Fact]:
    """由182项减少至32项: the answer begins with 由."""
    way = _RISE.match(text[one.end : other.start])
    start = one.start - 1
    if not way or start < 0 or text[start] not in _FROM:
        return
    clause = next((span for span in clauses(text) if span[0] <= start < span[1]), None)
    about = text[clause[0] : start] if clause else ""
    if not _SOUND.match(about):
        return
    unit = one.unit
    yield Fact(
        start,
        other.end,
        "pair",
        about,
        (
            f"{about}从多少{way['way']}到了多少",
            f"{about}由多少{unit}变成多少{unit}",
            f"{about}从几{unit}到几{unit}",
            f"{about}原来是多少，现在是多少",
            f"{about}前后各是多少{unit}",
        ),
    )


def _both(text: str, first: Fact, second: Fact) -> Iterator[Fact]:
    between = text[first.end : second.start]
    if not 0 < second.start - first.end <= _FARTHEST or re.search("[。；\n]", between):
        return
    if first.subject == second.subject or first.subject in second.questions[0]:
        return
    asked = zip(first.questions, second.questions, strict=False)
    forms = [f"{one}，{other}" for one, other in asked][:4]
    forms += [
        f"{first.subject}和{second.subject}各是多少",
        f"{first.subject}、{second.subject}分别是多少",
        f"{first.questions[0]}？{second.questions[-1]}",
    ]
    yield Fact(first.start, second.end, "pair", first.subject, tuple(dict.fromkeys(forms)))
