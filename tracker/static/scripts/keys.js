// The keys of the workbench. Single letters never fire where somebody types, and can be turned off.

import { byId, takesText } from "./dom.js";

/** Listen for keys; `bench` has a method for each thing that a key can do. */
export function listen(bench) {
  const single = document.querySelector(".keys").dataset.keys === "on";
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const run = inForm(event, bench) ?? (takesText(event.target) ? null : outside(event, bench, single));
    if (run) {
      event.preventDefault();
      run();
    }
  });
}

function inForm(event, bench) {
  if (!byId("claim-form")?.contains(event.target)) return undefined;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return () => bench.save();
  if (event.altKey && /^Digit[1-3]$/u.test(event.code)) return () => bench.join(Number(event.code.at(-1)));
  if (event.key === "Escape") return () => bench.leave();
  if (event.key === "Enter" && event.target.getAttribute("role") === "combobox") return () => bench.save();
  return undefined;
}

function outside(event, bench, single) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const inText = byId("text").contains(event.target) || event.target === document.body;
  if (event.key.startsWith("Arrow") && byId("text") === document.activeElement) {
    return bench.cursor.move(event.key, event.shiftKey) ? () => {} : null;
  }
  if (event.key === "Enter") return onEnter(event, bench, inText);
  if (event.key === "Escape") return () => bench.leave();
  return single ? onLetter(event.key, bench) : null;
}

function onEnter(event, bench, inText) {
  if (event.target.closest("#rows li > a") || !event.target.closest("a, button, summary")) {
    if (inText && bench.hasSelection) return () => bench.annotate();
    return () => bench.open();
  }
  return null;
}

function onLetter(key, bench) {
  if (/^[1-9]$/u.test(key)) return () => bench.assess(Number(key));
  const letters = {
    a: () => bench.annotate(),
    "=": () => bench.annotate({ asLast: true }),
    m: () => bench.mark("later"),
    x: () => bench.mark("skip"),
    j: () => bench.rows.walk(1),
    k: () => bench.rows.walk(-1),
    e: () => bench.open(),
    o: () => bench.claimPage(),
    "?": () => byId("keys").showModal(),
  };
  return letters[key] ?? null;
}
