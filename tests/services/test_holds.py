"""Who works on what now: it shows, it runs out, and it keeps nobody from saving."""

from contextlib import closing
from datetime import timedelta

from sqlalchemy import update

from tests.assessing import KEY, Desk
from tracker.db import Database
from tracker.domain import chance
from tracker.models import Claim, Hold, User
from tracker.services import holds


def keep(desk: Desk, claim: Claim, person: User) -> None:
    thing_id, person_id = claim.id, person.id
    desk.session.commit()
    database = Database(str(desk.engine.url.render_as_string(hide_password=False)), KEY)
    with closing(database.reading()) as session:
        holds.keep(session, database.brief, thing_id, person_id)
    database.engine.dispose()
    desk.session.expire_all()


def run_out(desk: Desk, by: timedelta = holds.LASTS) -> None:
    desk.session.execute(update(Hold).values(expires_at=chance.now() + holds.LASTS - by))
    desk.session.commit()
    desk.session.expire_all()


def holder(desk: Desk, claim: Claim) -> str | None:
    hold = holds.on(desk.session, claim.id)
    found = hold.person.name if hold is not None else None
    desk.session.commit()
    return found


def test_what_one_person_works_on_is_not_another_ones_until_that_runs_out(desk: Desk) -> None:
    claim = desk.claim()
    assert holder(desk, claim) is None
    keep(desk, claim, desk.boris)
    keep(desk, claim, desk.carla)
    assert holder(desk, claim) == "Boris"
    run_out(desk)
    assert holder(desk, claim) is None
    keep(desk, claim, desk.carla)
    assert holder(desk, claim) == "Carla"


def test_a_hold_lasts_on_while_its_form_is_used(desk: Desk) -> None:
    claim = desk.claim()
    keep(desk, claim, desk.boris)
    run_out(desk, timedelta(minutes=15))
    keep(desk, claim, desk.boris)
    hold = holds.on(desk.session, claim.id)
    assert hold is not None
    assert hold.expires_at - chance.now() > holds.LASTS - timedelta(minutes=1)
    assert hold.since < hold.expires_at - holds.LASTS


def test_a_hold_ends_with_the_work_and_keeps_nobody_from_saving(desk: Desk) -> None:
    claim = desk.claim()
    keep(desk, claim, desk.boris)
    desk.assess(claim, "likely", by=desk.carla)
    assert holder(desk, claim) == "Boris"
    desk.assess(claim, "likely", by=desk.boris)
    assert holder(desk, claim) is None
