// Adding reports: files go up one after the other, are read, checked by a person, and taken in.

import { Problem, run, stageWords, upload } from "./changes.js";
import { factsForm, isComplete } from "./facts.js";
import * as reports from "./reports.js";
import { onSwitch, t, words } from "./words.js";

const MEGABYTE = 2 ** 20;

let root, dialog, panel, picker, list, terms, say;
let waiting = Promise.resolve(); // the files before the next one
let ready = []; // { item, draft, form }: read, and not yet taken in
let accepting = false;

export function begin(shell, library, allowed, tell) {
  [root, dialog, terms, say] = [shell, library, allowed, tell];
  panel = dialog.querySelector(".rq-upload");
  picker = panel.querySelector("input[type=file]");
  list = panel.querySelector(".rq-files");
  if (!terms.writable) return;
  dialog.querySelector(".rq-add").hidden = false;
  picker.accept = terms.suffixes.join(",");
  picker.addEventListener("change", () => {
    take([...picker.files]);
    picker.value = "";
  });
  listenForDrops();
  window.addEventListener("beforeunload", (event) => {
    if (ready.length > 0 || accepting) event.preventDefault();
  });
  onSwitch(show);
  show();
}

export const actions = {
  upload: () => unfold(panel.hidden),
  pick: () => picker.click(),
  accept,
};

function unfold(open) {
  panel.hidden = !open;
  dialog.querySelector(".rq-add").setAttribute("aria-expanded", String(open));
  if (open) panel.querySelector("[data-do=pick]").focus();
}

/** Files may be dropped anywhere on the page. */
function listenForDrops() {
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0;
  const over = (change) => {
    depth = Math.max(0, change);
    root.classList.toggle("rq-dropping", depth > 0);
  };
  root.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    if (!dialog.open) dialog.showModal();
    if (panel.hidden) unfold(true);
    over(depth + 1);
  });
  root.addEventListener("dragleave", () => over(depth - 1));
  root.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  root.addEventListener("drop", (event) => {
    over(0);
    if (!hasFiles(event)) return;
    event.preventDefault();
    takeDropped(event.dataTransfer).catch(() => refuse(words("not_done")));
  });
}

async function takeDropped(transfer) {
  const files = [...transfer.files];
  // They are there only until the event ends.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return take(files);
  const found = [];
  for (const entry of entries) found.push(...(await filesIn(entry)));
  if (found.length > 0) return take(found);
  refuse(words("empty_folder", { kinds: terms.suffixes.join(" ") }));
}

/** A file; of a folder, those below it that can be read, as `reportqa build` takes them. */
async function filesIn(entry, isInside = false) {
  if (isInside && /^(\.|~\$)/.test(entry.name)) return [];
  if (entry.isFile) {
    if (isInside && !canBeRead(entry.name)) return [];
    return [await new Promise((done, fail) => entry.file(done, fail))];
  }
  const found = [];
  const reader = entry.createReader();
  for (let some = [null]; some.length > 0; ) {
    some = await new Promise((done, fail) => reader.readEntries(done, fail)); // in parts
    for (const one of some) found.push(...(await filesIn(one, true)));
  }
  return found;
}

function canBeRead(name) {
  return terms.suffixes.some((suffix) => name.toLowerCase().endsWith(suffix));
}

/** Say why none of the files is taken; nothing: they are. */
function refuse(message) {
  const refused = panel.querySelector(".rq-refused-files");
  refused.hidden = !message;
  refused.replaceChildren(message ?? "");
}

function take(files) {
  if (files.length > terms.most) {
    refuse(words("too_many", { most: terms.most, n: files.length }));
    return;
  }
  refuse(null);
  panel.querySelector(".rq-added").hidden = true;
  for (const file of files) {
    const item = newItem(file);
    const problem = whyNot(file);
    if (problem) item.fail(problem);
    else waiting = waiting.then(() => send(file, item));
  }
}

function whyNot(file) {
  const name = file.name.toLowerCase();
  const size = Math.floor(terms.largest / MEGABYTE);
  if (!canBeRead(name)) {
    const mends = Object.keys(terms.mends);
    const mend = mends.find((key) => terms.mends[key].some((suffix) => name.endsWith(suffix)));
    return words(mend ? `mend_${mend}` : "wrong_kind", { kinds: terms.suffixes.join(" ") });
  }
  if (file.size === 0) return words("empty_file");
  if (file.size <= terms.largest) return null;
  return words("too_large", { n: Math.ceil(file.size / MEGABYTE), size });
}

async function send(file, item) {
  if (!item.node.isConnected) return; // given up while it waited
  try {
    item.say(words("uploading", { n: 0 }), 0);
    const draft = await upload(
      file,
      (share) => {
        if (share < 1) item.say(words("uploading", { n: Math.floor(share * 100) }), share);
        else item.say(words("recognising"), null);
      },
      () => item.say(words("recognising"), null),
    );
    if (item.node.isConnected) item.offer(draft);
    else run("discard", { draft: draft.draft }).catch(() => {}); // given up meanwhile
  } catch (error) {
    item.fail(Problem.words(error, file.name));
  }
}

