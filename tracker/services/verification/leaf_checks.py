"""Checking one event: its leaf is built anew from what is kept beside it, and where they differ the place is named."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from tracker.domain import leaves
from tracker.domain.faults import Fault
from tracker.domain.withholding import digest, is_withheld
from tracker.services.redaction import Withheld
from tracker.services.verification.kept import KeptChange, KeptEvent

_parsed = json.JSONDecoder().raw_decode
"""Reads JSON from the beginning of a text; what stands behind it is found as being no part of it."""


def disclosed_in(change: KeptChange) -> Any:
    """Return what is disclosed of a change, which should be ``{column: [salt, value]}``; None where it is no JSON."""
    try:
        return None if change.fields is None else _parsed(change.fields)[0]
    except ValueError:
        return None


def change_faults(change: KeptChange, disclosed: Any, withheld: Withheld) -> Iterable[Fault]:
    """Return where a change's leaf differs from its values, or from the columns that it is found by.

    ``disclosed`` is what is disclosed of it. Values may be missing only where a withholding on record took them.
    """
    if change.fields is None:
        return [Fault("its values are missing, and no redaction is on record", *change.place)]
    try:
        written, commitments = leaves.committed(disclosed)
    except (AttributeError, TypeError, ValueError):
        return [Fault("its values cannot be read", *change.place)]
    named = bool(withheld.places) and (change.seq, change.position) in withheld.places
    if written == change.fields and _leaf(change, commitments) == change.leaf and not named:
        return ()
    return _what_differs(change, disclosed, written, commitments, withheld)


def _leaf(change: KeptChange, commitments: Mapping[str, str]) -> bytes:
    row = leaves.Row(change.root_kind, change.root_id, change.rev, change.table_name, change.row_id)
    return leaves.change_leaf_of(row, commitments)


def _what_differs(
    change: KeptChange, disclosed: Mapping[str, Any], written: str, commitments: dict[str, str], withheld: Withheld
) -> Iterator[Fault]:
    if written != change.fields:
        # A column told twice, say, could be read either way.
        yield Fault("its values are not written as the desk writes them", *change.place)
    taken = {column for column, told in disclosed.items() if is_withheld(told)}
    yield from _withheld_faults(change, disclosed, taken, withheld)
    # What was committed to stays in the leaf; without its salt nobody can say more of it.
    committed = _read(change.leaf).get("columns")
    commitments |= {column: str(committed.get(column)) for column in taken} if isinstance(committed, dict) else {}
    leaf = _leaf(change, commitments)
    if leaf != change.leaf:
        yield from _change_differs(change, _read(change.leaf), _read(leaf))


def _withheld_faults(
    change: KeptChange, disclosed: Mapping[str, Any], taken: Set[str], withheld: Withheld
) -> Iterator[Fault]:
    """Yield the values that are missing without a withholding that took them, and those that one took and are there."""
    for column, (number, left) in sorted(disclosed.items()):
        named = withheld.taken.get((change.seq, change.position, column))
        if column in taken and named is None:
            yield Fault("its value is missing, and no withholding on record names it", *change.place, column)
        elif column in taken and named != (number, digest(left)):
            yield Fault("what is left of its value is not what the withholding on record left", *change.place, column)
        elif column not in taken and named is not None:
            yield Fault(f"its value is there, though withholding {named[0]} took it", *change.place, column)


def words_faults(event: KeptEvent, changes: Sequence[KeptChange], disclosed: Any) -> Iterable[Fault]:
    """Return where the first change is not the event's own words, or names another thing than the event does.

    ``disclosed`` is what is disclosed of that change.
    """
    if not changes or changes[0].table_name != "events" or changes[0].row_id != event.id:
        return [Fault("its own words are not its first change", event.seq)]
    about = [event.about_kind, event.about_id] if event.about_id else None
    if changes[0].fields is not None and _about(disclosed) != about:
        what = "the thing it is listed under is not the one that it was done to"
        return [Fault(what, event.seq, "events", None, "about_id")]
    return ()


def copy_faults(event: KeptEvent, changes: Sequence[bytes]) -> Iterable[Fault]:
    """Return where an event's leaf differs from its changes, or from the columns that it is found by."""
    leaf = leaves.event_leaf(event.id, event.at, event.actor, event.action, changes)
    return () if leaf == event.leaf else _which_copies(event, leaf)


def _which_copies(event: KeptEvent, leaf: bytes) -> Iterator[Fault]:
    differing = _differing(_read(event.leaf), _read(leaf))
    if {"root", "changes"} & set(differing):
        yield Fault("its changes are not those that its leaf was built on", event.seq, "changes")
    for name in differing:
        if name not in ("root", "changes"):
            yield Fault(f"the {name} kept beside the leaf is not the leaf's", event.seq, "events", None, name)
    if not differing:
        yield Fault("its leaf is not written as the desk writes leaves", event.seq, "events", None, "leaf")


def _change_differs(change: KeptChange, told: Mapping[str, Any], built: Mapping[str, Any]) -> Iterator[Fault]:
    columns = told.get("columns")
    for column in _differing(columns if isinstance(columns, dict) else {}, built["columns"]):
        yield Fault(f"the value kept for {column} is not the one that was recorded", *change.place, column)
    for name in _differing(told, built):
        if name != "columns":
            yield Fault(f"the {name} kept beside the leaf is not the leaf's", *change.place, name)
    if told == built:
        yield Fault("its leaf is not written as the desk writes leaves", *change.place, "leaf")


def _about(disclosed: Any) -> Any:
    try:
        return disclosed["about"][1]
    except (LookupError, TypeError):
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
