"""What three people do on one desk in an afternoon, each act told by who does it and two numbers that pick the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.assessing import Desk
from tracker.domain import chance
from tracker.domain.errors import Refusal
from tracker.domain.trails import parse
from tracker.domain.urgency import Covers, Priority
from tracker.domain.vocabulary import (
    Control,
    EnquiryKind,
    EnquiryOutcome,
    EvidenceStance,
    Relation,
    SourceKind,
    StepCheck,
    Voice,
)
from tracker.models import (
    Appearance,
    Article,
    Case,
    Claim,
    Enquiry,
    Evidence,
    Link,
    Note,
    OriginRuling,
    Ownership,
    Passage,
    Queue,
    Snapshot,
    Source,
    Stake,
    User,
)
from tracker.services import (
    appearances,
    articles,
    cases,
    claim_merges,
    claims,
    decisions,
    duplicates,
    enquiries,
    evidence,
    links,
    looks,
    merges,
    notes,
    origin_rulings,
    ownerships,
    passages,
    queues,
    reviews,
    sources,
    steps,
    tags,
    tasks,
    trails,
)
from tracker.services.appearances import Sight
from tracker.services.claim_lists import Filters
from tracker.services.claims import Wording
from tracker.services.decisions import Ruling
from tracker.services.enquiries import Answer
from tracker.services.evidence import Description
from tracker.services.ownerships import Stated
from tracker.services.steps import Checked
from tracker.services.tasks import Plan
from tracker.services.trails import Entry

PEOPLE = ("boris", "carla", "edda")
QUOTE = "the depot was hit"
TRAILS = ("", "FARS", "FARS < Sputnik", "WSJ", "WSJ, FARS", "Sputnik < WSJ < a pilot")
VERDICTS = ("unproven", "likely", "unlikely")
V = TypeVar("V")


@dataclass(frozen=True)
class Act:
    """One act of a person: its name, ``n`` for the thing that it is done to, and ``m`` for what is done."""

    who: str
    name: str
    n: int
    m: int


class Work:
    """The acts. What makes no sense, or what a rule does not allow, is refused and has not happened."""

    def __init__(self, desk: Desk, by: User, n: int, m: int) -> None:
        self.desk, self.session, self.by, self.n, self.m = desk, desk.session, by, n, m

    def one(self, model: type[Any], n: int | None = None) -> Any:
        """Return a row of a table; refuse where there is none."""
        found = self.session.scalars(select(model).order_by(model.id)).all()
        if not found:
            raise Refusal("There is none.")
        return found[(self.n if n is None else n) % len(found)]

    def pick(self, values: Sequence[V]) -> V:
        """Return one of some values."""
        return values[self.m % len(values)]

    def reword(self) -> None:
        claim, wording = self.one(Claim), Wording(self.pick("abc"), readings=(self.pick("xxyy"),))
        claims.edit(self.session, claim, wording, seen=claim.rev, by=self.by)

    def withdraw_or_restore(self) -> None:
        claim = self.one(Claim)
        step = claims.restore if claim.withdrawn else claims.withdraw
        step(self.session, claim, seen=claim.rev, why="so", by=self.by)

    def tag(self) -> None:
        names = self.pick(["Iran", "Syria", "Hama Iran", "", "Syria Hama"]).split()
        tags.set_tags(self.session, self.one(Claim), names, by=self.by)

    def enter_a_trail(self) -> None:
        place, entry = self.one(Appearance), Entry(parse(self.pick(TRAILS)))
        trails.enter(self.session, place, entry, place=None, seen=place.rev, by=self.by)

    def check_a_step(self) -> None:
        check = self.pick([StepCheck.YES, StepCheck.NOT_THERE, StepCheck.NOT_CHECKED])
        found = {step.id: Checked(check) for step in steps.of_claim(self.session, self.one(Claim))[-1:]}
        steps.check(self.session, self.one(Claim), found, by=self.by)

    def annotate(self) -> None:
        what = (Wording("It burned."), Sight(QUOTE), Entry(parse(self.pick(TRAILS))))
        claims.annotate(self.session, self.one(Article), *what, id=chance.new_id(), note="Look.", by=self.by)

    def appear(self) -> None:
        what = (Sight(QUOTE), Entry(parse(self.pick(TRAILS))))
        where = self.one(Claim), self.one(Snapshot, self.m)
        appearances.add(self.session, *where, *what, id=chance.new_id(), by=self.by)

    def translate(self) -> None:
        place, told = self.one(Appearance), self.pick(["Hit.", "It was hit.", ""])
        sight = Sight("", translation=told, translator="Carla" if told else "")
        appearances.edit(self.session, place, sight, seen=place.rev, by=self.by)

    def withdraw_a_place(self) -> None:
        place = self.one(Appearance)
        appearances.withdraw(self.session, place, seen=place.rev, why="no", by=self.by)

    def add_evidence(self) -> None:
        said = Description(EvidenceStance.SUPPORTS, "A map", excerpt="Here.", publisher=self.pick(["Maxar", "FARS"]))
        evidence.add(self.session, self.one(Claim), said, by=self.by)

    def edit_evidence(self) -> None:
        said = Description(EvidenceStance.REFUTES, self.pick(["A map", "A film"]), excerpt="Here.", direct=self.m > 2)
        evidence.edit(self.session, self.one(Evidence), said, by=self.by)

    def withdraw_evidence(self) -> None:
        evidence.withdraw(self.session, self.one(Evidence), why="no", by=self.by)

    def ask(self) -> None:
        asked, kind = self.pick(["FARS", "The army"]), EnquiryKind.QUESTION
        enquiries.add(self.session, self.one(Claim), kind=kind, words="Was it?", asked=asked, by=self.by)

    def answer(self) -> None:
        given = Answer(EnquiryOutcome.ANSWERED, self.pick(["Yes.", "No."]), on=self.pick(["2026-11-01", ""]))
        enquiries.answer(self.session, self.one(Enquiry), given, by=self.by)

    def write_a_note(self) -> None:
        notes.add(self.session, self.one(Claim), words="Hm.", assigned_to=self.desk.carla, by=self.by)

    def send_it_back(self) -> None:
        claim = self.one(Claim)
        notes.send_back(self.session, claim, words="Whose words?", to=self.desk.anna, seen=claim.rev, by=self.by)

    def plan_work(self) -> None:
        to = self.pick([None, self.desk.carla, self.desk.edda])
        plan = Plan(to, self.pick([None, date(2026, 11, 30)]), self.pick([None, *Priority]))
        tasks.set_out(self.session, self.one(self.pick([Claim, Article])), plan, by=self.by)

    def save_a_queue(self) -> None:
        queues.save(self.session, self.pick("ab"), Covers.CLAIMS, {"tag": "Syria"}, shared=True, by=self.by)

    def change_a_queue(self) -> None:
        queue, people = self.one(Queue), self.pick([None, [self.desk.boris], [self.desk.carla, self.desk.boris]])
        queues.change(self.session, queue, name=self.pick("cd"), shared=True, people=people, by=self.by)

    def share_a_queue_out(self) -> None:
        queues.share_out(self.session, self.one(Queue), Filters(), by=self.by)

    def take_a_queue_away(self) -> None:
        queues.withdraw(self.session, self.one(Queue), by=self.by)

    def answer_a_note(self) -> None:
        note = self.one(Note)
        notes.add(self.session, notes.thing_of(note), words="Yes.", answers=note, by=self.by)

    def resolve_a_note(self) -> None:
        note = self.one(Note)
        (notes.reopen if note.resolved else notes.resolve)(self.session, note, by=self.by)

    def relate(self) -> None:
        pair, relation = (self.one(Claim), self.one(Claim, self.m)), self.pick([Relation.CONTRADICTS, Relation.SAME_AS])
        links.add(self.session, *pair, relation=relation, by=self.by)

    def part(self) -> None:
        links.withdraw(self.session, self.one(Link), why="no", by=self.by)

    def note_an_owner(self) -> None:
        pair, stated = (self.one(Source), self.one(Source, self.m)), Stated(Control.OWNS, basis="A register.")
        ownerships.add(self.session, *pair, stated, confirmed=self.m > 2, by=self.by)

    def confirm_an_owner(self) -> None:
        ownerships.confirm(self.session, self.one(Ownership), basis="Seen.", by=self.by)

    def remove_an_owner(self) -> None:
        ownerships.remove(self.session, self.one(Ownership), by=self.by)

    def merge_sources(self) -> None:
        merges.merge(self.session, self.one(Source), self.one(Source, self.m), why="one and the same", by=self.by)

    def tell_apart(self) -> None:
        duplicates.tell_apart(self.session, self.one(Source), self.one(Source, self.m), by=self.by)

    def merge_claims(self) -> None:
        claim, into = self.one(Claim), self.one(Claim, self.m)
        claim_merges.merge(self.session, claim, into, why="one and the same", by=self.by)

    def part_origins(self) -> None:
        claim, two = self.one(Claim), (self.one(Source), self.one(Source, self.m))
        joins = self.pick([True, False])
        origin_rulings.rule(self.session, claim, *two, joins=joins, seen=claim.rev, why="So.", by=self.by)

    def confirm_a_ruling(self) -> None:
        ruling = self.one(OriginRuling)
        origin_rulings.confirm(self.session, ruling, seen=ruling.claim.rev, by=self.by)

    def mark_a_stake(self) -> None:
        claim, source = self.one(Claim), self.one(Source, self.m)
        origin_rulings.mark_stake(self.session, claim, source, seen=claim.rev, why="Its army.", by=self.by)

    def take_a_stake_back(self) -> None:
        stake = self.one(Stake)
        origin_rulings.take_back(self.session, stake, seen=stake.claim.rev, why="No.", by=self.by)

    def add_a_source(self) -> None:
        name = self.pick(["Mehr", "Tasnim", "WSJ"])
        sources.add(self.session, name=name, kind=SourceKind.AGENCY, other_names=["Agency"], by=self.by)

    def name_a_source(self) -> None:
        source, name = self.one(Source), self.pick(["Fars News", "Novosti"])
        had = next((one for one in source.names if one.name == name), None)
        if had is None:
            sources.add_name(self.session, source, name=name, seen=source.rev, by=self.by)
        else:
            sources.remove_name(self.session, source, had, seen=source.rev, by=self.by)

    def mark_a_passage(self) -> None:
        snapshot, entry = self.one(Snapshot), Entry(parse(self.pick(TRAILS[1:])))
        where = [(self.m % 2, len(snapshot.text))]
        passages.mark(self.session, snapshot, where, Voice.EMBEDDED, entry=entry, id=chance.new_id(), by=self.by)

    def change_a_passage(self) -> None:
        passage, entry = self.one(Passage), Entry(parse(self.pick(TRAILS)))
        seen = passage.snapshot.article.rev
        passages.change(self.session, passage, Voice.CAPTION, entry=entry, seen=seen, by=self.by)

    def remove_a_passage(self) -> None:
        passage = self.one(Passage)
        passages.remove(self.session, passage, seen=passage.snapshot.article.rev, by=self.by)

    def move_an_article(self) -> None:
        step = self.pick([articles.take, articles.finish, articles.release])
        step(self.session, self.one(Article), seen=None, by=self.by)

    def put_into_a_case(self) -> None:
        known = self.session.scalars(select(Case)).first() or cases.add(self.session, title="The depot", by=self.by)
        cases.put_in(self.session, known, self.one(Claim), by=self.by)

    def assess(self) -> None:
        verdict = self.desk.verdict(self.pick(VERDICTS))
        reviews.submit(self.session, self.one(Claim), verdict=verdict, ticks=["no_trace_found"], by=self.by)

    def take_an_assessment_back(self) -> None:
        reviews.take_back(self.session, self.one(Claim), why="no", by=self.by)

    def decide(self) -> None:
        ruling, claim = Ruling(self.desk.verdict(self.pick(VERDICTS)), "So."), self.one(Claim)
        other = next(self.desk.people[who] for who in PEOPLE if self.desk.people[who] is not self.by)
        if reviews.own(self.session, claim, other) is None:
            reviews.submit(self.session, claim, verdict=ruling.verdict, ticks=["no_trace_found"], by=other)
        decisions.decide(self.session, claim, ruling, by=self.by)

    def reopen(self) -> None:
        decisions.reopen(self.session, self.one(Claim), why="hm", by=self.by)

    def stand_by_it(self) -> None:
        claim = self.one(Claim)
        waiting: list[UUID] = [look.id for look in looks.open_of(self.session, claim)]
        if not waiting:
            raise Refusal("Nothing waits for an answer.")
        decisions.still_stands(self.session, claim, look_ids=waiting, why="yes", by=self.by)


ACTS = [name for name in vars(Work) if not name.startswith("_") and name not in ("one", "pick")]


def perform(desk: Desk, act: Act) -> bool:
    """Let somebody act; tell whether it was done."""
    session: Session = desk.session
    deed: Callable[[Work], None] = getattr(Work, act.name)
    try:
        deed(Work(desk, desk.people[act.who], act.n, act.m))
        session.commit()
    except Refusal:
        session.rollback()
        return False
    return True
