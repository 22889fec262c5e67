"""Gathering what is handed out with proofs: events as a person may see them, under the seal that shows most."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.domain import merkle, notes
from tracker.domain.bundles import Bundle, SealedEvent
from tracker.domain.errors import Refusal
from tracker.domain.notes import Checkpoint, Note
from tracker.domain.records import RecordedEvent
from tracker.domain.reports.people import Desk
from tracker.models import Appearance, Change, Event, Handover, Subject, User
from tracker.services import checkpoints
from tracker.services.checkpoints import keys, tree
from tracker.services.history import downloads
from tracker.services.history.terms import AS_ON_PAGES, Terms

BATCH = 25
"""Events whose paths are read at a time; more would be too long a question for some databases."""

MOST_OLDER = 50
"""Older seals, held outside, that a bundle has a path from."""


def gather(
    session: Session,
    events: Select[Event],
    about: Sequence[Subject],
    *,
    desk: Desk,
    person: User,
    files: Mapping[str, bytes] | None = None,
    terms: Terms = AS_ON_PAGES,
) -> Bundle:
    """Return the bundle of the events of a query, which are about some things or a choice of the desk's.

    Seal first what is recorded: what no seal covers is left out. The session must see one moment, and stay open until
    the bundle is written. Files go along by name. Raise Refusal where there is nothing, and Unvouched where the record
    has a gap.
    """
    newest = checkpoints.newest(session)
    sealed = events if newest is None else events.where(Event.seq < Checkpoint.parse(newest.text).size)
    last = session.scalar(sealed.with_only_columns(func.max(Event.seq)))
    if newest is None or last is None:
        raise Refusal("No seal covers this yet. Try again in a second.")
    seal = _cosigned(session, last) or newest
    size = Checkpoint.parse(seal.text).size
    recorded = downloads.as_recorded(session, sealed, person=person, terms=replace(terms, outside=True))
    return Bundle(
        desk=desk,
        about=_whole(session, sealed, about),
        seal=seal,
        events=_with_paths(session, recorded, size),
        files=files or {},
        older=_paths_from_older(session, size),
    )


def _cosigned(session: Session, last: int) -> Note | None:
    """Return the newest seal over an event that witnesses vouch for, with their signatures; None where there is none.

    It shows more than one that is newer by minutes, and that nobody outside the desk has seen. One that the key in use
    did not sign is passed over: who checks the bundle may not have the keys before it.
    """
    by_witnesses = select(Handover.size).where(Handover.cosignature != "", Handover.size > last)
    size = session.scalar(by_witnesses.order_by(Handover.size.desc()).limit(1))
    note = None if size is None else checkpoints.newest(session, size)
    if note is None or Checkpoint.parse(note.text).size != size:
        return None
    if not notes.verified(note, keys.on_record(session)[-1:], keys.holds):
        return None
    lines = select(Handover.cosignature).where(Handover.cosignature != "", Handover.size == size)
    for line in session.scalars(lines.order_by(Handover.id)):
        note = note.signed(*Note.parse(f"{note.text}\n{line}\n").signatures)
    return note


def _whole(session: Session, events: Select[Event], things: Sequence[Subject]) -> list[Subject]:
    """List the things and those parts of them with revisions of their own of which these events have every revision."""
    roots = {id: kind for kind, id in things}
    places = select(Appearance.id).where(Appearance.claim_id.in_(list(roots))).order_by(Appearance.id)
    roots |= dict.fromkeys(session.scalars(places), Appearance.kind)
    columns = (Change.root_id, Change.seq, Change.rev)
    within = Change.seq.in_(events.with_only_columns(Event.seq))
    query = select(*columns).distinct().where(Change.root_id.in_(list(roots)), within).order_by(*columns)
    found = {root: [row.rev for row in rows] for root, rows in groupby(session.execute(query), lambda row: row.root_id)}
    return [(kind, root) for root, kind in roots.items() if root in found and _gapless(found[root])]


def _gapless(revisions: Sequence[int]) -> bool:
    return list(revisions) == list(range(revisions[0], revisions[0] + len(revisions)))


def _with_paths(session: Session, events: Iterable[RecordedEvent], size: int) -> Iterator[SealedEvent]:
    remaining = iter(events)
    while batch := list(islice(remaining, BATCH)):
        stretches = [merkle.inclusion_stretches(event.seq, size) for event in batch]
        hashes = iter(tree.roots(session, [stretch for of_event in stretches for stretch in of_event]))
        for event, of_event in zip(batch, stretches, strict=True):
            yield SealedEvent(event, list(islice(hashes, len(of_event))))


def _paths_from_older(session: Session, size: int) -> dict[int, Sequence[bytes]]:
    held = select(Handover.size).distinct().where(Handover.size < size).order_by(Handover.size.desc())
    return {older: tree.consistency(session, older, size) for older in session.scalars(held.limit(MOST_OLDER)).all()}
