"""The Merkle tree agrees with RFC 6962: with its own definitions, and with other people's proofs."""

import hashlib
import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import merkle
from tracker.domain.merkle import (
    Frontier,
    consistency_path,
    inclusion_path,
    verify_consistency,
    verify_inclusion,
)

ENTRIES = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


def hashes_of(entries: list[bytes]) -> list[bytes]:
    return [merkle.leaf_hash(entry) for entry in entries]


def defined_root(hashes: list[bytes]) -> bytes:
    """Return the root as RFC 6962 section 2.1 defines it, by recursion."""
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256().digest()
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return merkle.node_hash(defined_root(hashes[:split]), defined_root(hashes[split:]))


def proofs(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    paths = sorted(folder.rglob("*.json"))
    return [(str(path.relative_to(folder)), json.loads(path.read_text())) for path in paths]


def test_the_hashes_are_those_of_the_standard() -> None:
    assert merkle.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert merkle.root([]) == Frontier().root() == merkle.EMPTY_ROOT


def test_outside_inclusion_proofs_are_judged_right(outside: Path, subtests: pytest.Subtests) -> None:
    cases = proofs(outside / "merkle" / "inclusion")
    assert len(cases) == 98
    for name, case in cases:
        path = [b64decode(node) for node in case["proof"] or []]
        leaf, root = b64decode(case["leafHash"]), b64decode(case["root"])
        with subtests.test(name):
            right = verify_inclusion(leaf, case["leafIdx"], case["treeSize"], path, root)
            assert right is not case["wantErr"]


def test_outside_consistency_proofs_are_judged_right(outside: Path, subtests: pytest.Subtests) -> None:
    cases = proofs(outside / "merkle" / "consistency")
    assert len(cases) == 98
    for name, case in cases:
        path = [b64decode(node) for node in case["proof"] or []]
        roots = b64decode(case["root1"]), b64decode(case["root2"])
        with subtests.test(name):
            right = verify_consistency(case["size1"], case["size2"], *roots, path)
            assert right is not case["wantErr"]


@given(ENTRIES)
def test_the_root_is_the_one_that_the_standard_defines(entries: list[bytes]) -> None:
    assert merkle.root(hashes_of(entries)) == defined_root(hashes_of(entries))


@given(ENTRIES, st.integers(0, 70))
def test_leaves_are_added_one_by_one_or_many_at_once(entries: list[bytes], at: int) -> None:
    hashes, one_by_one, at_once = hashes_of(entries), Frontier(), Frontier()
    for leaf in hashes:
        one_by_one.append(leaf)
    at_once.extend(hashes[:at])
    at_once.extend(hashes[at:])
    assert at_once == one_by_one
    assert at_once.root() == defined_root(hashes)


@given(ENTRIES)
def test_a_frontier_tells_which_subtrees_a_leaf_completes(entries: list[bytes]) -> None:
    hashes, frontier = hashes_of(entries), Frontier()
    for size, leaf in enumerate(hashes, start=1):
        ends_here = [level for level in range(1, 8) if size % (1 << level) == 0]
        assert list(frontier.completed_by(leaf)) == [
            (level, (size >> level) - 1, defined_root(hashes[size - (1 << level) : size])) for level in ends_here
        ]
        frontier.append(leaf)


@given(ENTRIES, st.binary(max_size=4))
def test_a_frontier_read_back_goes_on_as_if_never_written(entries: list[bytes], more: bytes) -> None:
    frontier = Frontier()
    for leaf in hashes_of(entries):
        frontier.append(leaf)
    read = Frontier.from_bytes(frontier.to_bytes())
    read.append(merkle.leaf_hash(more))
    assert read.size == len(entries) + 1
    assert read.root() == defined_root(hashes_of([*entries, more]))


def test_the_frontier_of_no_leaves_is_written_and_read() -> None:
    assert Frontier.from_bytes(Frontier().to_bytes()) == Frontier()


@pytest.mark.parametrize("data", [b"", b"\0" * 7, b"\0" * 7 + b"\3" + b"x" * 32, b"\0" * 9])
def test_a_frontier_of_the_wrong_length_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="a frontier of"):
        Frontier.from_bytes(data)


