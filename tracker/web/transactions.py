"""One transaction a request: safe methods read, the others begin as writers.

It is opened when it is first asked for, and always closed.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flask import g, request
from sqlalchemy.orm import Session

from tracker.domain.errors import Unvouched
from tracker.web.desk import desk

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_safe() -> bool:
    """Tell whether the request only asks to read."""
    return request.method in SAFE_METHODS


def new_session() -> Session:
    """Return a session as the request's method asks for."""
    return desk().database.reading() if is_safe() else desk().database.writing()


@contextmanager
def looking() -> Iterator[Session]:
    """Give a session for a look before the request's own transaction; what was loaded may be read after it."""
    if is_safe():
        yield g.session
    else:
        # A writer holds up all others on SQLite, so it begins only when there is something to write.
        with desk().database.reading() as session:
            yield session


def commit() -> None:
    """Commit what the request's services did; the log is appended in the same transaction."""
    g.session.commit()


def commit_and_seal() -> None:
    """Commit that something leaves the desk, and put a seal on it, so that whoever holds it can have it checked."""
    commit()
    with suppress(Unvouched):  # What stands in the way of seals is told on the error output of the server.
        desk().sealer.seal()


def give_up() -> None:
    """Roll back what the request did; from here on, as for showing its form again, it only reads."""
    if (session := g.get("session")) is not None:
        session.rollback()
        session.bind = desk().database.engine


def close(error: BaseException | None = None) -> None:
    """End the request's session, whatever became of the request."""
    if (session := g.pop("session", None)) is not None:
        session.close()
