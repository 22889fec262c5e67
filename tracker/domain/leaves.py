"""The exact bytes of the record: canonical JSON, salted commitments, and the leaves of changes and events.

An event's leaf holds the RFC 6962 root over the leaves of its changes; a change's leaf holds, for each column, the
SHA-256 of canonical JSON of [salt, column, new value]. So one field can be shown or erased alone.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tracker.domain import merkle

SCHEMA = 1
"""The version of the leaf's form."""

_LARGEST = 2**53 - 1


@dataclass(frozen=True)
class Row:
    """Where a change stands: the root thing and its revision, the table and the row."""

    root_kind: str
    root_id: UUID
    rev: int
    table: str
    row_id: UUID


def canonical(value: Any) -> bytes:
    """Return canonical JSON (RFC 8785) for strings, whole numbers, truth values, null, lists and mappings of them.

    Raises ValueError for what the record must not hold: fractions, huge numbers, keys beyond ASCII, lone surrogates.
    """
    _check(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def _check(value: Any) -> None:
    if value is None or isinstance(value, str):
        return  # Most values are; a check of the whole log spends much of its time here.
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > _LARGEST):
        raise ValueError(f"{value!r} has no exact place in the record")
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) and key.isascii() for key in value):
            raise ValueError("keys in the record are ASCII strings")
        for inner in value.values():
            _check(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _check(inner)


def plain(value: Any) -> Any:
    """Return a column's value as the record writes it: ids, moments and words as text, bytes by their SHA-256."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, bytes):
        return "sha256:" + hashlib.sha256(value).hexdigest()
    if isinstance(value, str):
        return str.__str__(value)
    return value


def moment(value: datetime) -> str:
    """Return an aware moment as RFC 3339 in UTC, always with six decimals."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def commitment(salt: str, column: str, value: Any) -> str:
    """Return the SHA-256, in hexadecimal, that stands for one column's new value."""
    return hashlib.sha256(canonical([salt, column, value])).hexdigest()


def change_leaf(row: Row, disclosed: Mapping[str, Sequence[Any]]) -> bytes:
    """Return the leaf of a change whose disclosed columns are ``{column: [salt, value]}``; none when the row went."""
    commitments = {column: commitment(salt, column, value) for column, (salt, value) in disclosed.items()}
    return change_leaf_of(row, commitments)


def change_leaf_of(row: Row, commitments: Mapping[str, str]) -> bytes:
    """Return the leaf of a change from its commitments alone, as a verifier without the values has them."""
    return canonical(
        {
            "columns": dict(commitments),
            "rev": row.rev,
            "root": [row.root_kind, str(row.root_id)],
            "row": str(row.row_id),
            "table": row.table,
        }
    )


def event_leaf(event_id: UUID, at: datetime, actor: str, action: str, changes: Sequence[bytes]) -> bytes:
    """Return the leaf of an event over the leaves of its changes."""
    root = merkle.root([merkle.leaf_hash(change) for change in changes])
    return event_leaf_over(root, len(changes), event_id, at, actor, action)


def event_leaf_over(root: bytes, count: int, event_id: UUID, at: datetime, actor: str, action: str) -> bytes:
    """Return the leaf of an event over the root of its changes, of which there are so many."""
    return canonical(
        {
            "action": action,
            "actor": actor,
            "at": moment(at),
            "changes": count,
            "id": str(event_id),
            "root": root.hex(),
            "schema": SCHEMA,
        }
    )


def mac(key: bytes, leaf: bytes) -> bytes:
    """Return the HMAC-SHA-256 (RFC 2104) that vouches for a leaf with a key kept outside the database."""
    return hmac.new(key, leaf, hashlib.sha256).digest()


def head_mac(key: bytes, frontier: bytes) -> bytes:
    """Return the HMAC that vouches for the head of the log; no leaf begins as this does, for leaves are JSON."""
    return mac(key, b"head:" + frontier)


def vouched(key: bytes, frontier: bytes, made: bytes | None) -> bool:
    """Tell whether the head of a log is vouched for; that of an empty log needs nobody to."""
    if made is None:
        return frontier == merkle.Frontier().to_bytes()
    return hmac.compare_digest(made, head_mac(key, frontier))
