"""Putting a question set to an index and judging every response."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reportqa.answering import ask
from reportqa.evaluation.certainty import calibration, selection
from reportqa.evaluation.metrics import (
    exact_match,
    hit_at,
    mean,
    ndcg,
    overlap_f1,
    percentile,
    ratio,
    reciprocal_rank,
)
from reportqa.evaluation.question_sets import GoldQuestion, QuestionSet
from reportqa.index import Index
from reportqa.types import Answer, Citation, Passage, Response, SeriesPoint

_HITS = (1, 3, 5, 10)
_SHOWN_CHARACTERS = (150, 300, 600)
_DEEPEST = 10
_UNREAD = -1.0  # below every probability


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with its response and how it did.

    `rank`: the first passage rank by which all evidence has been shown, None if never.
    `shown_after`: how many characters of passages had to be read for that, None if never.
    `exact`, `f1`: the words asserted against the gold ones, 0 if refused; None if unanswerable.
    `quoted`: whether the quote holds the gold answer. `probability` and `answerable_probability`
    are those of the best answer found, asserted or not, None where nothing was read; `right` tells
    whether it is exactly right, which no answer to an unanswerable question is.
    """

    id: str
    question: str
    type: str
    answerable: bool
    answered: bool
    rank: int | None
    shown_after: int | None
    ndcg: float
    exact: float | None
    f1: float | None
    quoted: bool | None
    probability: float | None
    answerable_probability: float | None
    right: bool
    confidence: str | None
    answer: str | None
    gold: tuple[str, ...]
    reason: str | None
    verbatim: bool
    milliseconds: float


def evaluate(
    index: Index, questions: QuestionSet, progress: Callable[[int], None] | None = None
) -> dict[str, Any]:
    """Figures over all, over each type, and every question; the content of `eval --json`."""
    judged = []
    for gold in questions.questions:
        judged.append(judge(index, gold, ask(index, gold.question, _DEEPEST)))
        if progress:
            progress(1)
    types, known = dict.fromkeys(item.type for item in judged), _with_gold(judged)
    return {
        "questions_file": questions.path.name,
        "model": index.manifest.identity,
        "settings": index.manifest.settings.to_dict(),
        **summary(judged),
        "by_type": {
            name: summary([item for item in judged if item.type == name]) for name in types
        },
        "calibration": _calibration(judged),
        "risk_coverage": selection(
            [_UNREAD if item.probability is None else item.probability for item in known],
            [item.right for item in known],
        ),
        "by_confidence": {name: _asserted(judged, name) for name in ("high", "medium", "low")},
        "evidence_not_found": evidence_not_found(index, questions),
        "questions": [asdict(item) | {"gold": list(item.gold)} for item in judged],
    }


def evidence_not_found(index: Index, questions: QuestionSet) -> list[str]:
    """The ids of the questions of whose evidence some stands in no report that it may stand in.

    The set has a slip there, or the index lacks the report; no search could find it.
    """
    lacking = {
        (gold.id, piece, _source_of(gold, at))
        for gold in questions.questions
        for at, piece in enumerate(gold.evidence)
    }
    for report in index.reports:
        text = report.text
        lacking = {
            (name, piece, source)
            for name, piece, source in lacking
            if source not in {None, report.source} or piece not in text
        }
    ids = {name for name, _, _ in lacking}
    return [gold.id for gold in questions.questions if gold.id in ids]


