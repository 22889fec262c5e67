"""Weighing what undoing some events comes to, the newest first, before any row changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy.orm import Session

from tracker.models import Event
from tracker.services.undo.conflicts import settle, surroundings_of
from tracker.services.undo.judgements import Judgements
from tracker.services.undo.plans import Plan, draft
from tracker.services.undo.surroundings import Surroundings
from tracker.services.undo.world import World


@dataclass(frozen=True)
class Scales:
    """All that plans for undoing some events are made from, loaded in a number of statements that does not grow."""

    world: World
    judgements: Judgements
    around: Surroundings

    @classmethod
    def of(cls, session: Session, events: Sequence[Event]) -> Self:
        """Load what is needed to weigh the undoing of some events."""
        world = World(session, events)
        claims = {claim for event in events for claim in world.claims_at(event)}
        judgements = Judgements(session, claims)
        return cls(world, judgements, surroundings_of(session, world, judgements, events))

    def plan(self, event: Event) -> Plan:
        """Say what undoing an event comes to, with whatever was undone before in here."""
        plan = draft(self.world, self.judgements, event)
        settle(plan, self.world, self.judgements, self.around)
        return plan

    def undo(self, plan: Plan) -> None:
        """Take a plan as carried out, for the plans of older events."""
        plan.apply(self.world, self.judgements)

    def newest(self, plan: Plan) -> int:
        """Return the place of the last event that had a part in what a plan found."""
        rows = [self.world.last_touched(change.row_id) for change in self.world.changes[plan.event.seq]]
        return max([*rows, plan.newest])
