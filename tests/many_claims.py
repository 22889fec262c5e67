"""Reports of any length from the claims of a short one: each walk makes them anew, so none need be held."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from tracker.domain.reports import Report
from tracker.domain.reports.claims import ReportClaim


@dataclass(frozen=True)
class Many:
    """The claims of a short report over and over, each with a number and ids of its own."""

    like: tuple[ReportClaim, ...]
    claims: int

    def __iter__(self) -> Iterator[ReportClaim]:
        for number in range(1, self.claims + 1):
            claim = self.like[number % len(self.like)]
            quotes = tuple(
                replace(quote, id=UUID(int=number * 64 + at), trail=())
                if at
                else replace(quote, id=UUID(int=number * 64))
                for at, quote in enumerate(claim.quotes)
            )
            yield replace(claim, id=UUID(int=number * 64 + 63), number=number, quotes=quotes)


def long_report(report: Report, claims: int) -> Report:
    """Return a report with so many claims, like those of a short one."""
    return replace(report, claims=Many(tuple(report.claims), claims), claim_count=claims)
