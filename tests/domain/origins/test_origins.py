"""The independent origins of a claim, case by case."""

from typing import Any

import pytest

from tests.tracing import apart, graph_of, joined, together, traced
from tracker.domain.origins import letter, origins
from tracker.domain.origins.graph import Ruling
from tracker.domain.owners import Owning
from tracker.domain.vocabulary import Standing

SEGODNYA = [Owning("Sputnik", "Segodnya"), Owning("RIA", "Segodnya")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Blog: FARS (read witnessed)", ()),
        ("Blog: FARS (read act)", ()),
        ("Blog: FARS (read document)", ()),
        ("Blog: FARS (read told by:Mina)", ()),
        ("Blog: FARS (read told by:briefing)", ()),
        ("Blog: FARS (read told)", ("told_by_nobody",)),
        ("Blog: FARS (read told by:officials)", ("told_by_nobody",)),
        ("Blog: FARS (read)", ("no_basis",)),
        ("Blog: FARS (witnessed)", ("not_read",)),
        ("Blog: FARS (unobtained witnessed)", ("could_not_obtain",)),
        ("Blog: FARS (overstated witnessed)", ("overstated",)),
        ("Blog: FARS (missing witnessed)", ("not_there",)),
        ("Blog: Tasnim (overstated) < FARS (read witnessed)", ("overstated",)),
        ("Blog: Tasnim (missing) < Mehr (overstated) < FARS (read witnessed)", ("not_there", "overstated")),
        ("Blog: FARS (read witnessed denies)", ("denies",)),
        ("Blog: FARS (read witnessed doubts)", ("doubts",)),
        ("Blog (denies): FARS (read witnessed)", ("denies",)),
        ("Blog (denies): FARS (read witnessed reports)", ("not_from_support",)),
        ("FARS (none)", ("no_basis",)),
        ("FARS (witnessed)", ()),
        ("FARS (witnessed denies)", ("denies",)),
        ("FARS (denies)", ("denies", "no_basis")),
    ],
)
def test_an_end_counts_when_it_was_read_and_states_a_basis_and_nothing_speaks_against_it(
    line: str, why: tuple[str, ...]
) -> None:
    found = traced(line)
    assert apart(found) == {"FARS": why}
    assert found.independent == (not why)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("FARS", "trail_not_entered"),
        ("FARS (lost)", "name_lost"),
        ("Blog: FARS (read witnessed lost)", "name_lost"),
    ],
)
def test_an_end_that_is_nobody_says_that_alone(line: str, why: str) -> None:
    found = traced(line, "Blog: FARS (read witnessed)")
    assert apart(found) == {"None": (why,), "FARS": ()}
    assert [len(group.ends) for group in found.groups] == [1, 1]


def test_what_a_work_says_flatly_and_gives_to_somebody_elsewhere_is_no_end() -> None:
    found = traced("A (none)", "A: Mina (read act), Tom (read act)")
    assert together(found) == {frozenset({"Mina"}), frozenset({"Tom"})}
    assert [place.id for place in found.restating] == [0]


def test_whoever_was_marked_as_having_a_stake_does_not_count() -> None:
    found = traced("Blog: Army (read act)", stakes=["Army"])
    assert apart(found) == {"Army": ("has_stake",)}


