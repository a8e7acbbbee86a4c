"""Which years a report is about, told from its title, its date and its headings."""

import pytest

from reportqa.reading.dates import Dates, is_planning, is_work_report, plan_span, recognise_dates
from reportqa.years import YearRange


@pytest.mark.parametrize(
    ("title", "text", "looks_back"),
    [
        ("2014年云溪区政府工作报告", "", True),
        ("云溪市人民政府2014年工作报告", "", True),
        ("云溪市2014年工作报告", "", True),
        ("工作报告", "", True),
        ("在云溪市第五届人民代表大会上的工作报告", "", True),
        ("云溪市中级人民法院工作报告", "", True),
        ("云溪市人民检察院2023年工作报告", "", True),
        ("云溪市人大常委会工作报告", "", True),
        ("云溪市人民代表大会常务委员会工作报告", "", True),
        ("a", "各位代表：\n我代表市人民政府作工作报告。", True),
        ("云溪市2023年法治政府建设工作报告", "", False),
        ("云溪市2023年法治政府工作报告", "", False),
        ("云溪市司法局2023年依法行政工作报告", "", False),
        ("云溪市司法局2023年工作报告", "", False),
        ("关于2022年预算执行和其他财政收支的审计工作报告", "", False),
        ("云溪市2023年政府信息公开工作报告", "", False),
        ("依法治市工作报告", "", False),
        ("云溪市2014年度政府工作报告", "", False),
        ("云溪市2023年法治政府建设情况报告", "落实政府工作报告的部署。", False),
        ("a", "正文。", False),
        ("", "", False),
    ],
)
def test_reports_that_look_back_on_the_year_before(title: str, text: str, looks_back: bool) -> None:
    assert is_work_report(title, text) is looks_back


@pytest.mark.parametrize(
    ("heading", "plans"),
    [
        ("一、2023年重点工作推进情况", False),
        ("一、2023年主要工作开展情况", False),
        ("二、法治政府建设重点任务落实情况", False),
        ("一、党政主要负责人履职情况", False),
        ("一、“十三五”规划实施情况", False),
        ("一、2023年计划执行情况", False),
        ("二、2024年重点工作", True),
        ("二、2024年主要工作", True),
        ("三、情况", None),
        ("", None),
    ],
)
def test_headings_that_plan_or_look_back(heading: str, plans: bool | None) -> None:
    assert is_planning(heading) is plans


@pytest.mark.parametrize(
    ("title", "span"),
    [
        ("云溪市国民经济和社会发展第十四个五年规划和2035年远景目标纲要", YearRange(2021, 2025)),
        ("云溪市第十四个五年规划和二〇三五年远景目标纲要", YearRange(2021, 2025)),
        ("云溪市“十四五”规划纲要", YearRange(2021, 2025)),
        ("关于印发“十二五”水利发展规划的通知", YearRange(2011, 2015)),
        ("法治政府建设实施纲要（2021－2025年）", YearRange(2021, 2025)),
        ("三年行动计划（2021年至2023年）", YearRange(2021, 2023)),
        ("云溪市2035年远景目标纲要", None),
        ("“十三五”规划实施情况的报告", None),
        ("“十三五”规划中期评估报告", None),
        ("2018—2022年工作总结", None),
        ("2024年工作计划", None),
        ("", None),
    ],
)
def test_the_years_of_a_plan(title: str, span: YearRange | None) -> None:
    assert plan_span(title) == span


@pytest.mark.parametrize(
    ("title", "text", "dates"),
    [
        (
            "云溪市2023年法治政府建设工作报告",
            "一、主要做法\n好。\n二、下一步打算\n好。",
            Dates(2023, 2024, None),
        ),
        (
            "关于2022年预算执行的审计工作报告",
            "——2023年6月26日在会议上\n一、财政管理审计\n好。",
            Dates(2022, None, "2023-06-26"),
        ),
        (
            "云溪市2023年法治政府建设年度报告",
            "一、重点任务落实情况\n好。",
            Dates(2023, None, None),
        ),
        (
            "云溪市司法局工作总结",
            "一、2023年重点工作推进情况\n好。\n二、2024年工作思路\n好。",
            Dates(2023, 2024, None),
        ),
        ("总结", "云溪市2023年工作总结和2024年工作思路\n好。", Dates(2023, None, None)),
        (
            "云溪市国民经济和社会发展第十四个五年规划和2035年远景目标纲要",
            "（2021年2月5日云溪市人民代表大会批准）\n第一章 2020年发展成就\n好。",
            Dates(None, 2025, "2021-02-05"),
        ),
        (
            "政府工作报告",
            "一、2020年工作回顾\n好。\n二、2035年远景目标\n好。\n三、2021年工作安排\n好。",
            Dates(2020, 2021, None),
        ),
        ("云溪市2035年远景目标纲要", "好。", Dates(None, None, None)),
        (
            "政府工作报告",
            "发布日期：2025年03月15日 来源：云溪市政府办\n——2023年1月10日在云溪市人民代表大会上",
            Dates(2022, 2023, "2023-01-10"),
        ),
        (
            "政府工作报告",
            "更新时间：2025年3月15日\n2023年1月10日\n",
            Dates(2022, 2023, "2023-01-10"),
        ),
        ("统计公报", "来源：云溪市统计局 2024年3月15日\n", Dates(None, None, "2024-03-15")),
        ("统计公报", "发布时间：2024-03-15 09:30\n来源：统计局", Dates(None, None, "2024-03-15")),
        ("统计公报", "好。\n2024.3.15\n", Dates(None, None, "2024-03-15")),
        ("统计公报", "时间：2024/03/15", Dates(None, None, "2024-03-15")),
        # A day that no calendar has, a version, an address, and two marks that are not one date.
        ("统计公报", "2023年2月29日\n2024年3月15日", Dates(None, None, "2024-03-15")),
        ("统计公报", "2024年13月45日", Dates(None, None, None)),
        ("统计公报", "2024.3.15.2", Dates(None, None, None)),
        ("统计公报", "电话：12024-03-15", Dates(None, None, None)),
        ("统计公报", "2024年3.15%", Dates(None, None, None)),
        ("统计公报", "2024-03.15", Dates(None, None, None)),
        ("", "", Dates(None, None, None)),
    ],
)
def test_years_and_date(title: str, text: str, dates: Dates) -> None:
    assert recognise_dates(title, "a", f"{title}\n{text}") == dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            "云溪市垃圾管理办法\n"
            "（2023年8月14日云溪市人民政府令第19号公布，自2023年10月1日起施行，原办法同时废止）\n",
            "2023-08-14",
        ),
        (
            "关于培训的通知\n正文。\n云溪市教育局\n2024年3月8日\n附件1\n"
            + "甲 | 1\n" * 12
            + "2024年5月1日\n乙 | 2\n" * 6,
            "2024-03-08",
        ),
        ("大事记\n" + "开会。\n" * 12 + "2024年3月8日\n" + "开会。\n" * 12, None),
    ],
    ids=["a note below the title", "above appendices", "days of a chronicle"],
)
def test_when_a_document_was_given(text: str, date: str | None) -> None:
    assert recognise_dates("a", "a", text).date == date
