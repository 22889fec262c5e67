"""A desk that assesses: a small cast, the default scale, and a claim with a trail, made with the models alone."""

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.statements import statements
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.roles import Role
from tracker.domain.vocabulary import Manner, SourceKind, Stance
from tracker.models import (
    Appearance,
    Article,
    Capture,
    Citation,
    Claim,
    Decision,
    Passage,
    Review,
    Snapshot,
    Source,
    User,
    Verdict,
)
from tracker.services import decisions, reviews, scales, sources
from tracker.services.decisions import Ruling
from tracker.services.record import record

KEY = b"a key that is kept outside the database"
TEXT = "FARS reported, citing Sputnik Arabic, that the depot was hit."
SETUP = Program("setup")


@dataclass
class Desk:
    """One writing session on a desk of Anna, who annotates, Boris and Carla, who review, and Edda, who edits."""

    session: Session
    engine: Engine
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """Collect the statements that anybody sends to the desk's database inside this block."""
        with statements(self.engine) as sent:
            yield sent

    def verdict(self, key: str) -> Verdict:
        """Return a verdict of the scale in use."""
        return scales.get_verdict(self.session, key)

    def person(self, name: str, role: Role) -> User:
        """Let somebody join the desk."""
        login = name.lower()
        person = User(
            login=login, login_folded=login, name=name, role=role, password_hash="not a hash", created_at=chance.now()
        )
        self.session.add(person)
        record(self.session, Action.PERSON_ADDED, about=person, by=SETUP)
        self.people[login] = person
        return person

    def source(self, name: str, kind: SourceKind = SourceKind.AGENCY) -> Source:
        """Add a source, also where another one has the name."""
        return sources.add(self.session, name=name, kind=kind, even_if_known=True, by=self.anna)

    def article(self) -> Article:
        """Add an article of one sentence."""
        content = TEXT.encode()
        digest = hashlib.sha256(content).hexdigest()
        now = chance.now()
        capture = Capture(sha256=digest, content=content, size=len(content), media_type="text/plain", captured_at=now)
        article = Article(title="Depot hit", version=1, created_at=now, created_by=self.anna)
        snapshot = Snapshot(
            article=article,
            version=1,
            capture=capture,
            extractor="plain",
            ranges=[[0, len(TEXT)]],
            text=TEXT,
            sha256=digest,
            links=[],
            created_at=now,
        )
        self.session.add_all([article, snapshot])
        record(self.session, Action.ARTICLE_ADDED, about=article, by=self.anna)
        return article

    def claim(self, statement: str = "The depot was hit.", *, passage: Passage | None = None, **about: Any) -> Claim:
        """Annotate a claim, by Anna, in an article of its own or in a passage."""
        article = passage.snapshot.article if passage is not None else self.article()
        claim = Claim(statement=statement, created_at=chance.now(), created_by=self.anna, **about)
        appearance = Appearance(
            claim=claim, article=article, passage=passage, created_at=chance.now(), created_by=self.anna
        )
        self.session.add_all([claim, appearance])
        record(self.session, Action.CLAIM_ANNOTATED, about=claim, by=self.anna)
        self.session.commit()
        return claim

    def assess(self, claim: Claim, key: str, *, by: User) -> Review:
        """Assess a claim for one of the reasons to tick."""
        review = reviews.submit(self.session, claim, verdict=self.verdict(key), ticks=["no_trace_found"], by=by)
        self.session.commit()
        return review

    def decide(self, claim: Claim, key: str, **ruling: Any) -> Decision:
        """Let Boris assess a claim and Carla decide it."""
        self.assess(claim, key, by=self.boris)
        said = Ruling(self.verdict(key), "Because it is so.", **ruling)
        decision = decisions.decide(self.session, claim, said, by=self.carla)
        self.session.commit()
        return decision

    def trail(
        self, thing: Appearance | Passage, *names: str, via: Citation | None = None, stance: Stance | None = None
    ) -> list[Citation]:
        """Enter a trail of agencies, the one next to the reader first."""
        steps: list[Citation] = []
        for name in names:
            owner = {"appearance": thing} if isinstance(thing, Appearance) else {"passage": thing}
            step = Citation(source=self.source(name), via=via, manner=Manner.REPORT, stance=stance, **owner)
            self.session.add(step)
            self.session.flush()
            steps.append(step)
            via = step
        record(self.session, Action.TRAIL_ENTERED, about=thing.root, by=self.anna)
        self.session.commit()
        return steps


@contextmanager
def desk_at(url: str) -> Iterator[Desk]:
    """Open a desk on an empty database at the newest revision."""
    database = Database(url, KEY)
    try:
        with closing(database.writing()) as session:
            yield _staffed(Desk(session, database.engine))
    finally:
        database.engine.dispose()


@contextmanager
def desk_in(database: Database) -> Iterator[Desk]:
    """Open a desk on a database that others use at the same time, as the program does."""
    with closing(database.writing()) as session:
        yield _staffed(Desk(session, database.engine))


def _staffed(desk: Desk) -> Desk:
    desk.person("Anna", Role.ANNOTATOR)
    for name in ("Boris", "Carla"):
        desk.person(name, Role.REVIEWER)
    desk.person("Edda", Role.EDITOR)
    scales.ensure(desk.session, by=SETUP)
    desk.session.commit()
    return desk
