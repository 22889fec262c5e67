"""Circles in who cites whom."""

from hypothesis import given
from hypothesis import strategies as st

from tests.effort import effort_below
from tracker.domain.origins.circles import circles, components, onward

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24)


def reachable(cited: dict[int, dict[int, None]], one: int) -> set[int]:
    """Everybody whom somebody leads to, the slow way."""
    seen: set[int] = set()
    waiting = [one]
    while waiting:
        for to in cited[waiting.pop()]:
            if to not in seen:
                seen.add(to)
                waiting.append(to)
    return seen


@given(PAIRS)
def test_those_are_in_a_circle_who_lead_to_each_other(pairs: list[tuple[int, int]]) -> None:
    cited = onward(pairs)
    leads = {one: reachable(cited, one) for one in cited}
    expected = {frozenset({one} | {to for to in leads[one] if one in leads[to]}) for one in cited if one in leads[one]}
    assert {frozenset(group) for group in circles(cited)} == expected


@given(PAIRS)
def test_every_component_comes_after_all_that_it_leads_to(pairs: list[tuple[int, int]]) -> None:
    cited = onward(pairs)
    order = [set(group) for group in components(cited)]
    assert sorted(one for group in order for one in group) == sorted(cited)
    before = set()
    for group in order:
        before |= group
        assert all(before.issuperset(cited[one]) for one in group)


def test_a_chain_of_a_hundred_thousand_is_walked_without_recursion() -> None:
    cited = onward((at, at + 1) for at in range(100_000))
    with effort_below(5):
        assert circles(cited) == []
