"""All that a claim's page shows, read in a number of statements that does not grow with any of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from tracker.domain.entries import Entry
from tracker.domain.eyes import Sight
from tracker.domain.ranges import Scale
from tracker.domain.reports.origins import ReportOrigins
from tracker.domain.reports.quotes import ReportQuote
from tracker.domain.verdicts import Requirement
from tracker.models import (
    Case,
    Claim,
    Correction,
    Decision,
    Enquiry,
    Evidence,
    Look,
    Note,
    OriginRuling,
    Review,
    Stake,
    Tag,
    Task,
    User,
    Verdict,
)
from tracker.services import (
    blindness,
    cases,
    corrections,
    decisions,
    enquiries,
    evidence,
    gates,
    history,
    looks,
    notes,
    origin_rulings,
    origins,
    publications,
    redaction,
    related,
    reviews,
    same_claims,
    scales,
    tags,
    tasks,
)
from tracker.services.access import visible
from tracker.services.blindness import Blind
from tracker.services.publications import About
from tracker.services.redaction import Notice
from tracker.services.related import Related
from tracker.services.reports import quotes, reading

LAST_CHANGES = 5
R = TypeVar("R")


@dataclass(frozen=True)
class Gate:
    """What a gated verdict asks of the claim, and what of that is met now."""

    verdict: Verdict
    requirements: Sequence[Requirement]


@dataclass(frozen=True)
class ClaimPage:
    """A claim with all that stands on its page; ``decision`` is the one that holds, ``reviews`` those that stand.

    ``merged`` are the claims that were merged into it; quotes, evidence and the rest are theirs too. ``published`` are
    the versions of reports that tell it. ``blind`` says how far its blind assessment is, None where assessments are
    open: of what is sealed, only the person's own stands among ``reviews``.
    """

    claim: Claim
    quotes: Sequence[ReportQuote]
    origins: ReportOrigins
    rulings: Sequence[OriginRuling]
    stakes: Sequence[Stake]
    decision: Decision | None
    earlier: Sequence[Decision]
    looks: Sequence[Look]
    evidence: Sequence[Evidence]
    enquiries: Sequence[Enquiry]
    reviews: Sequence[Review]
    superseded: Sequence[Review]
    blind: Blind | None
    related: Sequence[Related]
    scales: Sequence[Scale]
    notes: Sequence[Note]
    sent_back: Sequence[Note]
    tags: Sequence[Tag]
    task: Task | None
    cases: Sequence[Case]
    withheld: Sequence[Notice]
    changes: Sequence[Entry]
    more_changes: bool
    gates: Sequence[Gate]
    merged: Sequence[Claim]
    published: Sequence[About]
    corrections: Sequence[Correction]

    @property
    def in_work(self) -> bool:
        """Tell whether the desk works on it: it was neither withdrawn nor merged."""
        return not self.claim.withdrawn and self.claim.merged_into is None


def read(session: Session, claim: Claim, *, person: User) -> ClaimPage:
    """Read a claim's page for a person."""
    told = reading.begin(session, person, names=True)
    same = same_claims.ids_of(session, claim)
    standing_quotes = same_claims.gathered({claim.id: same}, quotes.of_claims(told, same))[claim.id]
    decided = _seen(decisions.of_claim(session, claim), person)
    decision = decided[-1] if decided and decided[-1].verdict_id is not None else None
    all_reviews, standing = reviews.of_claim(session, claim), reviews.standing(session, claim)
    related_claims = related.of_claim(session, claim, person=person)
    last = history.of_thing(session, claim.kind, claim.id, person=person, limit=LAST_CHANGES)
    return ClaimPage(
        claim=claim,
        quotes=standing_quotes,
        origins=origins.of_claim(session, claim.id).told(),
        rulings=origin_rulings.of_claim(session, claim),
        stakes=origin_rulings.stakes_of(session, claim),
        decision=decision,
        earlier=[one for one in decided if one is not decision][::-1],
        looks=_seen(looks.open_of(session, claim), person),
        evidence=_seen(evidence.of_claim(session, claim), person),
        enquiries=_seen(enquiries.of_claim(session, claim), person),
        reviews=_seen(standing, person),
        superseded=_seen([one for one in all_reviews if one not in standing], person)[::-1],
        blind=blindness.of_claim(session, claim, all_reviews, standing),
        related=related_claims,
        scales=related.side_by_side(claim, related_claims),
        notes=_seen(notes.of_thing(session, claim), person),
        sent_back=_seen(notes.sent_back(session, claim), person),
        tags=tags.of_claim(session, claim),
        task=tasks.find_task(session, claim),
        cases=_seen(cases.of_thing(session, claim), person),
        withheld=redaction.notices(session, claim),
        changes=last.rows,
        more_changes=last.next_key is not None,
        gates=_gates(session, claim, standing, decision, person),
        merged=_seen(same_claims.merged_into(session, claim), person),
        published=publications.that_tell(session, claim),
        corrections=_seen(corrections.of_claim(session, claim), person),
    )


def _seen(things: Iterable[R], person: User) -> list[R]:
    return [thing for thing in things if visible(thing, person)]


def _gates(
    session: Session, claim: Claim, standing: Sequence[Review], decision: Decision | None, person: User
) -> list[Gate]:
    several = gates.sight_of(session, standing, person) is Sight.SEVERAL
    answers = gates.answers_kept(decision) if decision is not None else {}
    found = gates.requirements(session, claim, seen_by_several=several, answers=answers)
    return [Gate(verdict, found) for verdict in scales.in_use(session).verdicts if verdict.gated]
