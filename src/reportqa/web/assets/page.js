// Brings the page to life once Gradio has put it there, and opens places named in the address.

import * as chat from "./chat.js";
import * as filter from "./filter.js";
import * as library from "./library.js";
import * as reader from "./reader.js";
import * as reports from "./reports.js";
import * as words from "./words.js";

const WIDE = "(min-width: 861px)";

let root;
let leaving = false; // on the way from the report back to the chat
let cameFrom = null; // the citation to return to from the report, on a narrow screen

function whenThere(selector) {
  return new Promise((resolve) => {
    const look = () => document.querySelector(selector);
    if (look()) return resolve(look());
    const observer = new MutationObserver(() => {
      if (!look()) return;
      observer.disconnect();
      resolve(look());
    });
    observer.observe(document.documentElement, { childList: true, subtree: true });
  });
}

function placeIn(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const report = fields.get("report");
  if (!report) return null;
  const [start, end] = ["start", "end"].map((name) => Number.parseInt(fields.get(name), 10));
  return start >= 0 && end > start ? { report, start, end } : { report };
}

const isWide = () => matchMedia(WIDE).matches;

function view(name) {
  root.dataset.view = name;
}

/** Show what the address names; `asked` is true where a person asked for it just now. */
async function openAddress(asked = false) {
  const place = placeIn(location.hash);
  if (!place) {
    reader.unmark();
    view("chat");
    return;
  }
  view("report");
  const found = await reader.open({ ...place, words: history.state?.words });
  if (found && asked) {
    say("marked");
    if (!isWide()) reader.focusMark();
  }
}

/** Open a place; `words` are the spans in it that matter most. */
function goTo(fragment, words = []) {
  if (fragment !== location.hash) history.pushState({ depth: depth() + 1, words }, "", fragment);
  else history.replaceState({ depth: depth(), words }, "", fragment);
  openAddress(true);
}

/** Open again what the address names, or any report, after the reports have changed. */
function reopen() {
  if (placeIn(location.hash)) openAddress();
  else openFirst();
}

async function openFirst() {
  const [first] = reports.all();
  if (first) await reader.open({ report: first.id });
}

/** The spans that a citation names as "10-14 20-25". */
function spansIn(words = "") {
  return words.split(" ").filter(Boolean).map((span) => span.split("-").map(Number));
}

function withoutFragment() {
  return location.pathname + location.search;
}

/** How many places were opened since the chat was last on show. */
function depth() {
  return history.state?.depth ?? 0;
}

function back() {
  leaving = true;
  if (depth() > 0) history.go(-depth());
  else arrive();
}

/** Follow the browser's own way through the places that were opened. */
function arrive() {
  // The page may have been loaded at a place: then there is no chat to go back to but this.
  if (leaving) history.replaceState(null, "", withoutFragment());
  openAddress();
  if (leaving) cameFrom?.focus();
  leaving = false;
}

/** A short word for those who do not see the change. */
function say(key, values) {
  for (const line of root.querySelectorAll(".rq-status")) line.textContent = words.t(key, values);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard on plain http: let the browser copy what is selected in a box.
    const carrier = document.createElement("textarea");
    carrier.value = text;
    carrier.className = "rq-unseen";
    root.append(carrier);
    const focused = document.activeElement;
    carrier.select();
    const done = document.execCommand("copy");
    carrier.remove();
    focused?.focus({ preventScroll: true });
    return done;
  }
}

async function copyWith(button, text) {
  const key = (await copy(text)) ? "copied" : "copy_failed";
  const label = button.querySelector("[data-t]");
  const before = label.dataset.before ?? label.dataset.t;
  label.dataset.before = before;
  label.dataset.t = key;
  label.textContent = words.t(key);
  say(key);
  setTimeout(() => {
    label.dataset.t = before;
    label.textContent = words.t(before);
  }, 2000);
}

const actions = {
  language: () => {
    words.switchLanguage();
    reader.refresh();
    chat.refresh();
  },
  clear: () => {
    chat.clear();
    say("cleared");
  },
  read: () => view("report"),
  back,
  unmark: () => {
    reader.unmark();
    history.replaceState(history.state, "", withoutFragment());
  },
  link: (button) => copyWith(button, location.href),
  unfilter: filter.clear,
  ...library.actions,
};

function onClick(event) {
  const target = event.target.closest?.("[data-do], [data-ask], .rq-copy, a[href^='#']");
  if (!target || event.defaultPrevented) return;
  if (target.dataset.do) actions[target.dataset.do](target);
  else if (target.dataset.ask) chat.ask(target.dataset.ask);
  else if (target.matches(".rq-copy")) copyWith(target, target.dataset.copy);
  else if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  else {
    event.preventDefault();
    if (target.matches(".rq-skip")) root.querySelector("#rq-question").focus();
    else {
      cameFrom = target;
      goTo(target.getAttribute("href"), spansIn(target.dataset.words));
    }
  }
}

async function begin() {
  const data = fetch(new URL("page/data", document.baseURI)).then((answer) => answer.json());
  root = await whenThere("#rq");
  const page = await data;
  words.begin(page.texts);
  filter.begin(root);
  reports.onChange(() => root.classList.toggle("rq-one-report", reports.all().length === 1));
  reports.set(page.reports);
  chat.begin(root, page, (source, exact) => {
    if (!isWide()) return;
    history.replaceState({ depth: depth(), words: exact }, "", source);
    openAddress();
  });
  reader.begin(root, page, reopen);
  library.begin(root, page, { open: goTo, say });
  root.addEventListener("click", onClick);
  root.querySelector(".rq-choose select").addEventListener("change", (event) => {
    goTo(`#${new URLSearchParams({ report: event.target.value })}`);
  });
  window.addEventListener("popstate", arrive);
  if (placeIn(location.hash)) await openAddress();
  else await openFirst();
  root.classList.add("rq-ready");
}

begin().catch(async (error) => {
  console.error(error);
  const notice = (await whenThere("#rq")).querySelector(".rq-notice");
  // The page's words come from the server too, so these stand here.
  notice.textContent = "连不上服务，请刷新本页。 The server cannot be reached; please reload.";
  notice.hidden = false;
});
