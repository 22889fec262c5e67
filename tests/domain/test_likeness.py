"""Entries that are likely one source are found by their names, in any script, and by their sites."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.effort import effort_below
from tracker.domain.likeness import Entry, Match, Name, Pair, Why, matches, pairs
from tracker.domain.vocabulary import SourceKind

WORDS = st.sampled_from(
    [
        *("The", "Wall", "Street", "Journal", "WSJ", "wsj.com", "Sputnik", "Спутник", "سبوتنيك", "FARS", "News"),
        *("Agency", "وكالة", "فارس", "Zero", "Hedge", "ZeroHedge", "Zerohegde", "AP", "Associated", "Press", "新华社"),
    ]
)
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3)
KINDS = st.sampled_from([SourceKind.OUTLET, SourceKind.UNKNOWN, SourceKind.PERSON, SourceKind.UNNAMED])
SITES = st.frozensets(st.sampled_from(["wsj.com", "fars.ir"]), max_size=1)


def entry(id: int, *names: str, kind: SourceKind = SourceKind.OUTLET, sites: tuple[str, ...] = ()) -> Entry[int]:
    return Entry(id, tuple(map(Name.of, names)), kind, frozenset(sites))


@st.composite
def desks(draw: st.DrawFn) -> list[Entry[int]]:
    made = draw(st.lists(st.tuples(NAMES, KINDS, SITES), max_size=8))
    return [Entry(id, tuple(map(Name.of, names)), kind, sites) for id, (names, kind, sites) in enumerate(made)]


def whys(one: str, other: str, kind: SourceKind = SourceKind.OUTLET) -> list[Why]:
    return [match.why for match in matches(entry(1, one, kind=kind), entry(2, other, kind=kind))]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("FARS", "Fárs", Why.NAME),
        ("Wall Street Journal", "The Wall Street Journal", Why.WRITING),
        ("Zero Hedge", "ZeroHedge", Why.WRITING),
        ("zerohedge.com", "Zero Hedge", Why.WRITING),
        ("الجزيرة", "جزيرة", None),
        ("WSJ", "Wall Street Journal", Why.INITIALS),
        ("WSJ", "The Wall Street Journal", Why.INITIALS),
        ("AP", "Associated Press", Why.INITIALS),
        ("IAEA", "International Agency of Atomic Energy", None),
        ("BBC", "British Broadcasting Corporation", Why.INITIALS),
        ("Спутник", "Sputnik", Why.SOUND),
        ("سبوتنيك", "Sputnik", Why.SOUND),
        ("سبوتنيك", "Спутник", Why.SOUND),
        ("ТАСС", "TASS", Why.SOUND),
        ("خبرگزاری فارس", "FARS", Why.SOUND),
        ("خبرگزاری فارس", "Fars News Agency", Why.SOUND),
        ("Аль-Джазира", "الجزيرة", Why.SOUND),
        ("Аль-Джазира", "Al Jazeera", Why.SOUND),
        ("Reuters", "Reuters News Agency", Why.CORE),
        ("Anadolu Agency", "Anadolu Ajansı", Why.CORE),
        ("Zerohedge", "Zerohegde", Why.SPELLING),
        ("Novaya Gazeta", "Novaja Gazeta", Why.SPELLING),
        ("The News", "News Agency", None),
        ("North Korea", "South Korea", None),
        ("Channel 14 News", "Channel 15 News", None),
        ("West Ukraine Radio", "East Ukraine Radio", None),
        ("Press", "Sputnik", None),
        ("ап", "ap", None),
    ],
)
def test_what_matches_between_two_names(one: str, other: str, why: Why | None) -> None:
    assert whys(one, other)[:1] == ([why] if why else [])


def test_initials_of_people_and_small_letters_stand_for_nobody() -> None:
    assert whys("AP", "Anna Petrova", SourceKind.PERSON) == []
    assert whys("was", "We Are Sputnik") == []


@pytest.mark.parametrize(("one", "other"), [("US official", "US officials"), ("житель", "zhitel")])
def test_people_whom_nobody_names_are_alike_by_the_very_name_alone(one: str, other: str) -> None:
    assert whys(one, other, SourceKind.UNNAMED) == []
    assert whys(one, f"The {one}", SourceKind.UNNAMED) == [Why.WRITING]


def test_a_site_in_common_is_said_beside_the_names() -> None:
    both = entry(1, "WSJ", sites=("wsj.com",)), entry(2, "The Wall Street Journal", "Journal", sites=("wsj.com",))
    assert [str(match) for match in matches(*both)] == [
        "“WSJ” and “The Wall Street Journal”: one is the initials of the other",
        "both are at wsj.com",
    ]


def test_each_rule_says_its_best_two_names_and_weaker_ones_add_nothing() -> None:
    both = entry(1, "Sputnik", "Спутник"), entry(2, "Sputnyk", "SPUTNIK")
    assert matches(*both) == (Match(Why.NAME, "Sputnik", "SPUTNIK"),)


def test_the_strongest_come_first() -> None:
    desk = [entry(1, "Reuters"), entry(2, "Reuters Agency"), entry(3, "REUTERS"), entry(4, "Somebody else")]
    found = [(pair.one, pair.other, pair.matches[0].why) for pair in pairs(desk)]
    assert found == [(1, 3, Why.NAME), (1, 2, Why.CORE), (2, 3, Why.CORE)]


def test_many_of_one_name_are_each_held_against_the_first() -> None:
    assert len(pairs([entry(id, "John Smith") for id in range(100, 300)])) == 199


def test_two_thousand_sources_take_little_work() -> None:
    chance = random.Random(1)
    parts = ["ba", "ko", "ri", "sta", "ne", "vo", "dar", "lin", "mus", "tek", "pra", "zen"]
    words = ["".join(chance.choices(parts, k=chance.randint(2, 4))) for _ in range(1500)]
    desk = [entry(id, *(" ".join(chance.choices(words, k=2)) for _ in range(3))) for id in range(2000)]
    with effort_below(4):
        pairs(desk)


@given(desks())
def test_what_is_found_by_keys_is_what_is_found_by_comparing_all(desk: list[Entry[int]]) -> None:
    compared = [(one, other) for one in desk for other in desk if str(one.id) < str(other.id)]
    by_hand = {Pair(one.id, other.id, found) for one, other in compared if (found := matches(one, other))}
    assert set(pairs(desk)) == by_hand


@given(desks())
def test_no_source_is_like_itself_and_none_is_proposed_twice(desk: list[Entry[int]]) -> None:
    found = [(pair.one, pair.other) for pair in pairs(desk)]
    assert all(str(one) < str(other) for one, other in found)
    assert len(set(found)) == len(found)
    assert all(matches(one, one) == () for one in desk)


@given(desks())
def test_likeness_is_the_same_from_either_side(desk: list[Entry[int]]) -> None:
    for one in desk:
        for other in desk:
            assert matches(one, other) == matches(other, one)


@given(desks(), st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(desk: list[Entry[int]], chance: random.Random) -> None:
    assert pairs(chance.sample(desk, len(desk))) == pairs(desk)


@given(desks(), NAMES)
def test_another_name_takes_no_pair_away(desk: list[Entry[int]], names: list[str]) -> None:
    named = [Entry(one.id, (*one.names, *map(Name.of, names)), one.kind, one.sites) for one in desk[:1]]
    before = {(pair.one, pair.other) for pair in pairs(desk)}
    assert before <= {(pair.one, pair.other) for pair in pairs([*named, *desk[1:]])}


def test_all_words_of_the_rules_are_folded() -> None:
    for name in ("Πρακτορείο", "وكالة", "خبرگزاری"):
        assert whys(f"{name} Sputnik", "Sputnik") == [Why.CORE], name
