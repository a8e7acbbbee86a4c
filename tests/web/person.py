"""Someone at the page in a real Chromium."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from reportqa.types import Answer

from . import fakes

EXAMPLES = ["累计学法多少次？", "火星上有多少人？"]
LEARNED, TOLD, SERIES = "累计学法多少次？", "述法多少人次？", "历年情况？"
PHONE = {"width": 375, "height": 740}

_CHROMIUM = next(
    filter(
        None,
        [
            os.environ.get("CHROMIUM"),
            *map(shutil.which, ["chromium", "chromium-browser", "google-chrome"]),
        ],
    ),
    None,
)
NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not _CHROMIUM, reason="no Chromium: install the package chromium, or set CHROMIUM to one"
    ),
]
_QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--no-first-run", "--disable-component-update", "--disable-sync"),
]

# The words on show whose contrast with their background is below 4.5, each with that contrast.
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


@contextmanager
def browser() -> Iterator[Any]:
    """The browser of this machine, without a window and without calls of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=_CHROMIUM, args=_QUIET)
        yield running
        running.close()


def answer_to(question: str) -> Answer:
    answer = fakes.ask(question).answer
    assert answer
    return answer


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


Visit = Callable[..., Person]
