"""Claims as a report shows them, read in batches: each takes the same number of statements, whatever its size."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from tracker.domain.reports.claims import (
    NotChecked,
    ReportAssessment,
    ReportClaim,
    ReportDecision,
    ReportEnquiry,
    ReportEvent,
    ReportEvidence,
    ReportLink,
    ReportLook,
    ReportWithheld,
)
from tracker.domain.reports.quotes import ReportQuote
from tracker.domain.vocabulary import Triage
from tracker.models import Claim
from tracker.services import origins, same_claims
from tracker.services.origins import ClaimOrigins
from tracker.services.reports import assessing, quotes, record, relations, works
from tracker.services.reports.reading import Reading, batches, number_of

T = TypeVar("T")
ByClaim = dict[UUID, list[T]]


@dataclass(frozen=True)
class Claims:
    """The claims of a report in order; each walk reads them from the database anew, a batch at a time.

    Where the report is on one ``article``, by its number, the quotes from it come first.
    """

    begin: Callable[[], Reading]
    ids: Sequence[UUID]
    article: int | None

    def __iter__(self) -> Iterator[ReportClaim]:
        reading = self.begin()
        for ids in batches(self.ids):
            yield from _batch(reading, ids, self.article)


def sort_out(reading: Reading, ids: Sequence[UUID]) -> tuple[list[UUID], dict[UUID, NotChecked]]:
    """Part claims into those to report and those left unchecked, by id; what is withdrawn or unseen is neither."""
    checked: list[UUID] = []
    not_checked: dict[UUID, NotChecked] = {}
    for some in batches(ids):
        query = select(Claim).where(Claim.id.in_(some), Claim.withdrawn.is_(False))
        for claim in _in_order(reading.visible(query), some):
            if claim.triage is Triage.CHECK:
                checked.append(claim.id)
            else:
                not_checked[claim.id] = NotChecked(number_of(claim), claim.statement, claim.triage)
    return checked, not_checked


@dataclass(frozen=True)
class _Parts:
    """What belongs to the claims of a batch, by claim."""

    quotes: ByClaim[ReportQuote]
    origins: dict[UUID, ClaimOrigins]
    evidence: ByClaim[ReportEvidence]
    enquiries: ByClaim[ReportEnquiry]
    assessments: ByClaim[ReportAssessment]
    decisions: ByClaim[ReportDecision]
    looks: ByClaim[ReportLook]
    links: ByClaim[ReportLink]
    tags: ByClaim[str]
    events: ByClaim[ReportEvent]
    withheld: ByClaim[ReportWithheld]

    def sources(self, claim_id: UUID) -> list[int]:
        """List the numbers of the sources that a claim names."""
        return works.numbers_in(self.quotes[claim_id], self.evidence[claim_id], self.enquiries[claim_id])


def _parts(reading: Reading, ids: Sequence[UUID]) -> _Parts:
    """Read the parts of claims and of those merged into them; verdicts, and what asks for a look, are their own."""
    same = same_claims.by_claim(reading.session, ids)
    every = list(dict.fromkeys(one for of_one in same.values() for one in of_one))
    return _Parts(
        quotes=same_claims.gathered(same, quotes.of_claims(reading, every)),
        origins=origins.of_claims(reading.session, ids),
        evidence=same_claims.gathered(same, assessing.evidence(reading, every)),
        enquiries=same_claims.gathered(same, assessing.enquiries(reading, every)),
        assessments=same_claims.gathered(same, assessing.assessments(reading, every)),
        decisions=assessing.decisions(reading, ids),
        looks=assessing.looks(reading, ids),
        links=relations.links(reading, same),
        tags=_each_once(same_claims.gathered(same, relations.tags(reading, every)), lambda tag: tag),
        events=_each_once(same_claims.gathered(same, record.events(reading, every)), lambda event: event.number),
        withheld=same_claims.gathered(same, record.withheld(reading, every)),
    )


def _each_once(parts: ByClaim[T], key: Callable[[T], Any]) -> ByClaim[T]:
    """Return the parts of claims that several of those that are one have in common once, in their order."""
    return {
        claim_id: sorted({key(one): one for one in of_claim}.values(), key=key) for claim_id, of_claim in parts.items()
    }


def _batch(reading: Reading, ids: Sequence[UUID], article: int | None) -> Iterator[ReportClaim]:
    claims = _in_order(reading.visible(select(Claim).where(Claim.id.in_(ids))), ids)
    parts = _parts(reading, ids)
    cards = works.sources(reading, {number for claim in claims for number in parts.sources(claim.id)})
    for claim in claims:
        yield ReportClaim(
            id=claim.id,
            number=number_of(claim),
            rev=claim.rev,
            statement=claim.statement,
            checked=claim.checked,
            kind=claim.claim_kind,
            readings=tuple(claim.readings),
            stage=claim.stage,
            annotated_by=reading.people.person(claim.created_by_id),
            annotated_at=claim.created_at,
            quotes=tuple(sorted(parts.quotes[claim.id], key=lambda quote: quote.article.number != article)),
            origins=parts.origins[claim.id].told(),
            evidence=tuple(parts.evidence[claim.id]),
            enquiries=tuple(parts.enquiries[claim.id]),
            assessments=tuple(parts.assessments[claim.id]),
            decisions=tuple(parts.decisions[claim.id]),
            looks=tuple(parts.looks[claim.id]),
            links=tuple(parts.links[claim.id]),
            tags=tuple(parts.tags[claim.id]),
            events=tuple(parts.events[claim.id]),
            sources=tuple(cards[number] for number in parts.sources(claim.id) if number in cards),
            withheld=tuple(parts.withheld[claim.id]),
        )


def _in_order(claims: Collection[Claim], ids: Sequence[UUID]) -> list[Claim]:
    found = {claim.id: claim for claim in claims}
    return [found[claim_id] for claim_id in ids if claim_id in found]
