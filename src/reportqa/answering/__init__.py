"""From a question to a `Response`: the report's own words, or an honest refusal."""

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from reportqa.answering.confidence import THRESHOLD, UNSURE, label
from reportqa.answering.questions import Question, not_askable, understand
from reportqa.answering.reader import ReaderModel
from reportqa.answering.reading import Candidate, Reading, read
from reportqa.answering.refusing import nothing_to_search, refuse, unaskable
from reportqa.answering.series import first_hits, is_series, read_series
from reportqa.chunking import context
from reportqa.citing import cite
from reportqa.embedding.builtin import IDENTITY
from reportqa.errors import ReportqaError
from reportqa.index import Index
from reportqa.index.generations import current
from reportqa.index.manifest import Manifest
from reportqa.searching import Hit, passage, search
from reportqa.searching.scope import Scope, scope_of
from reportqa.types import Answer, Filter, Refusal, Response, SeriesPoint

TOP_K = 10
"""How many passages are shown if the caller does not say."""

_READ = 10
"""How many passages are read for the answer, however many are shown."""

_LIKE_COSINE = 0.01
"""A passage this little farther from the question than the answer's says the like."""


def ask(index: Index, question: str, top_k: int = TOP_K, *, only: Filter | None = None) -> Response:
    """Answer a question from the reports of an index.

    Args:
        index: An opened index.
        question: In Chinese, or in a language that the embedding model knows.
        top_k: How many passages to return, best first.
        only: Leave out the reports that this does not admit.

    Returns:
        An answer or a refusal, and in either case the nearest passages; none for something that
        is no question at all.
    """
    started = time.perf_counter()
    reason = not_askable(question)
    if reason:
        return Response(question, None, unaskable(reason), (), {"total": _since(started)})
    reports = [report for report in index.reports if only is None or only.admits(report)]
    scope = scope_of(question, reports)
    understood = understand(question)
    asked = _Asked(index, max(top_k, _READ), only)
    if is_series(understood, scope):
        hits, answer, refusal = _ask_series(asked, question, scope)
    else:
        hits, answer, refusal = _ask_once(asked, question, understood, scope)
    passages = tuple(passage(index, hit, rank) for rank, hit in enumerate(hits[:top_k], 1))
    return Response(question, answer, refusal, passages, {**asked.timing, "total": _since(started)})


def shared_reader(identity: str) -> ReaderModel | None:
    """The trained reader, loaded once; None beside another encoder than the built-in one.

    `identity` is the encoder's.

    Raises:
        ModelError: It cannot be loaded.
    """
    return _reader() if identity == IDENTITY else None


def load_reader_meanwhile(folder: Path) -> None:
    """Begin to load the reader that the index below a folder needs, while that is opened.

    What goes wrong shows when the index is opened or the reader used.
    """

    def load() -> None:
        with suppress(ReportqaError):
            if Manifest.read(current(folder)).identity == IDENTITY:
                _reader()

    threading.Thread(target=load, daemon=True).start()


_READER_LOCK = threading.Lock()


def _reader() -> ReaderModel:
    with _READER_LOCK:
        return _loaded_reader()


@cache
def _loaded_reader() -> ReaderModel:
    return ReaderModel.load()


def read_question(index: Index, question: str) -> Reading | None:
    """What the reader makes of a question, before anything is asserted or refused."""
    scope = scope_of(question, index.reports)
    return _Asked(index, _READ, None).search_and_read(question, understand(question), scope)[1]


