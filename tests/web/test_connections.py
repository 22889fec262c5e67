"""The page of whom a source cites and who cites it."""

import pytest
from flask.testing import FlaskClient

from tests.assessing import Desk
from tests.pages import parsed, sign_in
from tracker.domain.actions import Action
from tracker.services import ownerships
from tracker.services.record import record
from tracker.web import connections


@pytest.fixture
def vera(client: FlaskClient, web_desk: Desk) -> FlaskClient:
    """Return the browser of somebody who looks on."""
    sign_in(client, "vera")
    return client


def test_every_box_leads_to_a_row_that_says_the_same_and_leads_on(vera: FlaskClient, web_desk: Desk) -> None:
    _, sputnik, _ = web_desk.trail(web_desk.claim().appearances[0], "FARS", "Sputnik Arabic", "Ministry")
    page = parsed(vera.get(f"/sources/{sputnik.source.number}/connections"))
    fragments = [href.removeprefix("#") for href in page.xpath("//figure//a/@href")]
    assert len(fragments) == 3
    for id in fragments[1:]:
        [row] = page.xpath(f"//tr[@id='{id}']")
        assert row.xpath(".//a/@href")[0].startswith("/sources/")
        assert "1 not checked" in row.text_content()
    assert "FARS" in page.xpath("string(//section[@id='citing'])")
    assert "Ministry" in page.xpath("string(//section[@id='cited'])")


def test_one_that_stands_in_no_trail_says_so_and_a_merged_one_shows_what_it_is(
    vera: FlaskClient, web_desk: Desk
) -> None:
    fars, other = web_desk.source("FARS"), web_desk.source("Farsnews")
    other.merged_into = fars
    record(web_desk.session, Action.SOURCE_MERGED, about=fars, by=web_desk.anna, why="one")
    web_desk.session.commit()
    page = vera.get(f"/sources/{other.number}/connections").text
    assert "No step of a trail leads to it" in page
    assert "Whom <bdi>FARS</bdi> cites" in page
    assert vera.get("/sources/99/connections").status_code == 404


def test_what_is_not_drawn_and_not_listed_is_counted(
    vera: FlaskClient, web_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = web_desk.claim()
    first, *_ = web_desk.trail(claim.appearances[0], "FARS")
    for number in range(62):
        web_desk.trail(claim.appearances[0], f"Source {number}", via=first)
    monkeypatch.setattr(connections, "MOST_LISTED", 61)
    page = parsed(vera.get(f"/sources/{first.source.number}/connections"))
    assert len(page.xpath("//figure//a")) == 61
    assert "3 more with fewer steps are not drawn" in page.xpath("string(//section[@id='picture'])")
    assert "1 with fewer are left out" in page.xpath("string(//section[@id='cited'])")


def test_owners_over_time_are_drawn_with_a_row_for_each(vera: FlaskClient, web_desk: Desk) -> None:
    owned, owner = web_desk.source("Sputnik Arabic"), web_desk.source("Rossiya Segodnya")
    stated = ownerships.Stated(since="2014-11", basis="Its imprint.")
    ownerships.add(web_desk.session, owned, owner, stated, by=web_desk.anna)
    web_desk.session.commit()
    page = parsed(vera.get(f"/sources/{owned.number}/connections"))
    [id] = [href.removeprefix("#") for href in page.xpath("//section[@id='owners']//figure//a/@href")]
    assert "Rossiya Segodnya owns Sputnik Arabic" in " ".join(page.xpath(f"string(//tr[@id='{id}'])").split())
    assert "Nov 2014" in page.xpath(f"string(//tr[@id='{id}'])")
