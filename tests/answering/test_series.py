"""One indicator over the years."""

from pathlib import Path

import pytest

from reportqa.answering import ask
from reportqa.answering.series import Member, for_place, for_year, members, members_compared
from reportqa.answering.understanding.questions import understand
from reportqa.index import Index
from reportqa.index.building import build
from reportqa.searching.scope import Scope
from reportqa.types import SeriesGap
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
    found = members(understand(question), question, Scope(years=years))
    assert [one.year for one in found] == (list(years) if series else [])


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


_TWO = ("云溪区", "青山区")


@pytest.mark.parametrize(
    ("question", "scope", "asked"),
    [
        (
            "云溪区和青山区2019年的产量各是多少？",
            Scope((2019,), places=_TWO, listed=_TWO),
            [
                (2019, "云溪区", "云溪区2019年的产量是多少?"),
                (2019, "青山区", "青山区2019年的产量是多少?"),
            ],
        ),
        (
            "云溪、青山两区的产量是多少",
            Scope(places=_TWO, listed=_TWO),
            [
                (None, "云溪区", "云溪区的产量是多少"),
                (None, "青山区", "青山区的产量是多少"),
            ],
        ),
        (
            "云溪区、山外县2018年和2019年的产量分别是多少",
            Scope((2018, 2019), places=("云溪区",), listed=("云溪区", "山外县")),
            [
                (2018, "云溪区", "云溪区2018年产量是多少"),
                (2019, "云溪区", "云溪区2019年产量是多少"),
                (2018, "山外县", "山外县2018年产量是多少"),
                (2019, "山外县", "山外县2019年产量是多少"),
            ],
        ),
        # One of them has no report, and nothing says that each is meant.
        ("云溪区和山外县有多少个项目", Scope(places=("云溪区",), listed=("云溪区", "山外县")), []),
        # A third place is named elsewhere: it may be that which is asked about.
        ("黄石区到云溪区和青山区的路多长", Scope(places=("黄石区", *_TWO), listed=_TWO), []),
        ("云溪区和青山区有哪些问题", Scope(places=_TWO, listed=_TWO), []),
        ("云溪区的产量是多少", Scope(places=("云溪区",)), []),
    ],
)
def test_the_same_question_for_each_place(
    question: str, scope: Scope, asked: list[tuple[int | None, str, str]]
) -> None:
    found = members(understand(question), question, scope)
    assert [(one.year, one.place, one.question) for one in found] == asked
    for one in found:
        assert one.scope.places == (one.place,)
        assert one.scope.years == ((one.year,) if one.year else ())
        assert one.scope.planning is False


def test_more_than_a_score_of_figures_are_not_looked_up() -> None:
    places = tuple(f"{name}区" for name in "甲乙丙丁戊己庚")
    question = f"{'、'.join(places)}2018年到2020年的产量分别是多少"
    scope = Scope((2018, 2019, 2020), places=places, listed=places)
    assert members(understand(question), question, scope) == ()
    assert members_compared(f"{'、'.join(places)}哪个区的产量高", scope) == ()


def test_a_place_takes_the_place_of_its_list() -> None:
    assert for_place("云溪和青山区的产量各多少", "青山区", _TWO) == "青山区的产量多少"


@pytest.mark.parametrize(
    ("question", "scope", "asked"),
    [
        (
            "云溪区和青山区哪个产量高？",
            Scope(places=_TWO, listed=_TWO),
            [(None, "云溪区", "云溪区产量是多少"), (None, "青山区", "青山区产量是多少")],
        ),
        (
            "2018年和2019年哪年的产量更高",
            Scope((2018, 2019)),
            [(2018, None, "2018年产量是多少"), (2019, None, "2019年产量是多少")],
        ),
        ("哪一年的产量最高", Scope(), []),
        ("2019年比2018年高还是低", Scope((2019, 2018)), []),
    ],
)
def test_what_is_to_be_compared_is_asked_of_each(
    question: str, scope: Scope, asked: list[tuple[int | None, str | None, str]]
) -> None:
    found: tuple[Member, ...] = members_compared(question, scope)
    assert [(one.year, one.place, one.question) for one in found] == asked


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


@pytest.mark.parametrize("question", ["云溪区和青山区2019年全区生产总值各是多少亿元？"])
def test_each_place_is_cited_from_its_own_report(tmp_path: Path, question: str) -> None:
    response = ask(_two_places(tmp_path), question)
    assert response.answer is not None
    assert [
        (point.year, point.place, point.text, point.citation.source)
        for point in response.answer.series or ()
    ] == [
        (2019, "云溪区", "105.2亿元", "云溪区2020.txt"),
        (2019, "青山区", "77亿元", "青山区2020.txt"),
    ]
    assert response.answer.missing == ()
    assert not response.answer.comparing


def test_a_place_without_a_report_is_said_to_be_missing(tmp_path: Path) -> None:
    response = ask(_two_places(tmp_path), "云溪区和金华市2019年全区生产总值分别是多少亿元？")
    assert response.answer is not None
    told = [(point.place, point.text) for point in response.answer.series or ()]
    assert told == [("云溪区", "105.2亿元")]
    assert response.answer.missing == (SeriesGap(2019, "金华"),)
    assert response.answer.missing_years == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "2018年和2019年云溪区哪年的全区生产总值高？",
            [(2018, None, "98.7亿元"), (2019, None, "105.2亿元")],
        ),
        (
            "云溪区哪一年的全区生产总值最高？",
            [(2018, None, "98.7亿元"), (2019, None, "105.2亿元"), (2020, None, "118亿元")],
        ),
        (
            "2019年哪个区的全区生产总值最高？",
            [(2019, "云溪区", "105.2亿元"), (2019, "青山区", "77亿元")],
        ),
        (
            "2019年云溪区和青山区的全区生产总值哪个高？",
            [(2019, "云溪区", "105.2亿元"), (2019, "青山区", "77亿元")],
        ),
    ],
)
def test_what_is_to_be_compared_is_shown_whole_and_left_to_the_reader(
    tmp_path: Path, question: str, told: list[tuple[int, str | None, str]]
) -> None:
    response = ask(_two_places(tmp_path), question)
    assert response.answer is not None
    points = response.answer.series or ()
    assert [(point.year, point.place, point.text) for point in points] == told
    assert response.answer.comparing


@pytest.mark.parametrize(
    ("question", "reason", "words"),
    [
        ("2018年和2022年云溪区哪年的全区生产总值高？", "missing_year", "2022年"),
        ("2019年云溪区和金华市的全区生产总值哪个高？", "missing_place", "金华"),
    ],
)
def test_nothing_is_shown_of_which_a_part_is_missing_to_compare(
    tmp_path: Path, question: str, reason: str, words: str
) -> None:
    refusal = ask(_two_places(tmp_path), question).refusal
    assert refusal is not None
    assert refusal.reason == reason
    assert words in refusal.message
