"""Chunks as slices of their report: nothing lost, nothing cut that could be kept whole."""

import re
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportqa.chunking import chunk_report, context, sentences, split
from reportqa.reading import SourceFile, read_report
from reportqa.reading.headings import find_sections
from reportqa.types import Report

_BLANK = " \t\r\n\v\f\u3000\u00a0\u200b\ufeff\x00"
_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"), ("（", "）"))


@pytest.fixture(scope="module")
def blank_report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("chunking") / "云溪2021.txt"
    path.write_text("正文。", encoding="utf-8")
    return read_report(SourceFile(path, "云溪2021.txt"))


def _with_text(report: Report, text: str) -> Report:
    return replace(report, text=text, sections=find_sections(text))


def _pieces(text: str, size: int) -> list[str]:
    return [text[start:end] for start, end in split(text, size)]


# What reports are made of, so that examples are dense in what the splitter must get right.
_ATOMS = st.sampled_from(
    [
        "云溪市",
        "全年办结",
        "行政复议案件",
        "128件",
        "98.7亿元",
        "1,206座",
        "94.66%",
        "2020",
        "12:30",
        "“放得下、难接住”",
        "“好。”",
        "「法治。夜校」",
        "《云溪市河道，管理办法》",
        "（试行；草案）",
        "“",
        "”",
        "《",
        "》",
        "，",
        "、",
        "；",
        "：",
        "。",
        "！",
        "？",
        "……",
        "\n",
        "\r",
        " ",
        "\u3000",
        "\n一、成效\n",
        "\n（一）甲乙。",
        "\n1.丙丁\n",
        "𠮷😀",
    ]
)
_TEXTS = st.lists(_ATOMS, max_size=60).map("".join) | st.text(max_size=60)
_SIZES = st.integers(50, 90)


@example("", 50)
@example("\n\n", 50)
@example("“" * 120, 50)
@given(_TEXTS, _SIZES)
def test_pieces_are_ordered_disjoint_trimmed_and_lose_no_word(text: str, size: int) -> None:
    spans = split(text, size)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(text[a:b] == text[a:b].strip(_BLANK) for a, b in spans)
    kept = {at for start, end in spans for at in range(start, end)}
    assert all(text[at] in _BLANK for at in range(len(text)) if at not in kept)


@example("1" * 130, 50)
@example("\ue000" * 130, 50)
@example("9,999" * 30, 50)
@given(_TEXTS, _SIZES)
def test_no_piece_is_longer_than_the_size(text: str, size: int) -> None:
    assert all(len(piece) <= size for piece in _pieces(text, size))


@given(_TEXTS, _SIZES)
def test_sentences_that_fit_stay_whole(text: str, size: int) -> None:
    cuts = {start for start, _ in split(text, size)}
    ends = [0, *(end for _, end in sentences(text))]
    for (start, end), before in zip(sentences(text), ends, strict=False):
        # The blanks before a sentence are cut off with it, so that they count.
        if end - before <= size:
            assert not cuts & set(range(start + 1, end)), text[start:end]


@example("甲" * 45 + "“" + "乙" * 30 + "”" + "丙" * 40, 50)
@example("甲" * 48 + "《乙》《丙丁》「戊」", 50)
@given(_TEXTS, _SIZES)
def test_quotations_and_titles_that_fit_stay_whole(text: str, size: int) -> None:
    cuts = {start for start, _ in split(text, size)}
    for opening, closing in _PAIRS:
        marks = "".join(mark for pair in _PAIRS for mark in pair)
        simple = rf"{opening}[^{marks}\n]*{closing}"
        for found in re.finditer(simple, text):
            if len(found[0]) <= size:
                assert not cuts & set(range(found.start() + 1, found.end())), found[0]


@example("甲" * 46 + "1,234,567" + "乙" * 40, 50)
@example("甲" * 48 + "98.7" + "乙" * 48, 50)
@given(_TEXTS, _SIZES)
def test_numbers_stay_whole(text: str, size: int) -> None:
    cuts = {start for start, _ in split(text, size)}
    for found in re.finditer(r"\d+(?:[.,，:：]\d+)*", text):
        if len(found[0]) <= size:
            assert not cuts & set(range(found.start() + 1, found.end())), found[0]


