"""The exact words in a quote, by what is asked for."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.marking.spans import (
    exact_words,
    fits,
    is_in_kind,
    whole_items,
    without_lead,
)
from reportqa.answering.understanding.questions import understand

_CASES = (
    "2020年全市行政复议机关共受理行政复议案件121件，行政复议综合纠错率达到25%以上；"
    "依法做好行政应诉工作，全年行政应诉案件621件。"
)


def _words(quote: str, question: str) -> list[str]:
    return [quote[start:end] for start, end in exact_words(quote, understand(question))]


@pytest.mark.parametrize(
    ("quote", "question", "words"),
    [
        (_CASES, "受理了多少件行政复议案件？", ["121件"]),
        (_CASES, "行政应诉案件有多少件？", ["621件"]),
        (_CASES, "行政复议的纠错率是多少？", ["25%以上"]),
        ("参与网络学法28.4万人次，答题35万余人次。", "网络学法有多少人次", ["28.4万人次"]),
        ("市司法局牵头制定《河道管理办法》。", "哪个部门牵头制定办法", ["市司法局"]),
        ("市司法局牵头制定《河道管理办法》。", "文件全称叫什么", ["《河道管理办法》"]),
        ("印发《关于〈办法〉的通知》（试行）。", "全称叫什么", ["《关于〈办法〉的通知》（试行）"]),
        ("2015年启动，2019年5月建成。", "何时建成？", ["2019年5月"]),
        (
            "推进城市管理、卫生监督、安全生产等跨领域执法。",
            "推进哪些领域的执法",
            ["城市管理、卫生监督、安全生产"],
        ),
        (
            "存在问题：一是意识不强。二是力量薄弱。三是执法难。",
            "存在哪些问题",
            ["意识不强", "力量薄弱", "执法难"],
        ),
        ("通过举办讲堂等方式，推动宣传。", "如何推动宣传", ["举办讲堂等方式"]),
        ("产值98.7亿元，居全省第三；税收居首位。", "产值在全省排第几", ["第三"]),
        ("产值98.7亿元，居全省第三；税收居首位。", "税收在全省排第几", ["首位"]),
        ("产值由第11位升至第7位，第二产业、第十二届会议。", "产值排到第几位", ["第7位"]),
        ("修订办法，确保行政权力规范运行。", "为什么要修订办法", ["行政权力规范运行"]),
    ],
)
def test_the_words_that_answer(quote: str, question: str, words: list[str]) -> None:
    assert _words(quote, question) == words


@pytest.mark.parametrize(
    ("quote", "question"),
    [
        ("坚持党的领导。", "受理了多少件案件"),
        ("今天天气很好。", "谁负责"),
        ("坚持改革。", "何时建成"),
        ("坚持改革。", "有哪些领域"),
        ("坚持改革。", "文件叫什么名称"),
        ("全年受理128件。", "介绍一下情况"),
        ("", "受理了多少件案件"),
    ],
)
def test_words_that_cannot_be_told_are_none(quote: str, question: str) -> None:
    assert _words(quote, question) == []


@pytest.mark.parametrize(
    ("quote", "question", "fitting"),
    [
        (_CASES, "受理了多少件", True),
        ("2020年，坚持党的领导。", "受理了多少件", False),
        ("全年受理128件。", "占比是多少", False),
        ("坚持改革。", "何时建成", False),
        ("坚持改革。", "如何推进", True),
        ("坚持改革。", "介绍一下情况", True),
    ],
)
def test_whether_there_are_words_of_the_kind_asked_for(
    quote: str, question: str, fitting: bool
) -> None:
    assert fits(quote, understand(question)) is fitting


_QUOTES = st.lists(
    st.sampled_from(
        [
            "2020年",
            "128件",
            "99.9%以上",
            "、",
            "，",
            "。",
            "；",
            "“甲乙丙”",
            "《办法》",
            "以市长为组长",
            "通过",
            "等方式",
            "一是",
            "二是",
            "市司法局",
            "为了",
            "从而",
            "推进",
            "期间",
            "\n",
            "三成",
        ]
    ),
    max_size=25,
).map("".join)
_QUESTIONS = st.sampled_from(
    [
        "多少件",
        "占比",
        "谁",
        "何时",
        "哪些领域",
        "如何",
        "为什么",
        "叫什么名称",
        "介绍情况",
        "多少万户",
    ]
)


@given(_QUOTES | st.text(max_size=60), _QUESTIONS)
def test_spans_are_not_empty_and_in_order(quote: str, question: str) -> None:
    last = 0
    for start, end in exact_words(quote, understand(question)):
        assert last <= start < end <= len(quote)
        last = end


@pytest.mark.parametrize(
    "quote",
    ["甲" * 2_000, "甲、" * 1_000, "《" * 2_000, "《" + "〈甲〉乙" * 24, "9" * 2_000, "为" * 2_000],
)
@pytest.mark.parametrize(
    "question", ["谁负责", "哪些领域", "何时", "名称是什么", "多少件", "为什么", "如何"]
)
def test_hostile_quotes_are_read_quickly(quote: str, question: str) -> None:
    started = time.process_time()
    exact_words(quote, understand(question))
    assert time.process_time() - started < 1


_ROSE = "甲价由2002年5元增加到2007年9元，乙价由3元增加到8元。"


@pytest.mark.parametrize(
    ("text", "marked", "question", "expected"),
    [
        ("群众满意率为93.7%，比上年高。", "93.7%", "有多少人觉得满意？", False),
        ("群众满意率为93.7%，比上年高。", "93.7%", "有多少觉得满意？", True),
        ("解决33.7万农村人口饮水问题。", "33.7万", "多少人喝上了干净水？", True),
        ("生产总值突破200亿元，达到200.3亿元。", "200亿元", "生产总值是多少？", False),
        ("生产总值突破200亿元，达到200.3亿元。", "200.3亿元", "生产总值是多少？", True),
        ("接待680万人次，收入22亿元。", "680万人次", "收入多少钱？", False),
        ("增加910元，达到1826元。", "910元，达到1826元", "收入多少？", False),
        ("从9月起全面推行。", "9月起", "什么时候推行的？", True),
        ("由市司法局牵头负责。", "由市司法局牵头负责", "什么时候推行的？", False),
        ("满意率达93.7%，受理214万件。", "214万件", "满意率是多少？", False),
        ("由市司法局牵头负责。", "市司法局", "由谁牵头？", True),
        ("人均3.7万元，位列全省第一。", "3.7万元", "人均在全省排第几？", False),
        ("人均3.7万元，位列全省第一。", "位列全省第一", "人均在全省排第几？", True),
        (
            "三次产业比例调整为26.80：29.50：43.70。",
            "26.80：29.50：43.70",
            "三次产业比例是多少？",
            True,
        ),
        ("三次产业比例调整为7∶43∶50。", "比例调整为7∶43∶50", "三次产业比例是多少？", False),
        ("录取率由67.5%提高到80.7%。", "67.5%", "录取率是多少？", False),
        ("录取率由67.5%提高到80.7%。", "80.7%", "录取率是多少？", True),
        ("录取率由67.5%提高到80.7%。", "67.5%", "录取率原来是多少？", True),
        ("城区由6公顷拓展到9公顷。", "6公顷", "城区拓展前是多少？", True),
        ("城区由6公顷拓展到9公顷。", "9公顷", "城区拓展前是多少？", False),
        ("城区由6公顷拓展到9公顷。", "9公顷", "城区拓展到多少？", True),
        ("率由2010年的43.3%提高到51.8%。", "43.3%", "率从2010年的43.3%提高到多少？", False),
        ("率由2010年的43.3%提高到51.8%。", "51.8%", "率从2010年的43.3%提高到多少？", True),
        ("录取率由67.5%提高到80.7%。", "80.7%", "录取率五年前是多少？", False),
        (
            "甲由2005年5元增加到9元；乙由3元\n增加到8元。",
            "8元",
            "2005年乙价是多少？",
            False,
        ),
        ("录取率由67.5%提高到80.7%。", "80.7%", "原来录取率低，现在是多少？", True),
        ("录取率由67.5%提高到80.7%。", "67.5%", "过去五年录取率是多少？", False),
        ("增速由一季度的5.6%提高到6.3%。", "5.6%", "一季度增速是多少？", True),
        ("增速由一季度的5.6%提高到6.3%。", "6.3%", "一季度增速是多少？", False),
        ("增速由一季度的5.6%提高到6.3%。", "6.3%", "上半年增速是多少？", True),
        ("覆盖率由2008年灾害后的64.6%上升到66.8%。", "64.6%", "2009年覆盖率是多少？", False),
        ("覆盖率由2008年灾害后的64.6%上升到66.8%。", "64.6%", "2008年覆盖率是多少？", True),
        ("比例由26:36:38调整为14:52:34。", "26:36:38", "三次产业比例是多少？", False),
        ("比例由26:36:38调整为14:52:34。", "14:52:34", "三次产业比例是多少？", True),
        ("粮经比为47：53，产粮9吨。", "47：53", "粮经比是多少？", True),
        # Nor what is cut out of a ratio, unlike what a colon opens.
        ("粮经比为47：53，产粮9吨。", "47", "粮经比是多少？", False),
        ("粮经比为47：53，产粮9吨。", "53", "粮经比是多少？", False),
        ("产粮：9吨。", "9吨", "产粮多少吨？", True),
        (_ROSE, "3元", "2002年乙价是多少？", True),
        (_ROSE, "8元", "2002年乙价是多少？", False),
        (_ROSE, "3元", "2007年乙价是多少？", False),
        (_ROSE, "8元", "2007年乙价是多少？", True),
        (_ROSE, "8元", "2002年乙价由多少增加到多少？", True),
        ("由上年分别增长5%和3%，减为增长2%和1%。", "3%", "比上年增长多少？", False),
        ("由上年分别增长5%和3%，减为增长2%和1%。", "1%", "比上年增长多少？", True),
        ("由增长5%，转为下降2%。", "5%", "增长多少？", False),
        ("河水保持Ⅱ类，湖水好转。", "Ⅱ类", "河水保持几类？", True),
        ("增速五年居全国第1。", "第1", "增速连续几年全国第一？", False),
        ("增速五年居全国第1。", "五年", "增速连续几年全国第一？", True),
        ("列入第3批名录。", "第3", "列入第几批名录？", True),
        ("援助278名农民工。", "278名", "援助了多少人？", True),
        ("受理121件。", "121件", "受理了多少起？", True),
        ("车程缩短到4小时。", "4小时", "去省城要跑多久？", True),
        ("受理121件。", "121件", "受理了多少人次？", False),
        ("受理121件。", "21件", "受理了多少件？", False),
        ("收入12.1亿元。", "1亿元", "收入多少？", False),
        ("占12.1%。", "12", "占多少？", False),
        # What something came to is not by how much it rose.
        ("产量增加10吨，达到40吨。", "10吨", "产量是多少？", False),
        ("产量增加10吨，达到40吨。", "40吨", "产量是多少？", True),
        ("产量增加到40吨。", "40吨", "产量是多少？", True),
        ("产量增加10吨，达到40吨。", "10吨", "产量增加多少？", True),
        ("新增就业人数10万人。", "10万人", "新增就业人数是多少？", True),
    ],
)
def test_what_is_marked_is_of_the_kind_asked_for(
    text: str, marked: str, question: str, expected: bool
) -> None:
    start = text.index(marked)
    assert is_in_kind(text, (start, start + len(marked)), understand(question)) is expected


@pytest.mark.parametrize(
    ("words", "question", "left"),
    [
        ("9月起", "什么时候推行的？", "9月"),
        ("在今年底前", "什么时候完成？", "今年底前"),
        ("以港立市、以工贸强市", "路子是什么？", "以港立市、以工贸强市"),
        ("将建成通车", "结果是什么？", "将建成通车"),
        ("将建成通车的项目", "叫什么名字？", "将建成通车的项目"),
        ("经济和信息化局", "由谁负责？", "经济和信息化局"),
        ("于田县、策勒县", "有哪些？", "于田县、策勒县"),
        ("至少三年", "要多长时间？", "至少三年"),
        ("对外贸易、利用外资", "要扩展哪些？", "对外贸易、利用外资"),
        ("在建项目、新项目", "要抓好哪些？", "在建项目、新项目"),
        ("以案释法、法律咨询", "有哪些？", "以案释法、法律咨询"),
        ("位列全省第一", "在全省排第几？", "第一"),
        ("排名第9位", "在全省排第几？", "第9位"),
        ("全省第23名", "在全省排第几？", "全省第23名"),
    ],
)
def test_what_only_ties_to_the_sentence_is_left_out(words: str, question: str, left: str) -> None:
    start, end = without_lead(words, (0, len(words)), understand(question))
    assert words[start:end] == left


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("推进“甲乙”“丙丁”“戊己”等品牌建设", "丁”“戊己", "“甲乙”“丙丁”“戊己”"),
        ("制定《一号办法》、《二号办法》并公布", "《二号办法》", "《一号办法》、《二号办法》"),
        ("制定《一号办法》并修订《二号办法》", "《二号办法》", "《二号办法》"),
        ("覆盖城市管理、卫生监督两个领域", "城市管理、卫生监督", "城市管理、卫生监督"),
        ("没有收尾的“半句话", "半句", "“半句"),
    ],
)
def test_a_list_holds_whole_titles_and_their_neighbours(text: str, marked: str, whole: str) -> None:
    start = text.index(marked)
    first, last = whole_items(text, (start, start + len(marked)))
    assert text[first:last] == whole


@given(st.text(st.sampled_from("“”《》、甲乙丙"), min_size=1, max_size=30), st.data())
def test_widening_never_narrows_and_stays_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = whole_items(text, (start, end))
    assert 0 <= first <= start < end <= last <= len(text)
