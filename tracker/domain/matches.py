"""Which words of a text a search found: those that begin with a word typed, in any case, width, marks or script."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.domain.names import fold, words
from tracker.domain.text import WORD


@dataclass(frozen=True)
class Run:
    """A run of a text, and whether the search found it."""

    text: str
    found: bool


def marked(text: str, typed: str) -> tuple[Run, ...]:
    """Return a text as runs, in order, that together are the text again."""
    return tuple(_joined(_runs(text, words(fold(typed)))))


def holds(text: str, typed: str) -> bool:
    """Tell whether every word typed begins a word of a text."""
    there = words(fold(text))
    return all(any(word.startswith(one) for word in there) for one in words(fold(typed)))


def _runs(text: str, typed: tuple[str, ...]) -> Iterator[Run]:
    at = 0
    for word in WORD.finditer(text):
        yield Run(text[at : word.start()], False)
        yield Run(word.group(), any(part.startswith(typed) for part in words(fold(word.group()))))
        at = word.end()
    yield Run(text[at:], False)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs with neighbours of one kind joined, without empty ones."""
    open_run = Run("", False)
    for run in runs:
        if not run.text:
            continue
        if run.found == open_run.found:
            open_run = Run(open_run.text + run.text, run.found)
        else:
            if open_run.text:
                yield open_run
            open_run = run
    if open_run.text:
        yield open_run
