"""The first page: the correction first if there is one, what we checked and found, whence it comes, what is open."""

from collections.abc import Iterator, Sequence

from tracker.domain.reports import Correction, Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.editions import ReportEdition, Since
from tracker.domain.reports.findings import Findings, main_claim
from tracker.domain.reports.sentences import checked_by_sentence, scope_sentence
from tracker.domain.text import one_line
from tracker.domain.vocabulary import ClaimStage
from tracker.domain.wording import counted, listed
from tracker.exports.paper.blocks import (
    Block,
    Box,
    Cell,
    Heading,
    Paragraph,
    Role,
    Run,
    Runs,
    Table,
    plain,
)
from tracker.exports.paper.open_ends import open_ends
from tracker.exports.paper.runs import Words, interleaved, is_web_address, meta, trails, verdict, written
from tracker.exports.paper.trail_drawing import trail_drawing

_QUOTE = 180


def first_page(report: Report, claims: Sequence[ReportClaim], found: Findings, words: Words) -> Iterator[Block]:
    """Yield what stands on the first page, in its order."""
    yield from _head(report, words)
    if report.corrections:
        yield Box("Corrected", tuple(_corrected(one, words) for one in report.corrections))
    if report.summary:
        yield written(report.summary, Role.LEDE)
    yield Paragraph(plain(scope_sentence(report, found)), Role.BODY if report.summary else Role.LEDE)
    if claims:
        yield Heading(2, plain("What we found"))
        if len(claims) > 1:
            yield Paragraph(interleaved(_tally(found), "    "))
        yield _findings(claims)
    yield from _left_out(report, claims)
    yield from _main(claims)
    yield from open_ends(found)
    yield Paragraph((Run(f"{checked_by_sentence(found.checked_by)}. "), *_correcting(report)), Role.META)
    if report.since:
        yield from _since(report.since, report.edition)


def _corrected(one: Correction, words: Words) -> Paragraph:
    said = (Run(f"{words.moment(one.on)}: ", "strong"), Run(one.words))
    return Paragraph((*said, *((Run(f" {one.answers}.", "meta"),) if one.requests else ())))


def _since(changes: Sequence[Since], edition: ReportEdition | None) -> Iterator[Block]:
    before = f" since version {edition.replaces}" if edition and edition.replaces else ""
    yield Heading(2, plain(f"What changed{before}"), anchor="since")
    rows = []
    for one in changes:
        number = Run(str(one.claim), "number", link=f"#claim-{one.claim}")
        claim = Paragraph((number, Run("  "), Run(one.statement)), own_direction=True)
        told = (Paragraph(plain(one.what.label)), written(one.before, Role.BODY), written(one.now, Role.BODY))
        rows.append(tuple(Cell((part,)) for part in (claim, *told)))
    yield Table("What changed, claim by claim", ("Claim", "What", "Before", "Now"), tuple(rows), (1.5, 0.8, 1.1, 1.1))


def _head(report: Report, words: Words) -> Iterator[Block]:
    as_of = f" · as of {words.moment(report.log.at)}" if report.log.at else ""
    yield Paragraph((Run(report.desk.name, "strong"), Run(as_of, "meta")), Role.META)
    kind = "Claims checked in the article" if report.scope.article else "Claims checked"
    edition = report.edition
    if edition is not None:
        number = f"Report {edition.number}, version {edition.version}"
        kind = f"{number}, published {words.moment(edition.published_at)} · {kind.lower()}"
    yield Paragraph(plain(kind), Role.KICKER)
    language = report.scope.article.language if report.scope.article else ""
    yield Heading(1, (Run(report.title, language=language),), own_direction=True)


def _tally(found: Findings) -> Iterator[Runs]:
    for count in found.counts:
        label = f"{count.claims} {count.verdict.label if count.verdict else 'without a verdict'}"
        yield (Run(label, "verdict", count.verdict.mark if count.verdict else "none"),)


def _findings(claims: Sequence[ReportClaim]) -> Table:
    """Return the table of claims; where none is decided it has no column for reasons."""
    head, shares = ("Their words", "Our wording", "Verdict", "Reason"), (1.15, 1.15, 0.72, 1.3)
    told = len(head) if any(claim.decision for claim in claims) else len(head) - 1
    rows = tuple(tuple(_finding(claim))[:told] for claim in claims)
    return Table("What we found, claim by claim", head[:told], rows, shares[:told])


def _finding(claim: ReportClaim) -> Iterator[Cell]:
    quote = claim.quotes[0] if claim.quotes else None
    if quote and quote.exact:
        run = Run(f"“{one_line(quote.exact, _QUOTE)}”", "quote", language=quote.article.language)
        yield Cell((Paragraph((run,), own_direction=True),))
    else:
        yield Cell((meta("no quote"),))
    number = Run(f"{claim.number}", "number", link=f"#claim-{claim.number}")
    yield Cell((Paragraph((number, Run("  "), Run(claim.statement)), own_direction=True),))
    stage = claim.stage.label if claim.stage not in (ClaimStage.DECIDED, ClaimStage.TO_CHECK) else ""
    yield Cell((Paragraph((verdict(claim.verdict),)), *((meta(stage),) if stage else ())))
    yield Cell(tuple(_reason(claim)))


def _reason(claim: ReportClaim) -> Iterator[Paragraph]:
    if claim.decision:
        yield written(claim.decision.reason, Role.BODY)
        if claim.decision.override:
            yield meta(f"An editor passed the gate: {claim.decision.override}")
        if claim.decision.one_person:
            yield meta("Checked by one person.")


def _left_out(report: Report, claims: Sequence[ReportClaim]) -> Iterator[Block]:
    """Say which words are withheld and on what basis, and how much was not checked."""
    masked = [claim for claim in claims if claim.withheld]
    if masked:
        bases = dict.fromkeys(one.basis for claim in masked for one in claim.withheld)
        where = interleaved([(Run(f"claim {one.number}", link=f"#claim-{one.number}"),) for one in masked], ", ")
        yield Paragraph((Run(f"Some words are withheld ({', '.join(bases)}): see "), *where, Run(".")), Role.META)
    if report.options.unnamed:
        sources = counted(len(report.options.unnamed), "source is", "sources are").capitalize()
        why = report.options.unnamed_because
        yield Paragraph((Run(f"{sources} not named in this report: "), Run(why or "see at the end")), Role.META)
    if report.not_checked:
        left = counted(len(report.not_checked), "further statement")
        listed_there = Run("at the end", link="#not-checked")
        yield Paragraph((Run(f"Not checked: {left}, listed "), listed_there, Run(".")), Role.META)


def _main(claims: Sequence[ReportClaim]) -> Iterator[Block]:
    main = main_claim(claims)
    if main is None:
        return
    yield Heading(2, plain(f"Where claim {main.number} comes from"))
    drawn = trail_drawing(main)
    yield from [drawn] if drawn else trails(main.quotes)
    number, *others = main.origins.sentence
    yield Paragraph((Run(number, "strong"), Run("".join(f" · {part}" for part in others))))


def _correcting(report: Report) -> Runs:
    desk = report.desk
    if desk.contact:
        return Run("To ask for a correction, write to "), Run(desk.contact, link=f"mailto:{desk.contact}"), Run(".")
    if is_web_address(desk.address):
        turn = f"To ask for a correction, turn to {listed([desk.name])} at "
        return Run(turn), Run(desk.address, link=desk.address), Run(".")
    return (Run(f"To ask for a correction, turn to {desk.name}."),)
