"""What must always hold: the invariants of the design, each with a test that fails when it is broken."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from tests.annotating import Writing, writing_at
from tests.assessing import Desk, desk_at
from tests.browser.every_page import ANSWERS, addresses
from tests.browser.filled_desk import Places, fill
from tests.conftest import bring_up
from tests.engines import Databases, Kind
from tests.guards import past_the_program
from tests.pages import parsed
from tests.publishing import publish
from tests.statements import statements
from tests.taking_in import lines, take_in
from tests.web.assessing import client_of
from tests.web.endpoints import token_for
from tracker import ingest
from tracker.db import LOG_TABLES, RECORDED_TABLES, Database, UnrecordedChange
from tracker.domain import chance, leaves, trails
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.corrections import CorrectionKind, Outcome
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.notes import Checkpoint, Note
from tracker.domain.reports.editions import Renewal
from tracker.domain.reports.options import Options
from tracker.domain.urgency import Covers
from tracker.domain.vocabulary import (
    Basis,
    Cause,
    ClaimStage,
    Credibility,
    EvidenceStance,
    How,
    LegalBasis,
    Means,
    ReadAs,
    Relation,
    Reliability,
    StepCheck,
    Triage,
    Voice,
)
from tracker.models import (
    Anchor,
    Appearance,
    Base,
    Capture,
    Change,
    CheckpointKey,
    Citation,
    Claim,
    Decision,
    DecisionGround,
    Disclosure,
    Edition,
    EditionClaim,
    EditionCorrection,
    EditionFile,
    Event,
    EventSubject,
    Handover,
    InformationGrade,
    IntakeItem,
    LogHead,
    NearCopy,
    Once,
    Recorded,
    Redaction,
    Review,
    ReviewGround,
    Root,
    Snapshot,
    Source,
    SourceGrade,
    User,
)
from tracker.services import (
    appearances,
    articles,
    captures,
    carrying,
    cases,
    claims,
    corrections,
    decisions,
    demo,
    evidence,
    grades,
    links,
    looks,
    merges,
    ownerships,
    passages,
    people,
    publications,
    queues,
    scales,
    steps,
    tasks,
    versions,
)
from tracker.services import trails as entered_trails
from tracker.services.appearances import Sight
from tracker.services.checkpoints import handovers, keys
from tracker.services.claims import Wording
from tracker.services.decisions import Ruling
from tracker.services.evidence import Description
from tracker.services.grades import Grading
from tracker.services.record import record
from tracker.services.snapshots import Reading
from tracker.services.steps import Checked
from tracker.services.trails import Entry
from tracker.services.verification import derived, verify
from tracker.services.verification.reconciliation import NOT_COMPARED

KEY = b"a key that is kept outside the database"
START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SETUP = Program("setup")
# One database serves all examples of a property, each with an article of its own.
MANY = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])

WRITTEN_ONCE: dict[type[Once], tuple[str, object]] = {
    Capture: ("media_type", "text/html"),
    Snapshot: ("text", "Nothing happened."),
    NearCopy: ("share", 1),
    Anchor: ("exact", "nothing"),
    Review: ("words", "I never said so."),
    ReviewGround: ("rev", 99),
    Decision: ("reason", "For no reason."),
    DecisionGround: ("review_id", UUID(int=7)),
    IntakeItem: ("refused", "It is not."),
    CheckpointKey: ("key", "nobody's"),
    Handover: ("holder", "Somebody else"),
    SourceGrade: ("reason", "Because."),
    InformationGrade: ("reason", "Because."),
    Edition: ("title", "Another."),
    EditionFile: ("format", "docx"),
    EditionClaim: ("verdict", "True"),
    EditionCorrection: ("correction_id", UUID(int=7)),
}
"""What is never updated or deleted, each with a column and a value that somebody might want to put there."""


def load_demo(database: Database) -> None:
    """Lay the demo desk out, in one transaction."""
    with closing(database.writing()) as session:
        scales.ensure(session, by=SETUP)
        demo.load(session, password_hash="", by=SETUP)
        _work_besides(session)
        session.commit()
        admin = session.scalars(select(User).order_by(User.id).limit(1)).one().login
    take_in(database, lines({}, {"claimReviewed": ""}), by=admin)


def _work_besides(session: Session) -> None:
    """Add what the demo has none of: seals, a case, a deadline, a published report, words to be withheld."""
    key = keys.put_on_record(session, keys.Signer(KEY), origin="desk.example/log", by=SETUP)
    seal = Note(str(Checkpoint(key.name, 1, b"r" * 32)))
    handovers.hand_over(session, seal, means=Means.FILE, holder="Partner desk", by=SETUP)
    admin = session.scalars(select(User).order_by(User.id).limit(1)).one()
    place = session.scalars(select(Appearance).order_by(Appearance.id).limit(1)).one()
    grades.grade_information(session, place, Grading(Credibility.THREE, "It may be."), by=admin)
    source = session.scalars(select(Source).order_by(Source.id).limit(1)).one()
    grades.grade_source(session, source, Grading(Reliability.C, "So far."), by=admin)
    cases.add(session, title="The coast road", by=admin)
    claim = session.scalars(select(Claim).where(Claim.withdrawn.is_(False)).order_by(Claim.id).limit(1)).one()
    tasks.set_out(session, claim, tasks.Plan(due=START.date()), by=admin)
    scope: dict[str, Any] = {"scope": "claims=1", "options": Options(), "zone": ZoneInfo("Europe/Prague")}
    report = publications.add(session, title="The coast road", by=admin, **scope)
    session.commit()
    edition = publish(session, report, by=admin)
    asked = corrections.Asked(CorrectionKind.UPDATE, "It was Tuesday.", edition=edition, name="C. Omplains")
    request = corrections.add(session, asked, received_on=START.date(), by=admin)
    session.commit()
    corrections.close(session, request, outcome=Outcome.UPDATED, because="It was Tuesday.", by=admin)
    session.commit()
    publish(session, report, renewal=Renewal.UPDATE, words="A day.", corrections=[request.number or 0], by=admin)
    queues.save(session, "What nobody has looked at", Covers.CLAIMS, {"stage": "to_check"}, by=admin)
    now = chance.now()
    session.add(Redaction(basis=LegalBasis.COURT_ORDER, words="a name", asked_at=now, asked_by_id=admin.id))
    record(session, Action.REDACTION_ASKED, about=None, why="an order of 3 May", by=admin)


@pytest.fixture
def demo_desk(engine_url: str) -> Iterator[Database]:
    """Return the demo desk, on each engine."""
    database = Database(engine_url, KEY)
    load_demo(database)
    yield database
    database.engine.dispose()


@pytest.fixture
def desk(engine_url: str) -> Iterator[Desk]:
    """Return a desk that assesses, on each engine."""
    with desk_at(engine_url) as desk:
        yield desk


@pytest.fixture
def writing(engine_url: str) -> Iterator[Writing]:
    """Return a desk that annotates, on each engine."""
    with writing_at(engine_url) as writing:
        yield writing


@pytest.fixture
def places(database: Database) -> Places:
    """Fill the desk that the program runs on, and return what stands in its addresses."""
    return fill(database)


def kinds(base: type[Recorded]) -> set[type[Any]]:
    """Return every mapped class of a sort."""
    return {mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, base)}


def put(column: str, value: object, session: Session, row: Recorded) -> None:
    """Put another value into a column of a row that the session holds."""
    setattr(row, column, value)


def refused(database: Database, model: type[Any], tamper: Callable[[Session, Any], object]) -> str:
    """Tamper with the first row of a table through the session, and return why it was refused."""
    with closing(database.writing()) as session:
        tamper(session, session.scalars(select(model).limit(1)).one())
        with pytest.raises(UnrecordedChange) as refusal:
            session.flush()
    return str(refusal.value)


def test_what_is_written_once_is_never_updated_or_deleted(demo_desk: Database) -> None:
    """Invariant 1: captures, snapshots, quotes, assessments and decisions stay as they were written."""
    assert set(WRITTEN_ONCE) == kinds(Once)
    for model, (column, value) in WRITTEN_ONCE.items():
        assert "written once" in refused(demo_desk, model, partial(put, column, value))
        assert "written once" in refused(demo_desk, model, Session.delete)


def test_what_has_a_page_is_withdrawn_and_never_deleted(demo_desk: Database) -> None:
    """Invariant 1: claims, articles, sources and people stay readable; only parts leave the live tables."""
    for model in kinds(Root):
        assert "never deleted" in refused(demo_desk, model, Session.delete)


def test_events_are_never_updated_or_deleted(demo_desk: Database) -> None:
    """Invariant 1: the log is written by the append alone, also for whoever comes past the session."""
    assert "append" in refused(demo_desk, Event, partial(put, "action", "claim.decided"))
    assert "append" in refused(demo_desk, Event, Session.delete)
    for name in LOG_TABLES | RECORDED_TABLES:
        table = Base.metadata.tables[name]
        for statement in (delete(table), update(table).values({table.primary_key.columns[0]: None})):
            with closing(demo_desk.writing()) as session, pytest.raises(UnrecordedChange):
                session.connection().execute(statement)


def misplaced(session: Session) -> list[str]:
    """List the quotes whose words are not those of their text at their place."""
    session.flush()
    text_of = dict(session.execute(select(Snapshot.id, Snapshot.text)).all())
    placed = session.scalars(select(Anchor))
    return [one.exact for one in placed if text_of[one.snapshot_id][one.start : one.end] != one.exact]


STORY = (
    "Nineteen people died, the mayor said.\n\nThe café 👨‍👩‍👧 burned for three hours before anybody came.\n\n"
    "Nobody was hurt, said the café. Nobody was hurt, said the mayor.\n\nThe road stayed shut until the evening."
)
NEWER = (
    "Late in the day.\n\nNineteen people died, the mayor said.\n\n"
    "The café 👨‍👩‍👧 burned for three hours until somebody came.\n\n"
    "Nobody was hurt, said the café. Nobody was hurt, said the mayor.\n\nSalt."
)


def test_a_quote_holds_the_words_of_its_place_however_it_was_made(writing: Writing) -> None:
    """Invariant 2: typed, hinted at, marked, joined, filled in, carried along, changed, confirmed and placed anew."""
    session, anton = writing.session, writing.anton
    article = writing.article(STORY)
    writing.claim(article, "Nineteen people died")
    burned = writing.claim(article, "The café 👨‍👩‍👧 burned for three hours before anybody came")
    road = writing.claim(article, "The road stayed shut until the evening")
    second = STORY.rindex("Nobody was hurt")
    marked = claims.mark(session, article, "Nobody was hurt", second, Triage.LATER, id=chance.new_id(), by=anton)
    snapshot = articles.newest_snapshot(session, article)
    appearances.add(session, burned, snapshot, Sight("  three   hours "), Entry(), id=chance.new_id(), by=anton)
    assert misplaced(session) == []
    writing.newer(article, NEWER)
    newest = articles.newest_snapshot(session, article)
    place = road.appearances[0]
    carrying.place(session, place, newest, "Salt", None, seen=place.rev, by=anton)
    moved = marked.appearances[0]
    carrying.confirm(session, moved, newest, seen=moved.rev, by=anton)
    assert misplaced(session) == []
    assert set(session.scalars(select(Anchor.how))) == set(How)


@MANY
@given(data=st.data())
def test_a_quote_of_any_text_holds_the_words_of_its_place(writing: Writing, data: st.DataObject) -> None:
    """Invariant 2, for texts of any script, quotes of any length, and any change of the text."""
    letters = st.sampled_from([*"ab c.\n", "é", "e\u0301", "س", "👩‍🚒", "\u200d", "’", "\t"])
    paragraphs = st.lists(letters, min_size=1, max_size=60).map("".join).filter(str.strip)
    old, new = data.draw(paragraphs), data.draw(paragraphs)
    session, anton = writing.session, writing.anton
    article = writing.article(f"{chance.new_id()} {old}")
    shown = articles.newest_snapshot(session, article).text
    for _ in range(3):
        start = data.draw(st.integers(0, len(shown) - 1))
        sight = Sight(shown[start : data.draw(st.integers(start + 1, len(shown)))], start)
        with suppress(Refusal):
            claims.annotate(session, article, Wording("So."), sight, Entry(), id=chance.new_id(), by=anton)
    cut = data.draw(st.integers(0, len(old)))
    with suppress(Refusal):
        writing.newer(article, f"{article.id} {old[:cut]}{new}{old[cut:]}")
    assert misplaced(session) == []


def test_a_change_that_no_event_holds_is_refused_before_and_found_after(demo_desk: Database) -> None:
    """Invariant 3: the program refuses it; what goes round the program is found and named by verifying."""
    with closing(demo_desk.writing()) as session:
        session.scalars(select(Claim).limit(1)).one().statement = "Unsaid."
        with pytest.raises(UnrecordedChange, match="no action says why"):
            session.commit()
    with closing(demo_desk.snapshot()) as session:
        assert list(verify(session, KEY)) == []
    around = create_engine(demo_desk.engine.url)
    with around.begin() as connection:
        connection.execute(text("UPDATE claims SET statement = 'Unsaid.' WHERE number = 1"))
    around.dispose()
    with closing(demo_desk.snapshot()) as session:
        [fault] = verify(session, KEY)
        changed = session.scalars(select(Claim).where(Claim.number == 1)).one()
    assert (fault.table, fault.row, fault.column) == ("claims", str(changed.id), "statement")


def test_no_event_is_taken_out_of_a_trail_unseen(demo_desk: Database) -> None:
    with past_the_program(demo_desk.engine.url.render_as_string(hide_password=False)) as connection:
        assert list(derived.check(Session(connection))) == []
        listed = connection.execute(select(EventSubject.__table__)).all()
        for kind, thing, seq in listed:
            here = EventSubject.kind == kind, EventSubject.thing_id == thing, EventSubject.seq == seq
            connection.execute(delete(EventSubject).where(*here))
            [fault] = derived.check(Session(connection))
            assert str(fault) == f"event {seq}, event_subjects: the trail of {kind} {thing} leaves this event out"
            connection.execute(insert(EventSubject).values(kind=kind, thing_id=thing, seq=seq))


def replayed(session: Session) -> dict[tuple[str, UUID], dict[str, Any]]:
    """Fold the log into rows, by table and id."""
    rows: dict[tuple[str, UUID], dict[str, Any]] = {}
    same = (Disclosure.seq == Change.seq) & (Disclosure.position == Change.position)
    told = select(Change.table_name, Change.row_id, Disclosure.fields).join(Disclosure, same).where(Change.position > 0)
    for table, row_id, fields in session.execute(told.order_by(Change.seq, Change.position)):
        columns = {name: value for name, (_, value) in json.loads(fields).items()}
        if columns:
            rows.setdefault((table, row_id), {}).update(columns)
        else:
            del rows[table, row_id]
    return rows


def test_replaying_the_log_gives_every_column_of_every_row(demo_desk: Database) -> None:
    """Invariant 4: all but the columns of a list, each with its reason."""
    with closing(demo_desk.snapshot()) as session:
        logged = replayed(session)
        for name in sorted(RECORDED_TABLES):
            table = Base.metadata.tables[name]
            told = [column for column in table.columns if (name, column.name) not in NOT_COMPARED]
            for row in session.execute(select(table)):
                columns = logged.pop((name, row.id))
                for column in told:
                    assert leaves.plain(row._mapping[column]) == columns.get(column.name), (name, column.name)
    assert logged == {}
    assert {column for _, column in NOT_COMPARED} == {"email", "password_hash", "rev"}


def check_ways_back(session: Session) -> int:
    """Follow every step of every trail to the reader, through its own trail and its passage's; return how many."""
    session.flush()
    session.expire_all()
    found = session.scalars(select(Citation)).all()
    for step in found:
        passed: set[UUID] = set()
        while step.via is not None:
            assert step.id not in passed, "the trail runs in a circle"
            passed.add(step.id)
            owner = step.appearance
            assert step.via.appearance_id == step.appearance_id or (owner and step.via.passage_id == owner.passage_id)
            step = step.via
    return len(found)


