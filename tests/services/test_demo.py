"""The demo desk shows what makes articles hard, and stands on the same rules as everything else."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import func, select

from tracker.db import Database
from tracker.domain.actors import Program
from tracker.domain.vocabulary import ArticleStage, Cause, ClaimStage, SourceKind, Triage, Voice
from tracker.models import Article, Claim, Look, Passage, Source, SourceName
from tracker.services import carrying, demo, scales

SETUP = Program("setup")


@pytest.fixture
def demo_desk(engine_url: str) -> Iterator[Database]:
    """Lay the demo desk out on each engine."""
    database = Database(engine_url, b"a key that is kept outside the database")
    with closing(database.writing()) as session:
        scales.ensure(session, by=SETUP)
        demo.load(session, password_hash="", by=SETUP)
        session.commit()
    yield database
    database.engine.dispose()


def test_the_demo_desk_holds_what_makes_articles_hard(demo_desk: Database) -> None:
    with closing(demo_desk.reading()) as session:
        stages = set(session.scalars(select(Claim.stage)))
        verdicts = {claim.verdict.key for claim in session.scalars(select(Claim)) if claim.verdict is not None}
        kinds = set(session.scalars(select(Source.source_kind)))
        voices = set(session.scalars(select(Passage.voice)))
        names = "".join(session.scalars(select(SourceName.name)))
        untaken = session.scalar(select(func.count()).where(Article.stage == ArticleStage.NEW))
        assert set(session.scalars(select(Claim.triage))) == set(Triage)
    assert stages >= {
        ClaimStage.TO_CHECK,
        ClaimStage.AWAITING_SECOND_LOOK,
        ClaimStage.DECIDED,
        ClaimStage.NEEDS_ANOTHER_LOOK,
    }
    assert len(verdicts) >= 4
    assert {SourceKind.UNNAMED, SourceKind.GENERAL_OPINION, SourceKind.GOVERNMENT} <= kinds
    assert {Voice.EMBEDDED, Voice.CAPTION, Voice.COMMENTER, Voice.FURNITURE} <= voices
    assert "سبوتنيك عربي" in names
    assert "Кремль" in names
    assert untaken == 1


def test_a_newer_text_of_the_demo_drops_a_quote_that_a_decision_rests_on(demo_desk: Database) -> None:
    with closing(demo_desk.reading()) as session:
        lost = carrying.lost(session)
        look = session.scalars(select(Look)).one()
        assert [one.claim for one in lost] == [look.claim]
        assert look.cause is Cause.QUOTE_LOST
