"""What others have built on is not undone silently: it stays, it is named, and the rest is undone when asked for."""

import pytest
from sqlalchemy import select

from tests.assessing import Desk
from tests.undoing import (
    LINK,
    Act,
    acted,
    add_a_source,
    add_evidence,
    annotate,
    change_the_tags,
    check_a_step,
    clear_the_trail,
    edit_evidence,
    edit_the_statement,
    enter_another_trail,
    faults,
    first,
    mark_a_passage,
    name_a_source,
    newest,
    relate,
    rows,
    take_a_name_away,
    undo_event,
    worked_on,
    write_a_note,
)
from tracker.domain import chance
from tracker.domain.errors import Refusal
from tracker.domain.trails import parse
from tracker.domain.vocabulary import EnquiryKind, EvidenceStance, Relation, SourceKind, StepCheck, Voice
from tracker.models import Article, Claim, Event, Note, Passage, Source
from tracker.services import (
    appearances,
    articles,
    cases,
    claims,
    enquiries,
    evidence,
    links,
    notes,
    origin_rulings,
    passages,
    sources,
    steps,
    tags,
    trails,
    undo,
)
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.evidence import Description
from tracker.services.steps import Checked
from tracker.services.trails import Entry
from tracker.services.undo import Undoing


@pytest.fixture
def claim(desk: Desk) -> Claim:
    return worked_on(desk)


def look(desk: Desk, event: Event) -> Undoing:
    desk.session.commit()
    return undo.preview(desk.session, event, person=desk.edda)


def in_the_way(desk: Desk, event: Event) -> list[tuple[str, str]]:
    """Return why parts of an event stay, each with the later entry."""
    return [(one.because, one.later.text if one.later else "") for one in look(desk, event).obstacles]


def nothing_left(desk: Desk, event: Event) -> bool:
    """Tell whether nothing of an event can be undone, as the preview says it and the undoing, which changes nothing."""
    seen, before = look(desk, event), rows(desk.session)
    if not seen.refusal:
        return False
    with pytest.raises(Refusal) as refusal:
        undo.undo(desk.session, event, seen=seen.position, rest=True, why="a slip", by=desk.edda)
    desk.session.rollback()
    assert (refusal.value.message, rows(desk.session)) == (seen.refusal, before)
    return True


def other(desk: Desk) -> Claim:
    return desk.session.scalars(select(Claim).where(Claim.statement == "Nothing was hit.")).one()


