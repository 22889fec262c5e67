"""Sending what waits: one letter a person, behind the pages, in short transactions of their own.

A letter is taken, told, sent and then forgotten. Where the server fails it waits, longer each time. Of two that send at
once one takes it; whoever dies in between leaves it to be taken again, under the same Message-ID.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain.errors import Refusal
from tracker.domain.messages import MOST_TRIES, letter, pause
from tracker.models import Message
from tracker.services.limits import Brief
from tracker.services.mail import Letter, Post
from tracker.services.messages.stopping import token_for
from tracker.services.messages.telling import told

LEASE = timedelta(minutes=10)
"""How long a letter is left to whoever took it."""

STALE = timedelta(days=7)
"""How long after it was due nobody wants to be told any more, as when the server was away, or a backup put back."""

MOST_AT_ONCE = 5_000
"""Messages that go into one letter."""


@dataclass(frozen=True)
class Sender:
    """What letters are sent with: sessions that read, short transactions, the mail server, and whose letters they are.

    ``address`` is the desk's, without a slash at its end; ``secret_key`` signs the links that stop letters.
    """

    reading: Callable[[], Session]
    brief: Brief
    post: Post
    desk_name: str
    address: str
    secret_key: bytes

    def send_due(self) -> list[str]:
        """Send all that is due, and return why some letters could not be sent; they are tried again later."""
        failed: list[str] = []
        with self.brief() as connection:
            connection.execute(delete(Message).where(Message.due_at <= chance.now() - STALE))
        while (batch := self._take(chance.now())) is not None:
            try:
                made = self._letter(batch)
                if made is not None:
                    self.post.send(made)
            except Refusal as refusal:
                # Whose letter it is, and what the server says of their address, is nothing for the server's own log.
                failed.append(f"The mail server took no letter ({type(refusal.__cause__ or refusal).__name__}).")
                self._put_off(batch)
            else:
                self._forget(batch)
        return failed

    def _take(self, now: datetime) -> UUID | None:
        """Take all that is due to one person, for a while; return the batch, None where nothing is due."""
        free = (Message.due_at <= now, or_(Message.taken_until.is_(None), Message.taken_until <= now))
        with self.brief() as connection:
            oldest = select(Message.person_id, Message.batch).where(*free).order_by(Message.due_at, Message.id).limit(1)
            row = connection.execute(oldest).one_or_none()
            if row is None:
                return None
            # What was tried before keeps its batch, and with it the Message-ID, so that no mailbox shows it twice.
            batch = row.batch or chance.new_id()
            same = Message.batch == row.batch if row.batch else Message.batch.is_(None)
            mine = select(Message.id).where(*free, Message.person_id == row.person_id, same)
            mine = mine.order_by(Message.id).limit(MOST_AT_ONCE)
            taken = update(Message).where(Message.id.in_(mine), *free)
            done = connection.execute(taken.values(batch=batch, taken_until=now + LEASE))
        return batch if done.rowcount else self._take(now)

    def _letter(self, batch: UUID) -> Letter | None:
        """Return the letter that tells of a batch, None where nothing of it is to be told any more."""
        with closing(self.reading()) as session:
            query = select(Message).where(Message.batch == batch).order_by(Message.id)
            messages = session.scalars(query.options(joinedload(Message.person))).all()
            if not messages or not messages[0].person.active or not messages[0].person.email:
                return None
            person = messages[0].person
            things = told(session, person, messages, self.address)
            if not things:
                return None
            stop = f"{self.address}/letters/stop/{token_for(person.id, self.secret_key)}"
            subject, words = letter(self.desk_name, things, stop)
            return Letter(str(person.email), subject, words, id=str(batch), stop=stop)

    def _put_off(self, batch: UUID) -> None:
        """Let a batch wait, longer each time; what was tried too often is forgotten."""
        with self.brief() as connection:
            tries = connection.execute(select(Message.tries).where(Message.batch == batch).limit(1)).scalar_one() + 1
            mine = Message.batch == batch
            if tries >= MOST_TRIES:
                connection.execute(delete(Message).where(mine))
                return
            later = {"tries": tries, "due_at": chance.now() + pause(tries), "taken_until": None}
            connection.execute(update(Message).where(mine).values(**later))

    def _forget(self, batch: UUID) -> None:
        with self.brief() as connection:
            connection.execute(delete(Message).where(Message.batch == batch))
