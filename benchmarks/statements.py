"""How many SQL statements a page asks for, whatever the number of rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from benchmarks import desk
from benchmarks.serving import hidden
from config import Settings
from tracker import create_app
from tracker.db import Database


def counted(settings: Settings, database: Database, pages: dict[str, str]) -> dict[str, int]:
    """Return the number of statements of each page, the person's session included."""
    client = create_app(settings, database).test_client()
    _sign_in(client)
    counts = {}
    for name, path in pages.items():
        client.get(path)
        with _listening(database.engine) as statements:
            client.get(path)
        counts[name] = len(statements)
    return counts


def _sign_in(client: FlaskClient) -> None:
    fields = hidden(client.get("/sign-in").get_data(as_text=True))
    client.post("/sign-in", data={**fields, "login": desk.LOGIN, "password": desk.PASSWORD})


@contextmanager
def _listening(engine: Engine) -> Iterator[list[str]]:
    heard: list[str] = []

    def hear(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        heard.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)
