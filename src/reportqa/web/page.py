"""The Gradio app: one static page, and one queued endpoint that answers questions."""

import logging
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypedDict

from reportqa.errors import ReportqaError
from reportqa.types import Filter, Response
from reportqa.web.filtering import parse_filter
from reportqa.web.render import error_html, place, response_html
from reportqa.web.shell import shell
from reportqa.web.texts import MAX_QUESTION_CHARACTERS, text

if TYPE_CHECKING:
    import gradio as gr

Ask = Callable[[str, Filter], Response]
"""Answers a question from the reports that a filter admits."""

# Most of them only wait for their turn, which is not the page's to give; one that was answered
# before need not wait. Eight of Gradio's 40 threads are left to everything else.
_QUESTIONS_TAKEN_UP = 32
_QUESTIONS_WAITING = 200
_SECONDS_BETWEEN_ESTIMATES = 10.0

_log = logging.getLogger(__name__)

FONTS = (
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "system-ui",
    "sans-serif",
)


class Reply(TypedDict):
    """What the page gets for a question.

    `html` is inert; `open` is the URL fragment of the answer's source, if there is an answer.
    `words` are the spans of its exact words, in offsets of the report. `ok` is false where the
    question was not taken up, so that the page keeps it in the box.
    """

    ok: bool
    html: str
    open: str | None
    words: list[tuple[int, int]]


def replier(ask: Ask) -> Callable[[str, Any], Reply]:
    """`ask` made safe for the page: whatever happens, there is something friendly to show."""

    def reply(question: str, only: Any) -> Reply:
        try:
            # A lone surrogate is valid in JSON, but no text that can be searched or stored.
            question = question.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if len(question) > MAX_QUESTION_CHARACTERS:
                return _not_taken(text("too_long", max=MAX_QUESTION_CHARACTERS, n=len(question)))
            response = ask(question, parse_filter(only))
            answer = response.answer
            return {
                "ok": True,
                "html": response_html(response),
                "open": place(answer.citation) if answer else None,
                "words": list(answer.highlights) if answer else [],
            }
        except ReportqaError as error:
            return _not_taken(str(error))
        except Exception:  # the last line of defence: a person must never see a traceback
            _log.exception("a question could not be answered")
            return _not_taken()

    return reply


def _not_taken(message: str | None = None) -> Reply:
    return {"ok": False, "html": error_html(message), "open": None, "words": []}


def build_blocks(ask: Ask) -> "gr.Blocks":
    """The Gradio app, with the endpoint `ask` served to several people at once."""
    import gradio as gr
    from gradio.events import api

    # Gradio tabulates all past calls with pandas after each call, for a dashboard that is off.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(sys.maxsize))
    reply = replier(ask)

    def answer(question: str, only: dict[str, Any] | None = None) -> dict[str, Any]:
        return dict(reply(question, only))

    blocks = gr.Blocks(title=text("app"), analytics_enabled=False, fill_width=True)
    with blocks:
        gr.HTML(shell(), js_on_load=None, apply_default_css=False)
        api(
            answer,
            api_name="ask",
            api_description="Answers a question from the reports.",
            concurrency_limit=_QUESTIONS_TAKEN_UP,
        )
    # The page shows no place in the queue, which Gradio would tell all who wait after each answer.
    blocks.queue(max_size=_QUESTIONS_WAITING, status_update_rate=_SECONDS_BETWEEN_ESTIMATES)
    return blocks


def theme() -> "gr.Theme":
    """Gradio's plainest theme on system fonts, in the page's own background colours."""
    import gradio as gr

    return gr.themes.Base(font=list(FONTS), font_mono=["ui-monospace", "monospace"]).set(
        body_background_fill="#f5f4f0", body_background_fill_dark="#141517"
    )
