"""The search page."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, text_of
from tests.web.assessing import client_of
from tracker.domain.vocabulary import SourceKind
from tracker.services import search, sources


def test_what_was_found_stands_by_kind_with_the_words_marked(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim("The depot was hit.")
    search.index(web_desk.session, "claim", claim.id, claim.statement)
    sources.add(web_desk.session, name="Депо", kind=SourceKind.OUTLET, other_names=["Depo"], by=web_desk.anna)
    web_desk.session.commit()
    page = parsed(client_of(app, "vera").get("/search?q=dep"))
    assert [head.text.strip() for head in page.xpath("//main//h2")] == ["Claims", "Sources"]
    assert page.xpath("//mark[@class='hit']/text()") == ["depot", "Depo"]


def test_a_number_leads_to_its_claim_at_once(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "vera")
    for typed in (f"{claim.number}", f"claim {claim.number}", f"%23{claim.number}"):
        assert client.get(f"/search?q={typed}").headers["Location"] == f"/claims/{claim.number}"
    assert client.get("/search?q=article+1").headers["Location"] == "/articles/1"


def test_nothing_typed_and_nothing_found_each_say_what_to_do(app: Flask, web_desk: Desk) -> None:
    client = client_of(app, "vera")
    assert "Beginnings of words will do" in text_of(client.get("/search"))
    assert "Nothing holds all of these words." in text_of(client.get("/search?q=nothing+like+it"))
    assert client.get("/search?q=%EF%BF%BF%00%5C'%22*").status_code == 200
