"""What stands between a claim and a gated verdict: the facts are gathered here, the rule of the domain judges them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.eyes import Looked, Sight, sight
from tracker.domain.origins import Origins as Found
from tracker.domain.roles import Permission, holders
from tracker.domain.verdicts import Denial, GateFacts, Origins, Requirement, gate
from tracker.domain.vocabulary import EvidenceStance, ReadAs, Stance, StepCheck
from tracker.models import Appearance, Claim, Decision, Evidence, Review, User
from tracker.services import origins, same_claims, steps
from tracker.services.trails import steps_of


@dataclass(frozen=True)
class KnownDenial:
    """An article or a step of a trail that denies the claim; ``id`` is the appearance's or the step's."""

    id: UUID
    by: str


@dataclass(frozen=True)
class Asked:
    """What the gate of a claim is asked with: whether several looked, and answers to denials by the denial's id."""

    seen_by_several: bool
    answers: Mapping[UUID, str]


def sight_of(session: Session, reviews: Sequence[Review], person: User) -> Sight:
    """Tell whether a person may decide on assessments that stand."""
    return sight_among(able_to_assess(session), reviews, person)


def sight_among(able: Collection[UUID], reviews: Sequence[Review], person: User) -> Sight:
    """Tell what ``sight_of`` tells, where it is known who could assess a claim."""
    return sight(Looked(person.id, {review.created_by_id for review in reviews}, able))


def able_to_assess(session: Session) -> set[UUID]:
    """Return who on this desk could assess a claim."""
    query = select(User.id).where(User.active.is_(True), User.role.in_(holders(Permission.ASSESS)))
    return set(session.scalars(query))


def denials(session: Session, claim: Claim) -> list[KnownDenial]:
    """List who is known to deny a claim, where it appears and along its trails."""
    return list(_denials(steps.appearances_of(session, claim)))


def requirements(
    session: Session, claim: Claim, *, seen_by_several: bool, answers: Mapping[UUID, str]
) -> list[Requirement]:
    """List what the gate asks of a claim and what it finds; ``answers`` to denials are by the denial's id."""
    return requirements_of(session, {claim: Asked(seen_by_several, answers)})[claim.id]


def requirements_of(session: Session, asked: Mapping[Claim, Asked]) -> dict[UUID, list[Requirement]]:
    """Return what ``requirements`` lists for each of some claims, by their ids, in as many statements as for one."""
    places = steps.appearances_of_all(session, asked)
    found = origins.of_claims(session, places)
    direct = _direct_evidence(session, places)
    return {
        claim.id: gate(
            GateFacts(
                checked=claim.checked,
                second_person=said.seen_by_several,
                denials=tuple(Denial(one.by, said.answers.get(one.id, "")) for one in _denials(places[claim.id])),
                direct_evidence=direct[claim.id],
                end_read_in_original=any(map(_end_read_in_original, places[claim.id])),
                origins=_counted(found[claim.id].origins),
            )
        )
        for claim, said in asked.items()
    }


def as_kept(found: Sequence[Requirement], answers: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """Return what the gate found as a decision keeps it, with the answers to denials under the second requirement."""
    kept = [
        {"key": one.key.value, "sentence": one.sentence, "met": one.met, "why": one.why, "answers": {}} for one in found
    ]
    for entry in kept:
        if entry["key"] == "denials":
            entry["answers"] = {str(denial): answer.strip() for denial, answer in answers.items() if answer.strip()}
    return kept


def answers_kept(decision: Decision) -> dict[UUID, str]:
    """Return the answers to denials that a decision was taken with."""
    return {UUID(denial): answer for one in decision.gate for denial, answer in one.get("answers", {}).items()}


def _denials(appearances: Sequence[Appearance]) -> Iterator[KnownDenial]:
    named: set[UUID] = set()
    for appearance in appearances:
        if appearance.stance is Stance.DENIES:
            yield KnownDenial(appearance.id, appearance.article.title)
        for step, _ in steps_of(appearance):
            if step.stance is Stance.DENIES and step.id not in named:
                named.add(step.id)
                yield KnownDenial(step.id, step.source.name)


def _direct_evidence(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    same = same_claims.by_claim(session, ids)
    shown = {one: claim_id for claim_id, others in same.items() for one in others}
    counted = (Evidence.direct.is_(True), Evidence.stance == EvidenceStance.SUPPORTS, Evidence.withdrawn.is_(False))
    query = select(Evidence.claim_id).where(Evidence.claim_id.in_(shown), *counted)
    pieces = Counter(shown[one] for one in session.scalars(query))
    return {claim_id: pieces[claim_id] for claim_id in same}


def _counted(found: Found) -> Origins:
    """Return the count that the gate goes by: a parting does not raise it before an editor confirms that."""
    return Origins(found.if_joined, found.named_if_joined, found.if_joined < found.independent, found.if_owned)


def _end_read_in_original(appearance: Appearance) -> bool:
    ends = steps.ends([step for step, _ in steps_of(appearance)])
    return any(
        end.check is StepCheck.YES and end.read_as is ReadAs.ORIGINAL and end.stance is not Stance.DENIES
        for end in ends
    )
