"""A small log in memory and bundles from it, as the desk seals and hands them out."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tracker import verifier
from tracker.domain import leaves, merkle, notes
from tracker.domain.bundles import Bundle, SealedEvent
from tracker.domain.notes import COSIGNATURE, ED25519, Checkpoint, Key, Note
from tracker.domain.records import RecordedChange, RecordedEvent
from tracker.domain.reports.people import Desk
from tracker.exports import bundle as bundles

BEGAN = datetime(2026, 11, 20, 8, tzinfo=UTC)
HARBOUR = Desk("Harbour desk", "corrections@harbour.example", "https://harbour.example", "Europe/Prague")
CLAIM, OTHER = UUID("01a1f7f8-7268-705b-85ff-9f451542e051"), UUID("01a1f7f8-7268-705b-85ff-9f451542e052")
REPORT = b"<!DOCTYPE html>\n<title>A report</title>\n"


@dataclass(frozen=True)
class Holder:
    """Somebody with a key: a desk that signs seals, or a witness who cosigns them."""

    name: str
    kind: int = ED25519

    @property
    def secret(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(self.name.encode()).digest())

    @property
    def key(self) -> Key:
        return Key(self.name, self.kind, self.secret.public_key().public_bytes_raw())

    def sign(self, note: Note, seconds: int = 1_795_000_000) -> Note:
        """Return a note with this holder's signature below it."""
        if self.kind == ED25519:
            return note.signed(notes.signature(self.key, self.secret.sign(note.text.encode())))
        made = self.secret.sign(notes.cosigned_message(note.text, seconds))
        return note.signed(notes.signature(self.key, seconds.to_bytes(8, "big") + made))


DESK = Holder("desk.example/tracker/1f2e3d4c")
FORGER = Holder("desk.example/tracker/5b6a7988")
WITNESS = Holder("partner.example", COSIGNATURE)
SECOND_WITNESS = Holder("board.example", COSIGNATURE)


@dataclass
class Told:
    """A change that is to be recorded: of which thing under which revision, and the new values; some are withheld."""

    root: tuple[str, UUID]
    rev: int
    table: str
    values: Mapping[str, Any]
    row: UUID | None = None
    withheld: Iterable[str] = ()


@dataclass
class Log:
    """A log in memory."""

    desk: Holder = DESK
    events: list[RecordedEvent] = field(default_factory=list)

    def add(self, action: str, *changes: Told, why: str = "", **detail: Any) -> int:
        """Record an event and return its place in the log."""
        seq = len(self.events)
        event_id = UUID(int=(7 << 76) | (2 << 62) | seq)
        about = [changes[0].root[0], str(changes[0].root[1])] if changes else None
        words = {"about": about, "why": why, "detail": detail}
        told = [Told(("event", event_id), 1, "events", words, event_id), *changes]
        made = [_change(change, f"{seq:08x}{position:024x}") for position, change in enumerate(told)]
        at = BEGAN + timedelta(seconds=seq)
        leaf = leaves.event_leaf(event_id, at, "person:tomas", action, [change.leaf.encode() for change in made])
        self.events.append(RecordedEvent(seq, leaf.decode(), merkle.leaf_hash(leaf).hex(), "", tuple(made)))
        return seq

    def hashes(self, size: int | None = None) -> list[bytes]:
        """Return the leaf hashes of the first events, or of all."""
        return [bytes.fromhex(event.leaf_hash) for event in self.events[:size]]

    def seal(self, size: int | None = None, *witnesses: Holder) -> Note:
        """Return the seal over the first events, or over all, cosigned by witnesses."""
        hashes = self.hashes(size)
        note = self.desk.sign(Note(str(Checkpoint(self.desk.name, len(hashes), merkle.root(hashes)))))
        for witness in witnesses:
            note = witness.sign(note)
        return note

    def bundle(
        self,
        seqs: Iterable[int],
        about: Sequence[tuple[str, UUID]],
        *witnesses: Holder,
        files: Mapping[str, bytes] | None = None,
        older: Iterable[int] = (),
    ) -> Bundle:
        """Return a bundle of some events under the newest seal."""
        over, size = _roots(self.hashes()), len(self.events)
        paths = {seq: [over(stretch) for stretch in merkle.inclusion_stretches(seq, size)] for seq in seqs}
        return Bundle(
            HARBOUR,
            about,
            self.seal(None, *witnesses),
            [SealedEvent(self.events[seq], path) for seq, path in paths.items()],
            files or {},
            {first: [over(stretch) for stretch in merkle.consistency_stretches(first, size)] for first in older},
        )


