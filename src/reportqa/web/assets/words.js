// The page's own words in the language that was chosen, kept in this browser.

let texts = { zh: {}, en: {} };
let language = "zh";
const listeners = [];

export function begin(catalogue) {
  texts = catalogue;
  try {
    if (localStorage.getItem("reportqa-language") === "en") language = "en";
  } catch {
    // Storage is off: Chinese it is.
  }
  if (language !== "zh") translate(document);
}

export function t(key, values = {}) {
  let words = texts[language][key] ?? "";
  for (const [name, value] of Object.entries(values)) words = words.replaceAll(`{${name}}`, value);
  return words;
}

export function onSwitch(listener) {
  listeners.push(listener);
}

export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  try {
    localStorage.setItem("reportqa-language", language);
  } catch {
    // It lasts until the page is closed.
  }
  translate(document);
  for (const listener of listeners) listener();
}

/** Put the words of the current language into everything under `root` that names its text. */
export function translate(root) {
  for (const node of root.querySelectorAll("[data-t]")) {
    node.textContent = t(node.dataset.t, node.dataset);
  }
  for (const node of root.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", t(node.dataset.tLabel));
  }
  for (const node of root.querySelectorAll("[data-t-placeholder]")) {
    node.placeholder = t(node.dataset.tPlaceholder);
  }
  if (root === document) {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = t("app");
  }
}

/** A span that follows the language switch. */
export function words(key, values = {}) {
  const span = document.createElement("span");
  Object.assign(span.dataset, values, { t: key });
  span.textContent = t(key, values);
  return span;
}
