"""What verdicts rest on: what was worked on since, and which claims need another look because something was undone."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.undoing import JUDGED
from tracker.domain.vocabulary import Cause, Standing
from tracker.models import Appearance, Change, Claim, Decision, Event, EventSubject, Recorded, User
from tracker.services import links, looks, ownerships, stages
from tracker.services.undo.marks import marked, undoes
from tracker.services.undo.plans import Plan, Step, Way
from tracker.services.undo.world import World

_LOOKED_AT = JUDGED | {"reviews"}


def worked_on_since(session: Session, claim: UUID, event: Event, undone: Collection[int]) -> int | None:
    """Return the place of the last event after one that changed what a claim is judged by, and stands; None if none.

    What was undone since, and the undoing of it, is as if it had not been.
    """
    of_claim = (EventSubject.kind == Claim.kind, EventSubject.thing_id == claim, EventSubject.seq > event.seq)
    touching = select(Change.seq).where(Change.seq == Event.seq, Change.table_name.in_(_LOOKED_AT)).exists()
    query = select(Event).join(EventSubject, EventSubject.seq == Event.seq).where(*of_claim, touching)
    later = session.scalars(query.order_by(Event.seq)).all()
    undone_since, targets = marked(session, later), undoes(session, later)
    there = {one.id for one in later}
    standing = [one.seq for one in later if one.id not in undone_since and targets.get(one.id) not in there]
    return max((seq for seq in standing if seq not in undone), default=None)


def ask_for_looks(
    session: Session, plan: Plan, world: World, thing: Recorded, claims: Iterable[Claim], by: User
) -> None:
    """Ask for another look where a verdict was reached on what is undone now, as part of undoing it.

    Verdicts on the claims of the event itself are in its way; these are on others, whose trails share a step or name a
    source with it, and on those brought back between which and a related one another was decided.
    """
    shared = _led_to(session, plan)
    if shared:
        stages.settle_all(session, shared)
        looks.open_looks(session, _judged_since(session, plan, world, shared), Cause.UNDONE, thing, by=by)
    for claim in claims:
        if _holds_again(plan, world, claim):
            for other in links.at_odds_with(session, claim):
                if _decided_after(session, plan.event, [other]):
                    looks.open_looks(session, [claim], Cause.LINKED_DECIDED, other, by=by)


def _led_to(session: Session, plan: Plan) -> list[Claim]:
    """List the claims that share what a plan changes in passages' trails, confirmed owners and merged sources."""
    passages = {UUID(id) for step in plan.steps if (id := _held(step).get("passage_id")) and _is(step, "citations")}
    inheriting = select(Appearance.claim_id).where(Appearance.passage_id.in_(passages), Appearance.withdrawn.is_(False))
    found = session.scalars(select(Claim).where(Claim.id.in_(inheriting))).all() if passages else []
    owned = {step.change.root[1] for step in plan.steps if _is(step, "ownerships") and _was_confirmed(step)}
    parted = {end for step in plan.steps for end in step.merged_ends}
    named = ownerships.decided_on(session, owned | parted) if owned or parted else []
    return sorted({*found, *named, *_parted(session, plan)}, key=lambda claim: claim.id)


def _parted(session: Session, plan: Plan) -> list[Claim]:
    """List the claims that others were shown as, and no longer are."""
    into = {UUID(id) for step in plan.steps if _is(step, "claims") and (id := _held(step).get("merged_into_id"))}
    return [session.get_one(Claim, one).shown for one in sorted(into)]


def _judged_since(session: Session, plan: Plan, world: World, claims: Collection[Claim]) -> list[Claim]:
    """List those of some claims that were decided, or found to stand, since the event."""
    settled = {step.change.row_id for step in plan.steps if step.way is Way.SETTLE}
    asked = [change for change in world.changes[plan.event.seq] if change.made and change.table == "looks"]
    answered = {UUID((change.columns or {})["claim_id"]) for change in asked if change.row_id not in settled}
    decided = _decided_after(session, plan.event, claims)
    return [claim for claim in claims if claim.id in answered or claim.id in decided]


def _decided_after(session: Session, event: Event, claims: Collection[Claim]) -> set[UUID]:
    newer = (Decision.created_at > event.at, Decision.verdict_id.is_not(None))
    query = select(Decision.claim_id).where(Decision.claim_id.in_([claim.id for claim in claims]), *newer)
    return set(session.scalars(query)) if claims else set()


def _holds_again(plan: Plan, world: World, claim: Claim) -> bool:
    steps = (step for step in plan.steps if _is(step, "decisions") and step.instead is not None)
    return any(claim.id in world.claims_of(step.change) for step in steps)


def _held(step: Step) -> dict[str, str]:
    return {**step.before, **(step.change.columns or {})}


def _is(step: Step, table: str) -> bool:
    return step.change.table == table


def _was_confirmed(step: Step) -> bool:
    held = (step.before, step.change.columns or {})
    return any(columns.get("standing") == Standing.CONFIRMED for columns in held)
