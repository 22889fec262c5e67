"""What the rule on origins looks at: read for any number of claims at once, with all that is shown as one."""

from uuid import UUID

from tests.assessing import Desk
from tracker.domain.vocabulary import Basis, ReadAs, Relation, StepCheck
from tracker.models import Claim
from tracker.services import claim_merges, links, merges, origins, ownerships, steps
from tracker.services.ownerships import Stated
from tracker.services.steps import Checked


def seen_by(desk: Desk, *names: str) -> Claim:
    """Return a claim that some sources say, who saw it and were read, each in a trail of its own."""
    claim = desk.claim(f"{' and '.join(names)} saw the depot burn.")
    for name in names:
        [step] = desk.trail(claim.appearances[0], name)
        step.basis = Basis.WITNESSED
        steps.check(desk.session, claim, {step.id: Checked(StepCheck.YES, ReadAs.ORIGINAL)}, by=desk.boris)
    desk.session.commit()
    return claim


def independent(desk: Desk, claim: Claim) -> int:
    return origins.of_claim(desk.session, claim.id).origins.independent


def test_every_place_of_claims_that_were_merged_is_looked_at_once(desk: Desk) -> None:
    standing, merged = seen_by(desk, "FARS"), seen_by(desk, "RIA")
    claim_merges.merge(desk.session, merged, standing, why="The same.", by=desk.edda)
    desk.session.commit()
    found = origins.of_claim(desk.session, standing.id)
    assert len(found.graph.places) == 2
    assert (found.origins.independent, found.origins.steps) == (2, 2)


def test_sources_that_were_merged_are_one_origin(desk: Desk) -> None:
    claim = seen_by(desk, "WSJ", "Wall Street Journal")
    assert independent(desk, claim) == 2
    one, other = (step.source for step in claim.appearances[0].citations)
    merges.merge(desk.session, one, other, why="One paper.", by=desk.edda)
    desk.session.commit()
    assert independent(desk, claim) == 1


def test_a_confirmed_owner_joins_and_one_that_is_asserted_does_not(desk: Desk) -> None:
    claim = seen_by(desk, "FARS", "Tasnim")
    owner = desk.source("One owner")
    for at, step in enumerate(claim.appearances[0].citations):
        ownerships.add(desk.session, step.source, owner, Stated(basis="An imprint."), confirmed=at == 0, by=desk.edda)
    desk.session.commit()
    assert independent(desk, claim) == 2
    [asserted] = [one for step in claim.appearances[0].citations for one in step.source.owners if not one.confirmed_by]
    ownerships.confirm(desk.session, asserted, basis="A register.", by=desk.edda)
    desk.session.commit()
    assert independent(desk, claim) == 1


def test_a_contradiction_in_one_version_is_found(desk: Desk) -> None:
    one, other = seen_by(desk, "FARS"), seen_by(desk, "RIA")
    other.appearances[0].article = one.appearances[0].article
    links.add(desk.session, one, other, relation=Relation.CONTRADICTS, by=desk.anna)
    desk.session.commit()
    found = origins.of_claims(desk.session, [one.id, other.id])
    flags = {id: [flag.flag.value for flag in of_one.told().flags] for id, of_one in found.items()}
    assert flags == {one.id: ["contradiction"], other.id: ["contradiction"]}


def test_ids_of_quotes_and_steps_are_told_as_the_rest_of_a_report_has_them(desk: Desk) -> None:
    claim = seen_by(desk, "FARS")
    [appearance] = claim.appearances
    [group] = origins.of_claim(desk.session, claim.id).told().groups
    [trail] = group.ends[0].trails
    assert (trail.quote, trail.step) == (appearance.id, appearance.citations[0].id)
    assert isinstance(trail.quote, UUID)


def test_many_claims_take_as_many_statements_as_one(desk: Desk) -> None:
    claims = [seen_by(desk, f"Source {at}", "FARS").id for at in range(6)]
    counts = []
    for some in (claims[:1], claims):
        with desk.counted() as sent:
            assert len(origins.of_claims(desk.session, some)) == len(some)
        counts.append(len(sent))
    assert counts[0] == counts[1]
