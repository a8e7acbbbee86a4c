"""The page as a person meets it, in a real Chromium."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from reportqa.types import Answer
from reportqa.web import create_app
from reportqa.web.render import copy_text, place, visible

from . import fakes

CHROMIUM = next(
    filter(
        None,
        [
            os.environ.get("CHROMIUM"),
            *map(shutil.which, ["chromium", "chromium-browser", "google-chrome"]),
        ],
    ),
    None,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM, reason="no Chromium: install the package chromium, or set CHROMIUM to one"
    ),
]

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--no-first-run", "--disable-component-update", "--disable-sync"),
]
EXAMPLES = ["累计学法多少次？", "火星上有多少人？"]
LEARNED, TOLD, SERIES = "累计学法多少次？", "述法多少人次？", "历年情况？"
PHONE = {"width": 375, "height": 740}


def _answer(question: str) -> Answer:
    answer = fakes.ask(question).answer
    assert answer
    return answer


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = create_app(fakes.ask, lambda: [fakes.shipped(), fakes.hostile()], EXAMPLES)
    with fakes.running(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


class Person:
    """Someone at the page, who notes every request and every complaint of the browser."""

    def __init__(self, browser: Any, address: str, fragment: str, options: dict[str, Any]) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | options)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None,
        )
        self.page.goto(f"{address}/{fragment}")
        self.page.wait_for_selector("#rq.rq-ready")

    def ask(self, question: str) -> None:
        self.page.fill("#rq-question", question)
        self.page.press("#rq-question", "Enter")
        self.page.wait_for_selector(".rq-turn:last-child:not(.rq-waiting)")

    def text(self, selector: str) -> str:
        return str(self.page.text_content(selector))

    def texts(self, selector: str) -> list[str]:
        return list(self.page.locator(selector).all_text_contents())

    def marked(self) -> str:
        """What is marked in the report."""
        self.page.wait_for_selector(".rq-text mark")
        return "".join(self.texts(".rq-text mark"))

    def focused(self) -> str:
        return str(
            self.page.evaluate("document.activeElement.id || document.activeElement.className")
        )

    def in_view(self, selector: str) -> bool:
        """Whether its first line can be seen, once scrolling has ended."""
        self.page.wait_for_function(
            """selector => {
                const line = document.querySelector(selector).getClientRects()[0];
                const top = document.elementFromPoint(line.x + 4, line.y + line.height / 2);
                return Boolean(top?.closest(selector));
            }""",
            arg=selector,
        )
        return True


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Person]]:
    people: list[Person] = []

    def come(fragment: str = "", **options: Any) -> Person:
        people.append(Person(browser, address, fragment, options))
        return people[-1]

    yield come
    for person in people:
        person.context.close()
        hosts = {urlsplit(url).hostname for url in person.requests if not url.startswith("data:")}
        assert hosts == {"127.0.0.1"}
        assert person.complaints == []


Visit = Callable[..., Person]


def test_an_answer_shows_the_exact_words_and_opens_its_source(visit: Visit) -> None:
    answer = _answer(LEARNED)
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
        "words => document.querySelector('.rq-text mark')?.textContent === words",
        arg=_answer(LEARNED).quote,
    )


def test_an_address_opens_the_place_that_it_names(visit: Visit) -> None:
    answer = _answer(TOLD)
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
    answer = _answer(LEARNED)
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
    answer = _answer(fakes.HOSTILE_QUESTION)
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
    assert person.marked() == _answer(LEARNED).quote
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


CONTRAST = """() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgba = color => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = node => {
        for (; node; node = node.parentElement) {
            const color = rgba(getComputedStyle(node).backgroundColor);
            if (color[3] === 255) return color;
        }
        return [255, 255, 255];
    };
    const poor = [];
    for (const node of document.querySelectorAll('#rq *')) {
        if (!node.checkVisibility() || node.closest('[aria-hidden]')) continue;
        const own = [...node.childNodes].some(n => n.nodeType === 3 && n.data.trim());
        if (!own) continue;
        const [a, b] = [light(rgba(getComputedStyle(node).color)), light(ground(node))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) poor.push([node.className || node.tagName, ratio]);
    }
    return poor;
}"""


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
    label = _answer(LEARNED).citation.label
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
    assert person.texts(".rq-quote") == [_answer(LEARNED).quote]

    chinese = person.page.evaluate(
        """() => [...document.querySelectorAll('[data-t]')]
            .filter(e => /[一-鿿]/.test(e.textContent)).map(e => e.dataset.t)"""
    )
    assert chinese == ["switch"]
    person.page.reload()
    person.page.wait_for_selector("#rq.rq-ready")
    assert person.text("h1") == "Report Q&A"


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


def test_chromium_is_where_it_was_found() -> None:
    assert CHROMIUM
    assert Path(CHROMIUM).exists()
