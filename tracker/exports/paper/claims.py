"""Each claim in full: what it says, how it was ruled, where it appears and comes from, and all that it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.domain.directions import isolated
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.pictures import place_anchor, step_anchor
from tracker.domain.reports.quotes import ReportQuote, ReportStep
from tracker.domain.vocabulary import Beyond
from tracker.domain.wording import counted, date
from tracker.exports.paper.blocks import (
    Block,
    Box,
    Bullets,
    Cell,
    Context,
    Heading,
    Paragraph,
    Role,
    Run,
    Table,
    plain,
)
from tracker.exports.paper.grounds import assessing, grounds, on_record
from tracker.exports.paper.origins import origins
from tracker.exports.paper.runs import (
    Words,
    deepened,
    is_web_address,
    joined,
    meta,
    trails,
    verdict,
    who,
    work,
    written,
)
from tracker.exports.paper.trail_drawing import trail_drawing


def claims_in_full(claims: Sequence[ReportClaim], words: Words) -> Iterator[Block]:
    """Yield each claim after the other."""
    for claim in claims:
        yield from _claim(claim, words)


def _claim(claim: ReportClaim, words: Words) -> Iterator[Block]:
    kind = (claim.kind.label, f"we check {claim.checked.label}", claim.stage.label, *map(isolated, claim.tags))
    yield Heading(
        3,
        (Run(f"{claim.number}  ", "number"), Run(claim.statement)),
        anchor=f"claim-{claim.number}",
        own_direction=True,
    )
    yield meta(joined(kind))
    for reading in claim.readings:
        yield meta(f"Can be read as: {isolated(reading)}")
    yield from _ruling(claim, words)
    yield from _warnings(claim, words)
    yield from _places(claim, words)
    yield from grounds(claim)
    yield from assessing(claim, words)
    yield from on_record(claim, words)


def _ruling(claim: ReportClaim, words: Words) -> Iterator[Block]:
    yield Paragraph((verdict(claim.verdict),))
    decision = claim.decision
    if decision:
        yield written(decision.reason, Role.REASON)
        as_of = f", as of {date(decision.as_of)}" if decision.as_of else ""
        alone = "; checked by one person" if decision.one_person else ""
        yield meta(f"Decided by {who(decision.by)} on {words.moment(decision.at)}{as_of}{alone}.")


def _warnings(claim: ReportClaim, words: Words) -> Iterator[Block]:
    if claim.decision and claim.decision.override:
        yield Box("An editor passed the gate", (written(claim.decision.override, Role.BODY),))
    for look in claim.looks:
        said = f"Since {words.moment(look.since)}: {look.cause.label}."
        yield Box("Needs another look", (Paragraph(plain(said)),))
    for one in claim.withheld:
        said = (
            f"On {words.moment(one.at)}, {one.basis}: “{isolated(one.why)}” In: {', '.join(one.what)}. "
            "Each block (█) stands for one character."
        )
        yield Box("Words withheld", (Paragraph(plain(said)),))


def _places(claim: ReportClaim, words: Words) -> Iterator[Block]:
    places = len(claim.quotes)
    yield Heading(4, plain("Where it appears" if places == 1 else counted(places, "place").capitalize()))
    for quote in claim.quotes:
        yield from _place(claim, quote, words)
    if not claim.quotes:
        yield meta("It stands in no article that the desk has.")
        return
    yield Heading(4, plain("Where it comes from"))
    drawn = trail_drawing(claim)
    if drawn:
        # What its shapes mean stands with the first drawing, and the table below says all of it in words.
        yield replace(drawn, keys=())
    told = trails(claim.quotes)
    if told:
        yield Bullets(told)
    yield from origins(claim.origins)
    for quote in claim.quotes:
        if quote.trail:
            yield _steps(quote)


def _place(claim: ReportClaim, quote: ReportQuote, words: Words) -> Iterator[Block]:
    mark = claim.verdict.mark if claim.verdict else "none"
    before = ("… " if quote.start > len(quote.before) else "") + quote.before
    after = quote.after + (" …" if quote.end + len(quote.after) < quote.length else "")
    bare = ("", quote.exact, "") if quote.lost else (before, quote.exact, after)
    yield Context(*bare, mark=mark, language=quote.article.language, lost=quote.lost)
    yield Paragraph(tuple(_standing(quote, words)), Role.META, anchor=place_anchor(quote))
    if quote.snapshot_sha256:
        yield Paragraph((Run("SHA-256 of the text: "), Run(quote.snapshot_sha256, "code")), Role.NOTE)
    if quote.translation:
        yield written(quote.translation, Role.TRANSLATION)
        yield meta(f"Translated by {isolated(quote.translator) or 'somebody unnamed'}.")


def _standing(quote: ReportQuote, words: Words) -> Iterator[Run]:
    """Say where a quote stands, and how its article stands to the claim."""
    article = quote.article
    named = (article.publisher and isolated(article.publisher.name), work(article))
    by = f", by {isolated(article.byline)}" if article.byline else ""
    stance = f"{quote.stance.label} it" + (f" (“{isolated(quote.hedge)}”)" if quote.hedge else "")
    version = f"version {quote.version}" + (f" of {article.version}" if quote.lost else "")
    place = f"{version}, characters {quote.start:,} to {quote.end:,}"
    if quote.how:
        place += f", {quote.how.label}"
        place += f" and confirmed by {who(quote.confirmed_by)}" if quote.confirmed_by else ""
    voice = quote.voice.label if quote.voice else ""
    captured = f"captured {words.moment(quote.captured_at)}" if quote.captured_at else ""
    yield Run(joined((", ".join(part for part in named if part) + by, stance, voice, place, captured)))
    if article.address:
        yield Run(" · ")
        yield Run(article.address, link=article.address if is_web_address(article.address) else "")


def _steps(quote: ReportQuote) -> Table:
    steps = list(deepened(quote.trail))
    return Table(
        f"The steps from {isolated(quote.article.publisher.name if quote.article.publisher else quote.article.title)}",
        ("Through whom", "In what manner", "How they know", "Did they say it?"),
        tuple(tuple(_step(depth, step)) for depth, step in steps),
        (1.25, 1.2, 0.9, 1.0),
        anchors=tuple(step_anchor(quote, step) for _, step in steps),
    )


def _step(depth: int, step: ReportStep) -> Iterator[Cell]:
    kind = step.source.kind.label + (", for the whole passage" if step.inherited else "")
    named = f"named as “{isolated(step.named_as)}”" if step.named_as not in ("", step.source.name) else ""
    yield _cell(Run(isolated(step.source.name), "strong"), kind, named, depth=depth)
    cue = f"“{isolated(step.cue)}”" if step.cue else ""
    stance = f"{step.stance.label} it" if step.stance else ""
    yield _cell(Run(step.manner.label), cue, stance, f"in {work(step.cited)}" if step.cited else "")
    open_end = not step.had_from and step.beyond is not Beyond.NOT_ENTERED
    yield _cell(Run(step.basis.label), step.beyond.label if open_end else "")
    read = f"read as {step.read_as.label}" if step.read_as else ""
    yield _cell(Run(step.check.label), read, step.note)


def _cell(first: Run, *others: str, depth: int = 0) -> Cell:
    return Cell((Paragraph((first,)), *(meta(other) for other in others if other)), depth=depth)
