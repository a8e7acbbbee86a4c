"""What a refusal says is missing."""

import pytest

from reportqa.answering import ask
from reportqa.answering.refusing.refusals import (
    Lacking,
    Refused,
    not_held,
    not_sure,
    not_told,
    of_which_place,
    off_topic,
    only_planned,
)
from reportqa.answering.refusing.sentences import in_words, say
from reportqa.answering.refusing.suggesting import Change
from reportqa.index import Index
from reportqa.searching.scope import Scope
from reportqa.types import Refusal, Report, Sentence, Suggestion


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        (Lacking((), False, "教师"), ""),
        (Lacking(("小学", "平均"), True, "教师"), "报告里讲到“教师”，没有提到“小学”。"),
        (Lacking(("小学",), False, ""), "最接近的段落没有提到“小学”。"),
    ],
)
def test_what_is_lacking_is_said_in_words(lacking: Lacking, sentence: str) -> None:
    assert in_words(lacking.sentences()) == sentence
    refusal = not_told(lacking).refusal()
    assert refusal.message == (
        f"报告里没有找到这个问题的答案。{sentence}下面是最接近的段落，供您核对。"
    )
    assert (refusal.reason, refusal.missing) == ("not_in_reports", lacking.words)
    unsure = not_sure(lacking).refusal()
    assert unsure.message == (
        f"没有找到确定的答案。{sentence}下面是最接近的段落，答案可能就在其中，请核对。"
    )
    assert (unsure.reason, unsure.missing) == ("unsure", lacking.words)


def test_years_and_places_that_the_library_lacks_are_named(toy_index: Index) -> None:
    year = not_held(Scope(years=(2019, 2021)), toy_index.reports)
    assert year
    assert (year.reason, year.missing) == ("missing_year", ("2019年",))
    place = not_held(Scope(other_places=("北京",)), toy_index.reports)
    assert place
    assert (place.reason, place.missing) == ("missing_place", ("北京",))
    # The best passage tells of that year, or the library has it.
    assert not_held(Scope(years=(2019,)), toy_index.reports, of_year=True) is None
    assert not_held(Scope(years=(2021,)), toy_index.reports) is None
    # 比天津多吗 is of a place, too.
    compared = Scope(listed=("天津",))
    assert not_held(compared, toy_index.reports) is None
    place = not_held(compared, toy_index.reports, comparing=True)
    assert place
    assert (place.reason, place.missing) == ("missing_place", ("天津",))


def test_a_plan_is_no_result() -> None:
    planned = only_planned((2021,)).refusal()
    assert (planned.reason, planned.message) == (
        "not_in_reports",
        "报告里只找到2021年的计划或目标，没有找到实际结果。下面是最接近的段落。",
    )
    assert in_words(only_planned(()).besides) == "只找到计划或目标，没有找到实际结果。"


def test_what_a_question_off_topic_asks_for_is_named_where_no_report_has_it() -> None:
    off = off_topic(Lacking(("小学",), True, ""))
    assert (off.reason, off.missing) == ("off_topic", ("小学",))
    assert in_words(off.says) == "这个问题似乎与现有报告无关，报告里没有提到“小学”。"
    # Elsewhere they do speak of it.
    off = off_topic(Lacking(("小学",), False, ""))
    assert (off.reason, off.missing) == ("off_topic", ())
    assert in_words(off.says) == "这个问题似乎与现有报告无关，报告里没有答案。"


def test_who_asks_to_compare_is_told_to_ask_for_each(toy_index: Index) -> None:
    advice = "报告问答不作比较或计算，请分别问每个地方（年份）的数字。"
    lacking = Lacking(("小学",), True, "")
    assert not_told(lacking, comparing=True).refusal().message == (
        f"报告里没有找到这个问题的答案。{advice}下面是最接近的段落，供您核对。"
    )
    unsure = not_sure(Lacking(), comparing=True).refusal()
    assert unsure.message.startswith(f"没有找到确定的答案。{advice}下面是最接近的段落")
    asked = ask(toy_index, "哪个市的法治宣传次数最多？").refusal
    assert asked
    assert advice in asked.message


def test_a_year_is_missing_of_the_place_that_is_named() -> None:
    reports = [
        Report(place, place, None, year, f"{place}.txt", "", "", (), place=place)
        for place, year in (("甲市", 2019), ("乙市", 2020))
    ]
    refusal = not_held(Scope(years=(2019,), places=("乙市",)), reports)
    assert refusal
    assert (refusal.reason, refusal.refusal().message) == (
        "missing_year",
        "报告里没有找到2019年的答案；现有乙市报告讲的是2020年的情况。下面是最接近的段落。",
    )


