// The conversation: it lives in this page alone, so nobody shares it.

import * as filter from "./filter.js";
import * as reports from "./reports.js";
import { t, translate, words } from "./words.js";

const ENDPOINT = "gradio_api/call/ask";
const COUNT_FROM = 0.8; // of the longest question: when to begin showing the count

let box, form, turns, notice, count, longest, onAnswer;
let pending = null;

class Busy extends Error {}

export function begin(root, page, answered) {
  box = root.querySelector("#rq-question");
  form = root.querySelector(".rq-composer");
  turns = root.querySelector("#rq-turns");
  notice = root.querySelector(".rq-notice");
  count = root.querySelector(".rq-count");
  longest = page.max;
  onAnswer = answered;

  const list = root.querySelector(".rq-examples ul");
  for (const example of page.examples) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = example;
    button.addEventListener("click", () => ask(example));
    const item = document.createElement("li");
    item.append(button);
    list.append(item);
  }
  list.parentElement.hidden = page.examples.length === 0;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  box.addEventListener("keydown", (event) => {
    // While an input method composes Chinese, Enter picks a word; 229 is how Safari says so.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !composing) {
      event.preventDefault();
      send();
    }
  });
  box.addEventListener("input", refresh);
  focusBox();
}

export function clear() {
  pending?.abort();
  pending = null;
  turns.replaceChildren();
  tell("");
  setBusy(false);
  turns.parentElement.scrollTop = 0;
  focusBox();
}

/** Follow a switch of the language in what is on show. */
export function refresh() {
  const n = characters(box.value);
  count.hidden = n <= longest * COUNT_FROM;
  count.textContent = `${n} / ${longest}`;
  count.classList.toggle("rq-over", n > longest);
  if (n <= longest) tell("");
  else if (!notice.hidden) tell(t("too_long", { max: longest, n }));
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function characters(text) {
  return Array.from(text).length;
}

function tell(message) {
  notice.textContent = message;
  notice.hidden = !message;
  if (message) box.setAttribute("aria-invalid", "true");
  else box.removeAttribute("aria-invalid");
}

function focusBox() {
  // On a touch screen the keyboard would pop up over the answer.
  if (matchMedia("(pointer: coarse)").matches) box.blur();
  else box.focus({ preventScroll: true });
}

function send() {
  const question = box.value.trim();
  if (!question || pending) return;
  const n = characters(question);
  if (n > longest) {
    tell(t("too_long", { max: longest, n }));
    return;
  }
  box.value = "";
  refresh();
  ask(question);
}

export async function ask(question) {
  if (pending) return;
  const controller = new AbortController();
  pending = controller;
  setBusy(true);
  tell("");
  const only = filter.current();
  const { turn, answer } = newTurn(question, filter.describe());
  focusBox();
  let reply;
  try {
    reply = await fetchReply(question, only, controller.signal);
  } catch (error) {
    if (controller.signal.aborted) return;
    reply = { ok: false, failure: error instanceof Busy ? "busy" : "offline" };
  }
  if (controller.signal.aborted) return;
  pending = null;
  setBusy(false);
  if (reply.failure) answer.replaceChildren(failureLine(reply.failure));
  else answer.innerHTML = reply.html; // escaped where it was made
  translate(answer);
  tellApart(answer);
  turn.classList.remove("rq-waiting");
  showTurn(turn);
  if (!reply.ok && !box.value) {
    box.value = question;
    refresh();
  }
  if (reply.open) onAnswer(reply.open, reply.words);
}

function setBusy(busy) {
  form.classList.toggle("rq-busy", busy);
  form.querySelector(".rq-send").setAttribute("aria-disabled", String(busy));
}

function newTurn(question, scope) {
  const turn = document.createElement("article");
  turn.className = "rq-turn rq-waiting";
  const asked = document.createElement("p");
  asked.className = "rq-asked";
  const who = words("you");
  who.className = "rq-unseen";
  const bubble = document.createElement("span");
  bubble.className = "rq-bubble";
  bubble.textContent = question;
  asked.append(who, bubble);
  const answer = document.createElement("div");
  answer.className = "rq-answer";
  const wait = document.createElement("p");
  wait.className = "rq-searching";
  wait.append(words("searching"));
  answer.append(wait);
  turn.append(asked, ...askedOf(scope), answer);
  turns.append(turn);
  showTurn(turn);
  return { turn, answer };
}

/** The filter that the answer is given under, if there is one. */
function askedOf(scope) {
  if (scope.length === 0) return [];
  const line = document.createElement("p");
  line.className = "rq-asked-of rq-label";
  const names = scope.map((name) => {
    const item = document.createElement("bdi");
    item.textContent = name;
    return item;
  });
  line.append(words("asked_of"), ...names);
  return [line];
}

/** Say of which report a citation is, where several have the same title and it does not say. */
function tellApart(answer) {
  for (const link of answer.querySelectorAll(".rq-cite")) {
    const card = reports.byId(new URLSearchParams(link.hash.slice(1)).get("report"));
    const told = card && reports.apart(card);
    if (!told || told.split(" ").every((part) => link.textContent.includes(part))) continue;
    const which = document.createElement("span");
    which.className = "rq-cite-which";
    which.textContent = told;
    link.firstElementChild.prepend(which, " ");
  }
}

function failureLine(key) {
  const line = document.createElement("p");
  line.className = "rq-error";
  line.setAttribute("role", "alert");
  line.append(words(key));
  return line;
}

function showTurn(turn) {
  // A long answer is read from its beginning, so the question goes to the top, not the end.
  const log = turns.parentElement;
  const high = turn.getBoundingClientRect().top - log.getBoundingClientRect().top;
  const top = log.scrollTop + high;
  const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  log.scrollTo({ top, behavior: smooth ? "smooth" : "instant" });
}

async function fetchReply(question, only, signal) {
  const endpoint = new URL(ENDPOINT, document.baseURI).href;
  const posted = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ data: [question, only] }),
    signal,
  });
  if (posted.status === 503 || posted.status === 429) throw new Busy();
  if (!posted.ok) throw new Error(`status ${posted.status}`);
  const { event_id: id } = await posted.json();
  const stream = await fetch(`${endpoint}/${id}`, { signal });
  for (const event of (await stream.text()).split("\n\n")) {
    const data = /^event: complete\ndata: (.*)$/.exec(event);
    if (data) return JSON.parse(data[1])[0];
  }
  throw new Error("the stream ended without an answer");
}
