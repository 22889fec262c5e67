"""The origins of a claim on paper: how many, which groups, what joins them, what was found along the trails."""

from collections.abc import Iterator

from tracker.domain.directions import isolated
from tracker.domain.reports.origins import ReportGroup, ReportOrigins
from tracker.exports.paper.blocks import Block, Bullets, Cell, Paragraph, Role, Run, Table, plain


def origins(told: ReportOrigins) -> Iterator[Block]:
    """Yield the sentence on origins and its reasons."""
    number, *others = told.sentence
    yield Paragraph((Run(number, "strong"), Run("".join(f" · {part}" for part in others))))
    if told.groups:
        yield Table(
            "Where the trails end, by origin",
            ("Origin", "Trails end with", "Counts"),
            tuple(row for group in told.groups for row in _rows(group)),
            (0.3, 1.4, 1.4),
        )
    joinings = [joining for group in told.groups for joining in group.joinings]
    if joinings:
        yield Paragraph(plain("One origin, counted once:"))
        yield Bullets(
            tuple(Paragraph(plain(f"{isolated(one.one)} and {isolated(one.other)}: {one.why}")) for one in joinings)
        )
    if told.flags:
        yield Paragraph(plain("Found along the trails:"))
        found = (Paragraph(plain(f"{isolated(one.about)}: {one.flag.label}")) for one in told.flags)
        yield Bullets(tuple(found))
    yield from _warnings(told)


def _rows(group: ReportGroup) -> Iterator[tuple[Cell, ...]]:
    for at, end in enumerate(group.ends):
        counts = "yes" if end.counts else f"no: {', '.join(end.apart)}"
        letter = Run(group.letter if at == 0 else "", "strong")
        yield tuple(Cell((Paragraph((run,)),)) for run in (letter, Run(isolated(end.name)), Run(counts)))


def _warnings(told: ReportOrigins) -> Iterator[Block]:
    if told.if_joined < told.independent:
        said = f"A parting waits for an editor: for the verdict this counts as {told.if_joined} independent."
        yield Paragraph(plain(said), Role.WARNING)
    if told.if_owned < told.independent:
        said = f"It would fall to {told.if_owned} if the owners that nobody examined are one."
        yield Paragraph(plain(said), Role.WARNING)
