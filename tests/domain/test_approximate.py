"""A pattern is found with errors, as the plain table of edit distances would find it."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.approximate import Match, approximate, distance, errors_by_end

WORDS = st.text("abcé", max_size=12)


def table(text: str, pattern: str, *, fixed: bool) -> list[int]:
    """Return the last row of Sellers' table of edit distances, without its first column."""
    column = list(range(len(pattern) + 1))
    row = []
    for place, letter in enumerate(text, 1):
        diagonal, column[0] = column[0], place if fixed else 0
        for at, wanted in enumerate(pattern, 1):
            diagonal, column[at] = (
                column[at],
                min(diagonal + (wanted != letter), column[at] + 1, column[at - 1] + 1),
            )
        row.append(column[-1])
    return row


@given(WORDS, WORDS, st.booleans())
def test_errors_are_those_of_the_plain_table(text: str, pattern: str, fixed: bool) -> None:
    assert errors_by_end(text, pattern, fixed=fixed) == table(text, pattern, fixed=fixed)


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


@given(WORDS, st.text("abcé", min_size=1, max_size=5), st.integers(0, 4))
def test_each_match_has_the_errors_that_it_says_and_none_has_fewer(text: str, pattern: str, most: int) -> None:
    matches = approximate(text, pattern, most)
    fewest = min((match.errors for match in matches), default=most + 1)
    assert all(distance(text[match.start : match.end], pattern) == match.errors for match in matches)
    stretches = [text[start:end] for end in range(1, len(text) + 1) for start in range(end)]
    assert all(distance(stretch, pattern) >= fewest for stretch in stretches)


def test_a_long_pattern_is_found_in_a_long_text() -> None:
    sentence = "The agency said that thirty officers had been killed in the strike on the operations room."
    text = "Nothing of the kind was said here. " * 1000 + sentence + " And so it went on." * 1000
    found = approximate(text, sentence.replace("thirty", "30"), 10)
    assert found[0] == Match(35_000, 35_000 + len(sentence), 6)


def test_no_pattern_and_no_text_give_no_match() -> None:
    assert approximate("some text", "", 3) == []
    assert approximate("", "pattern", 3) == []
