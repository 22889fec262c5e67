"""The bar at the top: the places that a person may go to, and the one to which a page belongs."""

from flask import Flask
from flask.testing import FlaskClient

from tests.assessing import Desk
from tests.pages import parsed
from tests.web.assessing import client_of


def current(client: FlaskClient, path: str) -> list[str]:
    page = parsed(client.get(path))
    return [link.text for link in page.xpath("//header//nav//a[@aria-current='page']")]


def test_each_page_belongs_to_one_place_whatever_its_address_begins_with(app: Flask, web_desk: Desk) -> None:
    [appearance] = web_desk.claim().appearances
    article = appearance.article
    capture = article.snapshots[0].capture
    client = client_of(app, "ada")
    places = {
        "/": "First page",
        f"/articles/{article.number}": "Articles",
        f"/articles/{article.number}/report": "Articles",
        f"/captures/{capture.id}": "Articles",
        f"/appearances/{appearance.id}/place": "Articles",
        f"/appearances/{appearance.id}/edit": "Claims",
        "/claims/1": "Claims",
        "/sources/add": "Sources",
        "/queues": "Queues",
        "/reports": "Reports",
        "/trail/claim/1": "Audit trail",
        "/undo": "Audit trail",
        "/undo/since": "Audit trail",
        "/people/add": "People",
    }
    assert {path: current(client, path) for path in places} == {path: [place] for path, place in places.items()}


def test_a_page_of_no_place_marks_none(client: FlaskClient, app: Flask) -> None:
    assert current(client_of(app, "ada"), "/settings") == []
    assert current(client_of(app, "ada"), "/claimsomething") == []
    assert current(client, "/sign-in") == []


def test_only_those_who_manage_people_are_led_to_them(app: Flask) -> None:
    for login, led in (("emil", False), ("ada", True)):
        page = parsed(client_of(app, login).get("/"))
        assert bool(page.xpath("//header//nav//a[@href='/people']")) is led
