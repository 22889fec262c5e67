"""The verifier's own tree judges other people's proofs right, and agrees with the one that the desk builds."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import verifier
from tracker.domain import leaves, merkle

ENTRIES = st.lists(st.binary(max_size=4), min_size=1, max_size=70)
HASH = st.binary(min_size=32, max_size=32)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcXYZ_0", max_size=3), inner, max_size=3),
    max_leaves=12,
)


def proofs(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    return [(str(path.relative_to(folder)), json.loads(path.read_text())) for path in sorted(folder.rglob("*.json"))]


def test_outside_inclusion_proofs_are_judged_right(shared: Path, subtests: pytest.Subtests) -> None:
    cases = proofs(shared / "data" / "merkle" / "inclusion")
    assert len(cases) == 98
    for name, case in cases:
        path = [b64decode(node) for node in case["proof"] or []]
        leaf, root = b64decode(case["leafHash"]), b64decode(case["root"])
        with subtests.test(name):
            right = verifier.inclusion_holds(leaf, case["leafIdx"], case["treeSize"], path, root)
            assert right is not case["wantErr"]


def test_outside_consistency_proofs_are_judged_right(shared: Path, subtests: pytest.Subtests) -> None:
    cases = proofs(shared / "data" / "merkle" / "consistency")
    assert len(cases) == 98
    for name, case in cases:
        path = [b64decode(node) for node in case["proof"] or []]
        roots = b64decode(case["root1"]), b64decode(case["root2"])
        with subtests.test(name):
            right = verifier.consistency_holds(case["size1"], case["size2"], *roots, path)
            assert right is not case["wantErr"]


@given(st.lists(HASH, max_size=70))
def test_both_trees_have_one_root(hashes: list[bytes]) -> None:
    assert verifier.tree_root(hashes) == merkle.root(hashes)


@given(st.binary(max_size=40), HASH, HASH)
def test_both_hash_leaves_and_nodes_alike(entry: bytes, left: bytes, right: bytes) -> None:
    assert verifier.leaf_hash(entry) == merkle.leaf_hash(entry)
    assert verifier.node_hash(left, right) == merkle.node_hash(left, right)


@given(ENTRIES, st.data())
def test_both_judge_paths_to_a_leaf_alike(entries: list[bytes], data: st.DataObject) -> None:
    hashes = [merkle.leaf_hash(entry) for entry in entries]
    index = data.draw(st.integers(0, len(hashes) - 1))
    path = merkle.inclusion_path(hashes, index)
    root = merkle.root(hashes)
    assert verifier.inclusion_holds(hashes[index], index, len(hashes), path, root)
    changed = data.draw(st.lists(st.sampled_from([*path, root, *hashes[:2]]), max_size=8) | st.permutations(path))
    place = data.draw(st.integers(-1, len(hashes)))
    size = data.draw(st.integers(0, len(hashes) + 2))
    told = hashes[index], place, size, changed, root
    assert verifier.inclusion_holds(*told) is merkle.verify_inclusion(*told)


@given(ENTRIES, st.data())
def test_both_judge_paths_from_an_older_tree_alike(entries: list[bytes], data: st.DataObject) -> None:
    hashes = [merkle.leaf_hash(entry) for entry in entries]
    size = len(hashes)
    first = data.draw(st.integers(1, size))
    path = merkle.consistency_path(hashes, first)
    roots = merkle.root(hashes[:first]), merkle.root(hashes)
    assert verifier.consistency_holds(first, size, *roots, path)
    changed = data.draw(st.lists(st.sampled_from([*path, *roots]), max_size=8) | st.permutations(path))
    sizes = data.draw(st.tuples(st.integers(-1, size + 1), st.integers(-1, size + 1)))
    assert verifier.consistency_holds(*sizes, *roots, changed) is merkle.verify_consistency(*sizes, *roots, changed)


@pytest.mark.parametrize("size", range(1, 12))
def test_no_path_may_be_longer_or_shorter(size: int) -> None:
    hashes = [merkle.leaf_hash(bytes([number])) for number in range(size)]
    root = merkle.root(hashes)
    for place in range(size):
        path = merkle.inclusion_path(hashes, place)
        for other in (path[:-1], path[1:], [], [root], [*path, root], [root, *path]):
            assert verifier.inclusion_holds(hashes[place], place, size, other, root) is (other == path)


@given(VALUES)
def test_both_write_values_alike(value: Any) -> None:
    try:
        written = leaves.canonical(value)
    except ValueError:
        with pytest.raises(verifier.UNREADABLE):
            verifier.canonical(value)
    else:
        assert verifier.canonical(value) == written
        assert verifier.parsed_canonical(written) == value


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        '{"é":1}',
        '{"a": 1}',
        '{"b":1,"a":2}',
        "1.0",
        "1e2",
        "NaN",
        "Infinity",
        "-0",
        "9007199254740992",
        "9" * 5000,
        '"\\u0041"',
        '"\\ud800"',
        "[" * 100_000,
        '["a"]\n',
        "",
    ],
)
def test_what_is_not_written_in_the_one_way_is_refused(text: str) -> None:
    with pytest.raises(verifier.UNREADABLE):
        verifier.parsed_canonical(text.encode())


@pytest.mark.parametrize("text", ["1.5", "1e2", "NaN", "9007199254740992", '{"a":1,"a":1}'])
def test_what_has_no_exact_place_is_refused_also_where_it_need_not_be_canonical(text: str) -> None:
    with pytest.raises(verifier.UNREADABLE):
        verifier.parsed(text.encode())


@pytest.mark.parametrize("number", [2**53 - 1, -(2**53) + 1])
def test_the_largest_and_the_smallest_number_are_read(number: int) -> None:
    assert verifier.parsed_canonical(str(number).encode()) == number
