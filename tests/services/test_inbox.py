"""A person's inbox: what is assigned to them, mentions them, or answers them."""

from tests.assessing import Desk
from tracker.models import User
from tracker.services import inbox, notes
from tracker.services.inbox import Why


def letters(desk: Desk, person: User) -> list[tuple[str, Why]]:
    return [(letter.note.words, letter.why) for letter in inbox.of_person(desk.session, person)]


def test_a_mention_waits_until_it_is_read_and_reaches_nobody_else(desk: Desk) -> None:
    claim = desk.claim()
    note = notes.add(desk.session, claim, words="@Boris and @boris, @anna: which depot?", by=desk.anna)
    desk.session.commit()
    assert letters(desk, desk.boris) == [(note.words, Why.MENTIONED)]
    assert letters(desk, desk.anna) == letters(desk, desk.carla) == []
    inbox.mark_read(desk.session, desk.boris, {note.id})
    inbox.mark_read(desk.session, desk.boris, {note.id})
    desk.session.commit()
    assert letters(desk, desk.boris) == []


def test_an_answer_reaches_whoever_wrote_what_it_answers(desk: Desk) -> None:
    claim = desk.claim()
    question = notes.add(desk.session, claim, words="Which depot?", by=desk.boris)
    notes.add(desk.session, claim, words="The northern one.", answers=question, by=desk.anna)
    notes.add(desk.session, claim, words="I see.", answers=question, by=desk.boris)
    desk.session.commit()
    assert letters(desk, desk.boris) == [("The northern one.", Why.ANSWERED)]


def test_a_note_is_there_once_and_one_that_is_assigned_stays_until_it_is_resolved(desk: Desk) -> None:
    note = notes.add(desk.session, desk.claim(), words="@boris, ask them.", assigned_to=desk.boris, by=desk.carla)
    desk.session.commit()
    assert letters(desk, desk.boris) == [("@boris, ask them.", Why.ASSIGNED)]
    inbox.mark_read(desk.session, desk.boris, {note.id})
    desk.session.commit()
    assert letters(desk, desk.boris) == [("@boris, ask them.", Why.ASSIGNED)]
    notes.resolve(desk.session, note, seen=note.rev, by=desk.boris)
    desk.session.commit()
    assert letters(desk, desk.boris) == [("@boris, ask them.", Why.MENTIONED)]


def test_notes_that_were_withdrawn_and_those_of_others_are_left_out(desk: Desk) -> None:
    note = notes.add(desk.session, desk.claim(), words="@boris?", by=desk.carla)
    inbox.mark_read(desk.session, desk.carla, {note.id})
    assert letters(desk, desk.boris) == [("@boris?", Why.MENTIONED)]
    note.withdrawn = True
    desk.session.flush()
    assert letters(desk, desk.boris) == []
    desk.session.rollback()


def test_a_full_inbox_costs_as_many_statements_as_an_empty_one(desk: Desk) -> None:
    counts = []
    for many in (0, 6):
        for at in range(many):
            notes.add(desk.session, desk.claim(), words=f"@boris {at}", by=desk.carla)
        desk.session.commit()
        desk.session.expire_all()
        person = desk.session.get_one(User, desk.boris.id)
        with desk.counted() as sent:
            inbox.of_person(desk.session, person)
        counts.append(len(sent))
    assert counts[0] == counts[1]
