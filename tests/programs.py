"""The real program, put together once a process and furnished for the desk of each test.

Its routes, and its templates once they are compiled, are the same for every desk; to make them anew took a web test
longer than what it tests.
"""

from functools import cache
from typing import Any

from flask import Flask

from config import Settings
from tests.cast import QUICK
from tracker.db import Database
from tracker.web.app import assemble, create_app, furnish


def program(settings: Settings, database: Database) -> Flask:
    """Return the program serving a desk; whoever held it before must have done with it."""
    app, bare = _assembled()
    app.config.clear()
    app.config.update(bare)
    furnish(app, settings, database, QUICK)
    app.testing = True
    return app


def program_of_its_own(settings: Settings, database: Database) -> Flask:
    """Return a program that serves this desk alone, for tests that add to it."""
    app = create_app(settings, database, QUICK)
    app.testing = True
    return app


@cache
def _assembled() -> tuple[Flask, dict[str, Any]]:
    app = assemble()
    return app, dict(app.config)
