"""The text of a version with its quotes and links marked, as templates draw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.markup import Mark, Paragraph, segments
from tracker.models import Anchor, Snapshot


@dataclass(frozen=True)
class Marked:
    """Paragraphs of segments, and by the keys of their marks the quotes and the addresses of the links."""

    paragraphs: Sequence[Paragraph]
    quotes: Mapping[str, Anchor] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


def version(snapshot: Snapshot, quotes: Sequence[Anchor]) -> Marked:
    """Mark a version's quotes, and those of its links that lead to pages."""
    by_key = {f"quote-{at}": quote for at, quote in enumerate(quotes)}
    links = {
        f"link-{at}": (start, end, address)
        for at, (start, end, address) in enumerate(snapshot.links)
        if address.startswith(("http://", "https://"))
    }
    marks = [Mark(start, end, key) for key, (start, end, _) in links.items()]
    marks += [Mark(quote.start, quote.end, key) for key, quote in by_key.items()]
    addresses = {key: address for key, (_, _, address) in links.items()}
    return Marked(segments(snapshot.text, marks), by_key, addresses)


def stretches(text: str, ranges: Sequence[tuple[int, int]]) -> Marked:
    """Mark stretches of a text, such as those that it has in common with another."""
    return Marked(segments(text, [Mark(start, end, f"stretch-{at}") for at, (start, end) in enumerate(ranges)]))
