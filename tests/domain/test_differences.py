"""What changed is told word by word, and both texts can be read back from it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import effort_below
from tracker.domain.differences import Kind, Piece, words

TEXTS = st.lists(
    st.sampled_from(["the", "agency", "said", ",", ". ", " ", "\n", "ё", "e\u0301", "قُتِلَ", "東京", "👩\u200d💻"])
).map("".join)
SAME, ADDED, REMOVED = Kind.SAME, Kind.ADDED, Kind.REMOVED


@given(TEXTS | st.text(), TEXTS | st.text())
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    pieces = words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not REMOVED) == new
    assert all(piece.text for piece in pieces)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert words(text, text) == ([Piece(SAME, text)] if text else [])


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "new", [(ADDED, "new")]),
        ("old", "", [(REMOVED, "old")]),
        (
            "killed 30 officers",
            "killed 28 officers",
            [(SAME, "killed "), (REMOVED, "30 "), (ADDED, "28 "), (SAME, "officers")],
        ),
        (
            "قُتِلَ ثلاثون ضابطا",
            "قُتِلَ عشرون ضابطا",
            [(SAME, "قُتِلَ "), (REMOVED, "ثلاثون "), (ADDED, "عشرون "), (SAME, "ضابطا")],
        ),
        ("東京は晴れ", "大阪は晴れ", [(REMOVED, "東京"), (ADDED, "大阪"), (SAME, "は晴れ")]),
        (
            "It was said. It is so.",
            "It is so.",
            [(REMOVED, "It was said. "), (SAME, "It is so.")],
        ),
    ],
)
def test_changed_words_are_told_from_kept_ones(old: str, new: str, pieces: list[tuple[Kind, str]]) -> None:
    found = [(piece.kind, piece.text) for piece in words(old, new)]
    assert found == pieces


@pytest.mark.parametrize("vocabulary", [20, 300, 5000])
@pytest.mark.parametrize("stop", ["", "."])
def test_long_texts_are_compared_in_bounded_time(vocabulary: int, stop: str) -> None:
    draw = random.Random(7)
    old = [f"w{draw.randrange(vocabulary)}{stop if not draw.randrange(12) else ''}" for _ in range(10_000)]
    edited = [word if draw.randrange(50) else "edited" for word in old]
    shuffled = draw.sample(old, len(old))
    with effort_below(5):
        for new in (edited, shuffled):
            pieces = words(" ".join(old), " ".join(new))
            assert {piece.kind for piece in pieces} >= {ADDED, REMOVED}
