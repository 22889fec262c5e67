"""Quotes and steps of trails as reports hold them, plain ones to be changed where a test needs it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tracker.domain.reports.quotes import ReportArticle, ReportQuote, ReportStep, SourceRef
from tracker.domain.vocabulary import Basis, Beyond, Certainty, Manner, SourceKind, Stance, StepCheck

NOBODY = UUID(int=0)
AT = datetime(2026, 11, 20, tzinfo=UTC)
NAMES = {
    "FARS": SourceKind.AGENCY,
    "Sputnik": SourceKind.AGENCY,
    "WSJ": SourceKind.OUTLET,
    "officials": SourceKind.UNNAMED,
}
ARTICLE = ReportArticle(
    1, "A title", "", Certainty.UNKNOWN, None, Certainty.UNKNOWN, "", Certainty.UNKNOWN, "", "", 1
)  # fmt: skip


def step(name: str, *had_from: ReportStep, **fields: Any) -> ReportStep:
    bare = ReportStep(
        id=NOBODY,
        source=SourceRef(list(NAMES).index(name) + 1, name, NAMES[name]),
        named_as=name,
        manner=Manner.REPORT,
        stance=None,
        basis=Basis.NOT_STATED,
        cue="",
        cited=None,
        note="",
        check=StepCheck.NOT_CHECKED,
        read_as=None,
        checked_by=None,
        checked_at=None,
        inherited=False,
        beyond=Beyond.NOT_ENTERED,
        had_from=had_from,
    )
    return replace(bare, **fields)


def quote(*trail: ReportStep, **fields: Any) -> ReportQuote:
    bare = ReportQuote(
        id=NOBODY,
        article=ARTICLE,
        version=1,
        snapshot_sha256="",
        captured_at=AT,
        capture_sha256="",
        length=10,
        start=0,
        end=5,
        before="",
        exact="words",
        after="",
        how=None,
        score=100,
        confirmed_by=None,
        lost=False,
        let_go=False,
        voice=None,
        stance=Stance.ASSERTS,
        hedge="",
        translation="",
        translator="",
        beyond=Beyond.NOT_ENTERED,
        trail=trail,
    )
    return replace(bare, **fields)
