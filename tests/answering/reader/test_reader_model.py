import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.reader import ReaderModel
from reportqa.answering.reader.model import SHIPPED
from reportqa.answering.reader.verification import ABOUT_FILE, known_readings
from reportqa.answering.reader.weights import WEIGHTS_FILE, read_weights
from reportqa.errors import ModelError

_PASSAGE = "2019年，全县新建农村公路36公里，改造危桥4座，投入资金1.2亿元。"
_OTHER = "县图书馆新馆于6月15日开放，藏书20万册。"


@pytest.fixture(scope="module")
def reader() -> ReaderModel:
    return ReaderModel.load()


def test_the_words_that_answer_score_best(reader: ReaderModel) -> None:
    first, second = reader.score("2019年全县新建了多少公里农村公路？", [_PASSAGE, _OTHER])
    best = first.spans[0]
    assert _PASSAGE[best.start : best.end] == "36公里"
    assert first.margin > 0 > second.margin
    assert first.answers > second.answers
    assert first.score_of(best.start, best.end) == pytest.approx(best.score, abs=1e-4)


def test_what_stands_above_is_read_and_never_answers(reader: ReaderModel) -> None:
    question = "2019年改造了几座危桥？"
    (reading,) = reader.score(question, [_PASSAGE], ["清源县2019年工作报告"])
    assert all(0 <= span.start < span.end <= len(_PASSAGE) for span in reading.spans)
    best = reading.spans[0]
    assert _PASSAGE[best.start : best.end] == "4座"


def test_an_answer_far_into_a_long_passage_is_found(reader: ReaderModel) -> None:
    passage = "会议听取了各部门的汇报，讨论了下一步的安排。" * 40 + _PASSAGE
    (reading,) = reader.score("2019年全县新建了多少公里农村公路？", [passage])
    best = reading.spans[0]
    assert passage[best.start : best.end] == "36公里"
    assert best.start > 800
    assert reading.score_of(best.start, best.end) == pytest.approx(best.score, abs=1e-3)


def test_the_order_of_passages_does_not_matter(reader: ReaderModel) -> None:
    question = "藏书多少册？"
    there = reader.score(question, [_PASSAGE, _OTHER, ""])
    back = reader.score(question, ["", _OTHER, _PASSAGE])[::-1]
    assert [one.spans[:1] and one.spans[0].start for one in there[:2]] == [
        one.spans[:1] and one.spans[0].start for one in back[:2]
    ]
    for one, other in zip(there, back, strict=True):
        assert one.answers == pytest.approx(other.answers, abs=0.2)


def test_nothing_to_read(reader: ReaderModel) -> None:
    assert reader.score("多少？", []) == []
    (empty,) = reader.score("", [""])
    assert empty.margin < float("inf")


def test_threads_get_what_one_gets(reader: ReaderModel) -> None:
    def ask(passage: str) -> tuple[int, int]:
        best = reader.score("多少？", [passage])[0].spans[0]
        return best.start, best.end

    passages = [_PASSAGE, _OTHER] * 6
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, passages)) == [ask(passage) for passage in passages]


@given(st.text(st.sampled_from("2０㎡。\n　\u200b新增é\u0301万户，𠮷"), max_size=60))
def test_spans_are_slices_of_the_passage_as_given(reader: ReaderModel, passage: str) -> None:
    (reading,) = reader.score("新增多少户？", [passage])
    places = [(span.start, span.end) for span in reading.spans]
    assert all(0 <= start < end <= len(passage) for start, end in places)
    assert len(set(places)) == len(places)
    assert [span.score for span in reading.spans] == sorted(
        (span.score for span in reading.spans), reverse=True
    )


def test_the_weights_fit_in_the_package() -> None:
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 30_000_000
    assert [bool(known.words) for known in known_readings(SHIPPED)] == [True, False]


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        ("missing", rf"的权重读不出来：.*{WEIGHTS_FILE}（没有这个文件）；请重新安装 reportqa$"),
        ("cut", rf"的权重与预期不同：.*{WEIGHTS_FILE}；请重新安装 reportqa$"),
        ("no notes", rf"的权重读不出来：.*{ABOUT_FILE}（没有这个文件）；请重新安装 reportqa$"),
        ("other notes", r"与预期不符：“.*（-99\.00）；请按 constraints\.txt 重新安装依赖后重试$"),
    ],
)
def test_damaged_weights_are_refused_in_one_line(
    tmp_path: Path, damage: str, complaint: str
) -> None:
    about = json.loads((SHIPPED / ABOUT_FILE).read_text("utf-8"))
    data = (SHIPPED / WEIGHTS_FILE).read_bytes()
    if damage == "other notes":
        about["known"][0]["margin"] = -99.0
    if damage != "no notes":
        (tmp_path / ABOUT_FILE).write_text(json.dumps(about), "utf-8")
    if damage != "missing":
        (tmp_path / WEIGHTS_FILE).write_bytes(data[:-1] if damage == "cut" else data)
    with pytest.raises(ModelError, match=f"^阅读模型{complaint}"):
        ReaderModel.load(weights=tmp_path)


def test_weights_with_a_byte_changed_are_refused_where_they_are_read(tmp_path: Path) -> None:
    data = bytearray((SHIPPED / WEIGHTS_FILE).read_bytes())
    data[-1] ^= 1
    (tmp_path / WEIGHTS_FILE).write_bytes(data)
    (tmp_path / ABOUT_FILE).write_bytes((SHIPPED / ABOUT_FILE).read_bytes())
    with pytest.raises(ModelError, match=rf"^阅读模型的权重与预期不同：.*{WEIGHTS_FILE}；"):
        read_weights(tmp_path)
