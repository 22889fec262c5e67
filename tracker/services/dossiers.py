"""The dossier of a case: how its claims stand, and who worked on them."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.domain.vocabulary import ClaimStage
from tracker.models import Case, Claim, Decision, Review, User, Verdict
from tracker.services import claim_lists
from tracker.services.claim_lists import Filters
from tracker.services.same_claims import with_merged_of


@dataclass(frozen=True)
class Standing:
    """How many claims of a case have a verdict, or are at a stage without one."""

    verdict: Verdict | None
    stage: ClaimStage
    claims: int


@dataclass(frozen=True)
class Worker:
    """A person who worked on the claims of a case: how many they annotated, assessed and decided."""

    person: User
    annotated: int
    assessed: int
    decided: int


def standing(session: Session, case: Case) -> list[Standing]:
    """Count the claims of a case, as the list of claims has them: by verdict, then those without one by stage."""
    query = select(Claim.verdict_id, Claim.stage, func.count()).where(Claim.id.in_(_claims(session, case)))
    counted: Counter[tuple[UUID | None, ClaimStage]] = Counter()
    for verdict_id, stage, claims in session.execute(query.group_by(Claim.verdict_id, Claim.stage)):
        counted[verdict_id, ClaimStage.DECIDED if verdict_id else stage] += claims
    known = select(Verdict).where(Verdict.id.in_([verdict_id for verdict_id, _ in counted if verdict_id]))
    verdicts = {verdict.id: verdict for verdict in session.scalars(known)}
    found = [Standing(verdicts[id] if id else None, stage, claims) for (id, stage), claims in counted.items()]
    return sorted(found, key=_place)


def people(session: Session, case: Case) -> list[Worker]:
    """List who worked on the claims of a case, by name."""
    ids = with_merged_of(_claims(session, case))
    done = [
        _counted(session, Claim.created_by_id, Claim.id, ids),
        _counted(session, Review.created_by_id, Review.claim_id, ids),
        _counted(session, Decision.created_by_id, Decision.claim_id, ids),
    ]
    worked = select(User).where(User.id.in_({id for counted in done for id in counted})).order_by(User.name, User.id)
    return [Worker(person, *(counted.get(person.id, 0) for counted in done)) for person in session.scalars(worked)]


def _claims(session: Session, case: Case) -> Select[UUID]:
    return claim_lists.matching(session, Filters(case=case.number)).with_only_columns(Claim.id)


def _counted(
    session: Session,
    by: InstrumentedAttribute[UUID | None] | InstrumentedAttribute[UUID],
    claim: InstrumentedAttribute[UUID],
    ids: Select[UUID],
) -> dict[UUID, int]:
    """Count by person of how many different claims there is something of theirs."""
    query = select(by, func.count(claim.distinct())).where(claim.in_(ids), by.is_not(None)).group_by(by)
    return {person: claims for person, claims in session.execute(query) if person is not None}


def _place(standing: Standing) -> tuple[bool, int, int]:
    """Put verdicts in the order of their scale, then the stages in the order of work."""
    position = standing.verdict.position if standing.verdict else 0
    return standing.verdict is None, position, list(ClaimStage).index(standing.stage)
