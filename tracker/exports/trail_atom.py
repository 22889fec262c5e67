"""The newest entries of the audit trail as an Atom feed."""

from collections.abc import Sequence

from tracker.domain.entries import Entry
from tracker.exports.atom import ATOM, Feed, Item, atom

MEDIA_TYPE = ATOM


def trail_atom(entries: Sequence[Entry], *, desk: str, address: str, feed: str) -> bytes:
    """Return entries, the newest first, as a feed; each leads to its own page below the desk's address.

    ``feed`` is the address of the feed itself. A title is the sentence, a summary the reason that the person gave.
    """
    items = [
        Item(f"{address}/trail/changes/{entry.seq}", entry.text, entry.at, entry.actor, entry.why) for entry in entries
    ]
    return atom(Feed(f"Audit trail of {desk}", feed, f"{address}/trail", items))
