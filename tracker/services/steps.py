"""Steps of trails as they are checked: did they say it, and how was that read?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import Stale
from tracker.domain.vocabulary import Cause, ReadAs, StepCheck
from tracker.models import Appearance, Citation, Claim, Passage, Root, User
from tracker.services import looks, trails
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.same_claims import by_claim
from tracker.services.stages import refuse_withdrawn, settle_all

_NOT_READ = (StepCheck.NOT_CHECKED, StepCheck.COULD_NOT_OBTAIN)


@dataclass(frozen=True)
class Checked:
    """What a person found at one step; how it was read means nothing where it was not."""

    check: StepCheck
    read_as: ReadAs | None = None


def appearances_of(session: Session, claim: Claim) -> Sequence[Appearance]:
    """List where a claim appears, with article, quotes and all steps, in a fixed number of statements."""
    return appearances_of_all(session, [claim])[claim.id]


def appearances_of_all(session: Session, claims: Collection[Claim]) -> dict[UUID, list[Appearance]]:
    """Return what ``appearances_of`` lists for each of some claims, by their ids, in as many statements as for one."""
    same = by_claim(session, [claim.id for claim in claims])
    shown = {one: claim_id for claim_id, ids in same.items() for one in ids}
    query = select(Appearance).where(Appearance.claim_id.in_(shown), Appearance.withdrawn.is_(False))
    own = selectinload(Appearance.citations)
    inherited = joinedload(Appearance.passage).selectinload(Passage.citations)
    everything = [joinedload(Appearance.article), selectinload(Appearance.anchors)]
    ends_of = (Citation.entered_source, Citation.checked_by, Citation.cited_article)
    for steps in (own, inherited):
        everything += [steps.joinedload(to) for to in ends_of]
    found: dict[UUID, list[Appearance]] = {claim_id: [] for claim_id in same}
    for appearance in session.scalars(query.order_by(Appearance.id).options(*everything)).unique():
        found[shown[appearance.claim_id]].append(appearance)
    return found


def of_claim(session: Session, claim: Claim) -> list[Citation]:
    """List every step of a claim's trails once, from the reader outwards."""
    steps: dict[UUID, Citation] = {}
    for appearance in appearances_of(session, claim):
        for step, _ in trails.steps_of(appearance):
            steps.setdefault(step.id, step)
    return list(steps.values())


def ends(steps: Collection[Citation]) -> list[Citation]:
    """List the steps through which no other step came."""
    passed_through = {step.via_id for step in steps}
    return [step for step in steps if step.id not in passed_through]


def apply(
    session: Session,
    claim: Claim,
    found: Mapping[UUID, Checked],
    *,
    seen: Mapping[UUID, int] | None = None,
    by: User,
) -> list[Citation]:
    """Write what a person found at steps of a claim's trails, as part of another action; return the steps it changed.

    ``seen`` has the revision that was shown of each thing that steps belong to, by its id. Raises Stale where a step
    is there no longer or such a thing has changed. All claims that share a changed step follow: their stages, and
    another look at those decided.
    """
    steps = {step.id: step for step in of_claim(session, claim)} if found else {}
    if not found.keys() <= steps.keys():
        raise Stale("A step that you checked was taken out of the trail meanwhile. Look, and send yours again.")
    changed = [steps[step_id] for step_id, one in found.items() if _differs(steps[step_id], one)]
    for step in changed:
        if isinstance(step.root, Root):
            expect(step.root, (seen or {}).get(step.root.id))
    for step in changed:
        _write(step, found[step.id], by)
    for step in changed:
        led_to = trails.led_to(session, _thing(step))
        looks.open_looks(session, led_to, Cause.TRAIL_CHANGED, step, by=by)
        settle_all(session, led_to)
    return changed


def check(
    session: Session,
    claim: Claim,
    found: Mapping[UUID, Checked],
    *,
    seen: Mapping[UUID, int] | None = None,
    why: str = "",
    by: User,
) -> None:
    """Check steps of a claim's trails without assessing the claim; what is found as it was is not recorded."""
    refuse_withdrawn(claim)
    if apply(session, claim, found, seen=seen, by=by):
        record(session, Action.STEP_CHECKED, about=claim, by=by, why=why)


def _differs(step: Citation, found: Checked) -> bool:
    return (step.check, step.read_as) != (found.check, _read_as(found))


def _write(step: Citation, found: Checked, by: User) -> None:
    checked = found.check is not StepCheck.NOT_CHECKED
    step.check, step.read_as = found.check, _read_as(found)
    step.checked_by = by if checked else None
    step.checked_at = chance.now() if checked else None


def _read_as(found: Checked) -> ReadAs | None:
    return None if found.check in _NOT_READ else found.read_as


def _thing(step: Citation) -> Appearance | Passage:
    """Return what a step was entered on."""
    thing = step.appearance or step.passage
    if thing is None:
        raise TypeError("a citation belongs to an appearance or to a passage")
    return thing
