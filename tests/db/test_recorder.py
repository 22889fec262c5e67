"""What the recorder hands to the log: each change under the revision that it made, and no revision without a change."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.small_desk import SmallDesk, small_desk
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.vocabulary import EvidenceStance, How
from tracker.models import (
    Anchor,
    Appearance,
    Change,
    Claim,
    Evidence,
    Review,
    ReviewGround,
    Snapshot,
    Tag,
    Tagging,
    User,
)
from tracker.services.history.replay import in_order, telling
from tracker.services.record import record


@pytest.fixture
def desk(engine_url: str) -> Iterator[SmallDesk]:
    desk = small_desk(engine_url)
    yield desk
    desk.database.engine.dispose()


def revisions(session: Session, thing: object) -> list[int]:
    of_thing = select(Change.rev).where(Change.root_id == thing).order_by(Change.seq, Change.position)
    return list(dict.fromkeys(session.scalars(of_thing)))


def test_two_actions_in_one_transaction_each_keep_their_own_revision(desk: SmallDesk) -> None:
    with closing(desk.database.writing()) as session:
        claim = session.get_one(Claim, desk.claim)
        for statement in ("One.", "Two."):
            claim.statement = statement
            record(session, Action.CLAIM_EDITED, about=claim, by=desk.ines)
        session.commit()
        assert revisions(session, desk.claim) == [1, 2, 3]
        assert claim.rev == 3


def test_a_quote_leaves_the_revision_of_its_appearance_alone(desk: SmallDesk) -> None:
    with closing(desk.database.writing()) as session:
        appearance = session.scalars(select(Appearance)).one()
        session.add(
            Anchor(
                appearance=appearance,
                snapshot=session.scalars(select(Snapshot)).one(),
                start=0,
                end=4,
                exact="FARS",
                how=How.PERSON,
                score=100,
                created_at=chance.now(),
            )
        )
        record(session, Action.QUOTE_CONFIRMED, about=appearance.claim, by=desk.ines)
        session.commit()
        assert appearance.rev == 1
        assert revisions(session, appearance.id) == [1]


def test_the_revision_that_a_ground_was_seen_at_is_recorded_as_any_value(desk: SmallDesk) -> None:
    with closing(desk.database.writing()) as session:
        claim, now = session.get_one(Claim, desk.claim), chance.now()
        evidence = Evidence(claim=claim, stance=EvidenceStance.SUPPORTS, title="A record", created_at=now)
        review = Review(claim=claim, claim_rev=1, created_at=now, created_by=session.get_one(User, desk.ines.id))
        ground = ReviewGround(review=review, evidence=evidence, rev=1)
        session.add(ground)
        record(session, Action.CLAIM_REVIEWED, about=claim, by=desk.ines)
        session.commit()
        [change] = in_order(session, telling().where(Change.row_id == ground.id))
        assert change.columns is not None
        assert change.columns["rev"] == 1


def test_a_part_that_came_and_went_within_an_action_leaves_no_gap_in_the_revisions(desk: SmallDesk) -> None:
    with closing(desk.database.writing()) as session:
        claim = session.get_one(Claim, desk.claim)
        tagging = Tagging(claim=claim, tag=Tag(name="depot", folded="depot"))
        session.add(tagging)
        session.flush()
        session.delete(tagging)
        record(session, Action.CLAIM_TAGGED, about=claim, by=desk.ines)
        session.commit()
        assert claim.rev == 2
        assert revisions(session, claim.id) == [1, 2]
