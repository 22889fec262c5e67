"""Saying of many claims at once who is to deal with them, until when, and how urgent they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.errors import Refusal
from tracker.domain.roles import Permission
from tracker.domain.urgency import Priority
from tracker.models import Claim, Task, User
from tracker.services import tasks
from tracker.services.tasks import Plan


@dataclass(frozen=True)
class Assigning:
    """What is said: what is not among ``sets`` ("to", "due", "priority") stays as it is for each claim."""

    sets: frozenset[str]
    to: User | None = None
    due: date | None = None
    priority: Priority | None = None
    action = Action.MANY_ASSIGNED
    needs = Permission.ASSIGN

    def about(self, claims: Sequence[Claim]) -> Claim:
        """Return the first of the claims."""
        return claims[0]

    def weigh(self, session: Session, claims: Sequence[Claim], by: User) -> Mapping[UUID, str]:
        """Leave the claims of which the same is said already."""
        if not self.sets:
            raise Refusal("Say who is to deal with them, until when, or how urgent they are.")
        tasks.refuse_unable(Claim.kind, self.to)
        planned = tasks.of_things(session, [claim.id for claim in claims])
        return {one.id: "It is so already." for one in claims if self._plan(planned.get(one.id)) == _now(planned, one)}

    def carry_out(self, session: Session, claims: Sequence[Claim], by: User) -> None:
        """Write the plans down."""
        query = select(Task).where(Task.claim_id.in_([claim.id for claim in claims]))
        known = {task.claim_id: task for task in session.scalars(query)}
        for claim in claims:
            task = known.get(claim.id)
            standing = None if task is None or task.withdrawn else task
            tasks.put(session, task, claim, self._plan(standing), by=by)

    def _plan(self, task: Task | None) -> Plan:
        before = Plan() if task is None else Plan(task.assigned_to, tasks.day_of(task), task.priority)
        return Plan(
            self.to if "to" in self.sets else before.to,
            self.due if "due" in self.sets else before.due,
            self.priority if "priority" in self.sets else before.priority,
        )


def _now(planned: Mapping[UUID, Task], claim: Claim) -> Plan:
    task = planned.get(claim.id)
    return Plan() if task is None else Plan(task.assigned_to, tasks.day_of(task), task.priority)
