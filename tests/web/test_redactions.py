"""Withholding words in the browser: found, chosen, sent to a second admin, approved, and said wherever they stood."""

from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tests.withholding import NAME, Withholding
from tracker import verifier
from tracker.db import Database
from tracker.domain.actors import Program
from tracker.domain.roles import Role
from tracker.domain.withholding import MASK
from tracker.models import Article, User
from tracker.services import cases, claims, history, people, scales
from tracker.services.checkpoints import keys
from tracker.services.claims import Wording


@pytest.fixture
def desk(database: Database, app: Flask) -> Iterator[Withholding]:
    """Lay out an article and a claim that hold a name, on the database that the program runs on."""
    with closing(database.writing()) as session:
        everybody = {user.login: user for user in session.scalars(select(User))}
        people.change(session, everybody["emil"], name="Emil Editor", role=Role.ADMIN, by=Program("setup"))
        scales.ensure(session, by=Program("setup"))
        desk = Withholding(session, database.engine, everybody)
        article = desk.take_in(f"The court heard that {NAME} had fled.".encode(), "court.txt", f"{NAME} in court")
        desk.claim(article, f"{NAME} had fled.", f"{NAME} had fled")
        yield desk


def find(client: FlaskClient, words: str = NAME, address: str = "/withheld/ask") -> TestResponse:
    """Look for words with the page's own form, and return the page that lists where they stand."""
    return submit(client, client.get(address), {"words": words, "find": "1"})


def send(client: FlaskClient, found: TestResponse, **more: object) -> TestResponse:
    """Send what was found to a second admin."""
    return submit(client, found, {"basis": "court_order", "why": "Order 12/26.", "send": "1", **more})


def test_words_are_withheld_by_two_admins_and_every_page_says_so(app: Flask, desk: Withholding) -> None:
    claim, article = desk.claims[0], desk.articles[0]
    desk.session.close()
    ada, emil, vera = (client_of(app, login) for login in ("ada", "emil", "vera"))
    found = find(ada, address="/withheld/ask?kind=claim&reference=1")
    assert found.status_code == 200
    assert f"Where they stand {4}" in text_of(found)
    assert {"claim 1", "article 1"} <= {link.text_content() for link in parsed(found).xpath("//table//a")}
    asked = send(ada, found)
    assert asked.location == "/withheld/1"
    assert "It waits for a second admin" in text_of(ada.get("/withheld/1"))
    assert NAME in text_of(vera.get(f"/claims/{claim.number}"))
    assert "Order 12/26." in text_of(emil.get("/"))
    approved = submit(emil, emil.get("/withheld/1"), {}, "/withheld/1/approve")
    assert approved.location == "/withheld/1"
    assert "Make a new backup" in text_of(emil.get("/withheld/1"))
    for address in (f"/claims/{claim.number}", f"/articles/{article.number}", f"/trail/claim/{claim.number}"):
        page = text_of(vera.get(address))
        assert NAME not in page, address
        assert MASK * len(NAME) in page, address
        assert "court order: “Order 12/26.”" in page, address
    assert "Words of: text, statement." in text_of(vera.get(f"/claims/{claim.number}"))
    assert "/withheld/1" not in vera.get(f"/claims/{claim.number}").text


def exported(client: FlaskClient, article: Article, **typed: str) -> str:
    """Return a report on an article."""
    response = submit(client, client.get(f"/reports/export?article={article.number}"), dict(typed), "/reports/export")
    text = response.text
    response.close()
    return text