STEPS = st.recursive(
    st.builds(trails.Step, st.sampled_from("ABCDE")),
    lambda inner: st.builds(
        lambda name, steps: trails.Step(name, None, tuple(steps)), st.sampled_from("ABCDE"), st.lists(inner, max_size=3)
    ),
    max_leaves=6,
)
TRAILS = st.lists(STEPS, max_size=3).map(lambda steps: trails.Trail(tuple(steps)))


@MANY
@given(entered=st.lists(st.tuples(st.booleans(), TRAILS), min_size=1, max_size=5))
def test_no_trail_ever_runs_in_a_circle(writing: Writing, entered: list[tuple[bool, trails.Trail]]) -> None:
    """Invariant 5: however trails of a claim and of the passage around it are entered and changed; names may recur."""
    session, anton = writing.session, writing.anton
    article = writing.article(f"It was a long day. {chance.new_id()}")
    claim = writing.claim(article, "It was a long day")
    snapshot = articles.newest_snapshot(session, article)
    voice = passages.mark(session, snapshot, [(0, 18)], Voice.EMBEDDED, id=chance.new_id(), by=anton)
    for inherited, trail in entered:
        place = writing.place(claim)
        if inherited:
            passages.change(session, voice, Voice.EMBEDDED, entry=Entry(trail), seen=article.rev, by=anton)
        else:
            entered_trails.enter(session, place, Entry(trail), place=None, seen=place.rev, by=anton)
        check_ways_back(session)


