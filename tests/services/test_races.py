"""Two people at the same moment: what both did holds together, or the second is told to look again."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from uuid import UUID

import pytest
from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tests.assessing import KEY, Desk, desk_at
from tracker.db import Database
from tracker.domain import chance, trails
from tracker.domain.errors import Duplicate, Refusal, Stale
from tracker.domain.vocabulary import ClaimStage, EvidenceStance, SourceKind, Voice
from tracker.models import Claim, Decision, Evidence, Passage, Recorded, Snapshot, Source, Tag, User
from tracker.services import decisions, evidence, passages, people, reviews, scales, sources, tags
from tracker.services.decisions import Ruling
from tracker.services.evidence import Description
from tracker.services.trails import Entry, enter
from tracker.services.verification import verify

Act = Callable[[Session, Claim], object]
PICTURE = Description(EvidenceStance.SUPPORTS, "A picture", excerpt="The depot burns.")


class Two:
    """Two people on one desk, each in a session of their own, and a claim that both have before them."""

    def __init__(self, url: str, desk: Desk) -> None:
        self.database = Database(url, KEY)
        self.claim = desk.claim().id
        self.people = {login: person.id for login, person in desk.people.items()}

    def at_once(self, first: Act, second: Act) -> BaseException | None:
        """Let the second act after the first did and before it is committed; return what the second was told."""
        told: list[BaseException] = []

        def follow() -> None:
            with closing(self.database.writing()) as session:
                try:
                    second(session, session.get_one(Claim, self.claim))
                    session.commit()
                except (Refusal, StaleDataError, IntegrityError) as refusal:
                    told.append(refusal)

        with closing(self.database.writing()) as session:
            first(session, session.get_one(Claim, self.claim))
            session.flush()
            thread = threading.Thread(target=follow)
            thread.start()
            thread.join(0.4)  # By now it waits, for a row or for the whole file.
            session.commit()
        thread.join()
        with closing(self.database.snapshot()) as session:
            assert list(verify(session, KEY)) == []
        return told[0] if told else None

    def by(self, session: Session, login: str) -> User:
        """Return a person of the desk."""
        return session.get_one(User, self.people[login])


@pytest.fixture
def two(engine_url: str) -> Iterator[Two]:
    with desk_at(engine_url) as desk:
        two = Two(engine_url, desk)
    yield two
    two.database.engine.dispose()


def count(two: Two, model: type[Recorded], *such: ColumnElement[bool]) -> int:
    with closing(two.database.reading()) as session:
        return len(session.scalars(select(model).where(*such)).all())


def test_a_new_name_typed_twice_makes_one_source(two: Two) -> None:
    def type_it(login: str) -> Act:
        typed = Entry(trails.parse("FARS < Sputnik Arabic"))
        return lambda session, claim: enter(
            session, claim.appearances[0], typed, place=None, seen=claim.appearances[0].rev, by=two.by(session, login)
        )

    def publish(session: Session, claim: Claim) -> None:
        evidence.add(session, claim, Description(**{**vars(PICTURE), "publisher": "fars"}), by=two.by(session, "boris"))

    assert two.at_once(type_it("anna"), publish) is None
    assert count(two, Source, Source.name.in_(["FARS", "fars"])) == 1


def test_a_source_added_twice_is_there_already(two: Two) -> None:
    def add(session: Session, _: Claim) -> None:
        sources.add(session, name="FARS", kind=SourceKind.AGENCY, by=two.by(session, "anna"))

    assert isinstance(two.at_once(add, add), Duplicate)
    assert count(two, Source) == 1


def test_one_tag_typed_by_two_is_one_tag(two: Two) -> None:
    def tag(session: Session, claim: Claim) -> None:
        tags.set_tags(session, claim, ["Drones"], seen=1, by=two.by(session, "boris"))

    assert isinstance(two.at_once(tag, tag), Stale | StaleDataError | IntegrityError)
    assert count(two, Tag) == 1


def test_two_who_mark_the_same_words_mark_them_once(two: Two) -> None:
    def mark(session: Session, claim: Claim) -> None:
        article = claim.appearances[0].article
        snapshot = session.scalars(select(Snapshot).where(Snapshot.article_id == article.id)).one()
        passages.mark(
            session, snapshot, [(0, 4)], Voice.EMBEDDED, id=chance.new_id(), seen=1, by=two.by(session, "anna")
        )

    assert isinstance(two.at_once(mark, mark), Stale | StaleDataError)
    assert count(two, Passage) == 1


def test_two_who_decide_do_not_overrule_each_other_unseen(two: Two) -> None:
    def decide(login: str, key: str) -> Act:
        return lambda session, claim: decisions.decide(
            session, claim, Ruling(scales.get_verdict(session, key), "So."), seen=claim.rev, by=two.by(session, login)
        )

    with closing(two.database.writing()) as session:
        claim, boris = session.get_one(Claim, two.claim), two.by(session, "boris")
        likely = scales.get_verdict(session, "likely")
        reviews.submit(session, claim, verdict=likely, ticks=["no_trace_found"], by=boris)
        session.commit()
        rev = claim.rev

    def late(session: Session, claim: Claim) -> None:
        verdict = scales.get_verdict(session, "unlikely")
        decisions.decide(session, claim, Ruling(verdict, "Not so."), seen=rev, by=two.by(session, "edda"))

    assert isinstance(two.at_once(decide("carla", "likely"), late), Stale | StaleDataError)
    assert count(two, Decision) == 1


def test_the_stage_follows_from_what_both_did(two: Two) -> None:
    def add(session: Session, claim: Claim) -> None:
        evidence.add(session, claim, PICTURE, by=two.by(session, "anna"))

    def withdraw(session: Session, claim: Claim) -> None:
        old = session.get_one(Evidence, first)
        evidence.withdraw(session, old, seen=old.rev, why="Not the depot.", by=two.by(session, "edda"))

    with closing(two.database.writing()) as session:
        first: UUID = evidence.add(session, session.get_one(Claim, two.claim), PICTURE, by=two.by(session, "anna")).id
        session.commit()
    two.at_once(withdraw, add)
    standing = count(two, Evidence, Evidence.withdrawn.is_(False))
    with closing(two.database.reading()) as session:
        stage = session.get_one(Claim, two.claim).stage
    assert stage is (ClaimStage.IN_WORK if standing else ClaimStage.TO_CHECK)


def test_a_password_that_is_reset_while_somebody_signs_in_with_it_lets_nobody_in(two: Two) -> None:
    held: list[str] = []

    def reset(session: Session, _: Claim) -> None:
        people.reset_password(session, two.by(session, "anna"), password_hash="a new hash", by=two.by(session, "edda"))

    def sign_in(session: Session, _: Claim) -> None:
        held.append(session.get_one(User, two.people["anna"], with_for_update=True).password_hash)

    two.at_once(reset, sign_in)
    assert held == ["a new hash"]
