// The claim form beside the text: opened on selected words, or about a claim that stands; hidden while there is neither.

import { ask, byId } from "./dom.js";
import { Matches } from "./matches.js";
import { paint } from "./selection.js";
import { TrailField } from "./trail-field.js";

const MORE = "workbench.more";

export class ClaimForm {
  constructor(text) {
    this.text = text;
    this.form = byId("claim-form");
    this.bound = byId("entry").dataset.bound !== "";
    const { article } = text.root.dataset;
    const { sourcesUrl, claimsUrl, lastTrail } = this.form.dataset;
    this.inherited = "";
    const context = () => ({ article: text.root.dataset.number, near: this.fields.start.value, inherited: this.inherited });
    this.trail = new TrailField(this.fields.trail, { url: sourcesUrl, last: lastTrail, context });
    this.trail.addEventListener("first", (event) => this.#findCue(event.detail));
    this.matches = this.bound ? null : new Matches(byId("matches"), this.fields.statement, { url: claimsUrl, article });
    this.form.querySelector(".plainly")?.setAttribute("hidden", "");
    this.form.querySelector("[data-do=close]").hidden = false;
    remember(byId("more"));
    this.#begin();
  }

  get fields() {
    return this.form.elements;
  }

  /** Tell whether something was entered that is not saved. */
  get changed() {
    return this.open && this.#content() !== this.before;
  }

  /** Open the form on words of the article, or, with none, for words that are typed or pasted. */
  annotate(place, { asLast = false } = {}) {
    this.form.reset();
    this.#place(place);
    this.fields.statement.value = place ? place.quote.replace(/\s+/gu, " ") : "";
    this.trail.set(asLast ? this.trail.last : "");
    this.#show(true);
    this.before = this.#content();
    const first = place ? this.fields.statement : this.fields.quote;
    first.focus();
    first.select();
    this.matches.look();
  }

  /** Put words into the form without opening it, to be marked for later. */
  hold(place) {
    this.#place(place);
  }

  /** Hide the form, if it is for a new claim. */
  close() {
    this.matches?.clear();
    paint(this.text, null);
    this.#show(false);
  }

  #begin() {
    const wrong = this.form.querySelector(".problems, .stale, #place") !== null;
    const { start, end } = this.fields;
    if (start.value && end.value) {
      const place = { start: Number(start.value), end: Number(end.value), quote: this.fields.quote.value };
      this.#place(place);
    }
    this.#show(this.bound || wrong);
    this.before = wrong ? null : this.#content();
  }

  #place(place) {
    const { start, end, quote } = this.fields;
    start.value = place?.start ?? "";
    end.value = place?.end ?? "";
    quote.value = place?.quote ?? "";
    byId("quote-locked").textContent = place?.quote ?? "";
    byId("quote-locked").hidden = !place;
    byId("quote-field")?.toggleAttribute("hidden", Boolean(place));
    this.#say(place);
    paint(this.text, place);
  }

  /** Say in whose voice the words are, and where they stand. */
  #say(place) {
    const lines = place && this.text.lines(place.start);
    const passage = lines?.closest(".passage");
    this.inherited = lines?.closest(".passage:not([data-trail=''])")?.dataset.trail ?? "";
    const version = `version ${this.fields.version.value}`;
    if (!lines) byId("quote-place").textContent = version;
    else {
      const first = this.#wordsBefore(place.start) + 1;
      const last = Math.max(first, this.#wordsBefore(place.end));
      const voice = passage ? passage.dataset.label : "author’s voice";
      byId("quote-place").textContent = `${voice} · word${first === last ? ` ${first}` : `s ${first}–${last}`} · ${version}`;
    }
    this.trail.draw();
  }

  #wordsBefore(offset) {
    const lines = this.text.lines(offset - 1) ?? this.text.lines(offset);
    const start = Number(lines.dataset.start);
    return Number(lines.dataset.words) + this.text.words.filter(([from]) => from >= start && from < offset).length;
  }

  #show(open) {
    this.open = open;
    this.form.hidden = !open;
    byId("idle").hidden = open;
    byId("pane").toggleAttribute("data-open", open);
  }

  async #findCue(step) {
    const { cue, start } = this.fields;
    if (!cue || (cue.value && cue.value !== this.foundCue)) return;
    const parameters = step.number ? { source: step.number, near: start.value } : { name: step.name, near: start.value };
    const found = await ask(this.text.root.dataset.cueUrl, parameters);
    if (this.trail.trail.steps[0] !== step) return;
    this.foundCue = cue.value = found?.cue?.words ?? "";
  }

  #content() {
    const entries = [...new FormData(this.form)].filter(([name]) => name !== "csrf_token" && name !== "cue");
    return JSON.stringify([...entries, this.trail.entry.value]);
  }
}

/** Keep More open or closed as the person left it. */
function remember(more) {
  try {
    if (localStorage.getItem(MORE) === "open") more.open = true;
    more.addEventListener("toggle", () => localStorage.setItem(MORE, more.open ? "open" : "closed"));
  } catch {
    // A browser that keeps nothing asks for one more press each time.
  }
}
