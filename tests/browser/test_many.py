"""Choosing many claims of a list with the mouse."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import LiveDesk
from tests.browser.filled_desk import fill


def test_shift_ticks_all_between_and_the_head_ticks_the_page(live_desk: LiveDesk, page: Page) -> None:
    fill(live_desk.database)
    live_desk.sign_in(page, "ada")
    page.goto(f"{live_desk.url}/claims")
    ticks = page.get_by_role("checkbox", name="Tick claim")
    ticks.nth(1).click()
    ticks.nth(4).click(modifiers=["Shift"])
    expect(page.get_by_text("4 ticked")).to_be_visible()
    for place in range(1, 5):
        expect(ticks.nth(place)).to_be_checked()
    expect(ticks.nth(0)).not_to_be_checked()
    page.get_by_label("Tick all on this page").click()
    expect(ticks.nth(0)).to_be_checked()
    page.get_by_label("Tick all on this page").click()
    expect(ticks.nth(4)).not_to_be_checked()
    ticks.nth(0).click()
    ticks.nth(1).click()
    page.get_by_role("button", name="Those ticked").click()
    expect(page.get_by_text("2 claims, as one change")).to_be_visible()
