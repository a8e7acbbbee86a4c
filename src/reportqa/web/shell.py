"""The page before anything is asked: no word in it comes from a report or a user."""

from collections.abc import Callable
from html import escape

from reportqa.web.texts import text
from reportqa.web.wording import words


def shell() -> str:
    """The whole page, to be brought to life by its scripts."""

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
    <button type="button" class="rq-quiet rq-to-library" data-do="library">{words("library")}
      <span class="rq-working" hidden></span></button>
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
      <div class="rq-scope" role="group" {label("scope")} hidden>
        <span class="rq-label">{words("scope")}</span>
        <ul class="rq-chips" {label("scope_on")}></ul>
        <button type="button" class="rq-quiet" data-do="unfilter" hidden
          >{words("unfilter")}</button>
      </div>
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
  {_library(words, label)}
  <p class="rq-status" role="status"></p>
</div>
"""


def _library(words: Callable[[str], str], label: Callable[[str], str]) -> str:
    return f"""
  <dialog class="rq-library" aria-labelledby="rq-library-title">
    <header class="rq-library-head">
      <h2 id="rq-library-title" tabindex="-1" autofocus>{words("library")}</h2>
      <p class="rq-library-count"></p>
      <button type="button" class="rq-quiet rq-add" data-do="upload" aria-expanded="false" hidden
        >{words("upload")}</button>
      <button type="button" class="rq-quiet" data-do="close">{words("close")}</button>
    </header>
    <div class="rq-library-body">
      <section class="rq-upload" {label("upload")} hidden>
        <div class="rq-drop">
          <p><button type="button" class="rq-button" data-do="pick">{words("pick")}</button>
            {words("drop")}</p>
          <p class="rq-label rq-limits"></p>
          <input type="file" multiple tabindex="-1" hidden {label("pick")}>
        </div>
        <p class="rq-error rq-refused-files" role="alert" hidden></p>
        <p class="rq-added" role="status" hidden></p>
        <ul class="rq-files"></ul>
        <div class="rq-accept" hidden>
          <button type="button" class="rq-send" data-do="accept"></button>
          <p class="rq-label rq-accept-hint">{words("accept_hint")}</p>
        </div>
      </section>
      <div class="rq-finder">
        <input type="search" class="rq-search" autocomplete="off" spellcheck="false"
          {label("search")} placeholder="{escape(text("search"))}"
          data-t-placeholder="search">
        <label class="rq-sort">{words("sort")} <select></select></label>
        <div class="rq-facet" data-kind="places" role="group" {label("place")} hidden></div>
        <div class="rq-facet" data-kind="years" role="group" {label("year")} hidden></div>
      </div>
      <p class="rq-error rq-library-problem" role="alert" hidden></p>
      <div class="rq-table"></div>
    </div>
    <p class="rq-status" role="status"></p>
    <footer class="rq-library-foot">
      <p class="rq-library-scope" role="status"></p>
      <button type="button" class="rq-quiet" data-do="unfilter" hidden>{words("unfilter")}</button>
      <button type="button" class="rq-send" data-do="close">{words("go_ask")}</button>
    </footer>
  </dialog>
  <dialog class="rq-confirm" aria-labelledby="rq-confirm-title">
    <h2 id="rq-confirm-title">{words("remove_title")}</h2>
    <p class="rq-confirm-name"></p>
    <p class="rq-label rq-confirm-more"></p>
    <p class="rq-error" role="alert" hidden></p>
    <p class="rq-confirm-buttons">
      <button type="button" class="rq-button" data-do="keep" autofocus>{words("cancel")}</button>
      <button type="button" class="rq-send" data-do="remove">{words("remove")}</button>
    </p>
  </dialog>"""
