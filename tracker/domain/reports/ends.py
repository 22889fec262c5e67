"""Where the trails of a claim end, and how much of them the desk has read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.domain.directions import isolated
from tracker.domain.reports.quotes import ReportQuote, ReportStep
from tracker.domain.vocabulary import Beyond


@dataclass(frozen=True)
class Origins:
    """Where the trails of a claim end: the named ends, how many unnamed ones, and how many steps the desk has read.

    ``without`` says of the quotes that have no step at all what that means.
    """

    named: tuple[str, ...]
    unnamed: int
    steps: int
    read: int
    without: tuple[Beyond, ...] = ()


def walk(steps: Iterable[ReportStep]) -> Iterator[ReportStep]:
    """Yield the steps of a trail, each before those beyond it."""
    for step in steps:
        yield step
        yield from walk(step.had_from)


def lines(steps: Iterable[ReportStep]) -> Iterator[tuple[ReportStep, ...]]:
    """Yield each way through a trail, from the reader's side to one of its ends."""
    for step in steps:
        if not step.had_from:
            yield (step,)
        for line in lines(step.had_from):
            yield (step, *line)


def origins(quotes: Iterable[ReportQuote]) -> Origins:
    """Return where the trails of a claim end; a source at two ends is named once."""
    quotes = list(quotes)
    steps = [step for quote in quotes for step in walk(quote.trail)]
    ends = [step for step in steps if not step.had_from]
    return Origins(
        named=tuple(dict.fromkeys(end.source.name for end in ends if end.source.kind.named)),
        unnamed=len({end.source.number for end in ends if not end.source.kind.named}),
        steps=len(steps),
        read=sum(step.read_as is not None for step in steps),
        without=tuple(dict.fromkeys(quote.beyond for quote in quotes if not quote.trail)),
    )


def origins_sentence(found: Origins) -> str:
    """Say where the trails end; independent origins are not counted yet, and it says so."""
    parts = ["Independent origins: not counted yet"]
    if found.steps == 0:
        known = [beyond.label for beyond in found.without if beyond is not Beyond.NOT_ENTERED]
        return " · ".join([*parts, *(known or ["no trail entered"])])
    if found.named:
        names = ", ".join(map(isolated, found.named))
        parts.append(f"{len(found.named)} named trail {'end' if len(found.named) == 1 else 'ends'} ({names})")
    if found.unnamed:
        parts.append(f"{found.unnamed} unnamed")
    return " · ".join([*parts, f"{found.read} of {found.steps} {'step' if found.steps == 1 else 'steps'} read by us"])
