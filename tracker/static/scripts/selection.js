// The words that are selected in the article, by mouse, touch or keyboard, and how they stay visible while the form has the focus.

import { say } from "./dom.js";

const HIGHLIGHT = "selected-quote";

/** Return the selected words as { start, end, quote }, without the white space around them, or null. */
export function selected(text) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text.root)) return null;
  const start = text.offset(range.startContainer, range.startOffset, { forward: true });
  const end = text.offset(range.endContainer, range.endOffset, { forward: false });
  return start === null || end === null ? null : trimmed(text, start, end);
}

function trimmed(text, start, end) {
  const quote = text.slice(start, end);
  const blank = (sign) => /\s/u.test(sign);
  const signs = [...quote];
  const leading = signs.findIndex((sign) => !blank(sign));
  if (leading < 0) return null;
  const trailing = signs.length - 1 - signs.findLastIndex((sign) => !blank(sign));
  return { start: start + leading, end: end - trailing, quote: quote.trim() };
}

/** Paint words as those of the form, since a selection fades when the focus leaves it; null takes the paint away. */
export function paint(text, place) {
  const range = place ? text.range(place.start, place.end) : null;
  if (!globalThis.Highlight || !CSS.highlights) return;
  if (range) CSS.highlights.set(HIGHLIGHT, new Highlight(range));
  else CSS.highlights.delete(HIGHLIGHT);
}

/** Select words of the article, as the mouse would. */
export function select(text, start, end, { backward = false } = {}) {
  const range = text.range(start, end);
  if (!range) return;
  const from = [range.startContainer, range.startOffset];
  const to = [range.endContainer, range.endOffset];
  document.getSelection().setBaseAndExtent(...(backward ? [...to, ...from] : [...from, ...to]));
}

/** Moves over the words of the article by the keyboard: one word, or with Shift from one to another. */
export class WordCursor {
  constructor(text) {
    this.text = text;
    this.anchor = this.head = -1;
  }

  /** Move as an arrow key says; tells whether the key meant anything. */
  move(key, extend) {
    const { words } = this.text;
    if (!words.length || !STEPS[key]) return false;
    this.#follow();
    const fresh = this.head < 0;
    const head = fresh ? this.#firstInView() : STEPS[key](this);
    if (head >= 0 && head < words.length) this.#stand(head, extend && !fresh);
    return true;
  }

  /** Stand on the word at an offset, without selecting anything. */
  standAt(offset) {
    this.anchor = this.head = this.text.words.findIndex(([, end]) => end > offset);
  }

  #stand(head, extend) {
    this.head = head;
    if (!extend) this.anchor = head;
    const { words } = this.text;
    const [first, last] = [Math.min(this.anchor, head), Math.max(this.anchor, head)];
    select(this.text, words[first][0], words[last][1], { backward: head < this.anchor });
    this.#show(words[head]);
    say(this.text.slice(words[first][0], words[last][1]));
  }

  /** Go on from what the mouse selected meanwhile. */
  #follow() {
    const now = selected(this.text);
    if (!now) return;
    const { words } = this.text;
    const first = words.findIndex(([, end]) => end > now.start);
    const last = words.findLastIndex(([start]) => start < now.end);
    const [low, high] = [Math.min(this.anchor, this.head), Math.max(this.anchor, this.head)];
    if (first >= 0 && last >= 0 && (first !== low || last !== high)) [this.anchor, this.head] = [first, last];
  }

  #firstInView() {
    return Math.max(0, this.text.words.findIndex(([start, end]) => this.#box([start, end]).top >= 60));
  }

  #box([start, end]) {
    return this.text.range(start, end).getBoundingClientRect();
  }

  #show(word) {
    const { top, bottom } = this.#box(word);
    if (top < 90) scrollBy({ top: top - 140, behavior: "instant" });
    else if (bottom > innerHeight - 60) scrollBy({ top: bottom - innerHeight + 140, behavior: "instant" });
  }

  /** Return the word next to this one along the line, as its script runs. */
  along(right) {
    const lines = this.text.lines(this.text.words[this.head][0]);
    const runsLeft = getComputedStyle(lines).direction === "rtl";
    return this.head + (right === runsLeft ? -1 : 1);
  }

  /** Return the word on the next line, or the one before, that stands nearest below or above. */
  across(step) {
    const here = this.#box(this.text.words[this.head]);
    const middle = (here.left + here.right) / 2;
    let line = null;
    let best = this.head;
    for (let at = this.head + step; at >= 0 && at < this.text.words.length; at += step) {
      const box = this.#box(this.text.words[at]);
      if (Math.abs(box.bottom - here.bottom) < here.height / 2) continue;
      line ??= box.bottom;
      if (Math.abs(box.bottom - line) > box.height / 2) break;
      const off = (one) => Math.abs((one.left + one.right) / 2 - middle);
      if (best === this.head || off(box) < off(this.#box(this.text.words[best]))) best = at;
    }
    return best;
  }
}

const STEPS = {
  ArrowLeft: (cursor) => cursor.along(false),
  ArrowRight: (cursor) => cursor.along(true),
  ArrowUp: (cursor) => cursor.across(-1),
  ArrowDown: (cursor) => cursor.across(1),
};
