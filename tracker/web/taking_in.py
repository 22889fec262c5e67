"""Taking lists in behind the pages."""

import logging
from functools import partial
from threading import Thread
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from tracker.domain.errors import Refusal
from tracker.services.intakes import Hands
from tracker.services.passwords import new_one_time
from tracker.web import behind
from tracker.web.desk import Desk
from tracker.web.errors import in_words

log = logging.getLogger("tracker.web")

PATIENCE = 2.0
"""Seconds in which most lists are taken in, and nobody need look again."""

EXPECTED = (Refusal, SQLAlchemyError, StaleDataError)


def begin(desk: Desk, job: UUID) -> Thread:
    """Take a list in, or go on with one; return the thread that it is done in."""
    return behind.begin(partial(_run, desk, job))


def _run(desk: Desk, job: UUID) -> None:
    database = desk.database
    try:
        opened = (database.reading, database.writing, database.brief)
        Hands(*opened, _in_words, nobodys_password=partial(_nobodys_password, desk)).take_in(job)
    except EXPECTED:
        log.info("a list could not be taken in to its end; its page says why")
    except Exception:
        log.exception("a list could not be taken in to its end")


def _nobodys_password(desk: Desk) -> str:
    """Return a hash of a password that nobody knows: an admin who lets such a person in gives them one of their own."""
    return desk.passwords.hash(new_one_time())


def _in_words(error: Exception) -> str:
    if isinstance(error, EXPECTED):
        return in_words(error).message
    return "It could not go on. Whoever looks after the desk finds why in the server's log."
