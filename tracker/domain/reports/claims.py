"""A claim in a report, as plain data: its quotes and trails, what speaks for and against it, and how it was decided.

Moments are aware and in UTC; dates that people gave are EDTF, as they gave them. ``id`` is the one under which the
audit trail knows a thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tracker.domain.reports.origins import ReportOrigins
from tracker.domain.reports.people import ReportPerson, ReportVerdict
from tracker.domain.reports.quotes import ReportQuote, ReportSource, SourceRef
from tracker.domain.vocabulary import (
    Cause,
    Checked,
    ClaimKind,
    ClaimStage,
    EnquiryKind,
    EnquiryOutcome,
    EvidenceStance,
    Relation,
    Triage,
)


@dataclass(frozen=True)
class ReportEvidence:
    """What supports, refutes or gives context; ``direct`` when the desk itself verified it."""

    id: UUID
    stance: EvidenceStance
    title: str
    address: str
    excerpt: str
    publisher: SourceRef | None
    published: str
    file_sha256: str
    direct: bool
    note: str
    added_at: datetime
    archived: str = ""
    had_from: tuple[SourceRef, ...] = ()


@dataclass(frozen=True)
class ReportEnquiry:
    """What was searched or whom we asked, and what came of it."""

    id: UUID
    kind: EnquiryKind
    words: str
    asked: SourceRef | None
    asked_on: str
    outcome: EnquiryOutcome
    answer: str
    answered_on: str


@dataclass(frozen=True)
class ReportAssessment:
    """One person's verdict and reasons; without verdict it takes an earlier one back.

    ``ticks`` are the keys of reasons, ``reasons`` the sentences that they stood for.
    """

    id: UUID
    by: ReportPerson
    at: datetime
    verdict: ReportVerdict | None
    ticks: tuple[str, ...]
    reasons: tuple[str, ...]
    words: str
    rests_on: tuple[UUID, ...]
    claim_rev: int
    superseded: bool


@dataclass(frozen=True)
class ReportDecision:
    """The desk's verdict as of a date; without verdict it reopens the claim."""

    id: UUID
    by: ReportPerson
    at: datetime
    verdict: ReportVerdict | None
    as_of: str
    reason: str
    would_change: str
    override: str
    one_person: bool
    gate: tuple[Mapping[str, Any], ...]
    drawn_from: tuple[UUID, ...]
    claim_rev: int


@dataclass(frozen=True)
class ReportLink:
    """How this claim stands to another, or (``outgoing`` false) the other to this one."""

    relation: Relation
    outgoing: bool
    number: int
    statement: str
    on: str
    note: str


@dataclass(frozen=True)
class ReportLook:
    """Why a decided claim waits to be looked at again."""

    cause: Cause
    since: datetime


@dataclass(frozen=True)
class ReportEvent:
    """A recorded action behind a claim; ``number`` is its place in the log, counted from 0."""

    number: int
    at: datetime
    action: str
    sentence: str
    why: str


@dataclass(frozen=True)
class ReportWithheld:
    """That words of a claim or of where it appears are withheld: since when, on what legal basis, why, and in what.

    Each block (U+2588) in a text stands for one character that is withheld.
    """

    number: int
    at: datetime
    basis: str
    why: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class ReportClaim:
    """One claim in full; decisions and assessments newest first, ``sources`` all those named in it."""

    id: UUID
    number: int
    rev: int
    statement: str
    checked: Checked
    kind: ClaimKind
    readings: tuple[str, ...]
    stage: ClaimStage
    annotated_by: ReportPerson | None
    annotated_at: datetime
    quotes: tuple[ReportQuote, ...]
    origins: ReportOrigins
    evidence: tuple[ReportEvidence, ...]
    enquiries: tuple[ReportEnquiry, ...]
    assessments: tuple[ReportAssessment, ...]
    decisions: tuple[ReportDecision, ...]
    looks: tuple[ReportLook, ...]
    links: tuple[ReportLink, ...]
    tags: tuple[str, ...]
    events: tuple[ReportEvent, ...]
    sources: tuple[ReportSource, ...]
    withheld: tuple[ReportWithheld, ...] = ()

    @property
    def decision(self) -> ReportDecision | None:
        """Return the decision that stands, if there is one."""
        newest = self.decisions[0] if self.decisions else None
        return newest if newest is not None and newest.verdict is not None else None

    @property
    def verdict(self) -> ReportVerdict | None:
        """Return the desk's verdict, if there is one."""
        return self.decision.verdict if self.decision else None


@dataclass(frozen=True)
class NotChecked:
    """A statement that the first pass left for later or passed over."""

    number: int
    statement: str
    triage: Triage
