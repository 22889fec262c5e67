"""What stands at the end: what was not checked, the sources with their owners, how we check, who checked, the seal."""

from collections.abc import Iterator, Sequence

import segno

from tracker.domain.directions import isolated
from tracker.domain.reports import Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.editions import ReportEdition
from tracker.domain.reports.findings import Findings
from tracker.domain.reports.options import Options
from tracker.domain.reports.people import ReportScale
from tracker.domain.reports.quotes import ReportOwner, ReportSource
from tracker.domain.reports.sentences import checked_by_sentence
from tracker.domain.wording import counted, date
from tracker.exports.paper.blocks import Block, Code, Heading, Item, Paragraph, Role, Rows, Run, plain
from tracker.exports.paper.runs import Words, linked, meta, written

_METHOD = (
    "Each claim leads back to the words that make it, in a version of an article that we keep, and from there along "
    "its trail: through whom it came, and where that ends. An end counts as an origin where we have read it and it "
    "says how it knows. Ends that share an owner, a text, a document or a briefing, or that cite one another, count "
    "once. What is unknown counts as nothing.",
    "A claim is assessed and decided by other people than the one who entered it; where one person did all of it, the "
    "report says so. Confirmed needs a second person, an answer to every known denial, and two independent origins of "
    "which one is named, or direct evidence; an editor who passes that gate says why. Every change is recorded with "
    "who made it, and the record is sealed.",
)


def appendix(report: Report, claims: Sequence[ReportClaim], found: Findings, words: Words) -> Iterator[Block]:
    """Yield the end of a report."""
    if report.not_checked:
        yield Heading(2, plain("Not checked"), anchor="not-checked")
        yield Rows(
            tuple(
                Item(plain(left.triage.label), (Paragraph((Run(f"{left.number}  ", "number"), Run(left.statement))),))
                for left in report.not_checked
            )
        )
    if found.sources:
        yield Heading(2, plain("Sources"), anchor="sources")
        yield Rows(tuple(_source(source) for source in found.sources))
    yield Heading(2, plain("How we check"), anchor="method")
    yield from (Paragraph(plain(paragraph)) for paragraph in _METHOD)
    if report.scale:
        yield from _scale(report.scale)
    yield Heading(2, plain("Who checked"))
    yield Paragraph(plain(f"{checked_by_sentence(found.checked_by)}."))
    yield from _withheld(report, claims)
    yield from _seal(report, words)


def _source(source: ReportSource) -> Item:
    others = "".join(f", {isolated(name)}" for name in source.names)
    return Item(
        plain(source.kind.label),
        (Paragraph((Run(isolated(source.name), "strong"), Run(others))), *(meta(_owner(one)) for one in source.owners)),
        anchor=f"source-{source.number}",
    )


def _owner(owner: ReportOwner) -> str:
    since = f", from {date(owner.since)}" if owner.since else ""
    until = f", until {date(owner.until)}" if owner.until else ""
    basis = f" ({isolated(owner.basis)})" if owner.basis else ""
    return f"{isolated(owner.name)} {owner.control.label} it{since}{until}: {owner.standing.label}{basis}"


def _scale(scale: ReportScale) -> Iterator[Block]:
    yield Heading(2, plain("What the verdicts mean"), anchor="scale")
    items = []
    for step in scale.verdicts:
        rating = (meta(f"{step.rating} of 5"),) if step.rating else ()
        items.append(Item((Run(step.label, "verdict", step.mark),), (written(step.definition, Role.BODY), *rating)))
    yield Rows(tuple(items))
    yield meta(f"{isolated(scale.name)}, version {scale.version}")


def _withheld(report: Report, claims: Sequence[ReportClaim]) -> Iterator[Block]:
    yield Heading(2, plain("What was withheld"), anchor="withheld")
    masked = [claim for claim in claims if claim.withheld]
    for claim in masked:
        bases = ", ".join(dict.fromkeys(one.basis for one in claim.withheld))
        yield Paragraph((Run(f"Claim {claim.number}", link=f"#claim-{claim.number}"), Run(f": {bases}.")))
    told = [*_left_out(report.options), *_lacking(report)]
    yield Paragraph(plain(" ".join(told if masked else ["No words are withheld.", *told])))


def _left_out(options: Options) -> Iterator[str]:
    """Say what whoever made the report chose to leave out."""
    if options.unnamed:
        sources = counted(len(options.unnamed), "source is", "sources are")
        because = f": {isolated(options.unnamed_because)}" if options.unnamed_because else ""
        yield f"{sources.capitalize()} not named{because.rstrip('.')}. Each block (█) stands for one character."
    if options.verdicts:
        yield "Only claims with some of the verdicts are told."
    if not options.dissent:
        yield "Assessments that differ from the verdict are left out."
    if not options.evidence:
        yield "Evidence is left out."


def _lacking(report: Report) -> Iterator[str]:
    if not report.generated_by.name:
        yield "The people of the desk stand in it by their roles."


def _seal(report: Report, words: Words) -> Iterator[Block]:
    """Yield up to where the record goes, the same as a code, and how to check it."""
    log, edition = report.log, report.edition
    yield Heading(2, plain("The seal, and how to check it"), anchor="seal")
    if log.last is None or log.at is None:
        yield Paragraph(plain("Nothing is recorded yet."))
        return
    signed = edition is not None and bool(edition.seal)
    told = edition.seal if edition and signed else _unsigned(report)
    matrix = [bytes(row) for row in segno.make(told, error="m", micro=False).matrix]
    beside = (
        Paragraph(plain(f"Recorded up to event {log.last:,}, {words.moment(log.at)}.")),
        Paragraph((Run("Root of the record: "), Run(_in_fours(log.root), "code"))),
        *_found_at(edition),
        Paragraph(plain("Outside witness: none.")),
        Paragraph(plain(_check(report, signed))),
    )
    title = "The seal of this report as a code"
    yield Code(title, told, len(matrix), tuple(_dark(matrix)), beside)


def _unsigned(report: Report) -> str:
    return f"{report.desk.name}\n{report.desk.address}\n{report.log.events}\n{report.log.root}\n"


def _found_at(edition: ReportEdition | None) -> Iterator[Paragraph]:
    if edition is not None and edition.address:
        address = linked(edition.address, edition.address)
        yield Paragraph((Run("Its newest version, with any correction: "), address))


def _check(report: Report, signed: bool) -> str:
    holds = (
        "the seal itself, signed by the desk; it goes along as seal.note in the PDF"
        if signed
        else "the same: who, where, how many events, and the root"
    )
    return (
        f"To check: ask {report.desk.name} for a seal of {report.log.events:,} events or more and the proof that it "
        "goes on from this root. If the record was changed since, no such proof exists. "
        f"The code holds {holds}."
    )


def _dark(matrix: list[bytes]) -> Iterator[tuple[int, int, int]]:
    """Yield the dark cells of a code as runs: column, row, length."""
    for row, cells in enumerate(matrix):
        start = None
        for column, cell in enumerate([*cells, 0]):
            if cell and start is None:
                start = column
            elif not cell and start is not None:
                yield start, row, column - start
                start = None


def _in_fours(root: str) -> str:
    return " ".join(root[at : at + 4] for at in range(0, len(root), 4))
