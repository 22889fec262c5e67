"""Saved filters, and sharing out what waits in them."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.assessing import Desk
from tests.undoing import newest, undo_event
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import NotAllowed, NotFound, Refusal, Stale
from tracker.domain.urgency import Covers, Priority
from tracker.domain.vocabulary import Triage
from tracker.models import Claim, Queue, Task, User
from tracker.services import articles, cases, claim_filters, queues, tags, tasks
from tracker.services.article_lists import Filters as ArticleFilters
from tracker.services.claim_lists import Filters
from tracker.services.record import record
from tracker.services.tasks import Plan

ALL = Filters()


def save(desk: Desk, *people: User, by: User | None = None, covers: Covers = Covers.CLAIMS, **more: Any) -> Queue:
    queue = queues.save(
        desk.session, "To check", covers, {"stage": "to_check", "text": "a=b"}, by=by or desk.edda, **more
    )
    if people:
        queues.change(desk.session, queue, name=queue.name, shared=queue.shared, people=people, by=desk.edda)
    desk.session.commit()
    return queue


def got(desk: Desk, *claims: Claim) -> list[str]:
    found = [tasks.find_task(desk.session, claim) for claim in claims]
    return [task.assigned_to.name if task and task.assigned_to else "" for task in found]


def test_a_queue_keeps_its_filters_and_is_seen_by_whom_it_is_for(desk: Desk) -> None:
    own, everybodys = save(desk, by=desk.anna), save(desk, shared=True)
    assert queues.filters_of(own) == {"stage": "to_check", "text": "a=b"}
    assert list(queues.of_person(desk.session, desk.anna)) == [own, everybodys]
    assert list(queues.of_person(desk.session, desk.boris)) == [everybodys]
    assert queues.get_queue(desk.session, everybodys.id, person=desk.boris) is everybodys
    with pytest.raises(NotFound):
        queues.get_queue(desk.session, own.id, person=desk.boris)


def test_posted_twice_it_is_saved_once(desk: Desk) -> None:
    id = chance.new_id()
    assert save(desk, id=id) is save(desk, id=id)


def test_who_may_save_share_and_change_what(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        save(desk, by=desk.anna, shared=True)
    desk.session.rollback()
    queue = save(desk, by=desk.boris, shared=True)
    said: dict[str, Any] = {"name": "Mine", "shared": True, "people": [desk.boris]}
    for person in (desk.anna, desk.carla, desk.boris):
        with pytest.raises(NotAllowed):
            queues.change(desk.session, queue, by=person, **said)
        desk.session.rollback()
    with pytest.raises(NotAllowed):
        queues.share_out(desk.session, queue, ALL, by=desk.boris)
    with pytest.raises(NotAllowed):
        queues.withdraw(desk.session, queue, by=desk.carla)
    with pytest.raises(Refusal):
        queues.change(desk.session, queue, name=" ", shared=True, by=desk.boris)
    queues.withdraw(desk.session, queue, by=desk.boris)
    desk.session.commit()
    assert list(queues.of_person(desk.session, desk.boris)) == []
    with pytest.raises(Refusal):
        queues.withdraw(desk.session, queue, by=desk.boris)


def test_only_who_may_deal_with_it_is_among_its_people(desk: Desk) -> None:
    with pytest.raises(Refusal):
        save(desk, desk.anna)
    desk.session.rollback()
    queue = save(desk, desk.boris, desk.carla)
    queues.change(desk.session, queue, name="x", shared=True, people=[desk.carla], seen=queue.rev, by=desk.edda)
    desk.session.commit()
    assert [one.person.name for one in queue.people] == ["Carla"]


def test_what_waits_goes_to_its_people_by_turns_and_the_next_time_goes_on_from_there(desk: Desk) -> None:
    first, second, third = (desk.claim(f"{number}.") for number in range(3))
    queue = save(desk, desk.boris, desk.carla)
    assert queues.share_out(desk.session, queue, ALL, seen=3, by=desk.edda) == 3
    desk.session.commit()
    assert got(desk, first, second, third) == ["Boris", "Carla", "Boris"]
    assert (newest(desk).action, newest(desk).about_id) == ("task.shared", queue.id)
    fourth = desk.claim("3.")
    queues.share_out(desk.session, queue, ALL, by=desk.edda)
    desk.session.commit()
    assert got(desk, fourth) == ["Carla"]
    with pytest.raises(Refusal):
        queues.share_out(desk.session, queue, ALL, by=desk.edda)


def test_a_claim_goes_to_nobody_who_annotated_or_assessed_it(desk: Desk) -> None:
    mine, seen = desk.claim("Mine."), desk.claim("Seen.")
    desk.assess(mine, "likely", by=desk.boris)
    for person in (desk.boris, desk.carla):
        desk.assess(seen, "likely", by=person)
    queue = save(desk, desk.boris, desk.carla)
    shares = dict(queues.sharing(desk.session, queue, ALL).shares)
    assert shares == {mine: desk.carla, seen: None}


def test_what_is_assigned_done_or_not_to_be_checked_is_left_alone_and_deadlines_stay(desk: Desk) -> None:
    hers, due, later = desk.claim("Hers."), desk.claim("Due."), desk.claim("Later.", triage=Triage.LATER)
    decided = desk.claim("Decided.")
    desk.decide(decided, "likely")
    tasks.set_out(desk.session, hers, Plan(to=desk.carla), by=desk.edda)
    tasks.set_out(desk.session, due, Plan(due=date(2026, 11, 30), priority=Priority.HIGH), by=desk.edda)
    queue = save(desk, desk.boris)
    queues.share_out(desk.session, queue, ALL, by=desk.edda)
    desk.session.commit()
    assert got(desk, hers, due, later, decided) == ["Carla", "Boris", "", ""]
    task = tasks.find_task(desk.session, due)
    assert task is not None
    assert (task.due, task.priority) == ("2026-11-30", Priority.HIGH)


def test_articles_nobody_has_taken_are_shared_out_too(desk: Desk) -> None:
    new, taken = desk.article(), desk.article()
    articles.take(desk.session, taken, seen=None, by=desk.boris)
    queue = save(desk, desk.anna, covers=Covers.ARTICLES)
    assert queues.sharing(desk.session, queue, ArticleFilters()).shares == [(new, desk.anna)]


def test_a_queue_that_changed_meanwhile_is_not_shared_out(desk: Desk) -> None:
    desk.claim()
    queue = save(desk, desk.boris)
    with pytest.raises(Stale):
        queues.share_out(desk.session, queue, ALL, seen=2, by=desk.edda)


def test_sharing_out_is_undone_as_one(desk: Desk) -> None:
    claims = [desk.claim(f"{number}.") for number in range(3)]
    queue = save(desk, desk.boris, desk.carla)
    queues.share_out(desk.session, queue, ALL, by=desk.edda)
    undo_event(desk, newest(desk), by=desk.edda)
    assert got(desk, *claims) == ["", "", ""]
    assert queue.turn == 0
    assert all(task.withdrawn for task in desk.session.query(Task))


def test_claims_are_shared_out_by_case_by_language_and_by_topic(desk: Desk) -> None:
    arabic, english, plain = (desk.claim(f"{number}.") for number in range(3))
    arabic.appearances[0].article.language, english.appearances[0].article.language = "ar-SY", "EN"
    record(desk.session, Action.ARTICLE_DESCRIBED, about=arabic.appearances[0].article, by=desk.anna)
    case = cases.add(desk.session, title="The depots", by=desk.anna)
    cases.put_in(desk.session, case, english, by=desk.anna)
    tags.set_tags(desk.session, plain, ["Strikes"], by=desk.anna)
    desk.session.commit()
    wanted = {
        "written_in=AR": [arabic],
        "written_in=ar-Latn": [],
        "written_in=en": [english],
        f"case={case.number}": [english],
        "tag=strikes": [plain],
    }
    for written, found in wanted.items():
        name, _, value = written.partition("=")
        queue = queues.save(desk.session, written, Covers.CLAIMS, {name: value}, by=desk.edda)
        queues.change(desk.session, queue, name=written, shared=False, people=[desk.boris, desk.carla], by=desk.edda)
        asked = claim_filters.read(desk.session, queues.filters_of(queue), ZoneInfo("UTC"))
        assert asked.problems == []
        assert [thing for thing, _ in queues.sharing(desk.session, queue, asked.filters).given] == found, written


@pytest.mark.parametrize("many", [1, 30])
def test_what_sharing_out_comes_to_costs_the_same_for_one_and_for_many(desk: Desk, many: int) -> None:
    for number in range(many):
        desk.claim(f"{number}.")
    queue = save(desk, desk.boris, desk.carla)
    desk.session.expunge_all()
    queue = desk.session.get_one(Queue, queue.id)
    with desk.counted() as sent:
        assert len(queues.sharing(desk.session, queue, ALL).given) == many
    assert len(sent) <= 6
