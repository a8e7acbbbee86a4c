// What a report is about, in a form to be checked and corrected.

import * as reports from "./reports.js";
import { words } from "./words.js";

const FIELDS = [
  { name: "title", key: "title", wide: true },
  { name: "issuer", key: "issuer" },
  { name: "place", key: "place" },
  { name: "kind", key: "kind" },
  { name: "date", key: "date", type: "date" },
  { name: "year", key: "looks_back", type: "number" },
  { name: "plan_year", key: "plans_for", type: "number" },
];
const YEARS = { min: 1900, max: 2200 };

let count = 0;

/** Whether what a report is found by was recognised. */
export const isComplete = (card) => missingFrom(card).length === 0;

function missingFrom(card) {
  const years = card.year === null && card.plan_year === null ? ["year", "plan_year"] : [];
  return card.place === null ? ["place", ...years] : years;
}

/**
 * A form with the facts of a card. It fires `facts-save` with the values and `facts-cancel`;
 * `values()` gives them at any time, or null where one is not valid. `buttons` names the texts.
 */
export function factsForm(card, buttons = null) {
  const form = document.createElement("form");
  form.className = "rq-facts";
  const missing = missingFrom(card);
  for (const field of FIELDS) {
    form.append(fieldFor(field, card[field.name], missing.includes(field.name)));
  }
  const status = document.createElement("p");
  status.className = "rq-facts-status";
  status.setAttribute("role", "status");
  if (buttons) form.append(buttonsFor(form, buttons));
  form.append(status);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.dispatchEvent(new CustomEvent("facts-save", { detail: values(form) }));
  });
  form.values = () => (form.reportValidity() ? values(form) : null);
  form.busy = (message) => {
    status.replaceChildren(message);
    status.classList.remove("rq-error");
    for (const control of form.elements) control.disabled = true;
  };
  form.tell = (message) => {
    status.replaceChildren(message);
    status.classList.add("rq-error");
    for (const control of form.elements) control.disabled = false;
  };
  return form;
}

function fieldFor({ name, key, type = "text", wide = false }, value, missing) {
  const label = document.createElement("label");
  label.className = wide ? "rq-field rq-wide" : "rq-field";
  const caption = document.createElement("span");
  caption.className = "rq-label";
  caption.append(words(key));
  if (missing) {
    const unknown = words("unknown");
    unknown.className = "rq-unknown";
    caption.append(" ", unknown);
  }
  const input = document.createElement("input");
  input.name = name;
  input.type = type;
  input.value = value ?? "";
  input.autocomplete = "off";
  input.required = name === "title";
  if (type === "number") Object.assign(input, { ...YEARS, step: 1 });
  if (type === "text") input.maxLength = 300;
  label.append(caption, input);
  if (name === "place" || name === "kind") {
    const list = document.createElement("datalist");
    list.id = `rq-known-${(count += 1)}`;
    const known = new Set(reports.all().map((card) => card[name]).filter(Boolean));
    list.append(...[...known].sort().map((words) => new Option(words)));
    input.setAttribute("list", list.id);
    label.append(list);
  }
  return label;
}

function buttonsFor(form, { save, cancel }) {
  const line = document.createElement("p");
  line.className = "rq-facts-buttons";
  const saving = document.createElement("button");
  saving.className = "rq-send";
  saving.append(words(save));
  const giving_up = document.createElement("button");
  giving_up.type = "button";
  giving_up.className = "rq-button";
  giving_up.append(words(cancel));
  giving_up.addEventListener("click", () => form.dispatchEvent(new CustomEvent("facts-cancel")));
  line.append(saving, giving_up);
  return line;
}

function values(form) {
  return Object.fromEntries(
    FIELDS.map(({ name, type }) => {
      const value = form.elements[name].value.trim();
      return [name, type === "number" && value ? Number(value) : value || null];
    }),
  );
}
