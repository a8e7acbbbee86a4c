"""How the map of questions' vectors is learnt (`reportqa.embedding.question_map`), and from what.

From the questions by hand and the readings: the right passage is to stand first among all of its
document (of a reading: of its file, whose texts are much alike) by what the search goes by, the
z-scores of both legs, and nearest by its vector among the passages that other questions want. The
passages' vectors stay as they are. Nothing held out is learnt from.
"""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from reportqa.chunking import split
from reportqa.embedding import Encoder
from reportqa.embedding.question_map import QuestionMap
from reportqa.index.keywords import Keywords
from reportqa.index.searched import embed_chunks
from reportqa.normalising import has_chinese, normalise
from reportqa.scoring import z_scores
from training.own_questions import FOLDER, SIZES, load_own
from training.own_readings import READINGS, load_readings
from training.public_sets import is_held_out

# Of the texts of each kind, those most like what people ask of reports above all.
_SHARES = {"general": 0.1, "official": 0.5, "reports": 0.35, "spoken": 1.0}
_OWN = "own"
_OWN_WEIGHT = 2.0
_CHARACTERS = 200
_EPOCHS = 5
_BATCH = 256
_PEAK = 1e-3
# Of the z-scores, and of cosines. On what is held out: with a temperature of 0.01 the vectors alone
# find more, and both legs together less.
_SCALE = 2.0
_TEMPERATURE = 0.03
_MOST = 200
_SEED = 5
_NEVER = -1e4
_RANKS = (1, 3, 6, 10)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Questions, each with the passage that answers it.

    `embedded` and `searched`: what the two legs of an index are given of each passage (its title
    and its words; all of these and its headings). `groups`: for each passage those that it is
    searched among; `answers`, `kinds` and `held_out`:
    for each question the number of its passage, where it is from, and whether it is held out.
    """

    embedded: list[tuple[str, str]]
    searched: list[str]
    groups: list[str]
    questions: list[str]
    answers: list[int]
    kinds: list[str]
    held_out: list[bool]

    def add_passage(self, title: str, above: str, words: str, group: str) -> None:
        """One more passage."""
        self.embedded.append((normalise(title), normalise(words)))
        self.searched.append(normalise(f"{above} {words}"))
        self.groups.append(group)

    def add(self, question: str, passage: int, kind: str, *, held_out: bool) -> None:
        """One more question."""
        self.questions.append(normalise(question))
        self.answers.append(passage)
        self.kinds.append(kind)
        self.held_out.append(held_out)


def load_pairs(documents: Sequence[Path], readings: Path = READINGS) -> Pairs:
    """All that is answered; `documents` are folders of official ones."""
    pairs = Pairs([], [], [], [], [], [], [])
    rng = random.Random(_SEED)
    for folder in sorted(readings.iterdir()):
        _add_readings(pairs, folder, rng)
    _add_own(pairs, documents)
    return pairs


def _add_readings(pairs: Pairs, folder: Path, rng: random.Random) -> None:
    texts = defaultdict(list)
    for reading in load_readings(folder):
        texts[reading.group].append(reading)
    for group, readings in texts.items():
        if rng.random() > _SHARES[folder.name]:
            continue
        text, title, first = readings[0].context, readings[0].title, len(pairs.groups)
        spans = split(text, _CHARACTERS)
        for start, end in spans:
            pairs.add_passage(title, title, text[start:end], group.split(":")[0])
        for reading in readings:
            begins = [at for at, span in enumerate(spans) if _holds(span, reading.spans)]
            if begins:
                held_out = is_held_out(group)
                pairs.add(reading.question, first + begins[0], folder.name, held_out=held_out)


def _holds(passage: tuple[int, int], answers: Sequence[tuple[int, int]]) -> bool:
    return bool(answers) and passage[0] <= answers[0][0] < passage[1]


def _add_own(pairs: Pairs, documents: Sequence[Path]) -> None:
    first: dict[str, int] = {}
    for item in load_own([*documents, FOLDER]):
        passages = item.passages[SIZES.index(_CHARACTERS)]
        if item.document not in first:
            first[item.document] = len(pairs.groups)
            for one in passages:
                pairs.add_passage(one.title, one.above, one.text, f"document {item.document}")
        spans = [(one.start, one.start + len(one.text)) for one in passages]
        answer = [(item.start, item.end)] if item.answered else []
        begins = [at for at, span in enumerate(spans) if _holds(span, answer)]
        if begins:
            at = first[item.document] + begins[0]
            pairs.add(item.question, at, _OWN, held_out=is_held_out(item.document))


class _Search:
    """What a question is searched among, and both legs' scores."""

    def __init__(self, pairs: Pairs, encoder: Encoder) -> None:
        self.passages = torch.tensor(embed_chunks(encoder, pairs.embedded))
        self.questions = torch.tensor(encoder.encode(pairs.questions, "query"))
        self.answers = np.array(pairs.answers)
        members: dict[str, list[int]] = defaultdict(list)
        for at, group in enumerate(pairs.groups):
            members[group].append(at)
        asked: dict[str, list[int]] = defaultdict(list)
        for number, answer in enumerate(pairs.answers):
            asked[pairs.groups[answer]].append(number)
        self.among: list[NDArray[np.int64]] = [np.empty(0, np.int64)] * len(pairs.questions)
        self.keyword: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(pairs.questions)
        for group, numbers in asked.items():
            among = np.array(members[group])
            index = Keywords.build([pairs.searched[at] for at in among])
            for number in numbers:
                text = pairs.questions[number]
                self.among[number] = among
                self.keyword[number] = z_scores(index.scores(text) * has_chinese(text))

    def fused(
        self, numbers: NDArray[np.int64], vectors: torch.Tensor, rng: np.random.Generator
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores (questions, passages) as the search gives them, and which passage is right.

        Of a large group some passages, drawn by `rng`, stand for all.
        """
        chosen = [self._some(int(number), rng) for number in numbers]
        width = max(map(len, chosen))
        places = np.zeros((len(numbers), width), np.int64)
        keyword, there = np.zeros((2, len(numbers), width), np.float32)
        right = np.zeros(len(numbers), np.int64)
        for row, (number, some) in enumerate(zip(numbers, chosen, strict=True)):
            among = self.among[number][some]
            places[row, : len(some)], there[row, : len(some)] = among, 1
            keyword[row, : len(some)] = self.keyword[number][some]
            right[row] = np.flatnonzero(among == self.answers[number])[0]
        mask, words = torch.tensor(there), torch.tensor(keyword)
        dense = torch.einsum("qw,qpw->qp", vectors, self.passages[places])
        count = mask.sum(1, keepdim=True)
        off = (dense - (dense * mask).sum(1, keepdim=True) / count) * mask
        scored = off / ((off**2).sum(1, keepdim=True) / count).sqrt().clamp_min(1e-6)
        share = 0.5 * (words.abs().sum(1, keepdim=True) > 0)
        fused = (1 - share) * scored + share * words
        return fused.masked_fill(mask == 0, _NEVER), torch.tensor(right)

    def _some(self, number: int, rng: np.random.Generator) -> NDArray[np.int64]:
        among = self.among[number]
        if len(among) <= _MOST:
            return np.arange(len(among))
        some = rng.permutation(len(among))[:_MOST]
        some[0] = np.flatnonzero(among == self.answers[number])[0]
        return np.unique(some)


def learn(
    pairs: Pairs, encoder: Encoder, tell: Callable[[str], None], epochs: int = _EPOCHS
) -> QuestionMap:
    """The map, and how often it and none find the right passage among those held out.

    Args:
        pairs: what `load_pairs` gives.
        encoder: the built-in one, which must not have a map yet.
        tell: given lines to print.
        epochs: how often each question is seen, on average.
    """
    torch.manual_seed(_SEED)
    rng = np.random.default_rng(_SEED)
    search = _Search(pairs, encoder)
    moved = nn.Linear(search.questions.shape[1], search.questions.shape[1])
    nn.init.zeros_(moved.weight)
    nn.init.zeros_(moved.bias)
    _tell_hits(pairs, search, search.questions, "without", tell)
    learnt = np.flatnonzero(~np.array(pairs.held_out))
    weights = np.array([_OWN_WEIGHT if pairs.kinds[at] == _OWN else 1.0 for at in learnt])
    weights /= weights.sum()
    steps = epochs * len(learnt) // _BATCH
    optimizer = torch.optim.AdamW(moved.parameters(), lr=_PEAK, weight_decay=0.0)
    falling = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (steps - step) / steps * 1.5)
    )
    for _ in range(steps):
        numbers = rng.choice(learnt, _BATCH, p=weights)
        vectors = _moved(moved, search.questions[numbers])
        scores, right = search.fused(numbers, vectors, rng)
        wanted = torch.tensor(search.answers[numbers])
        others = (wanted[:, None] == wanted) & ~torch.eye(_BATCH, dtype=torch.bool)
        cosines = (vectors @ search.passages[wanted].T).masked_fill(others, _NEVER)
        loss = functional.cross_entropy(scores * _SCALE, right)
        loss = loss + functional.cross_entropy(cosines / _TEMPERATURE, torch.arange(_BATCH))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        falling.step()
    with torch.no_grad():
        _tell_hits(pairs, search, _moved(moved, search.questions), "with", tell)
    return QuestionMap(moved.weight.detach().numpy(), moved.bias.detach().numpy())


def _moved(moved: nn.Linear, vectors: torch.Tensor) -> torch.Tensor:
    return functional.normalize(vectors + moved(vectors), dim=-1)


def _tell_hits(
    pairs: Pairs,
    search: _Search,
    vectors: torch.Tensor,
    name: str,
    tell: Callable[[str], None],
) -> None:
    """The shares of questions held out whose passage is among the first few."""
    rng = np.random.default_rng(_SEED)
    for kind in dict.fromkeys(pairs.kinds):
        numbers = np.array(
            [at for at, own in enumerate(pairs.kinds) if own == kind and pairs.held_out[at]]
        )
        ranks = []
        for some in np.array_split(numbers, len(numbers) // _BATCH + 1):
            scores, right = search.fused(some, vectors[some], rng)
            ranks += (scores > scores.gather(1, right[:, None])).sum(1).tolist()
        hits = {f"hit@{most}": round(float(np.mean(np.array(ranks) < most)), 3) for most in _RANKS}
        tell(f"{name} the map, {kind}, {len(numbers)} questions: {json.dumps(hits)}")
