// Trails as text, in the grammar that the desk reads: FARS [3] < Sputnik Arabic [7], RIA < . A trail here is { steps, end }: each
// step has a name, perhaps the number of its source, and the sign before it; the end is "", "." or "(lost)".

const TOKEN = /\s*(?:"([^"]*)"(?:\s*\[(\d{1,9})\])?|([<←,;])|([^<←,;"]+))/uy;
const NUMBERED = /^(.*\S)\s*\[(\d{1,9})\]$/su;
const SPECIAL = /[<←,;[\]]|^[.?]$|^\(lost\)$/u;
const ENDS = new Set([".", "(lost)"]);

/** Read a trail, forgivingly: what cannot be read is left to the desk, which says what is wrong. */
export function parse(text) {
  const steps = [];
  let [sign, end] = ["<", ""];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found && found[0]; found = TOKEN.exec(text)) {
    const [, quoted, quotedNumber, signed, plain] = found;
    if (signed) {
      sign = signed === "←" ? "<" : signed;
      continue;
    }
    const name = (quoted ?? plain).trim().replace(/\s+/gu, " ");
    if (quoted === undefined && ENDS.has(name)) end = name;
    else if (name && name !== "?") {
      const numbered = quoted === undefined ? NUMBERED.exec(name) : null;
      const number = numbered ? numbered[2] : quotedNumber;
      steps.push({ sign, name: numbered ? numbered[1] : name, number: number ? Number(number) : null });
      sign = "<";
    }
    if (TOKEN.lastIndex >= text.length) break;
  }
  return { steps, end };
}

/** Write a trail so that the desk reads it. */
export function write({ steps, end }) {
  const written = steps.map(({ sign, name, number }, at) => {
    // A quotation mark would end a quoted name; names are compared without punctuation, so another does as well.
    const safe = name.replaceAll('"', "”");
    const quoted = SPECIAL.test(safe) ? `"${safe}"` : safe;
    const numbered = number ? `${quoted} [${number}]` : quoted;
    if (at === 0) return numbered;
    return sign === "<" ? ` < ${numbered}` : `${sign} ${numbered}`;
  });
  return written.join("") + (end ? `${steps.length ? " < " : ""}${end}` : "");
}
