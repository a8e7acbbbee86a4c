import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.figures import find_figures


def _told(text: str) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], found.unit) for found in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("参与网络学法28.4万人次", [("28.4万人次", "人次")]),
        ("答题活动35万余人次", [("35万余人次", "人次")]),
        ("共１２８件", [("１２８件", "件")]),
        ("基站1,206座", [("1,206座", "座")]),
        ("基站１，２０６座", [("１，２０６座", "座")]),
        ("由182项减少至32项", [("182项", "项"), ("32项", "项")]),
        ("50个工作日以内", [("50个工作日以内", "个工作日")]),
        ("第141号", [("第141号", "号")]),
        ("组织两千多名干部", [("两千多名", "名")]),
        ("三百余户和十几个", [("三百余户", "户"), ("十几个", "个")]),
        ("两千万元和三百二十件", [("两千万元", "元"), ("三百二十件", "件")]),
        ("涉案金额达1451.27万元。", [("1451.27万元", "元")]),
        ("12和7", [("12", ""), ("7", "")]),
        ("增长1.2倍", [("1.2倍", "倍")]),
        ("周转量207.3亿吨公里", [("207.3亿吨公里", "吨公里")]),
        ("一是意识不强，全国第三，“十四五”规划", []),
        ("三成员单位", []),
        ("三次产业，开了三次会", [("三次", "次")]),
        ("12个项目，3个部门", [("12个项目", "个项目"), ("3个", "个")]),
        ("39成员单位", [("39", "")]),
        ("一百零五件、两万三千人", [("一百零五件", "件"), ("两万三千人", "人")]),
        (
            "三点五亿元，十三万六千零二十四件",
            [("三点五亿元", "元"), ("十三万六千零二十四件", "件")],
        ),
        ("需3—5个工作日", [("3—5个工作日", "个工作日")]),
        ("补助1000至2000元", [("1000至2000元", "元")]),
        ("由5件至8件", [("5件", "件"), ("8件", "件")]),
        ("处30元以上90元以下罚款", [("30元以上90元以下", "元")]),
        ("3年以上10年以下，2倍以上5倍以内", [("3年以上10年以下", "年"), ("2倍以上5倍以内", "倍")]),
        ("90元以下30元以上", [("90元以下", "元"), ("30元以上", "元")]),
        ("6岁以上90元以下", [("6岁以上", "岁"), ("90元以下", "元")]),
        ("8件以上，90件以下", [("8件以上", "件"), ("90件以下", "件")]),
        ("7月1日至9月30日", [("7月", "月"), ("1日", "日"), ("9月", "月"), ("30日", "日")]),
        ("增长一倍，参加一万人，第一批", [("一倍", "倍"), ("一万人", "人")]),
        ("Ⅰ类水，Ⅲ类以上，Ⅱ级响应，Ⅱ期", [("Ⅰ类", "类"), ("Ⅲ类以上", "类"), ("Ⅱ级", "级")]),
        ("PM2.5、PM10平均浓度下降3微克", [("3微", "微")]),
        ("2021/3/15更新", [("2021", ""), ("3", ""), ("15更", "更")]),
        ("完成1931.5万标箱", [("1931.5万标箱", "标箱")]),
        ("任务如下：12件", [("12件", "件")]),
        ("", []),
    ],
)
def test_figures_stand_with_their_units(text: str, figures: list[tuple[str, str]]) -> None:
    assert _told(text) == figures
    assert not any(found.is_rate or found.is_year for found in find_figures(text))


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("满意率达99.9%以上", "99.9%以上"),
        ("占１２．５％", "１２．５％"),
        ("提高2.1个百分点", "2.1个百分点"),
        ("约占5‰", "5‰"),
        ("占三成", "三成"),
        ("七成以上的企业", "七成以上"),
        ("约3成", "3成"),
        ("增长6%—6.5%", "6%—6.5%"),
        ("控制在3.5%至4%以内", "3.5%至4%以内"),
        ("占三分之一", "三分之一"),
        ("约两成", "两成"),
        ("实现翻番", "翻番"),
        ("占百分之五", "百分之五"),
        ("占百分之三十五点五左右", "百分之三十五点五左右"),
        ("占百分之5.5", "百分之5.5"),
        ("近半企业", "近半"),
        ("增长5·8％", "5·8％"),
        ("调高到百分之八至九", "百分之八至九"),
        ("增长百分之八到一九九○年", "百分之八"),
        ("产值翻两番", "翻两番"),
        ("编制精简1／4。", "1／4"),
        ("占全省的1/3左右", "1/3左右"),
        ("比例为26.7:37.5:35.8。", "26.7:37.5:35.8"),
        ("比例为１４：５２：３４。", "１４：５２：３４"),
        ("比例为12.4︰65.8︰21.8。", "12.4︰65.8︰21.8"),
        ("轻重工业之比为0.9∶1", "0.9∶1"),
    ],
)
def test_shares_are_told_from_counts(text: str, share: str) -> None:
    (found,) = find_figures(text)
    assert (text[found.start : found.end], found.is_rate) == (share, True)


@pytest.mark.parametrize(
    ("text", "is_year"), [("2020年", True), ("1999年度", True), ("20年", False)]
)
def test_years_are_told_from_other_figures(text: str, is_year: bool) -> None:
    (found,) = find_figures(text)
    assert found.is_year is is_year
    assert not found.is_rate


@given(st.text("0１,，.．:：万千%％余件个以上内三成百分之第年 的", max_size=40))
def test_figures_are_slices_in_order(text: str) -> None:
    last = 0
    for found in find_figures(text):
        assert last <= found.start < found.end <= len(text)
        last = found.end


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("突破200亿元，达到213亿元", ["200亿元"]),
        ("相继跨越千亿元、两千亿元大关，2010年达到2643亿元", ["千亿元", "两千亿元"]),
        ("突破200亿元和9件大事达到目标", []),
        ("达到213亿元，突破200亿元", []),
    ],
)
def test_round_numbers_that_were_passed_are_told_apart(text: str, passed: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_figures(text) if one.is_mark] == passed


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("由182项减少至32项", ["182项"]),
        ("标准由每月300元调高到350元", ["300元"]),
        ("目标由百分之六调整为百分之八", ["百分之六"]),
        ("由县里补助300元，调研3次", []),
        ("收入之比由2.07倍缩小到1.96倍", ["2.07倍"]),
        ("范围由3个县拓展至8个县", ["3个"]),
        ("三次产业比例由26:36:38调整为14:52:34", ["26:36:38"]),
    ],
)
def test_what_something_rose_or_fell_from_is_told_apart(text: str, former: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_figures(text) if one.is_former] == former
