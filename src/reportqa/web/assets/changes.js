// Asking the server to change the library, and following how far it is.

import { t, words } from "./words.js";

const POLL_MS = 350;
const ADDRESS = "page/library";

let terms;

/** What the server said went wrong; without a message, that it could not be reached. */
export class Problem extends Error {
  /** In words; `name` is what the message is about, if that stands beside it. */
  static words(error, name = "") {
    if (error instanceof Problem && error.message) {
      const about = `${name}：`;
      const { message } = error;
      const line = message.startsWith(about) ? message.slice(about.length) : message;
      return document.createTextNode(line);
    }
    return words(error instanceof Problem ? "not_done" : "not_changed");
  }
}

export function begin(allowed) {
  terms = allowed;
}

export const writable = () => terms.writable;

/** Ask for a change, and wait until it is done; `follow` is told each state on the way. */
export async function run(action, body, follow) {
  const answer = await fetch(address(action), {
    method: "POST",
    headers: { "content-type": "application/json", ...permission() },
    body: JSON.stringify(body),
  });
  return finish(await jobIn(answer.ok, await answer.json()), follow);
}

/** Send a file; `sent` is told the share that is on its way, from 0 to 1. */
export async function upload(file, sent, follow) {
  const name = new URLSearchParams({ name: file.name });
  const { ok, reply } = await new Promise((resolve, reject) => {
    // fetch() does not tell how much of a body is sent.
    const request = new XMLHttpRequest();
    request.open("POST", `${address("files")}?${name}`);
    request.responseType = "json";
    for (const [header, value] of Object.entries(permission())) {
      request.setRequestHeader(header, value);
    }
    request.upload.addEventListener("progress", (event) => sent(event.loaded / (event.total || 1)));
    request.addEventListener("load", () => {
      resolve({ ok: request.status < 400, reply: request.response ?? {} });
    });
    request.addEventListener("error", () => reject(new Error("not sent")));
    request.send(file);
  });
  return finish(jobIn(ok, reply), follow);
}

/** How far a job is, in words. */
export function stageWords({ stage, done, total }, key) {
  const line = document.createElement("span");
  line.append(words(key));
  if (stage) line.append(` · ${stage}${total > 0 ? ` ${done} / ${total}` : ""}`);
  return line;
}

function permission() {
  return { "x-reportqa-token": terms.token };
}

function address(action) {
  return new URL(`${ADDRESS}/${action}`, document.baseURI);
}

function jobIn(ok, reply) {
  if (!ok) throw new Problem(reply.problem ?? "");
  return reply.job;
}

async function finish(job, follow = () => {}) {
  for (;;) {
    const answer = await fetch(address(`jobs/${encodeURIComponent(job)}`));
    if (!answer.ok) throw new Problem(t("not_done"));
    const state = await answer.json();
    if (state.state === "done") return state.result;
    if (state.state === "failed") throw new Problem(state.problem ?? "");
    follow(state);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
