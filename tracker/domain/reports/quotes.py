"""Where claims stand and where they come from, as plain data: sources, articles, quotes and the steps of trails.

Moments are aware and in UTC; dates that people gave are EDTF, as they gave them. Offsets are code points,
end-exclusive. ``id`` is the one under which the audit trail knows a thing.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tracker.domain.reports.people import ReportPerson
from tracker.domain.vocabulary import (
    Basis,
    Beyond,
    Certainty,
    Control,
    How,
    Manner,
    ReadAs,
    SourceKind,
    Stance,
    Standing,
    StepCheck,
    Voice,
)


@dataclass(frozen=True)
class SourceRef:
    """A source, as it is named where it speaks."""

    number: int
    name: str
    kind: SourceKind


@dataclass(frozen=True)
class ReportOwner:
    """One who owns, controls or publishes a source, and how sure the desk is of it."""

    number: int
    name: str
    control: Control
    since: str
    until: str
    basis: str
    standing: Standing


@dataclass(frozen=True)
class ReportSource:
    """A source with its other names and its owners."""

    number: int
    name: str
    kind: SourceKind
    names: tuple[str, ...]
    owners: tuple[ReportOwner, ...]


@dataclass(frozen=True)
class ReportArticle:
    """A published work; ``version`` is 0 where the desk only knows of it."""

    number: int
    title: str
    byline: str
    byline_certainty: Certainty
    publisher: SourceRef | None
    publisher_certainty: Certainty
    published: str
    published_certainty: Certainty
    language: str
    address: str
    version: int


@dataclass(frozen=True)
class ReportStep:
    """One step of a trail: ``had_from`` are those it has it from, ``beyond`` what follows where there are none.

    ``inherited`` marks a step of the passage that the quote stands in.
    """

    id: UUID
    source: SourceRef
    named_as: str
    manner: Manner
    stance: Stance | None
    basis: Basis
    cue: str
    cited: ReportArticle | None
    note: str
    check: StepCheck
    read_as: ReadAs | None
    checked_by: ReportPerson | None
    checked_at: datetime | None
    inherited: bool
    beyond: Beyond
    had_from: tuple["ReportStep", ...]


@dataclass(frozen=True)
class ReportQuote:
    """A place where a claim appears: the words in their context, how they stand to it, and the trail they give.

    ``start`` and ``end`` count in version ``version`` of the article, whose text has ``length`` code points and the
    SHA-256 ``snapshot_sha256``; ``captured_at`` and ``capture_sha256`` tell of the bytes it was read from. ``lost``
    says that the newest version no longer holds the words, ``confirmed_by`` who said that they are the ones.
    """

    id: UUID
    article: ReportArticle
    version: int
    snapshot_sha256: str
    captured_at: datetime | None
    capture_sha256: str
    length: int
    start: int
    end: int
    before: str
    exact: str
    after: str
    how: How | None
    score: int
    confirmed_by: ReportPerson | None
    lost: bool
    let_go: bool
    voice: Voice | None
    stance: Stance
    hedge: str
    translation: str
    translator: str
    beyond: Beyond
    trail: tuple[ReportStep, ...]
