"""Asking, reading and sharing, as a person does it in a real Chromium."""

from urllib.parse import quote

import pytest

from reportqa.visible import visible
from reportqa.web.render import copy_text, place

from . import fakes
from .person import EXAMPLES, LEARNED, NEEDS_CHROMIUM, PHONE, SERIES, TOLD, Visit, answer_to

pytestmark = NEEDS_CHROMIUM


def test_an_answer_shows_the_exact_words_and_opens_its_source(visit: Visit) -> None:
    answer = answer_to(LEARNED)
    person = visit()
    person.ask(LEARNED)

    assert person.texts(".rq-answer mark") == [answer.text]
    assert person.texts(".rq-quote") == [answer.quote]
    assert person.text(".rq-confidence") == "把握高"
    assert person.marked() == answer.quote
    assert person.in_view(".rq-text mark")
    assert person.page.evaluate("location.hash") == place(answer.citation)
    assert person.focused() == "rq-question"
    assert person.page.input_value("#rq-question") == ""
    assert person.page.title() == "报告问答"
    assert person.text(".rq-report-title") == fakes.shipped().title
    assert person.texts(".rq-report-facts bdi") == [
        "乌鲁木齐市人民政府",
        "2020年度",
        "urumqi-2020.txt",
    ]


def test_a_citation_opens_at_exactly_its_characters(visit: Visit) -> None:
    person = visit()
    person.ask(LEARNED)
    person.page.click(".rq-more summary")
    person.page.click(".rq-more .rq-passages li:nth-child(3) .rq-cite")
    passage = fakes.ask(LEARNED).passages[3]
    person.page.wait_for_function(
        "fragment => location.hash === fragment", arg=place(passage.citation)
    )
    assert person.marked() == passage.text
    person.page.go_back()
    person.page.wait_for_function(
        """words => [...document.querySelectorAll('.rq-text mark')]
            .map(mark => mark.textContent).join('') === words""",
        arg=answer_to(LEARNED).quote,
    )


def test_the_exact_words_stand_out_in_the_report(visit: Visit) -> None:
    person = visit()
    person.ask(LEARNED)
    assert person.marked() == answer_to(LEARNED).quote
    assert person.texts(".rq-text mark.rq-exact") == ["745次"]
    weights = "e => getComputedStyle(e).fontWeight + getComputedStyle(e).backgroundColor"
    exact, around = (
        person.page.eval_on_selector(f".rq-text mark.{kind}", weights)
        for kind in ("rq-exact", "rq-around")
    )
    assert exact != around
    person.page.reload()
    person.page.wait_for_selector(".rq-text mark.rq-exact")

    person.page.click(".rq-text")  # a passage is all of equal weight
    person.ask(EXAMPLES[1])
    person.page.click(".rq-nearest .rq-cite >> nth=1")
    person.page.wait_for_function("() => !document.querySelector('.rq-text mark.rq-exact')")
    assert person.marked() == fakes.ask(EXAMPLES[1]).passages[1].text


def test_each_row_of_a_series_opens_at_its_figure(visit: Visit) -> None:
    answer = answer_to(SERIES)
    assert answer.series
    person = visit()
    person.ask(SERIES)
    for i, point in enumerate(answer.series):
        person.page.click(f".rq-series tbody tr:nth-child({i + 1}) .rq-cite")
        person.page.wait_for_selector(f".rq-text mark.rq-exact:text-is('{point.text}')")
        assert person.marked() == point.quote


def test_another_year_is_asked_with_one_click(visit: Visit) -> None:
    person = visit()
    person.ask("哪年述法都行？")
    assert "这是2020年的情况" in person.text(".rq-other-years")
    person.page.click(".rq-other-years button >> nth=1")
    person.page.wait_for_selector(".rq-turn:nth-child(2):not(.rq-waiting)")
    assert person.texts(".rq-bubble") == ["哪年述法都行？", "2019年哪年述法都行？"]


