"""Masks have the length of what they hide, in texts and in small documents; what they left can be told by its hash."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.withholding import (
    MASK,
    digest,
    everything,
    held,
    is_withheld,
    joined,
    mask,
    masked,
    texts,
)

VALUES = st.recursive(
    st.text(max_size=12) | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("text", "ranges", "expected"),
    [
        ("John Smith fled.", [(0, 10)], f"{MASK * 10} fled."),
        ("one\ntwo", [(0, 7)], f"{MASK * 3}\n{MASK * 3}"),
        ("سميث هرب", [(0, 4)], f"{MASK * 4} هرب"),
        ("😀 was here", [(0, 1)], f"{MASK} was here"),
        ("nothing", [], "nothing"),
    ],
)
def test_each_character_becomes_one_block_and_lines_stay(
    text: str, ranges: list[tuple[int, int]], expected: str
) -> None:
    assert mask(text, ranges) == expected


@given(value=VALUES)
def test_masking_everything_keeps_the_shape_and_every_length(value: object) -> None:
    left = masked(value, everything(value))
    assert [len(text) for text in texts(left)] == [len(text) for text in texts(value)]
    assert [text.count("\n") for text in texts(left)] == [text.count("\n") for text in texts(value)]
    assert set("".join(texts(left))) <= {MASK, "\n"}


@given(value=VALUES)
def test_masking_nothing_changes_nothing(value: object) -> None:
    assert masked(value, []) == value


def test_the_texts_of_a_document_are_counted_as_canonical_json_writes_them() -> None:
    value = {"why": "He said so.", "also": ["one", {"b": "two", "a": "three"}], "number": 7}
    in_order = json.loads(json.dumps(value, sort_keys=True))
    assert texts(value) == texts(in_order) == ["one", "three", "two", "He said so."]
    assert masked(value, [(1, 0, 5)])["also"][1] == {"a": MASK * 5, "b": "two"}
    assert list(held(value, [(3, 0, 2), (0, 1, 3)])) == ["He", "ne"]


def test_spans_that_meet_are_one() -> None:
    assert joined([(0, 4, 6), (0, 0, 4), (1, 0, 4), (0, 9, 12), (0, 10, 11)]) == [(0, 0, 6), (0, 9, 12), (1, 0, 4)]


def test_what_was_left_is_told_by_its_hash_whatever_the_order_of_its_keys() -> None:
    assert digest({"a": "1", "b": ["2"]}) == digest({"b": ["2"], "a": "1"}) != digest({"a": "1", "b": ["3"]})


def test_a_value_whose_salt_went_is_told_from_one_that_has_it() -> None:
    assert is_withheld([3, MASK])
    assert not is_withheld(["5f" * 16, "text"])
