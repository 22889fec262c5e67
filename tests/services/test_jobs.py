"""Work that goes on behind the pages: one of a kind at a time, and who gives no sign of life counts as broken off."""

from contextlib import closing

import pytest
from sqlalchemy.orm import Session

from tests.assessing import Desk
from tracker.db.engines import WRITES
from tracker.domain import chance
from tracker.domain.errors import Refusal
from tracker.models import Check
from tracker.services import jobs


def begun(desk: Desk) -> Check:
    job = jobs.begin(desk.session, Check, "One is under way.", by=desk.edda, events=9)
    desk.session.commit()
    return job


def test_another_of_its_kind_waits_until_one_is_done(desk: Desk) -> None:
    job = begun(desk)
    assert jobs.is_running(job)
    with pytest.raises(Refusal, match=r"One is under way\."):
        begun(desk)
    job.finished_at = chance.now()
    desk.session.commit()
    assert not jobs.is_running(job)
    newer = begun(desk)
    assert jobs.newest(desk.session, Check) == newer


def test_what_gives_no_sign_of_life_is_broken_off_and_can_be_begun_again(desk: Desk) -> None:
    job = begun(desk)
    job.seen_at -= jobs.SILENCE
    desk.session.commit()
    assert not jobs.is_running(job)
    assert begun(desk).id != job.id


def test_a_sign_of_life_tells_how_far_it_is_and_the_end_what_was_found(desk: Desk) -> None:
    job = begun(desk)
    job.seen_at -= jobs.SILENCE
    desk.session.commit()
    brief = desk.engine.execution_options(**WRITES).begin
    jobs.tell(brief, Check, job.id, read=4)
    assert seen(desk, job) == (True, 4, [])
    jobs.finish(brief, Check, job.id, read=9, faults=["One."])
    assert seen(desk, job) == (False, 9, ["One."])


def seen(desk: Desk, job: Check) -> tuple[bool, int, list[str]]:
    """Return whether a job is under way, and what it has told, as another session sees it."""
    with closing(Session(desk.engine)) as session:
        there = session.get_one(Check, job.id)
        return jobs.is_running(there), there.read, there.faults
