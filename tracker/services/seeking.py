"""Seeking the words of one version in a newer text: slow where much was changed, so it is done before the transaction.

What was sought beforehand is not sought again; what nobody thought of then is sought when it is asked for.
"""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import anchors
from tracker.domain.anchors import Found, Selector
from tracker.models import Anchor, Article, Passage
from tracker.services import snapshots


@dataclass(frozen=True)
class Seeking:
    """A newer text, and what was found in it so far; None is what was lost."""

    text: str
    found: dict[Selector, Found | None] = field(default_factory=dict)

    def quote(self, old: Anchor) -> Found | None:
        """Find the words of a quote again, or return None."""
        return self._find(Selector(old.exact, old.prefix, old.suffix, old.start))

    def stretches(self, passage: Passage) -> list[list[int]]:
        """Return the ranges of a passage that are found again, in the order of the newer text."""
        old = passage.snapshot.text
        found = (self._find(anchors.describe(old, start, end)) for start, end in passage.ranges)
        return sorted([one.start, one.end] for one in found if one is not None)

    def _find(self, selector: Selector) -> Found | None:
        if selector not in self.found:
            self.found[selector] = anchors.find_again(selector, self.text)
        return self.found[selector]


def beforehand(session: Session, article: Article, text: str) -> Seeking:
    """Seek the quotes and passages of an article's newest version in a text that is about to become the next."""
    seeking = Seeking(text)
    if article.captured:
        newest = snapshots.get_version(session, article, None)
        for quote in session.scalars(select(Anchor).where(Anchor.snapshot_id == newest.id)):
            seeking.quote(quote)
        for passage in session.scalars(select(Passage).where(Passage.snapshot_id == newest.id)):
            seeking.stretches(passage)
    return seeking
