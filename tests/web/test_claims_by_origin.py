"""The page of an article's claims by origin."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed
from tests.web.assessing import client_of


def test_every_box_and_card_leads_to_where_it_is_told_in_words(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    web_desk.trail(claim.appearances[0], "FARS", "Sputnik Arabic")
    client = client_of(app, "vera")
    address = f"/articles/{claim.appearances[0].article.number}/origins"
    page = parsed(client.get(address))
    fragments = [href.removeprefix("#") for href in page.xpath("//figure//a/@href")]
    assert fragments == ["origin-2", f"claim-{claim.number}"]
    row = " ".join(page.xpath(f"string(//*[@id='{fragments[0]}'])").split())
    assert row.startswith("Sputnik Arabic news agency")
    assert "does not count: not read by us, basis not stated · by way of FARS" in row
    assert page.xpath(f"//*[@id='{fragments[1]}']//a/@href") == [f"/claims/{claim.number}"]
    assert address in client.get(f"/articles/{claim.appearances[0].article.number}").text


def test_an_article_without_claims_says_so(app: Flask, web_desk: Desk) -> None:
    article = web_desk.article()
    web_desk.session.commit()
    client = client_of(app, "vera")
    assert "It has no claim to be checked yet." in client.get(f"/articles/{article.number}/origins").text
    assert client.get("/articles/99/origins").status_code == 404
