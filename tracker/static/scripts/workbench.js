// The workbench comes alive: words are selected and annotated without leaving the text. Without this, the same forms work by themselves.

import { assess } from "./assess.js";
import { listenToHandle, showSelected } from "./beside.js";
import { ClaimForm } from "./claim-form.js";
import { byId, element, say } from "./dom.js";
import { listen } from "./keys.js";
import { isBench, load, send, swap, tell } from "./pages.js";
import { Rows } from "./rows.js";
import { selected, WordCursor } from "./selection.js";
import { suggest } from "./suggest.js";
import { ArticleText } from "./text-offsets.js";

class Workbench {
  constructor() {
    this.begin();
    document.addEventListener("selectionchange", () => this.#show());
    listenToHandle(this);
    addEventListener("beforeunload", (event) => this.form?.changed && !this.sending && event.preventDefault());
  }

  /** Take the page as it stands now, after it was loaded or parts of it were put in place. */
  begin(current) {
    this.text = new ArticleText(byId("text"));
    this.cursor = new WordCursor(this.text);
    this.form = byId("claim-form") ? new ClaimForm(this.text) : null;
    this.rows = new Rows(current);
    this.selection = null;
    this.warned = false;
    byId("text").tabIndex = 0;
    if (!this.form) return;
    this.form.form.addEventListener("submit", (event) => this.#submit(event));
    byId("entry").addEventListener("click", (event) => this.#button(event.target.closest("[data-do]")?.dataset.do));
    byId("rows")?.addEventListener("click", (event) => this.#editLink(event));
    suggest(this.form.form);
    this.#show();
  }

  get hasSelection() {
    this.#show();
    return this.selection !== null;
  }

  claimPage() {
    const link = this.rows.current?.querySelector(".row-actions a");
    if (link) location.assign(link.href);
  }

  annotate(options) {
    this.#show();
    if (!this.#may()) return;
    this.warned = false;
    this.form.annotate(this.selection, options);
    showSelected(this.selection, true);
  }

  /** Save the form as its first button does. */
  save(submitter) {
    this.form.form.requestSubmit(submitter);
  }

  join(number) {
    const button = this.form.matches?.button(number);
    if (button) this.save(button);
  }

  async mark(triage) {
    this.#show();
    if (!this.#may()) return;
    if (!this.selection) return say("Select the words first.");
    this.form.hold(this.selection);
    const button = element("button", { name: "triage", value: triage, formaction: this.form.form.dataset.markUrl });
    await this.#send(button);
  }

  /** Leave the form; where something in it is not saved, only when asked twice. */
  async leave({ surely = false } = {}) {
    if (!this.form?.open) return document.getSelection().removeAllRanges();
    if (this.form.changed && !surely && !this.warned) {
      this.warned = true;
      return say("What you entered is not saved. Press Escape once more to leave it.");
    }
    const start = Number(this.form.fields.start.value);
    if (this.form.bound) return this.#refresh();
    this.form.close();
    this.#toText(start);
  }

  /** Open the current claim where it appears, to fill it in or to change it. */
  async open() {
    const url = this.rows.current?.dataset.edit;
    if (!url || !this.#may()) return;
    const answer = await load(url);
    if (!answer || !isBench(answer.page)) return location.assign(url);
    this.#put(answer.page);
    this.form.fields.statement.focus();
    this.form.fields.statement.select();
  }

  assess(nth) {
    const url = this.rows.current?.dataset.assess;
    if (url) assess(url, nth, (page) => this.#refresh(page));
  }

  async #refresh(said) {
    const answer = await load(`/articles/${this.text.root.dataset.number}`);
    if (answer && isBench(answer.page)) this.#put(answer.page);
    if (said) tell(said);
    this.rows.current?.querySelector("a").focus({ preventScroll: true });
  }

  /** Tell whether another claim can be begun: none is open with something that is not saved. */
  #may() {
    if (!this.form || this.sending) return false;
    if (!this.form.changed) return true;
    say("Save the open claim first, or leave it.");
    this.form.fields.statement.focus();
    return false;
  }

  #submit(event) {
    event.preventDefault();
    this.#send(event.submitter);
  }

  async #send(submitter) {
    if (this.sending) return;
    this.sending = true;
    try {
      await this.form.trail.settle();
      await this.#receive(await send(this.form.form, submitter), submitter);
    } finally {
      this.sending = false;
    }
  }

  async #receive(answer, submitter) {
    if (!answer) return this.#unreached();
    // Such as after the session ended: the desk keeps what was typed on a page of its own.
    if (!isBench(answer.page)) return this.#plainly(submitter);
    const { bound } = this.form;
    const start = Number(this.form.fields.start.value);
    const before = new Set(this.rows.ids);
    this.#put(answer.page, answer.done ? (ids) => ids.find((id) => !before.has(id)) : undefined);
    if (!answer.done) (byId("problems") ?? byId("place") ?? byId("claim-form")).focus();
    else if (bound) this.rows.current?.querySelector("a").focus({ preventScroll: true });
    else this.#toText(start);
  }

  #plainly(submitter) {
    const { form } = this.form;
    if (submitter?.name) form.append(element("input", { type: "hidden", name: submitter.name, value: submitter.value }));
    form.setAttribute("action", submitter?.getAttribute("formaction") || form.getAttribute("action"));
    HTMLFormElement.prototype.submit.call(form);
  }

  #unreached() {
    const problem = element("p", { class: "problem", role: "alert" }, "The desk cannot be reached. What you entered is still here; try again.");
    this.form.form.querySelector(":scope > .problem")?.remove();
    this.form.form.prepend(problem);
  }

  #put(page, newOne) {
    const current = this.rows.current?.dataset.appearance;
    document.getSelection().removeAllRanges();
    swap(page);
    const ids = [...(byId("rows")?.children ?? [])].map((row) => row.dataset.appearance);
    this.begin(newOne?.(ids) ?? current);
  }

  #toText(start) {
    byId("text").focus({ preventScroll: true });
    this.cursor.standAt(start);
  }

  #button(name) {
    if (name === "annotate") this.annotate();
    else if (name === "later" || name === "skip") this.mark(name);
    else if (name === "close") this.leave({ surely: true });
  }

  #editLink(event) {
    const link = event.target.closest("[data-do=edit]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.rows.goTo(link.closest("li"));
    this.open();
  }

  /** Take note of the selected words and show them beside the text; a click there may take the selection away, so they are kept. */
  #show() {
    const now = selected(this.text);
    if (!now && byId("pane").contains(document.activeElement)) return;
    this.selection = now;
    if (!this.form) return;
    showSelected(now, this.form.open);
  }
}

if (document.querySelector(".bench")) listen(new Workbench());
