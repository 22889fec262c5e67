// "According to": a trail is entered source by source, in a combobox (WAI-ARIA 1.2: list autocomplete with automatic selection).
// The form's own text field keeps the trail as text; this shows it as words and writes it.

import { ask, byId, drawn, element, isolated, paused, say } from "./dom.js";
import { Options } from "./options.js";
import { parse, write } from "./trail-text.js";

const BEYOND = { ".": "gives none", "(lost)": "lost in our capture" };

export class TrailField extends EventTarget {
  /** Put the combobox before the form's text field; `context` gives { article, near, inherited }. */
  constructor(input, { url, last, context }) {
    super();
    Object.assign(this, { input, url, last, context, sign: "<", waiting: 0 });
    this.trail = parse(input.value);
    this.entry = element("input", {
      id: `${input.id}-entry`, role: "combobox", autocomplete: "off", spellcheck: "false", autocapitalize: "off", dir: "auto",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${input.id}-options`,
      "aria-describedby": byId(`${input.id}-problem`) && `${input.id}-problem`, "aria-invalid": input.getAttribute("aria-invalid"),
    });
    this.box = element("div", { class: "trail-field" }, this.entry);
    this.options = new Options(`${input.id}-options`, this.entry, (option) => this.#take(option));
    input.before(this.box, this.options.root);
    input.type = "hidden";
    byId(`${input.id}-hint`)?.setAttribute("hidden", "");
    document.querySelector(`label[for="${input.id}"]`)?.setAttribute("for", this.entry.id);
    this.entry.addEventListener("keydown", (event) => this.#key(event));
    this.entry.addEventListener("input", () => this.#typed());
    this.entry.addEventListener("blur", () => this.options.close());
    this.box.addEventListener("click", () => this.entry.focus());
    this.look = paused(() => this.#look(), 60);
    this.draw();
  }

  /** Begin with another trail. */
  set(text) {
    this.trail = parse(text);
    this.sign = "<";
    this.entry.value = "";
    this.#changed();
  }

  /** Take what is typed but not accepted yet, and wait for the names that are still looked up. */
  async settle() {
    if (this.entry.value.trim()) this.#accept("<");
    await Promise.all(this.trail.steps.map((step) => step.pending));
  }

  #key(event) {
    const empty = !this.entry.value.trim();
    if (event.isComposing || event.altKey || event.metaKey || event.ctrlKey) return;
    if (this.options.move(event.key)) event.preventDefault();
    else if (event.key === "Escape" && this.options.open) { this.options.close(); event.stopPropagation(); event.preventDefault(); }
    else if (event.key === "Enter" && !empty) { this.#accept("<"); event.preventDefault(); }
    else if (event.key === "Tab" && !empty) this.#accept("<");
    else if (event.key === "Backspace" && !this.entry.value) { this.#back(); event.preventDefault(); }
    else if (event.key === "," && !empty) { this.#accept(","); event.preventDefault(); }
    else if (empty && this.#sign(event.key)) event.preventDefault();
  }

  /** Take a sign typed where no name has begun; tells whether it was one. */
  #sign(key) {
    const begun = this.trail.steps.length > 0;
    if (key === "=" && this.last) this.set(this.last);
    else if (key === ".") this.trail.end = ".";
    else if (key === "," || key === ";") this.sign = begun ? key : "<";
    else if (key !== "?" && key !== "<" && key !== "=") return false;
    this.#changed();
    return true;
  }

  #back() {
    if (this.trail.end) this.trail.end = "";
    else if (this.sign !== "<") this.sign = "<";
    else this.sign = this.trail.steps.pop()?.sign ?? "<";
    if (!this.trail.steps.length) this.sign = "<";
    this.#changed();
  }

  #typed() {
    if (/[<←]/u.test(this.entry.value)) {
      const more = parse(this.entry.value);
      this.trail = { steps: [...this.trail.steps, ...more.steps], end: more.end };
      this.entry.value = "";
      this.#changed();
    }
    this.look();
  }

  async #look() {
    const typed = this.entry.value.trim();
    const found = typed ? await this.#suggested(typed) : null;
    if (typed !== this.entry.value.trim()) return;
    if (!found || document.activeElement !== this.entry) this.options.close();
    else this.options.show(found, typed);
  }

  async #suggested(typed) {
    const { article, near } = this.context();
    const answer = await ask(this.url, { q: typed, article, near });
    if (!answer) return [{ name: typed, number: null, why: "as typed" }];
    return [...answer.sources, ...(answer.new ? [{ name: typed, number: null, why: "nothing known" }] : [])];
  }

  /** Take what is chosen among the options; where they are not there yet, what will stand first among them. */
  #accept(next) {
    const typed = this.entry.value.trim();
    const chosen = this.options.chosenFor(typed);
    if (chosen) return this.#take(chosen, next);
    const step = { sign: this.sign, name: typed, number: null };
    step.pending = this.#suggested(typed).then(([first]) => {
      Object.assign(step, { name: first.name, number: first.number, pending: null });
      this.#changed();
      this.#tell(step);
    });
    this.#append(step, next);
  }

  #take(option, next = "<") {
    const step = { sign: this.sign, name: option.name, number: option.number };
    this.#append(step, next);
    this.#tell(step);
    this.entry.focus();
  }

  #append(step, next) {
    this.trail.steps.push(step);
    this.trail.end = "";
    this.sign = next;
    this.entry.value = "";
    this.options.close();
    this.#changed();
  }

  #tell(step) {
    const names = this.trail.steps.map(({ name }) => name).join(", from ");
    say(`${step.name}${step.number ? "" : ", a new source,"} added. This article has it from ${names}.`);
    if (step === this.trail.steps[0]) this.dispatchEvent(new CustomEvent("first", { detail: step }));
  }

  #changed() {
    this.input.value = write(this.trail);
    this.draw();
    this.dispatchEvent(new Event("change"));
  }

  /** Draw the trail so far, and the field for the next source behind it. */
  draw() {
    const { steps, end } = this.trail;
    const parts = [element("span", { class: "step is-start" }, "this article")];
    for (const { name } of parse(this.context().inherited).steps) parts.push(arrow(), element("span", { class: "step is-start" }, isolated(name)));
    steps.forEach((step, at) => parts.push(...between(step.sign, at), drawnStep(step)));
    if (end) parts.push(arrow(), element("span", { class: "step is-start" }, BEYOND[end]));
    else parts.push(...between(this.sign, steps.length));
    this.entry.placeholder = steps.length || end ? "" : "who says so?";
    this.entry.setAttribute("aria-label", this.#spoken());
    // The field itself stays where it is, for it may have the focus.
    while (this.box.firstChild !== this.entry) this.box.firstChild.remove();
    this.entry.before(...parts);
  }

  #spoken() {
    const names = this.trail.steps.map(({ name }) => name).join(", from ");
    const end = this.trail.end ? `, which ${this.trail.end === "." ? "gives none" : "is lost"}` : "";
    return names || end ? `According to: this article has it from ${names}${end}. Next source` : "According to: source";
  }
}

function drawnStep({ name, number, pending }) {
  return element("span", { class: number || pending ? "step" : "step is-new", "data-number": number }, isolated(name));
}

function arrow() {
  return drawn("i-arrow", "arrow");
}

function between(sign, at) {
  if (at === 0 || sign === "<") return [arrow()];
  if (sign === ",") return [element("span", { class: "step is-start" }, "and")];
  return [element("span", { class: "step is-start" }, "; this article"), arrow()];
}
