"""Claims are related to each other by number."""

import pytest
from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
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


def test_numbers_of_related_claims_stand_side_by_side_on_both_pages(app: Flask, web_desk: Desk) -> None:
    few, many = web_desk.claim("1,200 soldiers died."), web_desk.claim("At least 12,000 soldiers died.")
    client = client_of(app, "anton")
    typed = {"relation": "contradicts", "other": str(many.number)}
    assert submit(client, client.get(f"/claims/{few.number}/links/add"), typed).status_code == 303
    for claim, other in ((few, many), (many, few)):
        page = client.get(f"/claims/{claim.number}")
        section = parsed(page).get_element_by_id("numbers")
        rows = [" ".join(row.text_content().split()) for row in section.xpath(".//tbody/tr")]
        assert rows[0].startswith("this claim 1,200" if claim is few else f"contradicts {other.number} 1,200")
        assert any(row.endswith("apart") for row in rows)
        assert len(section.xpath(".//*[local-name()='svg'][@aria-hidden='true']")) == 2


def test_a_day_with_anything_but_an_update_is_refused_at_its_field(app: Flask, web_desk: Desk) -> None:
    one, other = web_desk.claim("One."), web_desk.claim("Other.")
    client = client_of(app, "anton")
    typed = {"relation": "contradicts", "other": str(other.number), "on": "2016-09-22"}
    page = submit(client, client.get(f"/claims/{one.number}/links/add"), typed)
    assert page.status_code == 422
    assert "Only an update has a day" in text_of(page)