@pytest.mark.parametrize(
    ("lines", "known", "why"),
    [
        (["A: FARS (read witnessed)", "B: FARS (read witnessed)"], {}, set()),
        (
            ["A: Sputnik (read witnessed)", "B: RIA (read witnessed)"],
            {"owners": SEGODNYA},
            {"RIA + Sputnik: common_owner"},
        ),
        (
            ["A: Sputnik (read witnessed)", "B: Segodnya (read witnessed)"],
            {"owners": SEGODNYA},
            {"Segodnya + Sputnik: common_owner"},
        ),
        (
            ["A (witnessed)", "B (witnessed)"],
            {"reposts": {"B": "A"}},
            {"A + B: same_text"},
        ),
        (
            ["A (witnessed)", "B (witnessed)"],
            {"copies": [("A", "B", 50)]},
            {"A + B: same_text"},
        ),
        (
            ["A: officials (read act)", "A: sources close (read act)"],
            {},
            {"officials + sources close: unnamed_of_one_work"},
        ),
        (
            ["A: WSJ < officials (read act)", "B: WSJ < people (read act)"],
            {},
            {"officials + people: unnamed_of_one_work"},
        ),
        (
            ["A: officials (read act)", "B: people (read act)"],
            {"reposts": {"B": "A"}},
            {"officials + people: unnamed_of_one_work"},
        ),
        (
            ["A: Mina (read told by:briefing)", "B: Tom (read act by:briefing)"],
            {},
            {"Mina + Tom: one_briefing"},
        ),
        (
            ["A: Mina (read document by:Register)", "B: Tom (read document by:Register)"],
            {},
            {"Mina + Tom: one_document"},
        ),
        (["A: Mina (read told by:Ada)", "B: Tom (read told by:Ada)"], {}, {"Mina + Tom: one_teller"}),
        (["A: Mina (read told by:Tom)", "B: Tom (read act)"], {}, {"Mina + Tom: one_cites_other"}),
        (["A: FARS (read witnessed)", "B: FARS < Sputnik (read act)"], {}, {"FARS + Sputnik: one_cites_other"}),
        (["FARS/1 (witnessed)", "FARS/2: Mehr < Sputnik (read act)"], {}, {"FARS + Sputnik: one_cites_other"}),
        (["FARS (witnessed)", "FARS: Sputnik (read act)"], {}, {"FARS + Sputnik: one_cites_other"}),
        (
            ["A: FARS (read witnessed)", "B: FARS (cites:FARS/1)", "FARS/1: Sputnik (read act)"],
            {},
            {"FARS + Sputnik: one_cites_other"},
        ),
        (
            ["A: FARS (read witnessed)", "B: FARS < Mehr (cites:Mehr/1)", "Mehr/1: Sputnik (read act)"],
            {},
            {"FARS + Sputnik: one_cites_other"},
        ),
        (
            [
                "A: FARS (read witnessed)",
                "B: FARS < Mehr (cites:Mehr/1)",
                "Mehr/1: Tasnim (cites:Tasnim/1)",
                "Tasnim/1: Sputnik (read act)",
            ],
            {},
            {"FARS + Sputnik: one_cites_other"},
        ),
        (["FARS/1", "FARS/1: Sputnik (read act)", "FARS/2 (none)"], {}, {"FARS + Sputnik: one_cites_other"}),
        (
            [
                "A: FARS (read witnessed), RIA (read witnessed)",
                "B: FARS < Mehr (cites:Mehr/1)",
                "C: RIA < Mehr (cites:Mehr/1)",
                "Mehr/1: Sputnik (read act)",
            ],
            {},
            {"FARS + Sputnik: one_cites_other", "RIA + Sputnik: one_cites_other"},
        ),
        (
            ["A: FARS (read witnessed)", "B: RIA (read witnessed)"],
            {"rulings": [Ruling("FARS", "RIA", True, "one stringer")]},
            {"FARS + RIA: by_person"},
        ),
    ],
)
def test_ends_that_share_something_are_one_origin(lines: list[str], known: dict[str, Any], why: Any) -> None:
    found = traced(*lines, **known)
    assert joined(found) == why
    assert [group.counts for group in found.groups] == [True]
    assert found.if_joined == 1


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        (["A: Sputnik (read act)", "B: RIA (read act)"], {}),
        (
            ["A: Sputnik (read act)", "B: RIA (read act)"],
            {"owners": [Owning("Sputnik", "Segodnya"), Owning("RIA", "Segodnya", standing=Standing.ASSERTED)]},
        ),
        (
            ["A: Sputnik (read act)", "B: RIA (read act)"],
            {
                "owners": [Owning("Sputnik", "Segodnya"), Owning("RIA", "Segodnya", until="2012")],
                "dates": {"A": "2016-09-21", "B": "2016-09-21"},
            },
        ),
        (["A: officials (read act)", "B: people (read act)"], {}),
        (
            [
                "A: WSJ (cites:WSJ/1) < officials (read act)",
                "B: WSJ (cites:WSJ/2) < people (read act)",
            ],
            {},
        ),
        (["A: Mina, Tom (read act)", "B: Mina (read act), Tom"], {"reposts": {"B": "A"}}),
        (["A (witnessed)", "B (witnessed)"], {"copies": [("A", "B", 49)]}),
        (["A", "A: Mina (read act), Tom (read act)"], {}),
        (["A: Mehr < Mina (read act)", "B: Mehr < Tom (read act)"], {}),
    ],
)
def test_ends_that_share_nothing_of_that_kind_are_two_origins(lines: list[str], known: dict[str, Any]) -> None:
    found = traced(*lines, **known)
    assert found.independent == 2


def test_an_unknown_date_of_a_work_or_an_ownership_joins() -> None:
    owners = [Owning("Sputnik", "Segodnya"), Owning("RIA", "Segodnya", until="2012")]
    assert traced("A: Sputnik (read act)", "B: RIA (read act)", owners=owners).independent == 1


def test_each_owner_is_taken_at_the_date_of_the_work_that_is_cited() -> None:
    owners = [Owning("Sputnik", "Segodnya"), Owning("RIA", "Segodnya", until="2012")]
    lines = ["A: Sputnik (read act)", "B: RIA (read act cites:RIA/1)"]
    dates = {"A": "2016", "B": "2016"}
    assert traced(*lines, owners=owners, dates=dates | {"RIA/1": "2011"}).independent == 1
    assert traced(*lines, owners=owners, dates=dates | {"RIA/1": "2014"}).independent == 2


