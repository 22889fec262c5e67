"""What the demo's people do: evidence, enquiries, assessments, decisions, relations, notes, newer versions."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from tracker.domain.vocabulary import (
    EnquiryKind,
    EnquiryOutcome,
    EvidenceStance,
    ReadAs,
    Relation,
    StepCheck,
)
from tracker.models import Verdict
from tracker.services import (
    cases,
    decisions,
    enquiries,
    evidence,
    links,
    notes,
    reviews,
    scales,
    steps,
    trails,
    versions,
)
from tracker.services.demo.annotating import take
from tracker.services.demo.cast import Cast, Table


def _evidence(session: Session, cast: Cast, table: Table) -> None:
    said = evidence.Description(
        EvidenceStance(table["stance"]),
        table["title"],
        excerpt=table["excerpt"],
        publisher=table.get("publisher", ""),
        published=table["published"],
        direct=table.get("direct", False),
        note=table["note"],
    )
    evidence.add(session, cast.claims[table["claim"]], said, by=cast.people[table["by"]])


def _enquiry(session: Session, cast: Cast, table: Table) -> None:
    outcome = EnquiryOutcome(table["outcome"])
    answer = enquiries.Answer(outcome, table["answer"], table["on"]) if "answer" in table else None
    enquiries.add(
        session,
        cast.claims[table["claim"]],
        kind=EnquiryKind(table["kind"]),
        words=table["words"],
        asked=table.get("asked", ""),
        asked_on=table["on"],
        answer=answer,
        by=cast.people[table["by"]],
    )


def _review(session: Session, cast: Cast, table: Table) -> None:
    claim = cast.claims[table["claim"]]
    wanted = _checks(table)
    trail = [step for one in steps.appearances_of(session, claim) for step, _ in trails.steps_of(one)]
    reviews.submit(
        session,
        claim,
        verdict=_verdict(session, table["verdict"]),
        ticks=table["ticks"],
        words=table["words"],
        evidence_ids=[piece.id for piece in evidence.of_claim(session, claim)],
        enquiry_ids=[enquiry.id for enquiry in enquiries.of_claim(session, claim)],
        found={step.id: wanted[step.source.name] for step in trail if step.source.name in wanted},
        by=cast.people[table["by"]],
    )


def _decide(session: Session, cast: Cast, table: Table) -> None:
    ruling = decisions.Ruling(
        _verdict(session, table["verdict"]),
        table["reason"],
        would_change=table["would_change"],
        override=table.get("override", ""),
    )
    decisions.decide(session, cast.claims[table["claim"]], ruling, by=cast.people[table["by"]])


def _link(session: Session, cast: Cast, table: Table) -> None:
    links.add(
        session,
        cast.claims[table["claim"]],
        cast.claims[table["other"]],
        relation=Relation(table["relation"]),
        on=table.get("on", ""),
        note=table["note"],
        by=cast.people[table["by"]],
    )


def _note(session: Session, cast: Cast, table: Table) -> None:
    to = cast.people[table["to"]]
    notes.add(session, cast.claims[table["claim"]], words=table["words"], assigned_to=to, by=cast.people[table["by"]])


def _version(session: Session, cast: Cast, table: Table) -> None:
    by = cast.people[table["by"]]
    capture, reading = take(session, table["file"], by)
    versions.add(session, cast.articles[table["article"]], capture, reading, why=table["why"], by=by)


def _case(session: Session, cast: Cast, table: Table) -> None:
    by = cast.people[table["by"]]
    case = cases.add(session, title=table["title"], about=table["about"], by=by)
    for thing in (*map(cast.articles.get, table["articles"]), *map(cast.claims.get, table["claims"])):
        assert thing is not None
        cases.put_in(session, case, thing, by=by)


def _verdict(session: Session, key: str) -> Verdict:
    return next(verdict for verdict in scales.in_use(session).verdicts if verdict.key == key)


def _checks(table: Table) -> dict[str, steps.Checked]:
    found = table.get("steps", {})
    return {name: steps.Checked(StepCheck(check), ReadAs(how) if how else None) for name, (check, how) in found.items()}


DEEDS: dict[str, Callable[[Session, Cast, Table], None]] = {
    "evidence": _evidence,
    "enquiry": _enquiry,
    "review": _review,
    "decide": _decide,
    "link": _link,
    "note": _note,
    "version": _version,
    "case": _case,
}
"""What a row of the table's work can be."""
