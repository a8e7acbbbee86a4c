"""Words met and missing, on sentences that can be compared by eye."""

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.refusing.meeting import Meeting, Words, meet, missing_words, whole_words_met
from reportqa.answering.understanding.questions import understand
from reportqa.normalising import normalise


def _knows(*words: str) -> Callable[[str], bool]:
    return lambda word: word in words


def _cut(text: str) -> list[str]:
    known = "老年人|律师事务所|案件|地铁|食品安全|教师|退休|市委|书记|事故|每年|公里|平方米|票价"
    return re.findall(f"{known}|.", text)


_WORDS = Words(lambda _: False, _cut)


@pytest.mark.parametrize(
    ("question", "text", "met", "missed"),
    [
        (
            "2020年全市受理了多少件行政复议案件？",
            "2020年受理行政复议案件128件",
            ("2020", "受理", "行政复议案件"),
            (),
        ),
        # 学教 stands in 中学教师, and yet 小学 is what is missing.
        ("小学教师的平均工资", "全市中学教师工资", ("教师", "工资"), ("小学", "平均")),
        # A year or figure is met as a whole or not at all.
        ("2019年增长5%", "20195起增长15%", ("增长",), ("2019", "5%")),
        # Han after Latin letters is another word; letters and digits together are one.
        ("人均GDP达到多少", "人均gdp达到3.7万元", ("人均", "gdp", "达到"), ()),
        ("5G基站建了多少", "5g基站1206座", ("5g", "基站"), ()),
        ("5G基站建了多少", "15g基站", ("基站",), ("5g",)),
        ("PM2.5浓度是多少", "pm2.5平均浓度", ("pm2.5", "浓度"), ()),
        ("PM2.5浓度是多少", "pm10浓度", ("浓度",), ("pm2.5",)),
        ("BRT线路和APP下载量", "brt线路", ("brt", "线路"), ("app", "下载量")),
        ("增长3", "增长3.7", ("增长",), ()),
        # No word begins with the 年 of a year, nor with what belongs to the word before.
        ("2008年全国城镇新增就业", "2008年全市", ("2008",), ("城镇新增就业",)),
        ("2008年国内生产总值", "2008年国民经济", ("2008",), ("国内生产总值",)),
        ("今年我国城镇新增就业", "今年", ("今年",), ("城镇新增就业",)),
        ("行政复议案件中撤销的", "行政复议案件", ("行政复议案件",), ("撤销",)),
        ("案件中学", "案件", ("案件",), ("中学",)),
        ("上半年产量", "产量", ("产量",), ("上半年",)),
        ("消费性支出", "消费券", ("消费",), ("消费性支出",)),
        ("市区农村", "市区城镇", ("市区",), ("农村",)),
        ("云溪市委书记", "云溪市2020年", ("云溪市",), ("市委书记",)),
        ("云溪市委书记", "市委书记", ("市委书记",), ("云溪",)),
        ("市委书记", "2020年", (), ("市委书记",)),
        ("案件中小学生有多少", "案件", ("案件",), ("中小学生",)),
        ("就业的和想买新能源汽车的", "", (), ("就业", "买新能源汽车")),
        ("讨薪有人管吗", "", (), ("讨薪",)),
        ("甲", "甲", (), ()),
        ("", "全市", (), ()),
        ("受理多少件", "", (), ("受理",)),
    ],
)
def test_words_of_a_question_are_met_or_missed(
    question: str, text: str, met: tuple[str, ...], missed: tuple[str, ...]
) -> None:
    content = understand(question).content
    assert meet(content, text, Words(_knows("小学", "中小"))) == Meeting(met, missed)


