"""Forms that are sent too late, from a stale page, or twice: each is told, loses nothing, and is done once."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from tests.browser.conftest import LiveDesk
from tests.cast import PASSWORD
from tracker.domain.actions import Action
from tracker.models import Claim, Event

TEXT = "Depot hit before dawn\n\nFARS reported that nineteen people were killed.\n"
WORDS = "Nineteen people, perhaps more,\ndied “there” – تسعة عشر 👨‍👩‍👧."


@pytest.fixture
def desk(live_desk: LiveDesk) -> LiveDesk:
    """Give a desk of one claim."""
    live_desk.take_in(TEXT, "Depot hit before dawn")
    live_desk.annotate(1, "nineteen people were killed", "Nineteen people died.")
    return live_desk


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """Open a second browser, which knows nothing of the first."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """Open a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def done(desk: LiveDesk, action: Action) -> int:
    """Count how often something was done."""
    with closing(desk.database.reading()) as session:
        return session.scalar(select(func.count()).where(Event.action == action.value)) or 0


def statement(desk: LiveDesk) -> str:
    """Return the statement of the one claim."""
    with closing(desk.database.reading()) as session:
        return session.scalars(select(Claim)).one().statement


def send(page: Page, name: str) -> int:
    """Press a button, and return the status of what its form is answered with."""
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()
    return sent.value.status


def press_twice(desk: LiveDesk, page: Page, name: str) -> None:
    """Press a button, and once more while the desk is still busy."""
    button = page.get_by_role("button", name=name, exact=True)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    with closing(desk.database.writing()) as session:
        session.execute(select(1))
        for _ in range(2):
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.wait_for_timeout(300)


def expected(desk: LiveDesk, status: int) -> None:
    """Forget that the console told of a status that was meant to be."""
    desk.complaints[:] = [said for said in desk.complaints if f"status of {status}" not in said]


def test_a_form_sent_after_the_session_ended_is_held_and_sent_again_by_one_button(desk: LiveDesk, page: Page) -> None:
    desk.sign_in(page, "anton")
    page.goto(f"{desk.url}/claims/1/edit")
    page.get_by_label("Statement").fill(WORDS)
    elsewhere = page.context.new_page()
    elsewhere.goto(desk.url)
    elsewhere.locator(".menu > summary").click()
    elsewhere.get_by_role("button", name="Sign out").click()
    expect(elsewhere.get_by_label("Sign-in name")).to_be_visible()
    assert send(page, "Save") == 401
    assert statement(desk) == "Nineteen people died."
    page.get_by_label("Sign-in name").fill("anton")
    page.get_by_label("Password").fill(PASSWORD)
    assert send(page, "Sign in") == 200
    expect(page.locator("main")).to_contain_text("perhaps more")
    assert statement(desk) == "Nineteen people died."
    assert send(page, "Send it") == 303
    expect(page.get_by_role("heading", level=1)).to_contain_text("perhaps more")
    assert statement(desk) == WORDS
    assert done(desk, Action.CLAIM_EDITED) == 1
    expected(desk, 401)


def test_a_stale_form_shows_what_changed_meanwhile_and_keeps_what_was_typed(
    desk: LiveDesk, page: Page, other: Page
) -> None:
    for one, login in ((page, "anton"), (other, "rita")):
        desk.sign_in(one, login)
        one.goto(f"{desk.url}/claims/1/edit")
    page.get_by_label("Statement").fill("Nineteen people were killed.")
    assert send(page, "Save") == 303
    other.get_by_label("Statement").fill(WORDS)
    assert send(other, "Save") == 409
    expect(other.locator(".stale")).to_contain_text("were killed")
    expect(other.locator(".stale")).to_contain_text("Anton Annotator")
    expect(other.get_by_label("Statement")).to_have_value(WORDS)
    assert statement(desk) == "Nineteen people were killed."
    assert send(other, "Save") == 303
    assert statement(desk) == WORDS
    expected(desk, 409)


def test_a_change_that_is_sent_twice_is_made_once(desk: LiveDesk, page: Page) -> None:
    desk.sign_in(page, "anton")
    page.goto(f"{desk.url}/claims/1/edit")
    page.get_by_label("Statement").fill(WORDS)
    press_twice(desk, page, "Save")
    expect(page.get_by_role("heading", level=1)).to_contain_text("perhaps more")
    assert done(desk, Action.CLAIM_EDITED) == 1


def test_something_new_that_is_sent_twice_without_scripts_is_added_once(desk: LiveDesk, plain: Page) -> None:
    desk.sign_in(plain, "anton")
    plain.goto(f"{desk.url}/claims/1/evidence/add")
    plain.get_by_label("Title").fill("Bulletin 46")
    plain.get_by_label("Excerpt").fill(WORDS)
    posts: list[str] = []
    plain.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    press_twice(desk, plain, "Save")
    expect(plain.locator("#evidence .excerpt")).to_have_count(1)
    assert len(posts) == 2
    assert done(desk, Action.EVIDENCE_ADDED) == 1
