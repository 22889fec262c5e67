"""What undoing an event may do and must leave, told from the log alone and in words of its own.

This knows nothing of plans: it compares the desk before an event, after it, before its undoing and after that. What it
holds against an undoing is what people would: that somebody's later work is gone or stands on nothing, that a verdict
speaks of what it was not reached on, that a trail is half of one entry and half of another.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models import Change, Event, EventSubject
from tracker.services.history.replay import Columns, Told, fold, in_order, telling
from tracker.services.undo.marks import marked, undoes
from tracker.services.undo.plans import Conflict
from tracker.services.undo.world import REFERS

Place = tuple[str, UUID]
"""A table and the id of a row in it."""

State = Mapping[Place, Columns]
"""What every row held at a moment, as the record writes it."""

OWNERS = {
    "appearances": ("claim_id",),
    "citations": ("appearance_id", "passage_id"),
    "evidence": ("claim_id",),
    "enquiries": ("claim_id",),
    "links": ("claim_id",),
    "notes": ("claim_id", "article_id", "source_id"),
    "ownerships": ("owned_id",),
    "distinctions": ("one_id",),
    "stakes": ("claim_id",),
    "origin_rulings": ("claim_id",),
    "source_names": ("source_id",),
    "taggings": ("claim_id",),
    "reviews": ("claim_id",),
    "review_grounds": ("review_id",),
    "decisions": ("claim_id",),
    "decision_grounds": ("decision_id",),
    "case_items": ("case_id",),
}
"""What a row belongs to: it counts only while that does."""

TOGETHER = [
    ("articles", ("stage", "set_aside_because", "taken_by_id")),
    ("ownerships", ("standing", "confirmed_by_id", "basis")),
    ("appearances", ("translation", "translator")),
    ("citations", ("check", "read_as", "checked_by_id", "checked_at")),
    ("citations", ("via_id", "position")),
    ("enquiries", ("outcome", "answer", "answered_on")),
]
"""Columns that make sense only as one person left them together."""

FOLLOWS = {("claims", "stage"), ("claims", "verdict_id")}
LET_GO = {("citations", "via_id"), ("appearances", "passage_id")}
"""Columns that rows which count for nothing let go of when what they point at goes."""

SEEN_WHEN_JUDGING = ("claims", "appearances", "citations", "evidence", "enquiries", "stakes", "origin_rulings")
FOLLOWERS = ("anchors", "looks")
ENTERED_AGAIN = ("taggings", "source_names", "distinctions")
"""Tables of rows of which somebody may have entered the same again."""

JUDGEMENTS = ("reviews", "decisions")
OUT_OF_REACH = (*FOLLOWERS, "review_grounds", "decision_grounds", *JUDGEMENTS)
"""Tables in which undoing writes rows of its own, or settles and reopens others than those of the event."""


@dataclass
class Log:
    """All that the log says, read on as it grows."""

    session: Session
    changes: list[Told] = field(default_factory=list)

    def at(self, seq: int) -> State:
        """Return what every row held right after the event at a place."""
        state: dict[Place, Columns] = {}
        for change in self._read():
            if change.seq <= seq:
                place = (change.table, change.row_id)
                held = fold(state.get(place), change)
                if held is None:
                    del state[place]
                else:
                    state[place] = held
        return state

    def of(self, event: Event) -> list[Told]:
        """List what an event changed."""
        return [change for change in self._read() if change.seq == event.seq]

    def _read(self) -> list[Told]:
        last = self.changes[-1].seq if self.changes else -1
        self.changes += in_order(self.session, telling().where(Change.seq > last, Change.position > 0))
        return self.changes


def stands(state: State, place: Place) -> bool:
    """Tell whether a row is there and was not withdrawn, superseded, taken back or settled."""
    row = state.get(place)
    if row is None or row.get("withdrawn") or row.get("settled_at"):
        return False
    return place[0] not in JUDGEMENTS or place in judgements(state, UUID(row["claim_id"])).values()


def counts(state: State, place: Place) -> bool:
    """Tell whether a row stands and belongs to nothing that does not."""
    return stands(state, place) and all(counts(state, owner) for owner in owners(place[0], state[place]))


def owners(table: str, row: Columns) -> list[Place]:
    """List what a row belongs to."""
    return [(REFERS[table][name], UUID(row[name])) for name in OWNERS.get(table, ()) if row.get(name)]


def judgements(state: State, claim: UUID) -> dict[tuple[str, Any], Place]:
    """Return the assessment of each person and the verdict of the desk that hold of a claim."""
    newest: dict[tuple[str, Any], Place] = {}
    made = [place for place, row in state.items() if place[0] in JUDGEMENTS and row["claim_id"] == str(claim)]
    for place in sorted(made, key=lambda one: (state[one]["created_at"], one[1])):
        newest[place[0], state[place]["created_by_id"] if place[0] == "reviews" else None] = place
    return {key: place for key, place in newest.items() if state[place]["verdict_id"]}


def said(state: State, claim: UUID, *, by: str = "", ever: bool = False) -> set[tuple[Any, ...]]:
    """Return what is said of a claim in the judgements that hold, or ``ever`` did, in both tables or in one."""
    made = [place for place in state if place[0] in JUDGEMENTS] if ever else judgements(state, claim).values()
    return {_words(place[0], state[place]) for place in made if by in ("", place[0])}


def _words(table: str, row: Columns) -> tuple[Any, ...]:
    names = ("claim_id", "verdict_id", "ticks", "words", "reason", "as_of", "would_change", "override")
    person = row["created_by_id"] if table == "reviews" else ""
    return table, person, *(str(row.get(name)) for name in names)


def seen_of(state: State, claim: UUID, merged: State) -> dict[Place, Columns]:
    """Return what somebody has before them who judges a claim: what counts of its rows, without what follows.

    What counts of the claims that are merged into it, as ``merged`` has it, is before them as well.
    """
    found: dict[Place, Columns] = {}
    for place, row in state.items():
        about = {one for own in _claims(state, place, row) for one in shown_as(merged, own)}
        if place[0] in SEEN_WHEN_JUDGING and claim in about and counts(state, place):
            found[place] = {name: value for name, value in row.items() if _is_seen(place[0], name)}
    return found


def _claims(state: State, place: Place, row: Columns) -> set[UUID]:
    if place[0] == "claims":
        return {place[1]}
    held = (
        row if place[0] != "citations" else state.get(("appearances", UUID(row["appearance_id"] or place[1].hex)), {})
    )
    return {UUID(held["claim_id"])} if held.get("claim_id") else set()


def shown_as(state: State, claim: UUID) -> set[UUID]:
    """Return a claim and those that it was merged into, one after the other."""
    found: set[UUID] = set()
    into: str | None = str(claim)
    while into and UUID(into) not in found:
        found.add(UUID(into))
        into = state.get(("claims", UUID(into)), {}).get("merged_into_id")
    return found


def _is_seen(table: str, column: str) -> bool:
    return column not in ("rev", "number", "merged_into_id") and (table, column) not in FOLLOWS


@dataclass(frozen=True)
class Undone:
    """One undoing, as the log shows it: the desk ``before`` the event, ``after`` it, ``now`` and ``then``."""

    event: Event
    changes: list[Told]
    before: State
    after: State
    now: State
    then: State

    @property
    def places(self) -> set[Place]:
        """Return the rows that the event touched."""
        return {(change.table, change.row_id) for change in self.changes}

    def harm(self) -> Iterator[str]:
        """Yield what people would hold against the undoing; nothing where it did what it may."""
        yield from self._others_values()
        yield from self._halves()
        yield from self._what_it_does_not_concern()
        yield from self._what_hangs_on_nothing()
        yield from self._what_stays_without_its_parts()
        yield from self._what_was_judged()
        yield from self._verdicts_nobody_looked_at()
        yield from self._mixed_trails()
        yield from self._looks_of_verdicts_that_stay()

    def omissions(self, conflicts: Collection[Conflict]) -> Iterator[str]:
        """Yield what did not go back though nothing was in its way, and what went though something was."""
        columns = {(one.change.row_id, column) for one in conflicts for column in one.columns}
        whole = {one.change.row_id for one in conflicts if not one.columns}
        made = {change.row_id for change in self.changes if change.made}
        for change in self.changes:
            place = (change.table, change.row_id)
            if change.table == "looks":
                yield from self._waiting(
                    place, change, change.row_id in whole or (change.row_id, "settled_at") in columns
                )
            elif change.row_id in whole:
                if change.table not in JUDGEMENTS and self._differing(place):
                    yield f"{place} did not stay as it was"
            elif change.made:
                if stands(self.then, place) and change.root[1] not in made:
                    yield f"{place} still stands"
            elif place in self.then:
                told = self.before[place] if change.gone else change.columns or {}
                yield from self._not_as_meant(place, told, {name for row, name in columns if row == change.row_id})
            elif change.table not in ENTERED_AGAIN and (change.gone or place in self.now):
                yield f"{place} is not there"

    def _waiting(self, look: Place, change: Told, kept: bool) -> Iterator[str]:
        claim = UUID(self.now[look]["claim_id"])
        before = self.now if kept else self.before
        waits = stands(before, look) and bool(said(self.then, claim, by="decisions"))
        if stands(self.then, look) != waits:
            yield f"{look} waits, or should"

    def _not_as_meant(self, place: Place, told: Columns, kept: Collection[str]) -> Iterator[str]:
        for name in told:
            meant = (self.now if name in kept else self.before)[place].get(name)
            untold = (place[0], name) in FOLLOWS | LET_GO or name == "rev"
            if not untold and self.then[place].get(name) != meant:
                yield f"{place} {name} is not as it should be"

    def _differing(self, place: Place) -> set[str]:
        now, then = self.now.get(place, {}), self.then.get(place, {})
        return {name for name in now.keys() | then.keys() if now.get(name) != then.get(name) and name != "rev"}

    def _others_values(self) -> Iterator[str]:
        """Values that are lost though the event did not put them there, and those that never were there."""
        for change in self.changes:
            place = (change.table, change.row_id)
            if change.table in OUT_OF_REACH or place not in self.now:
                continue
            for name, made in (change.columns or {}).items():
                held, left = self.now[place].get(name), self.then.get(place, {"withdrawn": True}).get(name)
                if place in self.then and held == left or (change.table, name) in FOLLOWS | LET_GO:
                    continue
                if place in self.then and name != "withdrawn" and left != self.before.get(place, {}).get(name):
                    yield f"{place} {name} is what it never was"
                if held != made and name != "rev":
                    yield f"{place} {name} was changed since and is lost"
            if change.made and not stands(self.then, place) and stands(self.now, place):
                changed = [name for name in change.columns or {} if self._was_changed(change, name)]
                if changed:
                    yield f"{place} was changed since in {changed} and is gone"

    def _was_changed(self, change: Told, name: str) -> bool:
        place = (change.table, change.row_id)
        untold = (change.table, name) in FOLLOWS | LET_GO or name == "rev"
        return not untold and self.now[place].get(name) != self.after[place].get(name)

    def _halves(self) -> Iterator[str]:
        """Values that went back though something that belongs with them was changed since."""
        for change in self.changes:
            place = (change.table, change.row_id)
            if change.made or change.gone or place not in self.now or place not in self.then:
                continue
            for group in (columns for table, columns in TOGETHER if table == change.table):
                kept = [name for name in group if self.now[place][name] not in self._known(place, name)]
                if kept and self._differing(place) & set(group) - {"via_id"}:
                    yield f"{place} {group} went back in part; {kept} were changed since"

    def _known(self, place: Place, name: str) -> tuple[Any, Any]:
        return self.before.get(place, {}).get(name), self.after[place].get(name)

    def _what_it_does_not_concern(self) -> Iterator[str]:
        """Rows that differ though the event did not touch them, but for what follows."""
        for place in (self.now.keys() | self.then.keys()) - self.places:
            if place[0] in OUT_OF_REACH:
                continue
            if place not in self.now or place not in self.then:
                yield f"{place} came or went"
            elif {(place[0], name) for name in self._differing(place)} - FOLLOWS - LET_GO:
                yield f"{place} differs in {self._differing(place)}"
            elif {(place[0], name) for name in self._differing(place)} & LET_GO and counts(self.now, place):
                yield f"{place} counts and has lost {self._differing(place)}"

    def _what_hangs_on_nothing(self) -> Iterator[str]:
        """Rows of others that pointed at something which stood, and does no more."""
        made = {(change.table, change.row_id) for change in self.changes if change.made}
        went = {place for place in made if stands(self.now, place) and not stands(self.then, place)}
        for place, row in self.then.items():
            if place in made or place[0] in FOLLOWERS or not counts(self.now, place) or not stands(self.then, place):
                continue
            for name, table in REFERS[place[0]].items():
                if row.get(name) and (table, UUID(row[name])) in went - {place}:
                    yield f"{place} has nothing to hang on: {name} {row[name]}"

    def _what_stays_without_its_parts(self) -> Iterator[str]:
        """Things that the event made, and that stay though what it made along with them goes."""
        for place in (place for place in self.places if place not in self.before and stands(self.now, place)):
            for owner in owners(place[0], self.now[place]):
                if owner not in self.before and stands(self.then, owner) and not stands(self.then, place):
                    yield f"{owner} has lost {place}"

    def _what_was_judged(self) -> Iterator[str]:
        """What somebody has assessed or decided a claim on since, as it was then."""
        tables = {change.table for change in self.changes}
        by = "decisions" if tables & set(JUDGEMENTS) else ""
        for claim in self._claims_about():
            judged = said(self.now, claim, by=by) - said(self.after, claim, by=by, ever=True)
            if judged and self._seen(self.now, claim) != self._seen(self.then, claim):
                yield f"claim {claim} was judged since as it was"
            decided = {one for one in judged if one[0] == "decisions"}
            if decided and said(self.now, claim, by="reviews") != said(self.then, claim, by="reviews"):
                yield f"claim {claim} was decided since on assessments as they were"

    def _seen(self, state: State, claim: UUID) -> dict[Place, Columns]:
        """Return what is seen of a claim; that parting claims takes some of it away is known, and asks for a look."""
        return seen_of(state, claim, self.now)

    def _verdicts_nobody_looked_at(self) -> Iterator[str]:
        """Verdicts that hold again though what they rest on is another by now."""
        for claim in self._claims_about():
            back = said(self.then, claim, by="decisions") - said(self.now, claim, by="decisions")
            if back and not said(self.after, claim, by="decisions"):
                worked_on = self._seen(self.now, claim) != self._seen(self.after, claim)
                if worked_on or said(self.now, claim, by="reviews") != said(self.after, claim, by="reviews"):
                    yield f"claim {claim} is decided again, and nobody looked"

    def _mixed_trails(self) -> Iterator[str]:
        """Trails that the event replaced, and that are neither as before it now nor as they were left."""
        gone = {place for place in self.before.keys() - self.after.keys() if place[0] == "citations"}
        for trail in {owner for place in gone for owner in owners("citations", self.before[place])}:
            if self._trail(self.then, trail) not in (self._trail(self.before, trail), self._trail(self.now, trail)):
                yield f"{trail} is half of two trails"

    def _trail(self, state: State, trail: Place) -> set[tuple[Any, ...]]:
        steps = {place: row for place, row in state.items() if place[0] == "citations"}
        own = {place for place, row in steps.items() if owners("citations", row) == [trail]}
        return {(place, steps[place]["position"]) for place in own}

    def _looks_of_verdicts_that_stay(self) -> Iterator[str]:
        """Looks that wait again though the decision that answered them stands as it did, or there is a newer one."""
        looks = {place: row for place, row in self.then.items() if place[0] == "looks" and not row["settled_at"]}
        again = {place: UUID(row["claim_id"]) for place, row in looks.items() if self._was_settled(place)}
        for place, claim in again.items():
            states = (self.before, self.after, self.now, self.then)
            before, after, now, then = (said(state, claim, by="decisions") for state in states)
            if (before != after and now == then) or now - said(self.after, claim, ever=True):
                yield f"{place} waits again"

    def _was_settled(self, look: Place) -> bool:
        return bool(self.now.get(look, {}).get("settled_at"))

    def _claims_about(self) -> set[UUID]:
        """Return the claims that anything of the event is about, with those that they are shown as."""
        found: set[UUID] = set()
        for state in (self.before, self.after, self.now):
            for place in self.places & state.keys():
                found |= _claims(state, place, state[place])
                found |= {UUID(state[place]["claim_id"])} if place[0] in JUDGEMENTS else set()
        return {one for claim in found for one in shown_as(self.now, claim)}


def in_the_way(session: Session, log: Log, event: Event) -> list[Event]:
    """List what happened since an event that shares anything with it and stands: all that could be in its way."""
    later = session.scalars(select(Event).where(Event.seq > event.seq).order_by(Event.seq)).all()
    gone, targets = marked(session, later), undoes(session, later)
    inner = {one.id for one in later}
    standing = [
        one
        for one in later
        if (one.id not in gone or gone[one.id].partly) and not (one.id in targets and targets[one.id] in inner)
    ]
    own = touching(session, log, event)
    now = log.at(later[-1].seq) if later else {}
    # Who judges a claim judges what was merged into it.
    own |= {str(shown) for kind, one in now if kind == "claims" and str(one) in own for shown in shown_as(now, one)}
    return [one for one in standing if own & touching(session, log, one)]


def touching(session: Session, log: Log, event: Event) -> set[str]:
    """Return the ids of all things that an event is about, changed or named."""
    subjects = session.scalars(select(EventSubject.thing_id).where(EventSubject.seq == event.seq))
    found = {str(one) for one in (*subjects, event.about_id) if one}
    for change in log.of(event):
        found |= {str(change.row_id), str(change.root[1])}
        found |= {value for name, value in (change.columns or {}).items() if name in REFERS[change.table] and value}
    return found
