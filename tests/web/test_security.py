"""What holds for every answer, and where an unsafe request may come from."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import sign_in, text_of
from tests.web.endpoints import token_for
from tracker.web.security import HEADERS
from tracker.web.static import FOLDER, version

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)


def every_kind_of_answer(app: Flask) -> dict[str, TestResponse]:
    client, token = token_for(app, "vera")
    with client.get("/static/icon.svg") as icon:
        tag = icon.headers["ETag"]
    return {
        "a page": client.get("/settings"),
        "a redirect": app.test_client().get("/settings"),
        "a static file": client.get("/static/styles/base.css"),
        "an unchanged static file": client.get("/static/icon.svg", headers={"If-None-Match": tag}),
        "no such file": client.get("/static/none.css"),
        "no such page": client.get("/none"),
        "refused": client.get("/people"),
        "the wrong method": client.delete("/settings"),
        "no token": client.post("/settings"),
        "not signed in": app.test_client().post("/settings"),
        "options": client.options("/settings"),
        "too large": client.post("/settings", data={"csrf_token": token, "single_keys": "y" * 11_000_000}),
    }


def test_every_answer_carries_the_headers(app: Flask) -> None:
    assert HEADERS["Content-Security-Policy"] == POLICY
    answers = every_kind_of_answer(app)
    statuses = {kind: answer.status_code for kind, answer in answers.items()}
    assert sorted(statuses.values()) == [200, 200, 200, 303, 304, 400, 401, 403, 404, 404, 405, 413]
    for kind, answer in answers.items():
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, kind
        assert "Strict-Transport-Security" not in answer.headers, kind
        answer.close()


def test_pages_are_kept_nowhere_and_static_files_until_they_change(client: FlaskClient) -> None:
    def kept(address: str) -> str:
        with client.get(address) as response:
            return response.headers["Cache-Control"]

    sign_in(client, "vera")
    assert kept("/settings") == "no-store"
    assert kept("/none") == "no-store"
    assert kept("/static/none.css") == "no-store"
    assert kept("/static/styles/base.css") == "no-cache"
    assert kept("/static/styles/base.css?v=old") == "no-cache"
    assert kept(f"/static/styles/base.css?v={version('styles/base.css')}") == "public, max-age=31536000, immutable"
    assert kept("/static/vendor/inter/LICENSE") == "public, max-age=604800"


def test_pages_ask_for_static_files_by_their_version(client: FlaskClient) -> None:
    page = client.get("/sign-in").get_data(as_text=True)
    assert f"/static/styles/base.css?v={version('styles/base.css')}" in page
    assert '/static/vendor/inter/inter-latin-wght-normal.woff2"' in page


@pytest.mark.parametrize("path", ["../app.py", "..%2fapp.py", "styles/../../app.py", "%00", "....//app.py"])
def test_nothing_beside_the_static_files_is_served(client: FlaskClient, path: str) -> None:
    assert (FOLDER.parent / "web" / "app.py").is_file()
    assert client.get(f"/static/{path}").status_code == 404


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
        ({"Sec-Fetch-Site": "", "Origin": "http://localhost"}, False),
        ({"Origin": "http://localhost"}, True),
        ({"Origin": "http://127.0.0.1:8000"}, True),
        ({"Origin": "http://localhost:8001"}, False),
        ({"Origin": "http://localhost.evil.example"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://["}, False),
    ],
)
def test_a_form_must_come_from_the_desk_itself(app: Flask, headers: dict[str, str], passes: bool) -> None:
    client, token = token_for(app, "vera")
    response = client.post("/settings", data={"csrf_token": token}, headers=headers)
    assert response.status_code == (303 if passes else 403)
    if not passes:
        assert "another site's page" in text_of(response)


def test_a_token_of_another_browser_is_not_taken(app: Flask) -> None:
    client, _ = token_for(app, "vera")
    _, other = token_for(app, "vera")
    assert client.post("/settings", data={"csrf_token": other}).status_code == 400


def test_a_token_may_stand_in_a_header(app: Flask) -> None:
    client, token = token_for(app, "vera")
    assert client.post("/settings", headers={"X-CSRFToken": token}).status_code == 303
