"""Decisions: the desk's verdict as of a date, drawn from assessments; nothing else sets a claim's verdict."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import NotAllowed, Refusal, Stale
from tracker.domain.eyes import Sight
from tracker.domain.roles import Permission, from_on
from tracker.domain.scale import needed
from tracker.domain.text import one_line
from tracker.domain.verdicts import Requirement, unmet
from tracker.domain.vocabulary import Cause
from tracker.models import Claim, Decision, DecisionGround, Review, User, Verdict
from tracker.services import blindness, gates, holds, links, looks, notes, reviews
from tracker.services.dates import as_of_day
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.stages import refuse_withdrawn, settle

LONGEST_REASON = 300


@dataclass(frozen=True)
class Ruling:
    """What a person decides: the verdict, and its reason in one line; ``as_of`` is an EDTF date, today if none.

    ``answers`` are to known denials, by the denial's id; ``override`` says why an editor passes the gate unmet.
    """

    verdict: Verdict
    reason: str
    as_of: str = ""
    would_change: str = ""
    override: str = ""
    answers: Mapping[UUID, str] = field(default_factory=dict)


def of_claim(session: Session, claim: Claim) -> Sequence[Decision]:
    """List every decision on a claim, the oldest first; one without verdict reopened it."""
    query = select(Decision).where(Decision.claim_id == claim.id).order_by(Decision.created_at, Decision.id)
    with_all = (
        joinedload(Decision.verdict),
        joinedload(Decision.created_by),
        selectinload(Decision.drawn_from).joinedload(DecisionGround.review).joinedload(Review.created_by),
    )
    return session.scalars(query.options(*with_all)).all()


def current(session: Session, claim: Claim) -> Decision | None:
    """Return the decision that holds, or None where there is none or the claim was reopened."""
    newest = of_claim(session, claim)[-1:]
    return next((decision for decision in newest if decision.verdict_id is not None), None)


def current_of(session: Session, claims: Sequence[Claim]) -> dict[UUID, Decision]:
    """Return the decisions that hold on some claims, by the claim's id; one without has none."""
    query = select(Decision).where(Decision.claim_id.in_([claim.id for claim in claims]))
    ordered = query.order_by(Decision.created_at, Decision.id).options(joinedload(Decision.verdict))
    newest = {decision.claim_id: decision for decision in session.scalars(ordered)}
    return {claim_id: decision for claim_id, decision in newest.items() if decision.verdict_id is not None}


def decide(
    session: Session,
    claim: Claim,
    ruling: Ruling,
    *,
    review_ids: Collection[UUID] | None = None,
    seen: int | None = None,
    id: UUID | None = None,
    by: User,
) -> Decision:
    """Decide a claim on the assessments that stand. Posted twice, it is decided once.

    ``review_ids`` are those that the person was shown; Stale is raised where others stand by now. Raises NotAllowed
    for whoever would decide alone, or overrides the gate without being allowed to.
    """
    if id is not None and (known := session.get(Decision, id)) is not None:
        return known
    expect(claim, seen)
    refuse_withdrawn(claim)
    if notes.sent_back(session, claim):
        raise Refusal("This claim was sent back to its annotator. Resolve that first, then decide.")
    blindness.refuse_closed(session, claim)
    drawn_from = _shown(session, claim, review_ids)
    sight = _refuse_alone(session, drawn_from, by)
    _refuse_unsettled(session, ruling.verdict, drawn_from, by)
    found = _found_at_gate(session, claim, ruling.verdict, sight, ruling.answers)
    decision = draft(claim, ruling.verdict, reason_of(ruling.reason), as_of=ruling.as_of, id=id, by=by)
    decision.would_change = ruling.would_change.strip()
    decision.override = _override(found, ruling.override, by)
    decision.one_person = sight is Sight.ONE_PERSON
    decision.gate = gates.as_kept(found, ruling.answers)
    decision.drawn_from = [DecisionGround(id=chance.new_id(), review=review) for review in drawn_from]
    _reach(session, decision, by)
    holds.let_go(session, claim.id, by=by)
    record(session, Action.CLAIM_DECIDED, about=claim, by=by, why=decision.reason)
    return decision


def reopen(
    session: Session, claim: Claim, *, why: str, seen: int | None = None, id: UUID | None = None, by: User
) -> Decision:
    """Take the desk's verdict back without another one, saying why. Posted twice, it is taken back once."""
    if id is not None and (known := session.get(Decision, id)) is not None:
        return known
    expect(claim, seen)
    if claim.verdict_id is None:
        raise Refusal("This claim is not decided, so there is nothing to reopen.")
    decision = draft(claim, None, why.strip(), as_of="", id=id, by=by)
    _reach(session, decision, by)
    record(session, Action.CLAIM_REOPENED, about=claim, by=by, why=why)
    return decision


def still_stands(
    session: Session, claim: Claim, *, look_ids: Collection[UUID], why: str, seen: int | None = None, by: User
) -> None:
    """Answer open looks: the verdict still stands, and why; a gated one whose gate no longer holds is refused."""
    expect(claim, seen)
    answered = [look for look in looks.open_of(session, claim) if look.id in look_ids]
    decision = current(session, claim)
    if not answered or decision is None or decision.verdict is None:
        return
    blindness.refuse_closed(session, claim)
    sight = _refuse_alone(session, reviews.standing(session, claim), by)
    found = _found_at_gate(session, claim, decision.verdict, sight, gates.answers_kept(decision))
    if fallen := why_not_standing(decision, found):
        raise Refusal(fallen)
    looks.answer(answered, because=why.strip())
    settle(session, claim)
    holds.let_go(session, claim.id, by=by)
    record(session, Action.CLAIM_STILL_STANDS, about=claim, by=by, why=why)


