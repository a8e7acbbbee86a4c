// The reports that there are, for every part of the page that shows or names them.

let cards = [];
const listeners = [];

export const all = () => cards;

export const byId = (id) => cards.find((card) => card.id === id);

export function onChange(listener) {
  listeners.push(listener);
}

export function set(next) {
  if (JSON.stringify(next) === JSON.stringify(cards)) return;
  cards = next;
  for (const listener of listeners) listener();
}

/** Ask the server what there is now; returns the problem that it names, if any. */
export async function reload() {
  const answer = await fetch(new URL("page/library", document.baseURI));
  const { reports, problem } = await answer.json();
  if (!problem) set(reports);
  return problem;
}

/** The years that a report is found by: the one looked back on and the one planned for. */
export function yearsOf(card) {
  return [card.year, card.plan_year].filter((year) => year !== null);
}

/** In the order of Chinese words, figures by their size. */
export const ORDER = new Intl.Collator("zh-CN", { numeric: true });

/** What tells a report from others of the same title; empty where the title is enough. */
export function apart(card) {
  const same = cards.filter((other) => other.title === card.title);
  if (same.length < 2) return "";
  const told = toldBesides(card);
  const alike = same.filter(
    (other) => other.place === card.place && other.year === card.year && other.id !== card.id,
  );
  return alike.length > 0 || !told ? card.source : told;
}

/** A report as it is named in a list: a file's name that stands for a title says little. */
export function named(card) {
  const told = apart(card) || (isFileName(card) ? toldBesides(card) : "");
  return told ? `${card.title}（${told}）` : card.title;
}

/** The place and year that the title does not say. */
function toldBesides(card) {
  const words = [card.place, card.year ?? card.plan_year].filter((word) => word !== null);
  return words.filter((word) => !card.title.includes(word)).join(" ");
}

function isFileName(card) {
  return card.source.split("/").pop().replace(/\.[^.]*$/, "") === card.title;
}
