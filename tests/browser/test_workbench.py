"""The workbench in a real browser: words are selected, keys are counted, and nothing that was typed is lost."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from sqlalchemy import select

from tests.browser.conftest import LiveDesk
from tests.cast import PASSWORD
from tracker.models import Anchor, Appearance, Citation, Claim
from tracker.services import trails

TITLE = "Depot outside the town was hit before dawn"
PARAGRAPHS = (
    TITLE,
    "FARS reported, citing Sputnik Arabic, that four aircraft took part and that nineteen people were killed.",
    "A resident 👨‍👩‍👧, Salim al-Katta\u0304n (سليم القطّان), said that he had heard two blasts, not four 🇮🇷.",
    "وقالت وكالة فارس إن تسعة عشر شخصا قتلوا في الهجوم.",
    *(f"Nothing is known of raid {number} on the road, and nobody says more of it." for number in range(40)),
    "It is the third strike on this road since September.",
)
TEXT = "\n\n".join(PARAGRAPHS) + "\n"
SIMILAR = (
    "Fars News Plus",
    "Farsnet",
    "Farsi Daily",
    "Sputnik News",
    "Sputnik Arabia",
    "Spiegel",
    "FARS",
    "Sputnik Arabic",
)
COUNT_KEYS = """() => { globalThis.pressed = []; addEventListener("keydown", (event) => {
  const typing = event.target.name === "statement" && event.key.length === 1 && !event.ctrlKey && !event.altKey;
  if (!typing) globalThis.pressed.push(event.key);
}, true); }"""
SELECT = """([from, to]) => {
  const nodes = [];
  for (const lines of document.querySelectorAll("#text [data-start]")) {
    const walker = document.createTreeWalker(lines, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".after")) nodes.push(walker.currentNode);
  }
  const range = document.createRange();
  const first = nodes.find((node) => node.data.includes(from));
  const last = nodes.findLast((node) => node.data.includes(to));
  range.setStart(first, first.data.indexOf(from));
  range.setEnd(last, last.data.indexOf(to) + to.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  document.querySelector("#text").focus({ preventScroll: true });
}"""

Opened = Callable[..., Page]


@pytest.fixture
def bench(live_desk: LiveDesk, page: Page) -> Page:
    """Open the workbench on the one article, as Anton, who annotates."""
    live_desk.take_in(TEXT, TITLE)
    live_desk.sign_in(page, "anton")
    page.goto(f"{live_desk.url}/articles/1")
    expect(page.locator("#idle")).to_be_visible()
    return page


@pytest.fixture
def two_browsers(browser: Browser) -> Iterator[tuple[Page, Page]]:
    """Open two browsers that know nothing of each other."""
    contexts: list[BrowserContext] = [browser.new_context(), browser.new_context()]
    yield contexts[0].new_page(), contexts[1].new_page()
    for context in contexts:
        context.close()


def select_words(page: Page, first: str, last: str | None = None) -> None:
    """Select words of the article, from the beginning of some to the end of others."""
    page.evaluate(SELECT, [first, last or first])
    expect(page.locator("#idle-selected")).to_be_visible()


def saved(page: Page, number: int) -> None:
    """Wait until the desk says that a claim is saved."""
    expect(page.locator("#saved-note")).to_have_text(f"Claim {number} is saved.")


def anchors(desk: LiveDesk) -> list[tuple[str, int]]:
    """Return each quote with where it begins, in the order in which they were entered."""
    with closing(desk.database.reading()) as session:
        query = select(Anchor).join(Anchor.appearance).join(Appearance.claim).order_by(Claim.number)
        return [(one.exact, one.start) for one in session.scalars(query)]


def trail_of(desk: LiveDesk, number: int) -> list[str]:
    """Return the names of a claim's trail, from the reader outwards."""
    with closing(desk.database.reading()) as session:
        claim = session.scalars(select(Claim).where(Claim.number == number)).one()
        return [step.source.name for step, _ in trails.steps_of(claim.appearances[0])]