def why_not_standing(decision: Decision, found: list[Requirement]) -> str:
    """Return why a verdict cannot still stand, with what the gate finds now; "" where it can."""
    if decision.verdict is None or decision.override or not unmet(found):
        return ""
    return f"The gate of {decision.verdict.label} no longer holds: {_said(unmet(found))}. Decide it anew."


def put_back(session: Session, decision: Decision, earlier: Decision | None, *, why: str, by: User) -> Decision:
    """Let the verdict that a decision replaced hold again, as part of undoing it; without one the claim is open again.

    ``earlier`` is written once more as it was, in the name of who decided it and drawn from the same assessments.
    """
    claim = decision.claim
    if earlier is None:
        back = draft(claim, None, why, as_of="", id=None, by=by)
        looks.answer(looks.open_of(session, claim), because=why)
    else:
        back = draft(claim, earlier.verdict, earlier.reason, as_of=earlier.as_of, id=None, by=earlier.created_by)
        back.would_change, back.override, back.gate = earlier.would_change, earlier.override, earlier.gate
        back.one_person, back.claim_rev = earlier.one_person, earlier.claim_rev
        drawn_from = [DecisionGround(id=chance.new_id(), review_id=one.review_id) for one in earlier.drawn_from]
        back.drawn_from = drawn_from
    session.add(back)
    claim.verdict = back.verdict
    return back


def draft(claim: Claim, verdict: Verdict | None, reason: str, *, as_of: str, id: UUID | None, by: User) -> Decision:
    """Return a decision on a claim that nothing has come of yet, as part of another action."""
    return Decision(
        id=id or chance.new_id(),
        claim=claim,
        verdict=verdict,
        as_of=as_of_day(as_of, what="A verdict"),
        reason=reason,
        claim_rev=claim.rev,
        created_at=chance.now(),
        created_by=by,
    )


def _reach(session: Session, decision: Decision, by: User) -> None:
    """Let a decision set its claim's verdict and answer its looks; related claims now at odds with it get one."""
    claim, before = decision.claim, decision.claim.verdict_id
    session.add(decision)
    claim.verdict = decision.verdict
    looks.answer(looks.open_of(session, claim), because=decision.reason)
    settle(session, claim)
    if claim.verdict_id not in (None, before):
        looks.open_looks(session, links.at_odds_with(session, claim), Cause.LINKED_DECIDED, claim, by=by)


def _shown(session: Session, claim: Claim, review_ids: Collection[UUID] | None) -> list[Review]:
    standing = reviews.standing(session, claim)
    if review_ids is not None and set(review_ids) != {review.id for review in standing}:
        raise Stale("The assessments changed while you had this open. Look at those that stand now, then decide again.")
    return standing


def _refuse_alone(session: Session, drawn_from: Sequence[Review], by: User) -> Sight:
    sight = gates.sight_of(session, drawn_from, by)
    if not sight.allows:
        raise NotAllowed(sight.label)
    return sight


def refuse_decider(verdict: Verdict, by: User) -> None:
    """Refuse a verdict that the scale keeps for others."""
    deciders = from_on(verdict.step.decided_from)
    if by.role not in deciders:
        label = verdict.step.label
        raise NotAllowed(f"{label} is decided by {' or '.join(f'{role.label}s' for role in deciders)}. Ask one.")


def _refuse_unsettled(session: Session, verdict: Verdict, drawn_from: Sequence[Review], by: User) -> None:
    """Refuse a verdict that the scale keeps for others, or for a claim that more people have assessed."""
    step = verdict.step
    refuse_decider(verdict, by)
    asked = needed(step.assessments, len(gates.able_to_assess(session)))
    stand = len({review.created_by_id for review in drawn_from})
    if stand < asked:
        raise Refusal(
            f"{step.label} needs the assessments of {asked} people, and those of {stand} stand. "
            "Ask somebody else to assess it.",
            field="verdict",
        )


def _found_at_gate(
    session: Session, claim: Claim, verdict: Verdict, sight: Sight, answers: Mapping[UUID, str]
) -> list[Requirement]:
    if not verdict.gated:
        return []
    return gates.requirements(session, claim, seen_by_several=sight is Sight.SEVERAL, answers=answers)


def _override(found: list[Requirement], typed: str, by: User) -> str:
    """Return why the gate is passed although it is not met; "" where it is met, or there is none."""
    override = typed.strip()
    if not unmet(found):
        return ""
    if not override:
        may = by.may(Permission.OVERRIDE)
        what_to_do = "Say why you override it" if may else "Choose another verdict, or ask an editor"
        message = f"The gate is not met: {_said(unmet(found))}. {what_to_do}."
        raise Refusal(message, field="override" if may else "verdict")
    if not by.may(Permission.OVERRIDE):
        raise NotAllowed("Only an editor may override the gate. Choose another verdict, or ask an editor.")
    return override


def _said(requirements: list[Requirement]) -> str:
    return "; ".join(requirement.why for requirement in requirements)


def reason_of(typed: str) -> str:
    """Return the reason of a decision as one line; raise Refusal for none, or too long a one."""
    reason = " ".join(typed.split())
    if not reason:
        raise Refusal("Give the reason in one line: reports print it beside the verdict.", field="reason")
    if one_line(reason, LONGEST_REASON) != reason:
        raise Refusal(f"Give the reason in at most {LONGEST_REASON} characters.", field="reason")
    return reason
