// The list of options under a combobox: shown in flow, so that it hides nothing, with the first one chosen.

import { element, isolated } from "./dom.js";

export class Options {
  constructor(id, entry, take) {
    Object.assign(this, { id, entry, take, listed: [], active: -1, typed: "" });
    this.list = element("ul", { role: "listbox", id, "aria-label": "Sources" });
    this.root = element("div", { class: "options", hidden: true }, this.list, keys());
    // The field keeps the focus while an option is clicked.
    this.root.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.#click(event));
  }

  get open() {
    return !this.root.hidden;
  }

  /** Return the chosen option if the list is the one for what is typed, else null. */
  chosenFor(typed) {
    return this.open && this.typed === typed ? this.listed[this.active] : null;
  }

  show(listed, typed) {
    Object.assign(this, { listed, typed });
    this.list.replaceChildren(...listed.map((option, at) => this.#draw(option, at)));
    this.root.hidden = !listed.length;
    this.entry.setAttribute("aria-expanded", String(this.open));
    this.#choose(listed.length ? 0 : -1);
  }

  close() {
    if (this.open) this.show([], "");
  }

  /** Move the choice as an arrow key says; tells whether the key meant that. */
  move(key) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!step || !this.open) return false;
    this.#choose((this.active + step + this.listed.length) % this.listed.length);
    return true;
  }

  #choose(at) {
    this.active = at;
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const option = this.list.children[at];
    if (option) this.entry.setAttribute("aria-activedescendant", option.id);
    else this.entry.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #click(event) {
    const at = [...this.list.children].indexOf(event.target.closest("[role=option]"));
    if (at >= 0) this.take(this.listed[at]);
  }

  #draw(option, at) {
    const name = option.number ? named(option, this.typed) : [`New source “${option.name}”`];
    return element(
      "li", { role: "option", id: `${this.id}-${at}`, "aria-selected": "false" },
      element("span", {}, ...name), element("span", { class: "about" }, option.why),
    );
  }
}

/** Return a source's name with what was typed in bold, and before it the other name by which it was found. */
function named({ name, matched }, typed) {
  if (!matched || matched === name) return [emphasised(name, typed)];
  return [emphasised(matched, typed), " ", isolated(name)];
}

function emphasised(name, typed) {
  const at = name.toLocaleLowerCase().search(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(typed.toLocaleLowerCase())}`, "u"));
  if (at < 0) return isolated(name);
  const made = isolated("");
  made.append(name.slice(0, at), element("b", {}, name.slice(at, at + typed.length)), name.slice(at + typed.length));
  return made;
}

function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}

function keys() {
  const key = (name, means) => element("span", {}, element("kbd", {}, name), ` ${means}`);
  return element("p", { class: "options-keys", "aria-hidden": "true" }, key("Enter", "next step"), key(",", "another"), key(".", "gives none"), key("=", "as last"));
}
