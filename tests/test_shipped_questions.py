"""The question set that comes with the default index, and what the built-in model makes of it."""

from collections import Counter
from pathlib import Path

import pytest

from reportqa.evaluation.question_sets import GoldQuestion, QuestionSet
from reportqa.evaluation.running import evaluate
from reportqa.index import Index

_ROOT = Path(__file__).parents[1]
_SET = _ROOT / "eval" / "urumqi-2020.jsonl"


@pytest.fixture(scope="module")
def text() -> str:
    return (_ROOT / "reports" / "urumqi-2020.txt").read_text(encoding="utf-8-sig")


@pytest.fixture(scope="module")
def questions() -> tuple[GoldQuestion, ...]:
    return QuestionSet.load(_SET).questions


def test_evidence_and_answers_stand_in_the_report(
    text: str, questions: tuple[GoldQuestion, ...]
) -> None:
    for gold in questions:
        for words in (*gold.evidence, *gold.answers):
            assert words in text, gold.id
        if gold.answerable:
            assert any(answer in gold.evidence[0] for answer in gold.answers), gold.id
        else:
            assert gold.answers == (), gold.id


def test_questions_are_told_apart(questions: tuple[GoldQuestion, ...]) -> None:
    assert len({gold.id for gold in questions}) == len(questions)
    assert len({gold.question for gold in questions}) == len(questions)
    assert all(gold.question.strip() == gold.question != "" for gold in questions)


def test_the_set_is_large_and_split_evenly(questions: tuple[GoldQuestion, ...]) -> None:
    assert len(questions) >= 120
    assert sum(not gold.answerable for gold in questions) >= 35
    types = {
        split: Counter(gold.type for gold in questions if gold.split == split)
        for split in ("dev", "test")
    }
    assert types["dev"].keys() == types["test"].keys()
    assert types["dev"].total() + types["test"].total() == len(questions)
    assert all(abs(types["dev"][name] - types["test"][name]) <= 1 for name in types["dev"])


def test_the_builtin_model_finds_the_evidence_and_quotes_it_verbatim(shipped_index: Index) -> None:
    result = evaluate(shipped_index, QuestionSet.load(_SET, "dev"))
    assert result["hit@5"] >= 0.95
    assert result["verbatim"] == 1.0
