"""One indicator over the years."""

from pathlib import Path

import pytest

from reportqa.answering import ask
from reportqa.answering.questions import understand
from reportqa.answering.series import for_year, is_series
from reportqa.index import Index
from reportqa.index.building import build
from reportqa.searching.scope import Scope
from toys import ToyEncoder


@pytest.mark.parametrize(
    ("question", "years", "series"),
    [
        ("2018年到2020年生产总值分别是多少？", (2018, 2019, 2020), True),
        ("2018年生产总值是多少？", (2018,), False),
        ("2020年比2018年增加多少？", (2018, 2020), False),
        ("2018年和2019年有哪些问题？", (2018, 2019), False),
        ("2018年、2019年的产量分别是？", (2018, 2019), True),
        ("2020年生产总值较2019年增长多少？", (2020, 2019), False),
        ("2020年产量比起2019年怎样？", (2020, 2019), False),
        ("城镇化率从2010年的多少提高到2015年的多少？", (2010, 2015), False),
        ("2018年到2020年产量平均每年增长多少？", (2018, 2019, 2020), False),
        ("2010年产量是2005年的几倍？", (2010, 2005), False),
        ("率从2005年的54.3%提高到2010年的多少？", (2005, 2010), False),
        ("2018年到2020年产量年均增长分别是多少？", (2018, 2019, 2020), True),
        ("2018年到2020年的年均气温是多少？", (2018, 2019, 2020), True),
    ],
)
def test_what_is_a_series(question: str, years: tuple[int, ...], series: bool) -> None:
    assert is_series(understand(question), Scope(years=years)) is series


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("2018年到2020年生产总值分别是多少", "2019年生产总值是多少"),
        ("云溪区2018、2019和2020年的产量各是多少", "云溪区2019年产量是多少"),
        ("2018至2020年每年的产量", "2019年产量"),
        ("2018年、2019年各级拨款各多少", "2019年各级拨款多少"),
        ("1999、2000年末存款", "2019年末存款"),
        ("2018—21年末存款", "2019年末存款"),
        ("历年生产总值是多少", "2019年生产总值是多少"),
        ("近三年全区的产量分别是多少", "2019年全区的产量是多少"),
        ("2018至21年失业率分别是多少", "2019年失业率是多少"),
    ],
)
def test_the_same_question_for_one_year(question: str, asked: str) -> None:
    assert for_year(question, 2019) == asked


def _library(folder: Path) -> Index:
    reports = folder / "reports"
    reports.mkdir()
    for year, total in ((2018, "98.7"), (2019, "105.2"), (2021, "130.4")):
        text = (
            f"云溪区{year + 1}年政府工作报告\n各位代表：\n一、{year}年工作回顾\n"
            f"全区生产总值完成{total}亿元。教育支出增加3亿元。\n"
            f"二、{year + 1}年工作安排\n做好各项工作。\n"
        )
        (reports / f"{year + 1}.txt").write_text(text, encoding="utf-8")
    encoder = ToyEncoder()
    build([reports], folder / "index", encoder=encoder)
    return Index.load(folder / "index", encoder=encoder)


def test_each_year_is_cited_from_its_own_report_and_a_missing_one_is_said(tmp_path: Path) -> None:
    index = _library(tmp_path)
    response = ask(index, "2018年到2021年全区生产总值分别是多少亿元？")
    assert response.answer is not None
    assert response.answer.series is not None
    rows = [(point.year, point.text, point.citation.source) for point in response.answer.series]
    assert rows == [
        (2018, "98.7亿元", "2019.txt"),
        (2019, "105.2亿元", "2020.txt"),
        (2021, "130.4亿元", "2022.txt"),
    ]
    assert response.answer.missing_years == (2020,)
    for point in response.answer.series:
        cited = index.report(point.citation.report_id).text
        assert cited[point.citation.start : point.citation.end] == point.quote
        assert point.text in point.quote
    firsts = [passage.citation.source for passage in response.passages[:3]]
    assert firsts == ["2019.txt", "2020.txt", "2022.txt"]


def _two_places(folder: Path) -> Index:
    reports = folder / "reports"
    reports.mkdir()
    for place, year, back, plan in (
        ("云溪区", 2018, "全区生产总值完成98.7亿元。", "全区生产总值达到150亿元。"),
        ("云溪区", 2019, "全区生产总值完成105.2亿元。", "全区生产总值达到160亿元。"),
        ("云溪区", 2020, "全区生产总值完成118亿元。", "多做好事。"),
        ("青山区", 2019, "2019年全区生产总值完成77亿元。", "多做好事。"),
    ):
        (reports / f"{place}{year + 1}.txt").write_text(
            f"{place}{year + 1}年政府工作报告\n各位代表：\n一、{year}年工作回顾\n{back}\n"
            f"二、{year + 1}年工作安排\n{plan}\n",
            encoding="utf-8",
        )
    encoder = ToyEncoder()
    build([reports], folder / "index", encoder=encoder)
    return Index.load(folder / "index", encoder=encoder)


def test_a_series_is_of_one_place_and_of_results(tmp_path: Path) -> None:
    response = ask(_two_places(tmp_path), "2018年到2021年全区生产总值分别是多少亿元？")
    assert response.answer is not None
    assert response.answer.series is not None
    rows = [(point.text, point.citation.source) for point in response.answer.series]
    assert rows == [
        ("98.7亿元", "云溪区2019.txt"),
        ("105.2亿元", "云溪区2020.txt"),
        ("118亿元", "云溪区2021.txt"),
    ]
    assert response.answer.missing_years == (2021,)


def test_a_series_of_years_that_no_report_has_is_refused(tmp_path: Path) -> None:
    response = ask(_library(tmp_path), "1998年到2000年全区生产总值分别是多少亿元？")
    assert response.refusal is not None
    assert response.refusal.reason == "missing_year"
    assert "1998年、1999年、2000年" in response.refusal.message
    assert "2018—2019年、2021年" in response.refusal.message


@pytest.mark.parametrize(
    ("question", "told", "words", "series"),
    [
        ("2018年到2020年全区新建学校多少所？", "三年新建学校9所。", "9所", None),
        ("2018年到2020年全区分别新建学校多少所？", "三年新建学校9所。", "2所", ["2所", "3所"]),
        ("2018年到2020年全区新建学校多少所？", "新建学校4所。", "2所", ["2所", "3所", "4所"]),
    ],
)
def test_what_several_years_came_to_together_outweighs_a_series(
    tmp_path: Path, question: str, told: str, words: str, series: list[str] | None
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for year, back in ((2018, "新建学校2所。"), (2019, "新建学校3所。"), (2020, told)):
        text = (
            f"云溪区{year + 1}年政府工作报告\n各位代表：\n一、{year}年工作回顾\n{back}\n"
            f"二、{year + 1}年工作安排\n做好各项工作。\n"
        )
        (reports / f"{year + 1}.txt").write_text(text, encoding="utf-8")
    encoder = ToyEncoder()
    build([reports], tmp_path / "index", encoder=encoder)
    answer = ask(Index.load(tmp_path / "index", encoder=encoder), question).answer
    assert answer is not None
    assert answer.text == words
    points = None if answer.series is None else [point.text for point in answer.series]
    assert points == series
