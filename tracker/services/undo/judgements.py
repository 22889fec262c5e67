"""What holds of a claim: each person's assessment and the desk's verdict, also with some events undone."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.models import Change, Claim, Decision, Event, EventSubject, Review
from tracker.services.undo.marks import marked
from tracker.services.undo.world import batches

Key = tuple[str, UUID, UUID | None]
"""Whose judgement of what: the table, the claim, and of an assessment the person."""

TABLES = ("reviews", "decisions")

_STANDS = (Action.CLAIM_STILL_STANDS, Action.MANY_STILL_STAND)


@dataclass(frozen=True)
class Judgement:
    """One row of an assessment or a decision: what it says, None where it takes back, and its place in the log.

    ``reached`` is where somebody came to it: of one that undoing put back, the place of the one that it repeats.
    """

    key: Key
    row_id: UUID
    says: tuple[Any, ...] | None
    seq: int
    reached: int


class Judgements:
    """The assessments and decisions of some claims, in the order in which they were made."""

    def __init__(self, session: Session, claims: Collection[UUID]) -> None:
        self._made: dict[Key, list[Judgement]] = {}
        self._by_row: dict[UUID, Judgement] = {}
        self._now: dict[Key, Judgement | None] = {}
        self._keys: defaultdict[UUID, list[Key]] = defaultdict(list)
        for judgement, put_back in sorted(_judgements(session, claims), key=lambda one: (one[0].seq, one[0].row_id)):
            made = self._made.setdefault(judgement.key, [])
            if put_back:
                judgement = replace(judgement, reached=_repeated(judgement, made))
            made.append(judgement)
            self._by_row[judgement.row_id] = judgement
        for key, made in self._made.items():
            self._now[key] = made[-1]
            self._keys[key[1]].append(key)
        self._still_stood = _still_stood(session, claims)

    def of_row(self, row_id: UUID) -> Judgement:
        """Return the judgement that a row holds."""
        return self._by_row[row_id]

    def before(self, judgement: Judgement) -> Judgement | None:
        """Return what held until a judgement was made, None for nothing."""
        made = self._made[judgement.key]
        place = made.index(judgement)
        return made[place - 1] if place else None

    def now(self, key: Key) -> Judgement | None:
        """Return what holds now, None for nothing."""
        return self._now[key]

    def holds(self, row_id: UUID) -> bool:
        """Tell whether a row is the newest judgement of its kind and does not take one back."""
        judgement = self._by_row.get(row_id)
        return judgement is not None and judgement.says is not None and self._now[judgement.key] == judgement

    def put_back(self, judgement: Judgement) -> None:
        """Let what held before a judgement hold again."""
        self._now[judgement.key] = self.before(judgement)

    def decided(self, claim: UUID) -> Judgement | None:
        """Return the desk's verdict on a claim, if it has one."""
        judgement = self._now.get(("decisions", claim, None))
        return judgement if judgement is not None and judgement.says is not None else None

    def since(self, claim: UUID, seq: int, undone: Collection[int], *, decisions_only: bool = False) -> int | None:
        """Return the place of the last judgement of a claim that was reached after an event and holds, if any."""
        keys = (key for key in self._keys[claim] if key[0] == "decisions" or not decisions_only)
        holding = [now for key in keys if (now := self._now[key]) is not None and now.says is not None]
        places = [now.seq for now in holding if now.reached > seq]
        stood = [one for one in self._still_stood[claim] if one > seq] if self.decided(claim) else []
        return max((one for one in (*places, *stood) if one not in undone), default=None)


def same(one: Judgement | None, other: Judgement | None) -> bool:
    """Tell whether two judgements say the same; none, and one that was taken back, say nothing."""
    return (one.says if one else None) == (other.says if other else None)


def _repeated(judgement: Judgement, made: Sequence[Judgement]) -> int:
    """Return where a judgement was reached that undoing put back: where the last that says the same was."""
    return next((one.reached for one in reversed(made) if one.says == judgement.says), judgement.seq)


def _judgements(session: Session, claims: Collection[UUID]) -> list[tuple[Judgement, bool]]:
    """Load the judgements of claims, each with whether undoing wrote it."""
    rows: list[tuple[Key, UUID, tuple[Any, ...] | None]] = []
    for some in batches(claims):
        for review in session.scalars(select(Review).where(Review.claim_id.in_(some))):
            says = (review.verdict_id, tuple(review.ticks), review.words) if review.verdict_id else None
            rows.append((("reviews", review.claim_id, review.created_by_id), review.id, says))
        for decision in session.scalars(select(Decision).where(Decision.claim_id.in_(some))):
            rows.append((("decisions", decision.claim_id, None), decision.id, _ruling(decision)))
    places = _places(session, [row_id for _, row_id, _ in rows])
    return [
        (Judgement(key, row_id, says, seq, seq), action == Action.UNDONE)
        for key, row_id, says in rows
        if row_id in places
        for seq, action in [places[row_id]]
    ]


def _ruling(decision: Decision) -> tuple[Any, ...] | None:
    if decision.verdict_id is None:
        return None
    return decision.verdict_id, decision.as_of, decision.reason, decision.would_change, decision.override


def _places(session: Session, rows: Sequence[UUID]) -> dict[UUID, tuple[int, str]]:
    """Return the place in the log at which each row was written, and by what action."""
    # The first comes last and stays: words that were withheld since are another change of the row.
    query = (
        select(Change.row_id, Event.seq, Event.action).join(Event, Event.seq == Change.seq).order_by(Change.seq.desc())
    )
    return {
        one.row_id: (one.seq, one.action)
        for some in batches(rows)
        for one in session.execute(query.where(Change.row_id.in_(some), Change.position > 0))
    }


def _still_stood(session: Session, claims: Collection[UUID]) -> defaultdict[UUID, list[int]]:
    """Return by claim where somebody found that its verdict still stands, but for where that was undone."""
    found: list[tuple[UUID, Event]] = []
    listed = (EventSubject.seq == Event.seq) & (EventSubject.kind == Claim.kind)
    query = select(EventSubject.thing_id, Event).join(EventSubject, listed)
    for some in batches(claims):
        stood = query.where(EventSubject.thing_id.in_(some), Event.action.in_(_STANDS))
        found += [(row[0], row[1]) for row in session.execute(stood)]
    undone = marked(session, [event for _, event in found])
    by_claim: defaultdict[UUID, list[int]] = defaultdict(list)
    for claim, event in found:
        if event.id not in undone:
            by_claim[claim].append(event.seq)
    return by_claim
