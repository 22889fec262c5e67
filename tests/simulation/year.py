"""A year of a desk's work, made up by a seeded chance: what a desk does every day, and by turns all the rest."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from tests.busy_desk import ACTS, BusyDesk, NothingThere
from tests.cast import CAST, SEAL_KEY, hire
from tests.simulation import rare, visits
from tracker import ingest
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actors import Program
from tracker.domain.chance import Scripted
from tracker.domain.errors import Refusal
from tracker.domain.reasons import DEFAULT_REASONS
from tracker.domain.roles import Permission, Role
from tracker.domain.trails import parse
from tracker.domain.vocabulary import Basis, EvidenceStance, ReadAs, SourceKind, StepCheck
from tracker.models import Article, Claim, Recorded, Review, Snapshot, User
from tracker.services import (
    articles,
    captures,
    claims,
    decisions,
    evidence,
    next_up,
    reviews,
    scales,
    sources,
    steps,
    versions,
)
from tracker.services.appearances import Sight
from tracker.services.checkpoints import keys
from tracker.services.checkpoints.sealer import Sealer
from tracker.services.claims import Wording
from tracker.services.snapshots import Reading
from tracker.services.steps import Checked
from tracker.services.trails import Entry

R = TypeVar("R", bound=Recorded)

BEGAN = datetime(2025, 11, 26, 7, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
A_DAY = 15
"""How many claims a desk takes up on one of its days."""
BESIDES = 14
"""How many of the rarer things happen on a day."""
TRIES = 8
"""How often what has not happened by the end of the year is tried, three times over."""
COSTLY, MOST_COSTLY = frozenset({"withhold", "ask_only", "refuse_withholding", "take_withholding_back"}), 5
"""What looks through the whole record, and how often a desk does so in a year."""

WHO = (
    "A coastguard",
    "The mayor",
    "An aid worker",
    "The ministry",
    "A driver",
    "The port office",
    "متحدث باسم الميناء",
)
DID = ("counted", "denied", "saw", "reported", "filmed", "heard of")
WHAT = ("fires", "ships", "convoys", "drones", "strikes", "arrests", "closed roads", "شاحنات")
OUTLETS = [
    f"The {place} {kind}"
    for place in ("Harbour", "Coast", "Salt Road", "Northern", "Quay", "Delta")
    for kind in ("Gazette", "Post", "Wire", "Observer", "Herald")
]
AGENCIES = [
    f"{name} {kind}"
    for name in ("Marmara", "Levant", "Baltic", "Orient", "Atlas", "Рассвет", "الساحل")
    for kind in ("News Agency", "Press", "Radio")
]
UNUSED = {"reset_password", "annotate", "join", "decide"}
"""Acts of a busy desk that a year does in its own way."""
ALL: dict[str, Callable[[Any], None]] = {
    **{name: act for name, act in ACTS.items() if name not in UNUSED},
    **rare.ACTS,
}


@dataclass
class Size:
    """How many people work on how many claims."""

    people: int
    claims: int

    @property
    def days(self) -> int:
        """Return on how many days something is done."""
        return max(1, self.claims // A_DAY)


@dataclass
class Year(BusyDesk):
    """A desk in the course of a year; ``app`` serves a share of what is done, where there is one."""

    database: Database = field(kw_only=True)
    clock: Scripted = field(kw_only=True)
    size: Size = field(kw_only=True)
    app: Flask | None = None
    sealer: Sealer | None = None
    day: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def any(self, model: type[R], *conditions: Any) -> R:
        """Choose a row of a table by a moment at which it may have been made, however long the table is."""
        if model is Claim and not conditions:
            conditions = (Claim.withdrawn.is_(False), Claim.merged_into_id.is_(None))
        past = self.random.random() * (chance.now() - BEGAN)
        such = select(model).where(*conditions).limit(1)
        found = self.session.scalars(such.where(model.id >= chance.first_id(BEGAN + past)).order_by(model.id)).first()
        found = found or self.session.scalars(such.order_by(model.id)).first()
        if found is None:
            raise NothingThere
        return found

    def recent(self, *conditions: Any) -> Claim:
        """Choose a claim of the last weeks."""
        since = chance.first_id(chance.now() - timedelta(days=20))
        found = self.session.scalars(
            select(Claim.id).where(Claim.id >= since, *conditions).order_by(Claim.id.desc()).limit(60)
        ).all()
        return self.session.get_one(Claim, self.pick(found))

    def person(self, *permissions: Permission, but: UUID | None = None) -> User:
        """Choose somebody of the desk who may do something."""
        staff = self.session.scalars(select(User).where(User.active).order_by(User.id)).all()
        return self.pick([one for one in staff if one.id != but and all(map(one.may, permissions))])

    def do(self, name: str, act: Callable[..., object], *given: Any) -> bool:
        """Do one thing and commit it; what is refused leaves nothing behind."""
        try:
            act(self, *given)
            self.session.commit()
        except (Refusal, NothingThere) as refusal:
            self.session.rollback()
            if isinstance(refusal, Refusal):
                self.refused[f"{name}: {refusal.message}"] += 1
            return False
        self.done.append(name)
        return True


def live(year: Year) -> None:
    """Let a year pass on a desk that was just set up."""
    _set_up(year)
    turns: list[str] = []
    for day in range(year.size.days):
        year.day = day
        year.clock.wait_until(BEGAN + YEAR * day / year.size.days)
        _work(year)
        for _ in range(BESIDES):
            turns = turns or year.random.sample(sorted(ALL), len(ALL))
            name = turns.pop()
            if name not in COSTLY or year.done.count(name) < MOST_COSTLY:
                year.do(name, ALL[name])
        visits.pay(year)
        if year.sealer is not None:
            year.sealer.seal()
        year.session.expunge_all()
    _make_up_for(year)
    year.session.commit()
    visits.back_up(year)


def _set_up(year: Year) -> None:
    session, setup = year.session, Program("setup")
    scales.ensure(session, by=setup)
    keys.put_on_record(session, keys.Signer(SEAL_KEY.encode()), origin="desk.example/year", by=setup)
    if session.scalars(select(User).limit(1)).first() is None:
        for login, (name, role) in CAST.items():
            hire(session, login, name, role)
    roles = (Role.ADMIN, Role.REVIEWER, Role.ANNOTATOR, Role.REVIEWER, Role.ANNOTATOR, Role.EDITOR)
    for place in range(year.size.people - len(session.scalars(select(User)).all())):
        hire(session, f"w{place:02}", f"Worker {place:02}", roles[place % len(roles)])
    session.commit()
    ada = session.scalars(select(User).where(User.role == Role.ADMIN).order_by(User.id).limit(1)).one()
    for name in AGENCIES:
        sources.add(session, name=name, kind=SourceKind.AGENCY, by=ada)
        session.commit()


def _work(year: Year) -> None:
    """Do what a desk does every day: take in, annotate, assess, decide, and take newer texts in."""
    for _ in range(A_DAY // 3):
        year.do("take in", take_in)
    for _ in range(A_DAY):
        year.do("weigh", weigh)
    for _ in range(A_DAY):
        year.do("decide on", decide_on)
    year.do("newer text", newer_text)
    year.do("next", ask_for_next)


def sentences(year: Year, many: int) -> list[str]:
    """Make sentences up, no two alike."""
    pick = year.pick
    return [
        f"{pick(WHO)} {pick(DID)} {year.random.randrange(2, 99)} {pick(WHAT)} in week {year.day}.{at}"
        for at in range(many)
    ]


def trail(year: Year) -> str:
    """Make a trail up, as it is typed."""
    first, then = year.pick(AGENCIES), year.pick(AGENCIES)
    forms = (
        "",
        first,
        f"{first} < {then}",
        f"{first} < {then} < .",
        f"{first}, {then}",
        f"{first} < people familiar with it",
    )
    return year.pick(forms)


def take_in(year: Year) -> None:
    """Take an article in and annotate three claims in it."""
    by, said = year.person(Permission.ANNOTATE), sentences(year, 5)
    capture, reading = read(year, said, by)
    about = articles.Description(f"{said[0][:60]}", outlet=year.pick(OUTLETS), published=f"{chance.now():%Y-%m-%d}")
    original = year.any(Article, Article.version > 0) if year.day and year.random.random() < 0.1 else None
    article = articles.add(year.session, capture, reading, about, id=chance.new_id(), repost_of=original, by=by)
    year.session.commit()
    articles.take(year.session, article, seen=article.rev, by=by)
    for quote in said[:3]:
        basis = year.pick((Basis.NOT_STATED, *Basis))
        entry, wording = Entry(parse(trail(year)), basis=basis), Wording(f"{quote.rpartition(' in ')[0]}.")
        claims.annotate(year.session, article, wording, Sight(quote), entry, id=chance.new_id(), by=by)
        year.session.commit()
    articles.finish(year.session, article, seen=article.rev, by=by)


def read(year: Year, said: list[str], by: User) -> tuple[Any, Reading]:
    """Take bytes in and read them."""
    content = "\n\n".join(f"{one}, it was said." for one in said).encode()
    extraction = ingest.read(content, filename="a.txt")
    return captures.take(year.session, content, extraction, id=chance.new_id(), by=by), Reading.of(extraction)


def weigh(year: Year) -> None:
    """Assess a claim of the last weeks, with evidence and steps read by the way."""
    session, claim = year.session, year.recent(Claim.verdict_id.is_(None), Claim.withdrawn.is_(False))
    by = year.person(Permission.ASSESS, but=claim.created_by_id)
    if year.random.random() < 0.35:
        direct = year.random.random() < 0.3
        named = {"publisher": year.pick(AGENCIES), "had_from": year.pick(("", year.pick(AGENCIES)))}
        stance = year.pick(tuple(EvidenceStance))
        said = evidence.Description(stance, "A film", excerpt="Smoke.", direct=direct, **named)
        evidence.add(session, claim, said, by=by)
        session.commit()
    found = {
        step.id: Checked(year.pick((StepCheck.YES, StepCheck.YES, *StepCheck)), ReadAs.ORIGINAL)
        for step in steps.of_claim(session, claim)
        if year.random.random() < 0.6
    }
    pieces = [piece.id for piece in evidence.of_claim(session, claim)]
    verdict = year.pick(scales.in_use(session).verdicts)
    words = f"Weighed{claim.number}quartz"
    reviews.submit(
        session,
        claim,
        verdict=verdict,
        ticks=[year.pick(tuple(reason.key for reason in DEFAULT_REASONS))],
        words=words,
        evidence_ids=pieces,
        found=found,
        by=by,
    )


def decide_on(year: Year) -> None:
    """Decide a claim of the last weeks that somebody assessed, as one of the assessments has it."""
    session = year.session
    claim = year.recent(Claim.verdict_id.is_(None), Claim.id.in_(select(Review.claim_id)))
    standing = reviews.standing(session, claim)
    verdict = year.pick([one.verdict for one in standing if one.verdict is not None])
    by = year.person(Permission.DECIDE, but=year.pick(standing).created_by_id)
    override = "The deadline." if by.may(Permission.OVERRIDE) and year.random.random() < 0.2 else ""
    ruling = decisions.Ruling(verdict, "As assessed.", f"{chance.now():%Y-%m}", "The archive.", override)
    decisions.decide(session, claim, ruling, by=by)


def newer_text(year: Year) -> None:
    """Take a newer text of an article in, in which one of its sentences changed and one is gone."""
    session, by = year.session, year.person(Permission.ADD_ARTICLES)
    article = year.any(Article, Article.version > 0)
    before = session.scalars(
        select(Snapshot).where(Snapshot.article_id == article.id).order_by(Snapshot.version.desc())
    ).first()
    assert before is not None
    said = [one.removesuffix(", it was said.") for one in before.text.split("\n\n")]
    said = [said[0].replace("in week", "on the coast in week"), *said[2:]] if len(said) > 2 else sentences(year, 4)
    capture, reading = read(year, said, by)
    versions.add(session, article, capture, reading, by=by)


def ask_for_next(year: Year) -> None:
    """Ask for what is next, which holds it."""
    if next_up.take_next(year.session, year.person(Permission.ANNOTATE)) is None:
        raise NothingThere


def _make_up_for(year: Year) -> None:
    """Try again what has not happened in all the year."""
    for name in sorted(ALL.keys() - set(year.done)) * 3:
        if name not in year.done:
            any(year.do(name, ALL[name]) for _ in range(TRIES))
    year.do("blind_case", ALL["blind_case"])  # So that something is sealed when all is looked at.


def lived(database: Database, size: Size, seed: str, app: Flask | None = None, sealer: Sealer | None = None) -> Year:
    """Return a desk after its year."""
    with chance.scripted(seed, BEGAN) as clock, closing(database.writing()) as session:
        given: dict[str, Any] = {"database": database, "clock": clock, "size": size, "app": app, "sealer": sealer}
        year = Year(session, Random(seed), **given)
        live(year)
        return year
