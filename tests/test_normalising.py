import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportqa.normalising import below_hundred, has_chinese, normalise


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("", ""),
        (" \t\u3000\n", ""),
        ("２０２０年，占８６％", "2020年,占86%"),
        ("烏魯木齊市行政複議", "乌鲁木齐市行政复议"),
        ("乌 鲁　木\u00a0齐", "乌鲁木齐"),
        ("1 9 9 3 年 全 市 2 5 %", "1993年全市25%"),
        ("新增 4 万 户", "新增4万户"),
        ("共125,951户", "共125951户"),
        ("1,234,567.89元", "1234567.89元"),
        ("12,34和1.234,567", "12,34和1.234,567"),
        ("分别为5，100，200人", "分别为5, 100, 200人"),
        ("2019，2020年", "2019,2020年"),
        ("完成， 投资； 增长 ：（ 一 ） 二！ 三？ 四", "完成,投资;增长:(一)二!三?四"),
        ("完成, 投资（GDP） 增长: 5%", "完成,投资(gdp)增长: 5%"),
        ("e.g. yes, no (one) two? three", "e.g. yes, no (one) two? three"),
        ("How MANY  cases", "how many cases"),
        ("用 OCR 识别 PDF", "用 ocr 识别 pdf"),
        ("多\u200b少\ufeff案\u202e件\x00", "多少案件"),
        ("多\ud800少\udfff", "多少"),
        ("①㎡㈠", "1m2(一)"),
        ("二〇一四年一月六日", "2014年1月6日"),
        ("二○一九年十二月三十一日", "2019年12月31日"),
        ("二零二〇年十月二十日起", "2020年10月20日起"),
        ("一九九八至二〇〇二年的十三项", "1998至2002年的十三项"),
        ("二〇一一年二十三项", "2011年二十三项"),
        ("一九一四团、二〇件", "一九一四团、二〇件"),
    ],
)
def test_what_people_write_differently_becomes_alike(text: str, normal: str) -> None:
    assert normalise(text) == normal


@example("\ud83d")
@example("ﷺ" * 3)
@given(st.text(max_size=80) | st.text("2 0，,年%　烏\u200b\ud800", max_size=40))
def test_normal_text_is_plain_text(text: str) -> None:
    normal = normalise(text)
    normal.encode()
    assert normal == normal.strip()
    assert "  " not in normal
    assert not set(normal) & set("\u3000\u200b\ufeff\x00\n\t")


@given(
    st.lists(
        st.sampled_from(
            [*"年二〇十月乌烏20", " ", "，", ",", "；", "）", "100", "a", "B", "%", "．"]
        )
    )
)
def test_normalising_twice_changes_nothing_more(parts: list[str]) -> None:
    normal = normalise("".join(parts))
    assert normalise(normal) == normal


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("多少", True),
        ("How 多", True),
        ("𠮷", True),
        ("How many?", False),
        ("。？", False),
        ("", False),
    ],
)
def test_chinese_is_told_by_its_characters(text: str, chinese: bool) -> None:
    assert has_chinese(text) is chinese


@pytest.mark.parametrize(
    ("words", "number"),
    [("一", 1), ("两", 2), ("十", 10), ("十五", 15), ("二十", 20), ("三十一", 31), ("12", 12)],
)
def test_numbers_in_characters_are_told(words: str, number: int) -> None:
    assert below_hundred(words) == number
