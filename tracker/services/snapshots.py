"""Snapshots: the versions of articles, each cut from a capture."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer

from tracker.domain import chance
from tracker.domain.actors import Actor
from tracker.domain.cuts import Cut, Range, shift_links
from tracker.domain.errors import NotFound
from tracker.domain.text import word_count
from tracker.ingest import Extraction, Proposals, plain
from tracker.models import Article, Capture, Snapshot
from tracker.services import copies
from tracker.services.record import person_of


@dataclass(frozen=True)
class Reading:
    """A cut of a capture's text into one article, and the extraction it was made from."""

    extraction: Extraction
    cut: Cut

    @classmethod
    def of(cls, extraction: Extraction, ranges: Sequence[Range] | None = None) -> "Reading":
        """Cut ranges (code points) from an extraction; none means the whole text."""
        whole = [(0, len(extraction.text))]
        return cls(extraction, Cut.of(extraction.text, whole if ranges is None else ranges))

    @property
    def ranges(self) -> list[list[int]]:
        """Return the ranges as they are kept."""
        return [list(one) for one in self.cut.ranges]

    @property
    def whole(self) -> bool:
        """Tell whether nothing was left out."""
        return self.cut.text == self.extraction.text

    @property
    def proposals(self) -> Proposals:
        """Return what the page says of itself; the title and byline of a part are those of its own first lines."""
        if self.whole:
            return self.extraction.proposals
        own = plain.propose(self.cut.text, "")
        return replace(self.extraction.proposals, title=own.title, byline=own.byline)


def get_version(session: Session, article: Article, version: int | None) -> Snapshot:
    """Return a version of an article with its text, the newest for None, or raise NotFound."""
    query = select(Snapshot).where(Snapshot.article_id == article.id).options(undefer(Snapshot.text))
    query = query.where(Snapshot.version == (version or article.version))
    snapshot = session.scalar(query.options(selectinload(Snapshot.article)))
    if snapshot is None:
        missing = f"has no version {version}" if version else "is only cited; the desk does not have its text"
        raise NotFound(f"Article {article.number} {missing}.")
    return snapshot


def same_cut(session: Session, capture: Capture, reading: Reading) -> Snapshot | None:
    """Return the version that was cut from the same bytes in the same way, if there is one."""
    query = select(Snapshot).where(Snapshot.capture_id == capture.id).options(selectinload(Snapshot.article))
    for snapshot in session.scalars(query):
        if json.dumps(snapshot.ranges) == json.dumps(reading.ranges):
            return snapshot
    return None


def make(
    session: Session, article: Article, capture: Capture, reading: Reading, *, compared: bool = True, by: Actor
) -> Snapshot:
    """Make the next version of an article, as part of another action.

    Without ``compared`` no near-copies of it are looked for, now or later: entries of lists are all written alike.
    """
    text = reading.cut.text
    links = shift_links(reading.cut, [(one.start, one.end, one.href) for one in reading.extraction.links])
    article.version = (article.version or 0) + 1
    article.words = word_count(text)
    snapshot = Snapshot(
        id=chance.new_id(),
        article=article,
        version=article.version,
        capture=capture,
        extractor=reading.extraction.extractor,
        ranges=reading.ranges,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        links=[list(link) for link in links],
        created_at=chance.now(),
        created_by_id=person.id if (person := person_of(by)) else None,
    )
    session.add(snapshot)
    if compared:
        copies.measure(session, snapshot)
        copies.learn(session, snapshot)
    return snapshot


def versions_of(session: Session, article: Article) -> Sequence[Snapshot]:
    """List the versions of an article, the newest first, without their texts."""
    query = select(Snapshot).where(Snapshot.article_id == article.id).order_by(Snapshot.version.desc())
    return session.scalars(query.options(selectinload(Snapshot.capture))).all()


def get_snapshot(session: Session, id: UUID) -> Snapshot:
    """Return a version with its text, or raise NotFound."""
    snapshot = session.scalar(select(Snapshot).where(Snapshot.id == id).options(undefer(Snapshot.text)))
    if snapshot is None:
        raise NotFound("There is no such version.")
    return snapshot
