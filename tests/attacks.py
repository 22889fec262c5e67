"""Attacks on the record by whoever can write to the database, with and without the desk's keys.

Each is put on a desk whose newest seal somebody outside holds. The table says who can tell afterwards: the database
ALONE, only somebody with the SEAL, or NOBODY.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from tests.small_desk import KEY
from tracker.domain import chance, leaves, merkle
from tracker.domain.actions import Action
from tracker.domain.notes import Checkpoint, Note
from tracker.models import (
    Base,
    Change,
    CheckpointKey,
    Citation,
    Claim,
    Disclosure,
    Event,
    EventSubject,
    LogHead,
    SourceName,
    Tag,
    TreeNode,
)
from tracker.models import Checkpoint as Sealed
from tracker.services.checkpoints.keys import Signer

NO_KEY = b"what an attacker makes up who has no key"
BY_SEQ = (Event, Change, Disclosure, EventSubject)


class Seen(Enum):
    """Who can tell that it happened."""

    ALONE = "the database alone"
    SEAL = "only with a seal from outside"
    NOBODY = "nobody"


@dataclass
class Attacker:
    """Somebody with a connection, a choice of keys, and copies of the database from before.

    ``backup`` is the database as it was once, ``sealed`` as it was at its last seal; each by table.
    """

    connection: Connection
    draw: Random
    signer: Signer
    origin: str
    backup: dict[str, list[dict[str, Any]]]
    sealed: dict[str, list[dict[str, Any]]]

    def seqs(self) -> list[int]:
        """Return the places of events."""
        return list(self.connection.scalars(select(Event.seq).order_by(Event.seq)))

    def renumber(self, old: int, new: int) -> None:
        """Give an event another place."""
        for table in BY_SEQ:
            self.connection.execute(update(table).where(table.seq == old).values(seq=new))

    def cut(self, *gone: int) -> None:
        """Remove events with all that belongs to them."""
        for table in BY_SEQ:
            self.connection.execute(delete(table).where(table.seq.in_(gone)))

    def close_gaps(self) -> None:
        """Number all events from 0 on."""
        for place, seq in enumerate(self.seqs()):
            if seq != place:
                self.renumber(seq, place)

    def rehash(self, key: bytes) -> None:
        """Build every leaf, hash and the head anew from the values as they stand now."""
        for event in self.connection.execute(select(Event.__table__).order_by(Event.seq)).all():
            leaf = leaves.event_leaf(event.id, event.at, event.actor, event.action, self._change_leaves(event.seq))
            made = {"leaf": leaf, "leaf_hash": merkle.leaf_hash(leaf), "mac": leaves.mac(key, leaf)}
            self.connection.execute(update(Event).where(Event.seq == event.seq).values(made))
        self.put_a_head_on(key)

    def put_a_head_on(self, key: bytes) -> None:
        """Let the head be over the events as they stand now."""
        frontier = merkle.Frontier()
        events = self.connection.execute(select(Event.leaf_hash, Event.at).order_by(Event.seq)).all()
        frontier.extend(event.leaf_hash for event in events)
        head = frontier.to_bytes()
        made = {"frontier": head, "mac": leaves.head_mac(key, head), "at": events[-1].at}
        self.connection.execute(update(LogHead).values(made))

    def _change_leaves(self, seq: int) -> list[bytes]:
        made = []
        changes = select(Change.__table__).where(Change.seq == seq).order_by(Change.position)
        for change in self.connection.execute(changes).all():
            here = (Disclosure.seq == seq) & (Disclosure.position == change.position)
            fields = json.loads(self.connection.scalars(select(Disclosure.fields).where(here)).one())
            row = leaves.Row(change.root_kind, change.root_id, change.rev, change.table_name, change.row_id)
            made.append(leaves.change_leaf(row, fields))
            this = (Change.seq == seq) & (Change.position == change.position)
            self.connection.execute(update(Change).where(this).values(leaf=made[-1]))
        return made

    def unseal(self) -> None:
        """Remove every seal and the nodes of the tree."""
        self.connection.execute(delete(Sealed))
        self.connection.execute(delete(TreeNode))

    def reseal(self, signer: Signer) -> None:
        """Remove every seal, and sign the log as it is now."""
        self.unseal()
        hashes = list(self.connection.scalars(select(Event.leaf_hash).order_by(Event.seq)))
        text = str(Checkpoint(self.origin, len(hashes), merkle.root(hashes)))
        note = Note(text).signed(signer.sign(self.origin, text))
        self.connection.execute(insert(Sealed).values(size=len(hashes), at=chance.now(), note=str(note)))

    def restore(self, copy: dict[str, list[dict[str, Any]]]) -> None:
        """Bring every table back as it was in a copy."""
        for table in reversed(Base.metadata.sorted_tables):
            self.connection.execute(table.delete())
        for table in Base.metadata.sorted_tables:
            if copy[table.name]:
                self.connection.execute(table.insert(), copy[table.name])

    def reword(self) -> None:
        """Change what the record and the desk say of the claim, both."""
        word = f"Reworded {self.draw.randrange(10**6)}."
        found = select(Disclosure.__table__).join(
            Change, (Change.seq == Disclosure.seq) & (Change.position == Disclosure.position)
        )
        rows = [
            row
            for row in self.connection.execute(found.where(Change.table_name == "claims").order_by(Disclosure.seq))
            if "statement" in json.loads(row.fields)
        ]
        row = rows[-1]
        fields = json.loads(row.fields)
        fields["statement"][1] = word
        here = (Disclosure.seq == row.seq) & (Disclosure.position == row.position)
        self.connection.execute(update(Disclosure).where(here).values(fields=leaves.canonical(fields).decode()))
        self.connection.execute(update(Claim).values(statement=word))


def copy_of(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Return every row of a database, by table."""
    return {table.name: _rows(connection, table) for table in Base.metadata.sorted_tables}


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(table.select())]


