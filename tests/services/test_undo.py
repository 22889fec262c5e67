"""One's own last action is undone by new changes, until somebody has built on it; the record holds both."""

from collections.abc import Callable
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.assessing import KEY, TEXT, Desk
from tracker.db import RECORDED_TABLES
from tracker.domain import chance
from tracker.domain.errors import NotAllowed, Refusal, Stale
from tracker.domain.reasons import Reason
from tracker.domain.roles import Role
from tracker.domain.trails import parse
from tracker.domain.vocabulary import EnquiryKind, EvidenceStance, Relation, StepCheck, Voice
from tracker.models import Article, Base, Citation, Claim, Event, Snapshot, Source, User
from tracker.services import (
    appearances,
    articles,
    claims,
    enquiries,
    evidence,
    history,
    links,
    notes,
    passages,
    reviews,
    search,
    sources,
    steps,
    suggestions,
    tags,
    trails,
    undo,
)
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.evidence import Description
from tracker.services.steps import Checked
from tracker.services.trails import Entry
from tracker.services.verification import verify

Rows = dict[tuple[str, UUID], dict[str, Any]]
Act = Callable[[Desk, Claim], None]

LINK = Description(EvidenceStance.SUPPORTS, "A picture of the depot", address="https://example.org/1")


def rows(session: Session) -> Rows:
    """Return every row of the recorded tables, without revisions."""
    found: Rows = {}
    for table in RECORDED_TABLES:
        for row in session.execute(select(Base.metadata.tables[table])):
            columns = dict(row._mapping)
            if table != "review_grounds":
                columns.pop("rev", None)
            found[table, row.id] = columns
    return found


def first(desk: Desk, model: type[Any]) -> Any:
    return desk.session.scalars(select(model).order_by(model.id)).first()


def undo_last(desk: Desk, person: User, why: str = "a slip") -> None:
    seen = undo.preview(desk.session, person=person)
    assert seen is not None
    assert seen.refusal == ""
    undo.undo(desk.session, seen.event_id, why=why, by=person)
    desk.session.commit()


def faults(desk: Desk) -> list[str]:
    desk.session.commit()
    with closing(Session(desk.engine)) as session:
        return [str(fault) for fault in verify(session, KEY)]


def newest(desk: Desk) -> Event:
    return desk.session.scalars(select(Event).order_by(Event.seq.desc())).first()  # type: ignore[return-value]


def edit_the_statement(desk: Desk, claim: Claim) -> None:
    claims.edit(desk.session, claim, Wording("At least one depot was hit."), seen=claim.rev, by=desk.boris)


def withdraw_the_claim(desk: Desk, claim: Claim) -> None:
    claims.withdraw(desk.session, claim, seen=claim.rev, why="twice", by=desk.boris)


def change_the_tags(desk: Desk, claim: Claim) -> None:
    tags.set_tags(desk.session, claim, ["Iran", "Israel"], by=desk.boris)


def enter_another_trail(desk: Desk, claim: Claim) -> None:
    entry = Entry(parse("WSJ < people familiar with the matter"))
    appearance = appearances.of_claim(desk.session, claim)[0]
    trails.enter(desk.session, appearance, entry, place=None, seen=appearance.rev, by=desk.boris)


def clear_the_trail(desk: Desk, claim: Claim) -> None:
    appearance = appearances.of_claim(desk.session, claim)[0]
    trails.enter(desk.session, appearance, Entry(parse("")), place=None, seen=appearance.rev, by=desk.boris)


def check_a_step(desk: Desk, claim: Claim) -> None:
    step = steps.of_claim(desk.session, claim)[0]
    steps.check(desk.session, claim, {step.id: Checked(StepCheck.NOT_THERE)}, by=desk.boris)


def add_evidence(desk: Desk, claim: Claim) -> None:
    evidence.add(desk.session, claim, LINK, by=desk.boris)


def edit_evidence(desk: Desk, claim: Claim) -> None:
    [piece] = evidence.of_claim(desk.session, claim)
    changed = Description(EvidenceStance.REFUTES, "Another depot", address=LINK.address, publisher="Maxar", direct=True)
    evidence.edit(desk.session, piece, changed, by=desk.boris)


