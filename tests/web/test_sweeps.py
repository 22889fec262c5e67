"""Undoing all of one person's actions since a moment, as editors do it without JavaScript."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.assessing import Desk
from tests.pages import form_on, parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.domain.actions import Action
from tracker.domain.roles import Role
from tracker.models import Claim, Event, LongUndoing
from tracker.services import claims, jobs, notes
from tracker.services.claims import Wording
from tracker.services.record import record
from tracker.services.undo import sweeps
from tracker.web import behind

ClientFor = Callable[[str], FlaskClient]


@pytest.fixture
def client_for(app: Flask) -> ClientFor:
    """Return a function that opens a browser in which somebody of the cast is signed in."""
    return lambda login: client_of(app, login)


@pytest.fixture
def claim(web_desk: Desk) -> Claim:
    return web_desk.claim()


def reword(desk: Desk, claim: Claim, statement: str, *, by: str = "boris") -> int:
    """Let somebody reword a claim, and return the number of the change."""
    desk.session.refresh(claim)
    claims.edit(desk.session, claim, Wording(statement), seen=claim.rev, by=desk.people[by])
    desk.session.commit()
    return desk.session.scalars(select(func.max(Event.seq))).one()


def remark(desk: Desk, claim: Claim, times: int) -> None:
    """Let Boris write notes, each as a change of its own."""
    for number in range(times):
        notes.add(desk.session, claim, words=f"Note {number}", by=desk.boris)
    desk.session.commit()


def address(desk: Desk, since: object) -> str:
    return f"/undo/since?who={desk.boris.id}&since={since}"


def rows(page: TestResponse) -> list[str]:
    return [" ".join(one.text_content().split()) for one in parsed(page).xpath("//ol[@class='log']/li/div/p[1]")]


def test_all_of_a_persons_changes_since_one_of_them_are_undone_in_one_go(
    client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    number = reword(web_desk, claim, "Two depots were hit.")
    reword(web_desk, claim, "Three depots were hit.")
    remark(web_desk, claim, 3)
    client = client_for("emil")
    page = client.get(f"/undo/{number}")
    page = client.get(parsed(page).xpath("//a[text()='Undo all that they did since then']/@href")[0])
    assert "5 changes would be undone" in text_of(page)
    assert rows(page) == ["Boris wrote a note on claim 1"] * 3 + ["Boris edited claim 1"] * 2
    assert submit(client, page).status_code == 422
    done = submit(client, page, {"why": "The account was not his."})
    assert done.status_code == 303
    after = client.get(done.location)
    assert "5 changes are undone." in after.get_data(as_text=True)
    assert "0 changes would be undone" in text_of(after)
    assert "5 changes are undone already." in text_of(after)
    assert not parsed(after).xpath("//main//form[@method='post']")
    assert "The depot was hit." in text_of(client.get("/claims/1"))
    trail = client.get("/trail/claim/1")
    assert rows(trail)[:5] == ["Emil Editor undid an action on claim 1"] * 5
    assert text_of(trail).count("“The account was not his.”") == 5
    assert parsed(trail).xpath("//dt[text()='All since']/following-sibling::dd/text()") == [str(number)] * 5


def test_what_others_have_built_on_is_left_and_listed(client_for: ClientFor, web_desk: Desk, claim: Claim) -> None:
    number = reword(web_desk, claim, "Two depots were hit.")
    remark(web_desk, claim, 1)
    later = reword(web_desk, claim, "Three depots were hit.", by="carla")
    client = client_for("emil")
    page = client.get(address(web_desk, number))
    assert "1 change would be undone" in text_of(page)
    assert "1 change stays, because something is in the way." in text_of(page)
    held = client.get(parsed(page).xpath("//a[starts-with(text(), 'Show only those')]/@href")[0])
    assert rows(held) == ["Boris edited claim 1"]
    assert parsed(held).xpath("//ol[@class='log']//a[starts-with(text(), 'Change')]/@href") == [
        f"/trail/changes/{later}"
    ]
    done = submit(client, held, {"why": "A clumsy afternoon."})
    after = client.get(done.location).get_data(as_text=True)
    assert "1 change is undone. 1 change was left, for something is in the way." in after
    assert "Three depots were hit." in text_of(client.get("/claims/1"))


def test_what_cannot_be_undone_by_its_kind_is_counted_and_named(
    client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    web_desk.session.commit()
    client = client_for("ada")
    client_for("emil").get("/trail")
    emil = parsed(client.get("/people")).xpath("//a[contains(., 'Emil')]/@href")[0]
    page = client.get(parsed(client.get(emil)).xpath("//a[starts-with(text(), 'Undo what')]/@href")[0])
    assert "Say since when." in text_of(page)
    page = client.get(f"/undo/since?who={emil.rsplit('/', 1)[1]}&since=2001-01-01")
    assert "What cannot be undone: person signed in (1)." in text_of(page)
    assert "There is nothing here that could be undone." in text_of(page)
    page = client_for("emil").get(f"/undo/since?who={web_desk.anna.id}&since=2001-01-01")
    assert "What cannot be undone: article added (1)." in text_of(page)
    page = client_for("rita").get("/undo/since")
    assert page.status_code == 403


def test_an_editor_is_not_told_of_sign_ins_that_they_may_not_see(client_for: ClientFor, web_desk: Desk) -> None:
    vera = client_for("vera").get("/settings")
    assert vera.status_code == 200
    options = parsed(client_for("emil").get("/undo/since")).xpath("//option[text()='Vera Viewer']/@value")
    page = client_for("emil").get(f"/undo/since?who={options[0]}&since=2001-01-01")
    assert "What cannot be undone" not in text_of(page)


def test_the_filtered_trail_of_a_person_leads_to_undoing_it(
    client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    reword(web_desk, claim, "Two depots were hit.")
    client = client_for("emil")
    trail = client.get(f"/trail?who={web_desk.boris.id}&since=2001-01-01")
    page = client.get(parsed(trail).xpath("//a[text()='Undo all of one person’s changes']/@href")[0])
    assert "1 change would be undone" in text_of(page)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("since=2026-01-01", "Choose whose actions you mean."),
        ("who=boris&since=2026-01-01", "Choose whose actions you mean."),
        ("who=00000000-0000-0000-0000-000000000000&since=1", "Choose whose actions you mean."),
        ("who={boris}", "Say since when."),
        ("who={boris}&since=yesterday", "cannot be read"),
        ("who={boris}&since=2026-02-31", "There is no 31 February 2026"),
        ("who={boris}&since=2999-01-01 10:00", "has not come yet"),
    ],
)
def test_a_choice_that_cannot_be_read_is_said(client_for: ClientFor, web_desk: Desk, typed: str, said: str) -> None:
    page = client_for("emil").get("/undo/since?" + typed.format(boris=web_desk.boris.id))
    assert page.status_code == 200
    assert said in " ".join(parsed(page).xpath("//p[@role='alert']/text()"))


def test_a_list_that_was_looked_at_before_more_was_done_is_shown_anew(
    client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    number = reword(web_desk, claim, "Two depots were hit.")
    client = client_for("emil")
    page = client.get(address(web_desk, number))
    remark(web_desk, claim, 1)
    stale = submit(client, page, {"why": "Not his."})
    assert stale.status_code == 409
    assert "More was done since you looked." in text_of(stale)
    assert "2 changes would be undone" in text_of(stale)
    assert dict(form_on(stale, address(web_desk, number)).form_values())["why"].strip() == "Not his."
    page = stale
    reword(web_desk, claim, "Three depots were hit.", by="carla")
    stale = submit(client, page, action=address(web_desk, number))
    assert stale.status_code == 409
    assert "Something came in the way while you had this open." in text_of(stale)
    assert submit(client, stale, action=address(web_desk, number)).status_code == 303


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Let one go take six changes, three at once, and let work behind the page wait here until it is done by hand."""
    work: list[Callable[[], None]] = []
    monkeypatch.setattr(sweeps, "MOST", 6)
    monkeypatch.setattr(sweeps, "BATCH", 3)
    monkeypatch.setattr(behind, "begin", work.append)
    return work


