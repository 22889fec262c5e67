// Keys of every page but the workbench, which has its own. What a page can do by a key says so itself, by `data-key`; "?" lists it all.
// Single letters never fire where somebody types, and not at all for who turned them off.

import { element } from "./dom.js";

const NO_TEXT = "[type=radio], [type=checkbox], [type=submit], [type=button]";
const LINES = "main table.work a.title";

/** Tell whether letters are text there; a list to choose from finds its entries by letters. */
function types(target) {
  if (!(target instanceof Element)) return false;
  return target.closest("textarea, select, [contenteditable], dialog[open]") !== null || target.matches(`input:not(${NO_TEXT})`);
}

const shown = (one) => one.checkVisibility() && !one.disabled;

function keyed() {
  return [...document.querySelectorAll("[data-key]")].filter(shown);
}

function use(one) {
  one.focus();
  if (one.matches(`a, button, ${NO_TEXT}`)) one.click();
}

function walk(step) {
  const lines = [...document.querySelectorAll(LINES)].filter(shown);
  const at = lines.indexOf(document.activeElement);
  (at < 0 ? lines[0] : lines[at + step])?.focus();
}

/** Say what a thing with a key is, as the page itself says it. */
function named(one) {
  const by = one.labels?.[0] ?? one;
  const head = by.querySelector(".verdict") ?? by.querySelector("span");
  const said = one.matches("[type=checkbox]") ? head?.firstChild : one.matches("[type=radio]") ? head : by;
  return (said ?? by).textContent.trim().replace(/\s+/gu, " ");
}

function row(keys, means) {
  return element("div", {}, element("dt", {}, ...keys.map((key) => element("kbd", {}, key))), element("dd", {}, means));
}

function list() {
  const rows = keyed().map((one) => row([one.dataset.key], named(one)));
  if (document.querySelector(LINES)) rows.push(row(["j", "k"], "next line of the list, the one before"));
  if (document.querySelector("form.form[method=post]")) rows.push(row(["Ctrl+Enter"], "save"), row(["Esc"], "leave the field, so that letters are keys again"));
  const heading = element("h2", { id: "keys-head" }, "Keys");
  const head = element("div", { class: "pane-head" }, heading, element("button", { class: "button is-quiet", type: "submit" }, "Close"));
  const dialog = element("dialog", { class: "dialog", "aria-labelledby": "keys-head" }, element("form", { method: "dialog" }, head), element("div", { class: "key-list" }, element("dl", {}, ...rows)));
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

function run(key) {
  if (key === "?") return list;
  const one = keyed().find((other) => other.dataset.key === key);
  if (one) return () => use(one);
  if ((key === "j" || key === "k") && document.querySelector(LINES)) return () => walk(key === "j" ? 1 : -1);
  return null;
}

function press(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target.matches?.("main form :is(textarea, select, input)")) return event.target.blur();
  const act = types(event.target) ? null : run(event.key);
  if (!act) return;
  event.preventDefault();
  act();
}

if ("keys" in document.body.dataset) {
  for (const one of document.querySelectorAll("[data-key]")) {
    one.setAttribute("aria-keyshortcuts", one.dataset.key);
    one.closest(".choice")?.append(element("kbd", { "aria-hidden": "true" }, one.dataset.key));
  }
  document.addEventListener("keydown", press);
}
