"""Every page of the URL map in a real browser, on a desk where each has something to show; so are pages of refusals."""

from dataclasses import asdict

import pytest
from flask import Flask
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import LiveDesk
from tests.browser.every_page import ANSWERS, PAGES, addresses
from tests.browser.filled_desk import fill
from tests.browser.looking import faults

pytestmark = [pytest.mark.grades, pytest.mark.public, pytest.mark.corrections_form]

PARTS = 4
"""How many tests walk the pages, so that several workers share them."""

REFUSED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("/articles/add", "Read it", {}),
    ("/captures/{web_capture}/cut", "Save the article", {"lines": "99", "published": "2026-02-31"}),
    ("/articles/{article}/passages/mark", "Mark it", {"quote": "words that stand nowhere"}),
    ("/appearances/{lost}/place", "Place it here", {"quote": "that"}),
    ("/claims/{hard_claim}/edit", "Save", {"statement": ""}),
    ("/claims/{undecided}/assess", "Save my assessment", {}),
    ("/claims/{claim}/decide", "Decide", {"as_of": "31 February"}),
    ("/claims/{claim}/evidence/add", "Save", {"title": "A page", "address": "javascript:alert(1)"}),
    ("/claims/{claim}/enquiries/add", "Save", {"asked_on": "2026-02-31"}),
    ("/claims/{claim}/links/add", "Relate them", {"other": "99999"}),
    ("/sources/add", "Add", {"name": "fars"}),
    ("/sources/{source}/owners/add", "Note the owner", {"owner": "nobody of this name"}),
    ("/reports/export?source=nobody+of+this+name", "Export", {}),
    ("/reports/export?article={article}", "Export", {"as_of": "the day before yesterday"}),
    ("/counsel/claim/{hard_claim}", "Make the file", {}),
    ("/corrections/new", "Enter it", {"words": "It was two."}),
    ("/corrections/1", "Close it", {}),
    ("/public/claims/{reviewed}/ask", "Send it", {"contact": "nowhere"}),
    ("/people/add", "Add, and show", {"login": "ada", "name": "Another Ada"}),
    ("/password", "Save the password", {"old_password": "something else"}),
)
"""Forms, each with the button that sends it, and by the names of its fields what is typed that cannot be taken."""


def test_every_endpoint_that_can_be_looked_at_has_an_address(app: Flask) -> None:
    shown = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert shown == PAGES.keys() | ANSWERS.keys() | {"feeds.trail"}, "the feed's address holds a key of the reader"
    assert not PAGES.keys() & ANSWERS.keys()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_there_and_nothing_is_wrong_with_it(live_desk: LiveDesk, page: Page, part: int) -> None:
    paths = addresses(fill(live_desk.database))[part::PARTS]
    live_desk.sign_in(page, "ada")
    wrong = {path: found for path in paths if (found := wrong_with(live_desk, page, path))}
    assert wrong == {}


def test_every_answer_for_scripts_is_there(live_desk: LiveDesk, page: Page) -> None:
    places = asdict(fill(live_desk.database))
    live_desk.sign_in(page, "ada")
    for path in ANSWERS.values():
        assert page.request.get(live_desk.url + path.format(**places)).status == 200, path


def wrong_with(desk: LiveDesk, page: Page, path: str, status: int = 200) -> list[str]:
    """Go to an address, and list what is wrong with its page."""
    response = page.goto(desk.url + path)
    assert response is not None
    answered = [] if response.status == status else [f"it answers {response.status}"]
    return answered + faults(page) + complaints(desk, response)


def complaints(desk: LiveDesk, response: Response) -> list[str]:
    """Return, and forget, what the console said, but for the status of a page that is a refusal."""
    said, desk.complaints[:] = desk.complaints[:], []
    return [one for one in said if response.ok or f"status of {response.status}" not in one]


def test_a_form_that_is_refused_is_a_page_like_any_other(live_desk: LiveDesk, page: Page) -> None:
    places = asdict(fill(live_desk.database))
    live_desk.sign_in(page, "ada")
    wrong = {}
    for path, button, typed in REFUSED:
        page.goto(live_desk.url + path.format(**places))
        for name, value in typed.items():
            page.locator(f"main [name={name}]").fill(value)
        with page.expect_response(lambda response: response.request.method == "POST") as sent:
            page.get_by_role("button", name=button).click()
        expect(page.get_by_role("alert").first).to_be_visible()
        answered = [] if sent.value.status in (409, 422) else [f"it answers {sent.value.status}"]
        if found := answered + faults(page) + complaints(live_desk, sent.value):
            wrong[path] = found
    # This form only asks, so it is refused by an address.
    asked = f"/as-of/claim/{places['hard_claim']}?at=the+day+before+yesterday"
    assert wrong_with(live_desk, page, asked, status=422) == []
    assert wrong == {}


def test_pages_that_say_no_are_pages_like_any_other(live_desk: LiveDesk, page: Page) -> None:
    live_desk.sign_in(page, "vera")
    assert wrong_with(live_desk, page, "/claims/99999", status=404) == []
    assert wrong_with(live_desk, page, "/people", status=403) == []
    page.context.clear_cookies(name="sign-in")
    assert wrong_with(live_desk, page, "/sign-in?next=/claims") == []
    page.get_by_label("Sign-in name").fill("vera")
    page.get_by_label("Password").fill("not the one")
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not fit together")
    assert faults(page) + complaints(live_desk, sent.value) == []


def test_a_one_time_password_is_shown_and_must_be_changed_on_pages_like_any_other(
    live_desk: LiveDesk, page: Page
) -> None:
    places = fill(live_desk.database)
    live_desk.sign_in(page, "ada")
    page.goto(f"{live_desk.url}/people/{places.person}")
    with page.expect_navigation():
        page.get_by_role("button", name="New one-time password").click()
    one_time = page.locator("main code").inner_text()
    assert faults(page) == []
    page.context.clear_cookies(name="sign-in")
    page.goto(f"{live_desk.url}/sign-in")
    page.get_by_label("Sign-in name").fill("rita")
    page.get_by_label("Password").fill(one_time)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_label("New password, once more")).to_be_visible()
    assert faults(page) == []
