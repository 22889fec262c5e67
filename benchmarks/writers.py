"""Writers that save at once, each a process with a claim of its own, with the log or without it."""

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Pipe
from multiprocessing.synchronize import Barrier
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from tracker.db import Database
from tracker.db.engines import WRITES
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.roles import Role
from tracker.models import Claim, User
from tracker.services import claims, people
from tracker.services.claims import Wording
from tracker.services.record import record

KEY = b"a key that is kept outside the database"
# Copies of this process, which has read the program already; it holds no connection when they are made.
PROCESSES = multiprocessing.get_context("fork")

Work = Callable[[Session, Claim, User, int], None]


@dataclass(frozen=True)
class Bench:
    """A database with a person and some claims; ``logged`` says whether saves are recorded."""

    url: str
    person: UUID
    claims: list[UUID]
    logged: bool


@dataclass
class Done:
    """How long each save took in milliseconds, and what went wrong, by kind."""

    took: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


def edit(session: Session, claim: Claim, by: User, turn: int) -> None:
    """Save a claim's words, as its form does."""
    claims.edit(session, claim, Wording(f"Nineteen people were killed, as {turn} say."), seen=claim.rev, by=by)


def row(session: Session, claim: Claim, by: User, turn: int) -> None:
    """Change one column of one row."""
    claim.statement = f"Nineteen people were killed, as {turn} say."
    record(session, Action.CLAIM_EDITED, about=claim, by=by)


WORKS: dict[str, Work] = {"edit": edit, "row": row}


def lay_out(url: str, writers: int, *, logged: bool) -> Bench:
    """Put a person and a claim for each writer on an empty desk."""
    database = Database(url, KEY)
    with closing(database.writing()) as session:
        by = people.create(session, "bench", "Bench", Role.ADMIN, password_hash="", by=Program("bench"))
        made = [Claim(statement="Nineteen.", created_at=chance.now(), created_by=by) for _ in range(writers)]
        session.add_all(made)
        record(session, Action.CLAIM_ANNOTATED, about=made[0], by=by)
        session.commit()
        bench = Bench(url, by.id, [claim.id for claim in made], logged)
    database.engine.dispose()
    return bench


def write_at_once(bench: Bench, work: str, writers: int, seconds: float) -> Done:
    """Let so many writers save for so long, all from the same moment, and return what came of it."""
    start = PROCESSES.Barrier(writers)
    pipes, processes = [], []
    for claim in bench.claims[:writers]:
        pipe, end = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=_write, args=(bench, work, claim, start, seconds, end))
        process.start()
        end.close()
        pipes.append(pipe)
        processes.append(process)
    done = Done()
    for pipe, process in zip(pipes, processes, strict=True):
        took, errors = pipe.recv()
        done.took += took
        done.errors.update(errors)
        process.join()
    return done


def _write(bench: Bench, work: str, claim: UUID, start: Barrier, seconds: float, end: Pipe) -> None:
    database = Database(bench.url, KEY)
    done = Done()
    with _session(database, bench) as session:
        session.get_one(Claim, claim)  # The connection is made before the clock runs.
    start.wait()
    stop = time.perf_counter() + seconds
    turn = 0
    while (begun := time.perf_counter()) < stop:
        turn += 1
        try:
            with _session(database, bench) as session:
                WORKS[work](session, session.get_one(Claim, claim), session.get_one(User, bench.person), turn)
                session.commit()
            done.took.append((time.perf_counter() - begun) * 1000)
        except Exception as error:  # Whatever a person would have been shown.
            done.errors[f"{type(error).__name__}: {str(getattr(error, 'orig', error)).splitlines()[0]}"] += 1
    end.send((done.took, done.errors))
    database.engine.dispose()


@contextmanager
def _session(database: Database, bench: Bench) -> Iterator[Session]:
    with closing(database.writing() if bench.logged else _bare(database.engine)) as session:
        yield session


def _bare(engine: Engine) -> Session:
    """Return a session that writes without a recorder, and past the guard of recorded tables."""
    if not event.contains(engine, "begin", _permit):
        event.listen(engine, "begin", _permit)
    session = Session(engine.execution_options(**WRITES), expire_on_commit=False)
    session.info["record"] = _forget
    return session


def _permit(connection: Connection) -> None:
    connection.info["flush"] = True


def _forget(happening: Any) -> None:
    pass
