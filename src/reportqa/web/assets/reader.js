// The reading pane: one report, its outline, and the characters that a citation names.

import * as reports from "./reports.js";
import { t, words } from "./words.js";

let root, body, outline, reopen;
let shown = null; // the report on show, with `points`: its text by code points
let lines = []; // { block, node } in reading order
let marked = []; // the lines that carry a mark
let opening = 0;

/** `again` opens what the address names once more, after the reports have changed. */
export function begin(shell, page, again) {
  root = shell.querySelector(".rq-report");
  body = root.querySelector(".rq-text");
  outline = root.querySelector(".rq-outline");
  reopen = again;
  outline.open = matchMedia("(min-width: 1360px)").matches;
  body.addEventListener("scroll", followOutline, { passive: true });
  offer();
  reports.onChange(follow);
  if (page.problem) tell(document.createTextNode(page.problem));
  else if (reports.all().length === 0) tell(words("no_reports"));
}

/** The reports to choose from. */
function offer() {
  const choose = root.querySelector(".rq-choose");
  const select = choose.lastElementChild;
  choose.hidden = reports.all().length < 2;
  select.replaceChildren(
    ...reports.all().map((card) => new Option(reports.named(card), card.id)),
  );
  if (shown) select.value = shown.id;
}

/** Show what has become of the report on show. */
function follow() {
  offer();
  const card = shown && reports.byId(shown.id);
  const same = card && Object.keys(card).every((key) => !(key in shown) || card[key] === shown[key]);
  if (same) return;
  shown = null;
  reopen();
}

/**
 * Show a report, and mark the code points from `start` to `end` if they are given, the `words`
 * among them more strongly: a list of [start, end].
 */
export async function open({ report: id, start = null, end = null, words: exact = [] }) {
  const turn = ++opening;
  if (shown?.id !== id) {
    const report = await load(id);
    if (turn !== opening) return false; // another click came in the meantime
    if (!report) return false;
    show(report);
    // Somebody has added it since the page was opened.
    if (!reports.byId(id)) reports.reload().catch(() => {});
  }
  unmark();
  if (start === null) return true;
  mark(start, end, exact);
  return marked.length > 0;
}

export function unmark() {
  for (const line of marked) fill(line);
  marked = [];
  root.querySelector(".rq-here").hidden = true;
}

/** Follow a switch of the language in what is on show. */
export function refresh() {
  if (!shown) return;
  const facts = [
    shown.issuer,
    shown.issuer?.includes(shown.place) ? null : shown.place,
    shown.year && t("reported", { n: shown.year }),
    shown.plan_year && t("planned", { n: shown.plan_year }),
    shown.pages > 0 && t("pages", { n: shown.pages }),
    shown.source,
  ];
  const line = root.querySelector(".rq-report-facts");
  line.replaceChildren(
    ...facts.filter(Boolean).map((fact) => {
      const span = document.createElement("bdi");
      span.textContent = fact;
      return span;
    }),
  );
}

export function focusMark() {
  const first = body.querySelector(".rq-exact") ?? body.querySelector("mark");
  (first ?? body).focus({ preventScroll: true });
}

async function load(id) {
  try {
    if (!shown) tell(words("loading"));
    const address = new URL(`page/report?id=${encodeURIComponent(id)}`, document.baseURI);
    const answer = await fetch(address);
    const report = await answer.json();
    if (answer.ok) return report;
    tell(report.problem ? document.createTextNode(report.problem) : words("unknown_report"));
  } catch {
    tell(words("not_opened"));
  }
  return null;
}

function tell(message) {
  shown = null;
  lines = marked = [];
  const line = document.createElement("p");
  line.className = "rq-empty";
  line.append(message);
  body.replaceChildren(line);
  outline.hidden = true;
  root.querySelector(".rq-report-title").textContent = "";
  root.querySelector(".rq-report-facts").textContent = "";
  root.querySelector(".rq-here").hidden = true;
}

function show(report) {
  // Offsets count code points, JavaScript's strings count UTF-16 units: where the two differ,
  // work on a list of characters instead.
  const astral = /[\ud800-\udbff]/.test(report.text);
  report.points = astral ? Array.from(report.text) : report.text;
  shown = report;
  marked = [];
  lines = report.blocks.map((block) => ({ block, node: newLine(block) }));
  for (const line of lines) fill(line);
  body.replaceChildren(...lines.flatMap(withPage));
  body.scrollTop = 0;
  root.querySelector(".rq-report-title").textContent = report.title;
  root.querySelector(".rq-choose select").value = report.id;
  showOutline();
  refresh();
}

