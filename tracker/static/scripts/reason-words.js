// Words to start from: what a reason leaves to fill in goes into one's own words, at the cursor, with its first gap selected.

const GAP = "…";

/** Let the words of each reason of a form be put into its field of words. */
export function offerWords(root) {
  const area = root.querySelector("textarea[name=words]");
  for (const button of root.querySelectorAll("button[data-words]")) {
    button.hidden = false;
    button.addEventListener("click", () => put(area, button.dataset.words));
  }
}

function put(area, words) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const apart = start === 0 || /\s/u.test(value[start - 1]) ? "" : " ";
  area.setRangeText(apart + words, start, end, "end");
  const gap = start + apart.length + words.indexOf(GAP);
  area.focus();
  area.setSelectionRange(gap, gap + GAP.length);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

offerWords(document);
