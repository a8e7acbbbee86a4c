"""What a question names, and how chunks agree with it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.searching.agreement import agreement, agreement_at_most, reports_meant, sets_targets
from reportqa.searching.coverage import covered_years, years_reported
from reportqa.searching.scope import Scope, asks_for_result, scope_of, without_report_years
from reportqa.types import Chunk, Report

_TEXT = "全区生产总值完成98.7亿元。比2010年翻了一番。"


def _report(place: str | None, year: int | None, kind: str = "政府工作报告") -> Report:
    return Report(
        id=f"{place}{year}",
        title="政府工作报告",
        issuer=None,
        year=year,
        source=f"{place}/{year}.txt",
        sha256="",
        text=_TEXT,
        sections=(),
        place=place,
        kind=kind,
        plan_year=year + 1 if year else None,
    )


_REPORTS = [_report("云溪区", year) for year in (2011, 2012, 2013)] + [_report("全国", 2013)]


@pytest.mark.parametrize(
    ("question", "scope"),
    [
        ("生产总值是多少？", Scope()),
        ("云溪区2013年生产总值完成多少？", Scope((2013,), (), ("云溪区",), (), False)),
        ("云溪2014年的增长目标是多少", Scope((2014,), (), ("云溪区",), (), True)),
        ("2014年政府工作报告里，去年完成了多少？", Scope((2013,), (2014,), (), (), False)),
        ("2014年的工作报告提出今年计划新增多少", Scope((2014,), (2014,), (), (), True)),
        ("2012年到2014年分别是多少", Scope((2012, 2013, 2014), (), (), (), None)),
        ("全国2013年粮食产量", Scope((2013,), (), ("全国",), (), None)),
        ("2013年创建国家级生态乡镇几个，中央资金多少", Scope((2013,), (), (), (), None)),
        ("国务院2014年报告说了什么", Scope((), (2014,), ("全国",), (), None)),
        ("北京2013年生产总值", Scope((2013,), (), (), ("北京",), None)),
        ("怎样维护长治久安，推广安全知识", Scope()),
        ("医保定点机构和长治的产量", Scope((), (), (), ("长治",), None)),
        ("2013年向人大常委会报告工作多少次", Scope((2013,), (), (), (), None)),
        ("2013年全区报告传染病多少例", Scope((2013,), (), (), (), None)),
        ("2011年到2013年累计实施各类项目多少个", Scope((2013,), (), (), (), None)),
        ("2013年完成环评报告的企业有多少家？", Scope((2013,), (), (), (), False)),
        ("2013年出具审计报告的数量是多少？", Scope((2013,), (), (), (), None)),
        ("2013年有多少部门公开了年度报告？", Scope((2013,), (), (), (), None)),
        ("2013年被确定为省级示范村的有多少个？", Scope((2013,), (), (), (), None)),
        ("2013年雨露计划资助学生多少名？", Scope((2013,), (), (), (), None)),
        ("2013年安排残疾人就业多少人？", Scope((2013,), (), (), (), None)),
        ("2013年计划完成情况如何", Scope((2013,), (), (), (), False)),
        ("計劃生育率是多少", Scope()),
        ("“十一五”期间新增就业多少", Scope()),
        ("“十二五”期间新增就业多少", Scope((2011,), (), (), (), None)),
        ("2013年安排农村经费多少", Scope((2013,), (), (), (), True)),
        ("2013年安排了农村经费多少", Scope((2013,), (), (), (), None)),
        ("“十二五”的增长目标", Scope((2011,), (), (), (), True)),
        ("低保标准比“十二五”末提高多少", Scope()),
        ("产量是“十二五”末的几倍", Scope()),
        ("产量是2005年的几倍", Scope()),
        ("云溪区哪个村蝉联全国文明村镇", Scope((), (), ("云溪区",), (), None)),
        ("谁被评为全国“人民满意的公务员”", Scope()),
        ("低保标准与十二五末相比提高多少", Scope()),
        ("2011年到2013年平均每年投资多少", Scope((2013,), (), (), (), None)),
        ("2011年到2013年三年一共修了多少路", Scope((2013,), (), (), (), False)),
        ("2011年到2013年这三年每年修了多少路", Scope((2011, 2012, 2013), (), (), (), False)),
        ("How much did China export in 2013?", Scope((2013,), (), ("全国",), (), None)),
        ("How much did Anshan export?", Scope((), (), (), ("鞍山",), None)),
        ("anshan的出口", Scope()),
        ("云溪区2013年产值是多少，报告怎么说？", Scope((2013,), (), ("云溪区",), (), None)),
        ("2013年云溪区报告法定传染病多少例", Scope((2013,), (), ("云溪区",), (), None)),
        ("二〇一三年云溪区人均预期寿命", Scope((2013,), (), ("云溪区",), (), None)),
        ("2013年被认定为示范区的有几个", Scope((2013,), (), (), (), None)),
        ("2013年云溪区财政想收多少", Scope((2013,), (), ("云溪区",), (), True)),
        ("全国人大", Scope((), (), ("全国",), (), None)),
        ("云溪区的口岸在全国边境口岸里排第几", Scope((), (), ("云溪区",), (), None)),
        ("哪个县被评为全国园林化县城", Scope()),
        ("云溪区有哪些企业进入中国企业500强", Scope((), (), ("云溪区",), (), None)),
        ("2013年云溪区修路多少（2013年报告）", Scope((2013,), (2013,), ("云溪区",), (), None)),
        ("国家赔偿案件、国家5A级景区、中央环保督察", Scope()),
        ("2013年全区累计报告确诊多少例", Scope((2013,), (), (), (), None)),
        ("云溪区2013年以来新增多少", Scope((), (), ("云溪区",), (), None)),
        ("云政发〔2013〕15号的要求", Scope()),
        ("2013年云溪区政府工作报告里修了多少路", Scope((), (2013,), ("云溪区",), (), False)),
        # Given in 2014, it is called that of 2013 as well.
        ("全国2013年的报告里产量多少", Scope((2013,), (), ("全国",), (), None)),
        ("全国2013年的报告提出的增长目标是多少", Scope((), (2013,), ("全国",), (), True)),
        ("2013年云溪区接待中央代表团几次", Scope((2013,), (), ("云溪区",), (), None)),
        ("2012年和2013年政府工作报告的增长目标", Scope((), (2012, 2013), (), (), True)),
        ("2012、2013年政府工作报告里修了多少路", Scope((), (2012, 2013), (), (), False)),
        ("完成年度目标的百分之多少", Scope(planning=False)),
        ("能耗今年要降多少", Scope(planning=True)),
        ("今年要求培训多少人", Scope()),
        ("今年重要会议多少次", Scope()),
        ("2013年列入计划的项目有多少个", Scope((2013,), (), (), (), None)),
        ("云溪区历年修了多少路", Scope((2011, 2012, 2013), (), ("云溪区",), (), False)),
        ("云溪区近两年修路分别是多少", Scope((2012, 2013), (), ("云溪区",), (), None)),
        # Of 2010 there is no report, which is then told.
        ("云溪区近四年修路各是多少", Scope((2010, 2011, 2012, 2013), (), ("云溪区",), (), None)),
        ("全国历年修了多少路", Scope((), (), ("全国",), (), False)),
        ("云溪区近两年修了多少路", Scope((), (), ("云溪区",), (), False)),
        ("2001年到2003年一共修了多少路", Scope((2001, 2002, 2003), (), (), (), False)),
    ],
)
def test_what_a_question_names(question: str, scope: Scope) -> None:
    assert scope_of(question, _REPORTS) == scope


def test_a_place_that_a_report_of_an_unknown_one_may_be_about_is_not_denied() -> None:
    report = replace(_REPORTS[0], place=None, text="齐齐哈尔三年建设，齐齐哈尔和北京、齐齐哈尔。")
    scope = Scope(other_places=("北京",), listed=("齐齐哈尔", "北京"))
    assert scope_of("齐齐哈尔和北京的产量", [*_REPORTS, report]) == scope
    traditional = replace(report, text="齊齊哈爾三年建設，齊齊哈爾和北京、齊齊哈爾。")
    assert scope_of("齐齐哈尔和北京的产量", [traditional]) == scope
    assert scope.not_held == ("齐齐哈尔", "北京")
    placed = replace(report, place="云溪区")
    assert scope_of("齐齐哈尔的产量", [placed]) == Scope(other_places=("齐齐哈尔",))


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("2021年云溪市政府工作报告里2020年修路多少？", "2020年修路多少?"),
        ("2021年云溪市政府工作报告由谁作的？", "云溪市政府工作报告由谁作的?"),
        ("云溪市2021年工作报告指出，修路多少？", "修路多少?"),
        ("2020年累计报告多少例？", "2020年累计报告多少例?"),
        ("2012年和2013年政府工作报告由谁作的？", "政府工作报告由谁作的?"),
        ("修路多少？", "修路多少?"),
    ],
)
def test_the_year_of_a_report_named_is_left_out(question: str, without: str) -> None:
    assert without_report_years(question) == without


@pytest.mark.parametrize(
    ("question", "scope", "result"),
    [
        ("2013年修路多少", Scope((2013,)), True),
        ("2013年实际修路多少", Scope((2013,), planning=False), True),
        ("修路多少", Scope(), False),
        ("2013年计划修路多少", Scope((2013,), planning=True), False),
        # What a government sets is so once it says so.
        ("2013年低保标准提高多少", Scope((2013,)), False),
        ("2013年补助资金比上年增加多少", Scope((2013,), planning=False), False),
        ("2013年低保标准实际提高多少", Scope((2013,), planning=False), True),
        ("2013年低保标准提高了多少", Scope((2013,), planning=False), True),
        ("2013年要修多少路", Scope((2013,)), False),
        ("2013年打算修多少路", Scope((2013,)), False),
        ("2013年的重要路桥多少座", Scope((2013,)), True),
        ("我想知道2013年修路多少", Scope((2013,)), True),
        ("到2013年修路多少", Scope((2013,)), False),
    ],
)
def test_whether_a_result_is_asked_for(question: str, scope: Scope, result: bool) -> None:
    assert asks_for_result(question, scope) is result


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("2009年经济社会发展的主要目标为：生产总值增长17%。", True),
        ("主要预期目标是：生产总值增长8%。", True),
        ("圆满完成了各项目标任务。", False),
        ("", False),
    ],
)
def test_passages_that_set_targets(text: str, targets: bool) -> None:
    assert sets_targets(text) is targets


def test_a_plan_is_of_none_of_its_years_alone() -> None:
    report = replace(_report("云溪区", 2013), text="“十二五”期间新增就业5万人。")
    chunk = _chunk(report, report.text)
    assert not agreement(Scope(years=(2012,)), report, chunk).agrees
    assert agreement(Scope(years=(2013,)), report, chunk).agrees


def test_a_part_of_a_place_is_another_place() -> None:
    reports = [replace(_REPORTS[0], place="长沙市")]
    inner = Scope(places=("长沙市",), other_places=("长沙县",))
    assert scope_of("长沙市长沙县的产量", reports) == inner
    assert scope_of("长沙市长沙县到2020年的产量", reports).other_places == ("长沙县",)
    assert scope_of("长沙市大连至沈阳高速公路何时开工", reports).other_places == ()
    chunk = _chunk(reports[0], _TEXT)
    assert not agreement(inner, reports[0], chunk).agrees
    told = replace(reports[0], text=f"长沙县{reports[0].text}")
    assert agreement(inner, told, Chunk(told.id, 0, len(told.text))).agrees
    assert scope_of("长沙市的产量", reports) == Scope(places=("长沙市",))


def test_a_five_year_plan_is_of_all_its_years() -> None:
    title = "云溪区国民经济和社会发展第十四个五年规划纲要"
    plan = replace(_REPORTS[0], title=title, kind="规划纲要", year=None, plan_year=2025)
    chunk = _chunk(plan, "全区生产总值完成98.7亿元。")
    years = {
        year: agreement(Scope(years=(year,)), plan, replace(chunk, planning=planning)).agrees
        for year in (2020, 2021, 2023, 2025, 2026)
        for planning in (None, True)
    }
    assert years == {2020: False, 2021: True, 2023: True, 2025: True, 2026: False}
    # Another paper of the same kind and year is of that year alone.
    other = replace(plan, title="云溪区重点工作规划")
    assert covered_years(plan) == {2021, 2022, 2023, 2024, 2025}
    assert covered_years(other) == {2025}


@pytest.mark.parametrize(
    ("scope", "meant"),
    [
        (Scope(), ["云溪区2011", "云溪区2012", "云溪区2013", "全国2013"]),
        (Scope(places=("全国",)), ["全国2013"]),
        (Scope(years=(2013,)), ["云溪区2012", "云溪区2013", "全国2013"]),
        (Scope(report_years=(2012,)), ["云溪区2011"]),
        (Scope(years=(1999,)), []),
    ],
)
def test_the_reports_that_are_meant(scope: Scope, meant: list[str]) -> None:
    assert [report.id for report in reports_meant(scope, _REPORTS)] == meant


def test_a_five_year_plan_is_told_by_the_report_that_closes_or_opens_it() -> None:
    reports = [_report("云溪区", year) for year in (2010, 2013, 2015)]
    assert scope_of("“十二五”期间完成投资多少", reports).years == (2015,)
    assert scope_of("“十二五”时期的预期目标", reports).years == (2011,)
    assert scope_of("“十二五”期间完成投资多少", reports[:1]).years == ()


def _chunk(report: Report, part: str, planning: bool | None = None) -> Chunk:
    start = report.text.index(part)
    return Chunk(report.id, start, start + len(part), planning)


def test_a_look_back_agrees_with_its_own_year_and_plans_with_theirs() -> None:
    report = _report("云溪区", 2013)
    part = "全区生产总值完成98.7亿元。"
    years = {
        (asked, planning): agreement(
            Scope(years=(asked,)), report, _chunk(report, part, planning)
        ).year
        for asked in (2013, 2014)
        for planning in (None, False, True)
    }
    assert years == {
        (2013, None): 1.0,
        (2013, False): 1.0,
        (2013, True): -1.0,
        (2014, None): 0.7,
        (2014, False): -1.0,
        (2014, True): 1.0,
    }


def test_where_no_heading_tells_a_target_is_of_the_year_to_come() -> None:
    report = _report("云溪区", 2013)
    chunk = _chunk(report, "全区生产总值完成98.7亿元。")
    years = {
        (asked, planning): agreement(Scope(years=(asked,), planning=planning), report, chunk).year
        for asked in (2013, 2014)
        for planning in (False, True)
    }
    assert years == {
        (2013, False): 1.0,
        (2013, True): 0.7,
        (2014, False): 0.7,
        (2014, True): 1.0,
    }


def test_a_year_that_is_only_mentioned_agrees_less() -> None:
    report = _report("云溪区", 2013)
    chunk = _chunk(report, "比2010年翻了一番。")
    assert agreement(Scope(years=(2010,)), report, chunk).year == 0.3
    assert agreement(Scope(years=(2013,)), report, chunk).year == 0.7
    assert agreement(Scope(years=(2009,)), report, chunk).year == -1.0


def test_a_sum_over_years_agrees_less_with_one_of_them() -> None:
    report = replace(_report("云溪区", 2013), text="五年累计完成98亿元。2013年累计完成9亿元。")
    summed, own = (
        Chunk(report.id, *span, planning=False) for span in ((0, 11), (11, len(report.text)))
    )
    scope = Scope(years=(2013,))
    assert agreement(scope, report, summed).year == 0.7
    assert agreement(scope, report, own).year == 1.0


def test_another_place_or_report_year_contradicts() -> None:
    report = _report("云溪区", 2013)
    chunk = _chunk(report, _TEXT)
    assert agreement(Scope(places=("云溪区",)), report, chunk).agrees
    assert not agreement(Scope(places=("全国",)), report, chunk).agrees
    assert not agreement(Scope(report_years=(2013,)), report, chunk).agrees
    assert agreement(Scope(report_years=(2014,)), report, chunk).agrees
    assert not agreement(Scope(other_places=("北京",)), report, chunk).agrees
    named = replace(report, text="桐庐建了新桥。")
    assert agreement(Scope(other_places=("桐庐县",)), named, Chunk(named.id, 0, 7)).agrees
    untold = _report(None, 2013)
    assert agreement(Scope(places=("全国",)), untold, _chunk(untold, _TEXT)).agrees
    assert not agreement(Scope(places=("云溪区",)), untold, _chunk(untold, _TEXT)).agrees
    for words in ("云溪加快发展。", "雲溪加快發展。"):
        told = replace(untold, text=f"{untold.text}{words}")
        assert agreement(Scope(places=("云溪区",)), told, _chunk(told, _TEXT)).agrees
        there = _chunk(told, words)
        assert agreement(Scope(other_places=("云溪县",)), told, there).agrees


def test_a_report_of_its_own_year_is_named_by_it() -> None:
    report = _report("云溪区", 2013, kind="年度报告")
    assert agreement(Scope(report_years=(2013,)), report, _chunk(report, _TEXT)).report_year == 1


_SOME_YEARS = st.lists(st.integers(2009, 2014), max_size=2, unique=True).map(tuple)
_SOME_PLACES = st.lists(st.sampled_from(["云溪区", "全国"]), max_size=1).map(tuple)


@given(
    st.builds(
        Scope,
        years=_SOME_YEARS,
        report_years=_SOME_YEARS,
        places=_SOME_PLACES,
        other_places=st.sampled_from([(), ("北京",)]),
        planning=st.sampled_from([None, True, False]),
    ),
    st.sampled_from(_REPORTS),
    st.sampled_from([None, True, False]),
)
def test_no_chunk_agrees_better_than_it_may(
    scope: Scope, report: Report, planning: bool | None
) -> None:
    chunk = Chunk(report.id, 0, len(report.text), planning)
    assert agreement(scope, report, chunk).total() <= agreement_at_most(scope, report, chunk)


def test_the_years_that_reports_look_back_on() -> None:
    notice = replace(_report("云溪区", 2026, "通知"), plan_year=2026)
    reports = [*_REPORTS, notice, _report("云溪区", None), _report("全国", 2009)]
    assert years_reported(reports) == (2009, 2011, 2012, 2013)
    assert years_reported(reports, {"全国"}) == (2009, 2013)
    assert years_reported([]) == ()
