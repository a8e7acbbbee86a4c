"""The multi-year set: reports that say the same sentences with other figures."""

from pathlib import Path

import pytest

from reportqa.embedding import Encoder
from reportqa.evaluation.question_sets import QuestionSet
from reportqa.evaluation.running import evaluate
from reportqa.index import Index
from reportqa.index.building import build

_FOLDER = Path(__file__).parent.parent / "eval" / "yunling"
_QUESTIONS = _FOLDER / "questions.jsonl"


@pytest.fixture(scope="module")
def yunling(tmp_path_factory: pytest.TempPathFactory, builtin_encoder: Encoder) -> Index:
    folder = tmp_path_factory.mktemp("yunling")
    build([_FOLDER / "reports"], folder, encoder=builtin_encoder)
    return Index.load(folder, encoder=builtin_encoder)


def test_every_report_is_told_from_the_others(yunling: Index) -> None:
    told = [(item.source, item.place, item.year, item.plan_year) for item in yunling.reports]
    assert told == [
        ("2019.txt", "云岭区", 2018, 2019),
        ("2020.txt", "云岭区", 2019, 2020),
        ("2021.txt", "云岭区", 2020, 2021),
        ("2022.txt", "云岭区", 2021, 2022),
    ]


def test_evidence_and_answers_stand_in_the_reports_named(yunling: Index) -> None:
    texts = {report.source: report.text for report in yunling.reports}
    for gold in QuestionSet.load(_QUESTIONS).questions:
        for source, evidence in zip(gold.reports, gold.evidence, strict=True):
            assert evidence in texts[source], gold.id


def test_year_and_target_traps_reach_the_right_report(yunling: Index) -> None:
    result = evaluate(yunling, QuestionSet.load(_QUESTIONS, "dev"))
    traps = [result["by_type"][name]["hit@1"] for name in ("year_trap", "target_vs_actual")]
    assert traps == [1.0, pytest.approx(1.0, abs=0.2)]
    assert result["by_type"]["relative"]["hit@1"] == 1.0
    assert result["by_type"]["series"]["answer_exact"] >= 0.6
    assert result["verbatim"] == 1.0
