"""Seeking every copy of words that are to be withheld: in the record, in captured bytes, and what goes with each."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.needles import Needles
from tracker.domain.withholding import everything
from tracker.models import Event, Evidence, Snapshot, Subject
from tracker.services.redaction import files, following, sealed
from tracker.services.redaction.copies import (
    Copy,
    Fields,
    Found,
    Key,
    add,
    copied,
    end_of_log,
    in_log,
    last_places,
    logged,
)
from tracker.services.redaction.sought import Sought
from tracker.services.redaction.things import things_of

TELLING = 12
"""How many characters a whole value must have for its copies elsewhere to be sought too."""


@dataclass
class Place:
    """A field in which words were found, with what goes along with it.

    ``things`` are those with a page that it is part of; ``now`` says that its row still holds the words; ``sure`` is
    false for a file that the program cannot read, of which it only knows that it belongs to one of these things.
    """

    found: Found
    following: Fields
    things: frozenset[Subject]
    now: bool
    sure: bool = True

    @property
    def key(self) -> Key:
        """Return the field."""
        return self.found.key

    @property
    def fields(self) -> Fields:
        """Return the field and what goes along with it."""
        return {self.key: self.found, **self.following}


@dataclass(frozen=True)
class Looked:
    """What the whole record and all captured bytes were found to hold of words, up to a place in the log.

    ``words`` are those that are sought, with the values of whole fields.
    """

    sought: Sought
    words: tuple[str, ...]
    log_end: int
    fields: Fields
    captures: frozenset[UUID]
    repeats: following.Repeats


def look(session: Session, sought: Sought) -> Looked:
    """Look through all that is not sealed for the words that are sought; it takes as long as the record is."""
    sought = sealed.allowed(session, sought)
    log_end, words = end_of_log(session), _words(session, sought)
    needles = Needles(words, inside=sought.inside)
    fields = sealed.leave_out(session, in_log(session, needles, sought.whole))
    captures = frozenset(files.holding(session, needles) if needles else ())
    all_fields = copied(fields)
    _add_files(session, captures, all_fields)
    return Looked(sought, words, log_end, fields, captures, following.repeats(session, all_fields, log_end))


def seek(session: Session, sought: Sought, looked: Looked | None = None) -> list[Place]:
    """List every place of the words that are sought, in the order of the record.

    With what somebody ``looked`` through before, only what came since is looked through.
    """
    sought = sealed.allowed(session, sought)
    if looked is None or not _holds_still(session, sought, looked):
        looked = look(session, sought)
    needles = Needles(looked.words, inside=sought.inside)
    fields, newer = copied(looked.fields), {"after": looked.log_end}
    for key, found in sealed.leave_out(session, in_log(session, needles, sought.whole, **newer)).items():
        for copy in found.copies.values():
            add(fields, key, found.root, copy)
    captures = looked.captures | set(files.holding(session, needles, **newer) if needles else ())
    _add_files(session, captures, fields)
    led = following.of_all(session, fields, looked.repeats)
    _take_in(fields, led)
    places = list(_places(session, fields, led))
    return [*places, *_unread(session, places)]


def _holds_still(session: Session, sought: Sought, looked: Looked) -> bool:
    """Tell whether the record says what it did: that the same is sought, and that no words were withheld since."""
    withheld = select(Event.seq).where(Event.action == Action.REDACTION_APPROVED, Event.seq > looked.log_end)
    same = (looked.sought, looked.words) == (sought, _words(session, sought))
    return same and session.scalar(withheld.limit(1)) is None


def _words(session: Session, sought: Sought) -> tuple[str, ...]:
    return (*sought.words, *_telling(session, sought.whole))


def _telling(session: Session, whole: Collection[Key]) -> Iterator[str]:
    """Yield the values of whole fields that are long enough for their copies to be told from chance."""
    for key, _, copy in logged(session, whole):
        if key.column != "content" and isinstance(copy.value, str) and len(copy.value) >= TELLING:
            yield copy.value


def _add_files(session: Session, holding: Collection[UUID], fields: Fields) -> None:
    """Add the captures that hold words, those of the versions whose text does, and what was published beside any."""
    versions = [key.row_id for key in fields if key.table == "snapshots" and key.column == "text"]
    cut_from = set(session.scalars(select(Snapshot.capture_id).where(Snapshot.id.in_(versions))))
    found = cut_from | set(holding)
    captures = sorted(found | files.published_beside(session, found))
    for key, root, copy in logged(session, [Key("captures", id, "content") for id in captures]):
        add(fields, key, root, Copy(*copy.place, copy.value, everything(copy.value)))


def _take_in(fields: Fields, led: dict[Key, Fields]) -> None:
    """Let what goes along with others be no place of its own, with all the copies that were found of it."""
    for followers in led.values():
        for key in followers.keys() & fields.keys():
            for copy in fields[key].copies.values():
                followers[key].add(Copy(*copy.place, copy.value, list(copy.spans)))
    for key in {key for followers in led.values() for key in followers} & fields.keys():
        del fields[key]


def _places(session: Session, fields: Fields, led: dict[Key, Fields]) -> Iterator[Place]:
    grouped = {key: {key: found, **led[key]} for key, found in fields.items()}
    things = things_of(session, {one: found.root for group in grouped.values() for one, found in group.items()})
    last = last_places(session, fields)
    for key, found in fields.items():
        of_all = frozenset[Subject]().union(*(things[one] for one in grouped[key]))
        yield Place(found, led[key], of_all, key.table != "events" and last[key] in found.copies)


def _unread(session: Session, places: Collection[Place]) -> Iterator[Place]:
    """Yield the files of evidence on the things found that only a person can look into."""
    claims = {id for place in places for kind, id in place.things if kind == "claim"}
    known = {place.key.row_id for place in places}
    query = select(Evidence.capture_id).where(Evidence.claim_id.in_(claims), Evidence.capture_id.is_not(None))
    ids = [id for id in session.scalars(query.distinct().order_by(Evidence.capture_id)) if id and id not in known]
    unread = [id for id in ids if files.unreadable(files.of(session, id))]
    fields: Fields = {}
    for key, root, copy in logged(session, [Key("captures", id, "content") for id in unread]):
        add(fields, key, root, Copy(*copy.place, copy.value, everything(copy.value)))
    for place in _places(session, fields, following.of_all(session, fields)):
        place.sure = False
        yield place


def chosen(places: Iterable[Place], keys: Collection[Key]) -> list[Place]:
    """List the places that were chosen."""
    return [place for place in places if place.key in keys]


def fields_of(places: Iterable[Place]) -> Fields:
    """Return the fields of some places with all that goes along with them; of one that several bring, all spans."""
    fields: Fields = {}
    for place in places:
        for key, found in place.fields.items():
            for copy in found.copies.values():
                add(fields, key, found.root, Copy(*copy.place, copy.value, list(copy.spans)))
    return fields


def subjects_of(places: Iterable[Place]) -> set[Subject]:
    """Return the things with a page that some places are part of."""
    return {thing for place in places for thing in place.things}