class _Asked:
    """One question being answered: where it looks, and how long each step has taken."""

    def __init__(self, index: Index, depth: int, only: Filter | None) -> None:
        self.index = index
        self.depth = depth
        self.only = only
        self.timing = {"search": 0.0, "read": 0.0}

    def place_of(self, hit: Hit) -> str | None:
        """The place that the report of a hit is about."""
        return self.index.report(hit.chunk.report_id).place

    def search_and_read(
        self, question: str, understood: Question, scope: Scope
    ) -> tuple[list[Hit], Reading | None]:
        """The hits in the reader's order and what it read in the first."""
        started = time.perf_counter()
        hits = search(self.index, question, self.depth, scope, self.only)
        found = time.perf_counter()
        candidates = [_candidate(self.index, hit) for hit in hits[:_READ]]
        model = shared_reader(self.index.manifest.identity)
        reading = read(self.index.encoder, candidates, understood, model)
        self.timing["search"] += (found - started) * 1000
        self.timing["read"] += _since(found)
        if reading is None:
            return hits, None
        return [hits[at] for at in reading.order] + hits[_READ:], reading


def _ask_once(
    asked: _Asked, question: str, understood: Question, scope: Scope
) -> tuple[list[Hit], Answer | None, Refusal | None]:
    hits, reading = asked.search_and_read(question, understood, scope)
    if reading is None:
        return hits, None, nothing_to_search()
    # Another year's or place's figure is wrong, however well the words agree.
    wrong_scope = reading.signals.agrees < 0
    if reading.off_topic or wrong_scope or reading.probability < THRESHOLD:
        unsure = reading.probability >= UNSURE and not wrong_scope
        refusal = refuse(scope, asked.index.reports, off_topic=reading.off_topic, unsure=unsure)
        return hits, None, refusal
    answer = _answer(asked.index, hits[0], reading)
    if not scope.years and not scope.report_years:
        answer = replace(answer, other_years=_other_years(asked.index, hits))
    return hits, answer, None


def _ask_series(
    asked: _Asked, question: str, scope: Scope
) -> tuple[list[Hit], Answer | None, Refusal | None]:
    found = read_series(question, scope, asked.search_and_read, asked.place_of)
    missing = tuple(year for year in scope.years if year not in {item.year for item in found})
    hits = first_hits(found)
    if not found:
        hits = search(asked.index, question, asked.depth, scope, asked.only)
        return hits, None, refuse(scope, asked.index.reports)
    answers = [_answer(asked.index, item.hits[0], item.reading) for item in found]
    points = tuple(
        SeriesPoint(item.year, answer.text, answer.quote, answer.citation)
        for item, answer in zip(found, answers, strict=True)
    )
    weakest = min(answers, key=lambda answer: answer.probability)
    answer = replace(
        answers[0],
        probability=weakest.probability,
        confidence=weakest.confidence,
        series=points,
        missing_years=missing,
    )
    return hits, answer, None


def _other_years(index: Index, hits: Sequence[Hit]) -> tuple[int, ...]:
    """The years of other reports of the same place that say the like nearly as well."""
    best = hits[0]
    chosen = index.report(best.chunk.report_id)
    years = set()
    for hit in hits[1:_READ]:
        report = index.report(hit.chunk.report_id)
        like = hit.scores.dense >= best.scores.dense - _LIKE_COSINE
        if like and report.place == chosen.place and report.kind == chosen.kind and report.year:
            years.add(report.year)
    return tuple(sorted(years - {chosen.year}))


def _candidate(index: Index, hit: Hit) -> Candidate:
    report = index.report(hit.chunk.report_id)
    return Candidate(
        text=report.text[hit.chunk.start : hit.chunk.end],
        context=context(report, hit.chunk),
        agrees=hit.agreement.agrees,
        fused=hit.scores.fused,
        cosine=hit.scores.dense,
    )


def _answer(index: Index, hit: Hit, reading: Reading) -> Answer:
    report = index.report(hit.chunk.report_id)
    offset = hit.chunk.start
    start, end = (offset + at for at in reading.quote)
    highlights = tuple((offset + first, offset + last) for first, last in reading.highlights)
    return Answer(
        text=report.text[highlights[0][0] : highlights[0][1]],
        quote=report.text[start:end],
        probability=reading.probability,
        confidence=label(reading.probability),
        citation=cite(report, start, end),
        highlights=highlights,
    )


def _since(moment: float) -> float:
    return (time.perf_counter() - moment) * 1000
