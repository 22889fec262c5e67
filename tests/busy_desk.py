"""A desk on which a script, or chance, does one thing after another: whatever the services let it, in every table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker import ingest
from tracker.domain import chance
from tracker.domain.errors import Refusal
from tracker.domain.reasons import DEFAULT_REASONS
from tracker.domain.roles import Permission, Role
from tracker.domain.scale import ScaleStep
from tracker.domain.trails import parse
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import (
    Credibility,
    EnquiryKind,
    EnquiryOutcome,
    EvidenceStance,
    ReadAs,
    Relation,
    Reliability,
    StepCheck,
    Voice,
)
from tracker.models import (
    Appearance,
    Article,
    Citation,
    Claim,
    Enquiry,
    Evidence,
    Link,
    Look,
    Note,
    OriginRuling,
    Ownership,
    Passage,
    Recorded,
    Review,
    Source,
    SourceName,
    Stake,
    User,
)
from tracker.services import (
    appearances,
    articles,
    captures,
    claim_merges,
    claims,
    decisions,
    duplicates,
    enquiries,
    evidence,
    grades,
    links,
    merges,
    notes,
    origin_rulings,
    ownerships,
    passages,
    people,
    reviews,
    scales,
    sources,
    steps,
    tags,
    tasks,
    trails,
    versions,
)
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.grades import Grading
from tracker.services.snapshots import Reading
from tracker.services.steps import Checked
from tracker.services.tasks import Plan
from tracker.services.trails import Entry

T = TypeVar("T")
R = TypeVar("R", bound=Recorded)

TEXTS = (
    "The depot at the salt works burned all night.\n\nNobody saw who set the fire, said the harbour master.",
    "The depot at the salt works burned until noon.\n\nNobody saw who set the fire, said the harbour master.",
    "قال المرفأ إن المستودع احترق.\n\nNobody saw who set the fire, said the harbour master.\n\nIt rained.",
)
QUOTES = ("Nobody saw who set the fire", "The depot at the salt works burned", "said the harbour master", "It rained")
TRAILS = (
    "FARS < Sputnik Arabic < .",
    "Harbour Gazette",
    "FARS, WSJ < people familiar with the matter",
    "",
    "وكالة < FARS",
)
NAMES = ("FARS", "Sputnik Arabic", "Fars News Agency", "Спутник", "WSJ", "The Journal", "وكالة فارس")
WORDS = ("A depot burned.", "Two depots burned.", "احترق المستودع.", "It was arson.", "Nobody was there.")


TRUSTED = (User.role.in_((Role.REVIEWER, Role.EDITOR, Role.ADMIN)), User.active.is_(True))


class NothingThere(Exception):
    """There is nothing yet to do this to."""


@dataclass
class BusyDesk:
    """One writing session, and the chance by which it is chosen what is done, to what and by whom."""

    session: Session
    random: Random
    done: list[str] = field(default_factory=list)

    def act(self, name: str | None = None) -> bool:
        """Do one thing, any one unless it is named, and commit it; return whether anything was done."""
        name = name or self.pick(sorted(ACTS))
        try:
            ACTS[name](self)
            self.session.commit()
        except (Refusal, NothingThere):
            self.session.rollback()
            return False
        self.done.append(name)
        return True

    def pick(self, choices: Sequence[T]) -> T:
        """Choose one."""
        if not choices:
            raise NothingThere
        return choices[self.random.randrange(len(choices))]

    def any(self, model: type[R], *conditions: Any) -> R:
        """Choose a row of a table."""
        return self.pick(self.session.scalars(select(model).where(*conditions).order_by(model.id)).all())

    def first(self, model: type[R]) -> R:
        """Return the oldest row of a table."""
        return self.session.scalars(select(model).order_by(model.id).limit(1)).one()

    @property
    def by(self) -> User:
        """Choose who acts."""
        return self.any(User, *TRUSTED)

    def other(self, claim: Claim) -> User:
        """Choose who has not assessed a claim, so as to decide it."""
        assessed = select(Review.created_by_id).where(Review.claim_id == claim.id)
        return self.any(User, *TRUSTED, User.id.not_in(assessed))


def _reading(desk: BusyDesk, by: User) -> tuple[Any, Reading]:
    content = f"{desk.pick(TEXTS)}\n\n{desk.random.randrange(1000)}".encode()
    extraction = ingest.read(content, filename="a.txt")
    return captures.take(desk.session, content, extraction, id=chance.new_id(), by=by), Reading.of(extraction)


def add_article(desk: BusyDesk) -> None:
    by = desk.by
    capture, reading = _reading(desk, by)
    said = articles.Description(desk.pick(WORDS), outlet=desk.pick(("", *NAMES)), published="2026-11")
    articles.add(desk.session, capture, reading, said, id=chance.new_id(), by=by)


def add_version(desk: BusyDesk) -> None:
    by = desk.by
    capture, reading = _reading(desk, by)
    versions.add(desk.session, desk.any(Article, Article.version > 0), capture, reading, by=by)


def cite(desk: BusyDesk) -> None:
    articles.cite(desk.session, articles.Description(desk.pick(WORDS), outlet=desk.pick(NAMES)), by=desk.by)


def describe(desk: BusyDesk) -> None:
    article = desk.any(Article)
    said = articles.Description(desk.pick(WORDS), byline=desk.pick(("", "J. M.")), outlet=desk.pick(("", *NAMES)))
    articles.describe(desk.session, article, said, seen=article.rev, by=desk.by)


def take(desk: BusyDesk) -> None:
    articles.take(desk.session, desk.any(Article), seen=None, by=desk.by)


def set_aside(desk: BusyDesk) -> None:
    articles.set_aside(desk.session, desk.any(Article), seen=None, why="sport", by=desk.by)


def mark_passage(desk: BusyDesk) -> None:
    article = desk.any(Article, Article.version > 0)
    snapshot = articles.newest_snapshot(desk.session, article)
    entry = Entry(parse(desk.pick(TRAILS)))
    ranges = [(0, desk.random.randrange(10, len(snapshot.text)))]
    passages.mark(desk.session, snapshot, ranges, Voice.EMBEDDED, entry=entry, id=chance.new_id(), by=desk.by)


def change_passage(desk: BusyDesk) -> None:
    passage = desk.any(Passage)
    entry = Entry(parse(desk.pick(TRAILS)))
    voice = desk.pick((Voice.CAPTION, Voice.EMBEDDED))
    seen = passage.snapshot.article.rev
    passages.change(desk.session, passage, voice, label=desk.pick(WORDS), entry=entry, seen=seen, by=desk.by)


def remove_passage(desk: BusyDesk) -> None:
    passage = desk.any(Passage)
    passages.remove(desk.session, passage, seen=passage.snapshot.article.rev, by=desk.by)


def annotate(desk: BusyDesk) -> None:
    article = desk.any(Article, Article.version > 0)
    wording, sight = Wording(desk.pick(WORDS), readings=("all of it",)), Sight(desk.pick(QUOTES))
    entry = Entry(parse(desk.pick(TRAILS)))
    claims.annotate(desk.session, article, wording, sight, entry, id=chance.new_id(), note="Look.", by=desk.by)


def join(desk: BusyDesk) -> None:
    claim, article = desk.any(Claim), desk.any(Article, Article.version > 0)
    snapshot, sight = articles.newest_snapshot(desk.session, article), Sight(desk.pick(QUOTES))
    entry = Entry(parse(desk.pick(TRAILS)))
    appearances.add(desk.session, claim, snapshot, sight, entry, id=chance.new_id(), by=desk.by)


def leave(desk: BusyDesk) -> None:
    place = desk.any(Appearance)
    appearances.withdraw(desk.session, place, seen=place.rev, why="not there", by=desk.by)


def edit(desk: BusyDesk) -> None:
    claim = desk.any(Claim, *([Claim.verdict_id.is_not(None)] if desk.random.random() < 0.5 else []))
    claims.edit(desk.session, claim, Wording(desk.pick(WORDS)), seen=claim.rev, why="clearer", by=desk.by)


def withdraw(desk: BusyDesk) -> None:
    claim = desk.any(Claim)
    claims.withdraw(desk.session, claim, seen=claim.rev, why="twice", by=desk.by)


def restore(desk: BusyDesk) -> None:
    claim = desk.any(Claim, Claim.withdrawn.is_(True))
    claims.restore(desk.session, claim, seen=claim.rev, by=desk.by)


def tag(desk: BusyDesk) -> None:
    tags.set_tags(
        desk.session, desk.any(Claim), [desk.pick(("fire", "salt", "حريق")), desk.pick(("a", "b"))], by=desk.by
    )


def enter_trail(desk: BusyDesk) -> None:
    place = desk.any(Appearance)
    trails.enter(desk.session, place, Entry(parse(desk.pick(TRAILS))), place=None, seen=place.rev, by=desk.by)


def check_step(desk: BusyDesk) -> None:
    step = desk.any(Citation, Citation.appearance_id.is_not(None))
    found = {step.id: Checked(desk.pick(tuple(StepCheck)), ReadAs.ORIGINAL)}
    steps.check(desk.session, desk.session.get_one(Appearance, step.appearance_id).claim, found, by=desk.by)


def add_evidence(desk: BusyDesk) -> None:
    said = evidence.Description(
        desk.pick(tuple(EvidenceStance)), desk.pick(WORDS), excerpt="It burned.", publisher=desk.pick(("", *NAMES))
    )
    file = evidence.File(desk.pick(WORDS).encode(), "a.txt", "text/plain") if desk.random.random() < 0.5 else None
    evidence.add(desk.session, desk.any(Claim), said, file=file, by=desk.by)


def edit_evidence(desk: BusyDesk) -> None:
    piece = desk.any(Evidence)
    said = evidence.Description(EvidenceStance.REFUTES, desk.pick(WORDS), address="https://example.org/1", direct=True)
    evidence.edit(desk.session, piece, said, by=desk.by)


def withdraw_evidence(desk: BusyDesk) -> None:
    evidence.withdraw(desk.session, desk.any(Evidence), why="no", by=desk.by)


def ask(desk: BusyDesk) -> None:
    asked = desk.pick(NAMES)
    enquiries.add(desk.session, desk.any(Claim), kind=EnquiryKind.QUESTION, words="Was it?", asked=asked, by=desk.by)


def answer(desk: BusyDesk) -> None:
    given = enquiries.Answer(EnquiryOutcome.ANSWERED, desk.pick(WORDS), "2026-11-20")
    enquiries.answer(desk.session, desk.any(Enquiry), given, by=desk.by)


def relate(desk: BusyDesk) -> None:
    relation = desk.pick(tuple(Relation))
    links.add(desk.session, desk.any(Claim), desk.any(Claim), relation=relation, note=desk.pick(WORDS), by=desk.by)


def merge_claims(desk: BusyDesk) -> None:
    if desk.random.random() < 0.7:
        raise NothingThere  # Else all claims would soon be one.
    claim_merges.merge(desk.session, desk.any(Claim), desk.any(Claim), why=desk.pick(WORDS), by=desk.by)


def part(desk: BusyDesk) -> None:
    links.withdraw(desk.session, desk.any(Link), why="no", by=desk.by)


def write_note(desk: BusyDesk) -> None:
    things: tuple[Claim | Article | Source, ...] = (desk.any(Claim), desk.any(Article), desk.any(Source))
    notes.add(desk.session, desk.pick(things), words=desk.pick(WORDS), assigned_to=desk.by, by=desk.by)


def send_back(desk: BusyDesk) -> None:
    claim = desk.any(Claim, Claim.verdict_id.is_(None))
    notes.send_back(desk.session, claim, words=desk.pick(WORDS), to=desk.by, seen=claim.rev, by=desk.by)


def plan_work(desk: BusyDesk) -> None:
    things: tuple[Claim | Article, ...] = (desk.any(Claim), desk.any(Article))
    to = desk.by if desk.by.may(Permission.ASSESS) else None
    plan = Plan(to, desk.pick((None, date(2026, 12, 24))), desk.pick((None, *Priority)))
    tasks.set_out(desk.session, desk.pick(things), plan, by=desk.by)


def resolve_note(desk: BusyDesk) -> None:
    notes.resolve(desk.session, desk.any(Note), by=desk.by)


def assess(desk: BusyDesk) -> None:
    verdict = desk.pick(scales.in_use(desk.session).verdicts)
    claim = desk.any(Claim, *([Claim.id.in_(select(Evidence.claim_id))] if desk.random.random() < 0.5 else []))
    ids = [piece.id for piece in evidence.of_claim(desk.session, claim)[:1]]
    ticks = [desk.pick(DEFAULT_REASONS).key]
    reviews.submit(
        desk.session, claim, verdict=verdict, ticks=ticks, words=desk.pick(WORDS), evidence_ids=ids, by=desk.by
    )


def change_scale(desk: BusyDesk) -> None:
    newest = scales.in_use(desk.session)
    worded = [replace(verdict.step, definition=desk.pick(WORDS)) for verdict in newest.verdicts]
    added = [ScaleStep("", f"Verdict {len(worded)}", desk.pick(WORDS), None, "disputed")] if len(worded) < 12 else []
    scales.change(desk.session, [*worded, *added], seen=newest.version, why="agreed", by=desk.by)


def take_back(desk: BusyDesk) -> None:
    review = desk.any(Review)
    reviews.take_back(desk.session, review.claim, why="I was wrong", by=review.created_by)


def decide(desk: BusyDesk) -> None:
    verdict = desk.pick([one for one in scales.in_use(desk.session).verdicts if not one.gated])
    claim = desk.any(Claim, Claim.id.in_(select(Review.claim_id)))
    ruling = decisions.Ruling(verdict, desk.pick(WORDS), "2026-11", desk.pick(WORDS))
    decisions.decide(desk.session, claim, ruling, by=desk.other(claim))


def reopen(desk: BusyDesk) -> None:
    decisions.reopen(desk.session, desk.any(Claim, Claim.verdict_id.is_not(None)), why="look again", by=desk.by)


def still_stands(desk: BusyDesk) -> None:
    look = desk.any(Look, Look.settled_at.is_(None))
    decisions.still_stands(desk.session, look.claim, look_ids=[look.id], why="it does", by=desk.other(look.claim))


def add_source(desk: BusyDesk) -> None:
    sources.named_or_made(desk.session, desk.pick(NAMES), field="name", by=desk.by)
    articles.cite(desk.session, articles.Description(desk.pick(WORDS)), by=desk.by)


def edit_source(desk: BusyDesk) -> None:
    source = desk.any(Source)
    name, kind = desk.pick([one.name for one in source.names]), source.source_kind
    about, contact = desk.pick(WORDS), desk.pick(("", "x@example.org"))
    examined = desk.pick((None, True, False))
    said = {"name": name, "kind": kind, "about": about, "contact": contact, "owners_examined": examined}
    sources.edit(desk.session, source, **said, seen=source.rev, by=desk.by)  # type: ignore[arg-type]


def rule_on_origins(desk: BusyDesk) -> None:
    claim, joins, why = desk.any(Claim), desk.pick((True, False)), desk.pick(WORDS)
    one, other = desk.any(Source), desk.any(Source)
    origin_rulings.rule(desk.session, claim, one, other, joins=joins, seen=claim.rev, why=why, by=desk.by)


def confirm_a_parting(desk: BusyDesk) -> None:
    ruling = desk.any(OriginRuling)
    origin_rulings.confirm(desk.session, ruling, seen=ruling.claim.rev, by=desk.by)


def mark_a_stake(desk: BusyDesk) -> None:
    claim, source = desk.any(Claim), desk.any(Source)
    origin_rulings.mark_stake(desk.session, claim, source, seen=claim.rev, why=desk.pick(WORDS), by=desk.by)


def take_a_ruling_back(desk: BusyDesk) -> None:
    ruling: OriginRuling | Stake = desk.any(OriginRuling) if desk.pick((True, False)) else desk.any(Stake)
    origin_rulings.take_back(desk.session, ruling, seen=ruling.claim.rev, why=desk.pick(WORDS), by=desk.by)


def name_source(desk: BusyDesk) -> None:
    source = desk.any(Source)
    name = f"{desk.pick(NAMES)} {desk.random.randrange(9)}"
    sources.add_name(desk.session, source, name=name, language="fa", seen=source.rev, by=desk.by)


def unname_source(desk: BusyDesk) -> None:
    several = select(SourceName.source_id).group_by(SourceName.source_id).having(func.count() > 1)
    source = desk.any(Source, Source.id.in_(several))
    others = [name for name in source.names if name.name != source.name]
    sources.remove_name(desk.session, source, desk.pick(others), seen=source.rev, by=desk.by)


def own(desk: BusyDesk) -> None:
    said = ownerships.Stated(basis=desk.pick(WORDS), since="2016", asserted_in=desk.any(Article))
    ownerships.add(desk.session, desk.any(Source), desk.any(Source), said, by=desk.by)


def confirm_owner(desk: BusyDesk) -> None:
    ownerships.confirm(desk.session, desk.any(Ownership), basis="Its imprint.", by=desk.by)


def remove_owner(desk: BusyDesk) -> None:
    ownerships.remove(desk.session, desk.any(Ownership), why="no", by=desk.by)


def merge_sources(desk: BusyDesk) -> None:
    going, into = desk.any(Source), desk.any(Source)
    if desk.random.random() < 0.7:
        raise NothingThere  # Else all sources would soon be one.
    merges.merge(desk.session, going, into, seen=going.rev, seen_into=into.rev, why="one and the same", by=desk.by)


def tell_apart(desk: BusyDesk) -> None:
    duplicates.tell_apart(desk.session, desk.any(Source), desk.any(Source), by=desk.by)


def grade_source(desk: BusyDesk) -> None:
    source = desk.any(Source)
    known = [grade for grade in grades.of_source(desk.session, source) if grade.source_id == source.id]
    found = Grading(desk.pick((*Reliability, None)), desk.pick(WORDS), seen=known[0].id if known else None)
    grades.grade_source(desk.session, source, found, by=desk.by)


def grade_information(desk: BusyDesk) -> None:
    place = desk.any(Appearance)
    known = grades.of_appearances(desk.session, [place.id]).get(place.id, [])
    found = Grading(desk.pick(tuple(Credibility)), desk.pick(WORDS), seen=known[0].id if known else None)
    grades.grade_information(desk.session, place, found, by=desk.by)


def rename_person(desk: BusyDesk) -> None:
    person = desk.any(User)
    name = f"{person.login} {desk.random.randrange(99)}"
    people.change(desk.session, person, name=name, role=person.role, by=desk.by)


def reset_password(desk: BusyDesk) -> None:
    # This ends sign-ins, and viewers are who look on in tests.
    person = desk.any(User, User.role != Role.VIEWER)
    people.reset_password(desk.session, person, password_hash="another hash", by=desk.by)


ACTS: dict[str, Callable[[BusyDesk], None]] = {
    act.__name__: act
    for act in (
        *(add_article, add_version, cite, describe, take, set_aside, mark_passage, change_passage, remove_passage),
        *(annotate, join, leave, edit, withdraw, restore, tag, enter_trail, check_step, add_evidence, edit_evidence),
        *(
            withdraw_evidence,
            ask,
            answer,
            relate,
            part,
            write_note,
            send_back,
            plan_work,
            resolve_note,
            assess,
            take_back,
            decide,
            reopen,
        ),
        *(still_stands, add_source, edit_source, name_source, unname_source, own, confirm_owner, remove_owner),
        *(merge_sources, merge_claims, tell_apart, rename_person, reset_password),
        *(grade_source, grade_information, change_scale),
        *(rule_on_origins, confirm_a_parting, mark_a_stake, take_a_ruling_back),
    )
}

BEGINNING = ("add_article", "annotate", "annotate", "add_article", "annotate", "assess", "own", "mark_passage")
"""What gives most of the other acts something to be done to."""
