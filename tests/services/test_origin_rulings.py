"""Ruling on the origins of a claim, and what comes of it for the count, the gate and the verdict."""

import pytest

from tests.assessing import Desk
from tracker.domain.errors import NotFound, Refusal, Stale
from tracker.domain.vocabulary import Basis, Cause, ReadAs, StepCheck
from tracker.models import Claim, OriginRuling, Source
from tracker.services import looks, origin_rulings, origins, ownerships, steps, undo
from tracker.services.steps import Checked

WHY = "One stringer writes for both."


def two_ends(desk: Desk) -> tuple[Claim, Source, Source]:
    """Return a claim that FARS and RIA say, who saw it and were read."""
    claim = desk.claim()
    for name in ("FARS", "RIA"):
        [step] = desk.trail(claim.appearances[0], name)
        step.basis = Basis.WITNESSED
        steps.check(desk.session, claim, {step.id: Checked(StepCheck.YES, ReadAs.ORIGINAL)}, by=desk.boris)
    desk.session.commit()
    fars, ria = (step.source for step in claim.appearances[0].citations)
    return claim, fars, ria


def counted(desk: Desk, claim: Claim) -> tuple[int, int]:
    """Return how many independent origins there are, and how many the gate goes by."""
    found = origins.of_claim(desk.session, claim.id).origins
    return found.independent, found.if_joined


def rule(desk: Desk, claim: Claim, one: Source, other: Source, *, joins: bool) -> OriginRuling:
    """Let Boris rule on two sources."""
    ruling = origin_rulings.rule(desk.session, claim, one, other, joins=joins, seen=claim.rev, why=WHY, by=desk.boris)
    desk.session.commit()
    return ruling


def test_two_that_a_person_joins_count_once_until_it_is_taken_back(desk: Desk) -> None:
    claim, fars, ria = two_ends(desk)
    assert counted(desk, claim) == (2, 2)
    ruling = rule(desk, claim, fars, ria, joins=True)
    assert counted(desk, claim) == (1, 1)
    origin_rulings.take_back(desk.session, ruling, seen=claim.rev, why="Two after all.", by=desk.carla)
    desk.session.commit()
    assert counted(desk, claim) == (2, 2)
    assert origin_rulings.of_claim(desk.session, claim) == []


def test_a_parting_counts_at_once_but_for_the_gate_only_when_an_editor_confirms_it(desk: Desk) -> None:
    claim, fars, ria = two_ends(desk)
    rule(desk, claim, fars, ria, joins=True)
    parting = rule(desk, claim, ria, fars, joins=False)
    assert origin_rulings.of_claim(desk.session, claim) == [parting]
    owner, said = desk.source("One owner"), ownerships.Stated(basis="The register says so.")
    for owned in (fars, ria):
        ownerships.add(desk.session, owned, owner, said, confirmed=True, by=desk.edda)
    desk.session.commit()
    assert counted(desk, claim) == (2, 1)
    origin_rulings.confirm(desk.session, parting, seen=claim.rev, by=desk.edda)
    desk.session.commit()
    assert counted(desk, claim) == (2, 2)
    with pytest.raises(Refusal, match="waits for an editor"):
        origin_rulings.confirm(desk.session, parting, seen=claim.rev, by=desk.edda)


def test_whoever_has_a_stake_does_not_count(desk: Desk) -> None:
    claim, fars, ria = two_ends(desk)
    stake = origin_rulings.mark_stake(desk.session, claim, fars, seen=claim.rev, why="Its own dead.", by=desk.boris)
    desk.session.commit()
    assert counted(desk, claim) == (1, 1)
    with pytest.raises(Refusal, match="already"):
        origin_rulings.mark_stake(desk.session, claim, fars, seen=claim.rev, why="Again.", by=desk.boris)
    desk.session.rollback()
    origin_rulings.take_back(desk.session, stake, seen=claim.rev, why="A mistake.", by=desk.boris)
    desk.session.commit()
    assert counted(desk, claim) == (2, 2)
    with pytest.raises(NotFound):
        origin_rulings.get_stake(desk.session, claim, stake.id)
    assert ria.name == "RIA"


def test_a_ruling_calls_for_another_look_at_a_decided_claim_and_can_be_undone(desk: Desk) -> None:
    claim, fars, ria = two_ends(desk)
    desk.decide(claim, "confirmed")
    ruling = rule(desk, claim, fars, ria, joins=True)
    assert [look.cause for look in looks.open_of(desk.session, claim)] == [Cause.ORIGINS_RULED]
    event = undo.last(desk.session, desk.boris)
    assert event is not None
    undo.undo(desk.session, event, why="Not yet.", by=desk.boris)
    desk.session.commit()
    assert counted(desk, claim) == (2, 2)
    with pytest.raises(NotFound):
        origin_rulings.get_ruling(desk.session, claim, ruling.id)


def test_what_makes_no_sense_is_refused(desk: Desk) -> None:
    claim, fars, ria = two_ends(desk)
    other = desk.claim()
    seen = claim.rev
    with pytest.raises(Refusal, match="two different"):
        rule(desk, claim, fars, fars, joins=True)
    ruling = rule(desk, claim, fars, ria, joins=True)
    with pytest.raises(Refusal, match="ruled already"):
        rule(desk, claim, ria, fars, joins=True)
    desk.session.rollback()
    with pytest.raises(Stale):
        origin_rulings.rule(desk.session, claim, fars, ria, joins=False, seen=seen, why=WHY, by=desk.boris)
    with pytest.raises(NotFound):
        origin_rulings.get_ruling(desk.session, other, ruling.id)
