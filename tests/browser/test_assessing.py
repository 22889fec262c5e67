"""Assessing in a browser: the words of a reason go where one's own words are typed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LiveDesk
from tracker.domain.reasons import DEFAULT_REASONS

TEXT = "FARS reported, citing Sputnik Arabic, that nineteen people were killed."
OVERSTATED = next(reason.template for reason in DEFAULT_REASONS if reason.key == "overstated")


@pytest.mark.parametrize("where", ["page", "dialog"])
def test_words_to_start_from_go_in_at_the_cursor_with_their_first_gap_selected(
    live_desk: LiveDesk, page: Page, where: str
) -> None:
    live_desk.take_in(TEXT, "Depot hit")
    live_desk.annotate(1, "nineteen people were killed", "Nineteen people died.")
    live_desk.sign_in(page, "rita")
    if where == "page":
        page.goto(f"{live_desk.url}/claims/1/assess")
    else:
        page.goto(f"{live_desk.url}/articles/1")
        page.keyboard.press("j")
        page.keyboard.press("3")
    words, use = page.locator("textarea[name=words]"), page.locator(f"button[data-words='{OVERSTATED}']")
    expect(use).to_be_hidden()
    page.get_by_role("checkbox", name="Overstated by the article").check()
    words.fill("We read both.")
    use.click()
    expect(words).to_be_focused()
    page.keyboard.type("nineteen")
    expect(words).to_have_value(f"We read both. {OVERSTATED.replace('…', 'nineteen', 1)}")
