"""A response on a terminal."""

from dataclasses import replace

import pytest

from reportqa.cli.answers import show_response
from reportqa.types import (
    Answer,
    Citation,
    OutlineItem,
    Passage,
    Refusal,
    Response,
    Scores,
    SeriesGap,
    SeriesPoint,
)


def test_what_a_report_holds_does_not_act_on_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    acting = "甲\x1b]0;名\x07\x1b[2J乙\x7f\x9b丙"
    citation = Citation("a", acting, None, None, "a.txt", (), 1, 0, 9, None, f"《{acting}》第1段")
    passage = Passage(1, acting, citation, Scores(0.0, 0.0, 0.0))
    show_response(Response("问", None, Refusal("unsure", acting), (passage,)))
    shown = capsys.readouterr().out
    assert shown.count("甲␛]0;名␇␛[2J乙␡\ufffd丙") == 3
    assert not any(character in shown for character in "\x1b\x07\x7f\x9b")


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        (((12, 14),), "意识"),
        (((12, 14), (15, 18), (19, 22)), "意识；监督；公开"),
        (((12, 14), (22, 222)), f"意识；{'长' * 116}…"),
    ],
    ids=["one", "a list over a line's end", "a long list"],
)
def test_all_items_of_a_list_are_said(
    capsys: pytest.CaptureFixture[str], spans: tuple[tuple[int, int], ...], said: str
) -> None:
    citation = Citation("a", "报告", None, None, "a.txt", (), 1, 10, 222, None, "《报告》第1段")
    quote = f"是意识，监\n督、公\n开{'长' * 200}"
    answer = Answer("意识", f"有{quote}", 0.9, 0.9, "high", citation, spans)
    show_response(Response("问", answer, None, ()))
    shown = capsys.readouterr().out
    assert shown == f"{said}\n有{quote}\n——《报告》第1段（把握：高）\n"


def test_a_cell_is_said_below_the_name_of_its_column(capsys: pytest.CaptureFixture[str]) -> None:
    citation = Citation("a", "报告", None, None, "a.txt", (), 1, 0, 8, None, "《报告》第1段")
    column = "罚没（万元）"
    answer = Answer("3", "水务局 | 3", 0.9, 0.9, "high", citation, ((6, 7),), column=column)
    show_response(Response("问", answer, None, ()))
    assert capsys.readouterr().out == "罚没（万元）：3\n水务局 | 3\n——《报告》第1段（把握：高）\n"


def test_headings_that_answer_stand_below_one_another(capsys: pytest.CaptureFixture[str]) -> None:
    def citation(paragraph: int) -> Citation:
        return Citation("a", "报告", None, None, "a.txt", (), paragraph, 0, 4, None, "《报告》")

    outline = (OutlineItem(1, "成效", citation(2)), OutlineItem(2, "立法", citation(3)))
    answer = Answer("成效", "一、成效", 0.9, 0.9, "high", citation(2), ((2, 4),), outline=outline)
    show_response(Response("问", answer, None, ()))
    assert capsys.readouterr().out == (
        "成效　第2段\n    立法　第3段\n——《报告》的各级标题（把握：高）\n"
    )


def test_figures_of_places_and_years_are_told_with_what_is_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    citation = Citation("a", "报告", None, None, "a.txt", (), 1, 0, 3, None, "《报告》第1段")
    points = (
        SeriesPoint(2019, "3件", "3件。", citation, ((0, 2),)),
        SeriesPoint(2019, "4件", "4件。", citation, ((0, 2),), "甲市"),
        SeriesPoint(None, "5件", "5件。", citation, ((0, 2),), "乙市"),
    )
    missing = (SeriesGap(2018), SeriesGap(2020, "甲市"), SeriesGap(place="丙市"))
    answer = Answer("3件", "3件。", 0.9, 0.9, "high", citation, ((0, 2),), points, missing)
    show_response(Response("问", answer, None, ()))
    told = (
        "2019年  3件  《报告》第1段\n甲市2019年  4件  《报告》第1段\n乙市  5件  《报告》第1段\n"
        "报告里没有找到：2018年、甲市2020年、丙市\n"
    )
    assert capsys.readouterr().out == told
    show_response(Response("问", replace(answer, comparing=True), None, ()))
    note = "报告问答不作比较或计算，下面是报告里各自的数字，请自己比较。\n"
    assert capsys.readouterr().out == note + told
