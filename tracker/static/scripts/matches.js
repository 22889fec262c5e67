// Earlier claims that match the statement, joined by a click or by Alt and their number.

import { ask, drawn, element, paused } from "./dom.js";

export class Matches {
  constructor(list, statement, { url, article }) {
    Object.assign(this, { list, statement, url, article });
    this.look = paused(() => this.#look(), 220);
    statement.addEventListener("input", this.look);
  }

  /** Return the button that joins the nth claim, or undefined. */
  button(number) {
    return this.list.hidden ? undefined : this.list.querySelectorAll("button")[number - 1];
  }

  clear() {
    this.list.replaceChildren();
    this.list.hidden = true;
  }

  async #look() {
    const like = this.statement.value.trim();
    const answer = like ? await ask(this.url, { like: like.slice(0, 600), article: this.article }) : null;
    if (like !== this.statement.value.trim()) return;
    const claims = answer?.claims ?? [];
    this.list.replaceChildren(...claims.map(drawnMatch));
    this.list.hidden = !claims.length;
  }
}

function drawnMatch({ number, pieces, told, mark, verdict, join }, at) {
  const parts = pieces.map(({ kind, text }) => (kind === "rest" ? text : element("span", { class: "matched", "data-kind": kind }, text)));
  const line = element("span", { class: "statement-line" }, element("span", { class: "number" }, String(number)), " ", element("bdi", { dir: "auto" }, ...parts));
  const standing = element("span", { class: "verdict", "data-verdict": mark }, drawn(`v-${mark}`), verdict);
  // Alt and the number reach it from the field, so that Tab goes on to the next one.
  const button = { type: "submit", formaction: join, tabindex: "-1", "aria-keyshortcuts": `Alt+${at + 1}` };
  return element("li", {}, element("button", button, element("kbd", {}, `Alt+${at + 1}`), line, standing, element("span", { class: "about" }, told)));
}