def test_a_form_cannot_hang_a_step_from_itself_or_from_another_trail(
    app: Flask, database: Database, places: Places
) -> None:
    """Invariant 5: a page says which steps stand, never through which they came."""
    client, token = token_for(app, "anton")
    with closing(database.reading()) as session:
        ids = [str(one) for one in session.scalars(select(Citation.id))]
        before = check_ways_back(session)
    address = f"/appearances/{places.appearance}/trail"
    form = parsed(client.get(address)).xpath("//form[@method='post'][.//input[@name='rev']]")[0]
    for other in ids[:5]:
        typed = {name: value or "" for name, value in form.form_values()}
        crafted = {"steps-0-via": other, "steps-0-step": other, "via": other, "steps-1-step": ids[0]}
        answer = client.post(address, data={**typed, **crafted, "csrf_token": token})
        assert answer.status_code in (303, 409, 422)
        with closing(database.reading()) as session:
            assert check_ways_back(session) == before


def two_origins(desk: Desk, *, basis: Basis) -> Claim:
    """Return a claim that two sources who were read say, each on a basis, with one assessment."""
    claim = desk.claim()
    for name in ("FARS", "Sputnik Arabic"):
        for step in desk.trail(claim.appearances[0], name):
            step.basis = basis
            steps.check(desk.session, claim, {step.id: Checked(StepCheck.YES, ReadAs.ORIGINAL)}, by=desk.boris)
    desk.assess(claim, "confirmed", by=desk.boris)
    return claim