def withdraw_evidence(desk: Desk, claim: Claim) -> None:
    evidence.withdraw(desk.session, evidence.of_claim(desk.session, claim)[0], why="no", by=desk.boris)


def ask(desk: Desk, claim: Claim) -> None:
    enquiries.add(desk.session, claim, kind=EnquiryKind.QUESTION, words="Was it hit?", asked="The army", by=desk.boris)


def relate(desk: Desk, claim: Claim) -> None:
    other = desk.session.scalars(select(Claim).where(Claim.id != claim.id)).one()
    links.add(desk.session, claim, other, relation=Relation.CONTRADICTS, by=desk.boris)


def write_a_note(desk: Desk, claim: Claim) -> None:
    notes.add(desk.session, claim, words="Ask the army.", assigned_to=desk.carla, by=desk.boris)


def take_the_article(desk: Desk, claim: Claim) -> None:
    articles.take(desk.session, first(desk, Article), seen=None, by=desk.boris)


def set_the_article_aside(desk: Desk, claim: Claim) -> None:
    articles.set_aside(desk.session, first(desk, Article), seen=None, why="sport", by=desk.boris)


def name_a_source(desk: Desk, claim: Claim) -> None:
    source = first(desk, Source)
    sources.add_name(desk.session, source, name="وكالة فارس", seen=source.rev, by=desk.boris)


def take_a_name_away(desk: Desk, claim: Claim) -> None:
    source = first(desk, Source)
    name = next(name for name in source.names if name.name == "Fars News")
    sources.remove_name(desk.session, source, name, seen=source.rev, by=desk.boris)


def mark_a_passage(desk: Desk, claim: Claim) -> None:
    entry = Entry(parse("Tasnim"))
    passages.mark(
        desk.session,
        first(desk, Snapshot),
        [(0, len(TEXT))],
        Voice.EMBEDDED,
        entry=entry,
        id=chance.new_id(),
        by=desk.boris,
    )


def remove_a_passage(desk: Desk, claim: Claim) -> None:
    snapshot = first(desk, Snapshot)
    [passage] = passages.of_snapshot(desk.session, snapshot)
    passages.remove(desk.session, passage, seen=snapshot.article.rev, by=desk.boris)


def annotate(desk: Desk, claim: Claim) -> None:
    article = first(desk, Article)
    entry = Entry(parse("Sputnik Arabic < a pilot"))
    where = Sight("the depot was hit")
    wording = Wording("A depot burned.", readings=("all of it", "a part"))
    claims.annotate(desk.session, article, wording, where, entry, id=chance.new_id(), note="Look.", by=desk.boris)


ACTS: list[Act] = [
    edit_the_statement,
    withdraw_the_claim,
    change_the_tags,
    enter_another_trail,
    clear_the_trail,
    check_a_step,
    add_evidence,
    edit_evidence,
    withdraw_evidence,
    ask,
    relate,
    write_a_note,
    take_the_article,
    set_the_article_aside,
    name_a_source,
    take_a_name_away,
    mark_a_passage,
    remove_a_passage,
    annotate,
]


@pytest.fixture
def claim(desk: Desk) -> Claim:
    """Return a claim with a trail of two steps, tags and evidence, beside another claim."""
    claim = desk.claim()
    desk.claim("Nothing was hit.")
    entry = Entry(parse("FARS < Sputnik"))
    appearance = appearances.of_claim(desk.session, claim)[0]
    trails.enter(desk.session, appearance, entry, place=None, seen=appearance.rev, by=desk.anna)
    tags.set_tags(desk.session, claim, ["Syria", "Iran"], by=desk.anna)
    evidence.add(desk.session, claim, LINK, by=desk.anna)
    source = first(desk, Source)
    sources.add_name(desk.session, source, name="Fars News", seen=source.rev, by=desk.anna)
    desk.session.commit()
    return claim


