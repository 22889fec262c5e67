"""A report told as its options say: what they leave out is left out, and sources that it does not name are nowhere."""

from collections.abc import Iterable
from dataclasses import replace

from tracker.domain.reports import Report
from tracker.domain.reports.options import Options, Silence, Told
from tracker.domain.reports.quotes import ReportSource


def told(report: Report, options: Options, unnamed: Iterable[ReportSource] = ()) -> Report:
    """Return a report with its claims as the options have them told, all of them read.

    ``unnamed`` are the sources that the options name by number. Statements that nobody checked are no part of a report
    that tells claims of some verdicts alone. What it rests on stays behind: it would say what the options leave out.
    """
    sources = tuple(unnamed)
    silence = Silence.on(sources)
    claims = tuple(Told(report.claims, options, sources))
    return replace(
        report,
        options=options,
        scope=silence(report.scope),
        not_checked=() if options.verdicts else silence(report.not_checked),
        claims=claims,
        claim_count=len(claims),
        things=(),
    )