def begun(client: FlaskClient, desk: Desk, claim: Claim) -> TestResponse:
    """Let Boris do eight things, have an editor undo them, and return the page that follows."""
    first = reword(desk, claim, "Two depots were hit.")
    remark(desk, claim, 7)
    page = client.get(address(desk, first))
    assert "6 changes would be undone" in text_of(page)
    assert "There are more than are undone in one go" in text_of(page)
    done = submit(client, page, {"why": "Not his."})
    assert done.status_code == 303
    return client.get(done.location)


def undoings(desk: Desk) -> int:
    desk.session.commit()
    return desk.session.scalars(select(func.count()).where(Event.action == "action.undone")).one()


def test_many_go_on_behind_the_page_which_shows_how_far_they_are(
    client_for: ClientFor, web_desk: Desk, claim: Claim, waiting: list[Callable[[], None]]
) -> None:
    client = client_for("emil")
    page = begun(client, web_desk, claim)
    assert undoings(web_desk) == 3
    assert "What Boris did since" in text_of(page)
    assert "3 of 6 changes looked at: 3 changes are undone." in text_of(page)
    assert parsed(page).xpath("//progress/@value") == ["3"]
    assert "is being undone" in text_of(client.get("/undo/since"))
    for work in waiting:
        work()
    page = client.get(parsed(page).xpath("//a[text()='Look again']/@href")[0])
    assert "6 changes are undone." in text_of(page)
    assert "Older ones are left: look at them, and send it again." in text_of(page)
    assert "2 changes would be undone" in text_of(page)
    assert "6 changes are undone." in text_of(client.get("/undo/since"))
    done = submit(client, page, {"why": "Not his."})
    assert "2 changes are undone." in client.get(done.location).get_data(as_text=True)
    assert "The depot was hit." in text_of(client.get("/claims/1"))


