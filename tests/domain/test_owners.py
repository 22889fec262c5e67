"""Who stands behind a source at a date, through any number of owners."""

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.owners import Owning, Register, confirmed_owners, may_hold, path, paths
from tracker.domain.vocabulary import Control, Standing

DATES = ["", "1999", "2007", "2007-12", "2007-12-13", "2013~", "2013?", "2016-09-21", "2016%", "9999-12-31", "0001~"]
SOURCES = st.sampled_from("abcdefg")
EDGES = st.builds(
    Owning[str],
    SOURCES,
    SOURCES,
    st.sampled_from(Control),
    st.sampled_from(DATES),
    st.sampled_from(DATES),
    st.sampled_from(Standing),
)
CHARTS = st.lists(EDGES, max_size=14)
WHENS = st.sampled_from(DATES)


def chain(*sources: str) -> list[Owning[str]]:
    """Each source is owned by the next."""
    return [Owning(owned, owner) for owned, owner in zip(sources, sources[1:], strict=False)]


def by_hand(source: str, edges: Iterable[Owning[str]], when: str) -> set[str]:
    """The same question answered the slow way: add owners until nothing changes."""
    owners = {source}
    while (
        more := {
            edge.owner
            for edge in edges
            if edge.owned in owners and edge.standing is Standing.CONFIRMED and may_hold(edge, when)
        }
        - owners
    ):
        owners |= more
    return owners


@pytest.mark.parametrize(
    ("since", "until", "when", "holds"),
    [
        ("", "", "", True),
        ("2007", "", "2016", True),
        ("2007-12-13", "", "2007-12-12", False),
        ("2007-12-13", "", "2007-12-13", True),
        ("2007-12-13", "", "2007-12", True),
        ("2007", "2013", "2013-12-31", True),
        ("2007", "2013", "2014", False),
        ("2007", "2013", "", True),
        ("", "2013", "1950", True),
        ("2007", "2013~", "2014-12", True),
        ("2007", "2013~", "2016", False),
        ("2007~", "", "2005", False),
        ("2007?", "2013?", "2020", True),
        ("2007", "2013", "2020?", True),
        ("2007", "2013", "2014~", True),
        ("2007-12-13", "", "2007-12-12T23:00Z", False),
    ],
)
def test_an_ownership_holds_at_a_date_unless_it_surely_did_not(since: str, until: str, when: str, holds: bool) -> None:
    assert may_hold(Owning("wsj", "dow jones", since=since, until=until), when) is holds


def test_owners_are_found_through_any_number_of_owners() -> None:
    assert confirmed_owners("wsj", chain("wsj", "dow jones", "news corp", "murdoch")) == {
        *("wsj", "dow jones", "news corp", "murdoch")
    }


def test_what_an_article_asserts_joins_nothing_and_hides_what_is_above_it() -> None:
    edges = chain("a", "b", "c")
    assert confirmed_owners("a", [replace(edges[0], standing=Standing.ASSERTED), edges[1]]) == {"a"}


def test_an_owner_of_another_time_is_none() -> None:
    edges = [Owning("sputnik", "rossiya segodnya", since="2014-11"), Owning("rossiya segodnya", "russia")]
    assert confirmed_owners("sputnik", edges, "2013") == {"sputnik"}
    assert confirmed_owners("sputnik", edges, "2016") == {"sputnik", "rossiya segodnya", "russia"}


def test_the_way_to_each_owner_is_the_shortest_nearest_first() -> None:
    long, short = chain("a", "b", "c", "d"), Owning("a", "d", Control.CONTROLS)
    found = paths("a", ["d", "c", "a", "z"], [*long, short])
    assert found == {"d": (short,), "c": tuple(long[:2]), "a": ()}


def test_two_who_own_each_other_are_each_others_owners() -> None:
    assert confirmed_owners("a", chain("a", "b", "a")) == confirmed_owners("b", chain("a", "b", "a")) == {"a", "b"}


def test_a_long_chain_is_followed_to_its_end() -> None:
    names = [str(number) for number in range(20_000)]
    register = Register(chain(*names))
    assert len(confirmed_owners("0", register)) == 20_000
    assert len(path(register.reached("0"), "19999")) == 19_999


@given(SOURCES, CHARTS, WHENS)
def test_a_source_is_among_its_own_owners(source: str, edges: list[Owning[str]], when: str) -> None:
    assert source in confirmed_owners(source, edges, when)


@given(SOURCES, CHARTS, WHENS)
def test_it_finds_what_is_found_by_hand(source: str, edges: list[Owning[str]], when: str) -> None:
    assert confirmed_owners(source, edges, when) == by_hand(source, edges, when)


@given(SOURCES, CHARTS, WHENS)
def test_the_owners_of_an_owner_are_owners(source: str, edges: list[Owning[str]], when: str) -> None:
    owners = confirmed_owners(source, edges, when)
    assert all(confirmed_owners(owner, edges, when) <= owners for owner in owners)


@given(SOURCES, CHARTS, WHENS)
def test_an_unknown_date_finds_every_owner_that_some_date_finds(
    source: str, edges: list[Owning[str]], when: str
) -> None:
    assert confirmed_owners(source, edges, when) <= confirmed_owners(source, edges, "")


@given(SOURCES, CHARTS, EDGES, WHENS)
def test_one_more_ownership_takes_no_owner_away(
    source: str, edges: list[Owning[str]], more: Owning[str], when: str
) -> None:
    assert confirmed_owners(source, edges, when) <= confirmed_owners(source, [*edges, more], when)


@given(SOURCES, CHARTS, WHENS, st.data())
def test_forgetting_a_bound_takes_no_owner_away(
    source: str, edges: list[Owning[str]], when: str, data: st.DataObject
) -> None:
    vaguer = [
        replace(
            edge, since=data.draw(st.sampled_from(["", edge.since])), until=data.draw(st.sampled_from(["", edge.until]))
        )
        for edge in edges
    ]
    assert confirmed_owners(source, edges, when) <= confirmed_owners(source, vaguer, when)


@given(SOURCES, CHARTS, WHENS, st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(
    source: str, edges: list[Owning[str]], when: str, chance: random.Random
) -> None:
    shuffled = chance.sample(edges, len(edges))
    assert Register(edges).reached(source, when) == Register(shuffled).reached(source, when)


@given(SOURCES, CHARTS, WHENS)
def test_every_way_leads_from_the_source_to_the_owner_by_ownerships_that_hold(
    source: str, edges: list[Owning[str]], when: str
) -> None:
    register = Register(edges)
    for owner, way in paths(source, confirmed_owners(source, register, when), register, when).items():
        stops = [source, *(edge.owner for edge in way)]
        assert stops[-1] == owner
        assert [edge.owned for edge in way] == stops[:-1]
        assert len(set(stops)) == len(stops)
        assert all(edge in register.over(edge.owned, when) for edge in way)
