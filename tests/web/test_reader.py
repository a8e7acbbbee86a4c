"""The reading pane has every line of the report, once, at its own offsets."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reportqa.reading.lines import BLANK, lines_of, paragraph_number
from reportqa.types import Report, Section
from reportqa.web.reader import pane

from . import fakes


def _plain(text: str, *sections: Section, title: str = "") -> Report:
    return Report("id", title, None, None, "a.txt", "0", text, sections)


@given(st.text("甲乙\n\r\u2028 　\u2003\ufeff\t\x00😀<", max_size=60))
def test_blocks_are_the_non_blank_lines(text: str) -> None:
    shown = pane(_plain(text))
    spans = [(b["start"], b["end"]) for b in shown["blocks"]]
    # As citations count them.
    assert [text[start:end].strip(BLANK) for start, end in spans] == [
        line.text for line in lines_of(text)
    ]
    assert [b["number"] for b in shown["blocks"]] == [
        paragraph_number(text, line.start) for line in lines_of(text)
    ]
    assert len(shown["text"]) == len(text)


def test_the_shipped_report_has_title_headings_and_leads() -> None:
    report = fakes.shipped()
    shown = pane(report)
    blocks = shown["blocks"]
    assert [b["kind"] for b in blocks[:5]] == [
        "title",
        "title",
        "paragraph",
        "heading",
        "paragraph",
    ]
    assert [report.text[b["start"] : b["end"]] for b in blocks if b["kind"] == "heading"] == [
        "一、2020年度工作主要成效",
        "二、存在的问题",
        "三、下一步工作安排",
    ]
    leads = [report.text[b["start"] : b["start"] + b["lead"]] for b in blocks if b["lead"]]
    assert len(leads) == 15
    assert leads[0] == "（一）夯实法治政府建设主体责任，加强依法行政工作组织领导。"
    assert [e["level"] for e in shown["outline"]][:3] == [1, 2, 2]


def test_paragraph_numbers_are_those_of_citations() -> None:
    report = fakes.shipped()
    for block in pane(report)["blocks"]:
        assert fakes.cite(report, block["start"], block["end"]).paragraph == block["number"]


def test_a_heading_that_ends_before_its_text_is_a_lead() -> None:
    text = "第一条 目的。为了规范……制定本办法。"
    lead = pane(_plain(text, Section(("第一条 目的",), 0, 7, len(text))))["blocks"][0]
    assert (lead["kind"], lead["lead"]) == ("paragraph", 7)


def test_a_long_line_with_an_unknown_heading_stays_text() -> None:
    text = "一、" + "字" * 200
    block = pane(_plain(text, Section(("别的",), 0, 0, len(text))))["blocks"][0]
    assert (block["kind"], block["lead"]) == ("paragraph", 0)


def test_an_empty_report_is_empty() -> None:
    shown = pane(_plain(""))
    assert (shown["blocks"], shown["outline"], shown["text"]) == ([], [], "")


def test_lines_know_the_page_that_they_begin_on() -> None:
    report = replace(_plain("甲\n乙丙\n丁"), pages=(0, 3))
    assert [b["page"] for b in pane(report)["blocks"]] == [1, 1, 2]
    assert pane(report)["pages"] == 2
    assert [b["page"] for b in pane(_plain("甲"))["blocks"]] == [None]