def prepare(desk: Desk, act: Act) -> None:
    if act is remove_a_passage:
        mark_a_passage(desk, first(desk, Claim))
        desk.session.commit()


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_undoing_brings_every_row_back_and_what_is_new_is_withdrawn_or_gone(desk: Desk, claim: Claim, act: Act) -> None:
    prepare(desk, act)
    before = rows(desk.session)
    act(desk, claim)
    desk.session.commit()
    assert rows(desk.session) != before
    done = newest(desk)
    undo_last(desk, desk.boris)
    after = rows(desk.session)
    assert {place: after.get(place) for place in before} == before
    left = {place: after[place] for place in after.keys() - before.keys()}
    parts_of_withdrawn = {"anchors", "citations", "source_names", "tags"}
    assert {table for (table, _), row in left.items() if not row.get("withdrawn")} <= parts_of_withdrawn
    assert (newest(desk).action, newest(desk).about_id) == ("action.undone", done.about_id)
    assert faults(desk) == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_what_undoing_will_change_is_shown_before(desk: Desk, claim: Claim, act: Act) -> None:
    prepare(desk, act)
    act(desk, claim)
    desk.session.commit()
    seen = undo.preview(desk.session, person=desk.boris)
    assert seen is not None
    assert seen.differences
    assert seen.entry.seq == newest(desk).seq
    assert all(difference.pieces for difference in seen.differences)


def test_the_words_of_an_undone_edit_are_shown_the_other_way_round(desk: Desk, claim: Claim) -> None:
    edit_the_statement(desk, claim)
    desk.session.commit()
    seen = undo.preview(desk.session, person=desk.boris)
    assert seen is not None
    [difference] = seen.differences
    assert (difference.before, difference.after) == ("At least one depot was hit.", "The depot was hit.")


def test_nothing_is_undone_twice_and_the_action_before_comes_next(desk: Desk, claim: Claim) -> None:
    write_a_note(desk, claim)
    desk.session.commit()
    edit_the_statement(desk, claim)
    desk.session.commit()
    edited = newest(desk)
    undo_last(desk, desk.boris)
    with pytest.raises(Stale):
        undo.undo(desk.session, edited.id, why="again", by=desk.boris)
    desk.session.rollback()
    event = undo.last(desk.session, desk.boris)
    assert event is not None
    assert event.action == "note.added"
    undo_last(desk, desk.boris)
    assert undo.last(desk.session, desk.boris) is None
    assert undo.preview(desk.session, person=desk.boris) is None


def test_the_trail_says_which_change_was_undone_and_why(desk: Desk, claim: Claim) -> None:
    edit_the_statement(desk, claim)
    desk.session.commit()
    seq = newest(desk).seq
    undo_last(desk, desk.boris, why="It is not sure that it was one.")
    entry = history.of_thing(desk.session, "claim", claim.id, person=desk.boris).rows[0]
    assert entry.text == "Boris undid an action on claim 1"
    assert entry.why == "It is not sure that it was one."
    assert entry.differences[0].label == "Undoes"
    assert entry.differences[0].after == f"change {seq}"
    assert entry.differences[1].after == "The depot was hit."


def test_undoing_needs_a_reason(desk: Desk, claim: Claim) -> None:
    edit_the_statement(desk, claim)
    desk.session.commit()
    with pytest.raises(Refusal) as refusal:
        undo.undo(desk.session, newest(desk).id, why=" ", by=desk.boris)
    assert refusal.value.field == "why"


def test_what_another_did_is_not_ones_own_to_undo(desk: Desk, claim: Claim) -> None:
    edit_the_statement(desk, claim)
    desk.session.commit()
    assert undo.last(desk.session, desk.carla) is None
    with pytest.raises(Stale):
        undo.undo(desk.session, newest(desk).id, why="mine", by=desk.carla)


def test_who_may_no_longer_change_anything_may_not_undo_either(desk: Desk, claim: Claim) -> None:
    edit_the_statement(desk, claim)
    desk.session.commit()
    event_id = newest(desk).id
    desk.boris.role = Role.VIEWER
    with pytest.raises(NotAllowed):
        undo.undo(desk.session, event_id, why="mine", by=desk.boris)


def refused(desk: Desk) -> str:
    """Return why Boris cannot undo, as the preview says it and the undoing too."""
    desk.session.commit()
    seen = undo.preview(desk.session, person=desk.boris)
    assert seen is not None
    before = rows(desk.session)
    with pytest.raises(Refusal) as refusal:
        undo.undo(desk.session, seen.event_id, why="a slip", by=desk.boris)
    desk.session.rollback()
    assert rows(desk.session) == before
    assert refusal.value.message == seen.refusal
    return seen.refusal


