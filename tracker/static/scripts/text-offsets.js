// The article's text as the desk counts it: in code points, while browsers count UTF-16 units.

const SKIPPED = ".after";

/** Count the code points of a string. */
export function points(text) {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00 && at + 1 < text.length) at += 1;
    count += 1;
  }
  return count;
}

/** Return the UTF-16 offset of a number of code points. */
export function units(text, wanted) {
  let at = 0;
  for (let count = 0; count < wanted && at < text.length; count += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/** The text under an element whose paragraphs say in data-start where they begin. */
export class ArticleText {
  constructor(root) {
    this.root = root;
    this.pieces = [...root.querySelectorAll("[data-start]")].flatMap((lines) => this.#read(lines));
  }

  #read(lines) {
    const read = [];
    let start = Number(lines.dataset.start);
    const accept = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      return node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    };
    const walker = document.createTreeWalker(lines, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const end = start + points(node.data);
      read.push({ node, lines, start, end });
      start = end;
    }
    return read;
  }

  /** Return the offset of a boundary of the page; beside the text, that of the next or the previous character. */
  offset(node, at, { forward }) {
    const own = this.pieces.find((piece) => piece.node === node);
    if (own) return own.start + points(node.data.slice(0, at));
    const boundary = document.createRange();
    boundary.setStart(node, at);
    const behind = (piece) => boundary.comparePoint(piece.node, 0) >= 0;
    if (forward) return this.pieces.find(behind)?.start ?? null;
    return this.pieces.findLast((piece) => !behind(piece))?.end ?? null;
  }

  /** Return the page's range over [start, end) in code points, or null. */
  range(start, end) {
    const first = this.pieces.find((piece) => piece.end > start);
    const last = this.pieces.findLast((piece) => piece.start < end);
    if (!first || !last || start >= end) return null;
    const range = document.createRange();
    range.setStart(first.node, units(first.node.data, Math.max(0, start - first.start)));
    range.setEnd(last.node, units(last.node.data, Math.min(end, last.end) - last.start));
    return range;
  }

  /** Return the words in [start, end); between paragraphs stands an empty line, whatever the text has there. */
  slice(start, end) {
    let text = "";
    let before = null;
    for (const piece of this.pieces) {
      if (piece.end <= start || piece.start >= end) continue;
      if (before && before.end < piece.start) text += "\n\n";
      const { data } = piece.node;
      text += data.slice(units(data, Math.max(0, start - piece.start)), units(data, end - piece.start));
      before = piece;
    }
    return text;
  }

  /** Return the paragraph that holds an offset. */
  lines(offset) {
    return (this.pieces.find((piece) => piece.end > offset) ?? this.pieces.at(-1))?.lines ?? null;
  }

  /** List the words as [start, end), in the order of the text. */
  get words() {
    this.listed ??= [...new Set(this.pieces.map((piece) => piece.lines))].flatMap((lines) => this.#wordsOf(lines));
    return this.listed;
  }

  #wordsOf(lines) {
    const text = this.pieces.filter((piece) => piece.lines === lines).map((piece) => piece.node.data).join("");
    const language = lines.closest("[lang]")?.lang || undefined;
    const listed = [];
    let start = Number(lines.dataset.start);
    for (const { segment, isWordLike } of segmenter(language).segment(text)) {
      const end = start + points(segment);
      if (isWordLike) listed.push([start, end]);
      start = end;
    }
    return listed;
  }
}

function segmenter(language) {
  try {
    return new Intl.Segmenter(language, { granularity: "word" });
  } catch {
    return new Intl.Segmenter(undefined, { granularity: "word" });
  }
}
