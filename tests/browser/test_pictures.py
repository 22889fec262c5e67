"""Pictures of sources, articles and cases in a real browser: from the keyboard, at any width, in its own box."""

from dataclasses import asdict

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LiveDesk
from tests.browser.filled_desk import fill
from tests.browser.looking import NARROW

PICTURES = ("/sources/{hard_source}/connections", "/articles/{article}/origins", "/cases/{case}")


@pytest.mark.parametrize("path", PICTURES)
def test_each_box_is_reached_by_tab_and_leads_to_words_that_are_seen(
    live_desk: LiveDesk, page: Page, path: str
) -> None:
    address = live_desk.url + path.format(**asdict(fill(live_desk.database)))
    live_desk.sign_in(page, "ada")
    page.goto(address)
    picture = page.locator("figure .picture").first
    links = picture.locator("a[href^='#']")
    picture.focus()
    for at in range(min(links.count(), 5)):
        page.keyboard.press("Tab")
        expect(links.nth(at)).to_be_focused()
    last = links.last
    last.focus()
    words = page.locator(f"[id='{fragment(last)}']")
    page.keyboard.press("Enter")
    expect(words).to_be_in_viewport()


@pytest.mark.parametrize("path", PICTURES)
def test_on_a_narrow_page_a_picture_keeps_its_size_and_scrolls_in_its_own_box(
    live_desk: LiveDesk, page: Page, path: str
) -> None:
    address = live_desk.url + path.format(**asdict(fill(live_desk.database)))
    live_desk.sign_in(page, "ada")
    page.set_viewport_size(NARROW)
    page.goto(address)
    picture = page.locator("figure .picture").first
    drawn = picture.locator("svg").first
    natural = int(drawn.get_attribute("width") or 0)
    assert natural > NARROW["width"]
    assert drawn.evaluate("(one) => one.getBoundingClientRect().width") == natural
    assert picture.evaluate("(one) => one.scrollWidth > one.clientWidth")
    assert not page.evaluate("document.scrollingElement.scrollWidth > innerWidth")


def fragment(link: Locator) -> str:
    """Return where in the page a link leads."""
    return (link.get_attribute("href") or "").removeprefix("#")
