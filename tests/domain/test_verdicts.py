"""The default scale, the gate of Confirmed, and verdicts on related claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scale import DEFAULT_SCALE
from tracker.domain.verdicts import (
    Denial,
    GateFacts,
    GateKey,
    Origins,
    Reached,
    at_odds,
    gate,
    unmet,
)
from tracker.domain.vocabulary import Checked, Relation

SAID, THAT = Checked.WHAT_IS_SAID, Checked.THAT_IT_WAS_SAID
BY_KEY = {step.key: Reached(step.key, step.rating) for step in DEFAULT_SCALE}

answers = st.sampled_from(["", "  ", "the ministry's own record shows it"])
facts = st.builds(
    GateFacts,
    checked=st.sampled_from(Checked),
    second_person=st.booleans(),
    denials=st.lists(st.builds(Denial, by=st.just("the ministry"), answer=answers), max_size=3).map(tuple),
    direct_evidence=st.integers(0, 3),
    end_read_in_original=st.booleans(),
    origins=st.builds(Origins, st.integers(0, 3), st.integers(0, 3), st.booleans(), st.integers(0, 3)),
)


def missing(facts: GateFacts) -> list[GateKey]:
    return [requirement.key for requirement in unmet(gate(facts))]


def test_the_default_scale_has_eight_verdicts_of_which_only_confirmed_is_gated() -> None:
    assert [(step.key, step.rating) for step in DEFAULT_SCALE] == [
        ("confirmed", 5),
        ("likely", 4),
        ("unproven", None),
        ("unlikely", 2),
        ("false", 1),
        ("misleading", 3),
        ("disputed", None),
        ("uncheckable", None),
    ]
    assert [step.key for step in DEFAULT_SCALE if step.gated] == ["confirmed"]
    assert len({step.mark for step in DEFAULT_SCALE}) == len(DEFAULT_SCALE)
    assert all(step.definition.endswith(".") for step in DEFAULT_SCALE)


@pytest.mark.parametrize(
    ("facts", "lacking"),
    [
        (GateFacts(SAID, True, direct_evidence=1), []),
        (GateFacts(SAID, True), [GateKey.ORIGINS]),
        (GateFacts(SAID, False, direct_evidence=1), [GateKey.SECOND_PERSON]),
        (GateFacts(SAID, True, (Denial("ministry"),), 1), [GateKey.DENIALS]),
        (GateFacts(SAID, True, (Denial("ministry", "its own log shows it"),), 1), []),
        (GateFacts(SAID, True, (Denial("a", "answered"), Denial("b", " ")), 1), [GateKey.DENIALS]),
        (GateFacts(SAID, True, origins=Origins(2, 1)), []),
        (GateFacts(SAID, True, origins=Origins(2, 0)), [GateKey.ORIGINS]),
        (GateFacts(SAID, True, origins=Origins(1, 1)), [GateKey.ORIGINS]),
        (GateFacts(SAID, True, origins=Origins(0, 0), direct_evidence=1), []),
        (GateFacts(SAID, True, end_read_in_original=True), [GateKey.ORIGINS]),
        (GateFacts(THAT, True, end_read_in_original=True), []),
        (GateFacts(THAT, True, direct_evidence=1), []),
        (GateFacts(THAT, True, origins=Origins(5, 5)), [GateKey.ORIGINAL]),
        (GateFacts(THAT, False), [GateKey.SECOND_PERSON, GateKey.ORIGINAL]),
    ],
)
def test_the_gate_lacks_exactly(facts: GateFacts, lacking: list[GateKey]) -> None:
    assert missing(facts) == lacking


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (Origins(), "0 independent, 0 of them named; no direct evidence"),
        (Origins(2, 1, if_owned=2), "2 independent, 1 of them named; no direct evidence"),
        (
            Origins(2, 2, if_owned=1),
            "2 independent, 2 of them named; it would fall to 1 if the owners that nobody examined are one; "
            "no direct evidence",
        ),
        (
            Origins(1, 1, parted=True, if_owned=1),
            "1 independent, 1 of them named; a parting would raise the number once an editor confirms it; "
            "no direct evidence",
        ),
    ],
)
def test_the_gate_says_how_many_origins_there_are_and_on_what_that_rests(found: Origins, why: str) -> None:
    assert gate(GateFacts(SAID, True, origins=found))[2].why == why


def test_the_gate_names_whose_denial_is_open() -> None:
    [denial] = unmet(gate(GateFacts(SAID, True, (Denial("the ministry"), Denial("the army", "yes")), 1)))
    assert denial.why == "not answered: the ministry"


@given(facts)
def test_the_gate_asks_three_things_in_one_order_and_says_why_of_each(facts: GateFacts) -> None:
    found = gate(facts)
    third = GateKey.ORIGINAL if facts.checked is THAT else GateKey.ORIGINS
    assert [requirement.key for requirement in found] == [GateKey.SECOND_PERSON, GateKey.DENIALS, third]
    assert all(requirement.why and requirement.sentence for requirement in found)


@given(facts)
def test_the_gate_is_never_met_by_one_person_or_over_an_open_denial(facts: GateFacts) -> None:
    if not missing(facts):
        assert facts.second_person
        assert all(denial.answer.strip() for denial in facts.denials)


@given(facts)
def test_without_direct_evidence_only_counted_origins_or_the_original_open_the_gate(facts: GateFacts) -> None:
    if missing(facts) or facts.direct_evidence:
        return
    if facts.checked is THAT:
        assert facts.end_read_in_original
    else:
        assert facts.origins.independent >= 2
        assert facts.origins.named >= 1


@pytest.mark.parametrize(
    ("relation", "one", "other", "odd"),
    [
        (Relation.SAME_AS, "confirmed", "confirmed", False),
        (Relation.SAME_AS, "confirmed", "likely", True),
        (Relation.UPDATES, "false", "confirmed", True),
        (Relation.PART_OF, "false", "false", False),
        (Relation.CONTRADICTS, "confirmed", "false", False),
        (Relation.CONTRADICTS, "likely", "unlikely", False),
        (Relation.CONTRADICTS, "confirmed", "confirmed", True),
        (Relation.CONTRADICTS, "confirmed", "unproven", True),
        (Relation.CONTRADICTS, "misleading", "likely", True),
        (Relation.CONTRADICTS, "false", "false", False),
        (Relation.CONTRADICTS, "disputed", "unproven", False),
    ],
)
def test_related_claims_are_at_odds(relation: Relation, one: str, other: str, odd: bool) -> None:
    assert at_odds(relation, BY_KEY[one], BY_KEY[other]) is odd


@given(st.sampled_from(Relation), st.sampled_from(list(BY_KEY.values())), st.sampled_from(list(BY_KEY.values())))
def test_being_at_odds_is_mutual(relation: Relation, one: Reached, other: Reached) -> None:
    assert at_odds(relation, one, other) == at_odds(relation, other, one)
