// The list of claims beside the text, walked by keys, with the quote of the current one shown in the text.

import { byId } from "./dom.js";

export class Rows {
  constructor(current) {
    this.rows = [...(byId("rows")?.children ?? [])];
    this.current = this.rows.find((row) => row.dataset.appearance === current) ?? this.rows.find((row) => link(row).ariaCurrent) ?? null;
    if (this.current) this.#mark(this.current);
    byId("rows")?.addEventListener("click", (event) => this.#click(event));
    byId("text").addEventListener("click", (event) => this.#find(event));
  }

  /** List the ids of the appearances that stand here. */
  get ids() {
    return this.rows.map((row) => row.dataset.appearance);
  }

  /** Walk to the next claim, or to the one before; from nowhere, to the first one in view. */
  walk(step) {
    const at = this.rows.indexOf(this.current);
    const next = at < 0 ? this.#nearest() : this.rows[at + step];
    if (next) this.goTo(next, { focus: true });
  }

  /** Make a claim the current one and show its quote. */
  goTo(row, { focus = false } = {}) {
    this.#mark(row);
    const quote = byId(`q-${row.dataset.appearance}`);
    if (quote && !inView(quote)) quote.scrollIntoView({ block: "center" });
    row.scrollIntoView({ block: "nearest" });
    if (focus) link(row).focus({ preventScroll: true });
  }

  #mark(row) {
    this.current = row;
    for (const one of this.rows) {
      if (one === row) link(one).setAttribute("aria-current", "true");
      else link(one).removeAttribute("aria-current");
    }
    for (const quote of byId("text").querySelectorAll("[data-appearance]")) {
      quote.classList.toggle("is-current", quote.dataset.appearance === row.dataset.appearance);
    }
  }

  #nearest() {
    const shown = (row) => (byId(`q-${row.dataset.appearance}`)?.getBoundingClientRect().bottom ?? 0) > 0;
    return this.rows.find(shown) ?? this.rows[0];
  }

  #click(event) {
    const row = event.target.closest("li");
    if (!row || event.target.closest("a") !== link(row) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.goTo(row);
  }

  /** Let a click on a quote show its claim, unless words were selected by it. */
  #find(event) {
    const quote = event.target.closest("mark[data-appearance]");
    if (!quote || event.target.closest("a") || !document.getSelection().isCollapsed) return;
    const row = this.rows.find((one) => one.dataset.appearance === quote.dataset.appearance);
    if (row) this.goTo(row);
  }
}

function link(row) {
  return row.querySelector("a");
}

function inView(quote) {
  const { top, bottom } = quote.getBoundingClientRect();
  return top > 64 && bottom < innerHeight - 40;
}
