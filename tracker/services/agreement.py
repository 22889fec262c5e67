"""How far the desk's people agree: on the first assessment that each of them made of a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.domain import agreement
from tracker.domain.agreement import Coefficient, Pair, Ratings
from tracker.domain.roles import Permission
from tracker.models import Claim, Review, User, Verdict
from tracker.services import cases, scales
from tracker.services.access import unsealed


@dataclass(frozen=True)
class Filters:
    """Which assessments are asked for: of the claims of a case, by number, and made when; ``until`` is not included."""

    case: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Agreement:
    """How far people agree on claims that two or more of them assessed.

    ``claims`` and ``assessments`` count those that two or more made, ``alone`` the claims that one person assessed.
    ``ordinal`` goes by the verdicts on the line of the scale, and leaves the others out. ``together`` counts
    for each two verdicts how often two people gave them to one claim; ``verdicts`` are those given, by key, in the
    order of the scale.
    """

    claims: int
    assessments: int
    alone: int
    nominal: Coefficient
    ordinal: Coefficient
    together: Mapping[tuple[str, str], int]
    verdicts: Mapping[str, str]
    pairs: Sequence[tuple[User, User, Pair]]


def read(session: Session, filters: Filters, *, person: User) -> Agreement:
    """Work out how far people agree, as far as a person may see their assessments, in a fixed number of statements."""
    labels, rated = _rated(session, filters, person)
    shared = [unit for unit in rated.values() if len(unit) > 1]
    people = {user.id: user for user in session.scalars(select(User))}
    given = [tuple(unit.values()) for unit in shared]
    compared = agreement.pairs(shared)
    ordered = sorted(compared.items(), key=lambda pair: (-pair[1].kappa.units, pair[0]))
    return Agreement(
        claims=len(shared),
        assessments=sum(map(len, shared)),
        alone=len(rated) - len(shared),
        nominal=agreement.alpha(given),
        ordinal=agreement.alpha(given, scales.line_in_use(session)),
        together=_together(given),
        verdicts={key: labels[key] for key in _in_order(session, labels) if any(key in unit for unit in given)},
        pairs=[(people[one], people[other], pair) for (one, other), pair in ordered],
    )


def _rated(session: Session, filters: Filters, person: User) -> tuple[dict[str, str], dict[UUID, dict[UUID, str]]]:
    """Return the labels of verdicts by key, and for each claim what each person said of it first."""
    query = select(Review, Verdict.key, Verdict.label).join(Verdict, Review.verdict_id == Verdict.id)
    query = query.join(Claim, Review.claim_id == Claim.id).where(Claim.withdrawn.is_(False), unsealed(person))
    if not person.may(Permission.READ):
        return {}, {}
    if filters.case is not None:
        query = query.where(or_(*(Review.claim_id.in_(ids) for ids in cases.claims_in(filters.case))))
    labels: dict[str, str] = {}
    first: dict[UUID, dict[UUID, tuple[str, datetime]]] = {}
    for review, key, label in session.execute(query.order_by(Review.id)):
        labels[key] = label
        first.setdefault(review.claim_id, {}).setdefault(review.created_by_id, (key, review.created_at))
    rated = {
        claim: {by: key for by, (key, at) in unit.items() if _within(at, filters)} for claim, unit in first.items()
    }
    return labels, {claim: unit for claim, unit in rated.items() if unit}


def _within(at: datetime, filters: Filters) -> bool:
    return (filters.since is None or at >= filters.since) and (filters.until is None or at < filters.until)


def _together(given: Sequence[Ratings]) -> dict[tuple[str, str], int]:
    """Count for each two verdicts, both ways round, how many pairs of people gave them to one claim."""
    found: dict[tuple[str, str], int] = {}
    for unit in given:
        for at, one in enumerate(unit):
            for other in unit[at + 1 :]:
                for both in {(one, other), (other, one)}:
                    found[both] = found.get(both, 0) + 1
    return found


def _in_order(session: Session, labels: Mapping[str, str]) -> list[str]:
    """List the keys of verdicts as the scale in use has them, those that it lacks last."""
    scale = [verdict.key for verdict in scales.in_use(session).verdicts]
    return [*(key for key in scale if key in labels), *(key for key in labels if key not in scale)]
