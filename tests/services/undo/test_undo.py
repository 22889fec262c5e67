"""Any action is undone by new changes as far as nobody has built on it; the record holds both."""

import pytest
from sqlalchemy import create_engine, select, text

from tests.assessing import Desk
from tests.undoing import (
    ACTS,
    Act,
    acted,
    add_evidence,
    edit_the_statement,
    faults,
    newest,
    prepare,
    rows,
    standing,
    take_a_name_away,
    undo_event,
    undo_last,
    worked_on,
    write_a_note,
)
from tracker.domain.errors import NotAllowed, NotFound, Refusal, Stale
from tracker.domain.roles import Role
from tracker.domain.vocabulary import StepCheck
from tracker.models import Citation, Claim, Event
from tracker.services import claims, history, people, reviews, search, steps, suggestions, undo
from tracker.services.claims import Wording
from tracker.services.steps import Checked

PARTS_OF_WHAT_IS_WITHDRAWN = {"anchors", "citations", "source_names", "tags"}


@pytest.fixture
def claim(desk: Desk) -> Claim:
    return worked_on(desk)


@pytest.mark.parametrize("by", ["boris", "edda"])
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_undoing_brings_every_row_back_and_what_is_new_is_withdrawn_or_gone(
    desk: Desk, claim: Claim, act: Act, by: str
) -> None:
    prepare(desk, act)
    before = rows(desk.session)
    event = acted(desk, act, claim)
    assert rows(desk.session) != before
    undoing = undo_event(desk, event, by=desk.people[by])
    after = rows(desk.session)
    assert {place: after.get(place) for place in before} == before
    assert standing(before, after) <= PARTS_OF_WHAT_IS_WITHDRAWN
    assert (undoing.action, undoing.about_id, undoing.actor) == ("action.undone", event.about_id, desk.people[by].actor)
    assert faults(desk) == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_an_undoing_is_undone_like_anything_else(desk: Desk, claim: Claim, act: Act) -> None:
    prepare(desk, act)
    before = rows(desk.session)
    event = acted(desk, act, claim)
    done = rows(desk.session)
    undoing = undo_event(desk, event, by=desk.edda)
    again = undo_event(desk, undoing, by=desk.edda)
    assert rows(desk.session) == done
    undo_event(desk, again, by=desk.edda)
    after = rows(desk.session)
    assert {place: after.get(place) for place in before} == before
    undo_event(desk, newest(desk), by=desk.edda)
    assert rows(desk.session) == done
    assert faults(desk) == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_what_undoing_will_change_is_shown_before(desk: Desk, claim: Claim, act: Act) -> None:
    prepare(desk, act)
    event = acted(desk, act, claim)
    seen = undo.preview(desk.session, event, person=desk.edda)
    assert seen.differences
    assert (seen.entry.seq, seen.position) == (event.seq, event.seq)
    assert all(difference.pieces for difference in seen.differences)
    assert seen.obstacles == ()


def test_the_words_of_an_undone_edit_are_shown_the_other_way_round(desk: Desk, claim: Claim) -> None:
    seen = undo.preview(desk.session, acted(desk, edit_the_statement, claim), person=desk.boris)
    [difference] = seen.differences
    assert (difference.before, difference.after) == ("At least one depot was hit.", "The depot was hit.")


def test_nothing_is_undone_twice_and_the_action_before_comes_next(desk: Desk, claim: Claim) -> None:
    acted(desk, write_a_note, claim)
    edited = acted(desk, edit_the_statement, claim)
    undo_last(desk, desk.boris)
    with pytest.raises(Stale):
        undo.undo(desk.session, edited, why="again", by=desk.boris)
    desk.session.rollback()
    event = undo.last(desk.session, desk.boris)
    assert event is not None
    assert event.action == "note.added"
    undo_last(desk, desk.boris)
    assert undo.last(desk.session, desk.boris) is None


