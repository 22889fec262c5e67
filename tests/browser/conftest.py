"""What browser tests may ask for: the real program on a real server, with its cast and a desk of many sources."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.cast import PASSWORD
from tracker import ingest
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.vocabulary import SourceKind
from tracker.models import User
from tracker.services import articles, captures, claims, scales, sources
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.record import record
from tracker.services.snapshots import Reading
from tracker.services.trails import Entry

NO_VIOLATIONS = (
    "addEventListener('securitypolicyviolation', (event) => console.error('refused', event.violatedDirective))"
)


@dataclass
class LiveDesk:
    """A desk that browsers reach at ``url``; ``complaints`` are what their consoles said was wrong."""

    url: str
    database: Database
    complaints: list[str] = field(default_factory=list)

    def sign_in(self, page: Page, login: str) -> None:
        """Sign somebody in, and listen from now on to what the browser complains of."""
        page.add_init_script(NO_VIOLATIONS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.goto(f"{self.url}/sign-in")
        page.get_by_label("Sign-in name").fill(login)
        page.get_by_label("Password").fill(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def person(self, session: Session, login: str = "anton") -> User:
        """Return one of the cast."""
        return session.scalars(select(User).where(User.login == login)).one()

    def take_in(self, text: str, title: str) -> int:
        """Take a text in as an article, and return its number."""
        with closing(self.database.writing()) as session:
            by, content = self.person(session), text.encode()
            extraction = ingest.read(content, filename="article.txt")
            capture = captures.take(session, content, extraction, id=chance.new_id(), by=by)
            described = articles.Description(title)
            reading = Reading.of(extraction)
            article = articles.add(session, capture, reading, described, id=chance.new_id(), by=by)
            session.commit()
            return article.number or 0

    def annotate(self, number: int, quote: str, statement: str) -> None:
        """Put a claim on words of an article."""
        with closing(self.database.writing()) as session:
            article = articles.get_article(session, number)
            by = self.person(session)
            claims.annotate(session, article, Wording(statement), Sight(quote), Entry(), id=chance.new_id(), by=by)
            session.commit()

    def add_sources(self, *names: str) -> None:
        """Add sources, all at once."""
        with closing(self.database.writing()) as session:
            by = self.person(session)
            made = [sources.make(session, name=name, kind=SourceKind.AGENCY, by=by) for name in names]
            record(session, Action.SOURCE_ADDED, about=made[0], by=by)
            session.commit()


class _Quiet(WSGIRequestHandler):
    """A handler that does not write a line for each request."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


@pytest.fixture
def live_desk(app: Flask, database: Database) -> Iterator[LiveDesk]:
    """Serve the program to browsers, on a port of its own."""
    with closing(database.writing()) as session:
        scales.ensure(session, by=Program("setup"))
        session.commit()
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    desk = LiveDesk(f"http://127.0.0.1:{server.server_port}", database)
    yield desk
    server.shutdown()
    thread.join()
    server.server_close()
    assert desk.complaints == []
