"""The bytes of the record: canonical JSON, commitments, leaves and what vouches for them, held against other code."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import verifier
from tracker.domain import leaves
from tracker.domain.merkle import leaf_hash, root

TEXTS = st.text(st.characters(codec="utf-8"))
NAMES = st.text(st.characters(codec="ascii"), min_size=1)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
)


@given(VALUES)
def test_canonical_json_is_that_of_the_verifier_and_reads_back_as_it_was(value: Any) -> None:
    written = leaves.canonical(value)
    assert written == verifier.canonical(value)
    assert json.loads(written) == value


@pytest.mark.parametrize(
    "value", [0.5, 2.0, 2**53, -(2**53), {"\u00e9": 1}, "\ud800", [{"a": [1.5]}], b"bytes", {1: 2}]
)
def test_what_has_no_exact_form_is_refused(value: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        leaves.canonical(value)


@given(st.dictionaries(NAMES, st.tuples(TEXTS, VALUES)))
def test_values_are_written_and_committed_to_at_once_as_they_are_one_by_one(disclosed: dict[str, Any]) -> None:
    written, commitments = leaves.committed(disclosed)
    assert written.encode() == leaves.canonical(disclosed)
    assert commitments == {name: leaves.commitment(salt, name, value) for name, (salt, value) in disclosed.items()}


@given(st.dictionaries(NAMES, st.tuples(TEXTS, VALUES)), TEXTS, st.uuids(), st.integers(0, 2**53 - 1))
def test_the_leaf_of_a_change_is_canonical_json(disclosed: dict[str, Any], kind: str, id: UUID, rev: int) -> None:
    columns = {name: leaves.commitment(salt, name, value) for name, (salt, value) in disclosed.items()}
    told = {"columns": columns, "rev": rev, "root": [kind, str(id)], "row": str(id), "table": kind}
    assert leaves.change_leaf(leaves.Row(kind, id, rev, kind, id), disclosed) == leaves.canonical(told)
    # A check of the record has ids as text already.
    assert leaves.change_leaf(leaves.Row(kind, str(id), rev, kind, str(id)), disclosed) == leaves.canonical(told)


@given(st.uuids(), st.datetimes(), TEXTS, TEXTS, st.lists(st.binary()))
def test_the_leaf_of_an_event_is_canonical_json(
    id: UUID, at: datetime, actor: str, action: str, changes: list[bytes]
) -> None:
    moment = at.replace(tzinfo=UTC)
    told = {"action": action, "actor": actor, "at": leaves.moment(moment), "changes": len(changes), "id": str(id)}
    told |= {"root": root(list(map(leaf_hash, changes))).hex(), "schema": 1}
    assert leaves.event_leaf(id, moment, actor, action, changes) == leaves.canonical(told)
    assert leaves.event_leaf(str(id), leaves.moment(moment), actor, action, changes) == leaves.canonical(told)


def test_a_moment_is_written_in_utc_with_six_decimals() -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert leaves.moment(noon) == "2026-11-20T12:00:00.000000Z"
    east = timezone(timedelta(hours=5, minutes=30))
    assert leaves.moment(datetime(2026, 11, 20, 17, 30, 0, 7, tzinfo=east)) == "2026-11-20T12:00:00.000007Z"


@given(st.binary(max_size=200), st.binary())
def test_a_leaf_is_vouched_for_by_hmac(key: bytes, leaf: bytes) -> None:
    made = hmac.new(key, leaf, hashlib.sha256).digest()
    assert leaves.mac(key, leaf) == made
    assert leaves.macs(key)(leaf) == made


def test_the_head_of_an_empty_log_alone_needs_nobody_to_vouch_for_it() -> None:
    empty, one = bytes(8), (1).to_bytes(8, "big") + bytes(32)
    assert leaves.vouched(b"key", empty, None)
    assert not leaves.vouched(b"key", one, None)
    assert leaves.vouched(b"key", one, leaves.head_mac(b"key", one))
    assert not leaves.vouched(b"key", one, leaves.head_mac(b"another", one))
    assert not leaves.vouched(b"key", one, leaves.mac(b"key", one))