@given(_TEXTS, _SIZES)
def test_no_chunk_crosses_a_heading_and_none_is_lost(
    blank_report: Report, text: str, size: int
) -> None:
    report = _with_text(blank_report, text)
    chunks = chunk_report(report, size)
    spans = [(chunk.start, chunk.end) for chunk in chunks]
    assert all(chunk.report_id == report.id for chunk in chunks)
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    starts = {section.start for section in report.sections}
    for start, end in spans:
        assert not starts & set(range(start + 1, end))
        assert text[start:end].strip(_BLANK) == text[start:end] != ""
    alone = {at for section in report.sections for at in range(section.start, section.body)}
    kept = {at for start, end in spans for at in range(start, end)}
    assert not kept & alone
    lost = set(range(len(text))) - kept - alone
    assert all(text[at] in _BLANK for at in lost)


def test_items_of_lists_and_rows_of_tables_can_be_quoted(blank_report: Report) -> None:
    text = (
        "二、主要目标\n预期目标是：\n1.地区生产总值增长5.5%左右\n2.办好民生实事\n"
        "3.新增就业1.5万人\n为此要努力。\n三、收支\n一、税收收入 | 123456 | 5.6\n"
        "增值税 | 45678 | 3.2\n二、非税收入 | 65432 | -2.1\n"
    )
    report = _with_text(blank_report, text)
    assert [text[chunk.start : chunk.end] for chunk in chunk_report(report, 200)] == [
        "预期目标是：",
        "1.地区生产总值增长5.5%左右",
        "2.办好民生实事",
        "3.新增就业1.5万人\n为此要努力。",
        "一、税收收入 | 123456 | 5.6\n增值税 | 45678 | 3.2\n二、非税收入 | 65432 | -2.1",
    ]


def test_cuts_fall_at_the_best_place_there_is() -> None:
    line, sentence, part, clause = "行" * 40, "句" * 30 + "。", "分" * 30 + "；", "逗" * 30 + "，"
    assert _pieces(f"{line}\n{line}", 50) == [line, line]
    assert _pieces(sentence * 3, 70) == [sentence * 2, sentence]
    assert _pieces(f"{part}{part}{sentence}", 70) == [part * 2, sentence]
    assert _pieces(f"{clause}{clause}{sentence}", 50) == [clause, clause, sentence]
    assert _pieces("字" * 120, 50) == ["字" * 50, "字" * 50, "字" * 20]


def test_short_lines_share_a_chunk() -> None:
    assert _pieces("一行。\n\n\u3000\u3000二行。\n", 50) == ["一行。\n\n\u3000\u3000二行。"]


def test_sentences_end_with_their_closing_marks_and_with_lines() -> None:
    text = "甲。乙！）丙？！\n\u3000丁“戊。己”庚。辛……壬"
    told = [text[start:end] for start, end in sentences(text)]
    assert told == ["甲。", "乙！）", "丙？！", "丁“戊。己”庚。", "辛……", "壬"]
    assert sentences("") == sentences(" \n") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("比2013\n年下降。丁", ["比2013\n年下降。", "丁"]),
        ("面积750\n平方公里。丁", ["面积750\n平方公里。", "丁"]),
        ("由13.0:\n54.2调整。丁", ["由13.0:\n54.2调整。", "丁"]),
        ("共12\n二、丁", ["共12", "二、丁"]),
        ("启动《\n规划\n》，健全。丁", ["启动《\n规划\n》，健全。", "丁"]),
        ("收入由\n115.9亿元增加。", ["收入由\n115.9亿元增加。"]),
        ("甲、\n乙，\n丙", ["甲、\n乙，\n丙"]),
        ("工作回顾\n2020年，忙。", ["工作回顾", "2020年，忙。"]),
        ("重点工作\n1、修路。", ["重点工作", "1、修路。"]),
        ("重点工作，\n\u3000修路。", ["重点工作，", "修路。"]),
        ("甲。\n115.9亿元。", ["甲。", "115.9亿元。"]),
    ],
)
def test_a_line_that_breaks_within_a_sentence_ends_none(text: str, told: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == told


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“" * 50_000, id="opening quotes"),
        pytest.param("”" * 50_000, id="closing quotes"),
        pytest.param("“”" * 25_000, id="empty quotes"),
        pytest.param("“" * 25_000 + "”" * 25_000, id="nested quotes"),
        pytest.param("“《（「" * 12_500, id="mixed openings"),
        pytest.param("9" * 50_000, id="a number"),
        pytest.param("1," * 25_000, id="figures and commas"),
        pytest.param("甲" * 50_000, id="one sentence"),
        pytest.param("。" * 50_000, id="full stops"),
        pytest.param("\n" * 50_000, id="blank lines"),
        pytest.param("甲\n" * 25_000, id="short lines"),
        pytest.param("1、" * 25_000, id="list marks"),
        pytest.param("一、甲\n" * 10_000, id="headings"),
    ],
)
def test_hostile_text_is_cut_quickly(blank_report: Report, text: str) -> None:
    started = time.process_time()
    chunks = chunk_report(_with_text(blank_report, text), 200)
    assert time.process_time() - started < 3
    assert all(chunk.end - chunk.start <= 200 for chunk in chunks)


