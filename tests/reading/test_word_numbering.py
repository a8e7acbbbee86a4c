"""Numbers of paragraphs in Word, written as Word shows them."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from numbering import level

from reportqa.reading.word_numbering import WordNumbers


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("chineseCounting", "一 二 十 十一 二十 二十一 一百 一百〇五 一百一十"),
        ("chineseLegalSimplified", "壹 贰 壹拾 壹拾壹 贰拾 贰拾壹 壹佰 壹佰零伍 壹佰壹拾"),
        ("ideographDigital", "一 二 一〇 一一 二〇 二一 一〇〇 一〇五 一一〇"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑪ ⑳ 21 100 105 110"),
        ("ideographTraditional", "甲 乙 癸 甲 癸 甲 癸 戊 癸"),
        ("ideographZodiac", "子 丑 酉 戌 未 申 卯 申 丑"),
        ("upperRoman", "I II X XI XX XXI C CV CX"),
        ("lowerRoman", "i ii x xi xx xxi c cv cx"),
        ("upperLetter", "A B J K T U VVVV AAAAA FFFFF"),
        ("lowerLetter", "a b j k t u vvvv aaaaa fffff"),
        ("decimalZero", "01 02 10 11 20 21 100 105 110"),
        ("decimal", "1 2 10 11 20 21 100 105 110"),
        ("unheardOf", "1 2 10 11 20 21 100 105 110"),
    ],
)
def test_numbers_are_written_as_the_style_says(style: str, shown: str) -> None:
    numbers = _numbers(level(0, style, "%1", '<w:suff w:val="nothing"/>'))
    counted = [numbers.next("1", 0) for _ in range(110)]
    assert [counted[at - 1] for at in (1, 2, 10, 11, 20, 21, 100, 105, 110)] == shown.split()


def _numbers(levels: str, override: str = "") -> WordNumbers:
    return WordNumbers.from_xml(
        parse_xml(
            f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="5">{levels}'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
            f'<w:num w:numId="2"><w:abstractNumId w:val="5"/>{override}</w:num></w:numbering>'
        )
    )


def test_levels_count_below_one_another() -> None:
    levels = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    numbers = _numbers(levels)
    shown = [numbers.next("1", at) for at in (0, 1, 1, 0, 1)]
    assert shown == ["第一章", "1.1 ", "1.2 ", "第二章", "2.1 "]


def test_a_level_below_one_that_was_never_used_counts_from_its_start() -> None:
    numbers = _numbers(level(0, "decimal", "%1") + level(1, "decimal", "%1.%2"))
    assert [numbers.next("1", 1), numbers.next("1", 1)] == ["1.1 ", "1.2 "]


def test_two_numberings_of_a_family_count_on_unless_one_starts_anew() -> None:
    levels = level(0, "decimal", "%1)")
    on = _numbers(levels)
    assert [on.next(name, 0) for name in "1122"] == ["1)", "2)", "3)", "4)"]
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    numbers = _numbers(levels, anew)
    assert [numbers.next(name, 0) for name in "1122"] == ["1)", "2)", "7)", "8)"]


@pytest.mark.parametrize(
    ("start", "first"),
    [("7", "7)"), ("", "1)"), ("-7", "1)"), ("1234567x", "1)"), ("9" * 5000, "9999)")],
)
def test_a_start_that_is_no_number_or_too_large_is_none(start: str, first: str) -> None:
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    assert _numbers(level(0, "decimal", "%1)"), override).next("2", 0) == first


def test_a_level_may_be_told_never_to_start_again() -> None:
    levels = level(0, "decimal", "%1") + level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>')
    numbers = _numbers(levels)
    assert [numbers.next("1", at) for at in (0, 1, 0, 1)] == ["1 ", "1 ", "2 ", "2 "]


def test_unknown_numberings_have_no_number() -> None:
    numbers = _numbers(level(0, "none", "%1"))
    assert [numbers.next("1", 0), numbers.next("1", 4), numbers.next("9", 0)] == ["", "", ""]
