"""Claims are related to each other by number."""

import pytest
from flask import Flask

from tests.assessing import Desk
from tests.pages import submit, text_of
from tests.web.assessing import client_of
from tracker.domain.vocabulary import Relation
from tracker.services import links


def test_claims_are_related_and_parted_again(app: Flask, web_desk: Desk) -> None:
    older, newer = web_desk.claim("Three died."), web_desk.claim("Five died.")
    client = client_of(app, "anton")
    typed = {"relation": "updates", "other": str(older.number), "on": "2016-09-22"}
    assert submit(client, client.get(f"/claims/{newer.number}/links/add"), typed).status_code == 303
    [link] = links.of_claim(web_desk.session, older)
    assert (link.claim, link.relation, link.on) == (newer, Relation.UPDATES, "2016-09-22")
    page = client.get(f"/claims/{older.number}/links/{link.id}/withdraw")
    assert "Five died." in text_of(page)
    assert submit(client, page, {"why": "Two places."}).status_code == 303
    assert links.of_claim(web_desk.session, older) == []


@pytest.mark.parametrize("other", ["", "four", "0", "999999999", "1"])
def test_what_is_no_other_claim_is_refused_at_its_field(app: Flask, web_desk: Desk, other: str) -> None:
    claim = web_desk.claim()
    assert claim.number == 1
    client = client_of(app, "anton")
    page = submit(client, client.get("/claims/1/links/add"), {"other": other})
    assert page.status_code == 422
    assert links.of_claim(web_desk.session, claim) == []


def test_a_relation_of_other_claims_is_not_found_here(app: Flask, web_desk: Desk) -> None:
    one, other, third = (web_desk.claim(f"Depot {number} was hit.") for number in range(3))
    link = links.add(web_desk.session, one, other, relation=Relation.SAME_AS, by=web_desk.anna)
    web_desk.session.commit()
    assert client_of(app, "anton").get(f"/claims/{third.number}/links/{link.id}/withdraw").status_code == 404
