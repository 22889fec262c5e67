"""Every endpoint of the program as requests, read from its URL map."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule, UUIDConverter

from tests.pages import parsed
from tests.pages import sign_in as sign_in_with_form
from tracker.web.transactions import SAFE_METHODS

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Endpoint:
    """One way to ask for something: its name, method and an address of it, for a thing that does not exist."""

    name: str
    method: str
    address: str

    @property
    def is_safe(self) -> bool:
        """Tell whether it only reads."""
        return self.method in SAFE_METHODS

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def endpoints(app: Flask) -> Iterator[Endpoint]:
    """Yield every endpoint with each method that it takes."""
    for rule in app.url_map.iter_rules():
        address = app.url_map.bind("localhost").build(rule.endpoint, _arguments(rule))
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Endpoint(rule.endpoint, method, address)


def token_for(app: Flask, login: str) -> tuple[FlaskClient, str]:
    """Return a client in which a person is signed in, and the token of its forms."""
    client = app.test_client()
    sign_in_with_form(client, login)
    page = parsed(client.get("/settings"))
    return client, page.xpath("//input[@name='csrf_token']")[0].get("value")


def _arguments(rule: Rule) -> dict[str, object]:
    return {name: _argument(rule, name) for name in rule.arguments}


def _argument(rule: Rule, name: str) -> object:
    match rule._converters[name]:
        case UUIDConverter():
            return NOBODY
        case IntegerConverter():
            return 0
    return "nothing"
