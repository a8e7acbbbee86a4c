"""Choosing the exact words among the spans that a reader proposes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.answering.marking.spans import item_counts
from reportqa.answering.marking.wording import (
    best_figure,
    best_words,
    is_balanced,
    says_nothing_new,
    whole_list,
    with_former,
)
from reportqa.answering.understanding.questions import understand
from toys import reading_of


def _best(text: str, question: str, scores: dict[str, float]) -> str:
    start, end = best_words(text, reading_of(text, scores), understand(question))
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "question", "scores", "said"),
    [
        (
            "通过走访和抽查相结合的方式，对各镇进行评价。",
            "用什么方式评价各镇？",
            {"走访和抽查相结合": 6.0},
            "走访和抽查相结合的方式",
        ),
        (
            "坚持应修尽修、应补尽补，完成路面修补。",
            "坚持的八个字是什么？",
            {"完成路面修补": 2.0, "应修尽修、应补尽补": 0.0},
            "应修尽修、应补尽补",
        ),
    ],
)
def test_what_is_asked_for_has_a_look(
    text: str, question: str, scores: dict[str, float], said: str
) -> None:
    assert _best(text, question, scores) == said


@pytest.mark.parametrize(
    ("text", "figure", "question", "said"),
    [
        (
            "收入由2005年的110元增加到252元。",
            "252元",
            "收入增加多少？",
            "由2005年的110元增加到252元",
        ),
        ("收入从110元提高到252元。", "252元", "收入提高了多少？", "从110元提高到252元"),
        ("收入由110元增加到252元。", "252元", "收入是多少？", "252元"),
        ("收入252元，由110元增加142元。", "252元", "收入增加多少？", "252元"),
        ("收入由110元增加到252元，增长129%。", "129%", "收入增长多少？", "129%"),
        ("收入252元。", "252元", "收入增加多少？", "252元"),
    ],
)
def test_what_a_figure_rose_from_is_told_where_the_rise_is_not(
    text: str, figure: str, question: str, said: str
) -> None:
    start = text.index(figure)
    low, high = with_former(text, (start, start + len(figure)), understand(question))
    assert text[low:high] == said


def test_the_words_of_the_question_are_no_answer() -> None:
    text = "加强自身建设。存在作风浮漂。"
    asked = understand("自身建设存在哪些问题？")
    reading = reading_of(text, {"自身建设": 6.0, "作风浮漂": 1.0})
    assert text[slice(*best_words(text, reading, asked))] == "作风浮漂"
    alone = reading_of(text, {"自身建设": 6.0})
    assert text[slice(*best_words(text, alone, asked))] == "自身建设"


@given(st.text("路桥，。；养护营造的1件", min_size=1, max_size=40), st.data())
def test_the_best_words_are_never_empty_and_lie_in_the_passage(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    reading = reading_of(text, {text[start:end]: 1.0})
    low, high = best_words(text, reading, understand("怎么养护路桥？"))
    assert 0 <= low < high <= len(text)


_MEDIATED = "排查行政调解案件20件，成功率达75%。各村人民调解组织调解纠纷90件，成功率达99%。"


@pytest.mark.parametrize(
    ("question", "scores", "said"),
    [
        ("行政调解的成功率是多少？", {"99%": 6.0, "75%": 5.0}, "75%"),
        ("人民调解的成功率是多少？", {"99%": 5.0, "75%": 6.0}, "99%"),
        # The reader is too sure for that, or the other figure is not of the kind asked for.
        ("行政调解的成功率是多少？", {"99%": 9.0, "75%": 4.0}, "99%"),
        ("行政调解的成功率是多少？", {"99%": 6.0, "20件": 5.5}, "99%"),
        ("成功率是多少？", {"99%": 6.0, "75%": 5.0}, "99%"),
        ("What is the rate?", {"99%": 6.0, "75%": 5.0}, "99%"),
    ],
)
def test_of_two_figures_that_whose_sentence_says_what_is_asked(
    question: str, scores: dict[str, float], said: str
) -> None:
    reading = reading_of(_MEDIATED, scores)
    best = reading.spans[0]
    asked = understand(question)
    start, end = best_figure(_MEDIATED, (best.start, best.end), reading, asked)
    assert _MEDIATED[start:end] == said


def test_what_stands_behind_a_figure_is_counted_by_it() -> None:
    text = "组织2310人参加考试，对考试不合格的239名执法人员不予发证。"
    reading = reading_of(text, {"2310人": 7.0, "239名": 6.0})
    for question, said in (
        ("多少执法人员考试不合格？", "239名"),
        ("组织多少人参加考试？", "2310人"),
    ):
        best = reading.spans[0]
        start, end = best_figure(text, (best.start, best.end), reading, understand(question))
        assert text[start:end] == said


@pytest.mark.parametrize(
    ("question", "scores", "said"),
    [
        ("为多少学生解决了饮水问题？", {"25.3万": 7.0, "2.8万": 6.0}, "2.8万"),
        ("为多少农村人口解决了饮水问题？", {"2.8万": 7.0, "25.3万": 6.0}, "25.3万"),
        ("为多少人解决了饮水问题？", {"25.3万": 7.0, "2.8万": 6.0}, "25.3万"),
        # Where a unit stands the figure has it.
        ("修了多少座桥梁？", {"6座": 7.0, "6": 6.9}, "6座"),
    ],
)
def test_what_is_counted_without_a_unit(question: str, scores: dict[str, float], said: str) -> None:
    text = "修桥6座桥梁，为25.3万农村人口和2.8万学生解决了饮水问题。"
    reading = reading_of(text, scores)
    best = reading.spans[0]
    start, end = best_figure(text, (best.start, best.end), reading, understand(question))
    assert text[start:end] == said


_SHOPS = "资金投向农村、教育、东北地区等老基地、水利和环保，保证在建项目，改造学校、医院。"


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        (
            {"农村、教育、东北地区": 8.0, "农村、教育、东北地区等老基地、水利和环保": 6.0},
            "农村、教育、东北地区等老基地、水利和环保",
        ),
        # Much worse, no further item, another clause, another beginning: the list stays.
        ({"农村、教育、东北地区": 8.0, "农村、教育、东北地区等老基地、水利和环保": 0.5}, None),
        ({"农村、教育、东北地区": 8.0, "农村、教育、东北地区等老基地": 7.0}, None),
        ({"农村、教育": 8.0, "农村、教育、东北地区等老基地、水利和环保，保证在建项目": 7.0}, None),
        ({"教育、东北地区": 8.0, "农村、教育、东北地区等老基地": 7.0}, None),
    ],
)
def test_a_list_comes_whole(scores: dict[str, float], said: str | None) -> None:
    reading = reading_of(_SHOPS, scores)
    best = reading.spans[0]
    start, end = whole_list(_SHOPS, (best.start, best.end), reading)
    assert _SHOPS[start:end] == (said or _SHOPS[best.start : best.end])


def test_a_list_goes_not_on_beyond_its_bracket() -> None:
    text = "重点治理“两河两湖”（甲河乙河、丙湖丁湖）、戊江等流域。"
    reading = reading_of(text, {"甲河乙河、丙湖": 8.0, "甲河乙河、丙湖丁湖）、戊江": 7.0})
    best = reading.spans[0]
    assert whole_list(text, (best.start, best.end), reading) == (best.start, best.end)


@pytest.mark.parametrize(
    ("words", "question", "nothing"),
    [
        ("还面临着许多困难和问题", "面临哪些困难和问题？", True),
        ("下列几项", "有哪些？", True),
        ("积极应对危机的影响", "如何应对危机影响？", True),
        ("努力改进工作作风", "怎样改进政府工作作风？", True),
        ("改进作风的政府工作", "怎样改进政府工作作风？", False),
        ("改进工作作风", "改进了政府工作作风没有？", False),
        ("面临着水少的困难", "面临哪些困难？", False),
        ("三项制度", "推行哪三项制度？", True),
        ("行政执法三项制度", "推行哪三项制度？", False),
    ],
)
def test_words_that_say_nothing_new(words: str, question: str, nothing: bool) -> None:
    assert says_nothing_new(words, understand(question)) is nothing


@pytest.mark.parametrize(
    ("words", "balanced"),
    [
        ("甲（乙）、丙", True),
        ("甲）、乙", False),
        ("（甲", False),
        ("）甲（", False),
        ("(甲）", False),
        ("(甲）乙", True),
        ("《甲》《乙》", True),
        ("甲》《", False),
        ("《甲", False),
        ("《甲（乙》）", True),
        ("", True),
    ],
)
def test_half_a_pair_of_brackets(words: str, balanced: bool) -> None:
    assert is_balanced(words) is balanced


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("甲、乙、丙", {3}),
        ("甲、乙和丙", {2, 3}),
        ("看病难、看病贵和上学难、上学贵", {4}),
        ("《甲》《乙》", {2}),
        ("甲", {1}),
    ],
)
def test_how_many_things_words_list(words: str, counts: set[int]) -> None:
    assert item_counts(words) == counts
