"""Two browsers at once on one claim: who saves second is told what changed, and nothing that was typed is lost."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.browser.conftest import LiveDesk
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.trails import parse
from tracker.domain.vocabulary import StepCheck
from tracker.models import Change, Citation, Claim, Disclosure, Event, Review
from tracker.services import articles, claims
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.trails import Entry
from tracker.services.verification import verify

QUOTE = "nineteen people were killed"
SignIn = Callable[[str], Page]


@pytest.fixture
def seat(live_desk: LiveDesk, browser: Browser) -> Iterator[SignIn]:
    """Put people before browsers of their own, on a desk with one claim."""
    number = live_desk.take_in(f"FARS reported that {QUOTE}.", "Depot hit")
    with closing(live_desk.database.writing()) as session:
        article, by = articles.get_article(session, number), live_desk.person(session)
        wording, entry = Wording("Nineteen people died."), Entry(parse("FARS"))
        claims.annotate(session, article, wording, Sight(QUOTE), entry, id=chance.new_id(), by=by)
        session.commit()
    contexts = []

    def sign_in(login: str) -> Page:
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        live_desk.sign_in(page, login)
        return page

    yield sign_in
    for context in contexts:
        context.close()
    # That the second one is refused is what browsers call a resource that failed to load.
    live_desk.complaints[:] = [said for said in live_desk.complaints if "409" not in said]


def save(page: Page) -> None:
    """Save the form of a page."""
    page.locator("main form.form[method=post] .buttons button").first.click()


def refused(page: Page) -> None:
    """Make sure that a page says what somebody else saved meanwhile."""
    expect(page.get_by_role("heading", name="What changed meanwhile")).to_be_visible()


def recorded(desk: LiveDesk, *expected: tuple[Action, str]) -> None:
    """Make sure that the record tells of some actions by some people, in this order and of no other, and is whole."""
    wanted = list(dict.fromkeys(action for action, _ in expected))
    with closing(desk.database.snapshot()) as session:
        told = session.execute(select(Event.action, Event.actor).where(Event.action.in_(wanted)).order_by(Event.seq))
        people = {person: desk.person(session, person).actor for _, person in expected}
        assert [(action, actor) for action, actor in told] == [(action, people[who]) for action, who in expected]
        assert list(verify(session, desk.database.log_key)) == []


def ever_said(desk: LiveDesk, table: str) -> str:
    """Return all that the record discloses of a table."""
    same = (Disclosure.seq == Change.seq) & (Disclosure.position == Change.position)
    query = select(Disclosure.fields).join(Change, same).where(Change.table_name == table).order_by(Change.seq)
    with closing(desk.database.snapshot()) as session:
        return "\n".join(session.scalars(query))


def test_two_who_edit_a_claim_see_each_other_and_keep_what_they_typed(live_desk: LiveDesk, seat: SignIn) -> None:
    first, second = seat("anton"), seat("emil")
    address = f"{live_desk.url}/claims/1/edit"
    first.goto(address)
    second.goto(address)
    second.goto(f"{live_desk.url}/claims/1")
    expect(second.get_by_text("Anton Annotator is working on this")).to_be_visible()
    second.goto(address)
    first.get_by_label("Statement").fill("Nineteen soldiers died.")
    second.get_by_label("Statement").fill("Nineteen people died on Monday.")
    save(first)
    expect(first.get_by_role("heading", level=1)).to_have_text("Nineteen soldiers died.")
    save(second)
    refused(second)
    expect(second.locator(".stale")).to_contain_text("soldiers")
    expect(second.get_by_label("Statement")).to_have_value("Nineteen people died on Monday.")
    second.get_by_label("Statement").fill("Nineteen soldiers died on Monday.")
    save(second)
    expect(second.get_by_role("heading", level=1)).to_have_text("Nineteen soldiers died on Monday.")
    recorded(live_desk, (Action.CLAIM_EDITED, "anton"), (Action.CLAIM_EDITED, "emil"))
    said = ever_said(live_desk, "claims")
    assert "Nineteen soldiers died." in said
    assert "Nineteen soldiers died on Monday." in said


def test_an_assessment_and_a_new_trail_at_once_are_both_kept(live_desk: LiveDesk, seat: SignIn) -> None:
    assessing, annotating = seat("rita"), seat("anton")
    assessing.goto(f"{live_desk.url}/claims/1/assess")
    assessing.get_by_role("radio", name="Unproven").check()
    assessing.get_by_label("In your words").fill("One agency alone says so.")
    assessing.get_by_label("Did they say it?").select_option(label="Yes")
    annotating.goto(f"{live_desk.url}/claims/1")
    annotating.get_by_role("link", name="Edit the trail").first.click()
    # The step that stands is a box of its own by now; what is typed goes on from it.
    annotating.get_by_role("combobox", name="According to").press_sequentially("Sputnik Arabic")
    annotating.keyboard.press("Enter")
    save(annotating)
    expect(annotating.get_by_text("Sputnik Arabic").first).to_be_visible()
    save(assessing)
    refused(assessing)
    expect(assessing.get_by_role("radio", name="Unproven")).to_be_checked()
    expect(assessing.get_by_label("In your words")).to_have_value("One agency alone says so.")
    save(assessing)
    expect(assessing.get_by_text("Your assessment stands.")).to_be_visible()
    recorded(live_desk, (Action.TRAIL_ENTERED, "anton"), (Action.CLAIM_REVIEWED, "rita"))
    with closing(live_desk.database.reading()) as session:
        assert session.scalars(select(Review.words)).all() == ["One agency alone says so."]
        found = [(step.source.name, step.check) for step in session.scalars(select(Citation).order_by(Citation.id))]
        assert found == [("FARS", StepCheck.YES), ("Sputnik Arabic", StepCheck.NOT_CHECKED)]


def test_a_decision_and_a_new_assessment_at_once_are_both_kept(live_desk: LiveDesk, seat: SignIn) -> None:
    deciding, assessing = seat("emil"), seat("rita")
    assess(live_desk, assessing, "Unproven", "Nobody else says so.")
    deciding.goto(f"{live_desk.url}/claims/1/decide")
    deciding.get_by_role("radio", name="Unproven").check()
    deciding.get_by_label("Reason, in one line").fill("One origin alone.")
    assess(live_desk, assessing, "Disputed", "Now I have seen the film.")
    save(deciding)
    expect(deciding.get_by_role("alert").first).to_be_visible()
    expect(deciding.get_by_text("Now I have seen the film.")).to_be_visible()
    expect(deciding.get_by_role("radio", name="Unproven")).to_be_checked()
    expect(deciding.get_by_label("Reason, in one line")).to_have_value("One origin alone.")
    save(deciding)
    expect(deciding.get_by_text("Decided: Unproven.")).to_be_visible()
    reviewed = (Action.CLAIM_REVIEWED, "rita")
    recorded(live_desk, reviewed, reviewed, (Action.CLAIM_DECIDED, "emil"))
    with closing(live_desk.database.reading()) as session:
        [claim] = session.scalars(select(Claim))
        assert claim.verdict is not None
        assert claim.verdict.key == "unproven"


def assess(desk: LiveDesk, page: Page, verdict: str, words: str) -> None:
    """Assess the claim."""
    page.goto(f"{desk.url}/claims/1/assess")
    page.get_by_role("radio", name=verdict).check()
    page.get_by_label("In your words").fill(words)
    save(page)
    expect(page.get_by_text("Your assessment stands.")).to_be_visible()
