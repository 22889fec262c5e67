"""A long record: claims that are annotated once, and reworded, withdrawn and remarked on again and again."""

import random
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from benchmarks.desk import sentences
from tests.small_desk import KEY, SmallDesk, small_desk
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.models import Appearance, Article, Citation, Claim, Note, Source, User
from tracker.services.checkpoints import keys
from tracker.services.checkpoints.sealer import Sealer
from tracker.services.record import record

CLAIMS, EDITS = 25, 475
"""Events of one transaction: claims that are annotated, and what is done to claims afterwards. A seal follows each."""


class LongRecord:
    """A desk whose record grows through the program's own append, sealed as it does."""

    def __init__(self, url: str, home: Path) -> None:
        self.desk: SmallDesk = small_desk(url)
        self._sealer = Sealer(self.desk.database.sealing, KEY, b"a key that signs the seals of the bench", home)
        self._draw = random.Random(1)
        self._sentences = sentences(self._draw)
        self._claims: list[UUID] = []
        with closing(self.desk.database.writing()) as session:
            keys.put_on_record(session, self._sealer.signer, origin="desk.example/bench", by=Program("bench"))
            session.commit()
        self.size = 6

    def grow(self, size: int) -> None:
        """Let people work until so many events are on record."""
        while self.size < size:
            with closing(self.desk.database.writing()) as session:
                self._work(session)
                session.commit()
            self._sealer.seal()
            self.size += CLAIMS + EDITS

    def _work(self, session: Session) -> None:
        desk = self.desk
        by = session.get_one(User, desk.ines.id)
        source, article = session.get_one(Source, desk.source), session.get_one(Article, desk.article)
        for statement in islice(self._sentences, CLAIMS):
            claim = Claim(statement=statement, created_at=chance.now(), created_by=by)
            appearance = Appearance(claim=claim, article=article, created_at=chance.now(), created_by=by)
            session.add_all([claim, appearance, Citation(appearance=appearance, source=source)])
            record(session, Action.CLAIM_ANNOTATED, about=claim, by=by)
            self._claims.append(claim.id)
        for thing in self._draw.choices(self._claims, k=EDITS):
            self._draw.choice(DEEDS)(session, session.get_one(Claim, thing), by, next(self._sentences))


def _reword(session: Session, claim: Claim, by: User, words: str) -> None:
    claim.statement = words
    record(session, Action.CLAIM_EDITED, about=claim, by=by, why=words)


def _remark(session: Session, claim: Claim, by: User, words: str) -> None:
    session.add(Note(claim=claim, words=words, created_at=chance.now(), created_by=by))
    record(session, Action.NOTE_ADDED, about=claim, by=by)


def _withdraw(session: Session, claim: Claim, by: User, words: str) -> None:
    claim.withdrawn = not claim.withdrawn
    record(session, Action.CLAIM_WITHDRAWN if claim.withdrawn else Action.CLAIM_RESTORED, about=claim, by=by, why=words)


DEEDS: list[Callable[[Session, Claim, User, str], None]] = [_reword, _reword, _reword, _remark, _withdraw]
