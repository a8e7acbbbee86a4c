import json
from pathlib import Path

from training.held_out import measure_sets, write_sets

from reportqa.evaluation.question_sets import QuestionSet
from reportqa.reading import find_files, read_report


def test_each_document_held_out_gets_its_report_and_questions(tmp_path: Path) -> None:
    folders = write_sets([], tmp_path / "sets")
    assert len(folders) >= 2
    asked = 0
    for folder in folders:
        (file,) = find_files([folder / "reports"])
        text = read_report(file).text
        questions = QuestionSet.load(folder / "questions.jsonl", "dev").questions
        assert len(questions) > 30
        for question in questions:
            assert all(evidence in text for evidence in question.evidence)
            assert [answer in question.evidence[0] for answer in question.answers] == [
                True for _ in question.evidence
            ]
        assert {question.answerable for question in questions} == {True, False}
        asked += len(questions)
    told: list[str] = []
    measure_sets(folders, told.append)
    (figures,) = map(json.loads, told)
    assert figures["n"] == asked
    assert figures["right"] > 0.5
    assert figures["auc"] > 0.8
