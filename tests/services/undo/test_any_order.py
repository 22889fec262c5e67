"""Whatever three people do, in whatever order: undoing an event brings back what it changed, and nothing else."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import select

from tests.assessing import Desk, desk_at
from tests.engines import Databases, Kind
from tests.merging import check_merged
from tests.undoing import Rows, faults, newest, rows, worked_on
from tracker.domain import chance
from tracker.domain.actions import UNDOABLE
from tracker.domain.errors import Refusal
from tracker.domain.leaves import plain
from tracker.domain.reasons import Reason
from tracker.domain.stages import stage_of
from tracker.domain.trails import parse
from tracker.domain.undoing import FOLLOWS
from tracker.domain.vocabulary import Control, EvidenceStance, Relation, StepCheck, Voice
from tracker.models import (
    Appearance,
    Article,
    Change,
    Claim,
    Event,
    Evidence,
    Note,
    Once,
    Ownership,
    Passage,
    Snapshot,
    Source,
)
from tracker.services import (
    articles,
    claims,
    decisions,
    evidence,
    links,
    looks,
    merges,
    notes,
    ownerships,
    passages,
    reviews,
    sources,
    steps,
    tags,
    trails,
    undo,
)
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.decisions import Ruling
from tracker.services.evidence import Description
from tracker.services.history.replay import Told, befores, in_order, telling
from tracker.services.ownerships import Stated
from tracker.services.stages import facts_of
from tracker.services.steps import Checked
from tracker.services.trails import Entry
from tracker.services.undo import sweeps
from tracker.services.undo.scopes import Scope
from tracker.services.undo.world import MODELS

TRAILS = ("", "FARS", "FARS < Sputnik", "Sputnik < FARS < a pilot", "WSJ, Tasnim", "Tasnim < FARS")
VERDICTS = ("unproven", "likely", "unlikely")
WRITTEN_ANEW = {"looks", "reviews", "review_grounds", "decisions", "decision_grounds"}
"""Tables in which undoing writes new rows, or settles and reopens others than those of the event."""

LET_GO = {("citations", "via_id"), ("appearances", "passage_id")}
"""Columns that withdrawn rows let go of when what they point at goes."""

some = st.integers(0, 5)
people = st.sampled_from(("boris", "carla", "edda"))


class Afternoon(RuleBasedStateMachine):
    """A desk on which three people work, and on which what any of them did is undone."""

    url: ClassVar[Callable[[], str]]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.desk: Desk = self.stack.enter_context(desk_at(type(self).url()))
        worked_on(self.desk)
        self.start = newest(self.desk).seq + 1

    def teardown(self) -> None:
        try:
            assert faults(self.desk) == []
        finally:
            self.stack.close()

    @rule(by=people, n=some, statement=st.sampled_from("ab"), readings=st.sampled_from(["", "x", "y"]))
    def reword(self, by: str, n: int, statement: str, readings: str) -> None:
        claim, wording = self.claim(n), Wording(statement, readings=(readings,))
        self.do(lambda: claims.edit(self.session, claim, wording, seen=claim.rev, by=self.desk.people[by]))

    @rule(by=people, n=some)
    def withdraw_or_restore(self, by: str, n: int) -> None:
        claim = self.claim(n)
        step = claims.restore if claim.withdrawn else claims.withdraw
        self.do(lambda: step(self.session, claim, seen=claim.rev, why="so", by=self.desk.people[by]))

    @rule(by=people, n=some, names=st.lists(st.sampled_from(["Iran", "Syria", "Hama"]), unique=True))
    def tag(self, by: str, n: int, names: list[str]) -> None:
        self.do(lambda: tags.set_tags(self.session, self.claim(n), names, by=self.desk.people[by]))

    @rule(by=people, n=some, trail=st.sampled_from(TRAILS))
    def enter_a_trail(self, by: str, n: int, trail: str) -> None:
        place, entry = self.any(Appearance, n), Entry(parse(trail))
        self.do(lambda: trails.enter(self.session, place, entry, place=None, seen=place.rev, by=self.desk.people[by]))

    @rule(by=people, n=some, check=st.sampled_from([StepCheck.YES, StepCheck.NOT_THERE, StepCheck.NOT_CHECKED]))
    def check_a_step(self, by: str, n: int, check: StepCheck) -> None:
        claim = self.claim(n)
        found = {step.id: Checked(check) for step in steps.of_claim(self.session, claim)[:1]}
        self.do(lambda: steps.check(self.session, claim, found, by=self.desk.people[by]))

    @rule(by=people, n=some, trail=st.sampled_from(TRAILS))
    def annotate(self, by: str, n: int, trail: str) -> None:
        article = self.any(Article, n)
        where, entry = Sight("the depot was hit"), Entry(parse(trail))
        what = (self.session, article, Wording("It burned."), where, entry)
        self.do(lambda: claims.annotate(*what, id=chance.new_id(), note="Look.", by=self.desk.people[by]))

    @rule(by=people, n=some, title=st.sampled_from(["A map", "A picture"]), direct=st.booleans())
    def note_evidence(self, by: str, n: int, title: str, direct: bool) -> None:
        said = Description(EvidenceStance.SUPPORTS, title, excerpt="Here.", publisher="Maxar", direct=direct)
        pieces = evidence.of_claim(self.session, self.claim(n))
        if pieces and not direct:
            self.do(lambda: evidence.edit(self.session, pieces[0], said, by=self.desk.people[by]))
        else:
            self.do(lambda: evidence.add(self.session, self.claim(n), said, by=self.desk.people[by]))

    @rule(by=people, n=some)
    def withdraw_evidence(self, by: str, n: int) -> None:
        self.do(lambda: evidence.withdraw(self.session, self.any(Evidence, n), why="no", by=self.desk.people[by]))

    @rule(by=people, n=some, answering=st.booleans())
    def write_a_note(self, by: str, n: int, answering: bool) -> None:
        answers = self.any(Note, n) if answering else None
        claim = answers.claim if answers is not None and answers.claim is not None else self.claim(n)
        self.do(lambda: notes.add(self.session, claim, words="Hm.", answers=answers, by=self.desk.people[by]))

    @rule(by=people, n=some, m=some)
    def relate(self, by: str, n: int, m: int) -> None:
        one, other = self.claim(n), self.claim(m)
        how = Relation.CONTRADICTS
        self.do(lambda: links.add(self.session, one, other, relation=how, by=self.desk.people[by]))

    @rule(by=people, n=some, m=some)
    def own(self, by: str, n: int, m: int) -> None:
        known = self.any(Ownership, n)
        said = Stated(Control.OWNS, basis="A register.")
        pair = (self.any(Source, n), self.any(Source, m))
        if known is not None and m % 2:
            self.do(lambda: ownerships.remove(self.session, known, by=self.desk.people[by]))
        else:
            self.do(lambda: ownerships.add(self.session, *pair, said, confirmed=True, by=self.desk.people[by]))

    @rule(by=people, n=some, name=st.sampled_from(["Fars News", "Mehr", "Novosti"]))
    def name_a_source(self, by: str, n: int, name: str) -> None:
        source = self.any(Source, n)
        had = next((one for one in source.names if one.name == name), None)
        act: Any = sources.add_name if had is None else sources.remove_name
        what = {"name": name} if had is None else {}
        self.do(
            lambda: act(self.session, source, *filter(None, [had]), **what, seen=source.rev, by=self.desk.people[by])
        )

    @rule(by=people, n=some, m=some)
    def merge(self, by: str, n: int, m: int) -> None:
        pair = (self.any(Source, n), self.any(Source, m))
        self.do(lambda: merges.merge(self.session, *pair, why="one and the same", by=self.desk.people[by]))

    @rule(by=people, n=some, trail=st.sampled_from(TRAILS[1:]))
    def mark_or_remove_a_passage(self, by: str, n: int, trail: str) -> None:
        passage, snapshot = self.any(Passage, n), self.any(Snapshot, n)
        who = self.desk.people[by]
        if passage is not None:
            rev = passage.snapshot.article.rev
            self.do(lambda: passages.remove(self.session, passage, seen=rev, by=who))
        else:
            what = (self.session, snapshot, [(0, len(snapshot.text))], Voice.EMBEDDED)
            self.do(lambda: passages.mark(*what, entry=Entry(parse(trail)), id=chance.new_id(), by=who))

    @rule(by=people, n=some, step=st.sampled_from([articles.take, articles.finish, articles.release]))
    def move_an_article(self, by: str, n: int, step: Callable[..., None]) -> None:
        self.do(lambda: step(self.session, self.any(Article, n), seen=None, by=self.desk.people[by]))

    @rule(by=people, n=some, verdict=st.sampled_from(VERDICTS))
    def assess(self, by: str, n: int, verdict: str) -> None:
        claim, found = self.claim(n), self.desk.verdict(verdict)
        ticks = [Reason.NO_TRACE_FOUND]
        self.do(lambda: reviews.submit(self.session, claim, verdict=found, ticks=ticks, by=self.desk.people[by]))

    @rule(by=people, n=some)
    def take_an_assessment_back(self, by: str, n: int) -> None:
        self.do(lambda: reviews.take_back(self.session, self.claim(n), why="no", by=self.desk.people[by]))

    @rule(by=people, n=some, verdict=st.sampled_from(VERDICTS))
    def decide(self, by: str, n: int, verdict: str) -> None:
        ruling = Ruling(self.desk.verdict(verdict), "So.", override="It is clear.")
        self.do(lambda: decisions.decide(self.session, self.claim(n), ruling, by=self.desk.people[by]))

    @rule(by=people, n=some)
    def look_again(self, by: str, n: int) -> None:
        claim, who = self.claim(n), self.desk.people[by]
        waiting = [look.id for look in looks.open_of(self.session, claim)]
        if waiting:
            self.do(lambda: decisions.still_stands(self.session, claim, look_ids=waiting, why="yes", by=who))
        else:
            self.do(lambda: decisions.reopen(self.session, claim, why="hm", by=who))

    @rule(n=st.integers(0, 30), rest=st.booleans())
    def undo_an_event(self, n: int, rest: bool) -> None:
        query = select(Event).where(Event.seq >= self.start, Event.action.in_(sorted(UNDOABLE)))
        events = self.session.scalars(query.order_by(Event.seq.desc())).all()
        if events:
            self.undo(events[n % len(events)], rest)

    @rule(by=people, n=st.integers(0, 8))
    def sweep(self, by: str, n: int) -> None:
        scope = Scope(self.desk.people[by], max(self.start, newest(self.desk).seq - n), "then")
        seen = sweeps.preview(self.session, scope, person=self.desk.edda)
        at = seen.position
        done = sweeps.undo_some(self.session, scope, below=at + 1, seen=at, why="all", by=self.desk.edda)
        self.session.commit()
        assert (done.undone, done.held) == (seen.clear, seen.held)
        self.check_what_follows(set())

    @property
    def session(self) -> Any:
        """Return the desk's one session."""
        return self.desk.session

    def do(self, act: Callable[[], object]) -> None:
        """Let somebody act; what a rule refuses has not happened."""
        try:
            act()
            self.session.commit()
        except Refusal:
            self.session.rollback()

    def claim(self, n: int) -> Claim:
        """Return a claim, none of which ever goes."""
        found: Claim = self.any(Claim, n)
        return found

    def any(self, model: type[Any], n: int) -> Any:
        """Return some row of a table, None where there is none."""
        found = self.session.scalars(select(model).order_by(model.id)).all()
        return found[n % len(found)] if found else None

    def undo(self, event: Event, rest: bool) -> None:
        """Undo an event as far as that goes, and compare what there is then with what was before."""
        changes, before = self.changed_by(event)
        now, seen = rows(self.session), undo.preview(self.session, event, person=self.desk.edda)
        try:
            undo.undo(self.session, event, seen=seen.position, rest=rest, why="a slip", by=self.desk.edda)
            self.session.commit()
        except Refusal:
            self.session.rollback()
            assert seen.refusal or (seen.obstacles and not rest)
            assert rows(self.session) == now
            return
        after = rows(self.session)
        assert seen.differences
        self.check_the_rest(changes, now, after)
        if not seen.obstacles:
            self.check_it_is_as_before(changes, before, after)
        self.check_what_follows({event.about_id, *(change.row_id for change in changes)})

    def changed_by(self, event: Event) -> tuple[list[Told], dict[UUID, dict[str, Any]]]:
        """Return what an event changed, and what each row held before it, as the log has it."""
        query = telling().where(Change.seq == event.seq, Change.position > 0)
        changes = in_order(self.session, query)
        held = befores(self.session, changes)
        return changes, {change.row_id: held.get((change.seq, change.position), {}) for change in changes}

    def check_it_is_as_before(self, changes: list[Told], before: dict[UUID, dict[str, Any]], after: Rows) -> None:
        """Check that every column which an event changed is as before it, and that what it made is out of use."""
        for change in changes:
            row, model = after.get((change.table, change.row_id)), MODELS[change.table]
            if change.made:
                assert issubclass(model, Once) or row is None or row.get("withdrawn", True) or change.table == "looks"
            elif row is None:
                assert change.gone
                assert change.table in ("taggings", "source_names")  # Somebody has entered the same again.
            else:
                for column in before[change.row_id] if change.gone else change.columns or {}:
                    if (change.table, column) not in FOLLOWS:
                        assert plain(row[column]) == before[change.row_id][column], (change.table, column)

    def check_the_rest(self, changes: list[Told], now: Rows, after: Rows) -> None:
        """Check that nothing differs but what the event touched, and what follows from that."""
        touched = {(change.table, change.row_id) for change in changes}
        for place in now.keys() | after.keys():
            if place in touched or place[0] in WRITTEN_ANEW:
                continue
            assert place in now, place
            assert place in after, place
            differing = {name for name, value in now[place].items() if after[place][name] != value}
            assert {(place[0], name) for name in differing} <= FOLLOWS | LET_GO, place

    def check_what_follows(self, undone: set[UUID | None]) -> None:
        """Check that verdicts follow from decisions, and the stages of claims of which something was undone."""
        found = self.session.scalars(select(Claim)).all()
        facts = facts_of(self.session, found)
        for claim in found:
            assert claim.id not in undone or claim.stage is stage_of(facts[claim.id])
            decision = decisions.current(self.session, claim)
            assert claim.verdict_id == (decision.verdict_id if decision else None)
        check_merged(self.session)


def run(databases: Databases, kind: Kind, examples: int) -> None:
    """Let the machine run on an engine, each time on a database of its own."""
    made: list[str] = []

    def url() -> str:
        for old in made:
            databases.drop(old)
        made[:] = [databases.migrated(kind)]
        return made[0]

    machine = type("Machine", (Afternoon,), {"url": staticmethod(url)})
    unhurried = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    how = settings(max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=unhurried)
    run_state_machine_as_test(machine, settings=how)


def test_undoing_touches_what_the_event_changed_and_nothing_else(databases: Databases, engine_kind: Kind) -> None:
    run(databases, engine_kind, 15 if engine_kind is Kind.SQLITE else 5)


@pytest.mark.slow
def test_undoing_touches_nothing_else_however_long_one_tries(databases: Databases) -> None:
    run(databases, Kind.SQLITE, 300)
