"""Verifying the record: the log against itself and its seals, the revisions of things, the live rows, the guards."""

from collections.abc import Generator, Iterator, Sequence

from sqlalchemy.orm import Session

from tracker.domain.faults import Fault
from tracker.domain.notes import Key, Note
from tracker.services.verification import guards, ledger, reconciliation, succession
from tracker.services.verification.ledger import Ledger
from tracker.services.verification.seals import Seals


def verify(
    session: Session,
    key: bytes,
    read: Ledger | None = None,
    *,
    given: Sequence[Note] = (),
    trusted: Sequence[Key] = (),
    quick: bool = False,
) -> Generator[Fault, None, None]:
    """Yield every fault of the record, the first as soon as it is found; ``read`` counts along.

    ``key`` vouches for every leaf. ``given`` are seals from outside the database, which the log must continue too, and
    ``trusted`` public keys beside those on record. ``quick`` looks at the leaves, the tree and the seals alone.
    The session must see one moment throughout, as that of ``Database.snapshot`` does; nothing is written. Whoever
    stops early closes the generator before the session.
    """
    read, seals = read or Ledger(), Seals(session, given, trusted)
    if quick:
        yield from _to_the_end(ledger.check_leaves(session, key, read, seals))
        return
    for found in (
        ledger.check(session, key, read, seals),
        succession.check(session),
        reconciliation.check(session),
        guards.check(session),
    ):
        yield from _to_the_end(found)


def _to_the_end(found: Iterator[Fault]) -> Iterator[Fault]:
    """Yield faults until something is met that cannot be read at all, which is one more."""
    try:
        yield from found
    except (ValueError, LookupError, TypeError) as error:
        yield Fault(f"the check stops at something that cannot be read ({error})")
