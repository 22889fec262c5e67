"""All that a source's page shows, read in a number of statements that does not grow with any of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.entries import Entry
from tracker.models import Appearance, Article, Citation, Claim, Note, Ownership, Source, SourceName, User, Verdict
from tracker.services import claim_lists, history, notes, ownerships, redaction, scales
from tracker.services.access import visible
from tracker.services.claim_lists import Filters
from tracker.services.claim_rows import ClaimRow
from tracker.services.paging import Page
from tracker.services.redaction import Notice

LAST_CHANGES, LATEST = 5, 10
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Tally:
    """How the claims of one sort came out: by verdict, and how many are not decided."""

    by_verdict: dict[UUID | None, int]

    @property
    def total(self) -> int:
        """Return how many claims there are of this sort."""
        return sum(self.by_verdict.values())

    @property
    def undecided(self) -> int:
        """Return how many of them have no verdict."""
        return self.by_verdict.get(None, 0)


@dataclass(frozen=True)
class SourcePage:
    """A source with all that stands on its page.

    A claim counts as ``originated`` where a trail ends with the source, and as ``relayed`` where it goes on beyond it.
    """

    source: Source
    names: Sequence[SourceName]
    owners: Sequence[Ownership]
    owns: Sequence[Ownership]
    originated: Tally
    relayed: Tally
    verdicts: Sequence[Verdict]
    claims: Page[ClaimRow]
    articles: Sequence[Article]
    article_count: int
    notes: Sequence[Note]
    withheld: Sequence[Notice]
    changes: Sequence[Entry]
    more_changes: bool


def read(session: Session, source: Source, *, person: User) -> SourcePage:
    """Read a source's page for a person."""
    tallies = _tallies(session, source)
    last = history.of_thing(session, source.kind, source.id, person=person, limit=LAST_CHANGES)
    published = select(Article).where(Article.publisher_id == source.id)
    names = select(SourceName).where(SourceName.source_id == source.id).order_by(SourceName.id)
    return SourcePage(
        source=source,
        names=session.scalars(names).all(),
        owners=ownerships.of_source(session, source),
        owns=ownerships.owned_by(session, source),
        originated=tallies[True],
        relayed=tallies[False],
        verdicts=scales.in_use(session).verdicts,
        claims=claim_lists.page(session, Filters(source=source.number), limit=LATEST),
        articles=session.scalars(published.order_by(Article.id.desc()).limit(LATEST)).all(),
        article_count=_count(session, published),
        notes=[note for note in notes.of_thing(session, source) if visible(note, person)],
        withheld=redaction.notices(session, source),
        changes=last.rows,
        more_changes=last.next_key is not None,
    )


def _count(session: Session, query: Select[Article]) -> int:
    counted = query.with_only_columns(Article.id).limit(MOST_COUNTED).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def _tallies(session: Session, source: Source) -> dict[bool, Tally]:
    """Count the claims that end with a source, and those that it passed on, by verdict."""
    step, farther = aliased(Citation), aliased(Citation)
    of_this_trail = or_(farther.appearance_id == Appearance.id, farther.passage_id == Appearance.passage_id)
    is_end = ~exists().where(farther.via_id == step.id, of_this_trail)
    standing = (step.source_id == source.id, Appearance.withdrawn.is_(False), Claim.withdrawn.is_(False))
    through = select(Claim.id, Claim.verdict_id, is_end.label("is_end")).join(
        Appearance, Appearance.claim_id == Claim.id
    )
    own = through.join(step, step.appearance_id == Appearance.id).where(*standing)
    inherited = through.join(step, step.passage_id == Appearance.passage_id).where(*standing)
    claims = own.union(inherited).subquery()
    query = select(claims.c.is_end, claims.c.verdict_id, func.count()).group_by(claims.c.is_end, claims.c.verdict_id)
    counts: dict[bool, dict[UUID | None, int]] = {True: {}, False: {}}
    for ends, verdict_id, count in session.execute(query):
        counts[bool(ends)][verdict_id] = count
    return {ends: Tally(by_verdict) for ends, by_verdict in counts.items()}
