"""Checking one event: its leaf is built anew from what is kept beside it, and where they differ the place is named."""

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from tracker.domain import leaves
from tracker.domain.faults import Fault
from tracker.domain.withholding import digest, is_withheld
from tracker.services.redaction import Withheld

_Row = Row[*tuple[Any, ...]]


def change_faults(change: _Row, withheld: Withheld) -> Iterator[Fault]:
    """Yield where a change's leaf differs from its values, or from the columns that it is found by.

    Values may be missing only where a withholding that is on record took them.
    """
    place = (change.seq, change.table_name, change.row_id)
    if change.fields is None:
        yield Fault("its values are missing, and no redaction is on record", *place)
        return
    row = leaves.Row(change.root_kind, change.root_id, change.rev, change.table_name, change.row_id)
    try:
        disclosed = json.loads(change.fields)
        taken = {column for column, told in disclosed.items() if is_withheld(told)}
        commitments = {
            column: leaves.commitment(salt, column, value)
            for column, (salt, value) in disclosed.items()
            if column not in taken
        }
    except (AttributeError, TypeError, ValueError):
        yield Fault("its values cannot be read", *place)
        return
    if leaves.canonical(disclosed).decode() != change.fields:
        # A column told twice, say, could be read either way.
        yield Fault("its values are not written as the desk writes them", *place)
    if taken or (change.seq, change.position) in withheld.places:
        yield from _withheld_faults(change, disclosed, taken, withheld)
        # What was committed to stays in the leaf; without its salt nobody can say more of it.
        committed = _read(change.leaf).get("columns")
        commitments |= {column: committed.get(column) for column in taken} if isinstance(committed, dict) else {}
    leaf = leaves.change_leaf_of(row, commitments)
    if leaf != change.leaf:
        yield from _change_differs(place, _read(change.leaf), _read(leaf))


def _withheld_faults(
    change: _Row, disclosed: Mapping[str, Any], taken: Set[str], withheld: Withheld
) -> Iterator[Fault]:
    """Yield the values that are missing without a withholding that took them, and those that one took and are there."""
    place = (change.seq, change.table_name, change.row_id)
    for column, (number, left) in sorted(disclosed.items()):
        named = withheld.taken.get((change.seq, change.position, column))
        if column in taken and named is None:
            yield Fault("its value is missing, and no withholding on record names it", *place, column)
        elif column in taken and named != (number, digest(left)):
            yield Fault("what is left of its value is not what the withholding on record left", *place, column)
        elif column not in taken and named is not None:
            yield Fault(f"its value is there, though withholding {named[0]} took it", *place, column)


def words_faults(event: _Row, changes: Sequence[_Row]) -> Iterator[Fault]:
    """Yield where the first change is not the event's own words, or names another thing than the event does."""
    if not changes or changes[0].table_name != "events" or changes[0].row_id != event.id:
        yield Fault("its own words are not its first change", event.seq)
        return
    about = [event.about_kind, str(event.about_id)] if event.about_id else None
    if (changes[0].fields is not None) and _about(changes[0].fields) != about:
        what = "the thing it is listed under is not the one that it was done to"
        yield Fault(what, event.seq, "events", None, "about_id")


def copy_faults(event: _Row, changes: Sequence[bytes]) -> Iterator[Fault]:
    """Yield where an event's leaf differs from its changes, or from the columns that it is found by."""
    leaf = leaves.event_leaf(event.id, event.at, event.actor, event.action, changes)
    if leaf == event.leaf:
        return
    differing = _differing(_read(event.leaf), _read(leaf))
    if {"root", "changes"} & set(differing):
        yield Fault("its changes are not those that its leaf was built on", event.seq, "changes")
    for name in differing:
        if name not in ("root", "changes"):
            yield Fault(f"the {name} kept beside the leaf is not the leaf's", event.seq, "events", None, name)
    if not differing:
        yield Fault("its leaf is not written as the desk writes leaves", event.seq, "events", None, "leaf")


def _change_differs(place: tuple[int, str, UUID], told: Mapping[str, Any], built: Mapping[str, Any]) -> Iterator[Fault]:
    columns = told.get("columns")
    for column in _differing(columns if isinstance(columns, dict) else {}, built["columns"]):
        yield Fault(f"the value kept for {column} is not the one that was recorded", *place, column)
    for name in _differing(told, built):
        if name != "columns":
            yield Fault(f"the {name} kept beside the leaf is not the leaf's", *place, name)
    if told == built:
        yield Fault("its leaf is not written as the desk writes leaves", *place, "leaf")


def _about(fields: str) -> Any:
    try:
        return json.loads(fields)["about"][1]
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def _read(leaf: bytes) -> dict[str, Any]:
    """Return what a leaf says; nothing where it is no leaf at all."""
    try:
        told = json.loads(leaf)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _differing(told: Mapping[str, Any], built: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in told.keys() | built.keys() if told.get(name) != built.get(name))