/** One file in the list, and what can become of it. */
function newItem(file) {
  const node = document.createElement("li");
  node.className = "rq-file";
  const line = document.createElement("p");
  line.className = "rq-file-line";
  const name = document.createElement("bdi");
  name.className = "rq-file-name";
  name.textContent = file.name;
  const status = document.createElement("span");
  status.className = "rq-label rq-file-status";
  status.setAttribute("role", "status");
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "rq-quiet";
  drop.append(words("discard"));
  line.append(name, status, drop);
  const bar = document.createElement("progress");
  bar.max = 1;
  node.append(line, bar);
  list.append(node);

  const item = {
    node,
    drop,
    say(message, share) {
      status.replaceChildren(message);
      bar.hidden = false;
      if (share === null) bar.removeAttribute("value");
      else bar.value = share;
    },
    fail(message) {
      node.classList.add("rq-failed");
      bar.hidden = true;
      status.replaceChildren(message);
      drop.replaceChildren(words("dismiss"));
    },
    offer(draft) {
      bar.hidden = true;
      const complete = isComplete(draft.report);
      status.replaceChildren(words(complete ? "recognised" : "incomplete"));
      node.classList.toggle("rq-incomplete", !complete);
      const entry = { item, draft, form: factsForm(draft.report) };
      node.append(folded(entry, !complete || list.children.length === 1));
      ready.push(entry);
      show();
    },
  };
  item.say(words("queued"), 0);
  drop.addEventListener("click", () => giveUp(item));
  return item;
}

/** The form of a draft under its title, open where there is something to add. */
function folded({ draft, form, item }, isOpen) {
  const fold = document.createElement("details");
  fold.open = isOpen;
  const summary = document.createElement("summary");
  const summarise = () => {
    const values = form.elements;
    const facts = [values.title, values.place, values.year, values.plan_year].map((f) => f.value);
    summary.replaceChildren(
      ...facts.filter(Boolean).map((fact) => {
        const part = document.createElement("bdi");
        part.textContent = fact;
        return part;
      }),
    );
  };
  form.addEventListener("input", summarise);
  form.addEventListener("facts-save", () => panel.querySelector("[data-do=accept]").click());
  summarise();
  fold.append(summary, form);
  if (draft.taken) form.prepend(choiceOfName(item));
  return fold;
}

function choiceOfName(item) {
  const choice = document.createElement("fieldset");
  choice.className = "rq-taken";
  const legend = document.createElement("legend");
  legend.append(words("taken"));
  choice.append(legend);
  const name = `rq-taken-${Math.random().toString(36).slice(2)}`;
  for (const [value, key] of [["both", "keep_both"], ["replace", "replace"]]) {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", name, value, checked: value === "both" });
    radio.addEventListener("change", () => (item.replaces = value === "replace"));
    label.append(radio, words(key));
    choice.append(label);
  }
  return choice;
}

function giveUp(item) {
  const entry = ready.find((one) => one.item === item);
  ready = ready.filter((one) => one !== entry);
  item.node.remove();
  show();
  if (entry) run("discard", { draft: entry.draft.draft }).catch(() => {});
  panel.querySelector("[data-do=pick]").focus();
}

/** Take in all that is ready; what fails stays, with its reason. */
async function accept() {
  const taken = ready;
  const drafts = [];
  for (const { draft, form, item } of taken) {
    form.closest("details").open ||= !form.checkValidity();
    const values = form.values();
    if (!values) return;
    drafts.push({ draft: draft.draft, values, replaces: item.replaces === true });
  }
  if (accepting || drafts.length === 0) return;
  accepting = true;
  for (const { item, form } of taken) {
    item.drop.disabled = true;
    form.busy("");
  }
  try {
    const outcomes = await run("accept", { drafts }, working);
    const failed = outcomes.filter((outcome) => outcome.problem);
    for (const { item, draft, form } of taken) {
      const outcome = outcomes.find((one) => one.draft_id === draft.draft);
      if (outcome.problem) form.tell(document.createTextNode(outcome.problem));
      else item.node.remove();
    }
    ready = ready.filter(({ item }) => item.node.isConnected);
    await reports.reload();
    sayAdded(drafts.length - failed.length);
  } catch (error) {
    for (const { form } of taken) form.tell(Problem.words(error));
  } finally {
    accepting = false;
    for (const { item } of taken) item.drop.disabled = false;
    working(null);
    show();
  }
}

function sayAdded(n) {
  const added = panel.querySelector(".rq-added");
  added.hidden = n === 0;
  added.replaceChildren(words("accepted", { n }));
  // Whoever closed the panel in the meantime hears of it too.
  if (n > 0 && !dialog.open) say("accepted", { n });
}

/** Say how far it is: here, and on the button that leads here when this is closed. */
function working(state) {
  const mark = root.querySelector(".rq-working");
  mark.hidden = !state;
  const button = panel.querySelector("[data-do=accept]");
  button.setAttribute("aria-disabled", String(Boolean(state)));
  if (!state) return;
  button.replaceChildren(stageWords(state, "accepting"));
  mark.textContent = state.total > 0 ? `${Math.floor((state.done / state.total) * 100)}%` : "…";
}

function show() {
  panel.querySelector(".rq-limits").replaceChildren(
    words("limits", {
      kinds: terms.suffixes.join(" "),
      most: terms.most,
      size: Math.floor(terms.largest / MEGABYTE),
    }),
  );
  const accepted = panel.querySelector(".rq-accept");
  accepted.hidden = ready.length === 0;
  if (!accepting) {
    accepted.querySelector("button").replaceChildren(words("accept_n", { n: ready.length }));
  }
}
