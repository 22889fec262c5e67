"""Many claims at once: one action, one event, one undo, and each claim keeps its own rule."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.assessing import Desk
from tests.undoing import newest, undo_event
from tracker.domain.actions import Action
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import Cause, ClaimStage, EvidenceStance, ReadAs, Relation, StepCheck, Voice
from tracker.models import Claim, Event, Passage, Tag, User
from tracker.services import (
    blindness,
    cases,
    claim_merges,
    claims,
    decisions,
    evidence,
    links,
    looks,
    many,
    notes,
    reviews,
    steps,
    tags,
    tasks,
    touched,
    undo,
)
from tracker.services.claim_lists import Filters
from tracker.services.claims import Wording
from tracker.services.decisions import Ruling
from tracker.services.many import Deed, Weighed
from tracker.services.many.assigning import Assigning
from tracker.services.many.deciding import Deciding
from tracker.services.many.filing import Filing
from tracker.services.many.relating import Relating
from tracker.services.many.standing import StillStanding
from tracker.services.many.tagging import Retagging
from tracker.services.record import record
from tracker.services.tasks import Plan

DUE = date(2026, 11, 30)


def three(desk: Desk) -> list[Claim]:
    return [desk.claim(f"{number}.") for number in range(3)]


def do(desk: Desk, chosen: Sequence[Claim], deed: Deed, *, by: User | None = None, why: str = "so") -> Weighed:
    seen = many.position(desk.session)
    done = many.do(desk.session, chosen, deed, seen=seen, why=why, by=by or desk.edda)
    desk.session.commit()
    return done


def left(done: Weighed) -> dict[str, str]:
    return {claim.statement: why for claim, why in done.left}


def events(desk: Desk) -> int:
    return desk.session.query(Event).count()


def deciding(desk: Desk, key: str = "unlikely", reason: str = "Nobody saw it.") -> Deciding:
    return Deciding(Ruling(desk.verdict(key), reason))


def tags_of(desk: Desk, claim: Claim) -> list[str]:
    return [tag.name for tag in tags.of_claim(desk.session, claim)]


def stages_of(*claims: Claim) -> set[ClaimStage]:
    return {claim.stage for claim in claims}


def test_many_claims_are_assigned_as_one_event_and_what_is_not_said_stays(desk: Desk) -> None:
    first, second, third = three(desk)
    tasks.set_out(desk.session, first, Plan(to=desk.carla, due=DUE), by=desk.edda)
    tasks.set_out(desk.session, second, Plan(priority=Priority.HIGH), by=desk.edda)
    desk.session.commit()
    before = events(desk)
    done = do(desk, [first, second, third], Assigning(frozenset({"priority"}), priority=Priority.HIGH))
    assert events(desk) == before + 1
    assert left(done) == {"1.": "It is so already."}
    assert (newest(desk).action, newest(desk).about_id) == ("many.assigned", first.id)
    task = tasks.find_task(desk.session, first)
    assert task is not None
    assert (task.assigned_to, task.due, task.priority) == (desk.carla, "2026-11-30", Priority.HIGH)
    assert [one.thing for one in tasks.waiting_for(desk.session, desk.carla)] == [first]
    undo_event(desk, newest(desk), by=desk.edda)
    assert tasks.find_task(desk.session, third) is None
    assert (task.assigned_to, task.priority) == (desk.carla, None)


def test_tags_are_put_on_and_taken_off_as_one_event_and_undone_as_one(desk: Desk) -> None:
    first, second, third = three(desk)
    tags.set_tags(desk.session, first, ["Iran", "Old"], by=desk.anna)
    tags.set_tags(desk.session, third, ["Syria"], by=desk.anna)
    desk.session.commit()
    rev = second.rev
    done = do(desk, [first, second, third], Retagging(add=["SYRIA", "syria"], remove=["old"]), by=desk.anna)
    assert left(done) == {"2.": "It is so already."}
    assert [tags_of(desk, claim) for claim in (first, second, third)] == [["Iran", "Syria"], ["Syria"], ["Syria"]]
    assert second.rev == rev + 1
    assert desk.session.query(Tag).count() == 3
    undo_event(desk, newest(desk), by=desk.edda)
    assert [tags_of(desk, claim) for claim in (first, second, third)] == [["Iran", "Old"], [], ["Syria"]]


def test_a_claim_that_would_have_too_many_tags_is_left(desk: Desk) -> None:
    full, free = desk.claim("Full."), desk.claim("Free.")
    tags.set_tags(desk.session, full, [f"tag {number}" for number in range(20)], by=desk.anna)
    desk.session.commit()
    assert left(do(desk, [full, free], Retagging(add=["one more"]))) == {"Full.": "A claim has at most 20 tags."}
    for wrong in (Retagging(), Retagging(add=["x"], remove=["X"])):
        with pytest.raises(Refusal):
            do(desk, [free], wrong)


def test_claims_are_put_into_a_case_once(desk: Desk) -> None:
    first, second, third = three(desk)
    case = cases.add(desk.session, title="The depots", by=desk.anna)
    cases.put_in(desk.session, case, second, by=desk.anna)
    desk.session.commit()
    rev = case.rev
    done = do(desk, [first, second, third], Filing(case), by=desk.anna)
    assert left(done) == {"1.": "The case holds it already."}
    assert {item.claim for item in cases.items_of(desk.session, case)} == {first, second, third}
    assert (case.rev, newest(desk).about_id) == (rev + 1, case.id)
    undo_event(desk, newest(desk), by=desk.edda)
    assert [item.claim for item in cases.items_of(desk.session, case)] == [second]


def test_nothing_leaves_a_case_on_hold_by_undoing(desk: Desk) -> None:
    first, second, _ = three(desk)
    case = cases.add(desk.session, title="The depots", by=desk.anna)
    desk.session.commit()
    do(desk, [first, second], Filing(case))
    event = newest(desk)
    cases.hold(desk.session, case, why="a court", seen=case.rev, by=desk.edda)
    desk.session.commit()
    seen = undo.preview(desk.session, event, person=desk.edda)
    assert [one.because for one in seen.obstacles] == ["its case is on hold"]
    assert seen.refusal
    with pytest.raises(Refusal):
        undo.undo(desk.session, event, rest=True, why="a slip", by=desk.edda)


def test_claims_are_related_to_one_and_what_is_at_odds_needs_another_look(desk: Desk) -> None:
    first, second, other = three(desk)
    desk.decide(first, "false")
    desk.decide(other, "likely")
    links.add(desk.session, other, second, relation=Relation.SAME_AS, by=desk.anna)
    desk.session.commit()
    done = do(desk, [first, second, other], Relating(Relation.SAME_AS, other), by=desk.anna)
    assert left(done) == {"1.": "It is related in this way already.", "2.": "A claim is not related to itself."}
    assert stages_of(first, other) == {ClaimStage.NEEDS_ANOTHER_LOOK}
    undo_event(desk, newest(desk), by=desk.edda)
    assert [link.claim for link in links.of_claim(desk.session, other)] == [other]
    assert stages_of(first, other) == {ClaimStage.DECIDED}


def test_claims_are_decided_each_on_its_own_assessments(desk: Desk) -> None:
    ready, unassessed, back, own = (desk.claim(name) for name in ("Ready.", "Not assessed.", "Back.", "Own."))
    decided = desk.claim("Decided.")
    for claim in (ready, back):
        desk.assess(claim, "unlikely", by=desk.boris)
    desk.assess(own, "unlikely", by=desk.carla)
    desk.decide(decided, "unlikely")
    notes.send_back(desk.session, back, words="Whose words?", to=desk.anna, seen=back.rev, by=desk.edda)
    desk.session.commit()
    done = do(desk, [ready, unassessed, back, own, decided], deciding(desk), by=desk.carla, why="Nobody saw it.")
    assert set(left(done)) == {"Not assessed.", "Back.", "Own.", "Decided."}
    assert "only you have assessed" in left(done)["Own."]
    assert [claim.statement for claim in done.able] == ["Ready."]
    assert (ready.stage, ready.verdict) == (ClaimStage.DECIDED, desk.verdict("unlikely"))
    undo_event(desk, newest(desk), by=desk.edda)
    assert (ready.stage, ready.verdict) == (ClaimStage.AWAITING_SECOND_LOOK, None)


def test_a_claim_that_is_assessed_blind_is_not_decided_before_all_have(desk: Desk) -> None:
    claim, case = desk.claim(), cases.add(desk.session, title="The depots", by=desk.edda)
    cases.put_in(desk.session, case, claim, by=desk.edda)
    blindness.set_for_case(desk.session, case, 2, why="to be sure", seen=case.rev, by=desk.edda)
    desk.assess(claim, "unlikely", by=desk.boris)
    seen = many.position(desk.session)
    weighed = many.weigh(desk.session, [claim], deciding(desk), seen=seen, by=desk.carla)
    assert "blind" in left(weighed)[claim.statement]
    desk.assess(claim, "unlikely", by=desk.edda)
    assert list(do(desk, [claim], deciding(desk), by=desk.carla, why="No.").able) == [claim]


def test_many_verdicts_still_stand_for_one_reason_but_not_where_the_gate_fell_or_somebody_may_not_say(
    desk: Desk,
) -> None:
    article = desk.article()
    passage = Passage(snapshot=article.snapshots[0], voice=Voice.EMBEDDED, ranges=[[0, 10]])
    desk.session.add(passage)
    stands, twice, fell, own, blind, undecided = (
        desk.claim(name, passage=passage) for name in ("Stands.", "Twice.", "Fell.", "Own.", "Blind.", "Undecided.")
    )
    [step] = desk.trail(passage, "WSJ")
    record_of = evidence.Description(EvidenceStance.SUPPORTS, "A record", excerpt="hit at 19:00", direct=True)
    pieces = [evidence.add(desk.session, one, record_of, by=desk.boris) for one in (twice, fell)]
    for claim in (stands, twice, blind):
        desk.decide(claim, "likely")
    desk.decide(fell, "confirmed")
    desk.assess(own, "likely", by=desk.carla)
    decisions.decide(desk.session, own, Ruling(desk.verdict("likely"), "So."), by=desk.edda)
    steps.check(desk.session, stands, {step.id: steps.Checked(StepCheck.YES, ReadAs.ORIGINAL)}, by=desk.boris)
    desk.session.commit()
    for piece in reversed(pieces):
        evidence.withdraw(desk.session, piece, why="a forgery", by=desk.boris)
        desk.session.commit()
    withdrawn = newest(desk)
    blind.blind = 2
    record(desk.session, Action.CASE_BLINDED, about=blind, by=desk.edda, why="to be sure")
    desk.session.commit()
    assert [one.claim for one in touched.by_cause(desk.session, Cause.TRAIL_CHANGED, step.id, person=desk.anna)] == [
        *(fell, stands, twice, own, blind),
    ]
    everything = [stands, twice, fell, own, blind, undecided]
    before = events(desk)
    done = do(desk, everything, StillStanding("Only checked.", (Cause.TRAIL_CHANGED, step.id)), by=desk.carla)
    assert events(desk) == before + 1
    because = left(done)
    assert because.keys() == {"Fell.", "Own.", "Blind.", "Undecided."}
    assert "no longer holds" in because["Fell."]
    assert "only you have assessed" in because["Own."]
    assert because["Blind."] == blindness.CLOSED
    assert (stands.stage, twice.stage) == (ClaimStage.DECIDED, ClaimStage.NEEDS_ANOTHER_LOOK)
    assert [look.cause for look in looks.open_of(desk.session, twice)] == [Cause.EVIDENCE_CHANGED]
    stood = newest(desk)
    undo_event(desk, stood, by=desk.edda)
    assert stages_of(stands, twice) == {ClaimStage.NEEDS_ANOTHER_LOOK}
    do(desk, [twice], StillStanding("All of it."), by=desk.edda)
    assert twice.stage is ClaimStage.DECIDED
    found = undo.preview(desk.session, withdrawn, person=desk.edda).obstacles
    assert {one.because for one in found} == {"somebody assessed or decided the claim since, as it is now"}


def test_a_verdict_behind_the_gate_is_decided_on_each_claims_own_page(desk: Desk) -> None:
    claim = desk.claim()
    desk.assess(claim, "confirmed", by=desk.boris)
    seen = many.position(desk.session)
    weighed = many.weigh(desk.session, [claim], deciding(desk, "confirmed"), seen=seen, by=desk.carla)
    assert list(weighed.able) == []
    assert "has to pass the gate" in left(weighed)[claim.statement]


def test_deciding_answers_what_waits_and_asks_for_another_look_at_what_is_at_odds(desk: Desk) -> None:
    claim, other = desk.claim("One."), desk.claim("Other.")
    desk.decide(other, "likely")
    desk.assess(claim, "false", by=desk.boris)
    links.add(desk.session, claim, other, relation=Relation.SAME_AS, by=desk.anna)
    desk.session.commit()
    do(desk, [claim], deciding(desk, "false"), by=desk.carla, why="No.")
    assert stages_of(other) == {ClaimStage.NEEDS_ANOTHER_LOOK}
    desk.assess(other, "false", by=desk.boris)
    do(desk, [other], deciding(desk, "false"), by=desk.carla, why="No.")
    assert stages_of(other) == {ClaimStage.DECIDED}


def test_what_was_changed_after_the_look_is_left_as_it_is_and_a_note_is_no_change(desk: Desk) -> None:
    changed, assessed, noted = three(desk)
    seen = many.position(desk.session)
    claims.edit(desk.session, changed, Wording("Another."), seen=changed.rev, by=desk.anna)
    desk.assess(assessed, "likely", by=desk.boris)
    notes.add(desk.session, noted, words="Hm.", by=desk.anna)
    desk.session.commit()
    deed = Retagging(add=["Syria"])
    done = many.do(desk.session, [changed, assessed, noted], deed, seen=seen, by=desk.anna)
    desk.session.commit()
    assert set(left(done).values()) == {"It was changed after you looked. Look at it again."}
    assert list(done.able) == [noted]
    with pytest.raises(Refusal):
        many.do(desk.session, [changed], deed, seen=seen, by=desk.anna)


def test_what_was_withdrawn_or_merged_is_left(desk: Desk) -> None:
    gone, merged, stands = three(desk)
    claims.withdraw(desk.session, gone, seen=gone.rev, why="twice", by=desk.boris)
    claim_merges.merge(desk.session, merged, stands, why="one", by=desk.boris)
    desk.session.commit()
    done = do(desk, [gone, merged, stands], Retagging(add=["Syria"]))
    assert left(done) == {"0.": "It was withdrawn.", "1.": f"It was merged into claim {stands.number}."}


@pytest.mark.parametrize("deed", ["assign", "decide"])
def test_each_deed_takes_what_it_takes_for_one_claim(desk: Desk, deed: str) -> None:
    deeds: dict[str, Deed] = {
        "assign": Assigning(frozenset({"priority"}), priority=Priority.LOW),
        "decide": deciding(desk),
    }
    with pytest.raises(NotAllowed):
        do(desk, three(desk), deeds[deed], by=desk.anna)


def test_what_can_be_done_to_no_claim_is_refused(desk: Desk) -> None:
    chosen = three(desk)
    for wrong in (Assigning(frozenset()), Assigning(frozenset({"to"}), to=desk.anna), deciding(desk, reason=" ")):
        with pytest.raises(Refusal):
            do(desk, chosen, wrong)
    desk.session.rollback()


def test_all_that_a_filter_leaves_is_chosen_up_to_the_most(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = three(desk)
    assert many.all_of(desk.session, Filters()) == (chosen[::-1], False)
    monkeypatch.setattr(many, "MOST", 2)
    assert many.all_of(desk.session, Filters()) == (chosen[:0:-1], True)
    assert many.chosen(desk.session, [claim.number or 0 for claim in chosen]) == chosen[:2]
    with pytest.raises(Refusal):
        do(desk, chosen, Retagging(add=["x"]))


@pytest.mark.parametrize("what", ["assign", "tag", "file", "relate", "decide", "stand"])
def test_it_costs_the_same_statements_for_few_and_for_many(desk: Desk, what: str) -> None:
    other, case = desk.claim("Other."), cases.add(desk.session, title="The depots", by=desk.edda)
    tags.set_tags(desk.session, other, ["Syria"], by=desk.anna)
    desk.session.commit()
    deeds: dict[str, Deed] = {
        "assign": Assigning(frozenset({"priority"}), priority=Priority.LOW),
        "tag": Retagging(add=["Syria"]),
        "file": Filing(case),
        "relate": Relating(Relation.PART_OF, other),
        "decide": deciding(desk),
        "stand": StillStanding("It does."),
    }
    costs = []
    for size in (2, 30):
        chosen = [desk.claim(f"{size}, {number}.") for number in range(size)]
        for claim in chosen:
            reviews.submit(desk.session, claim, verdict=desk.verdict("likely"), words="Seen.", by=desk.boris)
            if what == "stand":
                said = Ruling(desk.verdict("confirmed"), "So.", override="We know.")
                decisions.decide(desk.session, claim, said, by=desk.edda)
                looks.open_looks(desk.session, [claim], Cause.GRADED, other, by=desk.edda)
                record(desk.session, Action.SOURCE_GRADED, about=claim, by=desk.edda)
        desk.session.commit()
        seen = many.position(desk.session)
        again = many.chosen(desk.session, [claim.number or 0 for claim in chosen])
        with desk.counted() as sent:
            many.do(desk.session, again, deeds[what], seen=seen, why="so", by=desk.edda)
        desk.session.commit()
        # Where a driver cannot send rows of one kind together, each is a statement; whatever reads is counted.
        costs.append(len([one for one in sent if one.startswith(("SELECT", "WITH"))]))
    assert costs[0] == costs[1]
