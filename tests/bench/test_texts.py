"""What is measured on: many texts, all different, always the same."""

from pathlib import Path

from bench.corpus import SHIPPED
from bench.texts import make_reports, questions


def test_the_first_report_is_the_shipped_one_and_no_two_are_alike(tmp_path: Path) -> None:
    texts = [path.read_text("utf-8") for path in make_reports(12, tmp_path)]
    shipped = SHIPPED.read_text("utf-8-sig")
    assert texts[0] == shipped
    assert len(set(texts)) == 12
    for text in texts[1:]:
        assert abs(len(text) - len(shipped)) < 200
        assert "一、" in text
        assert text.count("\n") == shipped.count("\n")


def test_a_smaller_count_gives_the_same_first_ones(tmp_path: Path) -> None:
    few, many = make_reports(3, tmp_path / "few"), make_reports(5, tmp_path / "many")
    assert [path.name for path in few] == [path.name for path in many[:3]]
    assert [path.read_bytes() for path in few] == [path.read_bytes() for path in many[:3]]


def test_no_two_questions_are_alike() -> None:
    asked = questions(2000)
    assert len(set(asked)) == 2000
    assert questions(5) == asked[:5]
