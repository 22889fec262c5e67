"""The claims that one change touches, those whose gate it moved first."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.gate_changes import Shift, shifts
from tracker.domain.vocabulary import Cause
from tracker.models import Claim, Look, User
from tracker.services import decisions, gates, looks
from tracker.services.access import visible

MOST = 5000
"""How many claims of one cause are read at a time."""


@dataclass(frozen=True)
class Touched:
    """A claim that waits for another look, and what its gate finds otherwise than when it was decided."""

    look: Look
    shifts: Sequence[Shift]

    @property
    def claim(self) -> Claim:
        """Return the claim."""
        return self.look.claim

    @property
    def falls(self) -> bool:
        """Tell whether the gate no longer holds, where it did."""
        return any(shift.falls for shift in self.shifts)


def by_cause(session: Session, cause: Cause, thing_id: UUID, *, person: User) -> list[Touched]:
    """List the claims that wait for one cause, those whose gate fell first, then those whose gate finds otherwise.

    A verdict that is not behind the gate has nothing to compare. The statements do not grow with the claims.
    """
    waiting = looks.waiting(session, looks.of_cause(cause, thing_id))[:MOST]
    seen = [look for look in waiting if visible(look.claim, person)]
    held = decisions.current_of(session, [look.claim for look in seen])
    gated = {
        look.claim: gates.Asked(True, gates.answers_kept(held[look.claim_id]))
        for look in seen
        if look.claim_id in held and look.claim.verdict is not None and look.claim.verdict.gated
    }
    found = gates.requirements_of(session, gated)
    listed = [
        Touched(look, shifts(held[look.claim_id].gate, found[look.claim_id]) if look.claim_id in found else ())
        for look in seen
    ]
    return sorted(listed, key=lambda one: (not one.falls, not one.shifts, one.claim.number))
