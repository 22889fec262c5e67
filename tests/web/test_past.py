"""Looking back through the web: a page of the past is the page of then, and nothing can be done on it."""

import re
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.assessing import Desk
from tests.busy_desk import BEGINNING, BusyDesk
from tests.pages import parsed, sign_in, text_of
from tests.statements import statements
from tracker.db import Database
from tracker.domain import chance
from tracker.models import Claim, Event, Source
from tracker.services import claims, sources
from tracker.services.claims import Wording

PAGES = {"claim": "/claims/{}", "article": "/articles/{}", "source": "/sources/{}"}
"""The page of each kind of thing that can be looked back at."""

NOW_ALONE = (
    *("*[contains(@class, 'looking-back')]", "*[contains(@class, 'sheet-tools')]", "p[contains(@class, 'actions')]"),
    *("p[contains(@class, 'keys')]", "dialog", "*[@id='said']", "p[a='As it was on …']", "*[@id='owner-trees']/form"),
)
"""What a page of now has besides, for somebody who may only read."""

OF_SCRIPTS = ("data-number", "data-version", "data-language", "data-cue-url", "aria-label")
"""What the workbench's elements tell its scripts, which a page of the past does not have."""


def what_it_says(response: TestResponse) -> str:
    """Return the main part of a page as markup, without what says when it is of and without what can be done there."""
    assert response.status_code == 200, response.text
    main = parsed(response).get_element_by_id("main")
    for path in (*NOW_ALONE, "section[contains(@class, 'as-of')]"):
        for element in main.xpath(f".//{path}"):
            element.drop_tree()
    for element in main.iter("article", "aside", "div"):
        for attribute in OF_SCRIPTS:
            element.attrib.pop(attribute, None)
    return re.sub(r"\s+", " ", html.tostring(main, encoding="unicode"))


def banner(response: TestResponse) -> Any:
    [found] = parsed(response).xpath("//section[contains(@class, 'as-of')]")
    return found


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def last(desk: Desk) -> int:
    return desk.session.scalars(select(func.max(Event.seq))).one()


def reword(desk: Desk, claim: Claim, statement: str) -> int:
    """Change the words of a claim, and return the number of the change."""
    claims.edit(desk.session, claim, Wording(statement), seen=claim.rev, why="clearer", by=desk.boris)
    desk.session.commit()
    return last(desk)


@pytest.fixture
def vera(client: FlaskClient, web_desk: Desk) -> FlaskClient:
    sign_in(client, "vera")
    return client


@pytest.fixture
def claim(web_desk: Desk) -> Claim:
    return web_desk.claim()


def test_a_page_of_the_past_is_the_page_of_then(vera: FlaskClient, web_desk: Desk) -> None:
    busy = BusyDesk(web_desk.session, Random(7))
    for name in BEGINNING:
        busy.act(name)
    things = [(kind, number) for kind in PAGES for number in (1, 2)]
    then = {}
    for _ in range(80):
        if busy.act():
            seq, (kind, number) = last(web_desk), busy.pick(things)
            then[kind, number, seq] = what_it_says(vera.get(PAGES[kind].format(number)))
    assert len(then) > 40
    for (kind, number, seq), page in then.items():
        assert what_it_says(vera.get(f"/as-of/{kind}/{number}/{seq}")) == page, (kind, number, seq, busy.done)


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_can_be_done_on_it_by_those_who_may_do_everything(
    client: FlaskClient, web_desk: Desk, kind: str
) -> None:
    busy = BusyDesk(web_desk.session, Random(4))
    for name in (*BEGINNING, "add_evidence", "ask", "write_note", "relate", "tag", "name_source", "decide"):
        busy.act(name)
    sign_in(client, "ada")
    address = f"/as-of/{kind}/1/{last(web_desk)}"
    main = parsed(client.get(address)).get_element_by_id("main")
    assert main.xpath(".//form | .//button | .//input") == []
    leads_to = {link for link in main.xpath(".//a/@href") if link.startswith("/")}
    doing: tuple[str, ...] = (
        "/edit",
        "/add",
        "/assess",
        "/decide",
        "/withdraw",
        "/remove",
        "/confirm",
        "/notes",
        "/tags",
        "/place",
    )
    doing += ("/fill-in", "/trail", "/reopen", "/answer", "/describe", "/still-stands", "/take-back")
    assert {link for link in leads_to if link.endswith(doing)} == set()