def test_the_context_names_title_year_and_headings_and_is_no_part_of_the_chunk(
    blank_report: Report,
) -> None:
    report = _with_text(blank_report, "一、成效\n（一）立法。制定规章3件。\n")
    (chunk,) = chunk_report(report, 200)
    assert report.text[chunk.start : chunk.end] == "（一）立法。制定规章3件。"
    told = context(report, chunk)
    assert all(words in told for words in ("云溪2021", "一、成效", "（一）立法"))
    assert "3件" not in told
    untitled = replace(report, title="工作总结", year=2021)
    assert "2021年" in context(untitled, chunk)


_CUT_BY_A_PAGE = "全年工作扎实推进，多项指标的总量或者增幅排在全区前列，其中：港口"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (f"{_CUT_BY_A_PAGE}\n1\n货物吞吐量9024万吨。", True),
        (f"{_CUT_BY_A_PAGE}\xa0\n\n- 12 -\n\n\xa0 \n货物吞吐量9024万吨。", True),
        ("港口\n1\n货物吞吐量9024万吨。", False),  # a table
        (f"{_CUT_BY_A_PAGE}\n1\n1、货物吞吐量9024万吨。", False),
        (f"{_CUT_BY_A_PAGE}。\n1\n货物吞吐量9024万吨。", False),
        (f"{_CUT_BY_A_PAGE}\n2011\n货物吞吐量9024万吨。", False),
    ],
)
def test_a_page_number_does_not_end_a_sentence(text: str, whole: bool) -> None:
    assert (sentences(text) == [(0, len(text))]) is whole


_CUT_BY_A_LINE = "全年工作扎实推进，多项指标的总量或者增幅排在全区前列，城市公共交通"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (f"{_CUT_BY_A_LINE}开通BRT\n线路6条，出行方便。", True),
        (f"{_CUT_BY_A_LINE}达到AAAA \n级标准。", True),
        (f"{_CUT_BY_A_LINE}和全市\nGDP达到新水平。", True),
        (f"{_CUT_BY_A_LINE}新建道路\n11条，出行方便。", True),
        (f"{_CUT_BY_A_LINE}路线达到11\n条，出行方便。", True),
        ("开通BRT\n线路6条，出行方便。", False),  # a title, a table
        ("Report on the work of the government of Yunxi\n云溪市政府工作报告。", False),
        (f"{_CUT_BY_A_LINE}开通BRT\n二、出行方便。", False),
        (f"{_CUT_BY_A_LINE}开通BRT\n一是出行方便。", False),
        (f"{_CUT_BY_A_LINE}新建道路\n3.新增线路。", False),
        (f"{_CUT_BY_A_LINE}新建道路\n2020年，出行方便。", False),
        (f"{_CUT_BY_A_LINE}开通BRT。\n线路6条，出行方便。", False),
    ],
)
def test_a_long_line_that_ends_by_letters_or_a_number_ends_no_sentence(
    text: str, whole: bool
) -> None:
    assert (sentences(text) == [(0, len(text))]) is whole