def judge(index: Index, gold: GoldQuestion, response: Response) -> Judged:
    """Compare one response with what is right."""
    answer, considered = response.answer, response.considered
    rank, shown_after, gains = _found(gold, response.passages)
    said = answer.text if answer else ""
    scored = gold.answerable and gold.answers
    return Judged(
        id=gold.id,
        question=gold.question,
        type=gold.type,
        answerable=gold.answerable,
        answered=answer is not None,
        rank=rank,
        shown_after=shown_after,
        ndcg=ndcg(gains, len(gold.evidence), _DEEPEST),
        exact=_over_answers(exact_match, gold, answer, min) if scored else None,
        f1=_over_answers(overlap_f1, gold, answer, _mean) if scored else None,
        quoted=bool(_over_answers(_holds_answer, gold, answer, min)) if scored and answer else None,
        probability=considered.probability if considered else None,
        answerable_probability=considered.answerable_probability if considered else None,
        right=bool(scored and _over_answers(exact_match, gold, considered, min) == 1),
        confidence=answer.confidence if answer else None,
        answer=said or None,
        gold=gold.answers,
        reason=response.refusal.reason if response.refusal else None,
        verbatim=_is_verbatim(index, response),
        milliseconds=response.timing_ms["total"],
    )


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    """The figures of these questions; None where there is nothing to divide by."""
    answerable = [item for item in judged if item.answerable]
    unanswerable = [item for item in judged if not item.answerable]
    asserted = [item for item in judged if item.answered]
    refused = [item for item in judged if not item.answered]
    rightly = sum(not item.answerable for item in refused)
    recall = ratio(rightly, len(unanswerable))
    answering = ratio(sum(item.answered for item in answerable), len(answerable))
    times = [item.milliseconds for item in judged]
    return {
        "n": len(judged),
        "n_answerable": len(answerable),
        **{f"hit@{k}": mean([hit_at(item.rank, k) for item in answerable]) for k in _HITS},
        "mrr": mean([reciprocal_rank(item.rank) for item in answerable]),
        "ndcg@10": mean([item.ndcg for item in answerable]),
        **{
            f"found_in_{size}_characters": mean(
                [
                    float(item.shown_after is not None and item.shown_after <= size)
                    for item in answerable
                ]
            )
            for size in _SHOWN_CHARACTERS
        },
        "answer_exact": mean([item.exact for item in answerable if item.exact is not None]),
        "answer_f1": mean([item.f1 for item in answerable if item.f1 is not None]),
        "answer_in_quote": mean([float(bool(item.quoted)) for item in _with_gold(answerable)]),
        "asserted_exact": mean([item.exact or 0.0 for item in _with_gold(asserted)]),
        "answered_share_of_answerable": answering,
        "refusal_precision": ratio(rightly, len(refused)),
        "refusal_recall": recall,
        "balanced_accuracy": None
        if recall is None or answering is None
        else (recall + answering) / 2,
        "verbatim": mean([float(item.verbatim) for item in judged]),
        "milliseconds_p50": percentile(times, 0.5),
        "milliseconds_p95": percentile(times, 0.95),
    }


def _calibration(judged: Sequence[Judged]) -> dict[str, Any]:
    """Of the two chances of all that was read."""
    right = [(item.probability, item.right) for item in _with_gold(judged)]
    answerable = [(item.answerable_probability, item.answerable) for item in judged]
    return {"right": _calibrated(right), "answerable": _calibrated(answerable)}


def _calibrated(told: Sequence[tuple[float | None, bool]]) -> dict[str, Any]:
    read = [(chance, was) for chance, was in told if chance is not None]
    return calibration([chance for chance, _ in read], [was for _, was in read])


def _asserted(judged: Sequence[Judged], confidence: str) -> dict[str, Any]:
    """How right the answers are that carry this word of confidence."""
    answers = [item for item in judged if item.confidence == confidence]
    return {
        "n": len(answers),
        "exact": mean([item.exact or 0.0 for item in _with_gold(answers)]),
        "in_quote": mean([float(bool(item.quoted)) for item in _with_gold(answers)]),
    }


def _with_gold(judged: Sequence[Judged]) -> list[Judged]:
    """Those whose right words are known; evidence alone does not tell whether words are right."""
    return [item for item in judged if item.gold or not item.answerable]


