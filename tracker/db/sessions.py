"""Sessions: one that reads, one that writes and records, and short transactions for operational rows."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from tracker.db import log, turns
from tracker.db.engines import WRITES, make_engine
from tracker.db.guard import permission
from tracker.db.recorder import Recorder, listen


class RecordedSession(Session):
    """A session that records what it changes; ``info["record"]`` takes happenings."""


listen(RecordedSession)


@event.listens_for(RecordedSession, "before_commit")
def _append(session: Session) -> None:
    if session.get_nested_transaction() is not None:
        return
    recorder: Recorder = session.info["recorder"]
    pendings = recorder.finish()
    if pendings:
        log.append(session, recorder, pendings, session.info["log_key"])


class Database:
    """A database of the desk, and the key with which its log is vouched for."""

    def __init__(self, url: str, log_key: bytes) -> None:
        self.engine: Engine = make_engine(url)
        self.log_key = log_key

    def reading(self) -> Session:
        """Return a session whose transaction the database holds to reading."""
        return self._session(self.engine)

    def snapshot(self) -> Session:
        """Return a reading session that sees one moment of the database from its first statement to its last."""
        if self.engine.dialect.name == "sqlite":
            return self.reading()
        return self._session(self.engine.execution_options(isolation_level="REPEATABLE READ"))

    def writing(self) -> Session:
        """Return a session that begins as a writer and records every change."""
        return self._session(self.engine.execution_options(**WRITES))

    @contextmanager
    def sealing(self) -> Iterator[Session]:
        """Give a session for one short transaction that seals the record as of one moment, committed at the end."""
        engine = self.engine.execution_options(**WRITES)
        if engine.dialect.name != "sqlite":
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with closing(Session(engine)) as session:
            with permission(session.connection(), "append"):
                yield session
                session.flush()
            session.commit()

    def scrub(self) -> bool:
        """Let the database's files forget what was overwritten; False where that is for the engine's own upkeep.

        On SQLite what was overwritten is blank in the file already, and its journal is emptied here. PostgreSQL keeps
        old versions of rows until it vacuums.
        """
        if self.engine.dialect.name != "sqlite":
            return False
        with closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            # Who asked for it is waiting; if somebody reads for long, it is done the next time.
            cursor.execute("PRAGMA busy_timeout = 500")
            [(busy, _, _)] = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            cursor.execute(f"PRAGMA busy_timeout = {turns.PATIENCE * 1000:.0f}")
        return not busy

    @contextmanager
    def brief(self) -> Iterator[Connection]:
        """Give a connection for one short transaction on operational rows, committed at the end."""
        with self.engine.execution_options(**WRITES).begin() as connection:
            yield connection

    def _session(self, engine: Engine) -> Session:
        session = RecordedSession(engine, expire_on_commit=False)
        recorder = Recorder(session)
        session.info.update(recorder=recorder, record=recorder.happened, log_key=self.log_key)
        session.info["overwriting"] = recorder.overwriting
        return session
