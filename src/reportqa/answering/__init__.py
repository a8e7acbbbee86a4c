"""From a question to a `Response`: the report's own words, or an honest refusal."""

import math
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from reportqa.answering.agreeing.periods import is_of_years_together
from reportqa.answering.articles import articles_of, asks_article, tell_article
from reportqa.answering.asked import READ, Asked, put
from reportqa.answering.confidence import Outcome
from reportqa.answering.explaining import explain_answer, explain_passages
from reportqa.answering.found import Found, answer_of, cited
from reportqa.answering.overall import (
    OF_PARTS,
    answer_overall,
    asks_overall,
    is_of,
)
from reportqa.answering.preferring import is_as_sure
from reportqa.answering.quoting import VERBATIM, quoted_words, said_verbatim
from reportqa.answering.readers import load_reader_meanwhile, shared_reader
from reportqa.answering.reading import Reading
from reportqa.answering.refusing.meeting import missing_words, telling, whole_words_met
from reportqa.answering.refusing.refusals import (
    Lacking,
    Refused,
    not_held,
    not_quoted,
    not_said_of_itself,
    not_sure,
    not_told,
    nothing_to_search,
    of_which_place,
    of_which_report,
    off_topic,
    only_planned,
    unaskable,
)
from reportqa.answering.refusing.suggesting import nearby
from reportqa.answering.series import asks_of_each, members
from reportqa.answering.several import read_compared, read_each
from reportqa.answering.understanding.questions import Wants, is_small_talk, not_askable
from reportqa.index import Index
from reportqa.normalising import CJK, has_chinese, normalise
from reportqa.reading.places import place_names
from reportqa.searching import Hit, passage, search
from reportqa.searching.agreement import reports_meant
from reportqa.searching.scope import as_a_whole
from reportqa.types import Filter, Refusal, Response

__all__ = ["TOP_K", "ask", "load_reader_meanwhile", "read_question", "shared_reader"]

TOP_K = 10
"""How many passages are shown if the caller does not say."""

_EXPLAINED = frozenset({"missing_year", "missing_place", "unsure", "not_in_reports"})
"""Refusals beside which a nearby question may stand."""

_MOST_SUGGESTIONS_TRIED = 2

_OF_ONE_PLACE = frozenset({Wants.FIGURE, Wants.RATE, Wants.RANK, Wants.ACTOR})
"""What differs from place to place, whatever the reports say."""

_JUST_NAMED = re.compile(f"[{CJK}]{{1,8}}呢[?!。]*")
"""公路呢: what is asked of a thing is not said, which every place has."""

_LIKE_COSINE = 0.025
"""A passage this little farther from the question than the answer's says the like."""


def ask(
    index: Index,
    question: str,
    top_k: int = TOP_K,
    *,
    only: Filter | None = None,
    explain: bool = False,
    suggest: bool = False,
) -> Response:
    """Answer a question from the reports of an index.

    Args:
        index: An opened index.
        question: In Chinese, or in a language that the embedding model knows.
        top_k: How many passages to return, best first.
        only: Leave out the reports that this does not admit.
        explain: Tell why, with the answer and every passage.
        suggest: Look for a nearby question that is answered if this one is not, which takes as
            long as asking once or twice more.

    Returns:
        An answer or a refusal, and in either case the nearest passages; none for something that
        is no question at all.
    """
    started = time.perf_counter()
    reason = not_askable(question)
    if reason:
        told = unaskable(reason).refusal()
        return Response(question, None, told, (), {"total": _since(started)})
    asked, expanded = put(index, question, max(top_k, READ), only)
    looked_up = _find_quoted(asked, question) or _find_article(asked) or _find_overall(asked)
    found = looked_up or _read(asked)
    refused = found.refused
    answer = found.answer if refused is None else None
    refusal = refused.refusal() if refused else None
    if refused and suggest and found.hits and refused.reason in _EXPLAINED:
        refusal = _suggest(asked, found, refused)
    hits = found.hits[:top_k]
    passages = [passage(index, hit, rank) for rank, hit in enumerate(hits, 1)]
    if explain:
        texts = [asked.text(hit) for hit in hits]
        reasons = explain_passages(asked.understood, hits, texts, found.reading, asked.words)
        passages = [replace(one, why=why) for one, why in zip(passages, reasons, strict=True)]
        if answer and found.signals:
            answer = replace(answer, why=explain_answer(found.signals))
    return Response(
        question=question,
        answer=answer,
        refusal=refusal,
        passages=tuple(passages),
        timing_ms={**asked.timing, "total": _since(started)},
        expanded=expanded,
        considered=found.answer,
    )


def read_question(index: Index, question: str) -> Reading | None:
    """What the reader makes of a question, before anything is asserted or refused."""
    asked, _ = put(index, question, READ, None)
    return asked.search_and_read(asked.wording, asked.understood)[1]