def test_a_thing_that_was_changed_since_is_left_alone(desk: Desk, claim: Claim) -> None:
    edit_the_statement(desk, claim)
    desk.session.commit()
    claims.edit(desk.session, claim, Wording("Two depots were hit."), seen=claim.rev, by=desk.carla)
    assert refused(desk) == "Claim 1 has been changed since. Change it by hand instead."


def test_a_claim_that_was_assessed_since_is_left_alone(desk: Desk, claim: Claim) -> None:
    edit_the_statement(desk, claim)
    desk.session.commit()
    desk.assess(claim, "unproven", by=desk.carla)
    assert "since" in refused(desk)


def test_a_source_that_another_claim_cites_by_now_is_not_withdrawn(desk: Desk, claim: Claim) -> None:
    enter_another_trail(desk, claim)
    desk.session.commit()
    other = desk.session.scalars(select(Claim).where(Claim.statement == "Nothing was hit.")).one()
    appearance = appearances.of_claim(desk.session, other)[0]
    entry = Entry(parse("WSJ"))
    trails.enter(desk.session, appearance, entry, place=None, seen=appearance.rev, by=desk.carla)
    assert refused(desk) == "A newer citation refers to it by now. Change it by hand instead."


def test_an_assessment_is_undone_by_a_newer_one_without_a_verdict(desk: Desk, claim: Claim) -> None:
    desk.assess(claim, "unproven", by=desk.boris)
    stage_before = claim.stage
    undo_last(desk, desk.boris)
    assert reviews.own(desk.session, claim, desk.boris) is None
    assert [review.verdict_id is None for review in reviews.of_claim(desk.session, claim)] == [False, True]
    assert claim.stage != stage_before
    assert undo.last(desk.session, desk.boris) is None
    assert faults(desk) == []


def test_steps_that_were_checked_with_an_assessment_go_back_with_it(desk: Desk, claim: Claim) -> None:
    step = steps.of_claim(desk.session, claim)[0]
    found = {step.id: Checked(StepCheck.NOT_THERE)}
    unproven = desk.verdict("unproven")
    ticks = [Reason.NO_TRACE_FOUND]
    reviews.submit(desk.session, claim, verdict=unproven, ticks=ticks, found=found, by=desk.boris)
    desk.session.commit()
    undo_last(desk, desk.boris)
    assert desk.session.get_one(Citation, step.id).check is StepCheck.NOT_CHECKED
    assert faults(desk) == []


def test_a_decision_is_undone_by_reopening_the_claim(desk: Desk, claim: Claim) -> None:
    desk.decide(claim, "unproven")
    undo_last(desk, desk.carla)
    assert claim.verdict_id is None
    actions = list(desk.session.scalars(select(Event.action).order_by(Event.seq.desc()).limit(2)))
    assert actions == ["action.undone", "claim.reopened"]
    assert faults(desk) == []


def test_looks_that_an_action_asked_for_are_settled_when_it_is_undone(desk: Desk, claim: Claim) -> None:
    desk.decide(claim, "unproven")
    stage = claim.stage
    claims.edit(desk.session, claim, Wording("Two depots were hit."), seen=claim.rev, by=desk.boris)
    desk.session.commit()
    assert claim.stage != stage
    undo_last(desk, desk.boris)
    assert claim.stage == stage
    assert faults(desk) == []


def test_a_restored_statement_is_found_again(desk: Desk, claim: Claim) -> None:
    claims.edit(desk.session, claim, Wording("A warehouse burned."), seen=claim.rev, by=desk.boris)
    desk.session.commit()
    undo_last(desk, desk.boris)
    assert search.best(desk.session, "warehouse", "claim") == []
    assert claim.id in search.best(desk.session, "depot hit", "claim")


def test_names_of_sources_are_found_as_they_are_after_undoing(desk: Desk, claim: Claim) -> None:
    take_a_name_away(desk, claim)
    desk.session.commit()
    undo_last(desk, desk.boris)
    assert [one.name for one in suggestions.suggest(desk.session, "fars ne")] == ["FARS"]
