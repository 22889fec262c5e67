"""What the claims of a report come to: counts, what stayed open, whom we asked, who checked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tracker.domain.reports.claims import ReportClaim, ReportEnquiry
from tracker.domain.reports.ends import walk
from tracker.domain.reports.people import ReportPerson, ReportVerdict
from tracker.domain.reports.quotes import ReportSource
from tracker.domain.vocabulary import Basis, Beyond, EnquiryKind, EnquiryOutcome, StepCheck

_NO_KNOWLEDGE = (Basis.NOT_STATED, Basis.TOLD_BY)


@dataclass(frozen=True)
class VerdictCount:
    """How many claims have a verdict; None stands for those without one."""

    verdict: ReportVerdict | None
    claims: int


@dataclass(frozen=True)
class Unknown:
    """Something that stayed open on a claim, and about whom or what."""

    claim: int
    about: str
    what: str


@dataclass(frozen=True)
class Asked:
    """A question that the desk put to somebody."""

    claim: int
    enquiry: ReportEnquiry


@dataclass(frozen=True)
class WouldChange:
    """What would change the desk's mind on a claim."""

    claim: int
    words: str


@dataclass(frozen=True)
class CheckedBy:
    """How many different people annotated, assessed and decided, and the claims that one person did alone."""

    annotated: int
    assessed: int
    decided: int
    people: int
    one_person: tuple[int, ...]


@dataclass(frozen=True)
class Findings:
    """What the claims of a report come to."""

    counts: tuple[VerdictCount, ...]
    sources: tuple[ReportSource, ...]
    checked_by: CheckedBy
    unknowns: tuple[Unknown, ...]
    asked: tuple[Asked, ...]
    would_change: tuple[WouldChange, ...]

    @property
    def decided(self) -> int:
        """Return how many claims have a verdict."""
        return sum(count.claims for count in self.counts if count.verdict is not None)


@dataclass
class Tally:
    """Gathers the findings claim by claim, so that a long report need not be held at once."""

    verdicts: Counter[ReportVerdict | None] = field(default_factory=Counter)
    sources: dict[int, ReportSource] = field(default_factory=dict)
    annotators: set[int] = field(default_factory=set)
    assessors: set[int] = field(default_factory=set)
    deciders: set[int] = field(default_factory=set)
    one_person: list[int] = field(default_factory=list)
    unknowns: list[Unknown] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    would_change: list[WouldChange] = field(default_factory=list)

    def add(self, claim: ReportClaim) -> None:
        """Take one claim in."""
        self.count(claim)
        self.unknowns += unknowns(claim)
        self.asked += asked(claim)
        self.would_change += would_change(claim)

    def count(self, claim: ReportClaim) -> None:
        """Take one claim in, but for the lists that grow with the claims: whoever needs those keeps them elsewhere."""
        self.verdicts[claim.verdict] += 1
        self.sources.update((source.number, source) for source in claim.sources)
        if claim.decision and claim.decision.one_person:
            self.one_person.append(claim.number)
        self._add_people(claim)

    def _add_people(self, claim: ReportClaim) -> None:
        self.annotators.update(_numbers([claim.annotated_by]))
        self.assessors.update(_numbers(review.by for review in claim.assessments if review.verdict))
        self.deciders.update(_numbers([claim.decision.by] if claim.decision else []))

    def findings(self) -> Findings:
        """Return what was gathered: verdicts from the commonest down, sources by number."""
        counts = sorted(self.verdicts.items(), key=_commonest_first)
        everybody = self.annotators | self.assessors | self.deciders
        return Findings(
            counts=tuple(VerdictCount(verdict, claims) for verdict, claims in counts),
            sources=tuple(self.sources[number] for number in sorted(self.sources)),
            checked_by=CheckedBy(
                len(self.annotators), len(self.assessors), len(self.deciders), len(everybody), tuple(self.one_person)
            ),
            unknowns=tuple(self.unknowns),
            asked=tuple(self.asked),
            would_change=tuple(self.would_change),
        )


def findings(claims: Iterable[ReportClaim]) -> Findings:
    """Return what some claims come to."""
    tally = Tally()
    for claim in claims:
        tally.add(claim)
    return tally.findings()


def unknowns(claim: ReportClaim) -> Iterator[Unknown]:
    """Yield what the desk could not find out on a claim."""
    seen: set[tuple[str, str]] = set()
    for about, what in (*_unknown_steps(claim), *_empty_searches(claim)):
        if (about, what) not in seen:
            seen.add((about, what))
            yield Unknown(claim.number, about, what)


def asked(claim: ReportClaim) -> Iterator[Asked]:
    """Yield the questions that the desk put to somebody about a claim."""
    return (Asked(claim.number, one) for one in claim.enquiries if one.kind is EnquiryKind.QUESTION)


def would_change(claim: ReportClaim) -> Iterator[WouldChange]:
    """Yield what would change the desk's mind on a claim, if it said so."""
    if claim.decision and claim.decision.would_change:
        yield WouldChange(claim.number, claim.decision.would_change)


def _unknown_steps(claim: ReportClaim) -> Iterator[tuple[str, str]]:
    for step in (step for quote in claim.quotes for step in walk(quote.trail)):
        if step.check is StepCheck.COULD_NOT_OBTAIN:
            yield step.source.name, "what they said; we could not obtain it"
        if step.beyond is Beyond.LOST:
            yield step.source.name, "whom they had it from; the name is lost in our capture"
        elif not step.had_from and step.basis in _NO_KNOWLEDGE:
            yield step.source.name, "how they know; not stated"


def _empty_searches(claim: ReportClaim) -> Iterator[tuple[str, str]]:
    for enquiry in claim.enquiries:
        if enquiry.kind is EnquiryKind.SEARCH and enquiry.outcome is EnquiryOutcome.NOTHING:
            yield "", f"{enquiry.words}: we found nothing"


def main_claim(claims: Iterable[ReportClaim]) -> ReportClaim | None:
    """Return the claim whose trail opens a report: with a verdict if there is one, then with the most steps."""
    traced = [claim for claim in claims if any(quote.trail for quote in claim.quotes)]
    return max(traced, key=lambda claim: (claim.verdict is not None, claim.origins.steps), default=None)


def _commonest_first(count: tuple[ReportVerdict | None, int]) -> tuple[bool, int, str]:
    verdict, claims = count
    return verdict is None, -claims, verdict.key if verdict else ""


def _numbers(people: Iterable[ReportPerson | None]) -> set[int]:
    return {person.number for person in people if person is not None}