def _find_quoted(asked: Asked, question: str) -> Found | None:
    """Where the words stand whose source is asked for; None if that is not what is asked."""
    quoted = quoted_words(question)
    if quoted is None:
        return None
    hits = search(asked.index, quoted.words, asked.depth, asked.scope, asked.only)
    said = []
    for hit in hits[:READ]:
        candidate = asked.candidate(hit)
        if span := said_verbatim(candidate.whole, quoted.words):
            said.append((hit, candidate, candidate.in_passage(span)))
    if not said:
        return Found(hits, None, not_quoted(quoted.words)) if quoted.surely and hits else None
    years = {hit: asked.index.report(hit.chunk.report_id).year for hit, _, _ in said}
    hit, candidate, span = min(said, key=lambda one: years[one[0]] or math.inf)
    answer = cited(asked.index, hit, candidate.quote([span]), [span], VERBATIM, VERBATIM)
    others = sorted({year for year in years.values() if year} - {years[hit]})
    first = [hit, *(other for other, _, _ in said if other is not hit)]
    hits = [*first, *(other for other in hits if other not in first)]
    return Found(hits, replace(answer, other_years=tuple(others)), None)


def _find_article(asked: Asked) -> Found | None:
    """The article asked for by its number; None if none is, or of no report that has articles."""
    article = asks_article(asked.wording)
    if article is None or asked.scope.other_places:
        return None
    meant = [one for one in reports_meant(asked.scope, asked.reports) if is_of(article.of, one)]
    meant = [one for one in meant if articles_of(one)]
    if not meant:
        return None
    held = [one for one in meant if article.number in articles_of(one)]
    only = Filter(frozenset(one.id for one in held or meant))
    hits = search(asked.index, asked.wording, asked.depth, asked.scope, only)
    if not held:
        return Found(hits, None, not_told(Lacking((article.words,))))
    if len(held) > 1:
        return Found(hits, None, of_which_report([one.title for one in held]))
    (report,) = held
    return Found(hits, tell_article(report, articles_of(report)[article.number]), None)


def _find_overall(asked: Asked) -> Found | None:
    """What answers a question on a report as a whole; None if it is not asked about as one."""
    overall = asks_overall(asked.wording)
    if overall is None or asked.scope.other_places or asks_article(asked.wording):
        return None
    meant = [one for one in reports_meant(asked.scope, asked.reports) if is_of(overall, one)]
    report = max(meant, key=lambda one: one.year or 0, default=None)
    if report is None:
        return None
    several = len({(one.place, one.kind) for one in meant}) > 1
    answer = None if several else answer_overall(report, overall, asked.scope.years)
    if answer is None and overall.asks in OF_PARTS:
        return None
    only = Filter(frozenset(one.id for one in meant))
    hits = search(asked.index, asked.wording, asked.depth, asked.scope, only)
    if several:
        return Found(hits, None, of_which_report([one.title for one in meant]))
    if answer is None:
        return Found(hits, None, not_said_of_itself(overall.asks))
    others = {one.year for one in meant if one.year} - {report.year, *asked.scope.years}
    return Found(hits, replace(answer, other_years=tuple(sorted(others))), None)


def _read(asked: Asked) -> Found:
    each = members(asked.understood, asked.wording, asked.scope)
    if not each:
        return _read_alone(asked)
    if any(member.place for member in each):
        return read_each(asked, each)
    # What is told of several years together is told in none of them.
    whole = _read_whole(asked)
    if whole and whole.answer and not asks_of_each(asked.wording):
        answer, years = whole.answer, len(asked.scope.years)
        first, last = (at - answer.citation.start for at in answer.highlights[0])
        if is_of_years_together(answer.quote, (first, last), years, asked.wording):
            return whole
    found = read_each(asked, each)
    return found if found.refused is None else whole or found


def _read_alone(asked: Asked) -> Found:
    """What is told once; where it is asked how others compare, the figures of all."""
    if not asked.comparing:
        return _read_once(asked)
    # 比上年多3件 may be told by the reports themselves, 哪年高 is not.
    if not asked.understood.wants_change:
        return read_compared(asked) or _read_once(asked)
    found = _read_once(asked)
    compared = read_compared(asked) if found.refused else None
    return compared if compared and compared.refused is None else found


