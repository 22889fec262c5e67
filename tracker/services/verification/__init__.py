"""Verifying the record: the log against itself, the revisions of things, and the live rows against both."""

from collections.abc import Generator, Iterator

from sqlalchemy.orm import Session

from tracker.domain.faults import Fault
from tracker.services.verification import ledger, reconciliation, succession
from tracker.services.verification.ledger import Ledger


def verify(session: Session, key: bytes, read: Ledger | None = None) -> Generator[Fault, None, None]:
    """Yield every fault of the record, the first as soon as it is found; ``read`` counts along.

    The session must see one moment throughout, as that of ``Database.snapshot`` does; nothing is written. Whoever
    stops early closes the generator before the session.
    """
    for found in (
        ledger.check(session, key, read or Ledger()),
        succession.check(session),
        reconciliation.check(session),
    ):
        yield from _to_the_end(found)


def _to_the_end(found: Iterator[Fault]) -> Iterator[Fault]:
    """Yield faults until something is met that cannot be read at all, which is one more."""
    try:
        yield from found
    except (ValueError, LookupError, TypeError) as error:
        yield Fault(f"the check stops at something that cannot be read ({error})")
