"""Cases as people keep them: opened, filled, put on hold by an editor, and shown on the pages of what they hold."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, sign_in, submit, text_of
from tests.web.assessing import client_of
from tracker.domain.vocabulary import Relation
from tracker.services import cases, links


def test_a_case_is_opened_filled_and_shown_where_its_things_are(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "anton")
    opened = submit(client, client.get("/cases/add"), {"title": "The depot", "about": "All about it."})
    assert opened.location == "/cases/1"
    for thing in (f"claim {claim.number}", f"Article #{claim.appearances[0].article.number}"):
        put = submit(client, client.get("/cases/1"), {"thing": thing}, "/cases/1/put-in")
        assert put.status_code == 303
    page = text_of(client.get("/cases/1"))
    assert "The depot was hit." in page
    assert "Depot hit" in page
    assert "The depot" in text_of(client.get(f"/claims/{claim.number}"))
    assert "in case 1" in text_of(client.get(f"/articles/{claim.appearances[0].article.number}"))
    assert "The depot" in text_of(client.get("/cases"))


def test_what_cannot_be_put_in_is_said_beside_the_field_and_kept(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    cases.add(web_desk.session, title="The depot", by=web_desk.anna)
    client = client_of(app, "anton")
    for thing, said in (("the claim", "Write claim 12 or article 4."), ("claim 99", "There is no claim 99.")):
        refused = submit(client, client.get("/cases/1"), {"thing": thing}, "/cases/1/put-in")
        assert refused.status_code == 422
        assert said in text_of(refused)
        assert parsed(refused).xpath("//input[@name='thing']/@value") == [thing]
    for status in (303, 409):
        sent = submit(client, client.get("/cases/1"), {"thing": f"claim {claim.number}"}, "/cases/1/put-in")
        assert sent.status_code == status


def test_something_is_taken_out(app: Flask, web_desk: Desk) -> None:
    case = cases.add(web_desk.session, title="The depot", by=web_desk.anna)
    cases.put_in(web_desk.session, case, web_desk.claim(), by=web_desk.anna)
    client = client_of(app, "anton")
    assert submit(client, client.get("/cases/1"), {}, "/cases/1/take-out").status_code == 303
    assert "Nothing yet." in text_of(client.get("/cases/1"))


def test_an_editor_puts_a_case_on_hold_and_lifts_the_hold(app: Flask, web_desk: Desk) -> None:
    case = cases.add(web_desk.session, title="The depot", by=web_desk.anna)
    cases.put_in(web_desk.session, case, web_desk.claim(), by=web_desk.anna)
    assert client_of(app, "rita").get("/cases/1/hold").status_code == 403
    client = client_of(app, "emil")
    assert submit(client, client.get("/cases/1/hold")).status_code == 422
    assert submit(client, client.get("/cases/1/hold"), {"why": "We are being sued."}).location == "/cases/1"
    page = client.get("/cases/1")
    assert "“We are being sued.” No words of what it holds can be withheld" in text_of(page)
    assert parsed(page).xpath("//form[@action='/cases/1/take-out']") == []
    assert submit(client, client.get("/cases/1/hold"), {"why": "It was settled."}).location == "/cases/1"
    assert "We are being sued" not in text_of(client.get("/cases/1"))


def test_an_edit_on_an_older_page_is_refused_with_what_changed(app: Flask, web_desk: Desk) -> None:
    case = cases.add(web_desk.session, title="The depot", by=web_desk.anna)
    client = client_of(app, "anton")
    old = client.get("/cases/1/edit")
    cases.edit(web_desk.session, case, title="The depots", about="", seen=case.rev, by=web_desk.anna)
    refused = submit(client, old, {"title": "A depot"})
    assert refused.status_code == 409
    assert "What changed meanwhile" in text_of(refused)
    assert parsed(refused).xpath("//input[@name='title']/@value") == ["A depot"]
    assert submit(client, refused).status_code == 303


def test_a_case_is_withdrawn_and_restored(app: Flask, web_desk: Desk) -> None:
    cases.add(web_desk.session, title="The depot", by=web_desk.anna)
    client = client_of(app, "rita")
    assert submit(client, client.get("/cases/1/withdraw"), {"why": "It was none."}).location == "/cases/1"
    assert "The depot" not in text_of(client.get("/cases"))
    assert "The depot" in text_of(client.get("/cases?withdrawn=yes"))
    assert submit(client, client.get("/cases/1/withdraw"), {"why": "It is one."}).location == "/cases/1"
    assert "The depot" in text_of(client.get("/cases"))


def test_viewers_read_cases_and_change_none(app: Flask, web_desk: Desk) -> None:
    cases.add(web_desk.session, title="The depot", by=web_desk.anna)
    client = app.test_client()
    sign_in(client, "vera")
    page = client.get("/cases/1")
    assert page.status_code == 200
    assert not parsed(page).get_element_by_id("main").xpath(".//form")


def test_what_happened_when_is_drawn_and_every_sign_leads_to_its_row(app: Flask, web_desk: Desk) -> None:
    old, new = web_desk.claim("Ten."), web_desk.claim("Twelve.")
    links.add(web_desk.session, new, old, relation=Relation.UPDATES, on="2016-11", by=web_desk.anna)
    case = cases.add(web_desk.session, title="The depot", by=web_desk.anna)
    client = client_of(app, "vera")
    assert parsed(client.get("/cases/1")).xpath("//section[@id='timeline']") == []
    for thing in (old, new, old.appearances[0].article):
        cases.put_in(web_desk.session, case, thing, by=web_desk.anna)
    page = parsed(client.get("/cases/1"))
    fragments = {href.removeprefix("#") for href in page.xpath("//figure//a/@href")}
    rows = {id: " ".join(page.xpath(f"string(//tr[@id='{id}'])").split()) for id in fragments}
    assert f"claim {new.number} overtook claim {old.number}" in rows["updated-0"]
    assert rows["happened-0"].startswith(f"date unknown claim {old.number}: an article asserts it Depot hit")
    assert "" not in rows.values()
    assert len(rows) == 7


def test_a_case_shows_how_its_claims_stand_and_leads_to_them_and_its_articles(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim("The depot was hit.")
    web_desk.decide(claim, "false")
    case = cases.add(web_desk.session, title="Depots", by=web_desk.anna)
    cases.put_in(web_desk.session, case, claim, by=web_desk.anna)
    web_desk.session.commit()
    client = client_of(app, "rita")
    page = parsed(client.get(f"/cases/{case.number}"))
    [there] = page.xpath("//ul[@class='standing']/li/a/@href")
    assert "The depot was hit." in text_of(client.get(there))
    assert [
        [cell.text_content() for cell in row] for row in page.xpath("//section[h2='Who worked on them']//tbody/tr")
    ] == [
        ["Anna", "1", "0", "0"],
        ["Boris", "0", "1", "0"],
        ["Carla", "0", "0", "1"],
    ]
    [articles] = page.xpath("//a[text()='Its articles']/@href")
    listed = client.get(articles)
    assert "Depot hit" in text_of(listed)
    assert "Case: Depots" in text_of(listed)
    assert "no 99" in text_of(client.get("/articles?case=99"))
