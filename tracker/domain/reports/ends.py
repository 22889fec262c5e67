"""The steps of a trail, one by one or way by way."""

from collections.abc import Iterable, Iterator

from tracker.domain.reports.quotes import ReportStep


def walk(steps: Iterable[ReportStep]) -> Iterator[ReportStep]:
    """Yield the steps of a trail, each before those beyond it."""
    for step in steps:
        yield step
        yield from walk(step.had_from)


def lines(steps: Iterable[ReportStep]) -> Iterator[tuple[ReportStep, ...]]:
    """Yield each way through a trail, from the reader's side to one of its ends."""
    for step in steps:
        if not step.had_from:
            yield (step,)
        for line in lines(step.had_from):
            yield (step, *line)
