"""People of the cast at the pages of assessing and deciding."""

from flask import Flask
from flask.testing import FlaskClient

from tests.pages import sign_in


def client_of(app: Flask, login: str) -> FlaskClient:
    """Return a browser in which somebody of the cast is signed in."""
    client = app.test_client()
    sign_in(client, login)
    return client