def test_what_was_undone_says_so_until_the_undoing_is_undone(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    undoing = undo_event(desk, event, by=desk.edda)
    seen = undo.preview(desk.session, event, person=desk.edda)
    assert seen.refusal == f"This was undone already, by change {undoing.seq}."
    assert (seen.undone and seen.undone.seq, seen.differences) == (undoing.seq, ())
    assert undo.last(desk.session, desk.boris) is None
    undo_event(desk, undoing, by=desk.edda)
    assert undo.preview(desk.session, event, person=desk.edda).undone is None
    undo_event(desk, event, by=desk.edda)
    assert claim.statement == "The depot was hit."


def test_the_trail_says_which_change_was_undone_and_why(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    undo_event(desk, event, by=desk.edda, why="It is not sure that it was one.")
    entry = history.of_thing(desk.session, "claim", claim.id, person=desk.boris).rows[0]
    assert entry.text == "Edda undid an action on claim 1"
    assert entry.why == "It is not sure that it was one."
    assert entry.differences[0].label == "Undoes"
    assert entry.differences[0].after == f"change {event.seq}"
    assert entry.differences[1].after == "The depot was hit."


def test_undoing_needs_a_reason(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    with pytest.raises(Refusal) as refusal:
        undo.undo(desk.session, event, why=" ", by=desk.edda)
    assert refusal.value.field == "why"


def test_who_does_not_edit_undoes_their_own_last_action_alone(desk: Desk, claim: Claim) -> None:
    earlier, event = acted(desk, write_a_note, claim), acted(desk, edit_the_statement, claim)
    for person, one in ((desk.carla, event), (desk.boris, earlier)):
        with pytest.raises(Stale):
            undo.undo(desk.session, one, why="mine", by=person)
    undo.undo(desk.session, event, why="mine", by=desk.boris)


def test_who_may_no_longer_change_anything_may_not_undo_either(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    desk.boris.role = Role.VIEWER
    with pytest.raises(NotAllowed):
        undo.undo(desk.session, event, why="mine", by=desk.boris)


def test_what_cannot_be_undone_by_its_kind_says_why(desk: Desk, claim: Claim) -> None:
    added = desk.session.scalars(select(Event).where(Event.action == "article.added").limit(1)).one()
    seen = undo.preview(desk.session, added, person=desk.edda)
    assert seen.refusal.startswith("A work stays known once it is.")
    with pytest.raises(Refusal):
        undo.undo(desk.session, added, why="no", by=desk.edda)


def test_what_a_person_may_not_see_they_cannot_undo(desk: Desk, claim: Claim) -> None:
    people.prefer(desk.session, desk.boris, single_keys=False)
    event = newest(desk)
    with pytest.raises(NotFound):
        undo.get_event(desk.session, event.seq, person=desk.edda)
    assert undo.get_event(desk.session, event.seq, person=desk.boris) is event
    with pytest.raises(NotFound):
        undo.get_event(desk.session, event.seq + 1, person=desk.boris)


def test_a_form_is_stale_when_what_it_showed_has_changed_and_only_then(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    seen = undo.preview(desk.session, event, person=desk.edda).position
    acted(desk, add_evidence, desk.claim("Another claim."))
    undo.undo(desk.session, event, seen=seen, why="a slip", by=desk.edda)
    desk.session.rollback()
    claims.edit(desk.session, claim, Wording("Two depots were hit."), seen=claim.rev, by=desk.carla)
    desk.session.commit()
    with pytest.raises(Stale):
        undo.undo(desk.session, event, seen=seen, rest=True, why="a slip", by=desk.edda)


def test_a_row_that_somebody_changed_behind_the_record_is_not_written_over(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    desk.session.commit()
    around = create_engine(desk.engine.url)
    with around.begin() as connection:
        connection.execute(text("UPDATE claims SET statement = 'Nothing burned.' WHERE number = 1"))
    around.dispose()
    desk.session.expire_all()
    with pytest.raises(Refusal, match="not the one on record"):
        undo.undo(desk.session, event, why="a slip", by=desk.edda)


def test_steps_that_were_checked_with_an_assessment_go_back_with_it(desk: Desk, claim: Claim) -> None:
    step = steps.of_claim(desk.session, claim)[0]
    found = {step.id: Checked(StepCheck.NOT_THERE)}
    ticks = ["no_trace_found"]
    reviews.submit(desk.session, claim, verdict=desk.verdict("unproven"), ticks=ticks, found=found, by=desk.boris)
    desk.session.commit()
    undo_last(desk, desk.boris)
    assert desk.session.get_one(Citation, step.id).check is StepCheck.NOT_CHECKED
    assert faults(desk) == []


def test_a_restored_statement_is_found_again(desk: Desk, claim: Claim) -> None:
    claims.edit(desk.session, claim, Wording("A warehouse burned."), seen=claim.rev, by=desk.boris)
    desk.session.commit()
    undo_last(desk, desk.boris)
    assert search.best(desk.session, "warehouse", "claim") == []
    assert claim.id in search.best(desk.session, "depot hit", "claim")


def test_names_of_sources_are_found_as_they_are_after_undoing(desk: Desk, claim: Claim) -> None:
    acted(desk, take_a_name_away, claim)
    undo_last(desk, desk.boris)
    assert [one.name for one in suggestions.suggest(desk.session, "fars ne")] == ["FARS"]