def test_what_is_not_known_counts_as_nothing(desk: Desk) -> None:
    """Invariant 6: however many say so, whoever gives no basis opens no gate."""
    claim = two_origins(desk, basis=Basis.NOT_STATED)
    with pytest.raises(Refusal, match="0 independent"):
        decisions.decide(desk.session, claim, Ruling(desk.verdict("confirmed"), "Two said so."), by=desk.carla)


def test_two_independent_origins_open_the_gate_and_a_confirmed_owner_in_common_closes_it(desk: Desk) -> None:
    """Invariants 6 and 7: the gate goes by origins that are independent, not by how many say so."""
    claim = two_origins(desk, basis=Basis.WITNESSED)
    ruling = Ruling(desk.verdict("confirmed"), "Two said so who saw it.")
    with desk.session.begin_nested() as attempt:
        decisions.decide(desk.session, claim, ruling, by=desk.carla)
        attempt.rollback()
    said = ownerships.Stated(basis="The register says so.")
    owner = desk.source("One owner")
    for step in claim.appearances[0].citations:
        ownerships.add(desk.session, step.source, owner, said, confirmed=True, by=desk.boris)
    with pytest.raises(Refusal, match="1 independent"):
        decisions.decide(desk.session, claim, ruling, by=desk.carla)


