"""What is shown is inert, complete, and marked at exactly the right characters."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.types import (
    Answer,
    Citation,
    Expansion,
    OutlineItem,
    Passage,
    PassageWhy,
    Refusal,
    Response,
    Scores,
    Sentence,
    SeriesGap,
    SeriesPoint,
    SignalShare,
    Suggestion,
)
from reportqa.visible import visible
from reportqa.web.render import copy_text, error_html, marked, place, question_for, response_html
from reportqa.web.texts import catalogue
from reportqa.web.visible import shown

from . import fakes
from .markup import ATTRIBUTES, TAGS, Tree, anything


@given(anything)
def test_any_text_shows_as_itself(raw: str) -> None:
    tree = Tree(shown(raw))
    assert tree.nodes == []
    assert tree.text == visible(raw)
    assert len(visible(raw)) == len(raw)


def test_visible_changes_only_what_html_cannot_carry() -> None:
    assert visible("a\x00\r\x7f\x85\ud800😀\n\t") == "a␀␍␡\ufffd\ufffd😀\n\t"


def test_visible_keeps_words_in_their_order() -> None:
    assert visible("新增\u202e3\u202c00张") == "新增\ufffd3\ufffd00张"
    assert visible("\u202a\u202b\u202d\u2066\u2067\u2068\u2069") == "\ufffd" * 7
    assert visible("一\u200b二\u200d三\ufeff四") == "一\u200b二\u200d三\ufeff四"


@given(anything, st.integers(0, 10**6), st.data())
def test_marks_stand_at_exactly_the_spans(quote: str, start: int, data: st.DataObject) -> None:
    offset = st.integers(start - 5, start + len(quote) + 5)
    spans = data.draw(st.lists(st.tuples(offset, offset), max_size=5))
    is_marked = [any(a <= start + i < b for a, b in spans) for i in range(len(quote))]

    tree = Tree(marked(quote, start, spans))

    assert tree.text == visible(quote)
    assert "".join(n.text for n in tree.nodes) == visible(
        "".join(c for c, yes in zip(quote, is_marked, strict=True) if yes)
    )


def test_spans_count_code_points() -> None:
    assert marked("𠮷😀丙丁", 100, [(101, 103)]) == "𠮷<mark>😀丙</mark>丁"


def test_overlapping_and_outer_spans_are_merged_and_cut() -> None:
    assert marked("甲乙丙丁", 10, [(8, 11), (12, 14), (13, 99), (3, 3)]) == (
        "<mark>甲</mark>乙<mark>丙丁</mark>"
    )


@st.composite
def responses(draw: st.DrawFn) -> Response:
    text = draw(anything)

    def citation(words: str) -> Citation:
        start = draw(st.integers(0, 99))
        return Citation(
            draw(anything),
            draw(anything),
            draw(anything),
            2020,
            draw(anything),
            (draw(anything), draw(anything)),
            3,
            start,
            start + len(words),
            draw(st.none() | st.integers(1, 9)),
            draw(anything),
        )

    def why() -> PassageWhy:
        logit = draw(st.none() | st.floats(-9, 9))
        agreement = draw(st.floats(-1, 1))
        said = (draw(anything),)
        return PassageWhy(said, said, 1, 2, logit, logit, agreement, 0.0, agreement, 0.0)

    passages = tuple(
        Passage(i, words, citation(words), Scores(0, 0, 0), draw(st.none() | st.builds(why)))
        for i, words in enumerate(draw(st.lists(anything, max_size=4)), 1)
    )
    expanded = tuple(draw(st.lists(st.builds(Expansion, anything, anything), max_size=2)))
    if draw(st.booleans()):
        suggestion = draw(st.none() | st.builds(Suggestion, anything, st.just("high")))
        refusal = Refusal(draw(anything), draw(anything), (draw(anything),), suggestion)
        return Response(text, None, refusal, passages, expanded=expanded)
    cited = citation(text)
    year, place = st.none() | st.integers(1900, 2100), st.none() | anything
    series = tuple(
        SeriesPoint(
            draw(year),
            draw(anything | st.sampled_from(["1万件", "2件"])),
            text,
            citation(text),
            ((0, 1),),
            draw(place),
        )
        for _ in range(draw(st.integers(1, 4)))
    )
    answer = Answer(
        text[:1],
        text,
        0.5,
        0.6,
        draw(st.sampled_from(["high", "medium", "low"])),
        cited,
        ((cited.start, cited.start + 1),),
        draw(st.none() | st.just(series)),
        draw(st.lists(st.builds(SeriesGap, year, place), max_size=3).map(tuple)),
        draw(st.lists(st.integers(1900, 2100), max_size=3).map(tuple)),
        draw(st.none() | st.just((SignalShare("bias", None, 0.7), SignalShare(text, 0.5, -0.5)))),
        draw(st.none() | st.just((OutlineItem(1, text[:1], cited), OutlineItem(2, text, cited)))),
        draw(st.none() | anything),
        draw(st.booleans()),
    )
    return Response(text, answer, None, passages, expanded=expanded)


@given(responses())
def test_no_response_brings_markup_of_its_own(response: Response) -> None:
    html = response_html(response)
    html.encode()  # a lone surrogate would fail here, and on the way to the browser
    tree = Tree(html)
    assert {n.tag for n in tree.nodes} <= TAGS
    assert {a for n in tree.nodes for a in n.attributes} <= ATTRIBUTES
    assert all((a.attributes["href"] or "").startswith("#report=") for a in tree.all("a"))
    if response.answer and response.answer.series:
        figures = [visible(point.text) for point in response.answer.series]
        assert set(figures) <= {cell.text for cell in tree.all("td")}
    elif response.answer and response.answer.outline:
        headings = [visible(item.text) for item in response.answer.outline]
        assert [one.text for one in tree.all("bdi", "rq-heading")] == headings
        # The reader's table of contents has its own class, by which it is found.
        assert [len(tree.all("ol", name)) for name in ("rq-headings", "rq-outline")] == [1, 0]
    elif response.answer:
        assert [q.text for q in tree.all("blockquote")] == [visible(response.answer.quote)]
    else:
        assert [p.text for p in tree.all("p", "rq-passage")] == [
            visible(p.text) for p in response.passages
        ]


def test_an_answer_shows_quote_source_confidence_and_folded_passages() -> None:
    response = fakes.ask("累计学法多少次？")
    assert response.answer
    tree = Tree(response_html(response))

    assert [m.text for m in tree.all("mark")] == ["745次"]
    assert [q.text for q in tree.all("blockquote")] == [response.answer.quote]
    confidence = tree.all("span", "rq-confidence")[0]
    assert (confidence.text, confidence.attributes["title"]) == ("把握高", "97%")
    assert [a.attributes["href"] for a in tree.all("a")] == [
        place(response.answer.citation),
        # The first passage is the answer's own sentence and is not repeated.
        *(place(p.citation) for p in response.passages[1:]),
    ]
    assert "open" not in tree.all("details")[0].attributes
    assert tree.all("summary")[0].text == "其他相关原文（4 处）"
    copied = tree.all("button", "rq-copy")[0].attributes["data-copy"]
    assert copied == copy_text(response.answer.quote, response.answer.citation)


_WHY = PassageWhy(("累计学法",), ("全<市>",), 1, 2, 9.03, -3.8, 1.0, 0.0, -1.0, 0.0)


def test_why_is_folded_below_the_passages() -> None:
    response = fakes.ask("累计学法多少次？")
    assert response.answer
    shares = (SignalShare("bias", None, 0.716), SignalShare("new_signal<", 0.5, -0.04))
    first, *rest = response.passages
    explained = replace(
        response,
        answer=replace(response.answer, why=shares),
        passages=(replace(first, why=_WHY), *rest),
    )
    tree = Tree(response_html(explained))
    assert [s.text for s in tree.all("summary")] == ["其他相关原文（4 处）", "为什么是这个答案"]
    assert "open" not in tree.all("details", "rq-why")[0].attributes
    assert tree.all("details", "rq-why")[0].text.startswith(
        "为什么是这个答案报告里有答案的可能：99%"
    )
    assert [row.text for row in tree.all("tr")] == ["起点+0.7", "new_signal<0.0"]
    (item,) = tree.all("li")[-1:]
    assert item.attributes["value"] == "1"
    assert item.text == (
        f"{first.citation.label}有： 累计学法没有： 全<市>"
        "意思第1 · 用词第2 · 阅读器 +9.0 / −3.8 · 地点相符 · 年份不符"
    )
    assert not Tree(response_html(response)).all("details", "rq-why")


def test_a_refusal_tells_how_the_passages_scored() -> None:
    response = fakes.ask("火星上有多少人？")
    passages = tuple(replace(p, why=replace(_WHY, margin=None)) for p in response.passages)
    tree = Tree(response_html(replace(response, passages=passages)))
    assert [s.text for s in tree.all("summary")] == ["其余 2 处", "各段得分"]
    assert "阅读器" not in tree.text


def test_an_unsure_refusal_is_headed_so_and_says_it_once() -> None:
    message = "没有找到确定的答案。最接近的段落没有提到“小学”。"
    tree = Tree(response_html(Response("问？", None, Refusal("unsure", message), ())))
    assert tree.text == "没有找到确定的答案最接近的段落没有提到“小学”。"
    assert tree.all("p", "rq-refused")[0].text == "没有找到确定的答案"


def test_a_refusal_is_told_in_sentences_that_can_be_put_into_english() -> None:
    sentences = (
        Sentence("not_sure"),
        Sentence("passages_lack", (("word", "小<学"),)),
        Sentence("see_maybe"),
    )
    message = "没有找到确定的答案。最接近的段落没有提到“小<学”。下面是最接近的段落，请核对。"
    refusal = Refusal("unsure", message, sentences=sentences)
    tree = Tree(response_html(Response("问？", None, refusal, ())))
    assert tree.text == (
        "没有找到确定的答案最接近的段落没有提到“小<学”。"
        "下面是最接近的段落，答案可能就在其中，请核对。"
    )
    told = [one.attributes for one in tree.all("span") if "data-t" in one.attributes]
    assert [one["data-t"] for one in told] == [
        "unsure",
        "refused_passages_lack",
        "refused_see_maybe",
    ]
    assert told[1]["data-word"] == "小<学"
    english = [catalogue()["en"][one["data-t"] or ""] for one in told[1:]]
    assert "".join(english) == (
        "The nearest passages do not mention “{word}”. "
        "The nearest passages stand below and may well answer; please check them."
    )


def test_a_nearby_question_can_be_clicked() -> None:
    suggestion = Suggestion("2020年<b>多少次？", "high")
    refusal = Refusal("missing_year", "没有。", ("2019年",), suggestion)
    tree = Tree(response_html(Response("问？", None, refusal, ())))
    assert tree.all("p", "rq-suggestion")[0].text == "报告能回答的相近问题：2020年<b>多少次？"
    assert [b.attributes["data-ask"] for b in tree.all("button")] == [suggestion.question]


def test_what_was_looked_up_is_said_first() -> None:
    expanded = (Expansion("低<保", "最低生活保障"), Expansion("讨薪", "{word}"))
    for response in (fakes.ask("累计学法多少次？"), fakes.ask("火星上有多少人？")):
        html = response_html(replace(response, expanded=expanded))
        tree = Tree(html)
        assert tree.nodes[0].text == (
            "报告里没有“低<保”这个词，按“最低生活保障”查找。"
            " 报告里没有“讨薪”这个词，按“{word}”查找。"
        )
        assert tree.nodes[1].attributes["data-official"] == "最低生活保障"


def test_a_doubtful_answer_asks_to_be_checked() -> None:
    tree = Tree(response_html(fakes.ask("述法")))
    assert [p.text for p in tree.all("p", "rq-hint")] == ["把握不大，请对照原文核实"]


def test_a_cell_has_the_name_of_its_column_below() -> None:
    response = fakes.ask("述法")
    assert response.answer
    told = replace(response, answer=replace(response.answer, column="罚没（万元）"))
    plain = [p.text for p in Tree(response_html(response)).all("p", "rq-source")]
    shown_with_it = [p.text for p in Tree(response_html(told)).all("p", "rq-source")]
    assert shown_with_it == ["表格栏目罚没（万元）", *plain]


def test_other_years_are_offered_with_the_same_question() -> None:
    answer = fakes.ask("学法").answer
    assert answer
    response = Response("2020年学法<多少>次？", replace(answer, other_years=(2018, 2019)), None, ())
    tree = Tree(response_html(response))
    assert tree.all("p", "rq-other-years")[0].text == "这是2020年的情况；另有2018年 2019年"
    assert [b.attributes["data-ask"] for b in tree.all("button", "rq-chip")] == [
        "2018年学法<多少>次？",
        "2019年学法<多少>次？",
    ]
    assert not Tree(response_html(fakes.ask("学法"))).all("p", "rq-other-years")


@pytest.mark.parametrize(
    ("question", "taken", "asked"),
    [
        ("学法多少次？", 2020, "2018年学法多少次？"),
        ("2020年比2019年多多少？", 2020, "2018年比2019年多多少？"),
        ("编号120203的文件？", 2020, "2018年编号120203的文件？"),
        ("学法多少次？", None, "2018年学法多少次？"),
    ],
)
def test_a_question_is_asked_of_another_year(question: str, taken: int | None, asked: str) -> None:
    assert question_for(question, taken, 2018) == asked


def test_a_page_is_named_once() -> None:
    answer = fakes.ask("学法").answer
    assert answer
    for label, text in (
        ("《报告》第3段", "《报告》第3段 第7页"),
        ("《报告》第3段（第7页）", "《报告》第3段（第7页）"),
    ):
        citation = replace(answer.citation, title="报告", page=7, label=label)
        tree = Tree(response_html(Response("", replace(answer, citation=citation), None, ())))
        assert tree.all("a")[0].text == text
        assert tree.all("span", "rq-cite-title")[0].text == "《报告》"


def test_a_refusal_shows_three_passages_and_folds_the_rest() -> None:
    tree = Tree(response_html(fakes.ask("火星上有多少人？")))
    assert tree.all("p", "rq-refused")[0].text == "没有找到答案"
    assert "火星上有多少人？" in tree.all("div", "rq-refusal")[0].text
    assert len(tree.all("p", "rq-passage")) == 5
    assert len(Tree(_between(tree, "details")).all("p", "rq-passage")) == 2


def _between(tree: Tree, tag: str) -> str:
    """The HTML of the only element of this kind in a refusal with five passages."""
    html = response_html(fakes.ask("火星上有多少人？"))
    assert len(tree.all(tag)) == 1
    return html[html.index(f"<{tag}") : html.index(f"</{tag}>") + len(tag) + 3]


def test_a_response_with_neither_is_a_friendly_line() -> None:
    assert response_html(Response("?", None, None, ())) == error_html()


@pytest.mark.parametrize("message", [None, "端口 <b> 已被占用"])
def test_errors_are_one_line(message: str | None) -> None:
    html = error_html(message)
    assert Tree(html).nodes[0].attributes["role"] == "alert"
    assert "\n" not in html
    assert message is None or message in Tree(html).text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_place_names_report_and_span(report_id: str) -> None:
    fields: dict[str, Any] = {
        "title": "",
        "issuer": None,
        "year": None,
        "source": "",
        "section": (),
    }
    cited = Citation(
        report_id=report_id, paragraph=1, start=3, end=9, page=None, label="", **fields
    )
    assert parse_qs(place(cited).removeprefix("#"), keep_blank_values=True) == {
        "report": [report_id],
        "start": ["3"],
        "end": ["9"],
    }


@pytest.mark.parametrize(
    ("message", "marks"),
    [
        ("没有找到确定的答案。下面是最接近的段落，答案可能就在其中，请核对。", 1),
        ("问题没有说是哪个地方：甲市、乙市的报告里都有答案。", 0),
    ],
)
def test_words_that_may_well_answer_are_marked_where_they_stand(message: str, marks: int) -> None:
    answered = fakes.ask("累计学法多少次？")
    assert answered.answer
    refusal = Refusal("unsure", message)
    response = replace(answered, answer=None, refusal=refusal, considered=answered.answer)
    passage = Passage(1, answered.answer.quote, answered.answer.citation, Scores(0, 0, 0))
    far = replace(passage, rank=2, citation=replace(passage.citation, report_id="other"))
    response = replace(response, passages=(passage, far))
    tree = Tree(response_html(response))
    assert [one.text for one in tree.all("mark")] == [answered.answer.text] * marks
    assert tree.all("p", "rq-passage")[0].text == passage.text