def test_every_page_of_the_past_withholds_them_too(app: Flask, desk: Withholding) -> None:
    claim, article = desk.claims[0], desk.articles[0]
    said = Wording("A man had fled.")
    claims.edit(desk.session, claim, said, seen=claim.rev, why=f"{NAME} asks for it.", by=desk.anton)
    desk.session.commit()
    before = history.of_thing(desk.session, claim.kind, claim.id, person=desk.ada, limit=1).rows[0].seq
    desk.session.commit()
    vera = client_of(app, "vera")
    addresses = [f"/as-of/{thing.kind}/{thing.number}/{seq}" for thing in (claim, article) for seq in range(before + 1)]
    shown = {address: page for address in addresses if (page := vera.get(address)).status_code == 200}
    held = {address for address, page in shown.items() if NAME in text_of(page)}
    report = {"format": "html", "as_of": str(before)}
    assert len(held) > 3
    assert NAME in exported(vera, article, **report)
    desk.withhold(NAME, "Querfeld")
    for address in shown:
        page = vera.get(address)
        assert "Querfeld" not in page.text, address
        assert (MASK * len(NAME) in text_of(page)) == (address in held), address
    then = exported(vera, article, **report)
    assert "Querfeld" not in then
    assert MASK * len(NAME) in then


def test_the_admin_who_asked_is_offered_to_take_it_back_and_nothing_else(app: Flask, desk: Withholding) -> None:
    desk.session.close()
    ada = client_of(app, "ada")
    send(ada, find(ada))
    actions = [form.get("action") for form in parsed(ada.get("/withheld/1")).xpath("//main//form")]
    assert actions == ["/withheld/1/take-back"]
    crafted = submit(ada, ada.get("/withheld/1"), {}, "/withheld/1/take-back")
    assert crafted.location == "/withheld/1"
    assert "Taken back" in text_of(ada.get("/withheld/1"))


def test_a_crafted_approval_of_one_s_own_request_is_refused(app: Flask, desk: Withholding) -> None:
    desk.session.close()
    ada = client_of(app, "ada")
    send(ada, find(ada))
    page = parsed(ada.get("/withheld/1"))
    fields = {name: page.xpath(f"//input[@name='{name}']/@value")[0] for name in ("csrf_token", "rev")}
    answer = ada.post("/withheld/1/approve", data=fields)
    assert answer.status_code == 403
    assert "It takes a second admin to approve it." in text_of(answer)
    assert NAME in text_of(ada.get("/claims/1"))


def test_what_is_missing_is_said_and_what_was_typed_is_kept(app: Flask, desk: Withholding) -> None:
    desk.session.close()
    ada = client_of(app, "ada")
    for words, said in (("", "Write the words"), ("x", "too short")):
        refused = find(ada, words)
        assert refused.status_code == 422
        assert said in text_of(refused)
    found = find(ada)
    for more, said in (
        ({"basis": ""}, "Choose the legal basis."),
        ({"why": ""}, "Say why."),
        ({"why": f"About {NAME}"}, "without the words themselves"),
        ({"chosen": []}, "Choose at least one place"),
    ):
        refused = send(ada, found, **more)
        assert refused.status_code == 422, said
        assert said in text_of(refused)
        assert parsed(refused).xpath("//textarea[@name='words']")[0].text.strip() == NAME
        assert parsed(refused).xpath("//input[@name='chosen']")
    left_out = parsed(found).xpath("//input[@name='chosen']/@value")[1:]
    refused = send(ada, found, chosen=left_out, why="")
    assert parsed(refused).xpath("//input[@name='chosen'][@checked]/@value") == left_out


def test_words_that_stand_nowhere_cannot_be_sent(app: Flask, desk: Withholding) -> None:
    desk.session.close()
    page = find(client_of(app, "ada"), "Nobody of this name")
    assert "These words stand nowhere" in text_of(page)
    assert not parsed(page).xpath("//button[@name='send']")


def test_a_case_on_hold_is_said_before_and_refuses(app: Flask, desk: Withholding) -> None:
    ada, emil = client_of(app, "ada"), client_of(app, "emil")
    desk.session.commit()
    send(ada, find(ada))
    case = cases.add(desk.session, title="The trial", by=desk.anton)
    cases.put_in(desk.session, case, desk.claims[0], by=desk.anton)
    cases.hold(desk.session, case, why="We are being sued.", seen=case.rev, by=desk.emil)
    desk.session.commit()
    desk.session.close()
    page = emil.get("/withheld/1")
    assert "Case 1 holds some of this: “We are being sued.”" in text_of(page)
    refused = submit(emil, page, {}, "/withheld/1/approve")
    assert refused.status_code == 422
    assert "until an editor or an admin lifts the hold" in text_of(refused)
    assert NAME in text_of(emil.get("/claims/1"))


