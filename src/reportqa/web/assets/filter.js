// Which reports the next question is asked of: always on show, and easy to take back.

import * as reports from "./reports.js";
import { onSwitch, t, words } from "./words.js";

const KINDS = ["places", "years", "reports"];

let scope, chips;
const named = { places: new Set(), years: new Set(), reports: new Set() };
const listeners = [];

export function begin(root) {
  scope = root.querySelector(".rq-scope");
  chips = scope.querySelector(".rq-chips");
  reports.onChange(prune);
  onSwitch(show);
  show();
}

export function onChange(listener) {
  listeners.push(listener);
}

export const has = (kind, value) => named[kind].has(value);

export const isOn = () => KINDS.some((kind) => named[kind].size > 0);

export function toggle(kind, value) {
  if (!named[kind].delete(value)) named[kind].add(value);
  changed();
}

export function clear() {
  for (const kind of KINDS) named[kind].clear();
  changed();
}

/** Whether a report's place and years are among those named, whatever reports are. */
export function admitsFacts(card) {
  return (
    (named.places.size === 0 || named.places.has(card.place)) &&
    (named.years.size === 0 || reports.yearsOf(card).some((year) => named.years.has(year)))
  );
}

export function admits(card) {
  return admitsFacts(card) && (named.reports.size === 0 || named.reports.has(card.id));
}

export const admitted = () => reports.all().filter(admits);

/** What the server is sent with a question. */
export function current() {
  if (!isOn()) return null;
  return Object.fromEntries(KINDS.map((kind) => [kind, [...named[kind]]]));
}

/** The filter in words, one a value. */
export function describe() {
  return values().map(([kind, value]) => wordsFor(kind, value));
}

function values() {
  return KINDS.flatMap((kind) => [...named[kind]].sort().map((value) => [kind, value]));
}

function wordsFor(kind, value) {
  if (kind === "years") return t("year_n", { n: value });
  if (kind === "places") return value;
  const card = reports.byId(value);
  return card ? [`《${card.title}》`, reports.apart(card)].filter(Boolean).join(" ") : value;
}

/** Forget what no report has any more, so that nothing is filtered by what cannot be seen. */
function prune() {
  const all = reports.all();
  const there = {
    reports: new Set(all.map((card) => card.id)),
    places: new Set(all.map((card) => card.place)),
    years: new Set(all.flatMap(reports.yearsOf)),
  };
  for (const kind of KINDS) {
    for (const value of named[kind]) if (!there[kind].has(value)) named[kind].delete(value);
  }
  changed();
}

function changed() {
  show();
  for (const listener of listeners) listener();
}

/** How many reports are searched, in words. */
export function summary() {
  const n = admitted().length;
  if (!isOn()) return words("scope_all", { n });
  if (n === 0) return words("scope_none");
  return n === 1 ? words("scope_one") : words("scope_n", { n });
}

function show() {
  const on = isOn();
  scope.hidden = !on && reports.all().length < 2;
  scope.querySelector("[data-do=unfilter]").hidden = !on;
  const items = values().map(([kind, value]) => {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "rq-chip rq-on";
    const name = wordsFor(kind, value);
    const label = document.createElement("bdi");
    label.textContent = name;
    chip.append(label);
    chip.title = name;
    chip.setAttribute("aria-label", t("drop_filter", { n: name }));
    chip.addEventListener("click", () => {
      const at = [...chips.children].indexOf(chip.parentElement);
      toggle(kind, value);
      (chips.children[at]?.querySelector("button") ?? scope.querySelector("button")).focus();
    });
    const item = document.createElement("li");
    item.append(chip);
    return item;
  });
  const more = document.createElement("button");
  more.type = "button";
  more.className = "rq-chip";
  more.dataset.do = "library";
  more.append(summary());
  const last = document.createElement("li");
  last.append(more);
  chips.replaceChildren(...items, last);
}