def _roots(hashes: Sequence[bytes]) -> Callable[[merkle.Stretch], bytes]:
    """Return a function that gives the root over a stretch of leaves, each reckoned out once."""

    @cache
    def over(stretch: merkle.Stretch) -> bytes:
        start, end = stretch
        if end - start == 1:
            return hashes[start]
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        return merkle.node_hash(over((start, middle)), over((middle, end)))

    return over


def _change(told: Told, salt: str) -> RecordedChange:
    disclosed = {column: [salt, leaves.plain(value)] for column, value in sorted(told.values.items())}
    row = leaves.Row(*told.root, told.rev, told.table, told.row or told.root[1])
    shown = {column: pair for column, pair in disclosed.items() if column not in told.withheld}
    return RecordedChange(leaves.change_leaf(row, disclosed).decode(), shown)


def desk_log() -> Log:
    """Return a log of twenty events, five of which change the claim."""
    log = Log()
    claim, other = ("claim", CLAIM), ("claim", OTHER)
    for rev in range(1, 4):
        log.add("claim.annotated", Told(other, rev, "claims", {"statement": f"Other words {rev}."}))
    log.add("claim.annotated", Told(claim, 1, "claims", {"number": 1, "statement": "Nineteen were killed.\nAt once."}))
    log.add("session.signed_in")
    tag, reviewed = UUID(int=77), UUID(int=78)
    log.add("claim.tagged", Told(claim, 2, "claim_tags", {"id": tag, "word": "ضربة"}, tag))
    log.add(
        "claim.reviewed", Told(("review", reviewed), 1, "reviews", {"words": "Unproven.", "by": "Ines"}, None, ["by"])
    )
    log.add("claim.tagged", Told(claim, 3, "claim_tags", {}, tag))
    log.add("claim.edited", Told(claim, 4, "claims", {"statement": "Nineteen people were killed."}), why="Wording.")
    for rev in range(4, 10):
        log.add("claim.edited", Told(other, rev, "claims", {"statement": f"Other words {rev}."}))
    log.add("claim.decided", Told(claim, 5, "claims", {"verdict": "unproven", "stage": "decided"}), why="Thin.")
    log.add("report.exported", sha256=hashlib.sha256(REPORT).hexdigest(), format="html")
    for _ in range(3):
        log.add("session.signed_in")
    return log


CLAIMS_EVENTS = (3, 5, 6, 7, 8, 15, 16)
"""Where the events of the claim stand in the log of ``desk_log``, with the export of a report on it."""


def claim_bundle(*witnesses: Holder, older: Iterable[int] = (12,)) -> Bundle:
    """Return the bundle of the claim and the report on it."""
    about = [("claim", CLAIM)]
    return desk_log().bundle(CLAIMS_EVENTS, about, *witnesses, files={"report.html": REPORT}, older=older)


def written(bundle: Bundle) -> bytes:
    """Return the bytes of a bundle."""
    target = io.BytesIO()
    bundles.write(bundle, target)
    return target.getvalue()


def entries(data: bytes) -> dict[str, bytes]:
    """Return the entries of a bundle by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return a zip of contents as plain as the desk writes it, with right checksums: what a careful forger makes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            made.writestr(entry, content)
    return target.getvalue()


def asked(*witnesses: Holder, threshold: int | None = None, older: Sequence[str] = ()) -> verifier.Asked:
    """Return what a stranger asks who has the desk's key from elsewhere."""
    keys = [verifier.read_key(str(DESK.key), verifier.SIGNS)]
    others = [verifier.read_key(str(witness.key), verifier.COSIGNS) for witness in witnesses]
    return verifier.Asked(keys, others, len(others) if threshold is None else threshold, list(older))


def checked(data: bytes, given: verifier.Asked | None = None) -> verifier.Account:
    """Return what the verifier says of a bundle."""
    return verifier.check(io.BytesIO(data), given or asked())
