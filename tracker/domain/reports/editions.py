"""A report as it was published: its number and version, and what changed since the version before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.reports.claims import ReportClaim
from tracker.domain.vocabulary import Word


class Renewal(Word):
    """Why a published report is replaced by a newer version."""

    CORRECTION = "correction", "correction"
    UPDATE = "update", "update"
    WITHHOLDING = "withholding", "words withheld"


class Difference(Word):
    """What became of a claim between two versions of a report."""

    ADDED = "added", "new in this report"
    LEFT_OUT = "left_out", "no longer in this report"
    VERDICT = "verdict", "verdict"
    STATEMENT = "statement", "our wording"
    ORIGINS = "origins", "origins"


@dataclass(frozen=True)
class ReportEdition:
    """A published version of a report; ``replaces`` is the version before it, None for the first.

    ``site`` is the address of the desk's public pages, "" where it has none; ``seal`` is the signed note, in the C2SP
    checkpoint format, over the record that it is made from.
    """

    number: int
    version: int
    published_at: datetime
    replaces: int | None
    site: str
    seal: str

    @property
    def address(self) -> str:
        """Return where its newest version is found, "" where the desk has no public pages."""
        return f"{self.site}/reports/{self.number}" if self.site else ""


@dataclass(frozen=True)
class ToldClaim:
    """What a version of a report said of a claim in short: ``verdict`` is its label, "" for none."""

    number: int
    statement: str
    verdict: str
    origins: str

    @classmethod
    def of(cls, claim: ReportClaim) -> "ToldClaim":
        """Say in short what a report tells of a claim."""
        verdict = claim.verdict.label if claim.verdict else ""
        return cls(claim.number, claim.statement, verdict, " · ".join(claim.origins.sentence))


@dataclass(frozen=True)
class Since:
    """What changed of a claim since the version before; ``before`` and ``now`` are "" where there was nothing."""

    claim: int
    statement: str
    what: Difference
    before: str
    now: str


def since(before: Iterable[ToldClaim], now: Iterable[ToldClaim]) -> Iterator[Since]:
    """Yield what changed of claims between two versions of a report: in the order of the newer, what is gone last."""
    known = {claim.number: claim for claim in before}
    for claim in now:
        earlier = known.pop(claim.number, None)
        if earlier is None:
            yield Since(claim.number, claim.statement, Difference.ADDED, "", claim.verdict)
        else:
            yield from _between(earlier, claim)
    for gone in known.values():
        yield Since(gone.number, gone.statement, Difference.LEFT_OUT, gone.verdict, "")


def _between(earlier: ToldClaim, claim: ToldClaim) -> Iterator[Since]:
    told = (
        (Difference.STATEMENT, earlier.statement, claim.statement),
        (Difference.VERDICT, earlier.verdict, claim.verdict),
        (Difference.ORIGINS, earlier.origins, claim.origins),
    )
    for what, before, now in told:
        if before != now:
            yield Since(claim.number, claim.statement, what, before, now)
