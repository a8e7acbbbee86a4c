import json
from pathlib import Path

import pytest
from training.examples import Reading
from training.own_readings import READINGS, load_readings

_TWO = """# 堤岸
东堤修于二月，长3公里。
西堤修于五月，也长3公里。
Q: 西堤多长？
A: 3公里 @2
Q: 何时修的东堤
A: 二月
Q: 花了多少钱？
N: 没有说

# 渡口
渡口两岸各有一座茶亭。
Q: 茶亭几座？
A: 一座
"""


def _load(folder: Path, text: str) -> list[Reading]:
    (folder / "a.txt").write_text(text, "utf-8")
    return load_readings(folder)


def test_texts_and_questions_are_read_in_order(tmp_path: Path) -> None:
    banks = "东堤修于二月，长3公里。\n西堤修于五月，也长3公里。"
    ferry = "渡口两岸各有一座茶亭。"
    assert _load(tmp_path, _TWO) == [
        Reading("西堤多长？", banks, ((22, 25),), (ferry,), "a:堤岸", "堤岸"),
        Reading("何时修的东堤", banks, ((4, 6),), (ferry,), "a:堤岸", "堤岸"),
        Reading("花了多少钱？", banks, (), (ferry,), "a:堤岸", "堤岸"),
        Reading("茶亭几座？", ferry, ((6, 8),), (banks,), "a:渡口", "渡口"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("正文\n", "is not what was to come"),
        ("# 题\n正文\nQ: 问\nA: \n", "is not what was to come"),
        ("# 题\n正文\nQ: 问\n# 另一题\n", "is not what was to come"),
        ("# 题\n正文\nQ: 问\n", "nothing follows '问'"),
        ("# 题\n正文\nA: 文\n", "is not what was to come"),
        ("# 题\n正文\nQ: 问\nQ: 问\n", "is not what was to come"),
        ("# 题\n正文\nQ: 问\nA: 文\n又一段正文\n", "is not what was to come"),
        ("# 题\n正文\nQ: 问\nA: 没有的\n", "0 places with '没有的', wanted 1"),
        ("# 题\n正文\nQ: 问\nA: 文 @2\n", "1 places with '文', wanted 2"),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        _load(tmp_path, text)


def test_all_that_was_written_can_be_read() -> None:
    readings = load_readings()
    assert len({reading.context for reading in readings}) > 200
    assert 0.2 < sum(not reading.spans for reading in readings) / len(readings) < 0.5
    files = {path.stem for path in READINGS.glob("*/*.txt")}
    assert {reading.group.split(":")[0] for reading in readings} == files


def test_no_question_of_the_published_sets_is_among_them() -> None:
    sets = list((Path(__file__).parents[2] / "eval").rglob("*.jsonl"))
    published = {
        json.loads(line)["question"]
        for path in sets
        for line in path.read_text("utf-8").splitlines()
    }
    assert len(published) > 200
    assert {reading.question for reading in load_readings()} & published == set()