def _read_once(asked: Asked) -> Found:
    index, scope = asked.index, asked.scope
    hits, reading = asked.search_and_read(asked.wording, asked.understood)
    if reading is None:
        return Found(hits, None, nothing_to_search())
    answer = answer_of(index, hits[0], reading)
    # Another year's or place's figure is wrong, however well the words agree.
    wrong_scope, talk = reading.signals.agrees < 0, is_small_talk(asked.wording)
    if wrong_scope or talk or reading.outcome is not Outcome.ASSERTED:
        lacking = _lacking(asked, hits)
        refused = _refused(asked, hits[0], reading, lacking, wrong_scope=wrong_scope, talk=talk)
        return Found(hits, answer, refused, reading, reading.signals, lacking)
    if len(places := _places_that_answer(asked, hits, reading)) > 1:
        refused = of_which_place(tuple(places), asked.reports)
        hits = list({hit.chunk: hit for hit in (*places.values(), *hits)}.values())
        return Found(hits, answer, refused, None, reading.signals, places=tuple(places))
    if not scope.years and not scope.report_years:
        answer = replace(answer, other_years=_other_years(index, hits))
    return Found(hits, answer, None, reading, reading.signals)


def _refused(
    asked: Asked, best: Hit, reading: Reading, lacking: Lacking, *, wrong_scope: bool, talk: bool
) -> Refused:
    comparing = asked.comparing
    if reading.outcome is Outcome.UNSURE and not (wrong_scope or talk):
        return not_sure(lacking, comparing=comparing)
    of_year = not wrong_scope and best.agreement.year > 0
    if missing := not_held(asked.scope, asked.reports, comparing=comparing, of_year=of_year):
        return missing
    if reading.off_topic or talk:
        return off_topic(lacking)
    # What was planned for something else is beside the point.
    to_the_point = wrong_scope and best.agreement.agrees and not (comparing or lacking.words)
    if to_the_point and asked.is_but_planned(best):
        return only_planned(asked.scope.years)
    return not_told(lacking, comparing=comparing)


def _read_whole(asked: Asked) -> Found | None:
    scope = as_a_whole(asked.scope, asked.reports)
    if scope is None:
        return None
    found = _read_once(asked.within(scope))
    return found if found.refused is None else None


def _places_that_answer(asked: Asked, hits: Sequence[Hit], reading: Reading) -> dict[str, Hit]:
    """The places whose reports answer about as surely as the best, where the question names none.

    Each with the hit that does. Whoever asks for 生产总值 among reports of many places wants that
    of one of them. A report that does not say which place it is of may be meant by a name that it
    says often.
    """
    scope, place = asked.scope, asked.place_of(hits[0])
    named = scope.places or scope.other_places or place is None
    of_any = asked.understood.wants not in _OF_ONE_PLACE
    if named or (of_any and not _JUST_NAMED.fullmatch(asked.understood.text)):
        return {}
    best, *_ = reading.margins
    places = {str(place): hits[0]}
    for hit, margin, answers in zip(hits, reading.margins, reading.answers, strict=False):
        other = asked.place_of(hit)
        if other and hit.agreement.agrees and is_as_sure(margin, answers, best):
            places.setdefault(other, hit)
    return places


def _lacking(asked: Asked, hits: Sequence[Hit]) -> Lacking:
    """What the nearest passages lack of the words of a question; nothing if that cannot be told."""
    content = telling(asked.understood.content)
    if not has_chinese(content):
        return Lacking()
    texts = [normalise(asked.text(hit)) for hit in hits[:READ]]
    words = asked.words
    missing = missing_words(content, texts, words)
    names = {name for place in asked.scope.places for name in place_names(place)}
    met = whole_words_met(content, texts[0], words)
    spoken_of = max((word for word in met if word not in names), key=len, default="")
    return Lacking(missing, bool(missing) and not words.known(missing[0]), spoken_of)


def _suggest(asked: Asked, found: Found, refused: Refused) -> Refusal:
    """The refusal with a nearby question that is answered well, if one is soon found."""
    started = time.perf_counter()
    refusal = refused.refusal()
    best = asked.index.report(found.hits[0].chunk.report_id)
    words = found.lacking.words
    changes = nearby(asked.wording, asked.scope, asked.reports, best, words, found.places)
    for change in islice(changes, _MOST_SUGGESTIONS_TRIED):
        answer = ask(asked.index, change.question, 1, only=asked.only).answer
        if answer and answer.confidence != "low":
            figure = asked.understood.wants_number
            refusal = refused.suggesting(change, answer.confidence, figure=figure)
            break
    asked.timing["suggest"] = _since(started)
    return refusal


def _other_years(index: Index, hits: Sequence[Hit]) -> tuple[int, ...]:
    """The years of other reports of the same place that say the like nearly as well."""
    best = hits[0]
    chosen = index.report(best.chunk.report_id)
    years = set()
    for hit in hits[1:READ]:
        report = index.report(hit.chunk.report_id)
        like = hit.scores.dense >= best.scores.dense - _LIKE_COSINE
        if like and report.place == chosen.place and report.kind == chosen.kind and report.year:
            years.add(report.year)
    return tuple(sorted(years - {chosen.year}))


def _since(moment: float) -> float:
    return (time.perf_counter() - moment) * 1000