@given(ENTRIES, st.data())
def test_a_path_passes_its_own_leaf_only(entries: list[bytes], data: st.DataObject) -> None:
    hashes = hashes_of(entries)
    index = data.draw(st.integers(0, len(hashes) - 1))
    path, root, size = inclusion_path(hashes, index), merkle.root(hashes), len(hashes)
    assert verify_inclusion(hashes[index], index, size, path, root)
    assert not verify_inclusion(merkle.leaf_hash(b"forged entry"), index, size, path, root)
    assert not verify_inclusion(hashes[index], index, size, [*path, root], root)
    assert not verify_inclusion(hashes[index], size, size, path, root)


@given(ENTRIES, st.data())
def test_a_tree_continues_its_beginnings_and_no_altered_one(entries: list[bytes], data: st.DataObject) -> None:
    hashes = hashes_of(entries)
    first = data.draw(st.integers(1, len(hashes)))
    altered = data.draw(st.integers(0, first - 1))
    path, root, size = consistency_path(hashes, first), merkle.root(hashes), len(hashes)
    assert verify_consistency(first, size, merkle.root(hashes[:first]), root, path)
    forged = [*hashes[:altered], merkle.leaf_hash(b"forged entry"), *hashes[altered + 1 :]]
    assert not verify_consistency(first, size, merkle.root(forged[:first]), root, path)
    assert not verify_consistency(first, size, merkle.root(hashes[:first]), merkle.root(forged), path)


def test_every_path_in_small_trees_holds_as_it_is_and_neither_shorter_nor_longer() -> None:
    hashes = hashes_of([bytes([at]) for at in range(18)])
    for size in range(1, len(hashes) + 1):
        tree, root = hashes[:size], merkle.root(hashes[:size])
        for place in range(size):
            path = inclusion_path(tree, place)
            tried: list[list[bytes]] = [path, path[:-1], [], [*path, root]]
            held = [verify_inclusion(tree[place], place, size, one, root) for one in tried]
            assert held == [True, not path, not path, False]
            path, before = consistency_path(tree, place + 1), merkle.root(tree[: place + 1])
            tried = [path, path[:-1], [], [*path, root]]
            held = [verify_consistency(place + 1, size, before, root, one) for one in tried]
            assert held == [True, not path, not path, False]


@given(ENTRIES, st.data())
def test_paths_are_made_of_complete_subtrees(entries: list[bytes], data: st.DataObject) -> None:
    hashes = hashes_of(entries)
    size = len(hashes)
    place = data.draw(st.integers(0, size - 1))
    for start, end in [
        (0, size),
        *merkle.inclusion_stretches(place, size),
        *merkle.consistency_stretches(place + 1, size),
    ]:
        pieces = merkle.complete_subtrees(start, end)
        roots = [merkle.root(hashes[at << level : (at + 1) << level]) for level, at in pieces]
        assert merkle.joined(roots) == merkle.root(hashes[start:end])
        assert sum(1 << level for level, _ in pieces) == end - start


@pytest.mark.parametrize("index", [-1, 3])
def test_a_leaf_that_is_not_there_has_no_path(index: int) -> None:
    with pytest.raises(ValueError, match="there is no leaf"):
        inclusion_path(hashes_of([b"a", b"b", b"c"]), index)


@pytest.mark.parametrize("first", [-1, 0, 4])
def test_nothing_is_consistent_with_the_empty_tree_or_a_longer_one(first: int) -> None:
    hashes = hashes_of([b"a", b"b", b"c"])
    with pytest.raises(ValueError, match="no consistency path"):
        consistency_path(hashes, first)
    assert not verify_consistency(first, 3, merkle.EMPTY_ROOT, merkle.root(hashes), [])