def edit_a_live_row(by: Attacker) -> None:
    by.connection.execute(update(Claim).values(statement=f"Nobody was killed, {by.draw.random()}."))


def insert_a_live_row(by: Attacker) -> None:
    by.connection.execute(insert(Tag).values(id=chance.new_id(), name="made up", folded="made up", rev=1))


def delete_a_live_row(by: Attacker) -> None:
    by.connection.execute(delete(by.draw.choice([Citation, SourceName])))


def edit_a_value(by: Attacker) -> None:
    rows = by.connection.execute(select(Disclosure.__table__).where(Disclosure.fields.contains('"'))).all()
    row = by.draw.choice(rows)
    fields = json.loads(row.fields)
    name = by.draw.choice(sorted(fields))
    fields[name] = [fields[name][0], f"another {fields[name][1]}"]
    here = (Disclosure.seq == row.seq) & (Disclosure.position == row.position)
    by.connection.execute(update(Disclosure).where(here).values(fields=leaves.canonical(fields).decode()))


def edit_a_leaf(by: Attacker) -> None:
    seq = by.draw.choice(by.seqs())
    leaf = bytearray(by.connection.scalars(select(Event.leaf).where(Event.seq == seq)).one())
    leaf[by.draw.randrange(len(leaf))] ^= 1 << by.draw.randrange(8)
    by.connection.execute(update(Event).where(Event.seq == seq).values(leaf=bytes(leaf)))


def rewrite_without_keys(by: Attacker) -> None:
    by.reword()
    by.rehash(NO_KEY)


def rewrite_with_the_log_key(by: Attacker) -> None:
    by.reword()
    by.rehash(KEY)


def rewrite_and_drop_the_seals(by: Attacker) -> None:
    by.reword()
    by.rehash(KEY)
    by.unseal()


def rewrite_and_drop_the_seals_and_their_key(by: Attacker) -> None:
    by.reword()
    by.cut(*by.connection.scalars(select(Event.seq).where(Event.action == Action.KEY_ADDED.value)))
    by.connection.execute(delete(CheckpointKey))
    by.close_gaps()
    by.rehash(KEY)
    by.unseal()


def rewrite_and_seal_anew(by: Attacker) -> None:
    by.reword()
    by.rehash(KEY)
    by.reseal(by.signer)


def delete_a_middle_event(by: Attacker) -> None:
    by.cut(by.draw.choice(by.seqs()[1:-1]))


def delete_a_middle_event_and_rehash(by: Attacker) -> None:
    delete_a_middle_event(by)
    by.close_gaps()
    by.rehash(KEY)


def insert_an_event_and_rehash(by: Attacker) -> None:
    """Put a sign-in between two events, which touches no row."""
    seqs = by.seqs()
    place = by.draw.choice(seqs[1:])
    for seq in reversed(seqs[place:]):
        by.renumber(seq, seq + 1)
    _append(by, place)
    by.rehash(KEY)


