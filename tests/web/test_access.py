"""The page on a phone, in the dark, by keyboard alone and in English, in a real Chromium."""

import pytest

from reportqa.web.render import place

from . import fakes
from .person import (
    CONTRAST,
    EXAMPLES,
    LEARNED,
    NEEDS_CHROMIUM,
    PHONE,
    SERIES,
    TOLD,
    Visit,
    answer_to,
)

pytestmark = NEEDS_CHROMIUM


@pytest.mark.parametrize("width", [320, 360, 430])
def test_every_button_at_the_top_is_in_view_in_both_languages(visit: Visit, width: int) -> None:
    person = visit(viewport={"width": width, "height": 568}, has_touch=True, is_mobile=True)
    buttons = person.page.locator(".rq-top button:visible")
    for shown in ("English", "中文"):
        assert buttons.count() == 4
        boxes = [button.bounding_box() for button in buttons.all()]
        assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > width] == []
        assert person.text(".rq-top [data-do=language]").strip() == shown
        person.page.click(".rq-top [data-do=language]")


def test_a_phone_shows_chat_or_report_without_sideways_scrolling(visit: Visit) -> None:
    person = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    fits = "document.scrollingElement.scrollWidth <= innerWidth && scrollX === 0"
    widest = """() => Math.max(...[...document.querySelectorAll('#rq *')]
        .filter(e => e.checkVisibility() && !e.closest('.rq-unseen, .rq-skip, .rq-status'))
        .map(e => e.getBoundingClientRect().right))"""
    for question in (LEARNED, SERIES, EXAMPLES[1], fakes.HOSTILE_QUESTION):
        person.ask(question)
        assert person.page.evaluate(fits)
        assert person.page.evaluate(widest) <= PHONE["width"]
    assert not person.page.is_visible(".rq-report")

    person.page.tap(".rq-turn:first-child .rq-cite >> nth=0")
    assert person.marked() == answer_to(LEARNED).quote
    assert person.in_view(".rq-text mark")
    assert not person.page.is_visible(".rq-chat")
    assert person.page.evaluate(fits)
    assert person.page.evaluate(widest) <= PHONE["width"]

    person.page.tap(".rq-back")
    person.page.wait_for_selector(".rq-chat", state="visible")
    assert person.page.evaluate("location.hash") == ""
    person.page.tap(".rq-to-report")
    assert person.page.is_visible(".rq-report")
    person.page.tap(".rq-back")
    assert person.page.is_visible(".rq-chat")

    person.page.go_forward()
    person.page.wait_for_selector(".rq-report", state="visible")
    person.page.select_option(".rq-choose select", fakes.hostile().id)
    person.page.tap(".rq-back")
    person.page.wait_for_selector(".rq-chat", state="visible")
    assert person.page.evaluate("location.hash") == ""


def test_a_phone_that_came_by_an_address_gets_back_to_the_chat(visit: Visit) -> None:
    person = visit(place(answer_to(TOLD).citation), viewport=PHONE, has_touch=True, is_mobile=True)
    assert person.in_view(".rq-text mark")
    person.page.select_option(".rq-choose select", fakes.hostile().id)
    person.page.tap(".rq-back")
    person.page.wait_for_selector(".rq-chat", state="visible")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_in_either_scheme(visit: Visit, scheme: str) -> None:
    person = visit(color_scheme=scheme)
    for question in (TOLD, SERIES, EXAMPLES[1], "崩溃"):
        person.ask(question)
    person.page.fill("#rq-question", "长" * 501)
    person.page.press("#rq-question", "Enter")
    brightness = person.page.evaluate(
        "() => getComputedStyle(document.querySelector('.rq-report')).backgroundColor"
    )
    assert (brightness == "rgb(255, 255, 255)") == (scheme == "light")
    assert person.page.evaluate(CONTRAST) == []


def test_everything_works_by_keyboard(visit: Visit) -> None:
    person = visit()
    assert person.focused() == "rq-question"
    person.page.keyboard.type(LEARNED)
    person.page.keyboard.press("Enter")
    person.page.wait_for_selector(".rq-copy")

    order = []
    person.page.focus(".rq-log")
    for _ in range(5):
        person.page.keyboard.press("Tab")
        order.append(person.page.evaluate("document.activeElement.textContent"))
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert person.page.evaluate(outline) == "solid"
    label = answer_to(LEARNED).citation.label
    assert order == [*EXAMPLES, label, "复制原文和出处", "其他相关原文（4 处）"]
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Enter")
    passage = fakes.ask(LEARNED).passages[1]
    person.page.wait_for_function(
        "fragment => location.hash === fragment", arg=place(passage.citation)
    )
    assert person.marked() == passage.text

    person.page.focus(".rq-outline summary")
    person.page.keyboard.press("Enter")
    person.page.focus(".rq-outline li:last-child button")
    person.page.keyboard.press("Enter")
    assert "（六）持续强化组织保障" in person.page.evaluate("document.activeElement.textContent")
    assert person.in_view(".rq-line:focus")


def test_a_heading_in_the_reader_does_not_look_like_a_link(visit: Visit) -> None:
    style = visit().page.eval_on_selector(
        ".rq-text .rq-heading", "heading => getComputedStyle(heading).textDecorationLine"
    )
    assert style == "none"


def test_the_outline_follows_the_reader(visit: Visit) -> None:
    person = visit(viewport={"width": 1440, "height": 900})
    assert person.page.is_visible(".rq-outline nav")
    person.page.click(".rq-outline button:has-text('二、存在的问题')")
    person.page.wait_for_selector(".rq-outline [aria-current]:has-text('二、存在的问题')")


def test_english_switches_the_page_s_words_and_is_remembered(visit: Visit) -> None:
    person = visit()
    person.ask(EXAMPLES[1])
    person.page.click("[data-do=language]")
    assert person.text(".rq-refused") == "No answer found"
    assert person.text(".rq-nearest .rq-label") == "The 5 nearest passages, for reference"
    assert person.page.title() == "Report Q&A"
    assert person.page.get_attribute("html", "lang") == "en"
    assert (
        person.page.get_attribute("#rq-question", "placeholder")
        == "Ask a question about the reports"
    )
    person.ask(LEARNED)
    assert person.text(".rq-confidence") == "Confidencehigh"
    assert person.texts(".rq-quote") == [answer_to(LEARNED).quote]

    chinese = person.page.evaluate(
        """() => [...document.querySelectorAll('[data-t]')]
            .filter(e => /[一-鿿]/.test(e.textContent)).map(e => e.dataset.t)"""
    )
    assert chinese == ["switch"]
    person.page.reload()
    person.page.wait_for_selector("#rq.rq-ready")
    assert person.text("h1") == "Report Q&A"