def test_a_claim_with_two_known_sources_takes_ten_keys_and_the_same_trail_four(
    live_desk: LiveDesk, bench: Page
) -> None:
    live_desk.add_sources(*SIMILAR, *(f"Source number {number}" for number in range(2000 - len(SIMILAR))))
    bench.evaluate(COUNT_KEYS)
    select_words(bench, "nineteen people were killed")
    bench.keyboard.press("a")
    bench.keyboard.type("Nineteen people died in the strike.")
    for key in ("Tab", "f", "a", "Enter", "s", "p", "Enter"):
        bench.keyboard.press(key)
    # Control is a key too: held down with Enter, the chord is counted as the two that it is.
    bench.keyboard.press("Control+Enter")
    saved(bench, 1)
    assert trail_of(live_desk, 1) == ["FARS", "Sputnik Arabic"]
    assert len(bench.evaluate("pressed")) == 10, bench.evaluate("pressed")

    bench.evaluate("() => { globalThis.pressed.length = 0; }")
    select_words(bench, "four aircraft took part")
    bench.keyboard.press("a")
    bench.keyboard.type("Four aircraft took part in the strike.")
    for key in ("Tab", "=", "Enter"):
        bench.keyboard.press(key)
    saved(bench, 2)
    assert trail_of(live_desk, 2) == ["FARS", "Sputnik Arabic"]
    assert len(bench.evaluate("pressed")) == 4, bench.evaluate("pressed")


def test_keys_that_are_quicker_than_the_desk_mean_what_they_would_have_meant(live_desk: LiveDesk, bench: Page) -> None:
    live_desk.add_sources(*SIMILAR)

    def slowly(route: Route) -> None:
        bench.wait_for_timeout(120)
        route.continue_()

    bench.route("**/api/sources*", slowly)
    select_words(bench, "nineteen people were killed")
    bench.keyboard.press("a")
    bench.keyboard.press("Tab")
    bench.keyboard.type("fa")
    bench.keyboard.press("Enter")
    bench.keyboard.type("sp")
    bench.keyboard.press("Enter")
    bench.keyboard.press("Enter")
    saved(bench, 1)
    assert trail_of(live_desk, 1) == ["FARS", "Sputnik Arabic"]


def test_two_sources_at_one_step_and_an_author_who_gives_none(live_desk: LiveDesk, bench: Page) -> None:
    live_desk.add_sources(*SIMILAR)
    select_words(bench, "nineteen people were killed")
    bench.keyboard.press("a")
    bench.keyboard.press("Tab")
    bench.keyboard.type("fars")
    bench.keyboard.press("Enter")
    bench.keyboard.type("spiegel,somebody wholly new")
    bench.keyboard.press("Enter")
    bench.keyboard.press(".")
    expect(bench.locator("[name=trail]")).to_have_value("FARS [7] < Spiegel [6], somebody wholly new < .")
    expect(bench.locator(".trail-field")).to_have_text("this articleFARSSpiegelandsomebody wholly newgives none")
    for _ in range(2):
        bench.keyboard.press("Backspace")
    expect(bench.locator("[name=trail]")).to_have_value("FARS [7] < Spiegel [6]")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("Salim", "القطّان"),
        ("four 🇮🇷", "four 🇮🇷"),
        ("تسعة عشر", "قتلوا"),
        ("nineteen people", "two blasts"),
        ("third strike", "September."),
    ],
)
def test_selected_words_stand_where_python_counts_them(live_desk: LiveDesk, bench: Page, first: str, last: str) -> None:
    words = TEXT[TEXT.index(first) : TEXT.index(last) + len(last)]
    live_desk.annotate(1, "heard two blasts", "He heard two blasts.")
    bench.reload()
    select_words(bench, first, last)
    bench.keyboard.press("a")
    expect(bench.locator("#quote-locked")).to_have_text(" ".join(words.split()))
    bench.keyboard.press("Control+Enter")
    saved(bench, 2)
    assert anchors(live_desk)[1] == (words, TEXT.index(first))


def test_words_are_selected_by_the_arrow_keys(live_desk: LiveDesk, bench: Page) -> None:
    bench.locator("#text").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        bench.keyboard.press(key)
    bench.keyboard.press("a")
    bench.keyboard.press("Control+Enter")
    saved(bench, 1)
    [(quote, start)] = anchors(live_desk)
    assert len(quote.split()) == 3
    assert TEXT[start : start + len(quote)] == quote
    assert quote in PARAGRAPHS[1]


def test_arrow_keys_follow_the_script(bench: Page) -> None:
    select_words(bench, "تسعة")
    bench.keyboard.press("ArrowLeft")
    assert bench.evaluate("getSelection().toString()") == "عشر"
    bench.keyboard.press("Shift+ArrowRight")
    assert bench.evaluate("getSelection().toString()") == "تسعة عشر"


