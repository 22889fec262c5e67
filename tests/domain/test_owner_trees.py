"""All that stands above and below a source is told as a tree, circles and second ways included."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.effort import effort_below
from tracker.domain.owner_trees import DEEPEST, MOST, Branch, Tree, above, below
from tracker.domain.owners import Owning, confirmed_owners, may_hold
from tracker.domain.vocabulary import Control, Standing

SOURCES = st.sampled_from("abcdefg")
DATES = st.sampled_from(["", "1999", "2007-12", "2013~", "2016-09-21"])
EDGES = st.builds(
    Owning[str], SOURCES, SOURCES, st.sampled_from(Control), DATES, DATES, st.sampled_from(Standing)
).filter(lambda edge: edge.owned != edge.owner)
CHARTS = st.lists(EDGES, max_size=14)


def owns(owner: str, owned: str, *, asserted: bool = False, since: str = "") -> Owning[str]:
    standing = Standing.ASSERTED if asserted else Standing.CONFIRMED
    return Owning(owned, owner, since=since, standing=standing)


def told(branches: tuple[Branch[str], ...]) -> list[object]:
    """Return branches as nested lists: what is asserted in brackets, circles and second ways marked."""
    said: list[object] = []
    for one in branches:
        name = one.source if one.joins else f"({one.source})"
        said.append(
            f"{name} circle {''.join(one.circle)}" if one.circle else f"{name} again" if one.elsewhere else name
        )
        if one.beyond:
            said.append(told(one.beyond))
    return said


def test_owners_and_their_owners_nearest_first() -> None:
    edges = [owns("dow jones", "wsj"), owns("news corp", "dow jones"), owns("murdoch", "news corp")]
    assert told(above("wsj", edges).branches) == ["dow jones", ["news corp", ["murdoch"]]]
    assert told(below("news corp", edges).branches) == ["dow jones", ["wsj"]]


def test_what_is_asserted_is_shown_and_joins_nothing_beyond_it() -> None:
    edges = [owns("b", "a", asserted=True), owns("c", "b")]
    assert told(above("a", edges).branches) == ["(b)", ["(c)"]]
    assert told(below("c", edges).branches) == ["b", ["(a)"]]


def test_confirmed_owners_come_first_and_an_owner_of_another_time_not_at_all() -> None:
    edges = [owns("late", "a", since="2020"), owns("said", "a", asserted=True), owns("sure", "a", since="2007")]
    assert told(above("a", edges, "2016").branches) == ["sure", "(said)"]
    assert told(above("a", edges).branches) == ["sure", "late", "(said)"]


def test_a_circle_is_named_with_all_its_sources() -> None:
    edges = [owns("b", "a"), owns("c", "b"), owns("a", "c")]
    assert told(above("a", edges).branches) == ["b", ["c", ["a circle abca"]]]
    assert told(above("x", [*edges, owns("a", "x")]).branches) == ["a", ["b", ["c", ["a circle abca"]]]]
    assert told(above("a", [owns("b", "a"), owns("a", "b")]).branches) == ["b", ["a circle aba"]]


def test_a_circle_whose_sources_are_opened_in_several_places_is_named_too() -> None:
    edges = [owns("b", "a"), owns("d", "a"), owns("c", "b"), owns("d", "c"), owns("b", "d")]
    tree = above("a", edges)
    assert told(tree.branches) == ["b", ["c", ["d again"]], "d", ["b again"]]
    assert tree.circles == (("b", "c", "d", "b"),)


def test_an_owner_in_common_is_opened_once_and_named_twice() -> None:
    edges = [owns("b", "a"), owns("c", "a"), owns("d", "b"), owns("d", "c"), owns("e", "d")]
    assert told(above("a", edges).branches) == ["b", ["d", ["e"]], "c", ["d again"]]


def test_an_owner_is_opened_where_confirmed_ownerships_lead_to_it() -> None:
    edges = [owns("d", "a", asserted=True), owns("b", "a"), owns("d", "b"), owns("e", "d")]
    assert told(above("a", edges).branches) == ["b", ["d", ["e"]], "(d) again"]


def test_a_long_way_and_a_crowd_are_cut_and_it_is_said() -> None:
    long = above("0", [owns(str(at + 1), str(at)) for at in range(DEEPEST + 5)])
    assert (len(list(long.walk())), long.cut) == (DEEPEST, True)
    crowd = below("state", [owns("state", f"outlet {at}") for at in range(MOST + 5)])
    assert (len(crowd.branches), crowd.cut) == (MOST, True)
    exact = below("state", [owns("state", f"outlet {at}") for at in range(MOST)])
    assert (len(exact.branches), exact.cut) == (MOST, False)


def test_a_register_of_thousands_takes_little_work() -> None:
    edges = [owns(str(at // 2), str(at)) for at in range(1, 20_000)]
    with effort_below(3):
        assert above("19999", edges).branches
        assert below("0", edges).cut


@given(SOURCES, CHARTS, DATES)
def test_what_joins_are_the_confirmed_owners(source: str, edges: list[Owning[str]], when: str) -> None:
    joined = {branch.source for branch in above(source, edges, when).walk() if branch.joins}
    assert joined | {source} == confirmed_owners(source, edges, when)


@given(SOURCES, CHARTS, DATES)
def test_every_ownership_that_may_hold_is_shown_once(source: str, edges: list[Owning[str]], when: str) -> None:
    sure = [replace(edge, standing=Standing.CONFIRMED) for edge in edges]
    owners = confirmed_owners(source, sure, when)
    shown = [branch.edge for branch in above(source, edges, when).walk()]
    assert len(shown) == len(set(shown))
    assert set(shown) == {edge for edge in edges if edge.owned in owners and may_hold(edge, when)}


@given(SOURCES, CHARTS, DATES)
def test_above_and_below_are_each_other_turned_round(source: str, edges: list[Owning[str]], when: str) -> None:
    turned = [replace(edge, owned=edge.owner, owner=edge.owned) for edge in edges]

    def shape(tree: Tree[str]) -> set[tuple[str, bool]]:
        return {(branch.source, branch.joins) for branch in tree.walk()}

    assert shape(above(source, edges, when)) == shape(below(source, turned, when))


@given(SOURCES, CHARTS, DATES)
def test_leaves_that_close_a_circle_or_come_again_have_nothing_beyond(
    source: str, edges: list[Owning[str]], when: str
) -> None:
    opened = [source]
    for branch in above(source, edges, when).walk():
        if branch.circle or branch.elsewhere:
            assert branch.beyond == ()
            assert not (branch.circle and branch.elsewhere)
        else:
            opened.append(branch.source)
        if branch.circle:
            assert branch.circle[0] == branch.circle[-1] == branch.source
    assert len(opened) == len(set(opened))


@given(SOURCES, CHARTS, DATES)
def test_whoever_owns_each_other_is_named_in_a_circle(source: str, edges: list[Owning[str]], when: str) -> None:
    tree = above(source, edges, when)
    shown = [branch.edge for branch in tree.walk()]
    circles = [*tree.circles, *(branch.circle for branch in tree.walk() if branch.circle)]
    for circle in circles:
        links = {(edge.owned, edge.owner) for edge in shown}
        assert circle[0] == circle[-1]
        assert set(zip(circle, circle[1:], strict=False)) <= links
    for edge in shown:
        if edge.owned in confirmed_owners(edge.owner, [replace(one, standing=Standing.CONFIRMED) for one in shown]):
            group = confirmed_owners(edge.owned, [replace(one, standing=Standing.CONFIRMED) for one in shown])
            assert any(set(circle) <= group for circle in circles)


@given(SOURCES, CHARTS, DATES, st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(
    source: str, edges: list[Owning[str]], when: str, chance: random.Random
) -> None:
    named = [replace(edge, id=at) for at, edge in enumerate(edges)]
    assert above(source, chance.sample(named, len(named)), when) == above(source, named, when)
