// My assessment of a claim, in a dialog over the workbench: the desk's own form, with the verdict of the key that was pressed.

import { byId, say } from "./dom.js";
import { load, send } from "./pages.js";
import { offerWords } from "./reason-words.js";

/** Open the assessment of a claim with the nth verdict chosen; `done` runs when it is saved. */
export async function assess(url, nth, done) {
  const answer = await load(url);
  const form = answer && taken(answer.page, url);
  if (!form) return say("The assessment could not be opened.");
  const dialog = byId("assess");
  put(dialog, form, done);
  choose(form, nth);
  dialog.showModal();
  form.querySelector("input[type=checkbox]")?.focus();
}

function taken(page, url) {
  const form = page.querySelector("form.form");
  if (!form) return null;
  const heading = page.querySelector("h1");
  const statement = page.querySelector(".lede");
  form.setAttribute("action", url);
  form.prepend(...[heading, statement, ...page.querySelectorAll("main .problems, main .stale")].filter(Boolean));
  renamed(form);
  return document.adoptNode(form);
}

/** Give what has an id in the dialog one of its own, for the page behind it may have the same. */
function renamed(form) {
  const own = (name) => `assess-${name}`;
  for (const one of form.querySelectorAll("[id]")) one.setAttribute("id", own(one.getAttribute("id")));
  for (const one of form.querySelectorAll("[for]")) one.setAttribute("for", own(one.getAttribute("for")));
  for (const one of form.querySelectorAll("a[href^='#']")) one.setAttribute("href", `#${own(one.getAttribute("href").slice(1))}`);
  for (const name of ["aria-describedby", "aria-labelledby"]) {
    for (const one of form.querySelectorAll(`[${name}]`)) {
      one.setAttribute(name, one.getAttribute(name).split(" ").filter(Boolean).map(own).join(" "));
    }
  }
}

function put(dialog, form, done) {
  dialog.replaceChildren(form);
  offerWords(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(dialog, form, event.submitter, done);
  });
  form.addEventListener("keydown", (event) => key(event, form));
  for (const cancel of form.querySelectorAll(".buttons a")) {
    cancel.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
  }
}

function key(event, form) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  } else if (/^[1-9]$/u.test(event.key) && !event.target.closest("textarea, select, input[type=text]")) {
    choose(form, Number(event.key));
  }
}

function choose(form, nth) {
  const radio = form.querySelectorAll("input[type=radio][name=verdict]")[nth - 1];
  if (radio) radio.checked = true;
}

async function save(dialog, form, submitter, done) {
  const url = form.getAttribute("action");
  const answer = await send(form, submitter);
  if (answer?.done) {
    dialog.close();
    return done(answer.page);
  }
  const again = answer && taken(answer.page, url);
  if (!again) return answer ? HTMLFormElement.prototype.submit.call(form) : say("The desk cannot be reached. Nothing is lost; try again.");
  put(dialog, again, done);
  again.querySelector("[tabindex='-1']")?.focus();
}
