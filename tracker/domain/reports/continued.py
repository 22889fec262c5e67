"""Trails that go on: a step may cite an article in which the claim stands too, with a trail of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tracker.domain.origins.graph import SUPPORTING
from tracker.domain.reports.ends import walk
from tracker.domain.reports.quotes import ReportQuote, ReportStep


@dataclass(frozen=True)
class Continued:
    """Where trails go on: ``onward`` has the quote beyond a step, by the ids of its quote and of the step.

    No quote is beyond two steps, and none beyond itself, so that all of it is a forest; ``first`` are its trees.
    """

    onward: Mapping[tuple[UUID, UUID], ReportQuote]
    first: Sequence[ReportQuote]


def continued(quotes: Sequence[ReportQuote], is_end: Callable[[ReportQuote, ReportStep], bool]) -> Continued:
    """Tell where the trails of a claim's quotes go on, but for those that end as ``is_end`` says.

    Where several steps cite one article, its trail stands beyond the first of them.
    """
    by_article = _by_article(quotes)
    onward: dict[tuple[UUID, UUID], ReportQuote] = {}
    nearer: dict[UUID, UUID] = {}
    for quote in quotes:
        for step in walk(quote.trail):
            if step.had_from or step.cited is None or is_end(quote, step):
                continue
            beyond = by_article.get(step.cited.number)
            if beyond is not None and beyond.id not in nearer and beyond.id not in _towards_reader(quote.id, nearer):
                onward[quote.id, step.id] = beyond
                nearer[beyond.id] = quote.id
    return Continued(onward, [quote for quote in quotes if quote.id not in nearer])


def _by_article(quotes: Sequence[ReportQuote]) -> dict[int, ReportQuote]:
    """Return for each article, by number, the first quote that has a trail, else the first; denials do not carry on."""
    supporting = [quote for quote in quotes if quote.stance in SUPPORTING]
    ordered = sorted(supporting, key=lambda quote: not quote.trail)
    return {quote.article.number: quote for quote in reversed(ordered)}


def _towards_reader(quote: UUID | None, nearer: Mapping[UUID, UUID]) -> Iterator[UUID]:
    """Yield a quote and those between it and the reader."""
    while quote is not None:
        yield quote
        quote = nearer.get(quote)
