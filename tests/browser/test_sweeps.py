"""Undoing that goes on behind the page, in a real browser."""

from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import LiveDesk
from tests.browser.filled_desk import fill
from tests.browser.looking import faults
from tracker.models import LongUndoing
from tracker.services.undo import sweeps
from tracker.web import behind


def test_the_page_of_what_is_being_undone_is_like_any_other_and_ends_with_what_came_of_it(
    live_desk: LiveDesk, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    work: list[Callable[[], None]] = []
    monkeypatch.setattr(sweeps, "BATCH", 2)
    monkeypatch.setattr(behind, "begin", work.append)
    places = fill(live_desk.database)
    live_desk.sign_in(page, "ada")
    page.goto(f"{live_desk.url}/undo/since?who={places.busy}&since=2018-01-01")
    page.get_by_label("Say why").fill("Not his.")
    page.get_by_role("button", name="Undo them all").click()
    expect(page.get_by_role("progressbar", name="Changes looked at")).to_be_visible()
    assert faults(page) == []
    work[0]()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("Done on")).to_be_visible()
    assert faults(page) == []
    with closing(live_desk.database.reading()) as session:
        job = session.scalars(select(LongUndoing).order_by(LongUndoing.id.desc()).limit(1)).one()
        assert (job.weighed, job.below) == (job.events, None)