def test_it_says_when_it_is_of_and_by_whom_it_was_changed_last(vera: FlaskClient, web_desk: Desk, claim: Claim) -> None:
    with chance.scripted("past", datetime(2026, 11, 20, 14, 5, tzinfo=UTC)):
        seq = reword(web_desk, claim, "One depot was hit.")
    reword(web_desk, claim, "Two depots were hit.")
    page = vera.get(f"/as-of/claim/1/{seq}")
    assert "One depot was hit." in text_of(page)
    assert "Two depots" not in text_of(page)
    told = banner(page)
    told.xpath("p[@class='buttons']")[0].drop_tree()
    assert said(told) == (
        f"As it was on Fri 20 Nov 2026, 14:05 This is how it stood after change {seq} of the desk, with the names and "
        "words of that time. Nothing can be changed here. Last change until then: Boris edited claim 1, "
        f"Fri 20 Nov 2026, 14:05 (change {seq})."
    )


def test_one_goes_on_to_the_changes_around_it_and_to_now(vera: FlaskClient, web_desk: Desk, claim: Claim) -> None:
    first = last(web_desk)
    second, third = reword(web_desk, claim, "One."), reword(web_desk, claim, "Two.")
    address = "/as-of/claim/1/{}"
    links = {
        seq: banner(vera.get(address.format(seq))).xpath("p[@class='buttons']/a/@href")
        for seq in (first, second, third)
    }
    assert links[second] == [address.format(first), address.format(third), "/claims/1"]
    assert links[first] == [address.format(second), "/claims/1"]
    assert links[third] == [address.format(second), "/claims/1"]


def test_between_two_changes_it_is_as_the_first_of_them_left_it(
    vera: FlaskClient, web_desk: Desk, claim: Claim
) -> None:
    first = reword(web_desk, claim, "One.")
    between = web_desk.claim("Something else.")
    at = last(web_desk)
    second = reword(web_desk, claim, "Two.")
    page = vera.get(f"/as-of/claim/1/{at}")
    assert parsed(page).xpath("//h1/text()") == ["One."]
    assert f"(change {first})" in said(banner(page))
    assert banner(page).xpath(".//a[@rel='next']/@href") == [f"/as-of/claim/1/{second}"]
    assert between.number == 2


def test_names_are_those_then_in_use(vera: FlaskClient, web_desk: Desk, claim: Claim) -> None:
    [step] = web_desk.trail(claim.appearances[0], "Sputnik Arabic")
    before = last(web_desk)
    source = web_desk.session.get_one(Source, step.source_id)
    sources.add_name(web_desk.session, source, name="Sputnik", seen=source.rev, by=web_desk.boris)
    sources.edit(
        web_desk.session,
        source,
        name="Sputnik",
        kind=source.source_kind,
        about="",
        contact="",
        seen=source.rev,
        by=web_desk.boris,
    )
    web_desk.session.commit()
    assert "Sputnik Arabic" not in text_of(vera.get("/claims/1"))
    assert "Sputnik Arabic" in text_of(vera.get(f"/as-of/claim/1/{before}"))


def test_before_its_first_record_there_is_nothing_and_the_page_says_when_that_was(
    vera: FlaskClient, web_desk: Desk
) -> None:
    before = last(web_desk)
    with chance.scripted("past", datetime(2026, 11, 20, 14, 5, tzinfo=UTC)):
        web_desk.claim()
    page = vera.get(f"/as-of/claim/1/{before}")
    assert page.status_code == 404
    first = f"Claim 1 was first recorded on Fri 20 Nov 2026, 14:05, with change {last(web_desk)}."
    assert f"{first} There is nothing of it before." in text_of(page)