def test_a_second_admin_refuses_with_a_reason(app: Flask, desk: Withholding) -> None:
    desk.session.close()
    ada, emil = client_of(app, "ada"), client_of(app, "emil")
    send(ada, find(ada))
    assert submit(emil, emil.get("/withheld/1"), {}, "/withheld/1/refuse").status_code == 422
    refused = submit(emil, emil.get("/withheld/1"), {"why": "No such order."}, "/withheld/1/refuse")
    assert refused.location == "/withheld/1"
    assert "Refused" in text_of(emil.get("/withheld/1"))
    assert NAME in text_of(emil.get("/claims/1"))


def test_a_whole_field_of_the_thing_one_came_from_can_be_ticked(app: Flask, desk: Withholding) -> None:
    desk.session.close()
    ada = client_of(app, "ada")
    page = ada.get("/withheld/ask?kind=claim&reference=1")
    [key] = [one for one in parsed(page).xpath("//input[@name='whole']/@value") if one.endswith("statement")]
    found = submit(ada, page, {"whole": [key], "find": "1"})
    assert key in parsed(found).xpath("//input[@name='chosen'][@checked]/@value")


def test_files_that_went_out_before_are_named(app: Flask, desk: Withholding) -> None:
    desk.session.close()
    ada = client_of(app, "ada")
    reports = ada.get("/articles/1/report")
    submit(ada, reports, {"format": "csv"}, "/reports/export").close()
    submit(ada, ada.get("/trail"), {"form": "csv"}, "/trail/download").close()
    send(ada, find(ada))
    page = text_of(ada.get("/withheld/1"))
    assert "Files that went out so far 2" in page
    assert "Audit trail" in page
    assert "Reportarticle 1" in page


@pytest.mark.parametrize("form", ["csv", "json", "html"])
def test_a_report_says_what_is_withheld_and_why(app: Flask, desk: Withholding, form: str) -> None:
    desk.withhold(NAME)
    desk.session.close()
    client = client_of(app, "vera")
    sent = submit(client, client.get("/articles/1/report"), {"format": form}, "/reports/export")
    text = sent.get_data(as_text=True)
    sent.close()
    assert NAME not in text
    assert MASK * len(NAME) in text
    assert "a person at risk" in text
    assert "Threats of November." in text


def test_the_page_of_the_past_shows_masks_and_says_why(app: Flask, desk: Withholding) -> None:
    desk.session.commit()
    before = history.of_thing(desk.session, "claim", desk.claims[0].id, person=desk.ada).rows[0].seq
    desk.withhold(NAME)
    desk.session.close()
    for kind in ("claim", "article"):
        page = text_of(client_of(app, "vera").get(f"/as-of/{kind}/1/{before}"))
        assert NAME not in page
        assert MASK * len(NAME) in page
        assert "Threats of November." in page


def test_a_trail_with_proofs_holds_before_a_stranger_and_says_what_it_does_not_show(
    app: Flask, desk: Withholding
) -> None:
    signer = app.extensions["tracker"].sealer.signer
    key = keys.put_on_record(desk.session, signer, origin="desk.example/log", by=Program("setup"))
    desk.withhold(NAME)
    desk.session.close()
    client = client_of(app, "vera")
    done = submit(client, client.get("/trail/claim/1"), action="/trail/claim/1/bundle")
    account = verifier.check(
        BytesIO(done.data), verifier.Asked([verifier.read_key(str(key), verifier.SIGNS)], [], 0, [])
    )
    done.close()
    assert account.fails == []
    assert any(line.startswith("Values withheld") and "statement of claims" in line for line in account.holds)
