"""The trail as people read it: sentences, differences, who may see what, and what a page of it costs."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.small_desk import SmallDesk, small_desk
from tests.statements import statements
from tracker.domain.actions import Action
from tracker.domain.entries import Entry, Part
from tracker.domain.errors import NotFound
from tracker.domain.vocabulary import ClaimStage, StepCheck
from tracker.models import Article, Citation, Claim, Event, Tag, User, Verdict
from tracker.services import history
from tracker.services.history.entries import MOST_ROWS, entries
from tracker.services.record import record


@pytest.fixture
def desk(engine_url: str) -> Iterator[SmallDesk]:
    desk = small_desk(engine_url)
    yield desk
    desk.database.engine.dispose()


@pytest.fixture
def reading(desk: SmallDesk) -> Iterator[Session]:
    with closing(desk.database.reading()) as session:
        yield session


def of_claim(session: Session, desk: SmallDesk, **how: Any) -> list[Entry]:
    return list(history.of_thing(session, "claim", desk.claim, person=desk.ines, **how).rows)


def on_desk(session: Session, reader: User, **filters: Any) -> list[Entry]:
    return list(history.of_desk(session, history.Filters(**filters), person=reader).rows)


def told(entry: Entry) -> dict[str, tuple[str, str]]:
    return {difference.label: (difference.before, difference.after) for difference in entry.differences}


def change(desk: SmallDesk, action: Action, **values: Any) -> None:
    with closing(desk.database.writing()) as session:
        claim = session.get_one(Claim, desk.claim)
        for name, value in values.items():
            setattr(claim, name, value)
        record(session, action, about=claim, by=desk.ines, why="because")
        session.commit()


def test_an_edit_is_told_by_its_sentence_its_reason_and_the_words_that_differ(
    desk: SmallDesk, reading: Session
) -> None:
    desk.edit("At least nineteen people were killed in the attack.", why="The article gives a floor.")
    entry = of_claim(reading, desk)[0]
    assert entry.sentence == (Part("Ines Aldana"), Part(" edited "), Part("claim 1", ("claim", "1")))
    assert entry.why == "The article gives a floor."
    assert entry.about == "At least nineteen people were killed in the attack."
    [difference] = entry.differences
    assert difference.label == "Statement"
    assert [(piece.kind, piece.text) for piece in difference.pieces[:2]] == [
        ("removed", "Nineteen "),
        ("added", "At least nineteen "),
    ]


def test_old_values_are_those_before_the_change_however_often_the_row_changed(
    desk: SmallDesk, reading: Session
) -> None:
    change(desk, Action.CLAIM_EDITED, stage=ClaimStage.IN_WORK)
    desk.edit("Two.")
    desk.edit("Three.")
    change(desk, Action.CLAIM_EDITED, stage=ClaimStage.DECIDED)
    newest, third, second, first, _ = of_claim(reading, desk)
    assert told(newest) == {"Stage": ("in work", "decided")}
    assert told(third) == {"Statement": ("Two.", "Three.")}
    assert told(second) == {"Statement": ("Nineteen people were killed in the attack.", "Two.")}
    assert told(first) == {"Stage": ("to check", "in work")}


def test_things_that_a_value_points_to_are_called_by_name(desk: SmallDesk, reading: Session) -> None:
    with closing(desk.database.reading()) as session:
        unproven = session.scalars(select(Verdict.id).where(Verdict.key == "unproven")).one()
    change(desk, Action.CLAIM_DECIDED, verdict_id=unproven)
    assert told(of_claim(reading, desk)[0]) == {"Desk verdict": ("", "Unproven")}


def test_of_a_trail_the_step_that_changed_is_named(desk: SmallDesk, reading: Session) -> None:
    with closing(desk.database.writing()) as session:
        step = session.scalars(select(Citation)).one()
        step.check = StepCheck.COULD_NOT_OBTAIN
        assert step.appearance is not None
        record(session, Action.STEP_CHECKED, about=step.appearance.claim, by=desk.ines)
        session.commit()
    [difference] = of_claim(reading, desk)[0].differences
    assert difference.label == "Did they say it?"
    assert [piece.text for piece in difference.pieces] == ["Sputnik Arabic: ", "not checked", "could not obtain"]


def test_a_part_that_went_is_told_with_what_it_held(desk: SmallDesk, reading: Session) -> None:
    with closing(desk.database.writing()) as session:
        step = session.scalars(select(Citation)).one()
        assert step.appearance is not None
        claim = step.appearance.claim
        session.delete(step)
        record(session, Action.TRAIL_ENTERED, about=claim, by=desk.ines)
        session.commit()
    assert told(of_claim(reading, desk)[0]) == {"Step": ("Sputnik Arabic", "")}


def test_a_new_thing_is_told_without_what_every_new_thing_has(desk: SmallDesk, reading: Session) -> None:
    labels = [difference.label for difference in of_claim(reading, desk)[-1].differences]
    assert labels[0] == "Statement"
    assert "Stage" not in labels
    assert "Withdrawn" not in labels


def test_a_changed_password_is_told_without_any_value(desk: SmallDesk, reading: Session) -> None:
    with closing(desk.database.writing()) as session:
        ines = session.get_one(User, desk.ines.id)
        ines.password_hash = "another hash"
        record(session, Action.PASSWORD_CHANGED, about=ines, by=ines)
        session.commit()
    [difference] = on_desk(reading, desk.ines)[0].differences
    assert (difference.label, difference.after) == ("Password", "changed; the record never holds it")


def test_the_thing_and_its_parts_share_one_trail(desk: SmallDesk, reading: Session) -> None:
    desk.edit("Two.")
    of_article = history.of_thing(reading, "article", desk.article, person=desk.ines).rows
    of_source = history.of_thing(reading, "source", desk.source, person=desk.ines).rows
    assert [entry.action for entry in of_claim(reading, desk)] == ["claim.edited", "claim.annotated"]
    assert [entry.action for entry in of_article] == ["claim.annotated"]
    assert [entry.action for entry in of_source] == ["source.added"]


def test_pages_follow_each_other_by_key_without_gap_or_overlap(desk: SmallDesk, reading: Session) -> None:
    for number in range(6):
        desk.edit(f"Statement {number}.")
    seen: list[int] = []
    before: int | None = None
    while True:
        page = history.of_desk(reading, history.Filters(), person=desk.ada, before=before, limit=4)
        seen += [entry.seq for entry in page.rows]
        if page.next_key is None:
            break
        before = int(page.next_key)
    assert seen == list(range(10, -1, -1))


def test_a_page_takes_as_many_statements_for_200_entries_as_for_one(desk: SmallDesk) -> None:
    for number in range(200):
        desk.edit(f"Statement {number}.")
    counts = set()
    for limit in (1, 20, 200):
        with closing(desk.database.reading()) as session, statements(desk.database.engine) as sent:
            assert len(of_claim(session, desk, limit=limit)) == limit
            counts.add(len(sent))
    assert len(counts) == 1
    assert counts.pop() <= 8


def test_filters_choose_by_person_action_kind_and_time(desk: SmallDesk, reading: Session) -> None:
    desk.edit("Two.", by=desk.ada)
    edited = on_desk(reading, desk.ada)[0]
    assert [entry.action for entry in on_desk(reading, desk.ada, person=desk.ines.id)] == [
        "claim.annotated",
        "source.added",
    ]
    assert on_desk(reading, desk.ada, action=Action.CLAIM_EDITED) == [edited]
    assert [entry.action for entry in on_desk(reading, desk.ada, kind="source")] == ["source.added"]
    assert edited not in on_desk(reading, desk.ada, until=edited.at)
    assert on_desk(reading, desk.ada, since=edited.at) == [edited]
    assert on_desk(reading, desk.ada, since=edited.at + timedelta(seconds=1)) == []


def test_sign_ins_of_others_are_seen_by_admins_only(desk: SmallDesk, reading: Session) -> None:
    desk.sign_in(desk.ada)
    desk.sign_in(desk.ines)
    seen = [(entry.action, entry.actor) for entry in on_desk(reading, desk.ines)]
    assert ("session.signed_in", "Ines Aldana") in seen
    assert ("session.signed_in", "Ada Admin") not in seen
    assert ("session.signed_in", "Ada Admin") in [(one.action, one.actor) for one in on_desk(reading, desk.ada)]


def test_what_an_event_holds_of_another_person_is_not_told(desk: SmallDesk, reading: Session) -> None:
    with closing(desk.database.writing()) as session:
        tom = session.get_one(User, desk.ada.id)
        claim = session.get_one(Claim, desk.claim)
        tom.name, claim.statement = "Ada Changed", "Two."
        record(session, Action.CLAIM_EDITED, about=claim, by=desk.ada)
        session.commit()
    assert [difference.label for difference in of_claim(reading, desk)[0].differences] == ["Statement"]
    to_ada = history.of_thing(reading, "claim", desk.claim, person=desk.ada).rows[0]
    assert {difference.label for difference in to_ada.differences} == {"Statement", "Name"}


def test_a_trail_of_another_person_is_not_found(desk: SmallDesk, reading: Session) -> None:
    assert history.get_thing(reading, "person", str(desk.ines.id), person=desk.ines).id == desk.ines.id
    assert history.get_thing(reading, "person", str(desk.ines.id), person=desk.ada).id == desk.ines.id
    with pytest.raises(NotFound):
        history.get_thing(reading, "person", str(desk.ada.id), person=desk.ines)


@pytest.mark.parametrize(
    ("kind", "reference"),
    [("claim", "77"), ("claim", "x"), ("claim", "9" * 40), ("person", "1"), ("scale", "1"), ("", "")],
)
def test_what_is_not_there_has_no_trail(desk: SmallDesk, reading: Session, kind: str, reference: str) -> None:
    with pytest.raises(NotFound):
        history.get_thing(reading, kind, reference, person=desk.ada)


def test_what_changed_since_a_revision_is_what_a_stale_form_has_not_seen(desk: SmallDesk, reading: Session) -> None:
    desk.edit("Two.")
    desk.edit("Three.", by=desk.ada)
    missed = history.since(reading, ("claim", desk.claim), 2, person=desk.ines)
    assert [(entry.actor, told(entry)) for entry in missed] == [("Ada Admin", {"Statement": ("Two.", "Three.")})]
    assert history.since(reading, ("claim", desk.claim), 3, person=desk.ines) == []


def test_of_very_many_changes_some_are_told_and_the_rest_counted(desk: SmallDesk, reading: Session) -> None:
    with closing(desk.database.writing()) as session:
        article = session.get_one(Article, desk.article)
        article.title = "Depot struck"
        session.add_all(Tag(name=f"tag {number}", folded=f"tag {number}") for number in range(500))
        record(session, Action.ARTICLE_DESCRIBED, about=article, by=desk.ines)
        session.commit()
    entry = on_desk(reading, desk.ines)[0]
    assert entry.more == 501 - MOST_ROWS
    assert told(entry)["Title"] == ("Depot hit", "Depot struck")


def test_programs_and_actions_of_older_days_stay_readable(desk: SmallDesk, reading: Session) -> None:
    first = on_desk(reading, desk.ada)[-1]
    assert first.text == "A program (setup) added Ada Admin"
    event = reading.scalars(select(Event).where(Event.seq == 0)).one()
    reading.expunge(event)
    event.action = "person.knighted"
    [entry] = entries(reading, [event], person=desk.ada)
    assert entry.text == "A program (setup) did “person.knighted” to Ada Admin"


def test_counting_stops_where_nobody_reads_on(desk: SmallDesk, reading: Session) -> None:
    mine = history.events_of_thing("claim", desk.claim, person=desk.ines)
    assert history.how_many(reading, mine) == 1
    whole_desk = history.events_of_desk(history.Filters(), person=desk.ada)
    assert history.how_many(reading, whole_desk) == 5
    assert history.how_many(reading, whole_desk, most=3) == 3


def test_one_event_is_found_by_its_place(desk: SmallDesk, reading: Session) -> None:
    assert history.of_event(reading, 4, person=desk.ines).text == "Ines Aldana annotated claim 1"
    for seq in (5, -1):
        with pytest.raises(NotFound, match="There is no change"):
            history.of_event(reading, seq, person=desk.ada)
