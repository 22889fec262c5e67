"""What people do on a desk, to be undone: a claim with a trail, tags and evidence, and acts of Boris on it."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.assessing import KEY, TEXT, Desk
from tracker.db import RECORDED_TABLES
from tracker.domain import chance
from tracker.domain.trails import parse
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import EnquiryKind, EvidenceStance, Relation, SourceKind, StepCheck, Voice
from tracker.models import Article, Base, Claim, Event, Snapshot, Source, User
from tracker.services import (
    appearances,
    articles,
    claims,
    enquiries,
    evidence,
    links,
    notes,
    passages,
    sources,
    steps,
    tags,
    tasks,
    trails,
    undo,
)
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.evidence import Description
from tracker.services.steps import Checked
from tracker.services.tasks import Plan
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
    """Return the oldest row of a table."""
    return desk.session.scalars(select(model).order_by(model.id)).first()


def newest(desk: Desk) -> Event:
    """Return the last event."""
    desk.session.commit()
    return desk.session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()


def undo_last(desk: Desk, person: User, why: str = "a slip") -> None:
    """Let a person undo their own last action, which nothing stands in the way of."""
    event = undo.last(desk.session, person)
    assert event is not None
    undo_event(desk, event, by=person, why=why)


def undo_event(desk: Desk, event: Event, *, by: User, why: str = "a slip", rest: bool = False) -> Event:
    """Let a person undo an event as they were shown it, and return the event of the undoing."""
    seen = undo.preview(desk.session, event, person=by)
    assert (seen.refusal, bool(seen.obstacles)) == ("", rest)
    undo.undo(desk.session, event, seen=seen.position, rest=rest, why=why, by=by)
    return newest(desk)


def faults(desk: Desk) -> list[str]:
    """Return what is wrong with the record."""
    desk.session.commit()
    with closing(Session(desk.engine)) as session:
        return [str(fault) for fault in verify(session, KEY)]


def worked_on(desk: Desk) -> Claim:
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


def send_it_back(desk: Desk, claim: Claim) -> None:
    notes.send_back(desk.session, claim, words="Not its words.", to=desk.anna, seen=claim.rev, by=desk.boris)


def plan_who_deals_with_it(desk: Desk, claim: Claim) -> None:
    plan = Plan(to=desk.carla, due=date(2026, 11, 30), priority=Priority.HIGH)
    tasks.set_out(desk.session, claim, plan, by=desk.boris)


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


def add_a_source(desk: Desk, claim: Claim) -> None:
    sources.add(desk.session, name="Mehr", kind=SourceKind.AGENCY, other_names=["Mehr News"], by=desk.boris)


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
    send_it_back,
    plan_who_deals_with_it,
    take_the_article,
    set_the_article_aside,
    name_a_source,
    take_a_name_away,
    mark_a_passage,
    remove_a_passage,
    annotate,
    add_a_source,
]
"""What Boris can do at once that only one event holds, and nobody has built on."""


AFTERNOON: list[Act] = [
    edit_the_statement,
    change_the_tags,
    enter_another_trail,
    check_a_step,
    edit_evidence,
    add_evidence,
    ask,
    write_a_note,
    take_the_article,
    set_the_article_aside,
    name_a_source,
    take_a_name_away,
    mark_a_passage,
    annotate,
    add_a_source,
    clear_the_trail,
]
"""What Boris can do one after the other, each on what those before have left."""


def prepare(desk: Desk, act: Act) -> None:
    """Let there be what an act is done to."""
    if act is remove_a_passage:
        mark_a_passage(desk, first(desk, Claim))
        desk.session.commit()


def acted(desk: Desk, act: Act, claim: Claim) -> Event:
    """Let Boris act, and return the event."""
    act(desk, claim)
    return newest(desk)


def standing(before: Rows, after: Rows) -> set[str]:
    """Return the tables of rows that are new since and stand."""
    return {table for (table, id), row in after.items() if (table, id) not in before and not row.get("withdrawn")}
