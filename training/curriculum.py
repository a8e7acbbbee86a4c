"""Which sources are drawn from and how often: the mixture that the shipped weights have seen."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from training.documents import load_pages
from training.everyday import Synonyms
from training.examples import Example, Reading, without_answer
from training.made import MadeItem, draw_made, made_items
from training.mixing import Source
from training.near_misses import swapped
from training.own_questions import FOLDER, OwnQuestion, draw_own, load_own
from training.own_readings import READINGS, load_readings
from training.public_sets import (
    cross_language,
    everyday_consultations,
    everyday_statutes,
    is_held_out,
    same_words,
    squad_layout,
)
from training.voices import asks_for_figure, put_otherwise, simplified
from training.windows import around, draw

_MADE_WEIGHTS = {
    "figure": 9.0,
    "rate": 5.0,
    "list": 5.0,
    "pair": 3.0,
    "manner": 5.0,
    "reason": 4.0,
    "time": 4.0,
    "actor": 2.5,
    "name": 4.0,
    "other": 1.0,
    "stated": 2.5,
}
Item = TypeVar("Item")
_OWN_WEIGHT = 190.0
_LONGEST_WORD = 10


@dataclass(frozen=True)
class Sets:
    """The public questions, the made ones and our own, before any are held out."""

    readings: dict[str, list[Reading]]
    relevance: dict[str, list[Example]]
    made: dict[str, list[MadeItem]]
    own: list[OwnQuestion]
    synonyms: Synonyms | None


def load_sets(sets: Path, documents: Sequence[Path], synonyms: Path | None = None) -> Sets:
    """Load everything.

    Args:
        sets: a folder of the public sets, with the names that README.md lists.
        documents: folders of official texts to make questions from; without any, none are made.
        synonyms: a file of groups of synonyms.
    """
    drcd = list(squad_layout(sets / "drcd_dev.json", "drcd"))
    return Sets(
        readings={
            "drcd": drcd,
            "drcd-simplified": [_simplified(reading) for reading in drcd],
            "cmrc": list(squad_layout(sets / "cmrc2018_trial.json", "cmrc")),
            "xquad": list(squad_layout(sets / "xquad.zh.json", "xquad")),
            "xquad-english": list(cross_language(sets / "xquad.zh.json", sets / "xquad.en.json")),
            "squad": list(squad_layout(sets / "squad2_zh_dev.json", "squad")),
            "own-official": load_readings(READINGS / "official"),
            "own-reports": load_readings(READINGS / "reports"),
            "own-general": load_readings(READINGS / "general"),
            "own-spoken": load_readings(READINGS / "spoken"),
        },
        relevance={
            "stard": list(everyday_statutes(sets / "lay")),
            "lawbench": list(everyday_consultations(sets / "lay" / "lawbench_3-8.json")),
            "pawsx": list(same_words(sets / "pairs" / "pawsx_zh_dev.tsv")),
        },
        made=made_items(load_pages(documents)) if documents else {},
        own=load_own([*documents, FOLDER]),
        synonyms=Synonyms.from_file(synonyms) if synonyms else None,
    )


def mixture(sets: Sets, *, made: bool) -> list[Source]:
    """The sources without what is held out; `made` adds what was made from documents."""
    weights = {
        "drcd": 8.0,
        "drcd-simplified": 40.0,
        "cmrc": 12.0,
        "xquad": 8.0,
        "xquad-english": 5.0,
        "squad": 30.0,
        "own-official": 260.0,
        "own-reports": 200.0,
        "own-general": 150.0,
        "own-spoken": 190.0,
        "stard": 6.0,
        "lawbench": 1.0,
        "pawsx": 3.0,
    }
    sources = []
    for name, readings in sets.readings.items():
        kept = [reading for reading in readings if not is_held_out(reading.group)]
        ours = name.startswith("own-")
        put = put_otherwise if ours else _as_it_is
        if ours:
            kept = evened(kept, lambda one: one.question, lambda one: bool(one.spans))
        sources.append(_reading_source(name, kept, weights[name], put))
    for name, examples in sets.relevance.items():
        sources.append(_fixed_source(name, examples, weights[name]))
    if not made:
        return sources
    for name in ("drcd-simplified", "cmrc", "squad", "own-general"):
        kept = [one for one in sets.readings[name] if one.spans and not is_held_out(one.group)]
        sources.append(_swapped_source(f"{name}-swapped", kept, 4.0))
    own = [item for item in sets.own if not is_held_out(item.document)]
    own = evened(own, lambda one: one.question, lambda one: one.answered)
    if own:
        sources.append(Source("own", len(own), lambda at, rng: draw_own(own[at], rng), _OWN_WEIGHT))
    for kind, items in sorted(sets.made.items()):
        learnt = [item for item in items if not is_held_out(item.page.document)]
        sources.append(_made_source(f"made-{kind}", learnt, sets.synonyms, _MADE_WEIGHTS[kind]))
    return sources


def evened(
    items: Sequence[Item], question: Callable[[Item], str], answered: Callable[[Item], bool]
) -> list[Item]:
    """With those questions again whose form alone would tell whether they are answered.

    Of our own questions for figures more than half are near misses, of all others one in seven,
    so that a reader may learn the form instead of reading. Every second answered figure and all
    near misses of other kinds come twice.
    """
    figures = [one for one in items if answered(one) and asks_for_figure(question(one))]
    others = [one for one in items if not answered(one) and not asks_for_figure(question(one))]
    return [*items, *figures[::2], *others]


def _as_it_is(question: str, _: random.Random, __: str) -> str:
    return question


def _reading_source(
    name: str,
    readings: list[Reading],
    weight: float,
    put: Callable[[str, random.Random, str], str],
) -> Source:
    """`put` gives the words in which a question is asked."""

    def make(at: int, rng: random.Random) -> Example:
        reading = readings[at]
        return draw(replace(reading, question=put(reading.question, rng, reading.context)), rng)

    return Source(name, len(readings), make, weight)


def _fixed_source(name: str, examples: list[Example], weight: float) -> Source:
    return Source(name, len(examples), lambda at, _: examples[at], weight)


def _made_source(
    name: str, items: list[MadeItem], synonyms: Synonyms | None, weight: float
) -> Source:
    return Source(name, len(items), lambda at, rng: draw_made(items[at], rng, synonyms), weight)


def _swapped_source(name: str, readings: list[Reading], weight: float) -> Source:
    words = sorted(_short_answers(readings))

    def make(at: int, rng: random.Random) -> Example:
        reading = readings[at]
        question = swapped(reading, words, rng)
        if question is None:
            return draw(reading, rng)
        start, end = reading.spans[0]
        low, high = around(reading.context, start, end, 200, rng)
        return without_answer(question, reading.context[low:high], reading.group)

    return Source(name, len(readings), make, weight)


def _short_answers(readings: Iterable[Reading]) -> set[str]:
    return {
        answer
        for reading in readings
        for start, end in reading.spans[:1]
        if 2 <= len(answer := reading.context[start:end]) <= _LONGEST_WORD
    }


def _simplified(reading: Reading) -> Reading:
    context = simplified(reading.context)
    if len(context) != len(reading.context):
        return reading
    others = tuple(simplified(other) for other in reading.others)
    return Reading(simplified(reading.question), context, reading.spans, others, reading.group)