def edit_statement(desk: Desk, claim: Claim) -> Cause:
    claims.edit(desk.session, claim, Wording("The depot was not hit."), seen=claim.rev, by=desk.anna)
    return Cause.STATEMENT_CHANGED


def enter_trail(desk: Desk, claim: Claim) -> Cause:
    place = claim.appearances[0]
    entry = Entry(trails.parse("TASS"))
    entered_trails.enter(desk.session, place, entry, place=None, seen=place.rev, by=desk.anna)
    return Cause.TRAIL_CHANGED


def check_a_step(desk: Desk, claim: Claim) -> Cause:
    [step] = claim.appearances[0].citations
    steps.check(desk.session, claim, {step.id: Checked(StepCheck.NOT_THERE, ReadAs.ORIGINAL)}, by=desk.boris)
    return Cause.TRAIL_CHANGED


def edit_evidence(desk: Desk, claim: Claim) -> Cause:
    [piece] = evidence.of_claim(desk.session, claim)
    evidence.edit(desk.session, piece, Description(EvidenceStance.REFUTES, "Another", excerpt="x"), by=desk.anna)
    return Cause.EVIDENCE_CHANGED


def withdraw_evidence(desk: Desk, claim: Claim) -> Cause:
    [piece] = evidence.of_claim(desk.session, claim)
    evidence.withdraw(desk.session, piece, why="It shows another depot.", by=desk.edda)
    return Cause.EVIDENCE_CHANGED


