"""The default scale is set once, and the newest is in use."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.assessing import SETUP, Desk
from tracker.domain.errors import NotAllowed, NotFound, Refusal, Stale
from tracker.domain.reasons import DEFAULT_REASONS, Reason
from tracker.domain.roles import Role
from tracker.domain.scale import DEFAULT_SCALE, ScaleStep
from tracker.models import Event, Scale
from tracker.services import claim_lists, decisions, reviews, scales
from tracker.services.claim_lists import Filters
from tracker.services.decisions import Ruling


def test_the_default_scale_is_set_once_however_often_it_is_ensured(desk: Desk) -> None:
    again = scales.ensure(desk.session, by=SETUP)
    desk.session.commit()
    assert again is scales.in_use(desk.session)
    assert desk.session.scalar(select(func.count()).select_from(Scale)) == 1
    assert desk.session.scalar(select(func.count()).where(Event.action == "scale.added")) == 1


def test_the_scale_in_use_has_its_verdicts_in_order(desk: Desk) -> None:
    keys = [verdict.key for verdict in scales.in_use(desk.session).verdicts]
    assert keys == [step.key for step in DEFAULT_SCALE]


def test_a_verdict_is_found_by_key_or_id(desk: Desk) -> None:
    likely = scales.get_verdict(desk.session, "likely")
    assert scales.find_verdict(desk.session, likely.id) is likely
    with pytest.raises(NotFound):
        scales.get_verdict(desk.session, "proven")


HALF = ScaleStep("", "Half true", "Some of it holds.", 3, "misleading")


def steps(desk: Desk) -> list[ScaleStep]:
    return [verdict.step for verdict in scales.in_use(desk.session).verdicts]


def change(desk: Desk, changed: list[ScaleStep]) -> Scale:
    seen = scales.in_use(desk.session).version
    scale = scales.change(desk.session, changed, seen=seen, why="We agreed on it.", by=desk.edda)
    desk.session.commit()
    return scale


def test_a_changed_scale_is_a_new_version_and_what_was_decided_keeps_its_words(desk: Desk) -> None:
    claim = desk.claim()
    decision = desk.decide(claim, "unproven")
    worded = [replace(one, label="Open") if one.key == "unproven" else one for one in steps(desk)]
    scale = change(desk, [*worded, HALF])
    assert (scale.version, [verdict.key for verdict in scale.verdicts][-1]) == (2, "half_true")
    assert decision.verdict is not None
    assert decision.verdict.label == "Unproven"
    assert scales.get_verdict(desk.session, "unproven").label == "Open"
    assert [row.claim for row in claim_lists.page(desk.session, Filters(verdict="unproven")).rows] == [claim]
    assert desk.session.scalar(select(func.count()).where(Event.action == "scale.changed")) == 1


def test_a_verdict_that_is_left_out_is_known_as_it_was_last(desk: Desk) -> None:
    change(desk, [one for one in steps(desk) if one.key != "disputed"])
    assert [verdict.key for verdict in scales.ever(desk.session)][-1] == "disputed"
    assert scales.get_verdict(desk.session, "disputed").label == "Disputed"
    assert len(scales.versions(desk.session)) == 2


def test_a_new_verdict_never_takes_the_key_of_one_that_was_left_out(desk: Desk) -> None:
    change(desk, [*steps(desk), HALF])
    change(desk, [one for one in steps(desk) if one.key != "half_true"])
    assert change(desk, [*steps(desk), HALF]).verdicts[-1].key == "half_true_2"


def test_what_changes_nothing_or_changes_what_was_not_seen_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="Nothing"):
        change(desk, steps(desk))
    seen = scales.in_use(desk.session).version
    change(desk, [*steps(desk), HALF])
    with pytest.raises(Stale):
        scales.change(desk.session, steps(desk)[:3], seen=seen, why="So.", by=desk.edda)
    with pytest.raises(Refusal, match="damaged"):
        change(desk, [*steps(desk), replace(HALF, label="Other", key="never_was")])


def test_a_change_needs_a_reason(desk: Desk) -> None:
    with pytest.raises(Refusal, match="Say why"):
        scales.change(desk.session, [*steps(desk), HALF], seen=1, why=" ", by=desk.edda)


def test_a_verdict_is_decided_by_those_whom_the_scale_names(desk: Desk) -> None:
    change(desk, [replace(one, decided_from=Role.EDITOR) if one.key == "false" else one for one in steps(desk)])
    claim = desk.claim()
    desk.assess(claim, "false", by=desk.boris)
    ruling = Ruling(desk.verdict("false"), "It is not so.")
    with pytest.raises(NotAllowed, match="editors or admins"):
        decisions.decide(desk.session, claim, ruling, by=desk.carla)
    assert decisions.decide(desk.session, claim, ruling, by=desk.edda).verdict is desk.verdict("false")


def test_a_verdict_needs_as_many_assessments_as_the_scale_says(desk: Desk) -> None:
    change(desk, [replace(one, assessments=2) if one.key == "false" else one for one in steps(desk)])
    claim = desk.claim()
    desk.assess(claim, "false", by=desk.boris)
    desk.assess(claim, "unlikely", by=desk.boris)
    ruling = Ruling(desk.verdict("false"), "It is not so.")
    with pytest.raises(Refusal, match="assessments of 2 people, and those of 1 stand"):
        decisions.decide(desk.session, claim, ruling, by=desk.carla)
    desk.assess(claim, "false", by=desk.carla)
    assert decisions.decide(desk.session, claim, ruling, by=desk.carla).verdict is desk.verdict("false")


def test_a_desk_is_never_asked_for_more_people_than_it_has(desk: Desk) -> None:
    change(desk, [replace(one, assessments=9) if one.key == "false" else one for one in steps(desk)])
    claim = desk.claim()
    for person in (desk.boris, desk.carla, desk.edda):
        desk.assess(claim, "false", by=person)
    ruling = Ruling(desk.verdict("false"), "It is not so.")
    assert decisions.decide(desk.session, claim, ruling, by=desk.carla).verdict is desk.verdict("false")


OURS = Reason("", "sea report", "The harbour master saw it.", "The harbour master of … saw it.")


def reword(desk: Desk, *reasons: Reason) -> Scale:
    seen = scales.in_use(desk.session).version
    scale = scales.change_reasons(desk.session, reasons, seen=seen, why="We agreed on it.", by=desk.edda)
    desk.session.commit()
    return scale


def test_reworded_reasons_are_a_new_version_and_what_was_ticked_keeps_its_words(desk: Desk) -> None:
    claim, likely = desk.claim(), desk.verdict("likely")
    first = DEFAULT_REASONS[0]
    before = reviews.submit(desk.session, claim, verdict=likely, ticks=[first.key], by=desk.boris)
    desk.session.commit()
    scale = reword(desk, replace(first, sentence="One origin is behind all of it."), OURS)
    assert [reason.key for reason in scale.reasons] == [first.key, "sea_report"]
    assert [verdict.step for verdict in scale.verdicts] == list(DEFAULT_SCALE)
    ticks = [first.key, "sea_report"]
    after = reviews.submit(desk.session, claim, verdict=desk.verdict("likely"), ticks=ticks, by=desk.carla)
    desk.session.commit()
    assert [reason.sentence for reason in reviews.ticked(before)] == [first.sentence]
    assert [reason.sentence for reason in reviews.ticked(after)] == ["One origin is behind all of it.", OURS.sentence]
    with pytest.raises(Stale, match="reasons to tick were changed"):
        reviews.submit(desk.session, claim, verdict=desk.verdict("likely"), ticks=["overstated"], by=desk.edda)
    assert scales.change(desk.session, [*steps(desk), HALF], seen=2, why="So.", by=desk.edda).reasons == scale.reasons


def test_reasons_that_stay_as_they_are_or_have_keys_that_never_were_are_refused(desk: Desk) -> None:
    for reasons, said in (
        (DEFAULT_REASONS, "Nothing of the reasons was changed"),
        ((replace(OURS, key="never_was"),), "damaged on its way"),
        ((DEFAULT_REASONS[0], replace(DEFAULT_REASONS[0], label="again")), "damaged on its way"),
    ):
        with pytest.raises(Refusal, match=said):
            reword(desk, *reasons)
    with pytest.raises(Stale):
        scales.change_reasons(desk.session, [OURS], seen=7, why="So.", by=desk.edda)
    assert reword(desk, OURS, replace(OURS, label="海況"), replace(OURS, label="خبر")).reasons[2].key == "reason_2"
