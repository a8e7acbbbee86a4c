"""Which of several figures in a row belongs to what is asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.marking.respective import respective
from reportqa.answering.understanding.questions import understand

_FUNDS = "签约资金423亿元，到位资金180亿元，同比分别增长78.5%、97.2%。"
_INCOMES = "城镇和农村居民收入分别达到3.1万元、1.3万元，分别增长7.8%、8.2%。"
_TRADED = "融入建设，对沿线投资额、进出口额达到6.8亿美元、2590亿元，占全市的26%、48.7%。"
_SPENT = "市财政用于学校、养老和道路的支出分别为7元、8元和9元。"


@pytest.mark.parametrize(
    ("text", "marked", "question", "meant"),
    [
        (_FUNDS, "78.5%", "到位资金同比增长多少？", "97.2%"),
        (_FUNDS, "97.2%", "签约资金同比增长多少？", "78.5%"),
        (_FUNDS, "97.2%", "到位资金同比增长多少？", "97.2%"),
        ("旅客周转量和货物周转量分别增长6.9%和5.8%。", "6.9%", "货物周转量增长多少？", "5.8%"),
        ("其中小学、初中、高中分别新增8所、7所、6所。", "8所", "初中新增几所？", "7所"),
        (_INCOMES, "7.8%", "农村居民收入增长多少？", "8.2%"),
        (_INCOMES, "1.3万元", "城镇居民收入多少？", "3.1万元"),
        ("甲厂12元、乙厂54元，年均分别增长5%和6%。", "5%", "乙厂年均增长多少？", "6%"),
        ("甲厂12元、乙厂54元，分别增长15.9%和16.6%。", "15.9%", "乙厂增长多少？", "16.6%"),
        # Without 分别, where a clause says but that both rose, and how that was reckoned.
        ("甲厂12元，乙厂54元，实际增长9%和8%。", "8%", "甲厂实际增长多少？", "9%"),
        ("甲厂12元，乙厂54元，扣除物价因素，分别增长9%和8%。", "9%", "乙厂增长多少？", "8%"),
        ("甲厂、乙厂分别完成5元和6元，比上年增长1%和2%。", "1%", "乙厂比上年增长多少？", "2%"),
        ("甲厂、乙厂由上年分别增长5%和6%，转为下降1%和2%。", "2%", "甲厂下降多少？", "1%"),
        ("全区工业产值增长9%和8%。", "9%", "工业产值增长多少？", "9%"),
        ("把小学、中学用费分别提到3元和5元。", "5元", "小学生用费提到多少元？", "3元"),
        ("小学、中学用费分别由1元、2元提高到3元和5元。", "3元", "中学用费提高到多少元？", "5元"),
        # All of 养老 outweighs that 市财政用于 stands before each of them.
        (_SPENT, "7元", "市财政用于养老的支出是多少？", "8元"),
        (_SPENT, "7元", "市财政用于学校的支出是多少？", "7元"),
        # Nor where one clause tells what things came to, and the next their shares or rises.
        (_TRADED, "48.7%", "对沿线投资额占全市的多少？", "26%"),
        (_TRADED, "26%", "对沿线进出口额占全市多少？", "48.7%"),
        (_TRADED, "2590亿元", "对沿线投资额是多少？", "2590亿元"),
        ("大门扩大，进出口额、出口额达到5元、3元，增长8%、9%。", "9%", "进出口额增长多少？", "8%"),
        ("大门扩大，进出口额、出口额达到5元、3元，增长8%、9%。", "8%", "出口额增长多少？", "9%"),
        ("甲厂5元，占全市的8%，乙厂4元，占7%。", "8%", "乙厂占全市多少？", "8%"),
        # What is told of stands at a thing's end, but that of the last may be that of all.
        ("万元工业产值能耗和工业用水量分别降9%、6%。", "9%", "万元工业产值用水量降多少？", "6%"),
        ("万元工业产值能耗和工业用水量分别降9%、6%。", "6%", "万元工业产值能耗降多少？", "9%"),
        ("水路货运量和公路客运周转量分别增9%、6%。", "9%", "水路货运周转量增多少？", "9%"),
        # Over what time, and for what they stand, may be told in many ways.
        ("甲厂、乙厂产值分别比2013年下降34.1%和33.9%。", "33.9%", "甲厂比2013年降多少？", "34.1%"),
        ("存款余额、贷款余额比年初分别增长17.8%、44.6%。", "17.8%", "贷款余额增长多少？", "44.6%"),
        ("推进甲工程、实施乙工程，分别完成计划的8%和9%。", "8%", "乙工程完成几成？", "9%"),
        ("甲厂、乙厂分别为5元、6元，年均分别增长7%和8%。", "7%", "乙厂年均增长多少？", "8%"),
        ("全年平稳，甲厂5家、乙厂6家，分别增长7%和8%。", "7%", "乙厂增长多少？", "8%"),
        # What is told of both stands behind what they came to.
        ("甲厂、乙厂分别产5件和6件，增量分别是上年的2倍和1倍。", "2倍", "乙厂增量是几倍？", "1倍"),
        ("甲厂、乙厂分别产5件和6件，增量分别是上年的2倍和1倍。", "1倍", "甲厂增量是几倍？", "2倍"),
        ("城乡收入分别达4元和2元，增速分别为8%和9%。", "8%", "农村收入增速多少？", "9%"),
        ("甲厂、乙厂分别产5件和6件，丙厂两年分别产7件和8件。", "7件", "丙厂产几件？", "7件"),
        ("财政收入、税收收入增速分别排名第一、第四。", "第一", "税收收入增速排第几？", "第四"),
        ("甲厂、乙厂分别列第一、第四。", "第一", "甲厂和乙厂排第几？", "第一、第四"),
        # The question does not tell which, or there are not as many things as figures.
        (_FUNDS, "78.5%", "增长了多少？", "78.5%"),
        ("城乡低保标准分别提高5.8%、8.9%。", "5.8%", "低保标准提高多少？", "5.8%"),
        ("甲、乙、丙分别增长6.9%和5.8%。", "6.9%", "丙增长多少？", "6.9%"),
        # One word for two things.
        ("城乡居民收入分别达到4万元和2万元。", "2万元", "城镇居民收入多少？", "4万元"),
        ("城乡居民收入分别达到4万元和2万元。", "2万元", "城里人收入多少？", "4万元"),
        ("城乡居民收入分别达到4万元和2万元。", "4万元", "农村居民收入多少？", "2万元"),
        ("金融机构存贷款余额分别达到9亿元、8亿元。", "9亿元", "贷款余额多少？", "8亿元"),
        ("城乡低保分别为每人每月60元、每年90元。", "60元", "农村低保多少？", "90元"),
        ("城乡低保分别为每人每月60元、每年90元。", "90元", "城市低保多少？", "60元"),
        ("城乡低保每月60元、每年90元。", "60元", "农村低保多少？", "60元"),
        ("城乡居民和职工医保分别5元、6元。", "5元", "职工医保多少？", "6元"),
        ("电网、自来水普及率、覆盖率分别达到90%、71%、75%。", "90%", "覆盖率是多少？", "75%"),
        # No such row.
        ("签约资金423亿元，到位资金180亿元。", "423亿元", "到位资金多少？", "423亿元"),
        ("签约12个、到位8个。", "12个", "到位多少个？", "12个"),
        ("", "", "到位多少个？", ""),
    ],
)
def test_the_figure_of_what_is_asked_about(
    text: str, marked: str, question: str, meant: str
) -> None:
    start = text.index(marked)
    found = respective(text, (start, start + len(marked)), understand(question))
    assert text[slice(*found)] == meant


def test_the_longest_texts_take_no_longer_than_their_length() -> None:
    text = "增长1%和2%，" * 3_000
    span = (len(text) - 3, len(text) - 2)
    assert respective(text, span, understand("甲增长多少？")) == span


@given(st.text("分别增长甲乙资金、和，。12%亿元 ", max_size=60), st.data())
def test_what_is_given_back_lies_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    question = understand("甲资金增长多少？")
    first, last = respective(text, (start, end), question)
    assert 0 <= first <= last <= len(text)
