"""A trail as people type it is read, and written so that it reads the same again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import Refusal
from tracker.domain.trails import Step, Trail, parse, write
from tracker.domain.vocabulary import Beyond

NAMES = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Z"], exclude_characters='"'), min_size=1
).map(lambda name: " ".join(name.split()))
ENDS = st.sampled_from(list(Beyond))


def _unlike(steps: list[Step]) -> tuple[Step, ...]:
    return tuple({(step.name, step.number): step for step in steps}.values())


LEAVES = st.builds(Step, NAMES, st.none() | st.integers(1, 999), st.just(()), ENDS)
STEPS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        Step, NAMES, st.none() | st.integers(1, 999), st.lists(inner, min_size=1, max_size=3).map(_unlike)
    ),
    max_leaves=8,
)
TRAILS = st.builds(Trail, st.lists(STEPS, min_size=1, max_size=3).map(_unlike)) | st.builds(Trail, st.just(()), ENDS)


def test_a_trail_of_two_steps_reads_from_the_reader_outwards() -> None:
    trail = parse("FARS < Sputnik Arabic")
    assert trail == Trail((Step("FARS", steps=(Step("Sputnik Arabic"),)),))


def test_arrows_and_numbers_are_read_as_the_form_shows_them() -> None:
    assert parse("FARS [3] ← Sputnik Arabic [12]") == Trail((Step("FARS", 3, (Step("Sputnik Arabic", 12),)),))


@pytest.mark.parametrize(
    ("text", "beyond"),
    [("", Beyond.NOT_ENTERED), ("?", Beyond.NOT_ENTERED), (".", Beyond.GIVES_NONE), ("(lost)", Beyond.LOST)],
)
def test_an_empty_trail_says_why_it_is_empty(text: str, beyond: Beyond) -> None:
    assert parse(text) == Trail((), beyond)


def test_a_comma_names_another_at_the_same_step_and_the_next_step_hangs_from_the_last() -> None:
    assert parse("A, B < C") == Trail((Step("A"), Step("B", steps=(Step("C"),))))


def test_a_semicolon_begins_again_at_the_article() -> None:
    assert parse("A < B; C < .") == Trail((Step("A", steps=(Step("B"),)), Step("C", beyond=Beyond.GIVES_NONE)))


def test_a_name_met_again_at_the_same_place_is_the_same_step() -> None:
    assert parse("A < B < C; A < D") == Trail((Step("A", steps=(Step("B", steps=(Step("C"),)), Step("D"))),))


def test_a_name_in_quotes_may_hold_the_signs() -> None:
    assert parse('"Smith, John" [4] < "a < b"') == Trail((Step("Smith, John", 4, (Step("a < b"),)),))
    assert parse('"." < .') == Trail((Step(".", beyond=Beyond.GIVES_NONE),))


@pytest.mark.parametrize("text", ["A <, B", "A ; ; B", '"A', "A, .", 'A < ""', ", ,", '"A" "B"'])
def test_what_cannot_be_a_trail_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refusal, match="FARS < Sputnik Arabic") as refused:
        parse(text)
    assert refused.value.field == "trail"


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(Refusal, match="at most 300"):
        parse("x" * 301)


def test_quotation_marks_in_a_name_do_not_break_what_is_written() -> None:
    written = write(Trail((Step('Unnamed "scattered reports"', 5),)))
    assert parse(written) == Trail((Step("Unnamed ”scattered reports”", 5),))


@given(TRAILS)
def test_what_is_written_reads_the_same_again(trail: Trail) -> None:
    assert parse(write(trail)) == trail
