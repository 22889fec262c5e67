"""A file for counsel in a real browser: taken by the page's own form, unpacked, read on screen and on paper."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LiveDesk
from tests.browser.filled_desk import ARABIC, CYRILLIC, fill
from tests.browser.looking import faults

PAGES = ("cover", "chronology", "versions", "report")


@pytest.fixture
def unpacked(live_desk: LiveDesk, page: Page, tmp_path: Path) -> Path:
    """Return the folder into which the file of a claim in three scripts was unpacked."""
    places = fill(live_desk.database)
    live_desk.sign_in(page, "ada")
    page.goto(f"{live_desk.url}/claims/{places.hard_claim}")
    page.get_by_role("link", name="File for counsel").click()
    page.get_by_label("What it is for").fill("Letter before claim")
    page.get_by_label("Put the notes in").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the file").click()
    assert download.value.suggested_filename == f"counsel-claim-{places.hard_claim}.zip"
    with ZipFile(download.value.path()) as packed:
        packed.extractall(tmp_path)
    return tmp_path


def test_nothing_is_wrong_with_its_pages_and_they_lead_to_each_other(page: Page, unpacked: Path) -> None:
    wrong = {}
    for name in PAGES:
        page.goto((unpacked / f"{name}.html").as_uri())
        if found := faults(page):
            wrong[name] = found
    assert wrong == {}
    page.goto((unpacked / "cover.html").as_uri())
    page.get_by_role("link", name="chronology.html").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(CYRILLIC)
    page.goto((unpacked / "versions.html").as_uri())
    page.get_by_role("link", name="texts/article-").first.click()
    expect(page.locator("body")).to_contain_text(ARABIC)


def test_words_that_run_from_the_right_do_so(page: Page, unpacked: Path) -> None:
    page.goto((unpacked / "chronology.html").as_uri())
    excerpt = page.locator("dd", has_text="وقالت الوكالة").first
    assert excerpt.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    assert page.get_by_role("heading", level=1).evaluate("(one) => getComputedStyle(one).direction") == "ltr"


def test_the_cover_fits_on_one_sheet(page: Page, unpacked: Path) -> None:
    page.goto((unpacked / "cover.html").as_uri())
    page.emulate_media(media="print")
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 2
