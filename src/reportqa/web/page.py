"""The Gradio app: one static page, and one queued endpoint that answers questions."""

import logging
import os
import sys
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any, TypedDict

from reportqa.errors import ReportqaError
from reportqa.types import Response
from reportqa.web.render import error_html, place, response_html
from reportqa.web.texts import MAX_QUESTION_CHARACTERS, text

if TYPE_CHECKING:
    import gradio as gr

Ask = Callable[[str], Response]

_QUESTIONS_AT_ONCE = 4
_QUESTIONS_WAITING = 200

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
    `ok` is false where the question was not taken up, so that the page keeps it in the box.
    """

    ok: bool
    html: str
    open: str | None


def replier(ask: Ask) -> Callable[[str], Reply]:
    """`ask` made safe for the page: whatever happens, there is something friendly to show."""

    def reply(question: str) -> Reply:
        try:
            # A lone surrogate is valid in JSON, but no text that can be searched or stored.
            question = question.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if len(question) > MAX_QUESTION_CHARACTERS:
                message = text("too_long", max=MAX_QUESTION_CHARACTERS, n=len(question))
                return {"ok": False, "html": error_html(message), "open": None}
            response = ask(question)
            source = place(response.answer.citation) if response.answer else None
            return {"ok": True, "html": response_html(response), "open": source}
        except ReportqaError as error:
            return {"ok": False, "html": error_html(str(error)), "open": None}
        except Exception:  # the last line of defence: a person must never see a traceback
            _log.exception("a question could not be answered")
            return {"ok": False, "html": error_html(), "open": None}

    return reply


def build_blocks(ask: Ask) -> "gr.Blocks":
    """The Gradio app, with the endpoint `ask` served to several people at once."""
    import gradio as gr
    from gradio.events import api

    # Gradio tabulates all past calls with pandas after each call, for a dashboard that is off.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(sys.maxsize))
    reply = replier(ask)

    def answer(question: str) -> dict[str, Any]:
        return dict(reply(question))

    blocks = gr.Blocks(title=text("app"), analytics_enabled=False, fill_width=True)
    with blocks:
        gr.HTML(shell(), js_on_load=None, apply_default_css=False)
        api(
            answer,
            api_name="ask",
            api_description="Answers a question from the reports.",
            concurrency_limit=_QUESTIONS_AT_ONCE,
        )
    blocks.queue(max_size=_QUESTIONS_WAITING)
    return blocks


def theme() -> "gr.Theme":
    """Gradio's plainest theme on system fonts, in the page's own background colours."""
    import gradio as gr

    return gr.themes.Base(font=list(FONTS), font_mono=["ui-monospace", "monospace"]).set(
        body_background_fill="#f5f4f0", body_background_fill_dark="#141517"
    )


def shell() -> str:
    """The page before anything is asked: no word in it comes from a report or a user."""

    def words(key: str) -> str:
        return f'<span data-t="{key}">{escape(text(key))}</span>'

    def label(key: str) -> str:
        return f'aria-label="{escape(text(key))}" data-t-label="{key}"'

    return f"""
<div id="rq" data-view="chat">
  <a class="rq-skip" href="#rq-question">{words("skip")}</a>
  <header class="rq-top">
    <span class="rq-seal" aria-hidden="true">问</span>
    <h1>{words("app")}</h1>
    <p class="rq-tagline">{words("tagline")}</p>
    <button type="button" class="rq-quiet rq-to-report" data-do="read">{words("read")}</button>
    <button type="button" class="rq-quiet" data-do="clear">{words("clear")}</button>
    <button type="button" class="rq-quiet" data-do="language" {label("switch_hint")}
      >{words("switch")}</button>
  </header>
  <main class="rq-chat" {label("chat")}>
    <div class="rq-log" tabindex="0" role="group" {label("chat")}>
      <section class="rq-welcome">
        <h2>{words("welcome")}</h2>
        <p>{words("welcome_more")}</p>
        <div class="rq-examples" hidden><p class="rq-label">{words("examples")}</p><ul></ul></div>
      </section>
      <div id="rq-turns" role="log" aria-live="polite" {label("chat")}></div>
    </div>
    <form class="rq-composer" novalidate>
      <p class="rq-notice" role="alert" hidden></p>
      <div class="rq-box">
        <textarea id="rq-question" rows="1" autocomplete="off" spellcheck="false"
          enterkeyhint="send" aria-describedby="rq-keys" {label("question")}
          placeholder="{escape(text("placeholder"))}" data-t-placeholder="placeholder"></textarea>
        <button type="submit" class="rq-send">{words("send")}</button>
      </div>
      <p class="rq-under"><span id="rq-keys">{words("keys")}</span>
        <span class="rq-count" hidden></span></p>
    </form>
  </main>
  <aside class="rq-report" {label("report")}>
    <div class="rq-report-head">
      <button type="button" class="rq-quiet rq-back" data-do="back">{words("back")}</button>
      <label class="rq-choose" hidden>{words("choose")} <select></select></label>
      <h2 class="rq-report-title"></h2>
      <p class="rq-report-facts"></p>
      <div class="rq-here" hidden>
        <span class="rq-here-text"></span>
        <button type="button" class="rq-quiet" data-do="link">{words("link")}</button>
        <button type="button" class="rq-quiet" data-do="unmark">{words("unmark")}</button>
      </div>
    </div>
    <div class="rq-report-body">
      <details class="rq-outline" hidden><summary>{words("outline")}</summary>
        <nav {label("outline")}></nav></details>
      <div class="rq-text" tabindex="0" role="document" {label("report")}></div>
    </div>
  </aside>
  <p class="rq-status" role="status"></p>
</div>
"""
