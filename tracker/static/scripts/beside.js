// What stands beside the text while no form is open: the selected words with what can be done with them, and the narrow pages' handle.

import { byId } from "./dom.js";

/** Show which words are selected; while the form is open, the handle says what the form is. */
export function showSelected(place, open) {
  const heading = byId("claim-form").querySelector("h2").textContent;
  byId("handle").firstElementChild.textContent = place && !open ? "Annotate these words" : heading;
  byId("idle-quote").textContent = place?.quote ?? "";
  byId("idle-selected").hidden = !place;
  byId("idle-hint").hidden = place !== null;
}

/** Open and close the sheet at the foot of narrow pages by its handle. */
export function listenToHandle(bench) {
  byId("handle").addEventListener("click", (event) => {
    event.preventDefault();
    if (event.target.closest(".pane-close")) {
      byId("pane").removeAttribute("data-open");
      byId("text").focus({ preventScroll: true });
    } else if (bench.hasSelection && !bench.form?.open) bench.annotate();
    else byId("pane").toggleAttribute("data-open", true);
  });
}
