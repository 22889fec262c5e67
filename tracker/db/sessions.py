"""Sessions: one that reads, one that writes and records, and short transactions for operational rows."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from tracker.db import log
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

    @contextmanager
    def brief(self) -> Iterator[Connection]:
        """Give a connection for one short transaction on operational rows, committed at the end."""
        with self.engine.execution_options(**WRITES).begin() as connection:
            yield connection

    def _session(self, engine: Engine) -> Session:
        session = RecordedSession(engine, expire_on_commit=False)
        recorder = Recorder(session)
        session.info.update(recorder=recorder, record=recorder.happened, log_key=self.log_key)
        return session
