"""Questions written by hand on official documents: `hand_written/*.jsonl`.

One JSON object a line: `document` (the file below one of the folders of documents, as
`reportqa build` would name it), `text` (`fingerprint` of what it says), `type`, `question`, and
`start` and `end`, characters of the text: of the shortest words that answer or, where `answered`
is false and the document holds no answer, of the sentence that comes nearest. The documents of
`hand_written/` itself are invented; the others are not passed on, and a question on one that is
not there, or is there with another text, is left out.
"""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportqa.chunking import chunk_report, context, titled
from reportqa.reading import find_files, read_report
from reportqa.types import Report
from training.examples import Example, without_answer
from training.voices import put_otherwise

FOLDER = Path(__file__).with_name("hand_written")

SIZES = (140, 200, 200, 200, 320)
"""Characters of a passage; an index has up to 200."""

_WRONG_PASSAGE = 0.3
_NEAREST = 8
_UNDER_HEADINGS = 0.8


@dataclass(frozen=True, slots=True)
class OwnPassage:
    """A passage of a document with what stands above it; `start` counts in the document.

    `title` is what an index embeds of its document with it.
    """

    start: int
    text: str
    above: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question on a document, whose passages are given for each size that it is cut in.

    `start` and `end` are those of the answer or, unless `answered`, of the nearest sentence.
    """

    question: str
    type: str
    answered: bool
    start: int
    end: int
    answer: str
    document: str
    passages: tuple[tuple[OwnPassage, ...], ...]

    def held_by(self, passage: OwnPassage) -> bool:
        """Whether all of the answer, or of the nearest sentence, stands in a passage."""
        return passage.start <= self.start and self.end <= passage.start + len(passage.text)


def load_own(folders: Sequence[Path], written: Path = FOLDER) -> list[OwnQuestion]:
    """The questions on documents below these folders; `FOLDER` holds the invented ones."""
    rows = [
        json.loads(line)
        for file in sorted(written.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    wanted = {row["document"] for row in rows}
    reports: dict[str, tuple[Report, tuple[tuple[OwnPassage, ...], ...]]] = {}
    for file in find_files(folders):
        if file.source in wanted:
            report = read_report(file)
            cut = {size: tuple(_passages(report, size)) for size in set(SIZES)}
            reports[file.source] = report, tuple(cut[size] for size in SIZES)
    found = []
    for row in rows:
        if row["document"] not in reports:
            continue
        report, passages = reports[row["document"]]
        if fingerprint(report.text) != row["text"]:
            continue
        start, end = row["start"], row["end"]
        answer = report.text[start:end] if row["answered"] else ""
        found.append(
            OwnQuestion(
                row["question"],
                row["type"],
                row["answered"],
                start,
                end,
                answer,
                row["document"],
                passages,
            )
        )
    return found


def fingerprint(text: str) -> str:
    """By which a document is known to be the one that was asked about."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def draw_own(item: OwnQuestion, rng: random.Random) -> Example:
    """The passage that answers or nearly answers, or another of the document that is like it."""
    passages = rng.choice(item.passages)
    holding = [one for one in passages if item.held_by(one)]
    titled = rng.random() < _UNDER_HEADINGS
    if not holding or rng.random() < _WRONG_PASSAGE:
        text = _under(_like(item, passages, rng), titled=titled)
        return without_answer(put_otherwise(item.question, rng, text), text, item.document)
    passage = holding[0]
    text = _under(passage, titled=titled)
    question = put_otherwise(item.question, rng, text)
    if not item.answered:
        return without_answer(question, text, item.document)
    shift = len(text) - len(passage.text) - passage.start
    return Example(question, text, item.start + shift, item.end + shift, "span", item.document)


def _like(item: OwnQuestion, passages: Sequence[OwnPassage], rng: random.Random) -> OwnPassage:
    """One of the passages most like the question that do not hold the answer."""
    asked = _bigrams(item.question)
    scores = Counter(
        {
            at: len(asked & _bigrams(one.text))
            for at, one in enumerate(passages)
            if not item.answered or item.answer not in one.text
        }
    )
    nearest = [at for at, _ in scores.most_common(_NEAREST)] or [rng.randrange(len(passages))]
    return passages[rng.choice(nearest)]


def _passages(report: Report, size: int) -> list[OwnPassage]:
    return [
        OwnPassage(
            chunk.start,
            report.text[chunk.start : chunk.end],
            context(report, chunk),
            titled(report, chunk),
        )
        for chunk in chunk_report(report, size)
    ]


def _under(passage: OwnPassage, *, titled: bool) -> str:
    return f"{passage.above}\n{passage.text}" if titled and passage.above else passage.text


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
