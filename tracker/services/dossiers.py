"""The dossier of a case: how its claims stand, and who worked on them."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.domain.vocabulary import ClaimStage
from tracker.models import Case, Claim, Decision, Review, User, Verdict
from tracker.services import claim_lists, scales
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
    """Count the claims of a case, as the list of claims has them: by verdict, then those without one by stage.

    A verdict is one in all versions of the scale, and is called what it is called now.
    """
    query = select(Verdict.key, Claim.stage, func.count()).outerjoin(Claim.verdict)
    query = query.where(Claim.id.in_(_claims(session, case))).group_by(Verdict.key, Claim.stage)
    decided, at = Counter[str](), Counter[str]()
    for key, stage, claims in session.execute(query):
        (decided if key else at)[key or stage] += claims
    verdicts = [verdict for verdict in scales.ever(session) if decided[verdict.key]]
    return [
        *(Standing(verdict, ClaimStage.DECIDED, decided[verdict.key]) for verdict in verdicts),
        *(Standing(None, stage, at[stage]) for stage in ClaimStage if at[stage]),
    ]


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
