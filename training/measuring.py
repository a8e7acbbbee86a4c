"""Measures weights as they ship: in 8 bits, run by OpenVINO."""

import argparse
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportqa.answering.reader import ReaderModel
from reportqa.evaluation.metrics import auc, exact_match, mean, overlap_f1
from training.curriculum import Sets, load_sets
from training.examples import Example, Reading
from training.made import draw_made
from training.own_questions import OwnQuestion
from training.public_sets import is_held_out, squad_layout

_HELD_OUT = ("drcd", "cmrc", "squad", "own-official", "own-reports", "own-general", "own-spoken")
_SEED = 7
_MOST = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a passage with its gold answers, none if it is not answered there."""

    question: str
    passage: str
    answers: tuple[str, ...]


def measure(options: argparse.Namespace, tell: Callable[[str], None]) -> None:
    """Tell the figures of the weights in `options.weights`, one JSON object a set."""
    reader = ReaderModel.load(weights=options.weights)
    sets = load_sets(options.sets, options.documents)
    for name, asked in development(sets, learnt=options.learnt).items():
        tell(json.dumps({"set": name, **figures(reader, asked)}))
    for path in options.measure_only:
        tell(json.dumps({"set": path.stem, **figures(reader, sampled(path, options.sample))}))


def figures(reader: ReaderModel, asked: Sequence[Asked]) -> dict[str, Any]:
    """Exact match and F1 of the central words as in CMRC's script, and three AUCs.

    The former two over what is answered.
    `auc` ranks answered above unanswered by the margin over the null answer, `auc_has` by the
    answerability logit, `auc_both` by their sum.
    """
    exact, overlap = [], []
    margins: dict[bool, list[float]] = {True: [], False: []}
    logits: dict[bool, list[float]] = {True: [], False: []}
    for one in asked:
        reading = reader.score(one.question, [one.passage])[0]
        margins[bool(one.answers)].append(reading.margin)
        logits[bool(one.answers)].append(reading.answers)
        if one.answers:
            best = reading.central
            said = one.passage[best.start : best.end]
            exact.append(max(exact_match(said, gold) for gold in one.answers))
            overlap.append(max(overlap_f1(said, gold) for gold in one.answers))
    both = {
        kind: [margin + logit for margin, logit in zip(margins[kind], logits[kind], strict=True)]
        for kind in (True, False)
    }
    return {
        "n": len(asked),
        "em": _rounded(mean(exact)),
        "f1": _rounded(mean(overlap)),
        "auc": _rounded(auc(margins[True], margins[False])),
        "auc_has": _rounded(auc(logits[True], logits[False])),
        "auc_both": _rounded(auc(both[True], both[False])),
    }


def development(sets: Sets, *, learnt: bool = False) -> dict[str, list[Asked]]:
    """The questions held out: people's by set, and made ones, all kinds and figures alone.

    With `learnt` as many of people's that were learnt, too, for how far the reader fits those.
    """
    rng, rng_learnt = random.Random(_SEED), random.Random(_SEED)
    found: dict[str, list[Asked]] = {}
    for name in _HELD_OUT:
        parts: dict[bool, list[Reading]] = {True: [], False: []}
        for one in sets.readings[name]:
            parts[is_held_out(one.group)].append(one)
        found[name] = _sampled(parts[True], rng)
        if learnt:
            found[f"{name}-learnt"] = _sampled(parts[False], rng_learnt)
    for kind, items in sorted(sets.made.items()):
        held = [item for item in items if is_held_out(item.page.document)]
        drawn = [draw_made(item, rng) for item in rng.sample(held, min(80, len(held)))]
        found[f"made-{kind}"] = [_asked(example) for example in drawn]
    own = [item for item in sets.own if is_held_out(item.document)]
    for kind in sorted({item.type for item in own}):
        found[f"own-{kind}"] = list(_own(item for item in own if item.type == kind))
    found["own"] = list(_own(own))
    return found


def _sampled(readings: Sequence[Reading], rng: random.Random, most: int = _MOST) -> list[Asked]:
    chosen = rng.sample(readings, min(most, len(readings)))
    return [
        Asked(one.question, one.context, tuple(one.context[a:b] for a, b in one.spans))
        for one in chosen
    ]


def _own(items: Iterable[OwnQuestion]) -> Iterator[Asked]:
    """Each with a passage that holds the answer, or the sentence that comes nearest.

    A few stand across the cuts of every size, and are left out.
    """
    for item in items:
        holding = [one for cut in item.passages for one in cut if item.held_by(one)]
        if holding:
            answers = (item.answer,) if item.answered else ()
            yield Asked(item.question, holding[0].text, answers)


def sampled(path: Path, size: int) -> list[Asked]:
    """A seeded sample of a SQuAD-layout file that is only measured on."""
    return _sampled(list(squad_layout(path, path.stem)), random.Random(_SEED), size)


def _asked(example: Example) -> Asked:
    return Asked(example.question, example.passage, (example.answer,) if example.answer else ())


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