def confirm_an_owner(desk: Desk, claim: Claim) -> Cause:
    [step] = claim.appearances[0].citations
    owner, said = desk.source("The Kremlin"), ownerships.Stated(basis="The register says so.")
    ownerships.add(desk.session, step.source, owner, said, confirmed=True, by=desk.boris)
    return Cause.SOURCE_CHANGED


def merge_the_source(desk: Desk, claim: Claim) -> Cause:
    [step] = claim.appearances[0].citations
    merges.merge(desk.session, desk.source("Fars News"), step.source, why="One agency.", by=desk.boris)
    return Cause.SOURCE_MERGED


def grade_the_source_anew(desk: Desk, claim: Claim) -> Cause:
    [step] = claim.appearances[0].citations
    first = grades.grade_source(desk.session, step.source, Grading(Reliability.B, "A good record."), by=desk.boris)
    worse = Grading(Reliability.D, "It was wrong twice.", seen=first.id)
    grades.grade_source(desk.session, step.source, worse, by=desk.edda)
    return Cause.GRADED


def decide_a_contradicting_claim_alike(desk: Desk, claim: Claim) -> Cause:
    other = desk.claim("The depot was never hit.")
    links.add(desk.session, claim, other, relation=Relation.CONTRADICTS, by=desk.anna)
    desk.decide(other, "likely")
    return Cause.LINKED_DECIDED


def drop_the_quote(desk: Desk, claim: Claim) -> Cause:
    article = claim.appearances[0].article
    content = b"Nothing of the kind happened."
    extraction = ingest.read(content, filename="a.txt")
    capture = captures.take(desk.session, content, extraction, id=chance.new_id(), by=desk.anna)
    versions.add(desk.session, article, capture, Reading.of(extraction), by=desk.anna)
    return Cause.QUOTE_LOST


