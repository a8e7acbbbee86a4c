"""A question set put to a toy index, and figures that can be counted by hand."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from reportqa.answering import ask
from reportqa.citing import cite
from reportqa.evaluation.question_sets import GoldQuestion, QuestionSet
from reportqa.evaluation.running import (
    Judged,
    evaluate,
    evidence_not_found,
    failures,
    judge,
    summary,
)
from reportqa.index import Index
from reportqa.types import OutlineItem, Refusal, Response, SeriesPoint
from toys import LAW

_GOLD = GoldQuestion(
    id="a-1",
    question="全年受理行政复议案件多少件？",
    type="figure",
    answerable=True,
    evidence=("受理行政复议案件128件",),
    answers=("128件",),
    reports=(),
    split="",
)
_MISS = GoldQuestion("a-2", "2019年受理行政复议案件多少件？", "near_miss", False, (), (), (), "")
_GREETING = GoldQuestion("a-3", "你好", "not_a_question", False, (), (), (), "")


def _judged(**values: Any) -> Judged:
    right = Judged(
        id="a",
        question="甲？",
        type="figure",
        answerable=True,
        answered=True,
        rank=1,
        shown_after=100,
        ndcg=1.0,
        exact=1.0,
        f1=1.0,
        quoted=True,
        probability=0.9,
        answerable_probability=0.95,
        right=True,
        confidence="high",
        answer="128件",
        gold=("128件",),
        reason=None,
        verbatim=True,
        milliseconds=10.0,
    )
    return replace(right, **values)


def test_evidence_that_stands_nowhere_is_told(toy_index: Index, tmp_path: Path) -> None:
    source = next(report.source for report in toy_index.reports if report.text == LAW)
    golds = [
        _GOLD,
        _MISS,
        replace(_GOLD, id="typo", evidence=("受理行政复议案件129件",)),
        replace(_GOLD, id="one of two", evidence=(*_GOLD.evidence, "没有的话")),
        replace(_GOLD, id="there", reports=(source,)),
        replace(_GOLD, id="elsewhere", reports=("别的.txt",)),
    ]
    told = evidence_not_found(toy_index, QuestionSet(tmp_path, tuple(golds)))
    assert told == ["typo", "one of two", "elsewhere"]


def _response(index: Index) -> Response:
    return ask(index, _GOLD.question)


def test_a_right_answer_is_judged_right(toy_index: Index) -> None:
    response = _response(toy_index)
    assert response.answer
    shown = response.passages[0].text
    words = _GOLD.evidence[0]
    assert judge(toy_index, _GOLD, response) == Judged(
        id="a-1",
        question=_GOLD.question,
        type="figure",
        answerable=True,
        answered=True,
        rank=1,
        shown_after=shown.index(words) + len(words),
        ndcg=1.0,
        exact=1.0,
        f1=1.0,
        quoted=True,
        probability=response.answer.probability,
        answerable_probability=response.answer.answerable_probability,
        right=True,
        confidence=response.answer.confidence,
        answer="128件",
        gold=("128件",),
        reason=None,
        verbatim=True,
        milliseconds=response.timing_ms["total"],
    )


def test_what_is_refused_is_judged_as_if_asserted_too(toy_index: Index) -> None:
    response = _response(toy_index)
    refused = replace(response, answer=None, refusal=Refusal("unsure", ""))
    judged = judge(toy_index, _GOLD, refused)
    assert response.answer
    assert (judged.answered, judged.exact, judged.confidence) == (False, 0.0, None)
    assert (judged.right, judged.probability) == (True, response.answer.probability)
    wrong = judge(toy_index, replace(_GOLD, answers=("7件",)), refused)
    assert (wrong.right, wrong.probability) == (False, response.answer.probability)
    unanswerable = judge(toy_index, replace(_MISS, question=_GOLD.question), response)
    assert (unanswerable.right, unanswerable.answered) == (False, True)
    unread = judge(toy_index, _GREETING, ask(toy_index, _GREETING.question))
    assert (unread.right, unread.probability) == (False, None)


def test_evidence_over_several_passages_is_found_when_the_last_piece_is(toy_index: Index) -> None:
    response = _response(toy_index)
    texts = [passage.text for passage in response.passages]
    third = next(text for text in texts[2:] if text not in texts[:2])
    at = texts.index(third)
    judged = judge(toy_index, replace(_GOLD, evidence=(texts[0][:9], third[-9:])), response)
    assert judged.rank == at + 1
    assert judged.shown_after == sum(map(len, texts[: at + 1]))
    assert 0 < judged.ndcg < 1


def test_evidence_counts_in_the_report_named_alone(toy_index: Index) -> None:
    response = _response(toy_index)
    named = replace(_GOLD, reports=("法治/2021.txt",))
    other = replace(_GOLD, reports=("记录.txt",))
    assert judge(toy_index, named, response).rank == 1
    assert judge(toy_index, other, response).rank is None
    assert judge(toy_index, other, response).shown_after is None


def test_evidence_that_is_nowhere_is_never_found(toy_index: Index) -> None:
    judged = judge(toy_index, replace(_GOLD, evidence=("没有的话",)), _response(toy_index))
    assert (judged.rank, judged.shown_after, judged.ndcg) == (None, None, 0.0)


def test_a_slice_that_is_not_the_reports_is_not_verbatim(toy_index: Index) -> None:
    response = _response(toy_index)
    answer = response.answer
    assert answer
    first, *others = response.passages
    for forged in (
        replace(response, answer=replace(answer, text="129件")),
        replace(response, answer=replace(answer, quote=answer.quote.replace("128", "129"))),
        replace(response, passages=(replace(first, text=first.text[:-1]), *others)),
    ):
        assert judge(toy_index, _GOLD, response).verbatim
        assert not judge(toy_index, _GOLD, forged).verbatim


def test_every_mark_has_to_lie_within_the_quote(toy_index: Index) -> None:
    response = _response(toy_index)
    answer = response.answer
    assert answer
    cited, first = answer.citation, answer.highlights[0]
    for start, end, inside in (
        (cited.start, cited.end, True),
        (cited.start - 1, cited.end, False),
        (cited.start, cited.end + 1, False),
    ):
        marked = replace(answer, highlights=(first, (start, end)))
        assert judge(toy_index, _GOLD, replace(response, answer=marked)).verbatim is inside


def test_every_year_of_a_series_has_to_be_verbatim(toy_index: Index) -> None:
    response = _response(toy_index)
    answer = response.answer
    assert answer
    point = SeriesPoint(2021, answer.text, answer.quote, answer.citation, answer.highlights)
    for second, verbatim in (
        (point, True),
        (replace(point, text="129件"), False),
        (replace(point, quote=point.quote[:-1]), False),
        (replace(point, highlights=(*point.highlights, (0, 1))), False),
    ):
        series = replace(response, answer=replace(answer, series=(point, second)))
        assert judge(toy_index, _GOLD, series).verbatim is verbatim


def test_every_heading_of_an_outline_has_to_be_verbatim(toy_index: Index) -> None:
    response = _response(toy_index)
    answer = response.answer
    assert answer
    report = toy_index.report(answer.citation.report_id)
    start = report.text.index("一、主要成效")
    cited = cite(report, start, start + len("一、主要成效"))
    for text, verbatim in (("主要成效", True), ("一、主要成效", True), ("主要", False)):
        item = OutlineItem(1, text, cited)
        outlined = replace(response, answer=replace(answer, outline=(item,)))
        assert judge(toy_index, _GOLD, outlined).verbatim is verbatim


def test_figures_are_counted_over_the_right_questions() -> None:
    never: dict[str, Any] = {"rank": None, "shown_after": None, "ndcg": 0.0, "quoted": None}
    refused = {"answered": False, "answer": None, "reason": "not_in_reports"}
    unanswerable = {"answerable": False, "exact": None, "f1": None, **never}
    told = summary(
        [
            _judged(milliseconds=1.0),
            _judged(rank=4, shown_after=500, ndcg=0.5, exact=0.0, f1=0.5, quoted=False),
            _judged(**never, **refused, exact=0.0, f1=0.0),
            _judged(**unanswerable),
            _judged(**unanswerable, **refused, milliseconds=99.0),
        ]
    )
    assert told == {
        "n": 5,
        "n_answerable": 3,
        "hit@1": pytest.approx(1 / 3),
        "hit@3": pytest.approx(1 / 3),
        "hit@5": pytest.approx(2 / 3),
        "hit@10": pytest.approx(2 / 3),
        "mrr": pytest.approx(1.25 / 3),
        "ndcg@10": 0.5,
        "found_in_150_characters": pytest.approx(1 / 3),
        "found_in_300_characters": pytest.approx(1 / 3),
        "found_in_600_characters": pytest.approx(2 / 3),
        "answer_exact": pytest.approx(1 / 3),
        "answer_f1": 0.5,
        "answer_in_quote": pytest.approx(1 / 3),
        "asserted_exact": pytest.approx(1 / 3),
        "answered_share_of_answerable": pytest.approx(2 / 3),
        "refusal_precision": 0.5,
        "refusal_recall": 0.5,
        "balanced_accuracy": pytest.approx(7 / 12),
        "verbatim": 1.0,
        "milliseconds_p50": 10.0,
        "milliseconds_p95": 99.0,
    }


def test_times_are_those_of_the_nearest_rank() -> None:
    told = summary([_judged(milliseconds=float(number)) for number in range(20, 0, -1)])
    assert (told["milliseconds_p50"], told["milliseconds_p95"]) == (10.0, 19.0)


def test_evidence_alone_does_not_tell_whether_words_are_right() -> None:
    """Such questions count for what was found and what was refused."""
    bare = _judged(gold=(), exact=None, f1=None, quoted=None, right=False)
    told = summary([bare, bare])
    figures = ("hit@1", "answered_share_of_answerable", "asserted_exact", "answer_in_quote")
    assert [told[name] for name in figures] == [1.0, 1.0, None, None]
    both = summary([bare, _judged(), _judged(exact=0.0, quoted=False)])
    assert [both[name] for name in figures] == [1.0, 1.0, 0.5, 0.5]


def test_figures_of_nothing_are_none() -> None:
    told = summary([])
    assert (told.pop("n"), told.pop("n_answerable")) == (0, 0)
    assert set(told.values()) == {None}


def test_a_result_has_figures_by_type_and_every_question(toy_index: Index, tmp_path: Path) -> None:
    counted: list[int] = []
    questions = QuestionSet(tmp_path / "set.jsonl", (_GOLD, _MISS, _GREETING))
    result = evaluate(toy_index, questions, counted.append)
    assert counted == [1, 1, 1]
    assert json.loads(json.dumps(result)) == result
    assert (result["questions_file"], result["model"]) == ("set.jsonl", "toy@1")
    assert result["settings"] == toy_index.manifest.settings.to_dict()
    assert (result["n"], result["n_answerable"], result["refusal_recall"]) == (3, 1, 1.0)
    assert (result["hit@1"], result["answer_exact"], result["verbatim"]) == (1.0, 1.0, 1.0)
    assert {name: told["n"] for name, told in result["by_type"].items()} == {
        "figure": 1,
        "near_miss": 1,
        "not_a_question": 1,
    }
    assert sum(told["n"] for told in result["by_confidence"].values()) == 1
    (only,) = (told for told in result["by_confidence"].values() if told["n"])
    assert only == {"n": 1, "exact": 1.0, "in_quote": 1.0}
    assert [(item["id"], item["answer"], item["reason"]) for item in result["questions"]] == [
        ("a-1", "128件", None),
        ("a-2", None, "missing_year"),
        ("a-3", None, "not_a_question"),
    ]
    assert failures(result) == []
    told = result["calibration"]
    # The greeting was never read, so no chances of it are to be calibrated.
    for truth, chance in (("right", "probability"), ("answerable", "answerable_probability")):
        first, second, unread = (item[chance] for item in result["questions"])
        assert (told[truth]["n"], unread) == (2, None)
        assert told[truth]["brier"] == pytest.approx(((1 - first) ** 2 + second**2) / 2)
    assert result["risk_coverage"] == {
        "n": 3,
        "aurc": pytest.approx((0 + 1 / 2 + 2 / 3) / 3),
        "coverage_at_risk": {risk: pytest.approx(1 / 3) for risk in ("0.05", "0.1", "0.2")},
        "points": [
            [pytest.approx(1 / 3), 0.0],
            [pytest.approx(2 / 3), 0.5],
            [1.0, pytest.approx(2 / 3)],
        ],
    }


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({}, []),
        ({"rank": 2}, ["证据在第2段"]),
        ({"rank": None}, ["没有找到证据"]),
        ({"exact": 0.0, "answer": "7件"}, ["答“7件”，应为“128件”"]),
        ({"answered": False, "answer": None, "reason": "off_topic"}, ["误拒（off_topic）"]),
        ({"answerable": False, "rank": None, "exact": None}, ["应拒答，却答“128件”"]),
        ({"answerable": False, "answered": False, "answer": None, "rank": None}, []),
        ({"verbatim": False}, ["引文与原文不符"]),
    ],
)
def test_failures_say_what_went_wrong(values: dict[str, Any], problems: list[str]) -> None:
    item = asdict(_judged(**values))
    told = failures({"questions": [item]})
    assert told == ([{**item, "problems": problems}] if problems else [])


def test_the_toy_gold_stands_in_the_toy_report() -> None:
    assert all(words in LAW for words in (*_GOLD.evidence, *_GOLD.answers))
