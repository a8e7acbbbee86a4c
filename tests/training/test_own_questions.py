import json
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.own_questions import FOLDER, OwnQuestion, draw_own, fingerprint, load_own

from reportqa.reading import find_files, read_report

_TEXT = (
    "清源县2019年工作报告\n一、主要工作\n"
    "全县新建农村公路36公里，改造危桥4座，投入资金1.2亿元。"
    "通过以工代赈的方式修复水毁道路，方便了群众出行。\n"
    "二、下一步打算\n明年计划新建公路40公里，并启动客运站搬迁，解决县城拥堵问题。\n"
)


def _row(answer: str, *, answered: bool = True, **changes: object) -> dict[str, object]:
    start = _TEXT.index(answer)
    return {
        "document": "a/qingyuan.txt",
        "text": fingerprint(_TEXT),
        "type": "figure",
        "question": "修了多长的路？",
        "answered": answered,
        "start": start,
        "end": start + len(answer),
        **changes,
    }


def _load(folder: Path, *rows: dict[str, object]) -> list[OwnQuestion]:
    (folder / "documents" / "a").mkdir(parents=True)
    (folder / "documents" / "a" / "qingyuan.txt").write_text(_TEXT, "utf-8")
    (folder / "written").mkdir()
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "written" / "a.jsonl").write_text(lines, "utf-8")
    return load_own([folder / "documents"], folder / "written")


def test_what_is_drawn_is_the_answer_or_none(tmp_path: Path) -> None:
    (item,) = _load(tmp_path, _row("36公里"))
    kinds: Counter[str] = Counter()
    for seed in range(200):
        example = draw_own(item, random.Random(seed))
        kinds[example.kind] += 1
        if example.kind == "span":
            assert example.answer == "36公里"
        else:
            assert "36公里" not in example.passage
    assert set(kinds) == {"span", "null"}
    assert 0.5 < kinds["span"] / 200 < 0.9


def test_a_near_miss_is_shown_its_trap_and_has_no_answer(tmp_path: Path) -> None:
    (item,) = _load(tmp_path, _row("改造危桥4座", answered=False))
    examples = [draw_own(item, random.Random(seed)) for seed in range(60)]
    assert {example.kind for example in examples} == {"null"}
    assert sum("改造危桥4座" in example.passage for example in examples) > 30


def test_questions_on_other_texts_are_left_out(tmp_path: Path) -> None:
    rows = [
        _row("36公里"),
        _row("36公里", text=fingerprint("别的")),
        _row("36公里", document="b.txt"),
    ]
    assert len(_load(tmp_path, *rows)) == 1


@pytest.fixture(scope="module")
def shipped() -> list[OwnQuestion]:
    return load_own([FOLDER])


def test_the_questions_on_the_invented_reports_are_all_there(shipped: list[OwnQuestion]) -> None:
    rows = [
        line for file in FOLDER.glob("*.jsonl") for line in file.read_text("utf-8").splitlines()
    ]
    written = [row for row in map(json.loads, rows) if row["document"].startswith("invented/")]
    assert len(shipped) == len(written) > 3000
    texts = {file.source: read_report(file).text for file in find_files([FOLDER])}
    for item in shipped:
        said = texts[item.document][item.start : item.end]
        assert said.strip() == said != ""
        assert item.answer == (said if item.answered else "")
    answered = sum(item.answered for item in shipped) / len(shipped)
    assert 0.7 < answered < 0.85


@given(data=st.data())
def test_every_example_is_consistent(shipped: list[OwnQuestion], data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(shipped))
    example = draw_own(item, random.Random(data.draw(st.integers(0, 10**6))))
    assert example.group == item.document
    assert example.answer == (item.answer if example.kind == "span" else "")
    if item.answered and example.kind == "null":
        assert item.answer not in example.passage.partition("\n")[2] or len(item.answer) < 3
