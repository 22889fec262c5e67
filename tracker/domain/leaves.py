"""The exact bytes of the record: canonical JSON, salted commitments, and the leaves of changes and events.

An event's leaf holds the RFC 6962 root over the leaves of its changes; a change's leaf holds, for each column, the
SHA-256 of canonical JSON of [salt, column, new value]. So one field can be shown or erased alone.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from tracker.domain import merkle

SCHEMA = 1
"""The version of the leaf's form."""

_LARGEST = 2**53 - 1
_quoted = json.encoder.encode_basestring


class Row(NamedTuple):
    """Where a change stands: the root thing and its revision, the table and the row; ids may be written out already."""

    root_kind: str
    root_id: UUID | str
    rev: int
    table: str
    row_id: UUID | str


def canonical(value: Any) -> bytes:
    """Return canonical JSON (RFC 8785) for strings, whole numbers, truth values, null, lists and mappings of them.

    Raises ValueError for what the record must not hold: fractions, huge numbers, keys beyond ASCII, lone surrogates.
    """
    return written(value).encode("utf-8")


def written(value: Any) -> str:
    """Return canonical JSON as text, which may still hold lone surrogates; raise ValueError as ``canonical`` does."""
    # In the order of how often they come: a check of the whole log spends much of its time here.
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and -_LARGEST <= value <= _LARGEST:
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(written, value))}]"
    if isinstance(value, dict):
        return f"{{{','.join(f'{_key(key)}:{written(value[key])}' for key in sorted(value))}}}"
    raise ValueError(f"{value!r} has no exact place in the record")


def in_order(value: Any) -> Any:
    """Return a document with its names in the order of canonical JSON: engines keep orders of their own."""
    if isinstance(value, Mapping):
        return {name: in_order(value[name]) for name in sorted(value)}
    return [in_order(one) for one in value] if isinstance(value, list) else value


@lru_cache(maxsize=1000)
def _key(key: Any) -> str:
    if not isinstance(key, str) or not key.isascii():
        raise ValueError("keys in the record are ASCII strings")
    return _quoted(key)


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
    return value.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def commitment(salt: str, column: str, value: Any) -> str:
    """Return the SHA-256, in hexadecimal, that stands for one column's new value."""
    return hashlib.sha256(canonical([salt, column, value])).hexdigest()


def committed(disclosed: Mapping[str, Sequence[Any]]) -> tuple[str, dict[str, str]]:
    """Return ``{column: [salt, value]}`` as canonical JSON, and the commitments by column; values are written out once.

    Raises ValueError for what is no such mapping, or holds what the record must not hold.
    """
    texts, commitments = [], {}
    for column, (salted, held) in sorted(disclosed.items()):
        name, salt, value = _key(column), written(salted), written(held)
        texts.append(f"{name}:[{salt},{value}]")
        commitments[column] = hashlib.sha256(f"[{salt},{name},{value}]".encode()).hexdigest()
    return f"{{{','.join(texts)}}}", commitments


def change_leaf(row: Row, disclosed: Mapping[str, Sequence[Any]]) -> bytes:
    """Return the leaf of a change whose disclosed columns are ``{column: [salt, value]}``; none when the row went."""
    return change_leaf_of(row, committed(disclosed)[1])


def change_leaf_of(row: Row, commitments: Mapping[str, str]) -> bytes:
    """Return the leaf of a change from its commitments alone, as a verifier without the values has them."""
    columns = ",".join([f"{_key(column)}:{_quoted(made)}" for column, made in sorted(commitments.items())])
    root, place = f"[{_quoted(row.root_kind)},{_quoted(str(row.root_id))}]", _quoted(str(row.row_id))
    of_row = f'"rev":{written(row.rev)},"root":{root},"row":{place},"table":{_quoted(row.table)}'
    return f'{{"columns":{{{columns}}},{of_row}}}'.encode()


def event_leaf(event_id: UUID | str, at: datetime | str, actor: str, action: str, changes: Sequence[bytes]) -> bytes:
    """Return the leaf of an event over the leaves of its changes."""
    root = merkle.root([merkle.leaf_hash(change) for change in changes])
    return event_leaf_over(root, len(changes), event_id, at, actor, action)


def event_leaf_over(
    root: bytes, count: int, event_id: UUID | str, at: datetime | str, actor: str, action: str
) -> bytes:
    """Return the leaf of an event over the root of its changes, of which there are so many."""
    when = _quoted(at if isinstance(at, str) else moment(at))
    what = f'"action":{_quoted(action)},"actor":{_quoted(actor)},"at":{when},"changes":{count}'
    return f'{{{what},"id":{_quoted(str(event_id))},"root":"{root.hex()}","schema":{SCHEMA}}}'.encode()


def mac(key: bytes, leaf: bytes) -> bytes:
    """Return the HMAC-SHA-256 (RFC 2104) that vouches for a leaf with a key kept outside the database."""
    return hmac.digest(key, leaf, "sha256")


def macs(key: bytes) -> Callable[[bytes], bytes]:
    """Return ``mac`` under one key, for very many leaves: what depends on the key alone is worked out once."""
    block = hashlib.sha256().block_size
    padded = (key if len(key) <= block else hashlib.sha256(key).digest()).ljust(block, b"\0")
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in padded)) for pad in (0x36, 0x5C))

    def mac_of(leaf: bytes) -> bytes:
        within, around = inner.copy(), outer.copy()
        within.update(leaf)
        around.update(within.digest())
        return around.digest()

    return mac_of


def head_mac(key: bytes, frontier: bytes) -> bytes:
    """Return the HMAC that vouches for the head of the log; no leaf begins as this does, for leaves are JSON."""
    return mac(key, b"head:" + frontier)


def vouched(key: bytes, frontier: bytes, made: bytes | None) -> bool:
    """Tell whether the head of a log is vouched for; that of an empty log needs nobody to."""
    if made is None:
        return frontier == merkle.Frontier().to_bytes()
    return hmac.compare_digest(made, head_mac(key, frontier))
