"""The page of the ledger of unnamed sources."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, text_of
from tests.web.assessing import client_of
from tracker.domain.actions import Action
from tracker.domain.vocabulary import SourceKind
from tracker.models import Citation, Claim, Source
from tracker.services.record import record

LEDGER = "/sources/unnamed"


def relied_on(desk: Desk, claim: Claim, name: str = "US official") -> Source:
    """Let a claim's trail end with an unnamed source, behind an agency."""
    [agency] = desk.trail(claim.appearances[0], "FARS")
    source = desk.source(name, SourceKind.UNNAMED)
    desk.session.add(Citation(appearance=claim.appearances[0], source=source, via=agency, cue="told by"))
    record(desk.session, Action.TRAIL_ENTERED, about=claim, by=desk.anna)
    desk.session.commit()
    return agency.source


def test_the_ledger_is_come_by_from_the_list_of_sources_and_from_a_source_s_page(app: Flask, web_desk: Desk) -> None:
    fars = relied_on(web_desk, web_desk.claim())
    client = client_of(app, "vera")
    assert LEDGER in parsed(client.get("/sources")).xpath("//main//a/@href")
    assert f"{LEDGER}?outlet={fars.number}" in parsed(client.get(f"/sources/{fars.number}")).xpath("//main//a/@href")


def test_a_row_says_who_relies_on_whom_in_what_words_for_what_and_what_came_of_it(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    relied_on(web_desk, claim)
    web_desk.decide(claim, "unproven")
    page = client_of(app, "vera").get(LEDGER)
    [row] = parsed(page).xpath("//tbody/tr")
    said = " ".join(row.text_content().split())
    assert said == "FARS Depot hit US official “told by” The depot was hit. Unproven not checked"
    place = claim.appearances[0]
    assert f"/articles/{place.article.number}#q-{place.id}" in row.xpath(".//a/@href")
    assert "1 step leads to one" in text_of(page)
    assert "1 not checked" in text_of(page)


def test_the_filters_stand_in_the_address_and_can_be_taken_away(app: Flask, web_desk: Desk) -> None:
    fars = relied_on(web_desk, web_desk.claim())
    client = client_of(app, "vera")
    page = parsed(client.get(f"{LEDGER}?outlet=fars&since=2001"))
    assert len(page.xpath("//tbody/tr")) == 1
    away = page.xpath("//ul[@class='chosen']//a/@href")
    assert away == [f"{LEDGER}?since=2001-01-01", f"{LEDGER}?outlet={fars.number}", LEDGER]
    assert "No step to an unnamed source is like that." in text_of(client.get(f"{LEDGER}?until=2001"))
    assert "No source is called “nobody”." in text_of(client.get(f"{LEDGER}?outlet=nobody"))
    assert client.get(f"{LEDGER}?after=nonsense").status_code == 404


def test_an_empty_ledger_says_how_it_is_filled(app: Flask, web_desk: Desk) -> None:
    assert "No trail leads to an unnamed source yet." in text_of(client_of(app, "vera").get(LEDGER))


def test_names_from_outside_stay_text(app: Flask, web_desk: Desk) -> None:
    relied_on(web_desk, web_desk.claim("<b>Hit</b>"), "<img src=x> مسؤول")
    page = parsed(client_of(app, "vera").get(LEDGER))
    assert page.xpath("//main//img") == []
    assert "<img src=x> مسؤول" in page.xpath("//tbody//bdi/text()")
