"""Entering what a report rests on: each thing whole, once, under its own id, with who did what and when as it says."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Refusal
from tracker.domain.reports.things import Row, Thing
from tracker.domain.vocabulary import Cause, Standing
from tracker.models import Anchor, Ownership, Recorded, Review, Snapshot, Source, Tagging
from tracker.services import looks, ownerships
from tracker.services.record import record
from tracker.services.whole_reports import made
from tracker.services.whole_reports.checks import Refused
from tracker.services.whole_reports.finding import let_be_found
from tracker.services.whole_reports.kept import Kept
from tracker.services.whole_reports.numbers import Numbers
from tracker.services.whole_reports.values import Unfit

Placed = tuple[int, Thing]


@dataclass(frozen=True)
class Report:
    """Which report is taken in: the desk that it is from, its title, the SHA-256 of the file.

    ``password_hash`` is one that nobody knows the password of, for its people.
    """

    desk: str
    title: str
    sha256: str
    password_hash: str


@dataclass
class Outcome:
    """What became of things: how many of each kind were entered or were there already, and what was refused.

    ``renumbered`` tells which have another number here than there: kind, there, id.
    """

    entered: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)
    renumbered: list[tuple[str, int, UUID]] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Take in what became of further things."""
        self.entered += other.entered
        self.known += other.known
        self.refused += other.refused
        self.renumbered += other.renumbered


def weigh(session: Session, things: Sequence[Placed]) -> Outcome:
    """Tell what would become of some things of a report, as far as the desk is now; nothing is changed."""
    kept, outcome = Kept(session), Outcome()
    kept.load(thing for _, thing in things)
    for place, thing in things:
        if _sort(outcome, place, thing, kept.differences(thing)) and thing.kind == "scale":
            _refuse_scale(session, thing)
    return outcome


def _nothing_more(rows: Sequence[Recorded]) -> None:
    """Make no further rows."""


def enter(
    session: Session,
    report: Report,
    things: Sequence[Placed],
    *,
    made_of: Callable[[Sequence[Recorded]], None] = _nothing_more,
    by: Actor,
) -> Outcome:
    """Enter some things of a report that was looked through, in their order, after those before them.

    What the desk has already is left as it is: where it is the same, it is known; where it is not, the thing is refused
    with the reason. ``made_of`` is called with all that was entered, and may add rows to the same event. Raises Refusal
    where the desk's scale is another.
    """
    entering = _Entering(session, report, things, by)
    for place, thing in things:
        differences = entering.kept.differences(thing)
        if _sort(entering.outcome, place, thing, differences):
            try:
                entering.add(thing)
            except Unfit as error:
                entering.outcome.entered[thing.kind] -= 1
                entering.outcome.refused.append(Refused(place, called(thing), str(error)))
    entering.settle(made_of)
    return entering.outcome


def called(thing: Thing) -> str:
    """Return what a thing is called: its kind, with its number, its name or its id."""
    columns = thing.rows[0].columns
    which = next((columns[key] for key in ("number", "name", "version", "id") if columns.get(key) is not None), "")
    return f"{thing.kind} {which}"


def _sort(outcome: Outcome, place: int, thing: Thing, differences: list[str] | None) -> bool:
    """Count a thing as new, known or refused; tell whether it is new."""
    if differences is None:
        outcome.entered[thing.kind] += 1
        return True
    if not differences:
        outcome.known[thing.kind] += 1
    elif thing.kind == "scale":
        raise Refusal(
            f"Version {thing.rows[0].columns['version']} of this desk's scale has other verdicts or reasons than the "
            "report's, so what was judged by one would be told by the other. Take it into a desk with the same scale."
        )
    else:
        why = f"this desk has it, and other {', '.join(differences)}; what it has was left as it is"
        outcome.refused.append(Refused(place, called(thing), why))
    return False


def _refuse_scale(session: Session, thing: Thing) -> None:
    version = thing.rows[0].columns["version"]
    if session.scalars(select(Review.id).limit(1)).first() is not None:
        raise Refusal(
            f"This report is judged by version {version} of a scale that this desk does not have, and claims were "
            "assessed here by its own. Take it into an empty desk."
        )