def test_numbers_of_paragraphs_stay_on_one_line(visit: Visit) -> None:
    for size in ({"width": 1280, "height": 800}, PHONE):
        person = visit(place(answer_to(TOLD).citation), viewport=size)
        heights = person.page.eval_on_selector_all(
            ".rq-line",
            "lines => lines.map(l => parseFloat(getComputedStyle(l, '::before').height))",
        )
        assert len(heights) > 10
        assert set(heights) == {heights[0]}


def test_an_address_opens_the_place_that_it_names(visit: Visit) -> None:
    answer = answer_to(TOLD)
    person = visit(place(answer.citation))
    assert person.marked() == answer.quote
    assert person.in_view(".rq-text mark")
    for nonsense in (
        "#report=urumqi-2020&start=9999999&end=1",
        "#report=urumqi-2020&start=x&end=-3",
    ):
        other = visit(nonsense)
        assert other.text(".rq-report-title") == fakes.shipped().title
        assert other.texts(".rq-text mark") == []


def test_an_address_of_an_unknown_report_says_so(visit: Visit) -> None:
    person = visit("#report=gone&start=1&end=2")
    assert "可能已从索引中移除" in person.text(".rq-empty")
    person.complaints = [c for c in person.complaints if "404" not in c]
    person.page.select_option(".rq-choose select", "urumqi-2020")
    person.page.wait_for_selector(".rq-line")


def test_a_refusal_says_so_and_shows_passages(visit: Visit) -> None:
    person = visit()
    person.page.click(".rq-examples button >> nth=1")
    person.page.wait_for_selector(".rq-refusal")
    response = fakes.ask(EXAMPLES[1])
    assert person.text(".rq-refused") == "没有找到答案"
    assert person.texts(".rq-passage") == [p.text for p in response.passages]
    assert person.page.locator(".rq-passage >> nth=0").is_visible()
    assert person.texts(".rq-text mark") == []
    person.page.click(".rq-nearest .rq-cite >> nth=0")
    assert person.marked() == response.passages[0].text


@pytest.mark.parametrize("has_clipboard", [True, False])
def test_copying_takes_quote_and_source(visit: Visit, *, has_clipboard: bool) -> None:
    answer = answer_to(LEARNED)
    person = visit()
    person.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if not has_clipboard:
        person.page.evaluate("navigator.clipboard.writeText = undefined")
    person.ask(LEARNED)
    person.page.click(".rq-copy >> nth=0")
    person.page.wait_for_function(
        "() => document.querySelector('.rq-copy').textContent === '已复制'"
    )
    copied = person.page.evaluate("navigator.clipboard.readText()")
    assert copied == copy_text(answer.quote, answer.citation)


def test_hostile_words_show_as_themselves(visit: Visit) -> None:
    report = fakes.hostile()
    answer = answer_to(fakes.HOSTILE_QUESTION)
    person = visit()
    person.ask(fakes.HOSTILE_QUESTION)

    assert person.texts(".rq-bubble") == [fakes.HOSTILE_QUESTION]
    assert person.texts(".rq-answer mark") == ["12.3万户😀"]
    assert person.text(".rq-cite") == answer.citation.label
    assert person.marked() == answer.quote  # characters beyond U+FFFF stand before it
    assert person.text(".rq-report-title") == report.title
    lines = [visible(line) for line in report.text.split("\n")]
    assert person.texts(".rq-line") == lines
    passages = fakes.ask(fakes.HOSTILE_QUESTION).passages
    assert person.texts(".rq-passage") == [visible(p.text) for p in passages]
    person.page.wait_for_timeout(300)
    assert person.page.evaluate("window.hacked") is None
    assert person.page.locator("#rq img, #rq script, #rq i:not(.rq-bars i)").count() == 0


def test_injected_scripts_would_not_run(visit: Visit) -> None:
    person = visit()
    person.page.evaluate(
        """() => {
            document.querySelector('#rq-turns').innerHTML = '<img src=x onerror="window.hacked=1">';
            const script = document.createElement('script');
            script.textContent = 'window.hacked = 2';
            document.body.append(script);
            return fetch('http://192.0.2.1/').catch(() => null);
        }"""
    )
    person.page.wait_for_timeout(300)
    assert person.page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in c for c in person.complaints)
    person.complaints.clear()
    person.requests = [url for url in person.requests if "192.0.2.1" not in url]


