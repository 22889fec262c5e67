"""The main job as people do it: an article is pasted, its claim annotated, assessed, decided, and a report goes out."""

from pathlib import Path

from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import LiveDesk
from tests.cast import CAST, PASSWORD

TITLE = "Depot outside the town was hit before dawn"
TEXT = f"""{TITLE}

FARS reported, citing Sputnik Arabic, that nineteen people were killed when four aircraft struck the depot.

The ministry of defence has not spoken of it, and the road stayed shut until the evening.
"""
QUOTE = "nineteen people were killed"
STATEMENT = "Nineteen people were killed in the strike on the depot."
REASON = "One origin that gives no basis; nobody else reports a loss."
WHERE = """(words) => {
  const walker = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT);
  while (!walker.nextNode().data.includes(words));
  const range = document.createRange(), start = walker.currentNode.data.indexOf(words);
  range.setStart(walker.currentNode, start);
  range.setEnd(walker.currentNode, start + words.length);
  const lines = [...range.getClientRects()], first = lines[0], last = lines.at(-1);
  return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
}"""


def test_from_a_pasted_article_to_a_report(live_desk: LiveDesk, page: Page, tmp_path: Path) -> None:
    live_desk.sign_in(page, "anton")
    take_in(page)
    annotate(page)
    hand_over(page, "anton", "rita")
    assess(page)
    hand_over(page, "rita", "emil")
    decide(page)
    read_the_trail(page)
    report = take_out(page).path()
    page.goto(report.rename(tmp_path / "report.html").as_uri())
    read_the_report(page)


def take_in(page: Page) -> None:
    """Paste the article, say whose it is, and save it."""
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("link", name="Add an article").first.click()
    page.get_by_label("Text of the article").fill(TEXT)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    page.get_by_label("Outlet", exact=True).fill("The Coast Road")
    page.get_by_label("Published").fill("2026-11-13")
    page.get_by_role("button", name="Save the article").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def annotate(page: Page) -> None:
    """Select words with the mouse, and say by the keys what they claim and on whose word."""
    page.wait_for_load_state()  # Before, the keys mean nothing yet.
    left, top, right, bottom = page.evaluate(WHERE, QUOTE)
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()
    page.keyboard.press("a")
    expect(page.locator("#quote-locked")).to_have_text(QUOTE)
    page.keyboard.type(STATEMENT)
    page.keyboard.press("Tab")
    for source in ("FARS", "Sputnik Arabic"):
        page.keyboard.type(source)
        page.keyboard.press("Enter")
    page.keyboard.press(".")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#saved-note")).to_have_text("Claim 1 is saved.")


def hand_over(page: Page, who: str, to: str) -> None:
    """Sign out, and let somebody else sign in."""
    page.locator(".menu > summary", has_text=CAST[who][0]).click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Sign-in name").fill(to)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".menu > summary")).to_have_text(CAST[to][0])


def assess(page: Page) -> None:
    """Give an assessment, with what each step of the trail came to."""
    page.get_by_role("link", name="Claims", exact=True).click()
    page.get_by_role("link", name=STATEMENT).click()
    page.get_by_role("link", name="Assess", exact=True).click()
    page.get_by_role("radio", name="Unproven").check()
    page.get_by_role("checkbox", name="Basis not stated").check()
    page.get_by_label("In your words").fill("FARS says it; the item it cites is gone.")
    page.get_by_label("Did they say it? (FARS)").select_option("Yes")
    page.get_by_label("Read as (FARS)").select_option("The original")
    page.get_by_label("Did they say it? (Sputnik Arabic)").select_option("Could not obtain")
    page.get_by_role("button", name="Save my assessment").click()
    expect(page.locator("#assessments")).to_contain_text("the item it cites is gone")


def decide(page: Page) -> None:
    """Decide what waits on the first page."""
    page.get_by_role("link", name="First page").click()
    page.locator("#waits").get_by_role("link", name=STATEMENT).click()
    page.get_by_role("link", name="Decide", exact=True).click()
    page.get_by_role("radio", name="Unproven").check()
    page.get_by_label("Reason, in one line").fill(REASON)
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.locator(".ruling")).to_contain_text("Unproven")
    expect(page.locator(".ruling")).to_contain_text(REASON)
    expect(page.locator(".ruling")).to_contain_text("decided by Emil Editor")


def read_the_trail(page: Page) -> None:
    """Read who did what to the claim, the newest first."""
    page.locator("#changes .head a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Audit trail")
    expect(page.locator(".entry-body > p:first-child")).to_have_text(
        ["Emil Editor decided claim 1", "Rita Reviewer assessed claim 1", "Anton Annotator annotated claim 1"]
    )
    expect(page.locator(".log")).to_contain_text(REASON)


def take_out(page: Page) -> Download:
    """Look at the report on the article, and take it out as one file."""
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Report", exact=True).click()
    page.get_by_text("Export it", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    assert download.value.suggested_filename.endswith(".html")
    return download.value


def read_the_report(page: Page) -> None:
    """Read the file that went out, by itself and with no desk behind it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    row = page.get_by_role("row").filter(has_text=STATEMENT)
    for words in (QUOTE, "Unproven", REASON):
        expect(row).to_contain_text(words)
    expect(page.get_by_role("figure")).to_contain_text("Sputnik Arabic")
    expect(page.locator("table.steps")).to_contain_text("could not obtain")
    expect(page.locator("body")).to_contain_text("Annotated by one person, assessed by one person")
