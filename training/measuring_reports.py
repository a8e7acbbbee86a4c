"""Measures the reader on a question set over reports, on the passages that the search finds."""

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportqa.answering.reader import PassageReading, ReaderModel
from reportqa.chunking import context, sentences
from reportqa.evaluation.metrics import auc, exact_match, mean, overlap_f1
from reportqa.evaluation.question_sets import GoldQuestion, QuestionSet
from reportqa.index import Index
from reportqa.searching import Hit, search

_READ = 10
_REFUSED = ("near_miss",)


@dataclass(frozen=True, slots=True)
class Read:
    """A question with what the reader chose: the passage, the span in it, and the score."""

    gold: GoldQuestion
    passage: str
    start: int
    end: int
    score: float

    @property
    def said(self) -> str:
        """The words chosen."""
        return self.passage[self.start : self.end]

    @property
    def sentence(self) -> str:
        """The sentence that the words stand in."""
        for start, end in sentences(self.passage):
            if start <= self.start < end:
                return self.passage[start:end]
        return self.said


def read_questions(
    reader: ReaderModel,
    index: Index,
    questions: QuestionSet,
    *,
    fused_weight: float,
    titled: bool,
) -> list[Read]:
    """Read ten passages for each question and choose the best by margin and the search's score."""
    found = []
    for gold in questions.questions:
        hits = search(index, gold.question, _READ)
        if not hits:
            continue
        texts = [_text(index, hit) for hit in hits]
        above = [context(index.report(hit.chunk.report_id), hit.chunk) for hit in hits]
        readings = reader.score(gold.question, texts, above if titled else None)
        scores = [
            reading.margin + reading.answers + fused_weight * hit.scores.fused
            for reading, hit in zip(readings, hits, strict=True)
        ]
        best = max(range(len(hits)), key=scores.__getitem__)
        span = readings[best].spans[0]
        found.append(Read(gold, texts[best], span.start, span.end, _sure(readings)))
    return found


def summary(read: Sequence[Read]) -> dict[str, Any]:
    """Shares over the answerable questions, by type too, and AUCs against the near misses."""
    answered = [one for one in read if one.gold.answerable]
    near = [one.score for one in read if one.gold.type in _REFUSED]
    figures = [one for one in answered if one.gold.type == "figure"]
    types = dict.fromkeys(one.gold.type for one in answered)
    return {
        "evidence@1": mean([float(one.gold.evidence[0] in one.passage) for one in answered]),
        "right_sentence": mean(
            [float(any(gold in one.sentence for gold in one.gold.answers)) for one in answered]
        ),
        "exact": mean([_exact(one) for one in answered]),
        "f1": mean([max(overlap_f1(one.said, g) for g in one.gold.answers) for one in answered]),
        "exact_figures": mean([_exact(one) for one in figures]),
        "auc": auc([one.score for one in answered], near),
        "by_type": {
            kind: {
                "n": len(own := [one for one in answered if one.gold.type == kind]),
                "exact": mean([_exact(one) for one in own]),
                "auc": auc([one.score for one in own], near),
            }
            for kind in types
        },
    }


def measure_reports(
    weights: Path, reports: Path, questions: Path, split: str, tell: Callable[[str], None]
) -> None:
    """Index the reports in a temporary folder and tell the figures for several settings."""
    from reportqa.index.building import build

    reader = ReaderModel.load(weights=weights)
    gold = QuestionSet.load(questions, split)
    with tempfile.TemporaryDirectory() as folder:
        build([reports], Path(folder))
        index = Index.load(Path(folder))
        for titled in (False, True):
            for fused_weight in (0.0, 0.5, 1.0):
                read = read_questions(reader, index, gold, fused_weight=fused_weight, titled=titled)
                tell(json.dumps({"titled": titled, "fused": fused_weight, **summary(read)}))


def _exact(one: Read) -> float:
    return max((exact_match(one.said, gold) for gold in one.gold.answers), default=0.0)


def _sure(readings: Sequence[PassageReading]) -> float:
    return max(reading.margin + reading.answers for reading in readings)


def _text(index: Index, hit: Hit) -> str:
    report = index.report(hit.chunk.report_id)
    return report.text[hit.chunk.start : hit.chunk.end]
