import json
import shutil
from pathlib import Path

from training.held_out import measure_sets, write_library, write_sets
from training.own_questions import FOLDER
from training.public_sets import is_held_out

from reportqa.answering import ask
from reportqa.evaluation.question_sets import QuestionSet
from reportqa.index import Index
from reportqa.reading import find_files, read_report


def test_each_document_held_out_gets_its_report_and_questions(tmp_path: Path) -> None:
    folders = write_sets([], tmp_path / "sets")
    assert len(folders) >= 2
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
    told: list[str] = []
    measure_sets(folders[:1], told.append)
    (figures,) = map(json.loads, told)
    assert figures["n"] == len(QuestionSet.load(folders[0] / "questions.jsonl").questions)
    assert figures["right"] > 0.5
    assert figures["auc"] > 0.8


def test_questions_on_documents_held_out_are_asked_of_all_by_the_name_of_the_place(
    tmp_path: Path,
) -> None:
    documents = tmp_path / "documents"
    for name in ("invented/h2.txt", "invented/i1.txt", "invented/h1.txt"):
        (documents / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(FOLDER / name, documents / name)
    assert [is_held_out(f"invented/{name}.txt") for name in ("h2", "i1", "h1")] == [
        True,
        True,
        False,
    ]
    folder = write_library([documents], tmp_path / "library")
    questions = QuestionSet.load(folder / "questions.jsonl", "dev").questions
    assert len(questions) > 60
    for question in questions:
        assert ("澜宁市" in question.question) != ("澜阳市" in question.question)
        assert "市全市" not in question.question
    index = Index.load(folder / "index")
    for question in questions[:5] + questions[-5:]:
        (first,) = ask(index, question.question, 1).passages
        told = "invented/h2.txt" if "澜宁市" in question.question else "invented/i1.txt"
        assert first.citation.source == told
