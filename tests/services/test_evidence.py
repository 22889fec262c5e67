"""Evidence is entered, edited and withdrawn, and decided claims notice."""

import hashlib

import pytest
from sqlalchemy import select

from tests.assessing import Desk
from tests.undoing import faults, undo_last
from tracker.domain import chance
from tracker.domain.errors import Refusal, Stale
from tracker.domain.vocabulary import ClaimStage, EvidenceStance
from tracker.models import Event, Evidence
from tracker.services import evidence
from tracker.services.evidence import Description, File

LINK = Description(EvidenceStance.SUPPORTS, "Satellite picture", address="https://example.org/picture")


def test_evidence_sets_a_claim_to_work_and_names_its_action(desk: Desk) -> None:
    claim = desk.claim()
    piece = evidence.add(desk.session, claim, LINK, by=desk.boris)
    desk.session.commit()
    assert claim.stage is ClaimStage.IN_WORK
    assert evidence.of_claim(desk.session, claim) == [piece]
    newest = desk.session.scalars(select(Event).order_by(Event.seq.desc())).first()
    assert newest is not None
    assert (newest.action, newest.actor) == ("evidence.added", desk.boris.actor)


def test_a_form_posted_twice_enters_evidence_once(desk: Desk) -> None:
    claim, form_id = desk.claim(), chance.new_id()
    first = evidence.add(desk.session, claim, LINK, id=form_id, by=desk.boris)
    desk.session.commit()
    assert evidence.add(desk.session, claim, LINK, id=form_id, by=desk.boris) is first
    assert len(evidence.of_claim(desk.session, claim)) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Description(EvidenceStance.CONTEXT, " ", address="https://example.org"), "title"),
        (Description(EvidenceStance.CONTEXT, "A picture"), "address"),
        (Description(EvidenceStance.CONTEXT, "A picture", address="javascript:alert(1)"), "address"),
        (Description(EvidenceStance.CONTEXT, "A picture", address="https://"), "address"),
        (Description(EvidenceStance.CONTEXT, "A picture", address="http://[half"), "address"),
        (Description(EvidenceStance.CONTEXT, "A picture", excerpt="x", published="2016-02-31"), "published"),
    ],
)
def test_evidence_is_refused_at_the_field_that_is_wrong(desk: Desk, said: Description, field: str) -> None:
    claim = desk.claim()
    with pytest.raises(Refusal) as refusal:
        evidence.add(desk.session, claim, said, by=desk.boris)
    assert refusal.value.field == field


def test_a_file_is_kept_with_its_hash(desk: Desk) -> None:
    said = Description(EvidenceStance.REFUTES, "The minister's letter")
    file = File(b"%PDF-1.7 a letter", "letter.pdf", "application/pdf")
    piece = evidence.add(desk.session, desk.claim(), said, file=file, by=desk.boris)
    desk.session.commit()
    assert piece.capture is not None
    assert piece.capture.sha256 == hashlib.sha256(file.content).hexdigest()
    assert (piece.capture.size, piece.capture.filename) == (len(file.content), "letter.pdf")


def test_withdrawn_evidence_needs_a_reason_and_leaves_the_list(desk: Desk) -> None:
    claim = desk.claim()
    piece = evidence.add(desk.session, claim, LINK, by=desk.boris)
    desk.session.commit()
    with pytest.raises(Refusal, match="Say why"):
        evidence.withdraw(desk.session, piece, why=" ", by=desk.boris)
    desk.session.rollback()
    evidence.withdraw(desk.session, piece, why="it shows another depot", by=desk.boris)
    desk.session.commit()
    assert evidence.of_claim(desk.session, claim) == []
    assert claim.stage is ClaimStage.TO_CHECK
    assert desk.session.get(Evidence, piece.id) is piece


def test_a_stale_edit_changes_nothing(desk: Desk) -> None:
    piece = evidence.add(desk.session, desk.claim(), LINK, by=desk.boris)
    desk.session.commit()
    shown = piece.rev
    better = Description(EvidenceStance.SUPPORTS, "Satellite picture of the depot", address=LINK.address)
    evidence.edit(desk.session, piece, better, seen=shown, by=desk.carla)
    desk.session.commit()
    with pytest.raises(Stale):
        evidence.edit(desk.session, piece, LINK, seen=shown, by=desk.boris)
    assert piece.title == "Satellite picture of the depot"


def test_no_evidence_is_added_to_a_withdrawn_claim(desk: Desk) -> None:
    claim = desk.claim(withdrawn=True)
    with pytest.raises(Refusal, match="withdrawn"):
        evidence.add(desk.session, claim, LINK, by=desk.boris)


def film(had_from: str) -> Description:
    """Return what is said of a film whose publisher has it from somebody."""
    return Description(EvidenceStance.SUPPORTS, "A film", excerpt="Smoke.", publisher="WSJ", had_from=had_from)


def test_each_change_of_whom_a_publisher_has_it_from_is_on_record(desk: Desk) -> None:
    piece = evidence.add(desk.session, desk.claim(), film("FARS"), by=desk.boris)
    desk.session.commit()
    for had_from, named in (("TASS < FARS", ["TASS", "FARS"]), ("", []), ("Quite new", ["Quite new"])):
        evidence.edit(desk.session, piece, film(had_from), by=desk.boris)
        desk.session.commit()
        assert [source.name for source in piece.had_from] == named
        assert faults(desk) == []
    undo_last(desk, desk.boris)
    desk.session.expire_all()
    assert piece.had_from == []
    assert faults(desk) == []
