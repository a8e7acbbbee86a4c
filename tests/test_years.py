import pytest

from reportqa.years import YearRange, named_years, plan_periods, relative_years, year_ranges


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2014年完成多少", (2014,)),
        ("2005年到2008年粮食总产量", (2005, 2006, 2007, 2008)),
        ("2015—2020年", (2015, 2016, 2017, 2018, 2019, 2020)),
        ("2003-07年", (2003, 2004, 2005, 2006, 2007)),
        ("1998、1999、2000年分别", (1998, 1999, 2000)),
        ("2019和2020年", (2019, 2020)),
        ("98年和05年", (1998, 2005)),
        ("九十年代", ()),
        ("80年代", ()),
        ("2000万元", ()),
        ("2020个项目", ()),
        ("2000套保障房和2000多名群众，2019公里、2010家", ()),
        ("采购2000台，1998座，2000盏", ()),
        ("2020人均收入和2019户籍人口、2018项目投资", (2020, 2019, 2018)),
        ("土地使用权70年，成立70年", ()),
        ("2020多少件，2020名单，2020家庭收入", (2020,)),
        ("12345年", ()),
        ("共发放资料2000份、立案2010起、受理2018条、2005处、2001位", ()),
        ("2020条件成熟，2019处理，2018位居，2017例如，2016支出", (2020, 2019, 2018, 2017, 2016)),
        ("发布日期：2008-12-31", (2008,)),
        ("党龄70年的老党员，有80年历史", ()),
        ("10年来", ()),
        ("in 2020?", (2020,)),
        ("1978年到2020年", (2020, 1978)[::-1]),
        ("", ()),
    ],
)
def test_named_years(text: str, years: tuple[int, ...]) -> None:
    assert named_years(text) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("今年要做", {2014}),
        ("比去年增长", {2013}),
        ("上年结转，前年开工", {2013, 2012}),
        ("明年建成", {2015}),
        ("以前年度欠税，10万元以上年薪", set()),
        ("提前年底完成，文明年，相当年，日本年均，过去年代", set()),
        ("本年度，上年度", {2014, 2013}),
        ("一年又一年", set()),
    ],
)
def test_relative_years(text: str, years: set[int]) -> None:
    assert relative_years(text, 2014) == years


def test_plan_periods() -> None:
    assert plan_periods("“十二五”期间和十三五规划") == (
        YearRange(2011, 2015),
        YearRange(2016, 2020),
    )
    assert plan_periods("“六五”计划") == (YearRange(1981, 1985),)
    assert plan_periods("第十四个五年规划和“十五”计划") == (
        YearRange(2021, 2025),
        YearRange(2001, 2005),
    )
    assert plan_periods("第十四个五年规划，“十四五”规划") == (YearRange(2021, 2025),)
    assert plan_periods("十五个项目，第十四个项目，第三个五年，五年规划") == ()


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("(2021-2025年)", (YearRange(2021, 2025),)),
        ("2003-07年和2011年至2015年", (YearRange(2003, 2007), YearRange(2011, 2015))),
        ("2025-2021年", ()),
        ("1949-2021年", ()),
        ("2021年", ()),
    ],
)
def test_year_ranges(text: str, ranges: tuple[YearRange, ...]) -> None:
    assert year_ranges(text) == ranges
