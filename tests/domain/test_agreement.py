"""How far people agree: worked examples that were published, and what must hold of any ratings."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import effort_below
from tracker.domain.agreement import Coefficient, alpha, coincidences, kappa, pairs

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections B to E.
TWO_BINARY = ("0100000010", "1110010000")
TWO_NOMINAL = ("aabbdcccedda", "babbbccceddd")
FOUR = ("1233214 12...", "12332241 25.3", ".3332342 251.", "12332441 251.")
# The two-by-two table of which Cohen's kappa is most often worked out, after Cohen (1960).
GRANTS = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15


def units(*people: str) -> list[list[str]]:
    """Return what people said unit by unit; a dot is nothing."""
    return [
        [said for said in unit if said != "."] for unit in zip(*(one.replace(" ", "") for one in people), strict=True)
    ]


@pytest.mark.parametrize(
    ("rated", "order", "published"),
    [
        (units(*TWO_BINARY), "", 0.095),
        (units(*TWO_NOMINAL), "", 0.692),
        (units(*FOUR), "", 0.743),
        (units(*FOUR), "12345", 0.815),
    ],
)
def test_alpha_is_that_of_the_published_examples(rated: list[list[str]], order: str, published: float) -> None:
    assert alpha(rated, order).value == pytest.approx(published, abs=0.0005)


def test_kappa_is_that_of_the_published_example() -> None:
    assert kappa(GRANTS).value == pytest.approx(0.4)


def test_coincidences_are_those_of_the_published_example() -> None:
    assert coincidences(Counter(map(tuple, units(*TWO_BINARY)))) == {
        ("0", "0"): 10,
        ("0", "1"): 4,
        ("1", "0"): 4,
        ("1", "1"): 2,
    }


def test_who_always_agrees_has_one_and_who_never_varies_has_none() -> None:
    assert alpha(["aa", "bb", "aa"]).value == kappa([("a", "a"), ("b", "b")]).value == 1
    assert alpha(["aa", "aa"]) == kappa([("a", "a"), ("a", "a")]) == Coefficient(2)
    assert alpha(["a", "b"]) == kappa([]) == Coefficient(0)


def test_an_interval_needs_units_of_which_each_can_be_left_out() -> None:
    assert alpha(["ab"]) == Coefficient(1, 0.0)
    assert alpha(["aa", "ab"]).low is None
    assert alpha(["aa", "ab", "bb"]).low is not None


def test_the_interval_is_as_wide_as_the_published_error_of_a_large_sample() -> None:
    # Fleiss, Cohen and Everitt, "Large sample standard errors of kappa" (1969): 0.13 for this table.
    found = kappa(GRANTS)
    assert found.value is not None
    assert found.high is not None
    assert (found.high - found.value) / 1.96 == pytest.approx(0.13, abs=0.005)


def test_verdicts_off_the_line_are_left_out_of_what_is_ordinal() -> None:
    assert alpha(["12", "22", "1x", "xx"], "12") == alpha(["12", "22"], "12")


def test_near_verdicts_differ_less_on_the_line() -> None:
    near, far = ["12", "23", "34", "11", "44"], ["14", "23", "41", "11", "44"]
    assert (alpha(near, "1234").value or 0) > (alpha(near).value or 0)
    assert (alpha(near, "1234").value or 0) > (alpha(far, "1234").value or 0)


def test_each_two_people_are_compared_on_what_both_rated() -> None:
    found = pairs([{"anna": "x", "boris": "y"}, {"boris": "x", "anna": "x", "carla": "x"}, {"carla": "y"}])
    assert {pair: (one.same, one.kappa.units) for pair, one in found.items()} == {
        ("anna", "boris"): (1, 2),
        ("anna", "carla"): (1, 1),
        ("boris", "carla"): (1, 1),
    }
    assert found["anna", "boris"].table == {("x", "y"): 1, ("x", "x"): 1}


def test_ten_thousand_units_take_no_time() -> None:
    rated = [f"{'abcde'[at % 5]}{'abcde'[at % 7 % 5]}{'abcde'[at % 3]}" for at in range(10_000)]
    with effort_below(5):
        assert alpha(rated, "abcde").units == 10_000


rated_units = st.lists(st.text("abcd", max_size=4), max_size=12)


@given(rated_units)
def test_alpha_is_what_its_definition_says(rated: list[str]) -> None:
    kept = [unit for unit in rated if len(unit) > 1]
    values = [value for unit in kept for value in unit]
    within = sum(sum(one != other for one in unit for other in unit) / (len(unit) - 1) for unit in kept)
    among = sum(one != other for one in values for other in values)
    expected = 1 - (len(values) - 1) * within / among if among else None
    found = alpha(rated).value
    assert found == (None if expected is None else pytest.approx(expected))


@given(rated_units, st.permutations("abcd"), st.randoms())
def test_names_and_the_order_of_entry_make_no_difference(rated: list[str], names: list[str], random: object) -> None:
    renamed = ["".join(names["abcd".index(value)] for value in reversed(unit)) for unit in reversed(rated)]
    for one, other in ((alpha(rated), alpha(renamed)), (alpha(rated, "abcd"), alpha(rated, "dcba"))):
        assert ends(one) == pytest.approx(ends(other))


def ends(found: Coefficient) -> list[float]:
    """Return a coefficient with the ends of its interval, as far as it has them."""
    return [end for end in (found.value, found.low, found.high) if end is not None]


@given(rated_units)
def test_no_value_is_above_one_and_each_lies_in_its_interval(rated: list[str]) -> None:
    for found in (alpha(rated), alpha(rated, "abcd"), kappa((unit[0], unit[1]) for unit in rated if len(unit) > 1)):
        if found.value is not None:
            assert found.value <= 1
        if found.value is not None and found.low is not None and found.high is not None:
            assert found.low <= found.value <= found.high
