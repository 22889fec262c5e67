"""Claims are merged on a page that shows both first; afterwards the one says where it went, the other what it has."""

import pytest
from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.services import found_by


def test_two_claims_are_looked_at_merged_and_parted_again(app: Flask, web_desk: Desk) -> None:
    one, other = web_desk.claim("1,200 soldiers were killed."), web_desk.claim("They killed 12,000 soldiers.")
    for claim in (one, other):
        found_by.refresh(web_desk.session, claim)
    web_desk.decide(one, "likely")
    client = client_of(app, "rita")
    choice = client.get(f"/claims/{other.number}/merge")
    assert "other number: 1,200, not 12,000" in text_of(choice)
    preview = client.get(f"/claims/{other.number}/merge?into={one.number}")
    told = text_of(preview)
    assert "Their numbers are not the same." in told
    assert "1,200 soldiers were killed." in told
    assert "its verdict will need another look" in told
    assert submit(client, preview, {"why": ""}).status_code == 422
    saved = submit(client, preview, {"why": "A slip of a nought."})
    assert (saved.status_code, saved.location) == (303, f"/claims/{one.number}")
    standing, merged = (text_of(client.get(f"/claims/{claim.number}")) for claim in (one, other))
    assert "It stands for 1 merged claim too" in standing
    assert "This verdict needs another look" in standing
    assert f"This claim was merged into claim {one.number}" in merged
    assert f"merged another claim into claim {one.number}" in merged
    assert "Merge into another" not in merged
    listed = client.get("/claims")
    assert "1,200" in text_of(listed)
    assert "12,000" not in text_of(listed)
    assert f"merged into {one.number}" in text_of(client.get("/claims?merged=yes"))
    undoing = client.get("/undo")
    assert submit(client, undoing, {"why": "Two battles."}).status_code == 303
    assert "12,000" in text_of(client.get("/claims"))


@pytest.mark.parametrize("typed", ["four", "0", "999999999999", "1", "-1", "%00", "٣"])
def test_what_is_no_other_claim_is_refused_beside_its_field(app: Flask, web_desk: Desk, typed: str) -> None:
    assert web_desk.claim().number == 1
    page = client_of(app, "rita").get(f"/claims/1/merge?into={typed}")
    assert page.status_code in (400, 422)
    if page.status_code == 422:
        assert parsed(page).get_element_by_id("into").get("aria-invalid") == "true"


def test_a_merged_claim_cannot_be_merged_again_nor_changed(app: Flask, web_desk: Desk) -> None:
    one, other, third = (web_desk.claim(f"Depot {number} was hit.") for number in range(3))
    client = client_of(app, "rita")
    edit = client.get(f"/claims/{other.number}/edit")
    submit(client, client.get(f"/claims/{other.number}/merge?into={one.number}"), {"why": "same"})
    assert client.get(f"/claims/{other.number}/merge").status_code == 422
    assert "Merge into that one." in text_of(client.get(f"/claims/{third.number}/merge?into={other.number}"))
    refused = submit(client, edit, {"statement": "Another depot was hit."})
    assert refused.status_code in (409, 422)
    assert web_desk.session.get_one(type(other), other.id).statement == "Depot 1 was hit."


def test_evidence_of_a_merged_claim_is_changed_on_the_page_of_the_standing_one(app: Flask, web_desk: Desk) -> None:
    one, other = web_desk.claim("The depot was hit."), web_desk.claim("A depot was struck.")
    client = client_of(app, "rita")
    adding = client.get(f"/claims/{other.number}/evidence/add")
    assert submit(client, adding, {"title": "A picture", "address": "https://example.org/1"}).status_code == 303
    submit(client, client.get(f"/claims/{other.number}/merge?into={one.number}"), {"why": "same"})
    page = client.get(f"/claims/{one.number}")
    [edit] = [
        link.get("href") for link in parsed(page).xpath("//a[contains(@href, '/evidence/')]") if link.text == "Edit"
    ]
    assert submit(client, client.get(edit), {"title": "A photograph"}).status_code == 303
    assert "A photograph" in text_of(client.get(f"/claims/{one.number}"))


def test_what_matches_is_told_while_a_statement_is_typed(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim("12,000 soldiers were killed near Aleppo.")
    found_by.refresh(web_desk.session, claim)
    client = client_of(app, "anton")
    answer = client.get("/api/claims", query_string={"like": "1,200 soldiers were killed near Aleppo"}).get_json()
    [found] = answer["claims"]
    assert "".join(piece["text"] for piece in found["pieces"]) == claim.statement
    assert found["told"].endswith("other number: 12,000, not 1,200")
    assert {piece["kind"] for piece in found["pieces"]} == {"rest", "same", "same_name", "other_number"}