def test_joining_is_transitive_also_through_an_end_that_does_not_count() -> None:
    owners = [Owning("Middle", "East"), Owning("Left", "East"), Owning("Middle", "West"), Owning("Right", "West")]
    ends = ["A: Left (read act)", "B: Right (read act)"]
    assert traced(*ends, owners=owners).independent == 2
    assert traced(*ends, "C: Middle", owners=owners).independent == 1


def test_a_trail_goes_on_in_the_work_that_it_cites_when_that_work_carries_the_claim() -> None:
    found = traced("Blog: FARS (read witnessed cites:FARS/1)", "FARS/1: Sputnik (read act)")
    assert together(found) == {frozenset({"Sputnik"})}


def test_a_cited_work_that_does_not_say_so_leaves_the_step_an_end() -> None:
    found = traced("Blog: FARS (missing cites:FARS/1)", "FARS/1: Sputnik (read act)")
    assert apart(found) == {"FARS": ("not_there", "no_basis"), "Sputnik": ()}


def test_works_that_cite_each_other_have_no_origin() -> None:
    found = traced("A/1: B (read act cites:B/1)", "B/1: A (read act cites:A/1)", "C: A (read act cites:A/1)")
    assert apart(found) == {"A": ("in_a_circle",), "B": ("in_a_circle",)}
    assert found.independent == 0


def test_a_circle_with_a_way_out_has_the_origin_that_lies_there() -> None:
    found = traced("A/1: B (cites:B/1)", "B/1: A (cites:A/1)", "B/1: Sputnik (read act)")
    assert together(found) == {frozenset({"Sputnik"})}


def test_a_copy_does_not_count_where_another_copy_of_the_text_names_whom_it_has_it_from() -> None:
    found = traced("A (words:it): Mina (read act), Tom (read act)", "B (witnessed words:it)", copies=[("A", "B", 90)])
    assert apart(found)["B"] == ("copied",)
    assert found.independent == 2


def test_a_publisher_of_a_copy_is_one_origin_with_the_one_end_that_another_copy_gives() -> None:
    found = traced("A: AFP (read act)", "B (witnessed)", copies=[("A", "B", 90)])
    assert joined(found) == {"AFP + B: same_text"}


def test_what_a_person_parted_stays_apart_but_the_gate_waits_for_an_editor() -> None:
    lines = ["A: Sputnik (read act)", "B: RIA (read act)"]
    parting = Ruling("Sputnik", "RIA", False, "two desks that we know")
    found = traced(*lines, owners=SEGODNYA, rulings=[parting])
    assert (found.independent, found.if_joined) == (2, 1)
    found = traced(*lines, owners=SEGODNYA, rulings=[parting._replace(confirmed=True)])
    assert (found.independent, found.if_joined) == (2, 2)


def test_what_a_person_joined_is_joined_for_the_gate_too() -> None:
    rulings = [Ruling("FARS", "Sputnik", True, "one stringer"), Ruling("FARS", "RIA", False, "known apart")]
    found = traced("A: Sputnik (read act)", "B: FARS (read act)", "C: RIA (read act)", rulings=rulings)
    assert (found.independent, found.if_joined) == (2, 2)


def test_a_repost_has_the_stake_of_whoever_published_the_text_first() -> None:
    found = traced("Army (act)", "Blog (witnessed)", reposts={"Blog": "Army"}, stakes=["Army"])
    assert found.independent == 0


def test_those_parted_stay_joined_through_a_third() -> None:
    owners = [*SEGODNYA, Owning("TASS", "Segodnya")]
    lines = ["A: Sputnik (read act)", "B: RIA (read act)", "C: TASS (read act)"]
    found = traced(*lines, owners=owners, rulings=[Ruling("Sputnik", "RIA", False, "two desks")])
    assert found.independent == 1
    assert joined(found) == {"Sputnik + TASS: common_owner", "RIA + TASS: common_owner"}


@pytest.mark.parametrize(("examined", "falls_to"), [([], 1), (["FARS"], 1), (["FARS", "AFP"], 2)])
def test_the_number_says_what_it_would_fall_to_if_unexamined_owners_were_one(
    examined: list[str], falls_to: int
) -> None:
    found = traced("A: FARS (read act)", "B: AFP (read act)", examined=examined)
    assert (found.independent, found.if_owned) == (2, falls_to)


def test_unnamed_origins_count_but_not_as_named_ones() -> None:
    found = traced("A: officials (read act)", "B: AFP (read act)")
    assert (found.independent, found.named) == (2, 1)


def test_a_claim_that_appears_nowhere_has_no_origin() -> None:
    found = origins(graph_of())
    assert (found.independent, found.groups, found.found) == (0, (), ())


def test_groups_are_lettered_from_a_to_z_and_on() -> None:
    assert [letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
