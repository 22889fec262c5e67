"""Notes are written on articles, claims and sources; they are answered, assigned, resolved and reopened."""

import pytest
from sqlalchemy import select

from tests.assessing import Desk
from tracker.domain import chance
from tracker.domain.errors import Refusal, Stale
from tracker.domain.vocabulary import ClaimStage
from tracker.models import Claim, Event
from tracker.services import claim_merges, decisions, notes
from tracker.services.decisions import Ruling


def test_a_thread_is_listed_in_the_order_it_was_written(desk: Desk) -> None:
    claim = desk.claim()
    question = notes.add(desk.session, claim, words="Which depot?", by=desk.boris)
    answer = notes.add(desk.session, claim, words="The northern one.", answers=question, by=desk.anna)
    desk.session.commit()
    assert notes.of_thing(desk.session, claim) == [question, answer]
    assert (answer.answers_id, answer.created_by) == (question.id, desk.anna)
    assert claim.rev == 1


def test_notes_stand_on_what_they_were_written_on(desk: Desk) -> None:
    claim, source, article = desk.claim(), desk.source("FARS"), desk.article()
    for thing in (claim, source, article):
        note = notes.add(desk.session, thing, words=f"On the {thing.kind}", by=desk.boris)
        assert notes.thing_of(note) is thing
        assert notes.of_thing(desk.session, thing) == [note]


def test_an_answer_stays_on_the_thing_of_its_thread(desk: Desk) -> None:
    question = notes.add(desk.session, desk.claim(), words="Which depot?", by=desk.boris)
    with pytest.raises(Refusal, match="something else"):
        notes.add(desk.session, desk.source("FARS"), words="That one.", answers=question, by=desk.anna)


def test_an_assigned_note_waits_for_its_person_until_it_is_resolved(desk: Desk) -> None:
    note = notes.add(desk.session, desk.claim(), words="Ask the ministry.", by=desk.boris)
    notes.assign(desk.session, note, desk.carla, by=desk.boris)
    desk.session.commit()
    assert notes.assigned(desk.session, desk.carla) == [note]
    notes.resolve(desk.session, note, seen=note.rev, by=desk.carla)
    desk.session.commit()
    assert notes.assigned(desk.session, desk.carla) == []
    notes.reopen(desk.session, note, why="they wrote again", by=desk.boris)
    desk.session.commit()
    assert notes.assigned(desk.session, desk.carla) == [note]
    actions = desk.session.scalars(select(Event.action).order_by(Event.seq.desc()).limit(4)).all()
    assert actions == ["note.reopened", "note.resolved", "note.assigned", "note.added"]


def test_nobody_who_left_is_given_a_note(desk: Desk) -> None:
    desk.carla.active = False
    with pytest.raises(Refusal) as refusal:
        notes.add(desk.session, desk.claim(), words="Ask.", assigned_to=desk.carla, by=desk.boris)
    assert refusal.value.field == "assigned_to"


def test_a_form_posted_twice_writes_once(desk: Desk) -> None:
    claim, form_id = desk.claim(), chance.new_id()
    for _ in range(2):
        notes.add(desk.session, claim, words="Which depot?", id=form_id, by=desk.boris)
        desk.session.commit()
    assert len(notes.of_thing(desk.session, claim)) == 1


def test_an_empty_note_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal) as refusal:
        notes.add(desk.session, desk.claim(), words=" \n", by=desk.boris)
    assert refusal.value.field == "words"


def test_a_note_resolved_meanwhile_is_stale(desk: Desk) -> None:
    note = notes.add(desk.session, desk.claim(), words="Ask.", by=desk.boris)
    desk.session.commit()
    shown = note.rev
    notes.resolve(desk.session, note, seen=shown, by=desk.carla)
    desk.session.commit()
    with pytest.raises(Stale):
        notes.assign(desk.session, note, desk.anna, seen=shown, by=desk.boris)


def stage_of(claim: Claim) -> ClaimStage:
    return claim.stage


def test_a_claim_that_is_sent_back_is_in_work_until_that_is_resolved(desk: Desk) -> None:
    claim = desk.claim()
    desk.assess(claim, "likely", by=desk.boris)
    note = notes.send_back(desk.session, claim, words="Not its words.", to=desk.anna, seen=claim.rev, by=desk.carla)
    desk.session.commit()
    assert stage_of(claim) is ClaimStage.IN_WORK
    assert notes.sent_back(desk.session, claim) == notes.assigned(desk.session, desk.anna) == [note]
    with pytest.raises(Refusal, match="Resolve that first"):
        decisions.decide(desk.session, claim, Ruling(desk.verdict("likely"), "So."), by=desk.carla)
    notes.resolve(desk.session, note, by=desk.anna)
    desk.session.commit()
    assert stage_of(claim) is ClaimStage.AWAITING_SECOND_LOOK
    assert notes.sent_back(desk.session, claim) == []
    notes.reopen(desk.session, note, by=desk.carla)
    desk.session.commit()
    assert stage_of(claim) is ClaimStage.IN_WORK


def test_what_was_merged_into_a_claim_is_sent_back_with_it(desk: Desk) -> None:
    claim, other = desk.claim(), desk.claim("It burned.")
    notes.send_back(desk.session, other, words="Whose words?", to=None, seen=other.rev, by=desk.boris)
    claim_merges.merge(desk.session, other, claim, why="The same.", by=desk.carla)
    desk.session.commit()
    assert len(notes.sent_back(desk.session, claim)) == 1
    assert claim.stage is ClaimStage.IN_WORK


def test_a_decided_claim_is_not_sent_back_and_words_are_needed(desk: Desk) -> None:
    claim = desk.claim()
    desk.decide(claim, "likely")
    with pytest.raises(Refusal, match="Reopen it first"):
        notes.send_back(desk.session, claim, words="Amiss.", to=None, seen=claim.rev, by=desk.boris)
    other = desk.claim()
    with pytest.raises(Refusal, match="Write something"):
        notes.send_back(desk.session, other, words=" ", to=None, seen=other.rev, by=desk.boris)
    with pytest.raises(Stale):
        notes.send_back(desk.session, other, words="Amiss.", to=None, seen=other.rev + 1, by=desk.boris)
