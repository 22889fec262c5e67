"""What every part of a report is read with: the session, the person who asks, the desk's people and its scales."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.domain.reasons import Reason, ticked
from tracker.domain.reports.people import ReportPerson, ReportScale, ReportVerdict
from tracker.models import Numbered, Recorded, Scale, User, Verdict
from tracker.services import scales
from tracker.services.access import visible

R = TypeVar("R", bound=Recorded)
T = TypeVar("T")

BATCH = 200


@dataclass
class People:
    """Gives the people of a desk numbers in the order in which a report meets them, and names only if asked."""

    users: dict[UUID, User]
    names: bool
    _met: dict[UUID, ReportPerson] = field(default_factory=dict)

    def person(self, user_id: UUID | None) -> ReportPerson | None:
        """Return somebody as the report shows them, or None where nobody is known."""
        user = self.users.get(user_id) if user_id else None
        if user is None:
            return None
        if user.id not in self._met:
            name = user.name if self.names else None
            self._met[user.id] = ReportPerson(len(self._met) + 1, user.role.value, name)
        return self._met[user.id]

    def known(self, user_id: UUID) -> ReportPerson:
        """Return somebody who must be there."""
        person = self.person(user_id)
        if person is None:
            raise LookupError(f"there is no person {user_id}")
        return person

    def actor(self, actor: str) -> str:
        """Return whoever stands behind an event, in words: ``Reviewer 2``, or the name; ``the program demo``."""
        kind, _, name = actor.partition(":")
        if kind != "person":
            return f"the {kind} {name}"
        person = self.person(UUID(name))
        return "somebody" if person is None else person.name or f"{person.role} {person.number}"


@dataclass(frozen=True)
class Reading:
    """One reading of a report: who asks, and what is the same for all its claims."""

    session: Session
    person: User
    people: People
    verdicts: dict[UUID, ReportVerdict]
    scales: dict[int, tuple[Reason, ...]]

    def reasons(self, ticks: Collection[str], verdict_id: UUID | None) -> tuple[str, ...]:
        """Return reasons that were ticked for a verdict, as sentences of its version of the scale."""
        known = () if verdict_id is None else self.scales[self.verdicts[verdict_id].scale]
        return tuple(reason.sentence for reason in ticked(ticks, known))

    def visible(self, query: Select[R]) -> list[R]:
        """Return the rows of a query that the person may see."""
        return [row for row in self.session.scalars(query) if visible(row, self.person)]


def begin(session: Session, person: User, *, names: bool, met: Sequence[UUID] = ()) -> Reading:
    """Begin to read a report for a person, with the names of the desk's people or with their roles alone.

    Whoever was ``met`` before has the first numbers, in that order.
    """
    people = People({user.id: user for user in session.scalars(select(User))}, names)
    for user_id in met:
        people.person(user_id)
    versions = scales.versions(session)
    verdicts = {one.id: _verdict(one, scale.version) for scale in versions for one in scale.verdicts}
    return Reading(session, person, people, verdicts, {scale.version: scale.reasons for scale in versions})


def scale(session: Session) -> ReportScale | None:
    """Return the scale in use, or None on a desk that has none."""
    newest = session.scalar(select(Scale).order_by(Scale.version.desc()).limit(1))
    if newest is None:
        return None
    rows = session.scalars(select(Verdict).where(Verdict.scale_id == newest.id).order_by(Verdict.position))
    return ReportScale(newest.name, newest.version, tuple(_verdict(verdict, newest.version) for verdict in rows))


def number_of(thing: Numbered) -> int:
    """Return the short number of a thing that was committed."""
    if thing.number is None:
        raise LookupError(f"{thing!r} has no number yet")
    return thing.number


def batches(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """Yield ids in batches."""
    for first in range(0, len(ids), BATCH):
        yield ids[first : first + BATCH]


def grouped(pairs: Iterable[tuple[UUID, T]]) -> dict[UUID, list[T]]:
    """Return values by id, in their order; an id without values has an empty list."""
    groups: dict[UUID, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _verdict(verdict: Verdict, version: int) -> ReportVerdict:
    return ReportVerdict(verdict.key, verdict.label, verdict.mark, verdict.rating, verdict.definition, version)
