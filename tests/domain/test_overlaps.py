"""Near-copies are known by the runs of words that they share."""

from hypothesis import given
from hypothesis import strategies as st

from tests.effort import effort_below
from tracker.domain.overlaps import SKETCH_SIZE, Overlap, overlap, resemblance, sketch

WIRE = (
    "The agency said on Friday that thirty officers had been killed when a missile hit the operations room. "
    "A spokesman for the ministry denied it, and no other agency has confirmed the report so far."
)
OWN = (
    "Our correspondent in the capital could reach nobody who had seen the strike, "
    "and the hospital had no word of any wounded."
)
WORDS = st.lists(st.sampled_from(["alpha", "beta", "дельта", "إيتا", "ζήτα", "theta", "iota", "kappa"]), max_size=60)


def long_text(first: int, last: int) -> str:
    return " ".join(
        f"On day {number} the town of number {number * 7} said that it was calm." for number in range(first, last)
    )


def test_a_repost_among_own_words_is_marked_in_both_texts() -> None:
    repost = f"{OWN} {WIRE.upper().replace(',', ' –')} {OWN}"
    found = overlap(WIRE, repost)
    assert found.share_of_a == 100
    assert found.spans_in_a == [(0, len(WIRE) - 1)]
    assert [repost[start:end].split()[0] for start, end in found.spans_in_b] == ["THE"]
    assert 40 < found.share_of_b < 60


def test_a_few_words_in_common_are_no_copy() -> None:
    assert overlap(WIRE, "The agency said on Friday that thirty people came.") == Overlap(0, 0, [], [])
    assert overlap("", WIRE) == Overlap(0, 0, [], [])


def test_a_sentence_put_in_parts_the_copy() -> None:
    cut = WIRE.index("A spokesman")
    found = overlap(WIRE[:cut] + OWN + " " + WIRE[cut:], WIRE)
    assert len(found.spans_in_a) == 2
    assert found.share_of_b == 100


@given(WORDS, WORDS)
def test_an_overlap_is_the_same_seen_from_either_side(one: list[str], other: list[str]) -> None:
    a, b = " ".join(one), " ".join(other)
    found, back = overlap(a, b), overlap(b, a)
    assert (found.share_of_a, found.spans_in_a) == (back.share_of_b, back.spans_in_b)
    assert bool(found.spans_in_a) == bool(found.spans_in_b)


@given(WORDS.filter(lambda words: len(words) >= 8))
def test_a_text_overlaps_itself_whole(words: list[str]) -> None:
    text = " ".join(words)
    assert overlap(text, text) == Overlap(100, 100, [(0, len(text))], [(0, len(text))])
    assert resemblance(sketch(text), sketch(text)) == 100


def test_sketches_tell_copies_from_other_texts() -> None:
    text, other = long_text(0, 200), long_text(900, 1100)
    edited = text.replace("On day 50 the town", "On Friday the town")
    assert len(sketch(text)) == SKETCH_SIZE
    assert all(0 <= number < 2**63 for number in sketch(text))
    assert resemblance(sketch(text), sketch(edited)) > 80
    assert resemblance(sketch(text), sketch(other)) < 20


def test_short_and_empty_texts_have_a_sketch() -> None:
    assert sketch("") == sketch(" … ") == ()
    assert sketch("Two words") == sketch("two WORDS!")
    assert len(sketch("Two words")) == 1
    assert resemblance((), ()) == 0


def test_long_texts_are_compared_quickly() -> None:
    text = long_text(0, 550)
    assert len(text) > 30_000
    with effort_below(3):
        assert overlap(text, long_text(100, 650)).share_of_a > 75
        assert len(sketch(text)) == SKETCH_SIZE
