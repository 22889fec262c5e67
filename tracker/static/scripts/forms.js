// What every page's forms have: Ctrl+Enter saves, a double click sends once, fields propose what the desk knows.

import { suggest } from "./suggest.js";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("form.form[method=post]") ?? only(event.target);
  if (form) {
    event.preventDefault();
    form.requestSubmit();
  }
});

/** Return the one form of a page, where nothing has the focus. */
function only(target) {
  const forms = target === document.body || target.id === "main" ? document.querySelectorAll("main form.form[method=post]") : [];
  return forms.length === 1 ? forms[0] : null;
}

const MOMENT = 1500;
const sent = new WeakMap();

// Sent twice, a change would be told that somebody made it meanwhile: the same person, a moment ago.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const by = event.submitter ?? event.target;
  const again = event.timeStamp - (sent.get(by) ?? -MOMENT) < MOMENT;
  if (again) event.preventDefault();
  else sent.set(by, event.timeStamp);
});

suggest(document);