def test_a_value_that_was_changed_since_stays_and_who_changed_it_to_what_is_shown(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    claims.edit(desk.session, claim, Wording("Two depots were hit."), seen=claim.rev, why="I saw two.", by=desk.carla)
    later = newest(desk)
    assert nothing_left(desk, event)
    [one] = look(desk, event).obstacles
    assert one.because == "it was changed again since"
    assert [(stays.label, stays.after) for stays in one.stays] == [("Statement", "Two depots were hit.")]
    assert one.later is not None
    assert (one.later.seq, one.later.text, one.later.why) == (later.seq, "Carla edited claim 1", "I saw two.")


def test_once_the_later_change_is_undone_the_earlier_one_can_be(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    claims.edit(desk.session, claim, Wording("Two depots were hit."), seen=claim.rev, by=desk.carla)
    undo_event(desk, newest(desk), by=desk.edda)
    undo_event(desk, event, by=desk.edda)
    assert claim.statement == "The depot was hit."


def test_a_later_change_of_other_columns_is_none_of_an_events_business(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    wording = Wording(claim.statement, readings=("all of it", "a part"))
    claims.edit(desk.session, claim, wording, seen=claim.rev, by=desk.carla)
    tags.set_tags(desk.session, claim, ["Hama"], by=desk.carla)
    evidence.add(desk.session, claim, Description(EvidenceStance.REFUTES, "A map", excerpt="Here."), by=desk.carla)
    desk.session.commit()
    undo_event(desk, event, by=desk.edda)
    assert (claim.statement, claim.readings) == ("The depot was hit.", ["all of it", "a part"])
    assert [tag.name for tag in tags.of_claim(desk.session, claim)] == ["Hama"]
    assert faults(desk) == []


def test_the_rest_is_undone_only_when_the_person_asks_for_it(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_evidence, claim)
    [piece] = evidence.of_claim(desk.session, claim)
    changed = Description(
        EvidenceStance.REFUTES, "The other depot", address=LINK.address, publisher="Maxar", direct=True
    )
    evidence.edit(desk.session, piece, changed, by=desk.carla)
    seen = look(desk, event)
    assert [stays.after for one in seen.obstacles for stays in one.stays] == ["The other depot"]
    with pytest.raises(Refusal) as refusal:
        undo.undo(desk.session, event, seen=seen.position, why="a slip", by=desk.edda)
    assert refusal.value.field == "rest"
    undoing = undo_event(desk, event, by=desk.edda, rest=True)
    assert (piece.title, piece.stance, piece.direct) == ("The other depot", EvidenceStance.SUPPORTS, False)
    assert look(desk, event).refusal == "Nothing of this can be undone any more. What is in the way is listed below."
    mark = look(desk, event).undone
    assert mark is not None
    assert (mark.seq, mark.partly) == (undoing.seq, True)
    assert faults(desk) == []


def test_what_had_to_stay_is_undone_later_when_nothing_is_in_the_way_any_more(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_evidence, claim)
    [piece] = evidence.of_claim(desk.session, claim)
    changed = Description(
        EvidenceStance.REFUTES, "The other depot", address=LINK.address, publisher="Maxar", direct=True
    )
    evidence.edit(desk.session, piece, changed, by=desk.carla)
    later = newest(desk)
    undo_event(desk, event, by=desk.edda, rest=True)
    undo_event(desk, later, by=desk.edda)
    undo_event(desk, event, by=desk.edda)
    assert (piece.title, piece.stance) == (LINK.title, EvidenceStance.SUPPORTS)
    assert look(desk, event).undone is not None


def assess(desk: Desk, claim: Claim) -> None:
    desk.assess(claim, "unproven", by=desk.carla)


def mark_a_stake(desk: Desk, claim: Claim) -> None:
    [source] = sources.named(desk.session, "FARS")
    origin_rulings.mark_stake(desk.session, claim, source, seen=claim.rev, why="Its army.", by=desk.boris)


def join_origins(desk: Desk, claim: Claim) -> None:
    two = [sources.named(desk.session, name)[0] for name in ("FARS", "Sputnik")]
    origin_rulings.rule(desk.session, claim, *two, joins=True, seen=claim.rev, why="One stringer.", by=desk.boris)


@pytest.mark.parametrize(
    "act",
    [
        *(edit_the_statement, enter_another_trail, check_a_step, add_evidence, edit_evidence),
        *(mark_a_stake, join_origins),
    ],
)
def test_what_somebody_has_assessed_a_claim_on_since_stays(desk: Desk, claim: Claim, act: Act) -> None:
    event = acted(desk, act, claim)
    assess(desk, claim)
    assert nothing_left(desk, event)
    assert ("somebody assessed or decided the claim since, as it is now", "Carla assessed claim 1") in in_the_way(
        desk, event
    )


@pytest.mark.parametrize("act", [change_the_tags, write_a_note, relate, name_a_source])
def test_what_nobody_judges_by_is_undone_all_the_same(desk: Desk, claim: Claim, act: Act) -> None:
    event = acted(desk, act, claim)
    assess(desk, claim)
    undo_event(desk, event, by=desk.edda)
    assert faults(desk) == []


def test_an_assessment_that_was_taken_back_is_in_nobodys_way(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    assess(desk, claim)
    undo_event(desk, newest(desk), by=desk.edda)
    undo_event(desk, event, by=desk.edda)
    assert claim.statement == "The depot was hit."


def test_a_source_that_another_claim_names_by_now_stays_and_the_rest_goes(desk: Desk, claim: Claim) -> None:
    event = acted(desk, enter_another_trail, claim)
    appearance = appearances.of_claim(desk.session, other(desk))[0]
    trails.enter(desk.session, appearance, Entry(parse("WSJ")), place=None, seen=appearance.rev, by=desk.carla)
    assert in_the_way(desk, event) == [
        ("something else hangs on it by now", "Carla entered the trail of claim 2"),
    ]
    undo_event(desk, event, by=desk.edda, rest=True)
    [wsj] = sources.named(desk.session, "WSJ")
    assert not wsj.withdrawn
    assert [step.source.name for step in steps.of_claim(desk.session, claim)] == ["FARS", "Sputnik"]
    assert sources.named(desk.session, "people familiar with the matter") == []
    assert faults(desk) == []


def relate_back(desk: Desk, claim: Claim) -> None:
    links.add(desk.session, other(desk), claim, relation=Relation.SAME_AS, by=desk.carla)


def ask_about(desk: Desk, claim: Claim) -> None:
    enquiries.add(desk.session, claim, kind=EnquiryKind.SEARCH, words="the depot", by=desk.carla)


def check_its_step(desk: Desk, claim: Claim) -> None:
    step = steps.of_claim(desk.session, claim)[0]
    steps.check(desk.session, claim, {step.id: Checked(StepCheck.YES)}, by=desk.carla)


def put_into_a_case(desk: Desk, claim: Claim) -> None:
    cases.put_in(desk.session, cases.add(desk.session, title="The depot", by=desk.carla), claim, by=desk.carla)


def add_a_step(desk: Desk, claim: Claim) -> None:
    [appearance] = appearances.of_claim(desk.session, claim)
    longer = Entry(parse("Sputnik Arabic < a pilot < the army"))
    trails.enter(desk.session, appearance, longer, place=None, seen=appearance.rev, by=desk.carla)


def translate(desk: Desk, claim: Claim) -> None:
    [appearance] = appearances.of_claim(desk.session, claim)
    seen = Sight("", translation="The depot was hit.", translator="Carla")
    appearances.edit(desk.session, appearance, seen, seen=appearance.rev, by=desk.carla)


@pytest.mark.parametrize(
    "work",
    [
        *(edit_the_statement, change_the_tags, write_a_note, add_evidence, assess),
        *(relate_back, ask_about, check_its_step, add_a_step, translate, put_into_a_case),
        *(mark_a_stake, join_origins),
    ],
    ids=lambda work: work.__name__,
)
def test_a_claim_that_was_worked_on_since_is_not_withdrawn_nor_the_place_where_it_appears(
    desk: Desk, claim: Claim, work: Act
) -> None:
    event = acted(desk, annotate, claim)
    new = desk.session.scalars(select(Claim).where(Claim.statement == "A depot burned.")).one()
    work(desk, new)
    later = newest(desk)
    obstacles = look(desk, event).obstacles
    assert later.seq in {one.later.seq for one in obstacles if one.later}
    if not nothing_left(desk, event):
        undo_event(desk, event, by=desk.edda, rest=True)
    assert not new.withdrawn
    assert len(appearances.of_claim(desk.session, new)) == 1
    assert {source.name for source in desk.session.scalars(select(Source).where(Source.withdrawn.is_(True)))} == set()
    assert faults(desk) == []


def test_work_on_a_claim_that_was_withdrawn_again_is_in_nobodys_way(desk: Desk, claim: Claim) -> None:
    event = acted(desk, annotate, claim)
    new = desk.session.scalars(select(Claim).where(Claim.statement == "A depot burned.")).one()
    for work in (write_a_note, add_evidence, ask_about, check_its_step, assess):
        work(desk, new)
        undo_event(desk, newest(desk), by=desk.edda)
    undo_event(desk, event, by=desk.edda)
    assert new.withdrawn
    assert faults(desk) == []


def test_a_trail_that_was_entered_anew_is_not_mixed_with_the_old_one(desk: Desk, claim: Claim) -> None:
    event = acted(desk, enter_another_trail, claim)
    appearance = appearances.of_claim(desk.session, claim)[0]
    trails.enter(desk.session, appearance, Entry(parse("Tasnim < WSJ")), place=None, seen=appearance.rev, by=desk.carla)
    later = newest(desk)
    seen = look(desk, event)
    assert {one.later.seq for one in seen.obstacles if one.later} == {later.seq}
    assert not any(one.label == "Step" for one in seen.differences)
    if seen.differences:
        undo_event(desk, event, by=desk.edda, rest=True)
    assert [step.source.name for step in steps.of_claim(desk.session, claim)] == ["Tasnim", "WSJ"]
    assert faults(desk) == []


def test_a_step_that_was_checked_since_does_not_hold_up_the_trail_around_it(desk: Desk, claim: Claim) -> None:
    appearance = appearances.of_claim(desk.session, claim)[0]
    entry = Entry(parse("FARS < Sputnik < a pilot"))
    trails.enter(desk.session, appearance, entry, place=None, seen=appearance.rev, by=desk.boris)
    event = newest(desk)
    check_its_step(desk, claim)
    undo_event(desk, event, by=desk.edda)
    checked = [(step.source.name, step.check) for step in steps.of_claim(desk.session, claim)]
    assert checked == [("FARS", StepCheck.YES), ("Sputnik", StepCheck.NOT_CHECKED)]


def test_a_passage_in_which_others_have_annotated_since_stays_with_its_trail(desk: Desk, claim: Claim) -> None:
    event = acted(desk, mark_a_passage, claim)
    annotate(desk, claim)
    seen = look(desk, event)
    assert ("something else hangs on it by now", "Boris annotated claim 3") in in_the_way(desk, event)
    if seen.differences:
        undo_event(desk, event, by=desk.edda, rest=True)
    passage = first(desk, Passage)
    assert [step.source.name for step in passage.citations] == ["Tasnim"]
    assert faults(desk) == []


def test_a_row_that_went_since_cannot_get_its_old_values_back(desk: Desk, claim: Claim) -> None:
    event = acted(desk, check_a_step, claim)
    appearance = appearances.of_claim(desk.session, claim)[0]
    trails.enter(desk.session, appearance, Entry(parse("Tasnim")), place=None, seen=appearance.rev, by=desk.carla)
    assert nothing_left(desk, event)
    assert in_the_way(desk, event) == [("it was taken away since", "Carla entered the trail of claim 1")]


def test_a_name_that_was_given_again_since_is_back_already(desk: Desk, claim: Claim) -> None:
    event = acted(desk, take_a_name_away, claim)
    source = first(desk, Source)
    sources.add_name(desk.session, source, name="fars news", seen=source.rev, by=desk.carla)
    desk.session.commit()
    seen = look(desk, event)
    assert (seen.refusal, seen.obstacles) == ("There is nothing to bring back: everything is as it was before.", ())


def test_a_tag_that_was_put_on_again_since_is_back_already(desk: Desk, claim: Claim) -> None:
    event = acted(desk, change_the_tags, claim)
    tags.set_tags(desk.session, claim, ["Iran", "Israel", "Syria"], by=desk.carla)
    desk.session.commit()
    undo_event(desk, event, by=desk.edda)
    assert [tag.name for tag in tags.of_claim(desk.session, claim)] == ["Iran", "Syria"]
    assert faults(desk) == []


def test_a_note_that_was_answered_since_stays(desk: Desk, claim: Claim) -> None:
    event = acted(desk, write_a_note, claim)
    notes.add(desk.session, claim, words="Asked.", answers=first(desk, Note), by=desk.carla)
    assert nothing_left(desk, event)
    [one] = look(desk, event).obstacles
    assert [stays.after for stays in one.stays] == ["Ask the army."]


def test_an_article_that_was_done_since_stays_done_and_the_claim_goes(desk: Desk, claim: Claim) -> None:
    event = acted(desk, annotate, claim)
    article = first(desk, Article)
    articles.finish(desk.session, article, seen=article.rev, by=desk.carla)
    desk.session.commit()
    seen = look(desk, event)
    assert [(one.because, [stays.label for stays in one.stays]) for one in seen.obstacles] == [
        ("it was changed again since", ["Stage", "Taken by"])
    ]
    assert "Withdrawn" in [one.label for one in seen.differences]


def test_a_source_that_was_added_goes_when_nobody_names_it(desk: Desk, claim: Claim) -> None:
    source = sources.add(desk.session, name="Mehr", kind=SourceKind.AGENCY, by=desk.boris)
    event = newest(desk)
    undo_event(desk, event, by=desk.edda)
    assert source.withdrawn
    undo_event(desk, newest(desk), by=desk.edda)
    claims.annotate(
        desk.session,
        first(desk, Article),
        Wording("It burned."),
        Sight("the depot was hit"),
        Entry(parse("Mehr")),
        id=chance.new_id(),
        by=desk.carla,
    )
    assert nothing_left(desk, event)


def test_who_undoes_their_own_last_action_meets_the_same_obstacles(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    claims.edit(desk.session, claim, Wording("Two depots were hit."), seen=claim.rev, by=desk.carla)
    desk.session.commit()
    with pytest.raises(Refusal):
        undo.undo(desk.session, event, rest=True, why="a slip", by=desk.boris)


def test_a_trail_of_a_passage_that_somebody_goes_on_from_is_not_mixed_with_the_old_one(
    desk: Desk, claim: Claim
) -> None:
    acted(desk, mark_a_passage, claim)
    passage = first(desk, Passage)
    entry, article = Entry(parse("WSJ")), passage.snapshot.article
    passages.change(desk.session, passage, Voice.EMBEDDED, entry=entry, seen=article.rev, by=desk.boris)
    event = newest(desk)
    annotate(desk, claim)
    later = newest(desk)
    obstacles = look(desk, event).obstacles
    assert {one.later.seq for one in obstacles if one.later} == {later.seq}
    if not nothing_left(desk, event):
        undo_event(desk, event, by=desk.edda, rest=True)
    assert [step.source.name for step in passage.citations] == ["WSJ"]
    assert faults(desk) == []


def test_what_was_changed_since_beside_a_value_is_named_and_not_the_change_itself(desk: Desk, claim: Claim) -> None:
    appearance = appearances.of_claim(desk.session, claim)[0]
    translated = Sight("", translation="Hit.", translator="Boris")
    appearances.edit(desk.session, appearance, translated, seen=appearance.rev, by=desk.boris)
    event = newest(desk)
    by_another = Sight("", translation="Hit.", translator="Carla")
    appearances.edit(desk.session, appearance, by_another, seen=appearance.rev, by=desk.carla)
    later = newest(desk)
    assert [one.later.seq for one in look(desk, event).obstacles if one.later] == [later.seq]


def test_an_assessment_that_was_put_back_is_in_the_way_of_what_came_after_it_first_was_made_only(
    desk: Desk, claim: Claim
) -> None:
    earlier = acted(desk, edit_the_statement, claim)
    assess(desk, claim)
    assessed, event = newest(desk), acted(desk, add_evidence, claim)
    undo_event(desk, undo_event(desk, assessed, by=desk.edda), by=desk.edda)
    assert in_the_way(desk, event) == []
    undo_event(desk, event, by=desk.edda)
    assert nothing_left(desk, earlier)


def test_the_steps_after_one_that_cannot_come_back_stay_for_the_same_reason(desk: Desk, claim: Claim) -> None:
    acted(desk, mark_a_passage, claim)
    annotate(desk, claim)
    new = desk.session.scalars(select(Claim).where(Claim.statement == "A depot burned.")).one()
    event = acted(desk, clear_the_trail, new)
    passage = first(desk, Passage)
    entry, article = Entry(parse("WSJ")), passage.snapshot.article
    passages.change(desk.session, passage, Voice.EMBEDDED, entry=entry, seen=article.rev, by=desk.carla)
    later = newest(desk)
    assert [one.later.seq for one in look(desk, event).obstacles if one.later] == [later.seq]
    assert nothing_left(desk, event)


def test_what_was_said_of_the_origins_of_a_claim_that_was_withdrawn_is_in_nobodys_way(desk: Desk, claim: Claim) -> None:
    event = acted(desk, add_a_source, claim)
    fars, mehr = (sources.named(desk.session, name)[0] for name in ("FARS", "Mehr"))
    origin_rulings.mark_stake(desk.session, claim, mehr, seen=claim.rev, why="Its army.", by=desk.carla)
    origin_rulings.rule(desk.session, claim, mehr, fars, joins=True, seen=claim.rev, why="So.", by=desk.carla)
    assert len(in_the_way(desk, event)) == 1
    claims.withdraw(desk.session, claim, seen=claim.rev, why="twice", by=desk.carla)
    assert in_the_way(desk, event) == []
