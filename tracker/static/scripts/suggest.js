// Names and works proposed while a plain field is typed in: a native list of options, filled by what the desk knows.

import { ask, byId, element, paused } from "./dom.js";

const TYPED = {
  sources: ({ sources }) => sources.map((one) => [one.name, one.why]),
  articles: ({ articles }) => articles.map((one) => [one.typed, one.outlet]),
};

/** Let the fields under an element that say data-suggest propose what their kind has; once is enough. */
export function suggest(root) {
  for (const field of root.querySelectorAll("[data-suggest]:not([list])")) propose(field, `/api/${field.dataset.suggest}`);
}

function propose(field, url) {
  const id = `${field.id}-proposed`;
  const list = byId(id) ?? element("datalist", { id });
  field.after(list);
  field.setAttribute("list", id);
  field.addEventListener("input", paused(async () => {
    const typed = field.value.trim();
    const answer = typed ? await ask(url, { q: typed }) : null;
    if (typed !== field.value.trim() || !answer) return;
    const options = TYPED[field.dataset.suggest](answer);
    list.replaceChildren(...options.map(([value, label]) => element("option", { value, label })));
  }, 150));
}
