"""Writers that are killed while they write, at no moment of their own choosing; each tells what was committed."""

import multiprocessing
import random
import time
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from uuid import UUID

from sqlalchemy import func, make_url, select, text
from sqlalchemy.orm import configure_mappers

from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.models import Claim, Event
from tracker.services import claims
from tracker.services.claims import Wording
from tracker.services.record import record
from tracker.services.verification import verify

KEY = b"a key that is kept outside the database"
AT_ONCE = 4
LONGEST = 0.08
"""Seconds that a writer lives at most after it has saved for the first time."""

_BY = Program("kills")
_NAME = "to be killed"
_PROCESSES = multiprocessing.get_context("forkserver")
# All is read before a writer begins, so that it is killed while it writes.
_PROCESSES.set_forkserver_preload([__name__])
configure_mappers()


@dataclass
class Tally:
    """What came of killing writers; ``wrong`` names each save that is lost, and each fault of the record."""

    kills: int = 0
    acknowledged: int = 0
    unheard: int = 0
    """Saves that were committed when the writer could no longer say so."""
    wrong: list[str] = field(default_factory=list)


def kill_writers(url: str, times: int, seed: int) -> Tally:
    """Kill so many writers, a few at a time, and look after each batch what is there."""
    draw = random.Random(seed)
    database, tally = Database(url, KEY), Tally()
    turns = dict.fromkeys(_claims(database), 0)
    while tally.kills < times:
        batch = list(turns)[: times - tally.kills]
        heard = _kill(url, {claim: turns[claim] for claim in batch}, draw)
        _await_end(database)
        for claim, turn in heard.items():
            there = _turn_of(database, claim)
            if there not in (turn, turn + 1):
                tally.wrong.append(f"turn {turn} was acknowledged, and turn {there} is there")
            tally.acknowledged += turn - turns[claim]
            tally.unheard += there - turn
            turns[claim] = there
        tally.kills += len(batch)
        tally.wrong += _faults(database, sum(turns.values()))
    database.engine.dispose()
    return tally


def _claims(database: Database) -> list[UUID]:
    with closing(database.writing()) as session:
        made = [Claim(statement="Turn 0.", created_at=chance.now()) for _ in range(AT_ONCE)]
        session.add_all(made)
        record(session, Action.CLAIM_ANNOTATED, about=made[0], by=_BY)
        session.commit()
        return [claim.id for claim in made]


def _kill(url: str, turns: dict[UUID, int], draw: random.Random) -> dict[UUID, int]:
    """Start a writer for each claim, kill each of them, and return the last turn that each told of."""
    heard, writers = dict(turns), []
    for claim, turn in turns.items():
        pipe, end = _PROCESSES.Pipe(duplex=False)
        process = _PROCESSES.Process(target=_write, args=(url, claim, turn, end))
        process.start()
        end.close()
        writers.append((claim, process, pipe))
    draw.shuffle(writers)
    for claim, process, pipe in writers:
        heard[claim] = pipe.recv()
        time.sleep(draw.uniform(0, LONGEST))
        process.kill()
        process.join()
        process.close()
        heard[claim] = _last(pipe, heard[claim])
    return heard


def _write(url: str, claim: UUID, turn: int, end: Connection) -> None:
    """Save one claim again and again, and tell of each save once it is committed."""
    if url.startswith("postgresql"):
        url = make_url(url).update_query_dict({"application_name": _NAME}).render_as_string(hide_password=False)
    database = Database(url, KEY)
    while True:
        turn += 1
        with closing(database.writing()) as session:
            found = session.get_one(Claim, claim)
            claims.edit(session, found, Wording(f"Turn {turn}."), seen=found.rev, by=_BY)
            session.commit()
        end.send(turn)


def _last(pipe: Connection, heard: int) -> int:
    """Read what is left in the pipe of a writer that is no more."""
    try:
        while True:
            heard = pipe.recv()
    except EOFError:
        pipe.close()
        return heard


def _await_end(database: Database) -> None:
    """Wait until PostgreSQL has seen that those who wrote are gone; of a file, the kernel lets go by itself."""
    if database.engine.dialect.name == "sqlite":
        return
    left = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = :name")
    with database.engine.connect() as connection:
        while connection.scalar(left, {"name": _NAME}):
            connection.rollback()
            time.sleep(0.01)


def _turn_of(database: Database, claim: UUID) -> int:
    with closing(database.reading()) as session:
        return int(session.get_one(Claim, claim).statement.removeprefix("Turn ").removesuffix("."))


def _faults(database: Database, saves: int) -> list[str]:
    with closing(database.snapshot()) as session:
        faults = [str(fault) for fault in verify(session, KEY)]
        edits = select(func.count()).where(Event.action == Action.CLAIM_EDITED.value)
        events = session.scalar(edits)
    if events != saves:
        faults.append(f"{saves} saves were made, and {events} are on record")
    return faults
