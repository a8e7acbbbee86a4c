"""Whose words a question quotes, and where a report says them."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering import ask
from reportqa.answering.quoting import Quoted, quoted_words, said_verbatim
from reportqa.index import Index
from reportqa.index.building import build
from toys import ToyEncoder


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("“路虽远，行则必至”出自哪份报告？", Quoted("路虽远，行则必至", True)),
        ("“路虽远，行则必至”是哪个市的报告说的？", Quoted("路虽远，行则必至", True)),
        ("“路虽远，行则必至”的出处", Quoted("路虽远，行则必至", True)),
        ("哪一年的政府工作报告提出“坚决守住耕地红线”？", Quoted("坚决守住耕地红线", True)),
        ("哪份报告提到坚决守住耕地红线？", Quoted("坚决守住耕地红线", False)),
        ("哪年的报告里说过：坚决守住耕地红线的吗？", Quoted("坚决守住耕地红线", False)),
        # However short it is where the source is asked for plainly, with what stands around.
        ("“有港无市”出自哪份报告？", Quoted("有港无市", True)),
        ("“有港无市”这句话最早见于哪份报告？", Quoted("有港无市", True)),
        ("“三农”一词的出处", Quoted("三农", True)),
        ("“头雁”效应出自哪份报告？", Quoted("“头雁”效应", True)),
        ("请问发挥“头雁”效应的出处是哪里？", Quoted("发挥“头雁”效应", True)),
        ("政府报告中的“头雁”出自哪一年？", Quoted("头雁", True)),
        ("“稳”出自哪份报告？", None),
        ("哪份报告提到了“六老汉”？", Quoted("六老汉", True)),
        ("哪份报告提到的“六老汉”最多？", None),
        # Nothing of length is quoted, or something else is asked.
        ("“三农”是哪个市的报告说的？", None),
        ("“路虽远，行则必至”是什么意思？", None),
        ("“中国制造二〇二五”是哪一年提出的？", None),
        ("哪个部门负责报告重大事项？", None),
        ("是哪个部门报告“双随机一公开”情况的？", None),
        ("在哪些方面要向社会报告“阳光执法平台”情况？", None),
        ("来自哪里的游客最多，“丝绸之路冰雪游”吸引了谁？", None),
        ("“坚决守住耕地红线”来自哪份报告？", Quoted("坚决守住耕地红线", True)),
        ("“行政复议案件”在哪份报告里最多？", None),
        ("“矛盾纠纷调解成功率”在哪一年的报告里最高？", None),
        ("“最多跑一次改革全面推开”出自哪份报告", Quoted("最多跑一次改革全面推开", True)),
        ("哪份报告？", None),
        ("", None),
    ],
)
def test_whose_source_is_asked_for(question: str, quoted: Quoted | None) -> None:
    assert quoted_words(question) == quoted


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        (
            "我们说：路虽远，行则必至；事虽难。",
            "路虽远，行则必至，事虽难",
            "路虽远，行则必至；事虽难",
        ),
        ("增长８％以上，超过计划。", "增长8%以上", "增长８％以上"),
        ("增长8%以上，超过计划。", "增长８％以上。", "增长8%以上"),
        ("守住十八亿\n亩这条红线。", "守住十八亿亩这条红线", "守住十八亿\n亩这条红线"),
        ("路虽远，行则必至。", "路虽远，行必至", None),
        ("路虽远。", "。", None),
        # Quotation marks come in many shapes, or not at all.
        ("发挥“头雁”效应。", "“头雁”效应", "“头雁”效应"),
        ('发挥"头雁"效应。', "“头雁”效应", '"头雁"效应'),
        ("发挥\n头雁效应。", "“头雁”效应", "头雁效应"),
        ("“头雁”。", "“头雁”", "“头雁”"),
        ("“”", "“”", None),
    ],
)
def test_what_is_said_verbatim(text: str, words: str, said: str | None) -> None:
    span = said_verbatim(text, words)
    assert (text[slice(*span)] if span else None) == said


@given(st.text("路远，行至。 8%８（)[.*\\㎡", max_size=30), st.data())
def test_every_part_of_a_text_is_said_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = said_verbatim(text, text[start:end])
    if span:
        assert _characters(text[slice(*span)]) == _characters(text[start:end])
    else:
        assert not _characters(text[start:end])


def _characters(text: str) -> str:
    return re.sub(r"[\s,。.]", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("quoting")
    reports = folder / "reports"
    reports.mkdir()
    for year in (2018, 2019, 2020):
        motto = "坚决守住全区耕地红线不放松。" if year > 2018 else "坚决守住生态红线。"
        motto += "发挥“头雁”效应。" if year == 2019 else ""
        text = f"云溪区{year + 1}年政府工作报告\n一、{year}年工作回顾\n全年平安。{motto}\n"
        (reports / f"{year + 1}.txt").write_text(text, encoding="utf-8")
    build([reports], folder / "index", encoder=ToyEncoder())
    return Index.load(folder / "index", encoder=ToyEncoder())


def test_the_source_is_the_first_report_that_says_so(library: Index) -> None:
    response = ask(library, "“坚决守住全区耕地红线不放松”出自哪份报告？", explain=True)
    assert response.answer
    assert response.answer.text == "坚决守住全区耕地红线不放松"
    assert response.answer.quote == "坚决守住全区耕地红线不放松。"
    assert response.answer.citation.source == "2020.txt"
    assert response.answer.other_years == (2020,)
    assert response.passages[0].citation.source == "2020.txt"
    assert response.passages[1].citation.source == "2021.txt"


def test_a_few_words_partly_in_marks_have_a_source(library: Index) -> None:
    response = ask(library, "“头雁”效应出自哪份报告？")
    assert response.answer
    assert response.answer.text == "“头雁”效应"
    assert response.answer.citation.source == "2020.txt"
    without = ask(library, "“头羊”效应出自哪份报告？").refusal
    assert without
    assert without.missing == ("“头羊”效应",)
    assert "没有找到“‘头羊’效应”这样的原话" in without.message


def test_words_that_no_report_says_have_no_source(library: Index) -> None:
    response = ask(library, "“坚决守住全区草原红线不放松”出自哪份报告？")
    assert response.answer is None
    assert response.refusal
    assert (response.refusal.reason, response.refusal.missing) == (
        "not_in_reports",
        ("坚决守住全区草原红线不放松",),
    )
    assert "没有找到“坚决守住全区草原红线不放松”这样的原话" in response.refusal.message
    assert response.passages