/** A line, and before the first one of a page the page's number. */
function withPage({ block, node }, i) {
  if (block.page === null || block.page === lines[i - 1]?.block.page) return [node];
  const page = document.createElement("p");
  page.className = "rq-page";
  page.append(words("page_n", { n: block.page }));
  return [page, node];
}

function newLine(block) {
  const tag = { title: "h3", heading: `h${Math.min(3 + block.level, 6)}` }[block.kind] ?? "p";
  const node = document.createElement(tag);
  node.className = `rq-line rq-${block.kind}`;
  if (block.level) node.dataset.level = block.level;
  node.dataset.number = block.number;
  // Many a text file indents its paragraphs itself.
  node.classList.toggle("rq-indented", /^\s/.test(slice(block.start, block.start + 1)));
  return node;
}

function slice(start, end) {
  const part = shown.points.slice(start, end);
  return typeof part === "string" ? part : part.join("");
}

/** Write a line's text, with the heading that it leads with, and what of it is marked. */
function fill({ block, node }, from = 0, to = 0, exact = []) {
  const leadEnd = block.start + block.lead;
  const within = (offset) => Math.min(Math.max(offset, block.start), block.end);
  const cuts = [block.start, leadEnd, from, to, ...exact.flat(), block.end].map(within);
  cuts.sort((a, b) => a - b);
  node.replaceChildren();
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const [start, end] = [cuts[i], cuts[i + 1]];
    if (start === end) continue;
    let piece = document.createTextNode(slice(start, end));
    if (end <= leadEnd) piece = wrap("strong", piece);
    if (start >= from && end <= to) {
      piece = wrap("mark", piece);
      if (exact.length > 0 && !exact.some(([a, b]) => a <= start && end <= b)) {
        piece.className = "rq-around";
      } else if (exact.length > 0) piece.className = "rq-exact";
    }
    node.append(piece);
  }
}

function wrap(tag, child) {
  const node = document.createElement(tag);
  if (tag === "mark") node.tabIndex = -1;
  node.append(child);
  return node;
}

function mark(start, end, exact) {
  marked = lines.filter(({ block }) => block.start < end && start < block.end);
  for (const line of marked) fill(line, start, end, exact);
  if (marked.length === 0) return;
  const here = root.querySelector(".rq-here");
  here.hidden = false;
  const page = marked[0].block.page;
  const path = pathAt(start).join(" › ");
  here.firstElementChild.replaceChildren(
    ...(page === null ? [] : [words("page_n", { n: page }), path && " · "]),
    path,
  );
  const first = body.querySelector("mark");
  scrollTo(topOf(first) - body.clientHeight / 4);
}

function pathAt(offset) {
  const path = [];
  for (const entry of shown.outline) {
    if (entry.start > offset) break;
    path.length = entry.level - 1;
    path.push(entry.text);
  }
  return path.filter(Boolean);
}

/** How far down the scrolled text a node begins, in pixels. */
function topOf(node) {
  return node.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop;
}

function scrollTo(top) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // Running past many screens of text takes long and shows nothing.
  const near = Math.abs(top - body.scrollTop) < 3 * body.clientHeight;
  body.scrollTo({ top, behavior: near && !calm ? "smooth" : "instant" });
}

function lineAt(offset) {
  return lines.find(({ block }) => block.end > offset)?.node;
}

function showOutline() {
  const list = document.createElement("ol");
  for (const entry of shown.outline) {
    const item = document.createElement("li");
    item.dataset.level = entry.level;
    entry.line = lineAt(entry.start);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = entry.text;
    button.addEventListener("click", () => goTo(entry));
    item.append(button);
    list.append(item);
  }
  outline.querySelector("nav").replaceChildren(list);
  outline.hidden = shown.outline.length === 0;
  followOutline();
}

function goTo(entry) {
  if (!matchMedia("(min-width: 1360px)").matches) outline.open = false;
  const node = entry.line;
  if (!node) return;
  scrollTo(topOf(node) - 16);
  node.tabIndex = -1;
  node.focus({ preventScroll: true });
}

let following = false;

/** Say in the outline where the reader is. */
function followOutline() {
  if (following || !shown) return;
  following = true;
  requestAnimationFrame(() => {
    following = false;
    if (!shown) return;
    const top = body.scrollTop + body.clientHeight / 4 + 1;
    let here = -1;
    shown.outline.forEach(({ line }, i) => {
      if (line && topOf(line) <= top) here = i;
    });
    outline.querySelectorAll("button").forEach((button, i) => {
      if (i === here) button.setAttribute("aria-current", "location");
      else button.removeAttribute("aria-current");
    });
  });
}
