"""Steps of trails are checked, once for all claims that inherit them."""

import pytest

from tests.assessing import Desk
from tracker.domain import chance
from tracker.domain.errors import Stale
from tracker.domain.vocabulary import ClaimStage, ReadAs, StepCheck, Voice
from tracker.models import Appearance, Claim, Passage
from tracker.services import steps
from tracker.services.steps import Checked

YES = Checked(StepCheck.YES, ReadAs.ORIGINAL)


def appearance_of(desk: Desk, claim: Claim) -> Appearance:
    [appearance] = steps.appearances_of(desk.session, claim)
    return appearance


def passage(desk: Desk) -> Passage:
    article = desk.article()
    passage = Passage(snapshot=article.snapshots[0], voice=Voice.EMBEDDED, ranges=[[0, 10]])
    desk.session.add(passage)
    return passage


def test_a_checked_step_says_who_checked_it_and_sets_the_claim_to_work(desk: Desk) -> None:
    claim = desk.claim()
    fars, sputnik = desk.trail(appearance_of(desk, claim), "FARS", "Sputnik Arabic")
    before = chance.now()
    steps.check(desk.session, claim, {fars.id: YES}, by=desk.boris)
    desk.session.commit()
    assert (fars.check, fars.read_as, fars.checked_by) == (StepCheck.YES, ReadAs.ORIGINAL, desk.boris)
    assert fars.checked_at is not None
    assert fars.checked_at >= before
    assert sputnik.check is StepCheck.NOT_CHECKED
    assert claim.stage is ClaimStage.IN_WORK


def test_what_could_not_be_obtained_was_not_read(desk: Desk) -> None:
    claim = desk.claim()
    [step] = desk.trail(appearance_of(desk, claim), "FARS")
    steps.check(desk.session, claim, {step.id: Checked(StepCheck.COULD_NOT_OBTAIN, ReadAs.ORIGINAL)}, by=desk.boris)
    desk.session.commit()
    assert (step.check, step.read_as) == (StepCheck.COULD_NOT_OBTAIN, None)


def test_a_check_that_is_undone_leaves_no_trace_on_the_step(desk: Desk) -> None:
    claim = desk.claim()
    [step] = desk.trail(appearance_of(desk, claim), "FARS")
    for found in (YES, Checked(StepCheck.NOT_CHECKED)):
        steps.check(desk.session, claim, {step.id: found}, by=desk.boris)
        desk.session.commit()
    assert (step.check, step.read_as, step.checked_by, step.checked_at) == (StepCheck.NOT_CHECKED, None, None, None)
    assert claim.stage is ClaimStage.TO_CHECK


def test_a_step_of_another_claim_is_stale(desk: Desk) -> None:
    claim, other = desk.claim(), desk.claim("Another depot was hit.")
    [step] = desk.trail(appearance_of(desk, other), "FARS")
    with pytest.raises(Stale):
        steps.check(desk.session, claim, {step.id: YES}, by=desk.boris)


def test_a_step_that_somebody_checked_meanwhile_is_stale(desk: Desk) -> None:
    claim = desk.claim()
    appearance = appearance_of(desk, claim)
    [step] = desk.trail(appearance, "FARS")
    shown = {appearance.id: appearance.rev}
    steps.check(desk.session, claim, {step.id: YES}, seen=shown, by=desk.boris)
    desk.session.commit()
    with pytest.raises(Stale):
        steps.check(desk.session, claim, {step.id: Checked(StepCheck.NOT_THERE)}, seen=shown, by=desk.carla)
    steps.check(desk.session, claim, {step.id: YES}, seen=shown, by=desk.carla)
    assert step.checked_by is desk.boris


def test_inherited_steps_come_first_and_each_is_listed_once(desk: Desk) -> None:
    inherited = passage(desk)
    claim = desk.claim(passage=inherited)
    [wsj] = desk.trail(inherited, "WSJ")
    officials, others = desk.trail(appearance_of(desk, claim), "officials", "others", via=wsj)
    desk.session.expire_all()
    listed = steps.of_claim(desk.session, claim)
    assert listed == [wsj, officials, others]
    assert steps.ends(listed) == [others]
