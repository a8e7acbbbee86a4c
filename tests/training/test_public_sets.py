import json
import random
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from training.examples import Reading
from training.public_sets import cross_language, everyday_statutes, is_held_out, squad_layout
from training.windows import draw, sentence_spans

_CONTEXT = "青山水库在县城北面。它于1972年建成，灌溉农田三万亩。现在也是公园。"


def _write(path: Path, questions: list[dict[str, Any]]) -> Path:
    data = [{"title": "水库", "paragraphs": [{"context": _CONTEXT, "qas": questions}]}]
    path.write_text(json.dumps({"data": data}), "utf-8")
    return path


def test_a_span_that_was_miscounted_is_mended(tmp_path: Path) -> None:
    asked: list[dict[str, Any]] = [
        {"id": "1", "question": "何时建成？", "answers": [{"text": "1972年", "answer_start": 3}]},
        {"id": "2", "question": "谁？", "answers": [{"text": "李四", "answer_start": 3}]},
        {"id": "3", "question": "多深？", "answers": [], "is_impossible": "true"},
    ]
    readings = list(squad_layout(_write(tmp_path / "a.json", asked), "set"))
    assert [reading.spans for reading in readings] == [((12, 17),), ()]
    assert {reading.group for reading in readings} == {"set:水库"}


def test_english_questions_go_with_chinese_paragraphs(tmp_path: Path) -> None:
    answer = {"text": "1972年", "answer_start": 12}
    chinese = _write(tmp_path / "zh.json", [{"id": "1", "question": "何时？", "answers": [answer]}])
    english = _write(tmp_path / "en.json", [{"id": "1", "question": "When?", "answers": []}])
    (reading,) = cross_language(chinese, english)
    assert (reading.question, reading.context) == ("When?", _CONTEXT)


def test_a_statute_is_relevant_and_its_neighbours_are_not(tmp_path: Path) -> None:
    articles = [{"name": f"第{n}条", "content": f"第{n}条的\n内容"} for n in range(3)]
    lines = "\n".join(json.dumps(article) for article in articles)
    (tmp_path / "stard_articles.jsonl").write_text(lines, "utf-8")
    row = {"id": 1, "question": "怎么办", "articles": [{"name": "第1条", "text": "第1条的\n内容"}]}
    (tmp_path / "stard_train.jsonl").write_text(json.dumps(row), "utf-8")
    examples = list(everyday_statutes(tmp_path))
    assert [(one.passage, one.kind) for one in examples] == [
        ("第1条的内容", "relevant"),
        ("第0条的内容", "irrelevant"),
        ("第2条的内容", "irrelevant"),
    ]


def test_whole_articles_are_held_out() -> None:
    shares = [is_held_out(f"article {n}") for n in range(2000)]
    assert 0.12 < sum(shares) / len(shares) < 0.18
    assert shares == [is_held_out(f"article {n}") for n in range(2000)]


@given(st.text(st.sampled_from("水库。；\n1”！"), max_size=40))
def test_sentences_make_up_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in sentence_spans(text)) == text


@given(st.integers(0, 10_000))
def test_a_window_holds_the_answer_or_nothing_like_it(seed: int) -> None:
    reading = Reading("何时建成？", _CONTEXT, ((12, 17),), ("另一段，说的是别的事情。" * 3,), "g")
    example = draw(reading, random.Random(seed))
    assert example.answer == ("1972年" if example.kind == "span" else "")
    assert example.kind == "span" or "1972年" not in example.passage
