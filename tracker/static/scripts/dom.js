// Small pieces of pages. Text goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

/** Make an element with attributes and children; an attribute that is false, null or undefined is left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Make one of the drawn marks of the page's sprite, such as "v-likely". */
export function drawn(symbol, className = "mark") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${symbol}`);
  svg.append(use);
  return svg;
}

/** Make text that keeps its own direction within a sentence. */
export const isolated = (text) => element("bdi", { dir: "auto" }, text);

/** Tell a screen reader something, once. */
export function say(text) {
  const said = byId("said");
  if (said) said.textContent = text;
}

/** Ask the desk for JSON; null where it does not answer, for what is asked here only helps. */
export async function ask(url, parameters, signal) {
  try {
    const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== null && value !== ""));
    const response = await fetch(`${url}?${query}`, { headers: { Accept: "application/json" }, signal });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Return a function that runs once its calls have paused. */
export function paused(run, milliseconds = 180) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), milliseconds);
  };
}

/** Tell whether somebody is typing there, so that letters are text. */
export function takesText(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog[open]") !== null;
}
