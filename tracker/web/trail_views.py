"""Trails of a claim as its page tells them, in words with links."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from tracker.domain.reports import ends
from tracker.domain.reports.pictures import NOBODY, outlet, step_anchor
from tracker.domain.reports.quotes import ReportQuote, ReportStep
from tracker.domain.vocabulary import ReadAs


@dataclass(frozen=True)
class WordStep:
    """A step as the macros of trails in words take it; ``anchor`` is "" where an earlier way told it already."""

    name: str
    url: str
    unnamed: bool
    check: str
    manner: str
    basis: str
    cue: str
    note: str
    anchor: str


@dataclass(frozen=True)
class Way:
    """One way through a trail, from the article to where it ends, and what lies beyond that."""

    start: str
    steps: Sequence[WordStep]
    beyond: str | None


def ways(quotes: Sequence[ReportQuote]) -> list[Way]:
    """List every way through the trails of a claim."""
    listed = []
    for quote in quotes:
        start, told = outlet(quote), set[str]()
        for line in ends.lines(quote.trail):
            steps = []
            for step in line:
                anchor = step_anchor(quote, step)
                steps.append(_in_words(step, "" if anchor in told else anchor))
                told.add(anchor)
            listed.append(Way(start, steps, line[-1].beyond))
        if not quote.trail:
            listed.append(Way(start, [], quote.beyond))
    return listed


def comparable(quotes: Sequence[ReportQuote]) -> list[ReportStep]:
    """List the steps of quotes that cite works of which the desk has the text, each once."""
    steps = (step for quote in quotes if quote.exact for step in ends.walk(quote.trail))
    return list({step.id: step for step in steps if step.cited is not None and step.cited.version > 0}.values())


def _in_words(step: ReportStep, anchor: str) -> WordStep:
    machine = ", read in a machine translation" if step.read_as is ReadAs.MACHINE_TRANSLATION else ""
    return WordStep(
        step.source.name,
        url_for("sources.show", number=step.source.number),
        step.source.kind in NOBODY,
        step.check.label + machine,
        step.manner.label,
        "" if step.had_from else step.basis.label,
        step.cue,
        step.note,
        anchor,
    )
