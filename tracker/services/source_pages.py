"""All that a source's page shows, read in a number of statements that does not grow with any of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.domain.entries import Entry
from tracker.models import Article, Correction, Note, Ownership, Scale, Source, SourceName, User, Verdict
from tracker.services import (
    claim_lists,
    corrections,
    history,
    merged,
    notes,
    owner_trees,
    ownerships,
    redaction,
    source_records,
)
from tracker.services.access import visible
from tracker.services.claim_lists import Filters
from tracker.services.claim_rows import ClaimRow
from tracker.services.owner_trees import OwnerTrees
from tracker.services.paging import Page
from tracker.services.redaction import Notice
from tracker.services.source_records import Record

LAST_CHANGES, LATEST = 5, 10
MOST_COUNTED = 1000


@dataclass(frozen=True)
class SourcePage:
    """A source with all that stands on its page.

    What names a source that was merged into this one counts here; the page of the merged one has its own names alone.
    """

    source: Source
    merged: Sequence[Source]
    names: Sequence[SourceName]
    owners: Sequence[Ownership]
    trees: OwnerTrees | None
    record: Record
    verdicts: Sequence[Verdict]
    claims: Page[ClaimRow]
    articles: Sequence[Article]
    article_count: int
    notes: Sequence[Note]
    corrections: Sequence[Correction]
    withheld: Sequence[Notice]
    changes: Sequence[Entry]
    more_changes: bool


def read(session: Session, source: Source, *, person: User, owners_on: str = "") -> SourcePage:
    """Read a source's page for a person, with its owners' owners on a date (EDTF, "" for any time)."""
    kin = merged.kin_of(session, source) if source.merged_into is None else [source]
    last = history.of_thing(session, source.kind, source.id, person=person, limit=LAST_CHANGES)
    record = source_records.of_source(session, source, person=person)
    published = select(Article).where(Article.publisher_id.in_([one.id for one in kin]))
    return SourcePage(
        source=source,
        merged=kin[1:],
        names=_names(kin),
        owners=[one for one in ownerships.of_source(session, source) if one.owner not in kin],
        trees=owner_trees.of_source(session, source, owners_on),
        record=record,
        verdicts=_verdicts(session, record),
        claims=claim_lists.page(session, Filters(source=source.number), limit=LATEST),
        articles=session.scalars(published.order_by(Article.id.desc()).limit(LATEST)).all(),
        article_count=_count(session, published),
        notes=[note for note in notes.of_thing(session, source) if visible(note, person)],
        corrections=[one for one in corrections.of_source(session, source) if visible(one, person)],
        withheld=redaction.notices(session, source),
        changes=last.rows,
        more_changes=last.next_key is not None,
    )


def _verdicts(session: Session, record: Record) -> Sequence[Verdict]:
    """List the verdicts that a record counts, in the order of the scale, the newest scale first."""
    counted = {*record.originated.by_verdict, *record.relayed.by_verdict} - {None}
    query = select(Verdict).join(Scale, Verdict.scale_id == Scale.id).where(Verdict.id.in_(counted))
    return session.scalars(query.order_by(Scale.version.desc(), Verdict.position)).all()


def _names(kin: Sequence[Source]) -> list[SourceName]:
    """List the names of sources shown as one, each once, those of the one that is shown first."""
    names: dict[str, SourceName] = {}
    for name in (name for one in kin for name in one.names):
        names.setdefault(name.folded, name)
    return list(names.values())


def _count(session: Session, query: Select[Article]) -> int:
    counted = query.with_only_columns(Article.id).limit(MOST_COUNTED).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0
