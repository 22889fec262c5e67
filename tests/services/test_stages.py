"""Stages of many claims follow in one statement, whatever it was that gave or took what they follow from."""

from collections.abc import Callable

import pytest

from tests.assessing import TEXT, Desk
from tests.statements import statements
from tracker import ingest
from tracker.domain import chance
from tracker.domain.stages import StageFacts
from tracker.domain.trails import Trail, parse
from tracker.domain.vocabulary import Cause, ClaimStage, EvidenceStance, ReadAs, StepCheck, Voice
from tracker.models import Appearance, Claim, Passage, Snapshot
from tracker.services import (
    appearances,
    articles,
    captures,
    carrying,
    claims,
    evidence,
    looks,
    passages,
    stages,
    step_details,
    steps,
    trails,
    versions,
)
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.evidence import Description
from tracker.services.snapshots import Reading
from tracker.services.steps import Checked
from tracker.services.trails import Entry

QUOTE = "the depot was hit"
YES = Checked(StepCheck.YES, ReadAs.ORIGINAL)
LINK = Description(EvidenceStance.SUPPORTS, "Satellite picture", address="https://example.org/picture")


def test_the_facts_of_claims_are_their_own(desk: Desk) -> None:
    fresh, worked, assessed, decided, looked = (desk.claim(f"Depot {number} was hit.") for number in range(5))
    evidence.add(desk.session, worked, LINK, by=desk.boris)
    desk.assess(assessed, "likely", by=desk.boris)
    desk.decide(decided, "likely")
    piece = evidence.add(desk.session, looked, LINK, by=desk.boris)
    desk.decide(looked, "likely")
    evidence.edit(desk.session, piece, LINK, by=desk.boris)
    desk.session.commit()
    facts = stages.facts_of(desk.session, [fresh, worked, assessed, decided, looked])
    assert facts == {
        fresh.id: StageFacts(),
        worked.id: StageFacts(worked_on=True),
        assessed.id: StageFacts(assessed=True),
        decided.id: StageFacts(assessed=True, decided=True),
        looked.id: StageFacts(worked_on=True, assessed=True, decided=True, look_open=True),
    }


@pytest.mark.parametrize("number", [1, 20])
def test_settling_takes_two_statements_however_many_claims(desk: Desk, number: int) -> None:
    claims = [desk.claim(f"Depot {at} was hit.") for at in range(number)]
    with statements(desk.engine) as sent:
        stages.settle_all(desk.session, claims)
    assert len(sent) == 2


def annotate(desk: Desk, snapshot: Snapshot, trail: str = "") -> Claim:
    wording, entry = Wording("The depot was hit."), Entry(parse(trail))
    article = snapshot.article
    claim = claims.annotate(desk.session, article, wording, Sight(QUOTE), entry, id=chance.new_id(), by=desk.anna)
    desk.session.commit()
    return claim


def mark(desk: Desk, snapshot: Snapshot, trail: str, start: int = 0) -> Passage:
    where, entry = [(start, len(snapshot.text))], Entry(parse(trail))
    passage = passages.mark(
        desk.session, snapshot, where, Voice.EMBEDDED, entry=entry, id=chance.new_id(), by=desk.anna
    )
    desk.session.commit()
    return passage


def check(desk: Desk, claim: Claim) -> None:
    """Let Boris check the step next to the reader."""
    step = steps.of_claim(desk.session, claim)[0]
    steps.check(desk.session, claim, {step.id: YES}, by=desk.boris)
    desk.session.commit()
    assert stages_of(claim) == [ClaimStage.IN_WORK]


def newer(desk: Desk, snapshot: Snapshot, text: str) -> Snapshot:
    """Add a newer text of an article, by Anna."""
    extraction = ingest.read(text.encode(), filename="a.txt")
    capture = captures.take(desk.session, text.encode(), extraction, id=chance.new_id(), by=desk.anna)
    versions.add(desk.session, snapshot.article, capture, Reading.of(extraction), by=desk.anna)
    desk.session.commit()
    return articles.newest_snapshot(desk.session, snapshot.article)


def stages_of(*claims: Claim) -> list[ClaimStage]:
    return [claim.stage for claim in claims]


def place_of(claim: Claim) -> Appearance:
    return claim.appearances[0]


def enter(desk: Desk, claim: Claim, trail: str) -> None:
    place, entry = place_of(claim), Entry(parse(trail))
    trails.enter(desk.session, place, entry, place=None, seen=place.rev, by=desk.anna)


def rewrite(desk: Desk, claim: Claim) -> None:
    place = place_of(claim)
    step_details.rewrite(desk.session, place, Trail(), {}, seen=place.rev, by=desk.anna)


def fill_in(desk: Desk, claim: Claim) -> None:
    place, said = place_of(claim), (Wording("It burned."), Sight(QUOTE), Entry(parse("WSJ")))
    claims.fill_in(desk.session, place, *said, seen=claim.rev, seen_appearance=place.rev, by=desk.anna)


@pytest.mark.parametrize(
    "take",
    [lambda desk, claim: enter(desk, claim, "WSJ < FARS"), rewrite, fill_in],
    ids=["enter", "rewrite", "fill_in"],
)
def test_a_claim_whose_one_checked_step_leaves_its_trail_is_to_be_checked_again(
    desk: Desk, take: Callable[[Desk, Claim], None]
) -> None:
    claim = annotate(desk, desk.article().snapshots[0], "FARS < Sputnik")
    check(desk, claim)
    enter(desk, claim, "FARS < WSJ")
    desk.session.commit()
    assert stages_of(claim) == [ClaimStage.IN_WORK]
    take(desk, claim)
    desk.session.commit()
    assert stages_of(claim) == [ClaimStage.TO_CHECK]