def test_saving_keeps_place_and_focus(live_desk: LiveDesk, bench: Page) -> None:
    select_words(bench, "third strike on this road")
    bench.locator("#text [data-start]").last.scroll_into_view_if_needed()
    before = bench.evaluate("scrollY")
    assert before > 200
    bench.keyboard.press("m")
    expect(bench.locator("#saved-note")).to_have_text("Claim 1 is marked for later.")
    assert bench.evaluate("[scrollY, document.activeElement.id]") == [before, "text"]
    select_words(bench, "since September")
    bench.keyboard.press("x")
    expect(bench.locator("#saved-note")).to_have_text("Claim 2 is not to check.")
    assert bench.evaluate("[scrollY, document.activeElement.id]") == [before, "text"]
    assert [quote for quote, _ in anchors(live_desk)] == ["third strike on this road", "since September"]


def test_the_second_pass_walks_the_list_and_fills_in(live_desk: LiveDesk, bench: Page) -> None:
    for number, words in enumerate(("four aircraft took part", "nineteen people were killed"), start=1):
        select_words(bench, words)
        bench.keyboard.press("m")
        expect(bench.locator("#saved-note")).to_have_text(f"Claim {number} is marked for later.")
    bench.reload()
    bench.keyboard.press("j")
    bench.keyboard.press("j")
    expect(bench.locator("mark.is-current")).to_have_text("nineteen people were killed")
    bench.keyboard.press("Enter")
    expect(bench.get_by_role("heading", name="Fill in claim 2")).to_be_visible()
    bench.keyboard.type("Nineteen people died.")
    bench.keyboard.press("Control+Enter")
    saved(bench, 2)
    expect(bench.locator("#rows [aria-current]")).to_contain_text("Nineteen people died.")
    expect(bench.locator("#rows [aria-current]")).to_be_focused()
    bench.keyboard.press("k")
    bench.keyboard.press("e")
    expect(bench.get_by_role("heading", name="Fill in claim 1")).to_be_visible()


def test_an_earlier_claim_is_joined_by_its_key(live_desk: LiveDesk, bench: Page) -> None:
    live_desk.annotate(1, "nineteen people were killed", "Nineteen people were killed in the strike.")
    bench.reload()
    select_words(bench, "four aircraft took part")
    bench.keyboard.press("a")
    bench.keyboard.type("Nineteen people were killed by four aircraft.")
    expect(bench.locator("#matches button")).to_have_count(1)
    bench.keyboard.press("Alt+1")
    expect(bench.locator("#saved-note")).to_have_text("Claim 1 appears here too now.")
    assert [quote for quote, _ in anchors(live_desk)] == ["nineteen people were killed", "four aircraft took part"]


def test_of_two_who_change_one_claim_the_second_is_told_and_loses_nothing(
    live_desk: LiveDesk, two_browsers: tuple[Page, Page]
) -> None:
    live_desk.take_in(TEXT, TITLE)
    live_desk.annotate(1, "nineteen people were killed", "Nineteen people died.")
    for page, login in zip(two_browsers, ("anton", "rita"), strict=True):
        live_desk.sign_in(page, login)
        page.goto(f"{live_desk.url}/articles/1")
        page.keyboard.press("j")
        page.keyboard.press("e")
        expect(page.get_by_role("heading", name="Claim 1")).to_be_visible()
    first, second = two_browsers
    first.keyboard.type("Nineteen people were killed.")
    first.keyboard.press("Control+Enter")
    saved(first, 1)
    second.keyboard.type("At least nineteen people died.")
    second.keyboard.press("Control+Enter")
    told = second.locator(".stale")
    expect(told).to_contain_text("were killed")
    expect(told).to_contain_text("Anton Annotator")
    expect(second.get_by_label("Statement")).to_have_value("At least nineteen people died.")
    second.get_by_role("button", name="Save claim").click()
    saved(second, 1)
    live_desk.complaints[:] = [said for said in live_desk.complaints if "409" not in said]


def test_a_form_sent_after_the_session_ended_comes_back_after_signing_in(live_desk: LiveDesk, bench: Page) -> None:
    select_words(bench, "nineteen people were killed")
    bench.keyboard.press("a")
    bench.keyboard.type("Nineteen people died.")
    bench.context.clear_cookies(name="sign-in")
    with bench.expect_navigation():
        bench.keyboard.press("Control+Enter")
    bench.get_by_label("Sign-in name").fill("anton")
    bench.get_by_label("Password").fill(PASSWORD)
    with bench.expect_navigation():
        bench.keyboard.press("Enter")
    expect(bench.locator("main")).to_contain_text("Nineteen people died.")
    with bench.expect_navigation():
        bench.locator("main form button").first.click()
    assert anchors(live_desk) == [("nineteen people were killed", TEXT.index("nineteen"))]
    live_desk.complaints[:] = [said for said in live_desk.complaints if "401" not in said]