@pytest.mark.parametrize(
    ("question", "texts", "missing"),
    [
        ("小学教师的平均工资是多少", ("中学教师工资", "平均工资"), ("小学",)),
        ("小学教师工资是多少", ("中学教师工资", "小学"), ()),
        # The same thing by another word is there.
        ("有多少人领低保", ("领取最低生活保障的人",), ()),
        # Neither years nor words of asking are what is missing.
        ("2019年一共完成了多少", ("2020年",), ()),
        # 请 that asks is not part of a word; 请 within a word is.
        ("打官司请律师的有几成", ("律师",), ("打官司",)),
        ("申请执行的有几件", ("执行",), ("申请",)),
        ("县运会拿了多少金牌", ("金牌",), ("县运会",)),
        ("会有多少金牌", ("金牌",), ()),
        ("上半年接待游客多少人", ("全年接待游客8人",), ("上半年",)),
        ("一季度财政收入多少", ("财政收入8元",), ("一季度",)),
        ("县委书记叫什么", ("县长",), ("县委书记",)),
        # Nor are words of comparing.
        ("哪个比较高，对比一下，相比相差多少", ("2020年",), ()),
        # What the library has elsewhere comes first.
        ("跳伞比赛和篮球比赛的冠军", ("比赛冠军",), ("篮球", "跳伞")),
    ],
)
def test_what_no_text_has_is_missing(
    question: str, texts: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    content = understand(question).content
    assert missing_words(content, texts, Words(_knows("小学", "篮球"))) == missing


@pytest.mark.parametrize(
    ("question", "texts", "missing"),
    [
        # What goes at an edge is no part of a word, and what is left of one is told with it.
        ("受理复议案件多少件", (), ("受理复议案件",)),
        ("援助老年人多少名", ("援助",), ("老年人",)),
        ("新增律师事务所多少家", ("新增", "律师"), ("律师事务所",)),
        # 市地 stands in 城市地下, and yet 地铁 is what is missing.
        ("全市地铁有几条", ("全市", "城市地下"), ("地铁",)),
        # Here it is met, whatever stands before it.
        ("云溪市地铁票价", ("云溪市地下", "地铁"), ("票价",)),
        # Both halves are there.
        ("食品安全事故", ("食品药品安全",), ("事故",)),
        # 学教 is torn from 教师, which is there.
        ("退休教师", ("教师",), ("退休",)),
        # 局 belongs to the word before it, which is there.
        ("交通局案件", ("交通",), ("案件",)),
        ("局案件", (), ("局案件",)),
        ("每年多少公里", (), ()),
        ("多少平方米", (), ()),
    ],
)
def test_known_words_are_missing_as_a_whole(
    question: str, texts: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    content = understand(question).content
    assert missing_words(content, texts, _WORDS) == missing


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("云溪市市委书记", "云溪市市长", ["云溪市"]),
        ("有多少名教师", "40名教师", ["教师"]),
        ("地铁教师票价", "教师、票价和地铁", ["地铁", "教师", "票价"]),
        ("地铁教师", "地铁教师", ["地铁教师"]),
        ("食品安全", "食品药品安全", ["食品", "安全"]),
    ],
)
def test_known_words_are_met_as_the_text_has_them(
    question: str, text: str, words: list[str]
) -> None:
    assert whole_words_met(understand(question).content, text, _WORDS) == words


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("北京人口", "京人多", []),
        ("东京人口", "京人多", ["京人"]),
        ("多少亿元", "8亿元", []),
        ("2310名合格的", "2310人合格", ["合格"]),
        ("人口增长", "人口100万", ["人口"]),
        ("收入", "支出", []),
    ],
)
def test_words_met_that_are_whole(question: str, text: str, words: list[str]) -> None:
    content = understand(question).content
    # An index knows no words at all, too.
    assert whole_words_met(content, text, Words(_knows("北京", ""))) == words


_ANYTHING = st.text() | st.text("市教师老年人案件地铁食品安全,8 ")


@given(_ANYTHING, _ANYTHING, st.booleans(), st.sampled_from((tuple, _cut)))
def test_met_words_stand_in_the_text_and_missing_ones_do_not(
    question: str, text: str, known: bool, cut: Callable[[str], Sequence[str]]
) -> None:
    content, text = understand(question).content, normalise(text)
    words = Words(lambda _: known, cut)
    told = meet(content, text, words)
    assert all(word in text for word in told.met)
    assert all(word in content for word in told.missed)
    assert all(word not in text for word in missing_words(content, [text], words))