def test_of_many_places_some_are_named() -> None:
    places = ["甲市", "乙市", "丙市", "丁市", "戊市", "己市", "庚市", "辛市", "壬市"]
    reports = [
        Report(place, place, None, None, f"{place}.txt", "", "", (), place=place)
        for place in places
    ]
    some = not_held(Scope(other_places=("北京",)), reports)
    assert some
    assert some.refusal().message == (
        "现有报告里没有北京的报告；现有的是丁市、丙市、乙市、壬市、己市、庚市、戊市、甲市等9个地方。"
        "下面是最接近的段落。"
    )
    few = not_held(Scope(other_places=("北京",)), reports[:2])
    assert few
    assert few.refusal().message == (
        "现有报告里没有北京的报告；现有的是乙市、甲市。下面是最接近的段落。"
    )


def test_a_suggestion_tells_what_the_reports_give_instead() -> None:
    see = "下面是最接近的段落。"
    there = [
        Report(place, place, None, 2021, f"{place}.txt", "", "", (), place=place)
        for place in ("云溪市", "澄江市")
    ]
    change = Change("问？", "2019年", "2021年")
    refused = not_told(Lacking(("小学",), True, ""))
    assert refused.suggesting(change, "high", figure=False) == Refusal(
        "not_in_reports",
        f"报告给出了2021年的情况，没有找到2019年的。{see}",
        ("小学",),
        Suggestion("问？", "high"),
        (
            Sentence("given", (("put", "2021年"),)),
            Sentence("not_found_of", (("gone", "2019年"),)),
            Sentence("stop"),
            Sentence("see"),
        ),
    )
    # The others that there are are still told; of one alone the suggestion tells all.
    lost = Change("问？", "银川", "云溪市")
    without = not_held(Scope(other_places=("银川",)), there)
    assert without
    places = without.suggesting(lost, "high", figure=True)
    assert places.message == (f"报告给出了云溪市的数字，没有银川的；现有的是云溪市、澄江市。{see}")
    without = not_held(Scope(years=(2019,)), there)
    assert without
    year = without.suggesting(change, "high", figure=True)
    assert year.message == f"报告给出了2021年的数字，没有2019年的。{see}"
    # What may well be answered is not denied.
    unsure = Refused("unsure", (say("not_sure"),), see=())
    assert unsure.suggesting(change, "high", figure=True) == Refusal(
        "unsure", "没有找到确定的答案。", (), Suggestion("问？", "high"), (Sentence("not_sure"),)
    )
    planned = only_planned((2019,))
    assert planned.suggesting(change, "high", figure=True).message == (
        f"报告给出了2021年的数字；只找到2019年的计划或目标，没有找到实际结果。{see}"
    )
    word = refused.suggesting(Change("问？", "小学", ""), "medium", figure=True)
    assert (word.message, word.reason) == (refused.refusal().message, refused.reason)


def test_the_word_that_no_passage_has_is_named(shipped_index: Index) -> None:
    response = ask(shipped_index, "2020年妇女儿童行政调解案件成功了多少件？")
    assert response.refusal
    assert response.refusal.missing == ("妇女儿童",)
    assert "讲到“行政调解案件”，没有提到“妇女儿童”。" in response.refusal.message
    # 律师 it tells of, but of no 律师事务所.
    response = ask(shipped_index, "2020年全市律师事务所的盈利有多少元？")
    assert response.refusal
    assert response.refusal.missing == ("律师事务所", "盈利")


@pytest.mark.parametrize(
    ("places", "held", "told"),
    [
        (("甲市", "乙市"), ("甲市", "乙市"), "甲市、乙市的报告里都有答案。"),
        (("甲市", "乙市"), ("甲市", "乙市", "丙市"), "甲市、乙市等地的报告里都有答案。"),
        (
            tuple("甲乙丙丁戊己庚辛壬"),
            tuple("甲乙丙丁戊己庚辛壬癸"),
            "辛等9个地方的报告里都有答案。",
        ),
    ],
)
def test_the_places_that_answer_may_be_more(
    places: tuple[str, ...], held: tuple[str, ...], told: str
) -> None:
    reports = [
        Report(place, place, None, None, f"{place}.txt", "", "", (), place=place) for place in held
    ]
    assert told in of_which_place(places, reports).refusal().message


def test_what_words_hold_is_not_filled_in() -> None:
    sentence = say("reports_lack", word="{spoken}{0}%s")
    assert in_words([sentence]) == "报告里没有提到“{spoken}{0}%s”。"
