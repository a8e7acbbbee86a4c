import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.reading.lines import Line, lines_of, paragraph_number, without_tags

TEXT = "\n标题 \r\n\u3000\u3000第一段\n \n\u200b\n第二段\r第三段\u2028第四段"


def test_lines_are_trimmed_and_know_where_they_stand() -> None:
    assert lines_of(TEXT) == (
        Line(1, 3, "标题"),
        Line(8, 11, "第一段"),
        Line(16, 19, "第二段"),
        Line(20, 23, "第三段"),
        Line(24, 27, "第四段"),
    )


@pytest.mark.parametrize(
    ("offset", "number"),
    [(0, 1), (1, 1), (2, 1), (7, 1), (8, 2), (13, 2), (16, 3), (20, 4), (26, 5), (999, 5)],
)
def test_paragraphs_count_the_lines_from_one(offset: int, number: int) -> None:
    assert paragraph_number(TEXT, offset) == number


def test_no_text_has_no_lines_and_its_start_is_paragraph_one() -> None:
    assert lines_of("") == lines_of(" \n\u3000\n\x00") == ()
    assert paragraph_number("", 0) == 1


@given(st.text("甲1。 \n\r\t\u3000\u200b"))
def test_lines_are_slices_that_lose_no_word(text: str) -> None:
    lines = lines_of(text)
    assert all(text[line.start : line.end] == line.text for line in lines)
    assert all(line.text.strip() for line in lines)
    words = [character for character in text if character in "甲1。"]
    assert [c for line in lines for c in line.text if c in "甲1。"] == words


@given(st.text("<>p/ =甲\n", max_size=30))
def test_without_its_tags_a_text_is_as_long(text: str) -> None:
    assert len(without_tags(text)) == len(text)


def test_a_tag_ends_a_line() -> None:
    text = "<p>一、回顾</p><p>甲。</p>"
    assert [line.text for line in lines_of(without_tags(text))] == ["一、回顾", "甲。"]
    assert without_tags("3<4，a>b") == "3<4，a>b"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("PM2.5浓度<A标准。\n二、水质\n达标率>95%。", "PM2.5浓度<A标准。\n二、水质\n达标率>95%。"),
        ('甲<p class="x">乙</p>丙<br/>丁<br>', "甲\n乙\n丙\n丁\n"),
        ("甲<div\nid='图'>乙<my-tag>", "甲\n乙\n"),
    ],
)
def test_what_is_a_tag(text: str, kept: str) -> None:
    without = without_tags(text)
    assert len(without) == len(text)
    assert "".join(c for c in without if c != " ").replace("\n\n", "\n") == kept
