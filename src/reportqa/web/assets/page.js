// Brings the page to life once Gradio has put it there, and opens places named in the address.

import * as chat from "./chat.js";
import * as reader from "./reader.js";
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
  const found = await reader.open(place);
  if (found && asked) {
    say("marked");
    if (!isWide()) reader.focusMark();
  }
}

function goTo(fragment) {
  if (fragment !== location.hash) history.pushState({ depth: depth() + 1 }, "", fragment);
  openAddress(true);
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
function say(key) {
  root.querySelector(".rq-status").textContent = words.t(key);
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
};

function onClick(event) {
  const target = event.target.closest?.("[data-do], .rq-copy, a[href^='#']");
  if (!target || event.defaultPrevented) return;
  if (target.dataset.do) actions[target.dataset.do](target);
  else if (target.matches(".rq-copy")) copyWith(target, target.dataset.copy);
  else if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  else {
    event.preventDefault();
    if (target.matches(".rq-skip")) root.querySelector("#rq-question").focus();
    else {
      cameFrom = target;
      goTo(target.getAttribute("href"));
    }
  }
}

async function begin() {
  const data = fetch(new URL("page/data", document.baseURI)).then((answer) => answer.json());
  root = await whenThere("#rq");
  const page = await data;
  words.begin(page.texts);
  chat.begin(root, page, (source) => {
    if (!isWide()) return;
    history.replaceState(history.state, "", source);
    openAddress();
  });
  reader.begin(root, page);
  root.addEventListener("click", onClick);
  root.querySelector(".rq-choose select").addEventListener("change", (event) => {
    goTo(`#${new URLSearchParams({ report: event.target.value })}`);
  });
  window.addEventListener("popstate", arrive);
  if (placeIn(location.hash)) await openAddress();
  else if (page.reports.length > 0) await reader.open({ report: page.reports[0].id });
  root.classList.add("rq-ready");
}

begin().catch(async (error) => {
  console.error(error);
  const notice = (await whenThere("#rq")).querySelector(".rq-notice");
  // The page's words come from the server too, so these stand here.
  notice.textContent = "连不上服务，请刷新本页。 The server cannot be reached; please reload.";
  notice.hidden = false;
});
