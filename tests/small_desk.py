"""A desk of two people with a few things on it, made with the models alone, for tests of the record itself."""

import hashlib
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor, Program
from tracker.domain.roles import Role
from tracker.domain.vocabulary import Certainty, How, SourceKind
from tracker.models import (
    Anchor,
    Appearance,
    Article,
    Capture,
    Citation,
    Claim,
    Recorded,
    Scale,
    Snapshot,
    Source,
    SourceName,
    User,
    Verdict,
)
from tracker.services.record import record

KEY = b"a key that is kept outside the database"
TEXT = "FARS reported, citing Sputnik Arabic, that the depot was hit."
START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@dataclass
class SmallDesk:
    """A database with Ines, a reviewer, and Ada, an admin; ``claim`` appears in ``article`` and cites ``source``."""

    url: str
    database: Database
    ines: User
    ada: User
    source: UUID
    article: UUID
    claim: UUID

    def edit(self, statement: str, *, by: User | None = None, why: str = "") -> None:
        """Reword the claim, as one action."""
        with closing(self.database.writing()) as session:
            claim = session.get_one(Claim, self.claim)
            claim.statement = statement
            record(session, Action.CLAIM_EDITED, about=claim, by=by or self.ines, why=why)
            session.commit()

    def sign_in(self, person: User) -> None:
        """Let a person sign in: an action that changes no row."""
        with closing(self.database.writing()) as session:
            record(session, Action.SIGNED_IN, about=person, by=person)
            session.commit()


def small_desk(url: str) -> SmallDesk:
    """Fill an empty database at the newest revision; the log then holds five events."""
    database = Database(url, KEY)
    with closing(database.writing()) as session:
        program = Program("setup")
        ada, ines = _person("Ada Admin", Role.ADMIN), _person("Ines Aldana", Role.REVIEWER)
        _done(session, Action.PERSON_ADDED, ada, ada, by=program)
        _done(session, Action.PERSON_ADDED, ines, ines, by=ada)
        scale = Scale(name="Desk scale", version=1)
        steps = [_step(scale, at, key) for at, key in enumerate(["likely", "unproven"])]
        _done(session, Action.SCALE_ADDED, scale, scale, *steps, by=program)
        source = Source(name="Sputnik Arabic", source_kind=SourceKind.AGENCY, created_at=chance.now())
        _done(session, Action.SOURCE_ADDED, source, source, _name(source), by=ines)
        claim, rows = _annotated(source, ines)
        _done(session, Action.CLAIM_ANNOTATED, claim, *rows, by=ines)
        session.commit()
        article = next(row for row in rows if isinstance(row, Article))
        return SmallDesk(url, database, ines, ada, source.id, article.id, claim.id)


def _done(session: Session, action: Action, about: Recorded, *rows: Recorded, by: Actor) -> None:
    session.add_all(rows)
    record(session, action, about=about, by=by)


def _person(name: str, role: Role) -> User:
    login = name.split()[0].lower()
    return User(
        login=login, login_folded=login, name=name, role=role, password_hash="not a hash", created_at=chance.now()
    )


def _step(scale: Scale, position: int, key: str) -> Verdict:
    return Verdict(
        scale=scale, key=key, label=key.capitalize(), definition=f"What is {key}.", position=position, mark=key
    )


def _name(source: Source) -> SourceName:
    return SourceName(source=source, name=source.name, folded=source.name.casefold())


def _annotated(source: Source, by: User) -> tuple[Claim, list[Recorded]]:
    """Return a claim with its article, its quote and a trail of one step."""
    now, data = chance.now(), TEXT.encode()
    digest = hashlib.sha256(data).hexdigest()
    capture = Capture(sha256=digest, content=data, size=len(data), media_type="text/plain", captured_at=now)
    article = Article(
        title="Depot hit", byline="A. Writer", byline_certainty=Certainty.STATED, version=1, created_at=now
    )
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
    claim = Claim(statement="Nineteen people were killed in the attack.", created_at=now, created_by=by)
    appearance = Appearance(claim=claim, article=article, created_at=now, created_by=by)
    anchor = Anchor(
        appearance=appearance, snapshot=snapshot, start=0, end=4, exact="FARS", how=How.EXACT, score=100, created_at=now
    )
    step = Citation(appearance=appearance, source=source)
    return claim, [capture, article, snapshot, claim, appearance, anchor, step]