class _Entering:
    """One transaction's share of a report."""

    def __init__(self, session: Session, report: Report, things: Sequence[Placed], by: Actor) -> None:
        self.outcome, self.kept = Outcome(), Kept(session)
        self.kept.load(thing for _, thing in things)
        self._session, self._report, self._by = session, report, by
        self._numbers = Numbers(session, [thing for _, thing in things])
        self._new: list[Recorded] = []
        self._kind = ""

    def add(self, thing: Thing) -> None:
        """Add a new thing; raise Unfit, with nothing of it added, where it does not fit what the desk has."""
        if thing.kind != self._kind:
            # What things of other kinds point to has to be there, also where no model says so.
            self._session.flush()
            self._kind = thing.kind
        if thing.kind == "scale":
            self._add_scale(thing)
        elif thing.kind == "person":
            self._put(made.person(thing.rows[0], self._report.desk, self._report.password_hash))
        else:
            with self._session.no_autoflush:
                self._refuse_unfit(thing)
                rows = [self._made(thing.kind, row) for row in thing.rows]
            for row in rows:
                if isinstance(row, Ownership):
                    self._ask_for_looks(row)

    def settle(self, made_of: Callable[[Sequence[Recorded]], None]) -> None:
        """Let what was added be found and numbered, and record it."""
        self._session.flush()
        let_be_found(self._session, self._new)
        self._numbers.settle()
        if self._new:
            made_of(self._new)
            record(
                self._session,
                Action.REPORT_TAKEN_IN,
                about=None,
                by=self._by,
                desk=self._report.desk,
                title=self._report.title,
                sha256=self._report.sha256,
                things=self.outcome.entered.total(),
            )

    def _made(self, kind: str, row: Row) -> Recorded:
        more: dict[str, Any] = {}
        pointed_to = dict(self.kept.pointed_to(row))
        if row.table == Tagging.__tablename__:
            pointed_to["tag_id"] = self.kept.tag(row.columns["tag_id"])
        if "number" in row.columns:
            more["number"] = self._numbers.free(kind, row.columns["number"])
            if more["number"] is None and row.columns["number"] is not None:
                self.outcome.renumbered.append((kind, row.columns["number"], row.columns["id"]))
        return self._put(made.made(row, pointed_to, **more))

    def _put(self, row: Recorded) -> Recorded:
        self._session.add(row)
        self.kept.add(row)
        self._new.append(row)
        return row

    def _add_scale(self, thing: Thing) -> None:
        _refuse_scale(self._session, thing)
        scale = made.scale(thing)
        self._session.add(scale)
        self.kept.add_scale(scale)
        self._new += [scale, *scale.verdicts, *scale.own_reasons]

    def _refuse_unfit(self, thing: Thing) -> None:
        own = {(row.table, row.columns["id"]) for row in thing.rows}
        for row in thing.rows:
            for column, target in self.kept.pointed_to(row).items():
                if target is None and not any(id == row.columns[column] for _, id in own):
                    raise Unfit(f"{row.table}.{column} points to what this desk does not have, or has otherwise")
        for quote in thing.of(Anchor.__tablename__):
            version = self.kept.find(Snapshot.__tablename__, quote["snapshot_id"])
            if not isinstance(version, Snapshot) or version.text[quote["start"] : quote["end"]] != quote["exact"]:
                raise Unfit("the version that this desk has does not hold its quote")

    def _ask_for_looks(self, ownership: Ownership) -> None:
        """Ask for another look at what rests on a source of which a confirmed owner is known only now."""
        owned = self.kept.find(Source.__tablename__, ownership.owned_id)
        if ownership.standing is Standing.CONFIRMED and isinstance(owned, Source):
            decided = ownerships.decided_on(self._session, [owned.id])
            looks.open_looks(self._session, decided, Cause.SOURCE_CHANGED, owned, by=self._by)
