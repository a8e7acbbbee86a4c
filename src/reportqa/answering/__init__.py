"""From a question to a `Response`: the report's own words, or an honest refusal."""

import time

from reportqa.answering.confidence import THRESHOLD, is_off_topic, label
from reportqa.answering.questions import not_askable, understand
from reportqa.answering.reading import Candidate, Reading, read
from reportqa.answering.refusing import refuse, unaskable
from reportqa.chunking import context
from reportqa.citing import cite
from reportqa.index import Index
from reportqa.searching import Hit, passage, search
from reportqa.types import Answer, Response

TOP_K = 10
"""How many passages are shown if the caller does not say."""

_READ = 10
"""How many passages are read for the answer, however many are shown."""


def ask(index: Index, question: str, top_k: int = TOP_K) -> Response:
    """Answer a question from the reports of an index.

    Args:
        index: An opened index.
        question: In Chinese, or in a language that the embedding model knows.
        top_k: How many passages to return, best first.

    Returns:
        An answer or a refusal, and in either case the nearest passages; none for something that
        is no question at all.
    """
    started = time.perf_counter()
    reason = not_askable(question)
    if reason:
        return Response(question, None, unaskable(reason), (), {"total": _since(started)})
    understood = understand(question)
    hits = search(index, question, max(top_k, _READ))
    found = time.perf_counter()
    reading = read(index.encoder, [_candidate(index, hit) for hit in hits[:_READ]], understood)
    timing = {"search": (found - started) * 1000, "read": _since(found), "total": _since(started)}
    if reading is None:
        return Response(question, None, refuse(understood, index.reports, True), (), timing)
    ranked = [hits[at] for at in reading.order] + hits[_READ:]
    off_topic = is_off_topic(reading.signals)
    answer = refusal = None
    # Another year's figure is wrong, however well the words agree.
    if off_topic or reading.signals.agrees < 0 or reading.probability < THRESHOLD:
        refusal = refuse(understood, index.reports, off_topic)
    else:
        answer = _answer(index, ranked[0], reading)
    passages = tuple(passage(index, hit, rank) for rank, hit in enumerate(ranked[:top_k], 1))
    timing["total"] = _since(started)
    return Response(question, answer, refusal, passages, timing)


def read_question(index: Index, question: str) -> Reading | None:
    """What the reader makes of a question, before anything is asserted or refused."""
    hits = search(index, question, _READ)
    return read(index.encoder, [_candidate(index, hit) for hit in hits], understand(question))


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
