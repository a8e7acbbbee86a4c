// The reports as a table: sorted by any column, on a phone one card a report.

import { writable } from "./changes.js";
import * as filter from "./filter.js";
import * as reports from "./reports.js";
import { onSwitch, t, words } from "./words.js";

const COLUMNS = [
  { key: "title", value: (card) => card.title },
  { key: "place", value: (card) => card.place },
  { key: "looks_back", value: (card) => card.year, number: true },
  { key: "plans_for", value: (card) => card.plan_year, number: true },
  { key: "date", value: (card) => card.date, sparse: true },
  { key: "pages_head", value: (card) => card.pages || null, number: true, sparse: true },
  { key: "chunks_head", value: (card) => card.chunks, number: true, sparse: true },
];

let place, sorter, does;
let sorted = { key: "place", down: false };
let cards = [];

/** `actions`: what to do with a card: read, correct (with where a form goes), askToRemove. */
export function begin(dialog, actions) {
  place = dialog.querySelector(".rq-table");
  sorter = dialog.querySelector(".rq-sort select");
  does = actions;
  sorter.addEventListener("change", () => sortBy(sorter.value));
  onSwitch(draw);
}

export function show(found) {
  cards = found;
  draw();
}

/** A column that no report has anything in is left out. */
function columns() {
  return COLUMNS.filter(
    ({ value, sparse }) => !sparse || reports.all().some((card) => value(card) !== null),
  );
}

function sortBy(key) {
  const column = COLUMNS.find((one) => one.key === key);
  const again = sorted.key === key;
  // Years and counts are looked for from the newest and largest down.
  sorted = { key, down: again ? !sorted.down : Boolean(column.number) };
  draw();
  place.querySelector(`[data-sort="${key}"]`)?.focus();
}

function inOrder() {
  const { value } = COLUMNS.find((one) => one.key === sorted.key);
  const newest = (a, b) => (b.year ?? 0) - (a.year ?? 0) || reports.ORDER.compare(a.title, b.title);
  return [...cards].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === y) return newest(a, b);
    if (x === null) return 1; // what is not known comes last either way
    if (y === null) return -1;
    const order = typeof x === "number" ? x - y : reports.ORDER.compare(x, y);
    return (sorted.down ? -order : order) || newest(a, b);
  });
}

function draw() {
  sorter.replaceChildren(
    ...columns().map(({ key }) => new Option(t(key), key, false, key === sorted.key)),
  );
  if (cards.length === 0) {
    const none = document.createElement("p");
    none.className = "rq-empty";
    none.append(words(whyNone()));
    place.replaceChildren(none);
    return;
  }
  const open = place.querySelector(".rq-below");
  if (open) return redrawAround();
  const table = node("table", "rq-reports", "table");
  const body = node("tbody", "", "rowgroup");
  body.append(...inOrder().map(row));
  table.append(head(), body);
  place.replaceChildren(table);
}

function whyNone() {
  if (reports.all().length === 0) return "no_reports";
  return reports.all().some(filter.admitsFacts) ? "none_found" : "scope_none";
}

/** A form is open: leave it alone, and only follow what is ticked. */
function redrawAround() {
  for (const box of place.querySelectorAll("input[data-id]")) {
    box.checked = filter.has("reports", box.dataset.id);
  }
}

function head() {
  const line = node("tr", "", "row");
  const choose = node("th", "rq-pick-one", "columnheader");
  const unseen = words("only_this");
  unseen.className = "rq-unseen";
  choose.append(unseen);
  line.append(choose);
  for (const { key, number } of columns()) {
    const cell = node("th", number ? "rq-number" : "", "columnheader");
    cell.scope = "col";
    const is = sorted.key === key;
    if (is) cell.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
    const button = node("button", "rq-sort-by");
    button.type = "button";
    button.dataset.sort = key;
    button.append(words(key));
    button.addEventListener("click", () => sortBy(key));
    cell.append(button);
    line.append(cell);
  }
  if (writable()) {
    const cell = node("th", "", "columnheader");
    const label = words("actions");
    label.className = "rq-unseen";
    cell.append(label);
    line.append(cell);
  }
  const top = node("thead", "", "rowgroup");
  top.append(line);
  return top;
}

function row(card) {
  const line = node("tr", "", "row");
  line.append(chooser(card), title(card));
  for (const { key, value, number } of columns().slice(1)) {
    const cell = node("td", number ? "rq-number" : "", "cell");
    const label = words(key);
    label.className = "rq-cell-label";
    const known = value(card);
    if (known === null || known === undefined) cell.classList.add("rq-blank");
    cell.append(label, String(known ?? "—"));
    line.append(cell);
  }
  if (writable()) line.append(buttons(card, line));
  return line;
}

function chooser(card) {
  const cell = node("td", "rq-pick-one", "cell");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.dataset.id = card.id;
  box.checked = filter.has("reports", card.id);
  box.title = t("only_this");
  box.setAttribute("aria-label", `${t("only_this")}: ${card.title} ${reports.apart(card)}`.trim());
  box.addEventListener("change", () => {
    filter.toggle("reports", card.id);
    place.querySelector(`input[data-id="${CSS.escape(card.id)}"]`)?.focus();
  });
  cell.append(box);
  return cell;
}

function title(card) {
  const cell = node("th", "rq-report-name", "rowheader");
  cell.scope = "row";
  const button = node("button", "");
  button.type = "button";
  button.textContent = card.title;
  button.addEventListener("click", () => does.read(card));
  const more = node("span", "rq-label");
  for (const fact of [card.kind, card.issuer, card.source]) {
    if (!fact || (fact !== card.source && card.title.includes(fact))) continue;
    const item = document.createElement("bdi");
    item.textContent = fact;
    more.append(item);
  }
  cell.append(button, more);
  return cell;
}

function buttons(card, line) {
  const cell = node("td", "rq-row-actions", "cell");
  const add = (key, act) => {
    const button = node("button", "rq-quiet");
    button.type = "button";
    button.append(words(key));
    button.setAttribute("aria-label", `${t(key)} ${card.title} ${reports.apart(card)}`.trim());
    button.addEventListener("click", () => act(button));
    cell.append(button);
  };
  if (card.correctable) add("correct", (button) => does.correct(card, below(line, button)));
  add("remove", () => does.askToRemove(card));
  return cell;
}

/** The place below a row where a form goes; one at a time. */
function below(line, button) {
  return {
    show(content) {
      place.querySelector(".rq-below")?.remove();
      const under = node("tr", "rq-below", "row");
      const cell = node("td", "", "cell");
      cell.colSpan = line.children.length;
      cell.append(content);
      under.append(cell);
      line.after(under);
    },
    close() {
      place.querySelector(".rq-below")?.remove();
      draw();
      if (button.isConnected) button.focus();
      else place.closest("dialog").querySelector("h2").focus();
    },
  };
}

function node(tag, cls, role) {
  const made = document.createElement(tag);
  if (cls) made.className = cls;
  if (role) made.setAttribute("role", role);
  return made;
}