CHANGES = (
    *(edit_statement, enter_trail, check_a_step, edit_evidence, withdraw_evidence),
    *(confirm_an_owner, merge_the_source, grade_the_source_anew, decide_a_contradicting_claim_alike, drop_the_quote),
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_decision_shows_that_what_it_rests_on_changed(desk: Desk, change: Callable[[Desk, Claim], Cause]) -> None:
    """Invariant 8: one entry a cause; the verdict stays until somebody decides anew."""
    claim = desk.claim()
    place = claim.appearances[0]
    newest = articles.newest_snapshot(desk.session, place.article)
    carrying.place(desk.session, place, newest, "FARS reported", None, seen=place.rev, by=desk.anna)
    desk.trail(place, "FARS")
    evidence.add(desk.session, claim, Description(EvidenceStance.SUPPORTS, "A picture", excerpt="x"), by=desk.anna)
    decision = desk.decide(claim, "likely")
    before = claim.stage
    expected = change(desk, claim)
    desk.session.commit()
    assert [look.cause for look in looks.open_of(desk.session, claim)] == [expected]
    assert (before, claim.stage) == (ClaimStage.DECIDED, ClaimStage.NEEDS_ANOTHER_LOOK)
    assert (claim.verdict, decisions.current(desk.session, claim)) == (desk.verdict("likely"), decision)


def test_nobody_decides_alone(desk: Desk) -> None:
    """Invariant 9: not on what they annotated, nor on what they alone assessed; a desk of one may, and says so."""
    claim, so = desk.claim(), Ruling(desk.verdict("likely"), "So.")
    claim.created_by = desk.edda
    record(desk.session, Action.CLAIM_EDITED, about=claim, by=desk.edda)
    with pytest.raises(NotAllowed):
        decisions.decide(desk.session, claim, so, by=desk.edda)
    desk.assess(claim, "likely", by=desk.edda)
    with pytest.raises(NotAllowed):
        decisions.decide(desk.session, claim, so, by=desk.edda)
    assert not decisions.decide(desk.session, claim, so, by=desk.carla).one_person
    for person in (desk.anna, desk.boris, desk.carla):
        person.active = False
        record(desk.session, Action.PERSON_DEACTIVATED, about=person, by=desk.edda)
    assert decisions.decide(desk.session, claim, so, by=desk.edda).one_person


LISTS = (
    *("/", "/claims", "/articles", "/articles/lost", "/sources", "/people", "/cases"),
    *("/trail?what=claim.annotated", "/search?q=agency"),
)


def grow(session: Session, person: User, many: range) -> None:
    """Add to every list: articles with a claim and its trail, sources, people, and what was done to them."""
    for number in many:
        content = f"The salt road {number} is shut.".encode()
        extraction = ingest.read(content, filename="a.txt")
        capture = captures.take(session, content, extraction, id=chance.new_id(), by=person)
        described = articles.Description(f"Salt {number}", outlet=f"Paper {number}")
        article = articles.add(session, capture, Reading.of(extraction), described, id=chance.new_id(), by=person)
        wording, entry = Wording(f"Salt road {number} is shut."), Entry(trails.parse(f"Salt agency {number}"))
        claims.annotate(session, article, wording, Sight("salt road"), entry, id=chance.new_id(), by=person)
        cases.add(session, title=f"Case {number}", by=person)
        people.create(session, f"p{number}", f"Person {number}", person.role, password_hash="", by=person)
    session.commit()


def test_every_list_runs_as_many_statements_for_one_row_as_for_two_hundred(app: Flask, database: Database) -> None:
    """Invariant 10: and none is paged by an offset."""
    with closing(database.writing()) as session:
        scales.ensure(session, by=SETUP)
        session.commit()
    client = client_of(app, "ada")
    counted: list[dict[str, int]] = []
    with closing(database.writing()) as session:
        person = session.scalars(select(User).where(User.login == "ada")).one()
        for many in (range(1), range(1, 20), range(20, 200)):
            grow(session, person, many)
            counted.append({})
            for address in LISTS:
                client.get(address)  # Whoever comes first may have to note that they are here.
                with statements(database.engine) as sent:
                    assert client.get(address).status_code == 200
                counted[-1][address] = len(sent)
    assert counted[0] == counted[1] == counted[2]
    modules = (Path(__file__).parents[1] / "tracker").rglob("*.py")
    assert not [path for path in modules if re.search(r"\.offset\([^)]", path.read_text("utf-8"))]


def log_end(database: Database) -> int:
    """Return how many events the log holds."""
    with closing(database.reading()) as session:
        return session.scalar(select(func.count()).select_from(Event)) or 0


def test_no_form_is_saved_on_a_revision_that_nobody_was_shown(app: Flask, database: Database, places: Places) -> None:
    """Invariant 11: every form that carries a revision is refused with an older one, and keeps what was typed."""
    client = client_of(app, "ada")
    stale = set()
    for address in addresses(places):
        page = parsed(client.get(address))
        for form in page.xpath("//form[@method='post'][.//input[@name='rev' and @value!='']]"):
            before = log_end(database)
            data = {name: value or "" for name, value in form.form_values()} | {"why": "Typed with care."}
            action = form.get("action") or address
            sent = {**data, "rev": str(int(data["rev"]) + 7)}
            answer = client.post(action, data=sent, content_type=form.get("enctype"))
            assert answer.status_code in (409, 422), action
            assert log_end(database) == before, action
            if answer.status_code == 409:
                stale.add(action)
                if form.xpath(".//textarea[@name='why']"):
                    assert "Typed with care." in answer.text, action
    assert len(stale) > 20


def test_both_engines_come_to_the_same_log(databases: Databases) -> None:
    """Invariant 12: the same ids, clock and salts give the same event bytes and the same root."""
    logs = []
    for kind in Kind:
        bring_up(databases, kind)
        url = databases.migrated(kind)
        database = Database(url, KEY)
        with chance.scripted("one desk", START):
            load_demo(database)
        with closing(database.reading()) as session:
            leaf_bytes = list(session.scalars(select(Event.leaf).order_by(Event.seq)))
            logs.append((session.get_one(LogHead, 1).frontier, leaf_bytes))
        database.engine.dispose()
        databases.drop(url)
    assert logs[0] == logs[1]
    assert len(logs[0][1]) > 50


@pytest.mark.parametrize("login", ["vera", "anton", "rita", "emil"])
def test_what_is_of_others_is_nowhere(app: Flask, database: Database, places: Places, login: str) -> None:
    """Invariant 13: what an admin noted on somebody, and when they signed in, is on no page and in no file."""
    client_of(app, "ada").get("/")
    with closing(database.writing()) as session:
        rita, ada = (session.scalars(select(User).where(User.login == name)).one() for name in ("away", "ada"))
        people.reset_password(session, rita, password_hash="x", why="Zanzibar: too many tries.", by=ada)
        session.commit()
    admin, client = client_of(app, "ada"), client_of(app, login)
    assert "Zanzibar" in admin.get("/trail").text
    for address in [*addresses(places), *(at.format(**vars(places)) for at in ANSWERS.values()), "/search?q=Zanzibar"]:
        with client.get(address) as answer:
            shown = answer.get_data(as_text=True).replace('value="Zanzibar"', "").replace("“Zanzibar”", "")
            assert "Zanzibar:" not in shown, address
            assert "Ada Admin signed in" not in " ".join(shown.split()), address
    token = parsed(client.get("/settings")).xpath("//input[@name='csrf_token']/@value")[0]
    for form in ("csv", "jsonl"):
        sent = client.post("/trail/download", data={"form": form, "csrf_token": token})
        lines = sent.get_data(as_text=True)
        assert sent.status_code == 200
        assert "Zanzibar" not in lines
        assert "Ada Admin signed in" not in lines