def test_claims_follow_the_checked_steps_that_they_inherit(desk: Desk) -> None:
    snapshot = desk.article().snapshots[0]
    before = annotate(desk, snapshot)
    passage = mark(desk, snapshot, "FARS")
    check(desk, before)
    after = annotate(desk, snapshot)
    assert stages_of(after) == [ClaimStage.IN_WORK]
    inner = mark(desk, snapshot, "WSJ", start=1)
    assert stages_of(before, after) == [ClaimStage.TO_CHECK, ClaimStage.TO_CHECK]
    passages.remove(desk.session, inner, seen=snapshot.article.rev, by=desk.anna)
    desk.session.commit()
    assert stages_of(before, after) == [ClaimStage.IN_WORK, ClaimStage.IN_WORK]
    entry, seen = Entry(parse("Tasnim")), snapshot.article.rev
    passages.change(desk.session, passage, Voice.EMBEDDED, entry=entry, seen=seen, by=desk.anna)
    desk.session.commit()
    assert stages_of(before, after) == [ClaimStage.TO_CHECK, ClaimStage.TO_CHECK]


def test_a_passage_that_goes_takes_its_checked_steps_along(desk: Desk) -> None:
    snapshot = desk.article().snapshots[0]
    claim, passage = annotate(desk, snapshot), mark(desk, snapshot, "FARS")
    check(desk, claim)
    passages.remove(desk.session, passage, seen=snapshot.article.rev, by=desk.anna)
    desk.session.commit()
    assert stages_of(claim) == [ClaimStage.TO_CHECK]


def test_a_place_that_comes_or_goes_brings_or_takes_the_checked_steps_of_its_trail(desk: Desk) -> None:
    snapshot = desk.article().snapshots[0]
    mark(desk, snapshot, "FARS")
    check(desk, annotate(desk, snapshot))
    claim = desk.claim()
    assert stages_of(claim) == [ClaimStage.TO_CHECK]
    place = appearances.add(desk.session, claim, snapshot, Sight(QUOTE), Entry(), id=chance.new_id(), by=desk.anna)
    desk.session.commit()
    assert stages_of(claim) == [ClaimStage.IN_WORK]
    appearances.withdraw(desk.session, place, seen=place.rev, why="not there", by=desk.anna)
    desk.session.commit()
    assert stages_of(claim) == [ClaimStage.TO_CHECK]


def test_a_newer_version_keeps_what_was_found_at_the_steps_of_a_passage(desk: Desk) -> None:
    snapshot = desk.article().snapshots[0]
    claim, _ = annotate(desk, snapshot), mark(desk, snapshot, "FARS")
    check(desk, claim)
    desk.decide(claim, "likely")
    second = newer(desk, snapshot, f"Updated.\n\n{TEXT}")
    [step] = steps.of_claim(desk.session, claim)
    assert step.passage is not None
    assert step.passage.snapshot is second
    assert (step.check, step.read_as, step.checked_by) == (StepCheck.YES, ReadAs.ORIGINAL, desk.boris)
    assert stages_of(claim) == [ClaimStage.DECIDED]
    assert looks.open_of(desk.session, claim) == []


LEAD = "The coast road was closed at dawn, the police said, and nobody could pass in either direction until noon. "
OTHER_LEAD = "An inquiry into what burned by the mole has begun; its members will hear everyone who was near it. "


def test_a_quote_that_leaves_its_passage_for_another_version_loses_the_trail_and_says_so(desk: Desk) -> None:
    snapshot = newer(desk, desk.article().snapshots[0], f"{LEAD}{TEXT}")
    open_claim, decided = annotate(desk, snapshot), annotate(desk, snapshot)
    mark(desk, snapshot, "FARS")
    check(desk, open_claim)
    desk.decide(decided, "likely")
    last = newer(desk, snapshot, f"{OTHER_LEAD}{TEXT}")
    assert passages.of_snapshot(desk.session, last) == []
    assert stages_of(open_claim, decided) == [ClaimStage.TO_CHECK, ClaimStage.NEEDS_ANOTHER_LOOK]
    assert [look.cause for look in looks.open_of(desk.session, decided)] == [Cause.TRAIL_CHANGED]


def test_a_quote_that_is_placed_in_a_passage_inherits_what_was_found_at_its_steps(desk: Desk) -> None:
    snapshot = desk.article().snapshots[0]
    mark(desk, snapshot, "FARS", start=TEXT.index(QUOTE))
    check(desk, annotate(desk, snapshot))
    claim = desk.claim()
    place = place_of(claim)
    carrying.place(desk.session, place, snapshot, QUOTE, None, seen=place.rev, by=desk.anna)
    desk.session.commit()
    assert stages_of(claim) == [ClaimStage.IN_WORK]
    desk.decide(claim, "likely")
    carrying.place(desk.session, place, snapshot, "FARS reported", None, seen=place.rev, by=desk.anna)
    desk.session.commit()
    assert stages_of(claim) == [ClaimStage.NEEDS_ANOTHER_LOOK]


def test_another_trail_of_a_passage_asks_for_another_look_at_what_was_decided_on_it(desk: Desk) -> None:
    snapshot = desk.article().snapshots[0]
    claim, passage = annotate(desk, snapshot), mark(desk, snapshot, "FARS")
    desk.decide(claim, "likely")
    for trail, asked in (("FARS", []), ("WSJ", [Cause.TRAIL_CHANGED])):
        entry, seen = Entry(parse(trail)), snapshot.article.rev
        passages.change(desk.session, passage, Voice.EMBEDDED, entry=entry, seen=seen, by=desk.anna)
        desk.session.commit()
        assert [look.cause for look in looks.open_of(desk.session, claim)] == asked