def failures(result: dict[str, Any]) -> list[dict[str, Any]]:
    """The questions of a result that went wrong, each with `problems` in words."""
    failed = []
    for item in result["questions"]:
        problems = []
        if item["answerable"]:
            if item["rank"] != 1:
                problems.append(f"证据在第{item['rank']}段" if item["rank"] else "没有找到证据")
            if not item["answered"]:
                problems.append(f"误拒（{item['reason']}）")
            elif item["exact"] is not None and item["exact"] < 1:
                problems.append(f"答“{item['answer']}”，应为“{'；'.join(item['gold'])}”")
        elif item["answered"]:
            problems.append(f"应拒答，却答“{item['answer']}”")
        if not item["verbatim"]:
            problems.append("引文与原文不符")
        if problems:
            failed.append({**item, "problems": problems})
    return failed


def _found(
    gold: GoldQuestion, passages: Sequence[Passage]
) -> tuple[int | None, int | None, list[int]]:
    """Rank and characters after which all evidence was shown, and the new pieces at each rank."""
    missing = set(range(len(gold.evidence)))
    shown, shown_after, rank = 0, 0, None
    gains = []
    for passage in passages:
        new = {at for at in missing if _holds(gold, at, passage)}
        if new:
            ends = (passage.text.index(gold.evidence[at]) + len(gold.evidence[at]) for at in new)
            shown_after = shown + max(ends)
        gains.append(len(new))
        missing -= new
        shown += len(passage.text)
        if not missing and rank is None and gold.evidence:
            rank = passage.rank
    return rank, shown_after if rank else None, gains


def _holds(gold: GoldQuestion, at: int, passage: Passage) -> bool:
    return gold.evidence[at] in passage.text and _source_of(gold, at) in {
        None,
        passage.citation.source,
    }


def _over_answers(
    metric: Callable[[str, str], float],
    gold: GoldQuestion,
    answer: Answer | None,
    combine: Callable[[Iterable[float]], float],
) -> float:
    """A metric of the answer, over all years of a series: each year's figure has to be there."""
    if answer is None:
        return 0.0
    quoting = metric is _holds_answer
    if answer.series is None:
        said = answer.quote if quoting else answer.text
        return combine(metric(said, one) for one in gold.answers)
    points = [
        (point.citation.source, point.quote if quoting else point.text) for point in answer.series
    ]
    scores = []
    for at, one in enumerate(gold.answers):
        source = _source_of(gold, at)
        fitting = [metric(said, one) for where, said in points if source in {None, where}]
        scores.append(max(fitting, default=0.0))
    return combine(scores)


def _holds_answer(quote: str, answer: str) -> float:
    return float(answer in quote)


def _mean(values: Iterable[float]) -> float:
    return mean(list(values)) or 0.0


def _source_of(gold: GoldQuestion, at: int) -> str | None:
    """The report that the evidence at this place stands in, None if any will do."""
    return gold.reports[min(at, len(gold.reports) - 1)] if gold.reports else None


def _is_verbatim(index: Index, response: Response) -> bool:
    """Whether all that is shown is a slice of its report at the offsets cited."""
    answer = response.answer
    if any(_slice(index, passage.citation) != passage.text for passage in response.passages):
        return False
    if answer is None:
        return True
    # A heading is cited with its number and shown without.
    return (
        _is_marked_verbatim(index, answer)
        and all(_is_marked_verbatim(index, point) for point in answer.series or ())
        and all(_slice(index, one.citation).endswith(one.text) for one in answer.outline or ())
    )


def _is_marked_verbatim(index: Index, said: Answer | SeriesPoint) -> bool:
    """Whether the quote is the report's, and the words stand where they are marked inside it."""
    cited, (first, *_) = said.citation, said.highlights
    inside = all(cited.start <= start <= end <= cited.end for start, end in said.highlights)
    words = index.report(cited.report_id).text[slice(*first)]
    return inside and _slice(index, cited) == said.quote and words == said.text


def _slice(index: Index, cited: Citation) -> str:
    return index.report(cited.report_id).text[cited.start : cited.end]
