"""A page of the past: a claim, an article or a source with its parts, as it stood after an event."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.owner_trees import DEEPEST
from tracker.models import (
    Appearance,
    Article,
    Citation,
    Claim,
    Event,
    Link,
    NearCopy,
    Ownership,
    Recorded,
    Scale,
    Source,
    SourceGrade,
    User,
)
from tracker.services.past import record
from tracker.services.past.filling import Row, fill
from tracker.services.past.gathering import Gathering
from tracker.services.past.places import Place, Thing
from tracker.services.source_records import MOST_ARTICLES

KNOWN_TO_ALL: tuple[type[Recorded], ...] = (User, Scale)
"""What any page may mention: the people of the desk and its scales; few, and never gone."""


def of_thing(now: Session, blank: Session, thing: Thing, place: Place, *, person: User) -> bool:
    """Put a thing together in a blank session, as it stood at a place; return whether it was there already.

    Raises TooLarge where more hangs on it than is put together for a page.
    """
    gathering = _begin(now, place)
    gathering.take({thing.id} | gathering.touched(thing.kind, {thing.id}))
    if thing.id not in gathering.standing(thing.__tablename__):
        return False
    if isinstance(thing, Source):
        _take_named(gathering, _take_merged(gathering, thing))
    elif isinstance(thing, Claim):
        _take_same(gathering, {thing.id})
        _take_origins(gathering)
    else:
        _take_related(gathering)
    events = record.last_events(now, thing, place, person)
    gathering.take(record.abouts(events), whole=False)
    _write(gathering, blank)
    record.copy_events(now, blank, thing, events, place)
    return True


def article_with_claims(now: Session, blank: Session, article: Article, place: Place) -> bool:
    """Put together what a report on an article is made of, as it stood; return whether it was there already."""
    gathering = _begin(now, place)
    gathering.take({article.id} | gathering.touched(article.kind, {article.id}))
    claims = gathering.standing(Claim.__tablename__)
    gathering.take(gathering.touched(Claim.kind, claims))
    claims = _take_same(gathering, claims)
    _take_origins(gathering)
    record.copy_claims_events(now, blank, claims, place)
    gathering.take(record.abouts(blank.scalars(select(Event))), whole=False)
    _write(gathering, blank)
    return article.id in gathering.standing(article.__tablename__)


def _begin(now: Session, place: Place) -> Gathering:
    gathering = Gathering(now, place.seq)
    gathering.take({id for model in KNOWN_TO_ALL for id in now.scalars(select(model.id))})
    return gathering


def _take_same(gathering: Gathering, claims: set[UUID]) -> set[UUID]:
    """Take in what was merged into claims that are here with all that touched them; return the ids of all of them.

    What merged a claim into another is about that one, so the merged claim's row is here already, its parts are not.
    """
    known, new = set(claims), set(claims)
    while new:
        new = {one for id in new for one in gathering.pointing("claims", "merged_into_id", id)} - known
        gathering.take(gathering.touched(Claim.kind, new))
        known |= new
    return known


def _take_merged(gathering: Gathering, source: Source) -> set[UUID]:
    """Take in what was merged into a source, through any number of sources; return the ids of all of them."""
    known, new = {source.id}, {source.id}
    while new:
        gathering.take_pointing(Source.merged_into_id, new)
        pointing = (gathering.pointing("sources", "merged_into_id", one) for one in new)
        new = {id for ids in pointing for id in ids} - known
        known |= new
    return known


def _take_related(gathering: Gathering) -> None:
    """Take in how the claims that are here, with all that was merged into them, stand to each other."""
    known = new = gathering.standing("claims")
    while new:
        gathering.take_pointing(Claim.merged_into_id, new, whole=False)
        new = gathering.standing("claims") - known
        known |= new
    gathering.take_pointing(Link.claim_id, known, whole=False)


def _take_origins(gathering: Gathering) -> None:
    """Take in what origins are counted from besides: near-copies, and where claims stand that contradict others."""
    gathering.take_pointing(NearCopy.snapshot_id, gathering.standing("snapshots"), whole=False)
    gathering.take_pointing(Appearance.claim_id, gathering.standing("claims"), whole=False)


def _take_owned(gathering: Gathering, kin: Collection[UUID]) -> None:
    """Take in what sources own, and what that owns, as far as a page shows it."""
    known, new = set(kin), set(kin)
    for _ in range(DEEPEST):
        gathering.take_pointing(Ownership.owner_id, new)
        owned = (gathering.rows[id].columns or {} for id in gathering.standing(Ownership.__tablename__))
        new = {UUID(one["owned_id"]) for one in owned if UUID(one["owner_id"]) in new} - known
        known |= new
        if not new:
            break


def _take_named(gathering: Gathering, kin: Collection[UUID]) -> None:
    """Take in what a source's page counts and lists: what it owns, published, and the trails that name it."""
    gathering.take_pointing(SourceGrade.source_id, kin, whole=False)
    _take_owned(gathering, kin)
    gathering.take_pointing(Article.publisher_id, kin, whole=False)
    gathering.take_pointing(Citation.source_id, kin, whole=False)
    published = {id for source in kin for id in gathering.pointing("articles", "publisher_id", source)}
    gathering.take_pointing(Appearance.article_id, sorted(published)[-MOST_ARTICLES:])
    gathering.take_pointing(Citation.passage_id, gathering.standing("passages"), whole=False)
    gathering.take_pointing(Appearance.passage_id, gathering.standing("passages"))
    gathering.take_pointing(Appearance.claim_id, gathering.standing("claims"))
    gathering.take_pointing(Link.claim_id, gathering.standing("claims"), whole=False)


def _write(gathering: Gathering, blank: Session) -> None:
    gathering.count_revisions()
    fill(blank, _by_table(gathering))


def _by_table(gathering: Gathering) -> Iterator[Row]:
    for id, row in sorted(gathering.rows.items(), key=lambda pair: (pair[1].table, pair[0])):
        if row.columns is not None:
            yield row.table, id, row.rev, row.columns
