"""What tests of pages may ask for besides the program itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, request_started

from tests.assessing import Desk, desk_in
from tracker.db import Database


@pytest.fixture
def web_desk(app: Flask, database: Database) -> Iterator[Desk]:
    """Give the desk that assesses, on the database that the program runs on; it lets go before each request."""
    with desk_in(database) as desk:

        def let_go(sender: Flask, **_: Any) -> None:
            desk.session.commit()

        with request_started.connected_to(let_go, app):
            yield desk
