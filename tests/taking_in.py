"""Taking a list in as a person does through the services: handed in, understood, taken in to its end."""

import json
from contextlib import closing
from typing import Any

from sqlalchemy import select

from tracker.db import Database
from tracker.models import Intake, User
from tracker.services import intakes
from tracker.services.intakes import Hands

NODE: dict[str, Any] = {
    "@type": "ClaimReview",
    "url": "https://checks.example/depot",
    "name": "No depot was hit at Qasr al-Milh",
    "claimReviewed": "The depot at Qasr al-Milh was hit",
    "datePublished": "2026-11-20",
    "author": {"@type": "Organization", "name": "Harbour Checks"},
    "reviewRating": {"ratingValue": "1", "bestRating": "5", "worstRating": "1", "alternateName": "Falso"},
    "itemReviewed": {
        "@type": "CreativeWork",
        "url": "https://posts.example/1",
        "author": {"@type": "Person", "name": "Lena Marsh"},
        "datePublished": "2026-11-18",
    },
}


def lines(*nodes: dict[str, Any]) -> bytes:
    """Return nodes as JSON, one a line."""
    return "".join(json.dumps({**NODE, **node}) + "\n" for node in nodes).encode()


def hands(database: Database, **more: Any) -> Hands:
    """Return what a list is taken in with on a database."""
    return Hands(database.reading, database.writing, database.brief, str, **more)


def hand_in(database: Database, content: bytes, filename: str = "list.jsonl", *, by: str = "anton") -> int:
    """Hand a list in, and return its number."""
    looked = intakes.looked_through(content, filename)
    with closing(database.writing()) as session:
        person = session.scalars(select(User).where(User.login == by)).one()
        intake = intakes.open_list(session, content, filename, looked, by=person)
        session.commit()
        assert intake.number is not None
        return intake.number


def begin(database: Database, number: int, *, by: str = "anton") -> Any:
    """Begin to take a list in, and return the id of the work."""
    with closing(database.writing()) as session:
        person = session.scalars(select(User).where(User.login == by)).one()
        job = intakes.begin(session, intakes.get(session, number), seen=None, by=person)
        session.commit()
        return job.id


def take_in(database: Database, content: bytes, filename: str = "list.jsonl", *, by: str = "anton") -> Intake:
    """Take a list in to its end, and return it."""
    number = hand_in(database, content, filename, by=by)
    hands(database).take_in(begin(database, number, by=by))
    with closing(database.reading()) as session:
        intake = intakes.get(session, number)
        session.expunge_all()
        return intake
