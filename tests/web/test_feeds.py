"""The trail as a feed: whoever has its address follows what that person may see, until the password changes."""

from xml.etree import ElementTree as xml

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.assessing import Desk
from tests.pages import parsed
from tests.web.assessing import client_of
from tracker.models import User
from tracker.services import people

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def address_of(app: Flask, login: str) -> str:
    [href] = parsed(client_of(app, login).get("/trail")).xpath("//link[@type='application/atom+xml']/@href")
    return str(href).removeprefix("http://127.0.0.1:8000")


def entries(client: FlaskClient, address: str) -> list[xml.Element]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    return xml.fromstring(answer.get_data()).findall("a:entry", ATOM)


def titles(found: list[xml.Element]) -> list[str]:
    return [entry.findtext("a:title", "", ATOM) for entry in found]


def test_a_reader_follows_without_signing_in(app: Flask, web_desk: Desk) -> None:
    address = address_of(app, "vera")
    claim = web_desk.claim()
    web_desk.session.commit()
    newest = entries(app.test_client(), address)
    assert f"claim {claim.number}" in titles(newest)[0]
    link = newest[0].find("a:link", ATOM)
    assert link is not None
    assert client_of(app, "vera").get(link.attrib["href"].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_a_feed_shows_what_its_person_may_see(app: Flask) -> None:
    client_of(app, "emil")
    told = {login: titles(entries(app.test_client(), address_of(app, login))) for login in ("vera", "ada")}
    assert "Emil Editor signed in" in told["ada"]
    assert "Emil Editor signed in" not in told["vera"]


def test_what_did_not_change_is_not_sent_again(app: Flask) -> None:
    address = address_of(app, "vera")
    client = app.test_client()
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_an_address_ends_with_the_password_and_with_the_person(app: Flask, web_desk: Desk) -> None:
    client = app.test_client()
    vera = web_desk.session.scalars(select(User).where(User.login == "vera")).one()
    address = address_of(app, "vera")
    people.reset_password(web_desk.session, vera, password_hash="another hash", by=web_desk.boris)
    web_desk.session.commit()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("key", ["x", "WyJ4Il0.x", "a.b.c", "%00", "é"])
def test_a_key_that_was_never_given_out_opens_nothing(app: Flask, key: str) -> None:
    assert app.test_client().get(f"/feeds/{key}/trail.atom").status_code == 404
