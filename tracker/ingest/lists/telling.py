"""How an entry of a list is read: as a short text, in which the words of the claim stand, and the addresses are links.

It is drawn from the entry's own bytes alone, so that the same bytes always give the same text.
"""

from dataclasses import dataclass, field

from tracker.domain.text import clean
from tracker.ingest import media_types
from tracker.ingest.extraction import Extraction, Link, Proposals
from tracker.ingest.lists import claim_reviews, columns, nodes
from tracker.ingest.lists.reviewed import Reviewed
from tracker.ingest.lists.understanding import Understanding

REVIEW_EXTRACTOR = "claim review 1"
ROW_EXTRACTOR = "table row 1"
REVIEW_TYPE, ROW_TYPE = media_types.REVIEW, media_types.ROW


@dataclass
class _Page:
    """Lines of a text, and the links in them."""

    text: str = ""
    links: list[Link] = field(default_factory=list)

    def line(self, label: str, words: str, href: str = "") -> int:
        """Add a line, with a label before it and an address behind it; return where its words begin."""
        if not words and not href:
            return len(self.text)
        self.text += f"{label}: " if label else ""
        start = len(self.text)
        self.text += words
        if href:
            self.text += ", " if words else ""
            self.links.append(Link(len(self.text), len(self.text) + len(href), href))
            self.text += href
        self.text += "\n"
        return start


def review(said: Reviewed) -> tuple[str, int, tuple[Link, ...]]:
    """Return a review as a text, where the claim stands in it (code points), and its links."""
    page = _Page()
    page.line("", said.title)
    page.text += "\n" if page.text else ""
    start = page.line("Claim reviewed", said.claim)
    page.line("Said by", "; ".join(f"{one.name} ({one.about})" if one.about else one.name for one in said.said_by))
    page.line("Said in", said.said_in, said.said_at)
    page.line("Said on", said.said_on)
    page.line("Verdict", str(said.verdict))
    page.line("Reviewed by", ", ".join(filter(None, (said.reviewer, said.byline))), said.address)
    page.line("Reviewed on", said.published)
    if said.body:
        page.text += f"\n{said.body}\n"
    return clean(page.text), start, tuple(page.links)


def row(pairs: list[tuple[str, str]], claim: str = "") -> tuple[str, int]:
    """Return a row as a text, a cell a line, and where the words of a claim stand in it."""
    reads, page, start = Understanding(), _Page(), None
    for heading, cell in pairs:
        words = reads.plain(cell, heading)
        at = page.line(" ".join(reads.plain(heading, heading).split()), words)
        start = at if start is None and words == claim else start
    return clean(page.text), start or 0


def read(content: bytes, media_type: str) -> Extraction:
    """Return the text of an entry that was kept; raise Unreadable where the bytes are none."""
    if media_type == ROW_TYPE:
        text, _ = row(columns.from_bytes(content))
        return Extraction(text, (), Proposals(), ROW_EXTRACTOR, ROW_TYPE, "utf-8")
    said = claim_reviews.read(nodes.from_bytes(content))
    text, _, links = review(said)
    proposals = Proposals(said.title or None, said.byline or None, said.reviewer or None, said.published or None)
    return Extraction(text, links, proposals, REVIEW_EXTRACTOR, REVIEW_TYPE, "utf-8")