def test_what_is_refused_comes_back_on_the_form(live_desk: LiveDesk, bench: Page) -> None:
    select_words(bench, "nineteen people were killed")
    bench.keyboard.press("a")
    bench.get_by_label("Statement").fill("")
    bench.locator("#trail-entry").fill("FARS < Sputnik Arabic")
    bench.keyboard.press("Control+Enter")
    expect(bench.locator("#problems")).to_be_focused()
    expect(bench.locator("#problems")).to_contain_text("Say what is claimed")
    expect(bench.locator("#quote-locked")).to_have_text("nineteen people were killed")
    expect(bench.locator("[name=trail]")).to_have_value("FARS < Sputnik Arabic")
    bench.get_by_label("Statement").fill("Nineteen people died.")
    bench.keyboard.press("Control+Enter")
    saved(bench, 1)
    live_desk.complaints[:] = [said for said in live_desk.complaints if "422" not in said]


def test_single_letters_can_be_turned_off_and_never_fire_in_fields(live_desk: LiveDesk, bench: Page) -> None:
    bench.locator("#find").focus()
    bench.keyboard.type("amxjke=?")
    expect(bench.locator("#find")).to_have_value("amxjke=?")
    expect(bench.locator("#claim-form")).to_be_hidden()
    bench.goto(f"{live_desk.url}/settings")
    bench.get_by_label("Single-letter keys").uncheck()
    with bench.expect_navigation():
        bench.get_by_role("button", name="Save").first.click()
    bench.goto(f"{live_desk.url}/articles/1")
    select_words(bench, "nineteen people were killed")
    for key in ("a", "m", "x", "j", "?"):
        bench.keyboard.press(key)
    expect(bench.locator("#claim-form")).to_be_hidden()
    expect(bench.locator("#keys")).to_be_hidden()
    assert anchors(live_desk) == []
    bench.keyboard.press("Enter")
    expect(bench.locator("#claim-form")).to_be_visible()


def test_a_number_key_opens_my_assessment(live_desk: LiveDesk, page: Page) -> None:
    live_desk.take_in(TEXT, TITLE)
    live_desk.annotate(1, "nineteen people were killed", "Nineteen people died.")
    live_desk.sign_in(page, "rita")
    page.goto(f"{live_desk.url}/articles/1")
    page.keyboard.press("j")
    page.keyboard.press("3")
    expect(page.get_by_role("radio", name="Unproven")).to_be_checked()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#saved-note")).to_contain_text("Your assessment stands.")
    expect(page.locator("#rows")).to_contain_text("Awaiting a second look")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 360])
def test_axe_finds_nothing_on_the_workbench(live_desk: LiveDesk, page: Page, scheme: str, width: int) -> None:
    live_desk.add_sources(*SIMILAR)
    live_desk.take_in(TEXT, TITLE)
    live_desk.annotate(1, "four aircraft took part and that nineteen", "Four aircraft took part.")
    live_desk.annotate(1, "nineteen people were killed", "Nineteen people died.")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    live_desk.sign_in(page, "rita")
    page.goto(f"{live_desk.url}/articles/1")
    assert problems(page) == []
    select_words(page, "heard two blasts")
    page.keyboard.press("a")
    page.locator("#trail-entry").fill("sp")
    expect(page.get_by_role("option").first).to_be_visible()
    assert problems(page) == []
    page.keyboard.press("Enter")
    page.get_by_text("More", exact=True).click()
    assert problems(page) == []
    page.get_by_role("button", name="Leave it").click()
    page.keyboard.press("?")
    assert problems(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.get_by_role("link", name="Trail", exact=True).first.click()
    expect(page.get_by_role("heading", name="Trail of claim 1")).to_be_visible()
    assert problems(page) == []


def problems(page: Page) -> list[str]:
    """List what axe finds on a page as it stands."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def test_the_trails_of_two_claims_are_those_that_were_entered(live_desk: LiveDesk, bench: Page) -> None:
    live_desk.add_sources(*SIMILAR)
    select_words(bench, "nineteen people were killed")
    bench.keyboard.press("a")
    bench.keyboard.press("Tab")
    bench.keyboard.type("fars")
    bench.keyboard.press("Enter")
    expect(bench.locator("[name=cue]")).to_have_value("reported")
    bench.keyboard.press("Enter")
    saved(bench, 1)
    with closing(live_desk.database.reading()) as session:
        step = session.scalars(select(Citation)).one()
        assert (step.named_as, step.cue) == ("FARS", "reported")
