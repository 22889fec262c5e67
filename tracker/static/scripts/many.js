// Choosing many rows of a list: the tick in the head ticks all of the page, and shift with a click those between.

const boxes = () => [...document.querySelectorAll("input[name='claim'][form='many'], input[data-row]")];
const said = document.querySelector("[data-ticked]");
const all = document.querySelector("[data-tick-all]");
let last = null;

function tell() {
  const ticked = boxes().filter((box) => box.checked).length;
  if (said) said.textContent = ticked ? `${ticked} ticked` : "";
  if (!all) return;
  all.checked = ticked > 0 && ticked === boxes().length;
  all.indeterminate = ticked > 0 && !all.checked;
}

function between(one, other) {
  const list = boxes();
  const [from, to] = [list.indexOf(one), list.indexOf(other)].sort((a, b) => a - b);
  return list.slice(from, to + 1);
}

document.addEventListener("click", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !boxes().includes(box)) return;
  if (event.shiftKey && last && last !== box) {
    for (const one of between(last, box)) one.checked = box.checked;
  }
  last = box;
  tell();
});

if (all) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    tell();
  });
}
tell();
