"""The default scale is set once, and the newest is in use."""

import pytest
from sqlalchemy import func, select

from tests.assessing import SETUP, Desk
from tracker.domain.errors import NotFound
from tracker.domain.verdicts import DEFAULT_SCALE
from tracker.models import Event, Scale
from tracker.services import scales


def test_the_default_scale_is_set_once_however_often_it_is_ensured(desk: Desk) -> None:
    again = scales.ensure(desk.session, by=SETUP)
    desk.session.commit()
    assert again is scales.in_use(desk.session)
    assert desk.session.scalar(select(func.count()).select_from(Scale)) == 1
    assert desk.session.scalar(select(func.count()).where(Event.action == "scale.added")) == 1


def test_the_scale_in_use_has_its_verdicts_in_order(desk: Desk) -> None:
    keys = [verdict.key for verdict in scales.in_use(desk.session).verdicts]
    assert keys == [step.key for step in DEFAULT_SCALE]


def test_a_verdict_is_found_by_key_or_id(desk: Desk) -> None:
    likely = scales.get_verdict(desk.session, "likely")
    assert scales.find_verdict(desk.session, likely.id) is likely
    with pytest.raises(NotFound):
        scales.get_verdict(desk.session, "proven")
