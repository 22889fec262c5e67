"""What every test may ask for: a database of each engine, the shared folder, a browser."""

import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from playwright.sync_api import BrowserType
from sqlalchemy import create_engine

from config import Settings
from tests.cast import SEAL_KEY, SECRET_KEY, employ
from tests.compiled import sharing
from tests.engines import Databases, Kind, NoServer, Server, new_server, quick_folder
from tests.programs import program
from tracker.db import Database
from tracker.db.schema import upgrade
from tracker.web import behind

HOUSE = Path(__file__).parents[1]
SERVER_HOME = "TRACKER_TEST_SERVER"
DEBIAN_CHROMIUM = Path("/usr/bin/chromium")

# How long an example takes says more about the machine than about the rule.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Let the process that was started own the server's folder; its workers find it in their environment."""
    if not hasattr(config, "workerinput"):
        server = new_server(where=quick_folder())
        os.environ[SERVER_HOME] = str(server.home)
        config.add_cleanup(server.stop)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests by what they ask for, so that none can forget."""
    for item in items:
        if "playwright" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def absent(reason: str) -> NoReturn:
    """Skip the test for want of something outside the checkout; in CI, where all must be there, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of sample articles and outside data."""
    folder = Path(os.environ.get("TRACKER_SHARED") or HOUSE.parent / "shared")
    if not folder.is_dir():
        absent(f"There is no folder {folder}; TRACKER_SHARED says where else it lies.")
    return folder


@pytest.fixture(scope="session", autouse=True)
def compiled() -> Iterator[None]:
    """Let all engines of the program, in this process, share what they have compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tracker.db.engines.create_engine", sharing(create_engine))
        yield


@pytest.fixture(scope="session")
def databases(worker_id: str) -> Iterator[Databases]:
    """Return this worker's source of databases."""
    with tempfile.TemporaryDirectory(prefix="tracker-databases-", dir=quick_folder()) as folder:
        yield Databases(Path(folder), Server(Path(os.environ[SERVER_HOME])), worker_id, upgrade)


def bring_up(databases: Databases, kind: Kind) -> None:
    """Make sure that an engine runs, or skip the test; in CI, fail it."""
    if kind is Kind.POSTGRESQL:
        try:
            databases.server.ensure_running()
        except NoServer as error:
            absent(f"PostgreSQL cannot be brought up here.\n{error}")


@pytest.fixture(params=[Kind.SQLITE, pytest.param(Kind.POSTGRESQL, marks=pytest.mark.postgres)], ids=str)
def engine_kind(request: pytest.FixtureRequest, databases: Databases) -> Kind:
    """Run the test once on each engine."""
    kind = Kind(request.param)
    bring_up(databases, kind)
    return kind


@pytest.fixture
def engine_url(databases: Databases, engine_kind: Kind) -> Iterator[str]:
    """Return the address of a database of the test's own, at the newest revision, on each engine."""
    url = databases.migrated(engine_kind)
    yield url
    databases.drop(url)


@pytest.fixture
def fresh_database(databases: Databases) -> Iterator[Callable[[Kind], str]]:
    """Return a function that makes an empty database of an engine and returns its address."""
    made: list[str] = []

    def make(kind: Kind) -> str:
        made.append(databases.empty(kind))
        return made[-1]

    yield make
    for url in made:
        databases.drop(url)


@pytest.fixture
def desk_settings(tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """Return the settings of a desk of the test's own; it grades, and has public pages, where the test is marked so."""
    keys = {"SECRET_KEY": SECRET_KEY, "LOG_KEY": "vouches for the log " * 2, "SEAL_KEY": SEAL_KEY}
    turned_on = ("grades", "public", "corrections_form")
    marked = {name.upper(): "true" for name in turned_on if request.node.get_closest_marker(name)}
    return Settings.from_environment({"TRACKER_HOME": str(tmp_path), "DESK_NAME": "Harbour desk", **keys, **marked})


@pytest.fixture
def database(databases: Databases, desk_settings: Settings) -> Iterator[Database]:
    """Return a database of the test's own, on SQLite, at the newest revision, with the cast on its desk."""
    url = databases.migrated(Kind.SQLITE)
    database = Database(url, desk_settings.log_key)
    employ(database)
    yield database
    for thread in threading.enumerate():
        if thread.name == behind.NAME:
            thread.join()
    database.engine.dispose()
    databases.drop(url)


@pytest.fixture
def app(desk_settings: Settings, database: Database) -> Flask:
    """Return the real program on the test's own database."""
    return program(desk_settings, database)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser without JavaScript in which nobody is signed in; sign_in of tests.pages lets somebody in."""
    return app.test_client()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], browser_type: BrowserType) -> dict[str, Any]:
    """Launch Debian's Chromium where it is installed, else Playwright's own."""
    if DEBIAN_CHROMIUM.exists():
        return {**browser_type_launch_args, "executable_path": str(DEBIAN_CHROMIUM)}
    if not Path(browser_type.executable_path).exists():
        absent("There is no Chromium: `apt install chromium`, or `.venv/bin/playwright install chromium`.")
    return browser_type_launch_args
