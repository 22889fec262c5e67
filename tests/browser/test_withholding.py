"""Withholding words in a real browser: what was found is a page like any other, and then the words are gone."""

import re
from contextlib import closing

from playwright.sync_api import Page, expect

from tests.browser.conftest import LiveDesk
from tests.browser.looking import faults
from tracker.domain.roles import Role
from tracker.services import people

TEXT = "The court heard that Jürgen Querfeld had fled before dawn.\n\nNobody else has said so.\n"


def test_words_are_found_chosen_sent_and_approved(live_desk: LiveDesk, page: Page) -> None:
    live_desk.take_in(TEXT, "Querfeld in court")
    with closing(live_desk.database.writing()) as session:
        ada = live_desk.person(session, "ada")
        people.change(session, live_desk.person(session, "emil"), name="Emil Editor", role=Role.ADMIN, by=ada)
        session.commit()
    live_desk.sign_in(page, "ada")
    page.goto(f"{live_desk.url}/articles/1")
    page.get_by_role("link", name="Withhold words").click()
    page.get_by_label("Words, a line for each way").fill("Jürgen Querfeld\nQuerfeld")
    page.get_by_role("button", name="Find every copy").click()
    expect(page.get_by_role("heading", name=re.compile("Where they stand"))).to_be_visible()
    assert faults(page) == []
    page.get_by_label("A person at risk").check()
    page.get_by_label("Why").fill("Threats of November.")
    page.get_by_role("button", name="Send to a second admin").click()
    expect(page.get_by_text("It waits for a second admin now.")).to_be_visible()
    page.get_by_role("group").get_by_text("Ada Admin").click()
    page.get_by_role("button", name="Sign out").click()
    live_desk.sign_in(page, "emil")
    page.get_by_role("link", name="Threats of November.").click()
    assert faults(page) == []
    page.get_by_role("button", name="Approve, and withhold the words").click()
    expect(page.get_by_text("The words are withheld.")).to_be_visible()
    page.goto(f"{live_desk.url}/articles/1")
    expect(page.get_by_text("Threats of November.")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Querfeld")
    assert faults(page) == []
    assert live_desk.complaints == []
