// The library panel: every report, found, sorted, chosen to be asked, corrected and removed.

import * as changes from "./changes.js";
import { factsForm } from "./facts.js";
import * as filter from "./filter.js";
import * as reports from "./reports.js";
import * as table from "./table.js";
import * as uploads from "./uploads.js";
import { onSwitch, t, words } from "./words.js";

let dialog, confirm, search, open, say;
let removing = null; // the report that is asked about

export function begin(root, page, page_does) {
  ({ open, say } = page_does);
  dialog = root.querySelector(".rq-library");
  confirm = root.querySelector(".rq-confirm");
  search = dialog.querySelector(".rq-search");
  changes.begin(page.library);
  table.begin(dialog, { read, correct, askToRemove });
  uploads.begin(root, dialog, page.library, say);
  search.addEventListener("input", show);
  confirm.addEventListener("close", () => (removing = null));
  for (const [box, close] of [
    [dialog, () => dialog.close()],
    [confirm, () => confirm.close()],
  ]) {
    // A click on the backdrop is a click on the dialog itself, outside of what it holds.
    box.addEventListener("pointerdown", (event) => {
      if (event.target !== box) return;
      const edge = box.getBoundingClientRect();
      const { clientX: x, clientY: y } = event;
      const inside = edge.left <= x && x <= edge.right && edge.top <= y && y <= edge.bottom;
      if (!inside) close();
    });
  }
  reports.onChange(show);
  filter.onChange(show);
  onSwitch(show);
  show();
}

export const actions = {
  library: () => {
    if (dialog.open) return;
    dialog.showModal();
    refresh();
  },
  close: () => dialog.close(),
  keep: () => confirm.close(),
  remove,
  ...uploads.actions,
};

/** What others may have changed in the meantime. */
async function refresh() {
  try {
    tell(await reports.reload());
  } catch {
    tell(t("not_opened"));
  }
}

function tell(problem) {
  const line = dialog.querySelector(".rq-library-problem");
  line.textContent = problem ?? "";
  line.hidden = !problem;
}

function show() {
  const places = [...new Set(reports.all().map((card) => card.place))].filter(Boolean);
  showFacet("places", places.sort(reports.ORDER.compare));
  const years = [...new Set(reports.all().flatMap(reports.yearsOf))];
  showFacet("years", years.sort((a, b) => b - a));
  const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const found = reports.all().filter((card) => {
    const facts = [card.title, card.issuer, card.place, card.kind, card.date, card.source];
    const text = [...facts, ...reports.yearsOf(card)].join(" ").toLowerCase();
    return filter.admitsFacts(card) && wanted.every((word) => text.includes(word));
  });
  table.show(found);
  const [all, n] = [reports.all().length, found.length];
  const count = n === all ? words("library_count", { n: all }) : words("library_found", { n });
  dialog.querySelector(".rq-library-count").replaceChildren(count);
  const scope = dialog.querySelector(".rq-library-scope");
  scope.replaceChildren(words("scope"), ": ", filter.summary());
  dialog.querySelector(".rq-library-foot [data-do=unfilter]").hidden = !filter.isOn();
}

function showFacet(kind, values) {
  const facet = dialog.querySelector(`.rq-facet[data-kind=${kind}]`);
  facet.hidden = values.length < 2;
  const focused = facet.contains(document.activeElement) && document.activeElement.dataset.value;
  const label = words(kind === "places" ? "place" : "year");
  label.className = "rq-label";
  const chips = values.map((value) => {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "rq-chip";
    chip.dataset.value = value;
    chip.textContent = value;
    chip.setAttribute("aria-pressed", String(filter.has(kind, value)));
    chip.addEventListener("click", () => filter.toggle(kind, value));
    return chip;
  });
  const list = document.createElement("div");
  list.className = "rq-chips";
  list.append(...chips);
  facet.replaceChildren(label, list);
  if (focused) chips.find((chip) => chip.dataset.value === focused)?.focus();
}

function read(card) {
  dialog.close();
  open(`#${new URLSearchParams({ report: card.id })}`);
}

/** A form below a row, to correct what was recognised. */
function correct(card, below) {
  const form = factsForm(card, { save: "save", cancel: "cancel" });
  form.addEventListener("facts-cancel", () => below.close());
  form.addEventListener("facts-save", async (event) => {
    form.busy(words("saving"));
    try {
      await changes.run("correct", { source: card.source, values: event.detail }, (state) =>
        form.busy(changes.stageWords(state, "saving")),
      );
      below.close();
      await refresh();
      say("saved");
    } catch (error) {
      form.tell(changes.Problem.words(error));
    }
  });
  below.show(form);
  form.querySelector("input").focus();
}

function askToRemove(card) {
  removing = card;
  const name = `《${card.title}》 ${reports.apart(card)}`.trim();
  confirm.querySelector(".rq-confirm-name").textContent = name;
  const more = card.uploaded ? "remove_uploaded" : "remove_listed";
  confirm.querySelector(".rq-confirm-more").replaceChildren(words(more));
  confirm.querySelector(".rq-error").hidden = true;
  confirm.querySelector("[data-do=remove]").disabled = false;
  confirm.showModal();
}

async function remove(button) {
  const card = removing;
  if (!card || !changes.writable()) return;
  const line = confirm.querySelector(".rq-error");
  button.disabled = true;
  button.replaceChildren(words("removing"));
  try {
    await changes.run("remove", { source: card.source });
    confirm.close();
    await refresh();
    say("removed");
    dialog.querySelector("h2").focus();
  } catch (error) {
    line.replaceChildren(changes.Problem.words(error));
    line.hidden = false;
  }
  button.disabled = false;
  button.replaceChildren(words("remove"));
}
