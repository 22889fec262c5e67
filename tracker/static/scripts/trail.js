// The page of a trail: the same combobox as in the claim form.

import { byId } from "./dom.js";
import { TrailField } from "./trail-field.js";

const form = byId("trail-form");
const { sourcesUrl, article, near } = form.dataset;
const field = new TrailField(form.elements.trail, { url: sourcesUrl, last: "", context: () => ({ article, near, inherited: "" }) });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await field.settle();
  HTMLFormElement.prototype.submit.call(form);
});

field.entry.addEventListener("keydown", (event) => {
  // On an empty step, Enter sends the form, as in any field of one line.
  if (event.key === "Enter" && !event.defaultPrevented) form.requestSubmit();
});
