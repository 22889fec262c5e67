"""What differs at every run: ids, the clock and salts, drawn from one place so that a test can script them."""

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from uuid import UUID


class Chance:
    """Draw ids, moments and salts from the operating system."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC, to the microsecond."""
        return datetime.now(UTC)

    def random_bytes(self, size: int) -> bytes:
        """Return ``size`` bytes that nobody can guess."""
        return secrets.token_bytes(size)

    def milliseconds(self) -> int:
        """Return milliseconds since 1970 for the time part of an id."""
        return time.time_ns() // 1_000_000


class Scripted(Chance):
    """Draw the same ids, moments and salts at every run: one second passes at each look at the clock."""

    def __init__(self, seed: str, start: datetime) -> None:
        self._seed = seed
        self._drawn = 0
        self._moment = start

    def now(self) -> datetime:
        self._moment += timedelta(seconds=1)
        return self._moment

    def random_bytes(self, size: int) -> bytes:
        self._drawn += 1
        return hashlib.shake_256(f"{self._seed}:{self._drawn}".encode()).digest(size)

    def milliseconds(self) -> int:
        return int(self._moment.timestamp() * 1000)

    def wait_until(self, moment: datetime) -> None:
        """Let time pass up to a moment, unless it is later already."""
        self._moment = max(self._moment, moment)


_SYSTEM = Chance()
_chance: ContextVar[Chance] = ContextVar("chance", default=_SYSTEM)


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return _chance.get().now()


def new_salt() -> str:
    """Return a fresh 128-bit salt as 32 hexadecimal digits."""
    return _chance.get().random_bytes(16).hex()


def new_id() -> UUID:
    """Return a new UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, then 74 random bits."""
    chance = _chance.get()
    value = (chance.milliseconds() << 80) | int.from_bytes(chance.random_bytes(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)


def first_id(at: datetime) -> UUID:
    """Return the least UUIDv7 of the millisecond of an aware moment: ids of things made earlier are less."""
    milliseconds = max(0, int(at.timestamp() * 1000))
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (0x2 << 62))


@contextmanager
def scripted(seed: str, start: datetime) -> Iterator[Scripted]:
    """Make ids, clock and salts the same at every run inside this block."""
    script = Scripted(seed, start)
    token = _chance.set(script)
    try:
        yield script
    finally:
        _chance.reset(token)
