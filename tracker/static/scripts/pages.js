// Getting pages from the desk and putting their parts in place, so that scroll and focus stay where they were.

import { byId, say } from "./dom.js";

const PARTS = ["text", "pane-body"];

/** Send a form as its button would; returns the page that came back, or null where none did. */
export async function send(form, submitter) {
  const body = new URLSearchParams(new FormData(form));
  if (submitter?.name) body.append(submitter.name, submitter.value);
  return load(submitter?.getAttribute("formaction") || form.getAttribute("action"), { method: "POST", body });
}

/** Get a page; returns null where the desk cannot be reached. */
export async function load(url, options = {}) {
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" }, ...options });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return { page, url: response.url, done: response.ok && (response.redirected || options.method !== "POST") };
  } catch {
    return null;
  }
}

/** Tell whether a page is a workbench. */
export const isBench = (page) => PARTS.every((id) => page.getElementById(id));

/** Put the parts of a workbench page in place of those that stand here. */
export function swap(page) {
  const [across, down, inPane] = [scrollX, scrollY, byId("pane-body").scrollTop];
  for (const id of PARTS) byId(id).replaceWith(document.adoptNode(page.getElementById(id)));
  byId("pane").toggleAttribute("data-open", page.getElementById("pane").hasAttribute("data-open"));
  byId("pane-body").scrollTop = inPane;
  scrollTo({ left: across, top: down, behavior: "instant" });
  tell(page);
}

/** Say beside the text what the desk said on a page; at the top of the page it would move the text. */
export function tell(page) {
  const said = [...page.querySelectorAll(".flash")].map((one) => one.textContent.trim()).join(" ");
  if (!said) return;
  byId("saved-note").textContent = said;
  byId("saved-note").hidden = false;
  say(said);
}
