"""Asking for words to be withheld, and what becomes of it: a second admin approves it, or refuses it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.needles import Needles
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import LegalBasis, RedactionState
from tracker.domain.withholding import held
from tracker.models import Case, Event, Redaction, RedactionField, User
from tracker.services import cases
from tracker.services.paging import Page, newest_first
from tracker.services.record import record
from tracker.services.redaction import files
from tracker.services.redaction.copies import Found, Key, end_of_log, logged
from tracker.services.redaction.masking import key_of, withhold
from tracker.services.redaction.seeking import (
    Looked,
    Place,
    chosen,
    fields_of,
    look,
    seek,
    subjects_of,
)
from tracker.services.redaction.sought import Sought
from tracker.services.redaction.things import as_kept
from tracker.services.revisions import expect


def find(session: Session, number: int) -> Redaction | None:
    """Return the withholding of a number, with its fields and who asked and decided, if there is one."""
    people = (joinedload(Redaction.asked_by), joinedload(Redaction.decided_by))
    return session.scalar(
        select(Redaction).where(Redaction.number == number).options(selectinload(Redaction.fields), *people)
    )


def get(session: Session, number: int) -> Redaction:
    """Return the withholding of a number, or raise NotFound."""
    redaction = find(session, number)
    if redaction is None:
        raise NotFound(f"There is no withholding {number}.")
    return redaction


def page(session: Session, *, after: str | None = None) -> Page[Redaction]:
    """Return a page of what was asked to be withheld, the newest first."""
    people = (joinedload(Redaction.asked_by), joinedload(Redaction.decided_by))
    return newest_first(session, select(Redaction).options(*people), Redaction.id, after=after)


def asked_at(session: Session, redaction: Redaction) -> int:
    """Return the number of the event with which words were asked to be withheld."""
    asked = (Event.action == Action.REDACTION_ASKED.value, Event.about_id == redaction.id)
    return session.scalars(select(Event.seq).where(*asked)).one()


def waiting(session: Session, person: User) -> Sequence[Redaction]:
    """List what waits for a person to approve or refuse, the longest waiting first."""
    if not person.may(Permission.REDACT):
        return []
    query = select(Redaction).where(Redaction.state == RedactionState.ASKED, Redaction.asked_by_id != person.id)
    return session.scalars(query.order_by(Redaction.id).options(joinedload(Redaction.asked_by))).all()


def ask(
    session: Session,
    sought: Sought,
    keys: Collection[Key],
    *,
    basis: LegalBasis,
    why: str,
    looked: Looked | None = None,
    id: UUID | None = None,
    by: User,
) -> Redaction:
    """Ask a second admin to withhold words in the fields that were chosen among those that hold them.

    What was ``looked`` through before the transaction is not looked through in it. Posted twice, it is asked once.
    Raises Refusal where none was chosen, where the reason repeats the words, or where a case on hold holds any of it.
    """
    _refuse_others(by)
    if id is not None and (known := session.get(Redaction, id)) is not None:
        return known
    places = chosen(seek(session, sought, looked), keys)
    if not places:
        raise Refusal("Choose at least one place in which words are to be withheld.", field="chosen")
    if Needles(sought.words, inside=True).places(why):
        raise Refusal("Give the reason without the words themselves: it stays on the record.", field="why")
    _refuse_held(session, places)
    redaction = Redaction(
        id=id or chance.new_id(),
        basis=basis,
        words=why.strip(),
        inside=sought.inside,
        asked_at=chance.now(),
        asked_by=by,
        fields=[],
    )
    session.add(redaction)
    _name(session, redaction, places, sought)
    record(session, Action.REDACTION_ASKED, about=redaction, by=by, why=why, basis=basis.value)
    return redaction


def look_again(session: Session, redaction: Redaction) -> tuple[list[Place], list[Place]]:
    """Seek the words of a request anew; return the places that it names, and those found since or left out."""
    return _parted(redaction, seek(session, _sought(session, redaction)))


def look_for(session: Session, redaction: Redaction) -> Looked | None:
    """Look through the record for the words of a request, before the transaction that approves it; None if decided."""
    return look(session, _sought(session, redaction)) if redaction.state is RedactionState.ASKED else None


def approve(
    session: Session,
    redaction: Redaction,
    *,
    also: Collection[Key] = (),
    looked: Looked | None = None,
    seen: int,
    by: User,
) -> None:
    """Withhold what was asked, and what was found of it since as far as chosen: masks in every copy, no salt left.

    What was ``looked`` through before the transaction is not looked through in it. Raises NotAllowed for the admin who
    asked, and Refusal where a case on hold holds any of it.
    """
    _refuse_others(by)
    if redaction.asked_by_id == by.id:
        raise NotAllowed("You asked for this yourself. It takes a second admin to approve it.")
    expect(redaction, seen)
    _refuse_decided(redaction)
    log_end, sought = end_of_log(session), _sought(session, redaction)
    named, others = _parted(redaction, seek(session, sought, looked))
    if not named:
        raise Refusal("These words are withheld already, or stand nowhere any more. Refuse this request.")
    taken = chosen(others, also)
    _refuse_held(session, [*named, *taken])
    _refuse_active(session, [*named, *taken])
    _name(session, redaction, taken, sought)
    redaction.state, redaction.decided_at, redaction.decided_by = RedactionState.APPROVED, chance.now(), by
    withhold(session, redaction, fields_of([*named, *taken]), sought, log_end)
    record(session, Action.REDACTION_APPROVED, about=redaction, by=by, why=redaction.words, **_said(redaction))


def refuse(session: Session, redaction: Redaction, *, why: str, seen: int, by: User) -> None:
    """Refuse to withhold what was asked, saying why."""
    _refuse_others(by)
    _decide(redaction, RedactionState.REFUSED, seen, by)
    record(session, Action.REDACTION_REFUSED, about=redaction, by=by, why=why)


def take_back(session: Session, redaction: Redaction, *, why: str = "", seen: int, by: User) -> None:
    """Take back what one asked for."""
    if redaction.asked_by_id != by.id:
        raise NotAllowed("Only who asked can take it back. You can refuse it.")
    _decide(redaction, RedactionState.TAKEN_BACK, seen, by)
    record(session, Action.REDACTION_TAKEN_BACK, about=redaction, by=by, why=why)


def _decide(redaction: Redaction, state: RedactionState, seen: int, by: User) -> None:
    expect(redaction, seen)
    _refuse_decided(redaction)
    redaction.state, redaction.decided_at, redaction.decided_by = state, chance.now(), by


def _name(session: Session, redaction: Redaction, places: Iterable[Place], sought: Sought) -> None:
    """Name the fields of some places in a withholding, those that go along with others as such."""
    needles = Needles(sought.words, inside=sought.inside)
    known = {key_of(field) for field in redaction.fields}
    fresh = {key: (place, found) for place in places for key, found in place.fields.items() if key not in known}
    for key, (place, found) in fresh.items():
        kept = _as_kept(session, found, needles)
        field = RedactionField(
            id=chance.new_id(),
            redaction=redaction,
            table_name=key.table,
            row_id=key.row_id,
            column_name=key.column,
            # Where no words can be read from a file again, all of it is meant.
            whole=key in sought.whole or (key.column == "content" and not any(copy[2] for copy in kept)),
            follows=key != place.key,
            things=as_kept(place.things),
            copies=kept,
        )
        session.add(field)


def _as_kept(session: Session, found: Found, needles: Needles) -> list[list[Any]]:
    """Return copies as a row keeps them; of a file the spans are those of its characters, for its hash goes whole."""
    if found.key.column == "content":
        spans = needles.spans(files.characters_of(session, found.key.row_id))
        return [[*place, [list(span) for span in spans], ""] for place in sorted(found.copies)]
    return [[*place, [list(span) for span in copy.spans], ""] for place, copy in sorted(found.copies.items())]


def _said(redaction: Redaction) -> dict[str, Any]:
    """Return what the approval says of itself: never a word of what is withheld."""
    return {
        "withholding": redaction.number,
        "basis": redaction.basis.value,
        "asked_by": str(redaction.asked_by_id),
        "fields": sorted(str(key_of(field)) for field in redaction.fields),
    }


def _parted(redaction: Redaction, places: Iterable[Place]) -> tuple[list[Place], list[Place]]:
    """Part places into those that a request names, and the others."""
    named = {key_of(field) for field in redaction.fields}
    asked: list[Place] = []
    others: list[Place] = []
    for place in places:
        (asked if place.key in named else others).append(place)
    return asked, others


def _sought(session: Session, redaction: Redaction) -> Sought:
    """Return what a request seeks: its words are read from where they still stand."""
    leading = {key_of(field): field for field in redaction.fields if not field.follows}
    spans = {
        (key, seq, position): [tuple(span) for span in listed]
        for key, field in leading.items()
        if not field.whole
        for seq, position, listed, _ in field.copies
    }
    words: set[str] = set()
    for key, _, copy in logged(session, {key for key, _, _ in spans}):
        value = files.characters_of(session, key.row_id) if key.column == "content" else copy.value
        words.update(held(value, spans.get((key, *copy.place), [])))
    whole = frozenset(key for key, field in leading.items() if field.whole)
    return Sought(tuple(sorted(words)), whole, redaction.inside)


def _refuse_others(by: User) -> None:
    if not by.may(Permission.REDACT):
        raise NotAllowed("Only admins may withhold words.")


def _refuse_decided(redaction: Redaction) -> None:
    if redaction.state is not RedactionState.ASKED:
        raise Refusal(f"This was {redaction.state.label} already.")


def _refuse_active(session: Session, places: Iterable[Place]) -> None:
    """Refuse to take the sign-in name from somebody who signs in with it."""
    for key in (place.key for place in places if place.now):
        if (key.table, key.column) == ("users", "login") and session.get_one(User, key.row_id).active:
            raise Refusal("This is the sign-in name of somebody who works here. Deactivate them first.")


def on_hold(session: Session, places: Collection[Place]) -> Sequence[Case]:
    """List the cases on hold that hold any of some places."""
    return cases.on_hold(session, subjects_of(places))


def _refuse_held(session: Session, places: Collection[Place]) -> None:
    for case in on_hold(session, places):
        raise Refusal(
            f"Case {case.number} holds some of this, and is on hold: “{case.hold}”. "
            "Nothing of it can be withheld until an editor or an admin lifts the hold."
        )