def test_another_waits_until_it_is_done(
    client_for: ClientFor, web_desk: Desk, claim: Claim, waiting: list[Callable[[], None]]
) -> None:
    remark(web_desk, claim, 1)
    other = client_for("ada")
    page = other.get(address(web_desk, 1))
    begun(client_for("emil"), web_desk, claim)
    page = other.post(
        address(web_desk, 1),
        data={**dict(form_on(page, address(web_desk, 1)).form_values()), "why": "x", "position": "9999"},
    )
    assert page.status_code == 422
    assert "Wait until that is done" in text_of(page)
    assert undoings(web_desk) == 3
    assert len(waiting) == 1


def test_what_gave_no_sign_of_life_is_taken_up_again(
    client_for: ClientFor, web_desk: Desk, claim: Claim, waiting: list[Callable[[], None]]
) -> None:
    client = client_for("emil")
    begun(client, web_desk, claim)
    job = web_desk.session.scalars(select(LongUndoing)).one()
    job.seen_at -= jobs.SILENCE
    web_desk.session.commit()
    page = client.get("/undo/since")
    assert "It was broken off after 3 of 6 changes" in text_of(page)
    assert "Nothing is half undone." in text_of(page)
    page = client.get(parsed(page).xpath("//a[text()='Look at what is left']/@href")[0])
    assert "5 changes would be undone" in text_of(page)
    action = f"/undo/since?who={web_desk.boris.id}&since={job.since}"
    assert dict(form_on(page, action).form_values())["why"].strip() == "Not his."
    page = client.get(submit(client, page, action=action).location)
    assert "3 of 5 changes looked at" in text_of(page)
    waiting[-1]()
    assert undoings(web_desk) == 8
    assert "The depot was hit." in text_of(client.get("/claims/1"))


def test_why_it_could_not_go_on_is_told(
    client_for: ClientFor, web_desk: Desk, claim: Claim, waiting: list[Callable[[], None]]
) -> None:
    client = client_for("emil")
    begun(client, web_desk, claim)
    web_desk.session.scalars(select(LongUndoing)).one().started_by.role = Role.VIEWER
    record(web_desk.session, Action.PERSON_CHANGED, about=None, by=web_desk.edda)
    web_desk.session.commit()
    waiting[0]()
    page = client_for("ada").get("/undo/since")
    assert "It could not go on after 3 of 6 changes" in text_of(page)
    assert "Your role on this desk does not allow undoing what others did." in text_of(page)
    assert undoings(web_desk) == 3


def test_it_goes_on_in_a_thread_of_the_server(
    client_for: ClientFor, web_desk: Desk, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "BATCH", 2)
    first = reword(web_desk, claim, "Two depots were hit.")
    remark(web_desk, claim, 4)
    client = client_for("emil")
    page = client.get(address(web_desk, first))
    submit(client, page, {"why": "Not his."})
    for thread in threading.enumerate():
        if thread.name == behind.NAME:
            thread.join()
    assert "5 changes are undone." in text_of(client.get(address(web_desk, first)))
    assert undoings(web_desk) == 5
