"""Whatever page there is, a person gets to it by links: nothing has to be known by its address."""

from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import MapAdapter

from tests.browser.filled_desk import fill
from tests.pages import parsed, sign_in
from tests.web.endpoints import endpoints
from tracker.db import Database

pytestmark = [pytest.mark.grades, pytest.mark.public, pytest.mark.corrections_form]

OTHERWISE = {
    "static": "files that pages load",
    "asking.thanks": "shown to whoever has asked for a correction",
    "letters.ask": "linked in letters",
    "sign_ins.begin": "where whoever is not signed in is led",
    "api.list_sources": "asked by scripts while somebody types",
    "api.list_claims": "asked by scripts while somebody types",
    "api.list_articles": "asked by scripts while somebody types",
    "api.find_cue": "asked by scripts when a step is entered",
    "feeds.trail": "linked with the desk's whole address, for readers elsewhere",
}
"""Endpoints that no page links, each with how it is come by."""

ENOUGH = 40
"""How many addresses of one endpoint are followed."""


def linked(client: FlaskClient, address: str) -> list[str]:
    """Return the paths that a page links, or where it leads on to; of forms, those that only ask."""
    response = client.get(address)
    if response.location:
        return [urlsplit(urljoin(address, response.location)).path]
    assert response.status_code == 200, f"{address} answers {response.status_code}"
    if response.mimetype != "text/html":
        return []
    page = parsed(response)
    found = [*page.xpath("//a/@href"), *page.xpath("//form[@method='get']/@action")]
    parts = [urlsplit(urljoin(address, one)) for one in found]
    return [one.path for one in parts if one.scheme in ("", "http") and not one.netloc and one.path]


def walk(app: Flask, client: FlaskClient) -> Counter[str]:
    """Follow links from the first page and count the addresses of each endpoint that were come by."""
    addresses: MapAdapter = app.url_map.bind("localhost")
    reached: Counter[str] = Counter()
    known, waiting = {"/"}, deque(["/"])
    while waiting:
        address = waiting.popleft()
        endpoint, _ = addresses.match(address)
        reached[endpoint] += 1
        if reached[endpoint] <= ENOUGH:
            new = [path for path in linked(client, address) if path not in known]
            known.update(new)
            waiting.extend(dict.fromkeys(new))
    return reached


def test_every_page_is_come_by_through_links_from_the_first_one(app: Flask, database: Database) -> None:
    fill(database)
    client = app.test_client()
    sign_in(client, "ada")
    reached = walk(app, client)
    shown = {endpoint.name for endpoint in endpoints(app) if endpoint.method == "GET"}
    assert shown - set(reached) == set(OTHERWISE)