def test_a_long_question_is_kept(visit: Visit) -> None:
    person = visit()
    person.page.fill("#rq-question", "😀" * 501)
    person.page.press("#rq-question", "Enter")
    assert "最多 500 个字，现在有 501 个" in person.text(".rq-notice")
    assert person.page.input_value("#rq-question") == "😀" * 501
    assert person.text(".rq-count") == "501 / 500"
    assert person.texts(".rq-turn") == []
    person.page.press("#rq-question", "Backspace")
    assert not person.page.is_visible(".rq-notice")
    person.page.press("#rq-question", "Enter")
    person.page.wait_for_selector(".rq-refusal")


def test_nothing_is_asked_by_nothing_or_while_composing(visit: Visit) -> None:
    person = visit()
    for nothing in ("", " \n\t　"):
        person.page.fill("#rq-question", nothing)
        person.page.press("#rq-question", "Enter")
    person.page.fill("#rq-question", "xuefa")
    person.page.evaluate(
        """() => document.querySelector('#rq-question').dispatchEvent(new KeyboardEvent(
            'keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"""
    )
    person.page.press("#rq-question", "Shift+Enter")
    assert person.page.input_value("#rq-question") == "xuefa\n"
    assert person.texts(".rq-turn") == []


def test_failures_are_one_friendly_line_and_keep_the_question(visit: Visit) -> None:
    person = visit()
    person.ask("坏索引")
    assert "<vectors.bin> 已损坏：请运行 reportqa build" in person.text(
        ".rq-turn:last-child .rq-error"
    )
    assert person.page.input_value("#rq-question") == "坏索引"
    person.ask("崩溃")
    assert "出了点意外" in person.text(".rq-turn:last-child .rq-error")
    assert "secret" not in person.text("body")
    person.context.set_offline(True)
    person.ask("连不上？")
    assert "连不上服务" in person.text(".rq-turn:last-child .rq-error")
    assert person.page.input_value("#rq-question") == "连不上？"
    person.context.set_offline(False)
    person.complaints = [c for c in person.complaints if "ERR_INTERNET_DISCONNECTED" not in c]
    person.page.click("[data-do=clear]")
    assert person.texts(".rq-turn") == []


def test_clearing_forgets_an_answer_on_its_way(visit: Visit) -> None:
    person = visit()
    person.page.fill("#rq-question", "慢慢来")
    person.page.press("#rq-question", "Enter")
    person.page.wait_for_selector(".rq-searching")
    person.page.click("[data-do=clear]")
    person.ask(LEARNED)
    person.page.wait_for_timeout(1700)
    assert person.texts(".rq-bubble") == [LEARNED]


def test_two_people_keep_to_their_own_conversations(visit: Visit) -> None:
    one, other = visit(), visit()
    for person, question in ((one, "慢，第一位？"), (other, "慢，第二位？")):
        person.page.fill("#rq-question", question)
        person.page.press("#rq-question", "Enter")
    for person, question in ((one, "慢，第一位？"), (other, "慢，第二位？")):
        person.page.wait_for_selector(".rq-refusal")
        assert person.texts(".rq-bubble") == [question]
        assert question in person.text(".rq-refusal")


def test_choosing_a_report_opens_it(visit: Visit) -> None:
    person = visit()
    person.page.select_option(".rq-choose select", fakes.hostile().id)
    person.page.wait_for_function("() => document.querySelectorAll('.rq-line').length === 5")
    assert person.page.evaluate("location.hash") == "#report=" + quote(
        fakes.hostile().id, safe="*-._"
    ).replace("%20", "+")
    assert person.text(".rq-outline button") == "一、<script>window.hacked = 1</script>"


def test_gradio_does_not_show(visit: Visit) -> None:
    person = visit()
    assert "Gradio" not in person.page.inner_text("body")
    assert person.page.locator("footer:visible").count() == 0
    fonts = person.page.evaluate("[...document.fonts].map(font => font.family)")
    assert fonts == []