def swap_two_events(by: Attacker) -> None:
    first = by.draw.choice(by.seqs()[:-1])
    by.renumber(first, 10**6)
    by.renumber(first + 1, first)
    by.renumber(10**6, first + 1)


def swap_two_events_and_rehash(by: Attacker) -> None:
    swap_two_events(by)
    by.rehash(KEY)


def restore_a_backup(by: Attacker) -> None:
    by.restore(by.backup)


def cut_what_is_not_sealed(by: Attacker) -> None:
    by.restore(by.sealed)


def erase_the_values(by: Attacker) -> None:
    row = by.draw.choice(by.connection.execute(select(Disclosure.seq, Disclosure.position)).all())
    by.connection.execute(delete(Disclosure).where(Disclosure.seq == row.seq, Disclosure.position == row.position))


def seal_with_another_key(by: Attacker) -> None:
    by.reseal(Signer(NO_KEY))


def append_without_the_key(by: Attacker) -> None:
    _append(by, len(by.seqs()))
    by.put_a_head_on(NO_KEY)


def append_with_the_stolen_key(by: Attacker) -> None:
    _append(by, len(by.seqs()))
    by.rehash(KEY)


def replay_an_event(by: Attacker) -> None:
    """Append an old event with its changes once more; its id must be another, since ids are unique."""
    old, new = by.draw.choice(by.seqs()), len(by.seqs())
    for table in BY_SEQ:
        for row in by.connection.execute(select(table.__table__).where(table.seq == old)).all():
            again = {**row._mapping, "seq": new} | ({"id": chance.new_id()} if table is Event else {})
            by.connection.execute(insert(table).values(**again))
    by.put_a_head_on(KEY)


def _append(by: Attacker, seq: int) -> None:
    """Write a well-formed sign-in of nobody at a place."""
    event_id, at = chance.new_id(), chance.now()
    row = leaves.Row("event", event_id, 1, "events", event_id)
    words: dict[str, Any] = {"about": None, "why": "", "detail": {}}
    said = {name: [chance.new_salt(), value] for name, value in words.items()}
    change = leaves.change_leaf(row, said)
    leaf = leaves.event_leaf(event_id, at, "person:nobody", "session.signed_in", [change])
    by.connection.execute(
        insert(Event).values(
            seq=seq, id=event_id, at=at, actor="person:nobody", action="session.signed_in", about_kind="", leaf=leaf,
            leaf_hash=merkle.leaf_hash(leaf), mac=leaves.mac(NO_KEY, leaf),
        )
    )  # fmt: skip
    by.connection.execute(
        insert(Change).values(
            seq=seq, position=0, root_kind="event", root_id=event_id, rev=1, table_name="events", row_id=event_id,
            leaf=change,
        )
    )  # fmt: skip
    by.connection.execute(insert(Disclosure).values(seq=seq, position=0, fields=leaves.canonical(said).decode()))


ATTACKS: dict[Callable[[Attacker], None], Seen] = {
    edit_a_live_row: Seen.ALONE,
    insert_a_live_row: Seen.ALONE,
    delete_a_live_row: Seen.ALONE,
    edit_a_value: Seen.ALONE,
    edit_a_leaf: Seen.ALONE,
    rewrite_without_keys: Seen.ALONE,
    rewrite_with_the_log_key: Seen.ALONE,
    rewrite_and_drop_the_seals: Seen.ALONE,
    rewrite_and_drop_the_seals_and_their_key: Seen.SEAL,
    rewrite_and_seal_anew: Seen.SEAL,
    delete_a_middle_event: Seen.ALONE,
    delete_a_middle_event_and_rehash: Seen.ALONE,
    insert_an_event_and_rehash: Seen.ALONE,
    swap_two_events: Seen.ALONE,
    swap_two_events_and_rehash: Seen.ALONE,
    restore_a_backup: Seen.SEAL,
    cut_what_is_not_sealed: Seen.NOBODY,
    erase_the_values: Seen.ALONE,
    seal_with_another_key: Seen.ALONE,
    append_without_the_key: Seen.ALONE,
    append_with_the_stolen_key: Seen.NOBODY,
    replay_an_event: Seen.ALONE,
}
"""The table of docs/operations.md: each attack, and who can tell."""
