"""A claim at each stage, assessed openly or blind, with all that can hang on one."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from tests.assessing import TEXT, Desk
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.corrections import CorrectionKind
from tracker.domain.vocabulary import ClaimStage, EnquiryKind, EvidenceStance, How, Relation
from tracker.models import Anchor, Appearance, Citation, Claim, Event, User
from tracker.services import (
    blindness,
    cases,
    claim_merges,
    claims,
    corrections,
    decisions,
    enquiries,
    evidence,
    links,
    notes,
    origin_rulings,
    reviews,
    snapshots,
)
from tracker.services.claims import Wording
from tracker.services.decisions import Ruling
from tracker.services.evidence import Description, File
from tracker.services.record import record

SAID = "Quincewhistle"
"""What the assessment of a claim says, a word that stands nowhere else."""

STAGES = {
    "to check": ClaimStage.TO_CHECK,
    "in work": ClaimStage.IN_WORK,
    "second look": ClaimStage.AWAITING_SECOND_LOOK,
    "decided": ClaimStage.DECIDED,
    "another look": ClaimStage.NEEDS_ANOTHER_LOOK,
    "withdrawn": ClaimStage.AWAITING_SECOND_LOOK,
    "merged": ClaimStage.AWAITING_SECOND_LOOK,
}
"""What can have become of a claim, with the stage that it is at then."""


@dataclass
class Sample:
    """A claim of a desk, another one, and what hangs on it: ids and numbers by what they are of.

    ``sources`` are the numbers of those in its trails.
    """

    claim: Claim
    other: Claim
    ids: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    sources: tuple[int, int] = (0, 0)


def sample(desk: Desk, stage: str, assessor: User, *, blind: bool) -> Sample:
    """Return a claim at a stage, which somebody has assessed where it is past being worked on."""
    made = _with_trail(desk)
    claim = made.claim
    _surround(desk, made)
    if stage != "to check":
        _worked_on(desk, made)
    if stage in ("decided", "another look"):
        desk.assess(claim, "unproven", by=desk.boris)
        decisions.decide(desk.session, claim, Ruling(desk.verdict("unproven"), "So."), by=desk.carla)
    if blind:
        case = cases.get_case(desk.session, made.numbers["case"])
        blindness.set_for_case(desk.session, case, 5, why="So.", seen=case.rev, by=desk.edda)
        desk.session.commit()
    if stage not in ("to check", "in work"):
        reviews.submit(desk.session, claim, verdict=desk.verdict("unproven"), words=SAID, by=assessor)
        desk.session.commit()
    if stage == "another look":
        claims.edit(desk.session, claim, Wording("The depot burned."), seen=claim.rev, by=desk.anna)
    if stage == "withdrawn":
        claims.withdraw(desk.session, claim, seen=claim.rev, why="A joke.", by=desk.boris)
    if stage == "merged":
        claim_merges.merge(desk.session, claim, made.other, why="One.", by=desk.boris)
    desk.session.commit()
    assert (claim.stage, claim.withdrawn, claim.merged_into is not None) == (
        STAGES[stage],
        stage == "withdrawn",
        stage == "merged",
    )
    made.numbers["event"] = desk.session.scalars(select(func.max(Event.seq))).one()
    return made


def _with_trail(desk: Desk) -> Sample:
    """Return a claim with two trails, of which a step cites an article, a ruling, a stake and a relation."""
    claim, other, related = desk.claim(), desk.claim("The depot was hit by drones."), desk.claim("Nothing was hit.")
    place = claim.appearances[0]
    _quote(desk, place)
    [step], [second] = desk.trail(place, "FARS"), desk.trail(place, "RIA")
    _cite(desk, step, other)
    one, two = step.source, second.source
    ruling = origin_rulings.rule(
        desk.session, claim, one, two, joins=False, seen=claim.rev, why="Two cameras.", by=desk.boris
    )
    desk.session.commit()
    stake = origin_rulings.mark_stake(desk.session, claim, one, seen=claim.rev, why="It owns it.", by=desk.boris)
    link = links.add(desk.session, claim, related, relation=Relation.CONTRADICTS, by=desk.anna)
    desk.session.commit()
    parts = {"place": place, "step": step, "ruling": ruling, "stake": stake, "link": link}
    parts |= {"unproven": desk.verdict("unproven")}
    made = Sample(claim, other, {name: str(part.id) for name, part in parts.items()})
    made.sources = (one.number or 0, two.number or 0)
    made.numbers["article"] = place.article.number or 0
    return made


def _surround(desk: Desk, made: Sample) -> None:
    """Put the claim into a case, write a note on it, and let somebody ask for a correction of it."""
    session = desk.session
    case, empty = (cases.add(session, title=title, by=desk.anna) for title in ("Depots", "Another"))
    item = cases.put_in(session, case, made.claim, by=desk.anna)
    note = notes.add(session, made.claim, words="Which depot?", by=desk.anna)
    session.commit()
    asked = corrections.Asked(CorrectionKind.CORRECTION, "It was not hit.", claim=made.claim)
    correction = corrections.add(session, asked, received_on=date(2018, 2, 1), by=desk.anna)
    session.commit()
    made.ids |= {"item": str(item.id), "note": str(note.id), "anna": str(desk.anna.id)}
    numbers = {"case": case.number, "empty case": empty.number, "correction": correction.number}
    made.numbers |= {name: number or 0 for name, number in numbers.items()}


def _quote(desk: Desk, place: Appearance) -> None:
    snapshot = snapshots.get_version(desk.session, place.article, None)
    where = {"start": 0, "end": len(TEXT), "exact": TEXT, "how": How.EXACT, "score": 100}
    desk.session.add(Anchor(appearance=place, snapshot=snapshot, created_at=chance.now(), **where))
    record(desk.session, Action.QUOTE_PLACED, about=place.claim, by=desk.anna)
    desk.session.commit()


def _cite(desk: Desk, step: Citation, other: Claim) -> None:
    step.cited_article = other.appearances[0].article
    record(desk.session, Action.TRAIL_ENTERED, about=step.root, by=desk.anna)
    desk.session.commit()


def _worked_on(desk: Desk, made: Sample) -> None:
    said = Description(EvidenceStance.SUPPORTS, "A map", excerpt="Here.")
    film = File(b"Film.", "film.txt", "text/plain")
    piece = evidence.add(desk.session, made.claim, said, file=film, by=desk.anna)
    asked = enquiries.add(desk.session, made.claim, kind=EnquiryKind.SEARCH, words="depot", by=desk.anna)
    made.ids |= {"evidence": str(piece.id), "capture": str(piece.capture_id), "enquiry": str(asked.id)}
    desk.session.commit()
