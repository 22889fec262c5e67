"""A row of claims assessed, and decided, by the keys alone; each press is counted, that of Control as its own."""

from contextlib import closing
from dataclasses import dataclass

from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import LiveDesk
from tracker.domain import chance
from tracker.domain.trails import parse
from tracker.domain.vocabulary import ClaimStage, StepCheck
from tracker.models import Citation, Claim, Review
from tracker.services import articles, claims
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.trails import Entry

MANY = 20
DECIDED = 5
WITH_WORDS = 4
WITH_A_STEP = 4
SAID = "No record."
# Verdict, reason, and Control with Enter.
AN_ASSESSMENT = 4
# Verdict, the way to the reason, and Control with Enter; the letters of the reason come on top.
A_DECISION = 4


@dataclass
class Hands:
    """Ten fingers on a keyboard, and how often they pressed a key."""

    page: Page
    presses: int = 0

    def press(self, *chords: str) -> None:
        """Press some keys, one after the other."""
        for chord in chords:
            self.page.keyboard.press(chord)
            self.presses += len(chord.split("+"))

    def type(self, text: str) -> None:
        """Type some words."""
        self.page.keyboard.type(text)
        self.presses += len(text)


def test_twenty_claims_are_assessed_and_some_decided_by_the_keys_alone(live_desk: LiveDesk, page: Page) -> None:
    annotate(live_desk)
    live_desk.sign_in(page, "rita")
    hands = Hands(page)
    comes(page)
    hands.press("n")
    for number in range(1, MANY + 1):
        assess(hands, number)
    expect(page.get_by_text("Nothing else waits here")).to_be_visible()
    assert hands.presses == 1 + MANY * AN_ASSESSMENT + WITH_WORDS * (1 + len(SAID)) + WITH_A_STEP * 2
    all_on_record(live_desk)
    page.context.clear_cookies()
    live_desk.sign_in(page, "emil")
    hands = Hands(page)
    comes(page)
    hands.press("n")
    comes(page, "Assess claim 1")
    hands.press("v")
    for number in range(1, DECIDED + 1):
        decide(hands, number)
    comes(page, f"Decide claim {DECIDED + 1}")
    assert hands.presses == 2 + DECIDED * (A_DECISION + len(SAID))
    with closing(live_desk.database.reading()) as session:
        decided = select(Claim.number).where(Claim.stage == ClaimStage.DECIDED).order_by(Claim.number)
        assert session.scalars(decided).all() == list(range(1, DECIDED + 1))


def test_a_question_mark_lists_the_keys_of_a_page_and_nobody_is_caught_in_a_field(
    live_desk: LiveDesk, page: Page
) -> None:
    annotate(live_desk, 3)
    live_desk.sign_in(page, "rita")
    comes(page)
    page.keyboard.press("n")
    comes(page, "Assess claim 1")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    for named in ("Find a claim, source or quote", "Confirmed", "Not checkable", "No trace found", "In your words"):
        expect(keys).to_contain_text(named)
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)
    words = page.get_by_label("In your words")
    page.keyboard.press("w")
    page.keyboard.type("3b?")
    expect(words).to_have_value("3b?")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    expect(page.get_by_role("radio", name="Unproven")).to_be_focused()
    page.keyboard.press("o")
    comes(page, "Depot 01 was hit.")
    page.keyboard.press("a")
    comes(page, "Assess claim 1")
    page.keyboard.press("/")
    page.keyboard.type("depot")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Depot 02 was hit.")).to_be_visible()


def test_lists_are_walked_by_keys_unless_single_letters_are_off(live_desk: LiveDesk, page: Page) -> None:
    annotate(live_desk, 3)
    live_desk.sign_in(page, "rita")
    page.goto(f"{live_desk.url}/claims")
    comes(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    expect(page.locator("main table a.title").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Depot 02 was hit.")
    page.goto(f"{live_desk.url}/settings")
    page.get_by_role("checkbox", name="Single-letter keys").uncheck()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("checkbox", name="Single-letter keys")).not_to_be_checked()
    page.goto(f"{live_desk.url}/claims")
    page.keyboard.press("j")
    expect(page.locator("main table a.title").first).not_to_be_focused()


def annotate(desk: LiveDesk, many: int = MANY) -> None:
    """Put claims on an article; the trail of the last ones has a step."""
    said = [f"Depot {number:02} was hit." for number in range(1, many + 1)]
    article_number = desk.take_in("\n\n".join(f"FARS says: {one}" for one in said), "Depots hit")
    with closing(desk.database.writing()) as session:
        article, by = articles.get_article(session, article_number), desk.person(session)
        for place, statement in enumerate(said):
            entry = Entry(parse("FARS")) if place >= MANY - WITH_A_STEP else Entry()
            claims.annotate(session, article, Wording(statement), Sight(statement), entry, id=chance.new_id(), by=by)
            session.commit()


def comes(page: Page, heading: str | None = None) -> None:
    """Wait until a page is there and its keys mean something."""
    if heading:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.get_by_label("Find a claim, source or quote")).to_have_attribute("aria-keyshortcuts", "/")


def assess(hands: Hands, number: int) -> None:
    """Assess the claim that is shown: unproven, for no trace was found."""
    comes(hands.page, f"Assess claim {number}")
    hands.press("3", "j")
    if number <= WITH_WORDS:
        hands.press("w")
        hands.type(SAID)
    if number > MANY - WITH_A_STEP:
        hands.press("s", "n")  # In the list, "n" is what "Not there" begins with, after "Not checked".
    hands.press("Control+Enter")


def decide(hands: Hands, number: int) -> None:
    """Decide the claim that is shown."""
    comes(hands.page, f"Decide claim {number}")
    hands.press("3", "w")
    hands.type(SAID)
    hands.press("Control+Enter")


def all_on_record(desk: LiveDesk) -> None:
    """Make sure that all that was pressed is on record."""
    with closing(desk.database.reading()) as session:
        assert session.scalars(select(Claim.stage)).all() == [ClaimStage.AWAITING_SECOND_LOOK] * MANY
        made = session.scalars(select(Review).order_by(Review.id)).all()
        assert [review.verdict.key for review in made if review.verdict] == ["unproven"] * MANY
        assert [review.ticks for review in made] == [["no_trace_found"]] * MANY
        assert [review.words for review in made] == [SAID] * WITH_WORDS + [""] * (MANY - WITH_WORDS)
        checks = session.scalars(select(Citation.check)).all()
        assert checks == [StepCheck.NOT_THERE] * WITH_A_STEP
