"""Afternoons on which three people work in any order, and undo what any of them did; each is held against a model."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.assessing import Desk, desk_at
from tests.desk_acts import ACTS, PEOPLE, Act, perform
from tests.engines import Databases, Kind
from tests.merging import check_merged
from tests.undo_model import Log, Undone, in_the_way
from tests.undoing import faults, newest, worked_on
from tracker.domain import chance
from tracker.domain.actions import UNDOABLE
from tracker.domain.errors import Refusal
from tracker.domain.stages import stage_of
from tracker.models import Claim, Decision, Event, Look
from tracker.services import undo
from tracker.services.stages import facts_of
from tracker.services.undo import Undoing, sweeps
from tracker.services.undo.marks import marked
from tracker.services.undo.scopes import Scope
from tracker.services.undo.weighing import Scales

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TURNS = 80
"""How many acts and undoings an afternoon has."""


@dataclass(frozen=True)
class Theme:
    """What most of an afternoon is about, so that people come into each other's way: acts, and the things picked."""

    acts: tuple[str, ...]
    things: tuple[int, ...]


VERDICTS = ("assess", "decide", "decide", "reopen", "stand_by_it", "stand_by_it", "reword", "translate", "check_a_step")
TRAILS = ("enter_a_trail", "mark_a_passage", "change_a_passage", "remove_a_passage", "appear", "check_a_step", "assess")
SOURCES = (
    "merge_sources",
    "name_a_source",
    "note_an_owner",
    "tell_apart",
    "part_origins",
    "mark_a_stake",
    "add_evidence",
    "assess",
)
CLAIMS = (
    "annotate",
    "tag",
    "name_a_source",
    "relate",
    "write_a_note",
    "answer_a_note",
    "ask",
    "answer",
    "appear",
    "merge_claims",
    "assess",
)
THEMES = [
    Theme(VERDICTS, (0, 0, 0, 1)),
    Theme(TRAILS, (0, 0, -1)),
    Theme(CLAIMS, (0, 1, -1, -1)),
    Theme(SOURCES, (0, 0, 1, -1)),
]


class Afternoon:
    """A desk on which three people work, and on which what any of them did is undone; ``story`` is what they did."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chosen, self.theme = desk, Random(seed), THEMES[seed % len(THEMES)]
        worked_on(desk)
        self.start = newest(desk).seq + 1
        self.log = Log(desk.session)
        self.done: list[Act] = []
        self.story: list[str] = []

    def go_on(self, turns: int) -> None:
        """Let people act and undo, in an order that the seed gives."""
        for _ in range(turns):
            move = self.chosen.choices([self.act, self.undo_one, self.sweep], [60, 37, 3])[0]
            move()
            self.check_what_follows()
        check_merged(self.session)
        assert faults(self.desk) == []

    def act(self) -> None:
        """Let somebody do anything, or what somebody has just done there, so that one is in the other's way."""
        who, m = self.chosen.choice(PEOPLE), self.chosen.randrange(6)
        names = self.chosen.choices([self.theme.acts, ACTS], [3, 1])[0]
        act = Act(who, self.chosen.choice(names), self.chosen.choice(self.theme.things), m)
        if self.done and self.chosen.random() < 0.3:
            act = replace(self.chosen.choice(self.done[-12:]), who=who, m=m)
        if perform(self.desk, act):
            self.done.append(act)
            self.story.append(f"{newest(self.desk).seq}: {act}")

    def undo_one(self) -> None:
        """Undo one of the changes that can be undone and were not, or, now and then, any change."""
        events = self.session.scalars(select(Event).where(Event.seq >= self.start).order_by(Event.seq)).all()
        if self.chosen.random() < 0.9:
            gone = marked(self.session, events)
            events = [one for one in events if one.action in UNDOABLE and one.id not in gone]
        if events:
            event, rest = self.chosen.choice(events), self.chosen.random() < 0.7
            self.story.append(f"undo {event.seq}{' as far as that goes' if rest else ''}")
            self.undo(event, rest)

    def sweep(self) -> None:
        by, back = self.chosen.choice(PEOPLE), self.chosen.randrange(12)
        scope = Scope(self.desk.people[by], max(self.start, newest(self.desk).seq - back), "then")
        self.story.append(f"sweep {by} {scope.first}")
        seen = sweeps.preview(self.session, scope, person=self.desk.edda)
        at = seen.position
        done = sweeps.undo_some(self.session, scope, below=at + 1, seen=at, why="all", by=self.desk.edda)
        self.session.commit()
        assert (done.undone, done.held) == (seen.clear, seen.held)

    @property
    def session(self) -> Session:
        """Return the desk's one session."""
        return self.desk.session

    def undo(self, event: Event, rest: bool) -> None:
        """Undo an event as far as that goes, and hold what there is then against what there was."""
        seen = undo.preview(self.session, event, person=self.desk.edda)
        conflicts = Scales.of(self.session, [event]).plan(event).conflicts if seen.obstacles else []
        assert not seen.obstacles or in_the_way(self.session, self.log, event), conflicts
        assert all(one.later is None or one.later.seq > event.seq for one in seen.obstacles), conflicts
        now = newest(self.desk).seq
        if not self.is_undone(event, seen, rest):
            assert seen.refusal or (seen.obstacles and not rest)
            assert newest(self.desk).seq == now
            return
        assert event.action in UNDOABLE
        assert seen.differences
        places = (event.seq - 1, event.seq, now, now + 1)
        undone = Undone(event, self.log.of(event), *map(self.log.at, places))
        found = [*undone.harm(), *undone.omissions(conflicts)]
        assert not found, found

    def is_undone(self, event: Event, seen: Undoing, rest: bool) -> bool:
        """Undo an event as it was seen; tell whether that was allowed."""
        try:
            undo.undo(self.session, event, seen=seen.position, rest=rest, why="a slip", by=self.desk.edda)
            self.session.commit()
        except Refusal:
            self.session.rollback()
            return False
        return True

    def check_what_follows(self) -> None:
        """Check that verdicts follow from decisions, and stages from what was done."""
        found = self.session.scalars(select(Claim)).all()
        facts = facts_of(self.session, found)
        newest_first = select(Decision).order_by(Decision.created_at.desc(), Decision.id.desc())
        decided: dict[UUID, UUID | None] = {}
        for decision in self.session.scalars(newest_first):
            decided.setdefault(decision.claim_id, decision.verdict_id)
        shown = [claim for claim in found if claim.merged_into_id is None]
        assert [claim.stage for claim in shown] == [stage_of(facts[claim.id]) for claim in shown]
        assert [claim.verdict_id for claim in found] == [decided.get(claim.id) for claim in found]
        waiting = self.session.scalars(select(Look.claim_id).where(Look.settled_at.is_(None)))
        assert not [one for one in waiting if decided.get(one) is None]


class Harm(Exception):
    """What undoing has done and may not, with the afternoon that led to it."""


def pass_afternoons(databases: Databases, kind: Kind, seeds: Iterable[int]) -> None:
    """Let afternoons pass on an engine, each on a database of its own and alike at every run; raise Harm if any."""
    for seed in seeds:
        url = databases.migrated(kind)
        with chance.scripted(f"afternoon {seed}", START), desk_at(url) as desk:
            afternoon = Afternoon(desk, seed)
            try:
                afternoon.go_on(TURNS)
            except Exception as error:
                raise Harm("\n".join([f"The afternoon of seed {seed}:", *afternoon.story, str(error)])) from error
        databases.drop(url)