@pytest.mark.parametrize(
    "address",
    [
        "/as-of/claim/99/1",
        "/as-of/claim/99",
        "/as-of/person/1",
        "/as-of/claims/1",
        "/as-of/nothing/1/1",
        "/as-of/claim/1/999",
    ],
)
def test_what_is_not_there_has_no_past(vera: FlaskClient, claim: Claim, address: str) -> None:
    assert vera.get(address).status_code == 404


def test_a_moment_leads_to_the_change_before_it(vera: FlaskClient, web_desk: Desk, claim: Claim) -> None:
    with chance.scripted("past", datetime(2026, 11, 20, 14, 5, tzinfo=UTC)):
        seq = reword(web_desk, claim, "One depot was hit.")
    for typed in ("2026-11-20 14:06", "2026-11-20", "2026-11-20T14:05:59Z", f"#{seq}"):
        page = vera.get("/as-of/claim/1", query_string={"at": typed})
        assert (page.status_code, page.location) == (302, f"/as-of/claim/1/{seq}")


@pytest.mark.parametrize(
    ("typed", "status", "problem"),
    [
        ("yesterday", 422, "“yesterday” cannot be read as a change or a moment."),
        ("2099-01-01", 422, "2099-01-01 has not come yet; nothing is known of it."),
        ("999,999", 404, "There is no change 999,999. The last one is"),
        ("1999-01-01", 404, "Nothing was recorded yet at that time."),
    ],
)
def test_what_cannot_be_looked_back_to_is_said_beside_what_was_typed(
    vera: FlaskClient, claim: Claim, typed: str, status: int, problem: str
) -> None:
    page = vera.get("/as-of/claim/1", query_string={"at": typed})
    assert page.status_code == status
    [field] = parsed(page).xpath("//main//input[@name='at']")
    assert field.value == typed
    assert problem in said(parsed(page).get_element_by_id(field.get("aria-describedby").split()[1]))


def test_one_asks_for_a_moment_on_the_page_of_the_thing(vera: FlaskClient, web_desk: Desk, claim: Claim) -> None:
    for address, action in (("/claims/1", "/as-of/claim/1"), ("/articles/1", "/as-of/article/1")):
        page = parsed(vera.get(address))
        assert action in page.xpath("//main//form[@method='get']/@action | //main//a/@href")
    page = vera.get("/as-of/claim/1")
    assert page.status_code == 200
    assert "First recorded on" in text_of(page)


def test_each_change_on_the_trail_of_a_thing_leads_to_the_thing_after_it(
    vera: FlaskClient, web_desk: Desk, claim: Claim
) -> None:
    seq = reword(web_desk, claim, "One.")
    links = parsed(vera.get("/trail/claim/1")).xpath("//a[text()='As it was after this']/@href")
    assert links[0] == f"/as-of/claim/1/{seq}"
    assert len(links) == 2
    assert "As it was after this" not in text_of(vera.get("/trail"))


def test_a_version_of_then_is_the_text_that_is_read(vera: FlaskClient, web_desk: Desk) -> None:
    busy = BusyDesk(web_desk.session, Random(4))
    for name in ("add_article", "annotate"):
        assert busy.act(name)
    before, text = last(web_desk), text_of(vera.get("/articles/1"))
    while not busy.act("add_version"):
        pass
    assert "version 2" in text_of(vera.get("/articles/1"))
    page = text_of(vera.get(f"/as-of/article/1/{before}"))
    assert "version 1" in page
    assert text.split("version 1")[0] in page


def test_it_costs_the_same_however_much_the_desk_has_done_elsewhere(
    vera: FlaskClient, web_desk: Desk, database: Database, claim: Claim
) -> None:
    seq = reword(web_desk, claim, "One.")
    counts = set()
    for more in (0, 3, 30):
        for at in range(more):
            web_desk.claim(f"Another {at}.")
        with statements(database.engine) as sent:
            assert vera.get(f"/as-of/claim/1/{seq}").status_code == 200
        counts.add(len(sent))
    assert len(counts) == 1
