"""Undoing that takes more than one transaction is noted as a job, and goes on from where it was, also another day."""

import pytest
from sqlalchemy import func, select

from tests.assessing import Desk
from tests.undoing import acted, faults, newest, worked_on, write_a_note
from tracker.domain.errors import NotAllowed, Refusal, Stale
from tracker.domain.roles import Role
from tracker.models import Claim, Event, LongUndoing, Note
from tracker.services import jobs, notes
from tracker.services.undo import going_on, sweeps
from tracker.services.undo.going_on import Begun
from tracker.services.undo.scopes import Scope


@pytest.fixture
def claim(desk: Desk) -> Claim:
    return worked_on(desk)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one go take eight changes, and the first transaction three."""
    monkeypatch.setattr(sweeps, "MOST", 8)
    monkeypatch.setattr(sweeps, "BATCH", 3)


def written(desk: Desk, claim: Claim, times: int) -> Scope:
    """Let Boris write notes, and return the scope of them."""
    first = newest(desk).seq + 1
    for _ in range(times):
        acted(desk, write_a_note, claim)
    return Scope(desk.boris, first, "then")


def begin(desk: Desk, scope: Scope) -> Begun:
    begun = going_on.begin(desk.session, scope, seen=newest(desk).seq, why="not his", by=desk.edda)
    desk.session.commit()
    return begun


def go_on(desk: Desk, begun: Begun, most: int = 2) -> bool:
    assert begun.job is not None
    more = going_on.go_on(desk.session, begun.job, most)
    desk.session.commit()
    return more


def told(desk: Desk, begun: Begun) -> tuple[int, int, int, int | None, bool]:
    """Return what a job tells of itself: of how many how many were looked at, undone and left, and its end."""
    job = desk.session.get_one(LongUndoing, begun.job)
    assert job.weighed == job.undone + job.held
    return job.events, job.undone, job.held, job.below, job.finished_at is not None


def left(desk: Desk) -> int:
    return desk.session.scalar(select(func.count()).select_from(Note).where(Note.withdrawn.is_(False))) or 0


def test_what_one_transaction_takes_is_done_at_once_and_needs_no_job(desk: Desk, claim: Claim) -> None:
    begun = begin(desk, written(desk, claim, 3))
    assert (begun.progress.undone, begun.older, begun.job, left(desk)) == (3, False, None, 0)
    assert jobs.newest(desk.session, LongUndoing) is None


def test_the_rest_goes_on_transaction_by_transaction_and_tells_how_far_it_is(desk: Desk, claim: Claim) -> None:
    scope = written(desk, claim, 7)
    begun = begin(desk, scope)
    assert (begun.progress.undone, begun.older, left(desk)) == (3, False, 4)
    assert told(desk, begun) == (7, 3, 0, scope.first + 4, False)
    assert go_on(desk, begun)
    assert told(desk, begun) == (7, 5, 0, scope.first + 2, False)
    assert not go_on(desk, begun)
    assert told(desk, begun) == (7, 7, 0, None, True)
    assert not go_on(desk, begun)
    assert left(desk) == 0
    undoings = desk.session.scalars(select(Event).where(Event.action == "action.undone")).all()
    assert {event.actor for event in undoings} == {desk.edda.actor}
    assert faults(desk) == []


def test_one_go_ends_where_its_list_did_and_says_that_older_ones_are_left(desk: Desk, claim: Claim) -> None:
    begun = begin(desk, written(desk, claim, 10))
    while go_on(desk, begun):
        pass
    assert told(desk, begun) == (8, 8, 0, None, True)
    assert desk.session.get_one(LongUndoing, begun.job).older
    assert left(desk) == 2


def test_what_comes_in_the_way_meanwhile_is_left(desk: Desk, claim: Claim) -> None:
    scope = written(desk, claim, 6)
    begun = begin(desk, scope)
    oldest = desk.session.scalars(select(Note).order_by(Note.id)).first()
    assert oldest is not None
    notes.add(desk.session, claim, words="I did.", answers=oldest, by=desk.carla)
    desk.session.commit()
    while go_on(desk, begun):
        pass
    assert told(desk, begun) == (6, 5, 1, None, True)
    assert left(desk) == 2


def test_nothing_goes_on_behind_a_list_that_is_stale(desk: Desk, claim: Claim) -> None:
    scope, seen = written(desk, claim, 5), newest(desk).seq
    acted(desk, write_a_note, claim)
    with pytest.raises(Stale):
        going_on.begin(desk.session, scope, seen=seen, why="not his", by=desk.edda)
    desk.session.rollback()
    assert jobs.newest(desk.session, LongUndoing) is None


def test_one_at_a_time(desk: Desk, claim: Claim) -> None:
    scope = written(desk, claim, 7)
    begin(desk, scope)
    with pytest.raises(Refusal, match="being undone behind the pages"):
        begin(desk, scope)
    desk.session.rollback()
    assert left(desk) == 4


def test_what_was_broken_off_is_taken_up_where_it_was(desk: Desk, claim: Claim) -> None:
    scope = written(desk, claim, 8)
    broken = begin(desk, scope)
    desk.session.get_one(LongUndoing, broken.job).seen_at -= jobs.SILENCE
    desk.session.commit()
    again = begin(desk, scope)
    assert told(desk, again) == (5, 3, 0, scope.first + 2, False)
    # Should the first have been silent for long only, the two are not in each other's way.
    while go_on(desk, broken) | go_on(desk, again):
        pass
    assert left(desk) == 0
    assert len(desk.session.scalars(select(Event).where(Event.action == "action.undone")).all()) == 8
    assert faults(desk) == []


def test_who_may_not_undo_any_more_has_nothing_undone_from_then_on(desk: Desk, claim: Claim) -> None:
    begun = begin(desk, written(desk, claim, 7))
    desk.edda.role = Role.VIEWER
    with pytest.raises(NotAllowed):
        going_on.go_on(desk.session, begun.job or desk.edda.id, 2)
    desk.session.rollback()
    assert left(desk) == 4


@pytest.mark.parametrize(("most", "took", "next_time"), [(3, 0.1, 3), (3, 1.4, 1), (2, 0.7, 2), (2, 0.4, 3), (1, 9, 1)])
def test_the_next_transaction_undoes_as_many_as_take_a_moment(most: int, took: float, next_time: int) -> None:
    assert sweeps.fitting(most, took) == next_time
