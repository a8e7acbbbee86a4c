import json
from pathlib import Path
from typing import Any

import pytest

from reportqa.errors import QuestionSetError
from reportqa.evaluation.question_sets import GoldQuestion, QuestionSet, read_json_lines

_GOOD: dict[str, Any] = {
    "id": "a-1",
    "question": "多少件？",
    "type": "figure",
    "answerable": True,
    "evidence": ["受理128件"],
    "answer": "128件",
}
_REFUSED: dict[str, Any] = {
    "id": "a-2",
    "question": "谁？",
    "type": "near_miss",
    "answerable": False,
    "evidence": [],
    "answer": None,
    "split": "dev",
}


def _write(folder: Path, *rows: Any) -> Path:
    path = folder / "set.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_set_is_read_in_order_with_everything_in_it(tmp_path: Path) -> None:
    several = _GOOD | {
        "id": 7,
        "evidence": ["甲", "乙"],
        "answer": ["1件", "2件"],
        "report": ["2020.txt", "2021.txt"],
        "split": "test",
    }
    path = _write(tmp_path, _GOOD, "", _REFUSED, several, "  ")
    assert QuestionSet.load(str(path)) == QuestionSet(
        path,
        (
            GoldQuestion("a-1", "多少件？", "figure", True, ("受理128件",), ("128件",), (), ""),
            GoldQuestion("a-2", "谁？", "near_miss", False, (), (), (), "dev"),
            GoldQuestion(
                "7",
                "多少件？",
                "figure",
                True,
                ("甲", "乙"),
                ("1件", "2件"),
                ("2020.txt", "2021.txt"),
                "test",
            ),
        ),
    )
    assert [gold.id for gold in QuestionSet.load(path, "dev").questions] == ["a-2"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(_GOOD).encode() + b"\r\n")
    assert len(QuestionSet.load(path).questions) == 1


def test_an_id_that_is_missing_is_the_lines_number(tmp_path: Path) -> None:
    path = _write(tmp_path, "", {"question": "谁？", "answerable": False, "evidence": []})
    assert QuestionSet.load(path).questions[0].id == "2"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "第2行：不是 JSON（第2个字符处写错了）"),
        ("[" * 100_000, "第2行：不是 JSON（嵌套太深）"),
        ("[]", "第2行：应是含 question 的 JSON 对象。"),
        ("null", "第2行：应是含 question 的 JSON 对象。"),
        ({"id": 1}, "第2行：应是含 question 的 JSON 对象。"),
        (_GOOD | {"question": 7}, "第2行：应是含 question 的 JSON 对象。"),
        (_GOOD | {"answerable": "true"}, "第2行：answerable 应是 true 或 false"),
        (_GOOD | {"evidence": "受理128件"}, "第2行：answerable 应是 .*evidence 应是字符串列表"),
        (_GOOD | {"evidence": [1]}, "第2行：answerable 应是 .*evidence 应是字符串列表"),
        (_GOOD | {"evidence": []}, "第2行：可回答的题目要有 evidence"),
        (_REFUSED | {"evidence": ["甲"]}, "第2行：可回答的题目要有 evidence"),
        (_GOOD | {"answer": 128}, "第2行：answer 应是字符串、字符串列表或 null"),
        (_GOOD | {"report": {"a": 1}}, "第2行：report 应是字符串、字符串列表或 null"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: Any, message: str) -> None:
    path = _write(tmp_path, _GOOD, line)
    with pytest.raises(QuestionSetError, match=message) as told:
        QuestionSet.load(path)
    assert str(told.value).startswith(f"{path} 第2行：")
    assert "\n" not in str(told.value)


def test_what_is_null_is_left_out(tmp_path: Path) -> None:
    path = _write(tmp_path, _GOOD | {"id": None, "type": None, "split": None})
    (question,) = QuestionSet.load(str(path)).questions
    assert (question.id, question.type, question.split) == ("1", "", "")


def test_no_two_questions_have_the_same_id(tmp_path: Path) -> None:
    path = _write(tmp_path, _GOOD, "", _REFUSED, _GOOD | {"question": "多少家？", "split": "test"})
    with pytest.raises(QuestionSetError) as told:
        QuestionSet.load(path)
    assert str(told.value) == f"{path} 第4行：id “a-1”前面已经用过。请换一个。"
    assert [gold.id for gold in QuestionSet.load(path, "test").questions] == ["a-1"]
    numbered = {"question": "谁？", "answerable": False, "evidence": []}
    with pytest.raises(QuestionSetError, match="第2行：id “2”前面已经用过"):
        QuestionSet.load(_write(tmp_path, _GOOD | {"id": 2}, numbered))


def test_a_set_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"里面没有题目。请检查文件或 --split。"):
        QuestionSet.load(_write(tmp_path))
    with pytest.raises(QuestionSetError, match=r"里面没有“test”部分的题目。"):
        QuestionSet.load(_write(tmp_path, _REFUSED), "test")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="没有：题目文件读不出来（没有这个文件"):
        read_json_lines(tmp_path / "没有")
    (tmp_path / "gbk").write_bytes("题目".encode("gb18030"))
    with pytest.raises(QuestionSetError, match="gbk：题目文件读不出来（不是 UTF-8 文本）"):
        read_json_lines(tmp_path / "gbk")
    with pytest.raises(QuestionSetError, match="题目文件读不出来（是一个文件夹）"):
        read_json_lines(tmp_path)


def test_questions_alone_are_enough_to_be_asked(tmp_path: Path) -> None:
    path = _write(tmp_path, {"question": "甲"}, "", {"question": "", "more": 1})
    assert read_json_lines(path) == [(1, {"question": "甲"}), (3, {"question": "", "more": 1})]
