from pathlib import Path

from training.calibration_sets import write_sets

from reportqa.evaluation.question_sets import QuestionSet
from reportqa.reading import find_files, read_report


def test_each_document_held_out_gets_its_report_and_questions(tmp_path: Path) -> None:
    folders = write_sets([], tmp_path / "sets")
    assert len(folders) >= 2
    for folder in folders:
        (file,) = find_files([folder / "reports"])
        text = read_report(file).text
        questions = QuestionSet.load(folder / "questions.jsonl", "dev").questions
        assert len(questions) > 30
        assert all(answer in text for question in questions for answer in question.answers)
        assert {question.answerable for question in questions} == {True, False}
