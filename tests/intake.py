"""Taking articles in as a person does: text is pasted or uploaded, read over, and cut."""

import io
from contextlib import closing
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.pages import form_on, submit
from tracker.db import Database
from tracker.domain import chance
from tracker.models import Base, Event, User
from tracker.services import articles, claims
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.trails import Entry

TEXT = (
    "Depot outside the town was hit before dawn\n"
    "By Lena Marsh\n\n"
    "FARS reported, citing Sputnik Arabic, that four aircraft took part and that nineteen people were killed.\n\n"
    "A resident said that he had heard two blasts, not four. The ministry of defence denied the loss of any depot.\n\n"
    "Whatever the number, it is the third strike on this road since September, and the salt leaves by no other.\n"
)


def hand_in(client: FlaskClient, text: str = TEXT, **known: Any) -> TestResponse:
    """Paste a text into the form, and return the answer."""
    return _sent(submit(client, client.get("/articles/add"), {"text": text, **known}))


def upload(client: FlaskClient, content: bytes, filename: str, **known: Any) -> TestResponse:
    """Upload a file with the form, and return the answer."""
    return _sent(submit(client, client.get("/articles/add"), {"file": (io.BytesIO(content), filename), **known}))


def cut(client: FlaskClient, taken: TestResponse, **typed: Any) -> TestResponse:
    """Save the article that the page after taking in proposes, with corrections, and return the answer."""
    page = client.get(taken.location)
    return submit(client, page, typed, form_on(page).get("action"))


def take_in(client: FlaskClient, text: str = TEXT, **typed: Any) -> int:
    """Paste a text, save it as an article, and return the article's number."""
    saved = cut(client, hand_in(client, text), **typed)
    assert saved.status_code == 303, saved.get_data(as_text=True)
    return int(saved.location.split("added=")[-1].rpartition("/")[2])


def rows(database: Database) -> dict[str, int]:
    """Count the rows of every table but those of sign-ins, and the events of what people changed."""
    with closing(database.reading()) as session:
        counts = {
            mapper.class_.__tablename__: session.scalar(select(func.count()).select_from(mapper.class_)) or 0
            for mapper in Base.registry.mappers
            if mapper.class_.keeping != "operational"
        }
        counts["last event"] = session.scalar(select(func.max(Event.seq))) or 0
        return counts


def annotate(database: Database, number: int, quote: str, *, by: str = "anton") -> UUID:
    """Put a claim on words of an article, and return the id of its appearance."""
    with closing(database.writing()) as session:
        person = session.scalars(select(User).where(User.login == by)).one()
        article = articles.get_article(session, number)
        wording = Wording(f"It is so that {quote}.")
        claim = claims.annotate(session, article, wording, Sight(quote), Entry(), id=chance.new_id(), by=person)
        session.commit()
        return claim.appearances[0].id


def _sent(response: TestResponse) -> TestResponse:
    """Let go of what the test client wrote a large form into; it leaves that to whoever collects garbage."""
    response.request.environ["wsgi.input"].close()
    return response
