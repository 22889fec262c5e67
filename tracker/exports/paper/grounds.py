"""What a claim rests on, on paper: evidence, searches and questions, related claims, assessments, decisions, events."""

from collections.abc import Iterator

from tracker.domain.directions import isolated
from tracker.domain.reports.claims import (
    ReportAssessment,
    ReportClaim,
    ReportDecision,
    ReportEnquiry,
    ReportEvidence,
    ReportLink,
)
from tracker.domain.verdicts import GateKey
from tracker.domain.wording import counted, date
from tracker.exports.paper.blocks import Block, Heading, Item, Paragraph, Role, Rows, Run, plain
from tracker.exports.paper.runs import Words, is_web_address, joined, linked, meta, verdict, who, written


def grounds(claim: ReportClaim) -> Iterator[Block]:
    """Yield evidence, enquiries and related claims."""
    if claim.evidence:
        yield Heading(4, plain("Evidence"))
        yield Rows(tuple(Item(plain(one.stance.label), tuple(_evidence(one))) for one in claim.evidence))
    if claim.enquiries:
        yield Heading(4, plain("Searches and questions"))
        yield Rows(tuple(Item(plain(one.kind.label), tuple(_enquiry(one))) for one in claim.enquiries))
    if not claim.evidence and not claim.enquiries:
        yield Heading(4, plain("Evidence, searches and questions"))
        yield meta("None on record.")
    if claim.links:
        yield Heading(4, plain("Related claims"))
        yield Rows(tuple(_link(one) for one in claim.links))


def assessing(claim: ReportClaim, words: Words) -> Iterator[Block]:
    """Yield every assessment and every decision."""
    yield Heading(4, plain("Assessments"))
    if claim.assessments:
        yield Rows(tuple(_assessment(one, words) for one in claim.assessments))
    else:
        yield meta("Nobody has assessed it yet.")
    if claim.decisions:
        yield Heading(4, plain("How it was decided"))
        yield Rows(tuple(_decision(one, one == claim.decision, words) for one in claim.decisions))


def on_record(claim: ReportClaim, words: Words) -> Iterator[Block]:
    """Yield the events behind a claim."""
    yield Heading(4, plain("On record"))
    if not claim.events:
        yield meta("Not for you to see.")
        return
    items = []
    for event in claim.events:
        why = f": “{isolated(event.why)}”" if event.why else ""
        told = meta(f"{words.moment(event.at)}  {event.sentence}{why}")
        items.append(Item((Run(str(event.number), "number"),), (told,)))
    yield Rows(tuple(items), label_share=0.06)


def _evidence(piece: ReportEvidence) -> Iterator[Paragraph]:
    if piece.excerpt:
        yield written(piece.excerpt)
    told = (
        f", {isolated(piece.publisher.name)}" if piece.publisher else "",
        _had_from(piece),
        f", {date(piece.published)}" if piece.published else "",
        " · verified by us" if piece.direct else "",
    )
    yield Paragraph((linked(isolated(piece.title) or piece.address, piece.address), Run("".join(told))))
    if is_web_address(piece.address) and piece.title:
        yield Paragraph((Run(piece.address, link=piece.address),), Role.META)
    if is_web_address(piece.archived):
        yield Paragraph((Run("Archived copy: "), Run(piece.archived, link=piece.archived)), Role.META)
    if piece.note:
        yield written(piece.note, Role.META)
    if piece.file_sha256:
        yield Paragraph((Run("SHA-256 of the file: "), Run(piece.file_sha256, "code")), Role.NOTE)


def _had_from(piece: ReportEvidence) -> str:
    names = [isolated(source.name) for source in piece.had_from]
    return f"{' ← ' if piece.publisher else ', had from '}{' ← '.join(names)}" if names else ""


def _enquiry(enquiry: ReportEnquiry) -> Iterator[Paragraph]:
    asked = (Run(f"{isolated(enquiry.asked.name)}: ", "strong"),) if enquiry.asked else ()
    yield Paragraph((*asked, Run(enquiry.words)), own_direction=not asked)
    if enquiry.answer:
        yield written(enquiry.answer)
    answered = f", answered {date(enquiry.answered_on)}" if enquiry.answered_on else ""
    yield meta(joined((enquiry.outcome.label, date(enquiry.asked_on) if enquiry.asked_on else "")) + answered)


def _link(link: ReportLink) -> Item:
    number = Run(f"{link.number}  ", "number")
    told = joined((date(link.on) if link.on else "", isolated(link.note)), " ")
    label = link.relation.label + ("" if link.outgoing else " this")
    return Item(plain(label), (Paragraph((number, Run(link.statement))), *((meta(told),) if told else ())))


def _assessment(review: ReportAssessment, words: Words) -> Item:
    said = [Paragraph(plain(reason)) for reason in review.reasons]
    said += [written(review.words)] if review.words else []
    rests = len(review.rests_on)
    told = (
        f"{who(review.by)}, {words.moment(review.at)}",
        f"rests on {counted(rests, 'piece of evidence or enquiry', 'pieces of evidence or enquiries')}"
        if rests
        else "",
        "superseded by a later one" if review.superseded else "",
    )
    return Item((verdict(review.verdict, "Taken back"),), (*said, meta(joined(told))))


def _decision(decision: ReportDecision, stands: bool, words: Words) -> Item:
    said = [] if stands or not decision.reason else [written(decision.reason)]
    drawn = len(decision.drawn_from)
    told = (
        f"{who(decision.by)}, {words.moment(decision.at)}",
        f"as of {date(decision.as_of)}" if decision.as_of else "",
        f"drawn from {counted(drawn, 'assessment')}" if drawn else "",
        "checked by one person" if decision.one_person else "",
    )
    gate = (
        f"{'Met' if asked['met'] else 'Not met'}: {_gate(asked['key'])}"
        + (f" ({isolated(asked['why'])})" if asked.get("why") else "")
        for asked in decision.gate
    )
    override = f"An editor passed the gate: {isolated(decision.override)}" if decision.override and not stands else ""
    change = f"What would change our mind: {isolated(decision.would_change)}" if decision.would_change else ""
    lines = (joined(told), *gate, override, change)
    return Item((verdict(decision.verdict, "Reopened"),), (*said, *(meta(line) for line in lines if line)))


def _gate(key: str) -> str:
    return GateKey(key).label if key in set(GateKey) else key
