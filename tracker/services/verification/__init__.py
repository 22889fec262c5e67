"""Verifying the record: the log against itself and its seals, the revisions of things, the live rows, the guards."""

from collections.abc import Generator, Iterator, Sequence

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tracker.domain.errors import Unvouched
from tracker.domain.faults import Fault
from tracker.domain.notes import Checkpoint, Key, Note
from tracker.services.checkpoints import tree
from tracker.services.history.replay import let_go
from tracker.services.verification import derived, guards, ledger, reconciliation, succession
from tracker.services.verification.ledger import Ledger
from tracker.services.verification.seals import Seals


def verify(
    session: Session,
    key: bytes,
    read: Ledger | None = None,
    *,
    given: Sequence[Note] = (),
    trusted: Sequence[Key] = (),
    remembered: Note | None = None,
    quick: bool = False,
    since: Note | None = None,
) -> Generator[Fault, None, None]:
    """Yield every fault of the record, the first as soon as it is found; ``read`` counts along.

    ``key`` vouches for every leaf. ``given`` are seals from outside the database, which the log must continue too, as
    it must the one that this machine has ``remembered``; ``trusted`` are public keys beside those on record. ``quick``
    looks at the leaves, the tree and the seals alone. ``since`` is a seal up to which the record was found whole:
    only what came after it is read, and the rows that it touched.

    The session must see one moment throughout, as that of ``Database.snapshot`` does; nothing is written. Whoever stops
    early closes the generator before the session.
    """
    read = read or Ledger()
    if since is not None:
        faults = list(_to_the_end(session, _begin_at(session, read, since)))
        yield from faults
        if faults:
            return
    yield from _to_the_end(session, _log_faults(session, key, read, quick, given, trusted, remembered))
    if quick:
        return
    for found in (
        derived.check(session, read.start),
        succession.check(session, read.start),
        reconciliation.check(session, lambda: read.report(read), read.start),
        guards.check(session),
    ):
        yield from _to_the_end(session, found)


def _log_faults(
    session: Session,
    key: bytes,
    read: Ledger,
    quick: bool,
    given: Sequence[Note],
    trusted: Sequence[Key],
    remembered: Note | None,
) -> Iterator[Fault]:
    seals = Seals(session, given, trusted, remembered, read.start)
    yield from (ledger.check_leaves if quick else ledger.check)(session, key, read, seals)


def _begin_at(session: Session, read: Ledger, since: Note) -> Iterator[Fault]:
    """Let a reading begin at a seal, or yield that the record does not continue it."""
    seal = Checkpoint.parse(since.text)
    read.frontier, read.start = tree.frontier(session, seal.size), seal.size
    if read.frontier.root() != seal.root:
        yield Fault(f"the record does not continue the seal over {seal.size:,} events that was verified before")


def _to_the_end(session: Session, found: Iterator[Fault]) -> Iterator[Fault]:
    """Yield faults until something is met that cannot be read at all, which is one more.

    However it ends, also where nobody wants to hear more, nothing is left half read.
    """
    try:
        yield from found
    except (ValueError, LookupError, TypeError, Unvouched) as error:
        yield Fault(f"the check stops at something that cannot be read ({error})")
    except OperationalError as error:
        # On SQLite a text may be no text; anything else says that the database cannot be used.
        if "decode" not in str(error.orig):
            raise
        yield Fault(f"the check stops at a text that is none ({error.orig})")
    finally:
        let_go(session)
