"""Who is to deal with what, until when, and how urgent it is."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.assessing import Desk
from tests.undoing import newest, undo_event
from tracker.domain.errors import Refusal, Stale
from tracker.domain.urgency import Priority
from tracker.models import Article, Claim, Task, User
from tracker.services import article_lists, articles, claim_lists, claims, tasks, waiting
from tracker.services.claim_lists import Filters
from tracker.services.task_filters import NOBODY, OVERDUE, read_due
from tracker.services.tasks import Plan

TODAY = date(2026, 11, 26)


def plan(desk: Desk, thing: Claim | Article, *, by: User | None = None, **plan: Any) -> Task | None:
    task = tasks.set_out(desk.session, thing, Plan(**plan), by=by or desk.edda)
    desk.session.commit()
    return task


def waiting_for(desk: Desk, person: User) -> list[Claim | Article]:
    return [task.thing for task in tasks.waiting_for(desk.session, person)]


def test_what_is_assigned_waits_for_that_person_and_says_since_when_and_by_whom(desk: Desk) -> None:
    claim = desk.claim()
    task = plan(desk, claim, to=desk.boris, due=TODAY, priority=Priority.HIGH)
    assert task is not None
    assert (task.assigned_to, task.assigned_by, task.due) == (desk.boris, desk.edda, "2026-11-26")
    assert task.assigned_at is not None
    assert waiting_for(desk, desk.boris) == [claim]
    assert waiting_for(desk, desk.carla) == []
    assert newest(desk).action == "task.assigned"


def test_planning_work_is_no_change_of_what_is_worked_on(desk: Desk) -> None:
    claim = desk.claim()
    rev = claim.rev
    plan(desk, claim, to=desk.boris)
    assert claim.rev == rev
    assert (newest(desk).about_kind, newest(desk).about_id) == ("claim", claim.id)


def test_the_most_urgent_comes_first(desk: Desk) -> None:
    low, plain, urgent, later, soon = (desk.claim(f"{number}.") for number in range(5))
    plan(desk, low, to=desk.boris, priority=Priority.LOW)
    plan(desk, plain, to=desk.boris)
    plan(desk, urgent, to=desk.boris, priority=Priority.URGENT)
    plan(desk, later, to=desk.boris, due=TODAY + timedelta(days=2))
    plan(desk, soon, to=desk.boris, due=TODAY, priority=Priority.LOW)
    assert waiting_for(desk, desk.boris) == [soon, later, urgent, plain, low]


def test_what_is_done_withdrawn_or_set_aside_waits_for_nobody(desk: Desk) -> None:
    decided, gone, article = desk.claim("Decided."), desk.claim("Gone."), desk.article()
    for thing in (decided, gone, article):
        plan(desk, thing, to=desk.carla)
    desk.decide(decided, "likely")
    claims.withdraw(desk.session, gone, seen=gone.rev, why="entered twice", by=desk.boris)
    articles.finish(desk.session, article, seen=None, by=desk.carla)
    desk.session.commit()
    assert waiting_for(desk, desk.carla) == []


def test_the_same_again_records_nothing_and_another_priority_assigns_nobody(desk: Desk) -> None:
    claim = desk.claim()
    task = plan(desk, claim, to=desk.boris)
    assert task is not None
    since, last = task.assigned_at, newest(desk).seq
    plan(desk, claim, to=desk.boris)
    assert newest(desk).seq == last
    plan(desk, claim, to=desk.boris, priority=Priority.LOW)
    assert newest(desk).action == "task.planned"
    assert task.assigned_at == since
    plan(desk, claim)
    assert (task.assigned_to, task.assigned_at, task.priority) == (None, None, None)
    assert plan(desk, desk.claim("Nothing planned.")) is None


def test_who_may_not_deal_with_it_is_not_asked_to(desk: Desk) -> None:
    desk.carla.active = False
    for person in (desk.anna, desk.carla):
        with pytest.raises(Refusal) as refusal:
            tasks.set_out(desk.session, desk_claim := Claim(statement="x"), Plan(to=person), by=desk.edda)
        assert refusal.value.field == "assigned_to"
        assert desk_claim not in desk.session
    desk.session.rollback()
    assert [one.name for one in tasks.doers(desk.session, "claim")] == ["Boris", "Carla", "Edda"]
    assert [one.name for one in tasks.doers(desk.session, "article")] == ["Anna", "Boris", "Carla", "Edda"]


def test_nobody_is_asked_to_deal_with_a_withdrawn_claim(desk: Desk) -> None:
    with pytest.raises(Refusal):
        plan(desk, desk.claim(withdrawn=True), to=desk.boris)
    desk.session.rollback()


def test_a_plan_changed_meanwhile_is_not_written_over(desk: Desk) -> None:
    claim = desk.claim()
    task = plan(desk, claim, to=desk.boris)
    assert task is not None
    for seen in (0, task.rev + 1):
        with pytest.raises(Stale):
            tasks.set_out(desk.session, claim, Plan(to=desk.carla), seen=seen, by=desk.edda)
    with pytest.raises(Stale):
        tasks.set_out(desk.session, desk.claim("Other."), Plan(to=desk.carla), seen=3, by=desk.edda)


def test_an_assignment_is_news_to_whom_it_goes_until_they_have_read_it(desk: Desk) -> None:
    task, own = plan(desk, desk.claim(), to=desk.boris), plan(desk, desk.article(), to=desk.boris, by=desk.boris)
    assert task is not None
    assert own is not None
    assert tasks.unread(desk.session, desk.boris) == [task]
    tasks.mark_read(desk.session, desk.carla, {task.id})
    tasks.mark_read(desk.session, desk.boris, {task.id, own.id})
    desk.session.commit()
    assert tasks.unread(desk.session, desk.boris) == []
    plan(desk, task.thing, to=desk.carla)
    plan(desk, task.thing, to=desk.boris)
    assert tasks.unread(desk.session, desk.boris) == [task]


def test_lists_are_filtered_by_what_is_planned(desk: Desk) -> None:
    mine, late, free = desk.claim("Mine."), desk.claim("Late."), desk.claim("Free.")
    plan(desk, mine, to=desk.boris, priority=Priority.URGENT)
    plan(desk, late, to=desk.carla, due=TODAY)

    def found(**filters: Any) -> list[str]:
        return [row.claim.statement for row in claim_lists.page(desk.session, Filters(**filters)).rows]

    assert found(assigned="BORIS") == found(priority=Priority.URGENT) == ["Mine."]
    assert found(assigned=NOBODY) == [free.statement]
    assert found(assigned="nemo") == found(due=read_due("2026-11-25")) == []
    assert found(due=read_due("2026-11")) == found(due=read_due(OVERDUE, TODAY + timedelta(days=1))) == ["Late."]
    assert found(due=read_due(OVERDUE, TODAY)) == []
    desk.decide(late, "likely")
    assert found(due=read_due(OVERDUE, TODAY + timedelta(days=1))) == []
    assert found(due=read_due("2026-11-26")) == ["Late."]
    with pytest.raises(Refusal):
        read_due("soon")


def test_articles_are_filtered_by_what_is_planned_too(desk: Desk) -> None:
    mine, free = desk.article(), desk.article()
    plan(desk, mine, to=desk.anna, due=TODAY, priority=Priority.LOW)
    for filters in (
        article_lists.Filters(assigned="anna"),
        article_lists.Filters(due=read_due(OVERDUE, TODAY + timedelta(days=1))),
        article_lists.Filters(priority=Priority.LOW),
    ):
        [row] = article_lists.page(desk.session, filters).rows
        assert (row.article, row.task and row.task.due) == (mine, "2026-11-26")
    assert [row.article for row in article_lists.page(desk.session, article_lists.Filters(assigned=NOBODY)).rows] == [
        free
    ]


@pytest.mark.parametrize("many", [1, 20])
def test_what_waits_costs_the_same_for_one_and_for_many(desk: Desk, many: int) -> None:
    for number in range(many):
        plan(desk, desk.claim(f"Claim {number}."), to=desk.boris)
        plan(desk, desk.article(), to=desk.boris)
    desk.session.expunge_all()
    person = desk.session.get_one(User, desk.boris.id)
    with desk.counted() as sent:
        for task in waiting.assigned(desk.session, person):
            assert task.assigned_by is not None
            assert task.thing.stage.label
    assert len(sent) <= 2


def test_an_assignment_can_be_undone_and_made_again(desk: Desk) -> None:
    claim = desk.claim()
    plan(desk, claim, to=desk.boris, due=TODAY)
    undo_event(desk, newest(desk), by=desk.edda)
    assert waiting_for(desk, desk.boris) == []
    assert tasks.find_task(desk.session, claim) is None
    task = plan(desk, claim, to=desk.carla, priority=Priority.LOW)
    assert task is not None
    assert task.due is None
    assert waiting_for(desk, desk.carla) == [claim]
    plan(desk, claim, to=desk.boris)
    undo_event(desk, newest(desk), by=desk.edda)
    assert waiting_for(desk, desk.carla) == [claim]


def test_an_assignment_can_be_undone_although_the_claim_was_assessed_since(desk: Desk) -> None:
    claim = desk.claim()
    plan(desk, claim, to=desk.boris)
    event = newest(desk)
    desk.assess(claim, "likely", by=desk.boris)
    undo_event(desk, event, by=desk.edda)
    assert tasks.find_task(desk.session, claim) is None
