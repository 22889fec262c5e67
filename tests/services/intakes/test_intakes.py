"""Lists that are taken in: what they become, once and not twice, broken off anywhere, and what verdicts mean."""

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import employ
from tests.intake import rows
from tests.taking_in import NODE, begin, hand_in, hands, lines, take_in
from tracker.db import Database
from tracker.domain.actors import Program
from tracker.domain.errors import Refusal
from tracker.domain.intakes import IntakeOutcome, IntakeStage
from tracker.domain.vocabulary import EvidenceStance, SourceKind
from tracker.models import Appearance, Article, Claim, Decision, Event, Evidence, IntakeItem, TakingIn, User
from tracker.services import evidence, intakes, jobs, scales, trails, undo
from tracker.services.intakes import going_on
from tracker.services.verification import verify

KEY = b"a key that is kept outside the database"


@pytest.fixture
def database(engine_url: str) -> Iterator[Database]:
    """Return a desk with its people and its scale, on each engine."""
    database = Database(engine_url, KEY)
    employ(database)
    with closing(database.writing()) as session:
        scales.ensure(session, by=Program("setup"))
        session.commit()
    yield database
    database.engine.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with closing(database.reading()) as session:
        yield session


def count(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_review_becomes_an_article_a_claim_on_its_words_a_trail_and_evidence(
    database: Database, session: Session
) -> None:
    intake = take_in(database, lines({}))
    assert (intake.stage, intake.added, intake.refused) == (IntakeStage.DONE, 1, 0)
    claim = session.scalars(select(Claim)).one()
    place = session.scalars(select(Appearance)).one()
    (piece,) = evidence.of_claim(session, claim)
    assert claim.statement == NODE["claimReviewed"] == place.anchors[-1].exact
    assert claim.verdict is None
    assert count(session, Decision) == 0
    assert place.article.publisher is not None
    assert (place.article.publisher.name, place.article.address) == ("Harbour Checks", NODE["url"])
    ((step, _),) = trails.steps_of(place)
    assert (step.source.name, step.source.source_kind) == ("Lena Marsh", SourceKind.PERSON)
    assert step.cited_article is not None
    assert (step.cited_article.address, step.cited_article.published) == ("https://posts.example/1", "2026-11-18")
    assert (piece.stance, piece.publisher, piece.published) == (
        EvidenceStance.REFUTES, place.article.publisher, "2026-11-20"
    )  # fmt: skip
    assert "rated it Falso (1 of 1 to 5), which we map to False." in piece.note
    assert list(verify(session, KEY)) == []


def test_the_same_list_again_changes_nothing_and_a_changed_review_is_a_newer_version(
    database: Database, session: Session
) -> None:
    take_in(database, lines({}, {"url": "https://checks.example/2", "claimReviewed": "It rose"}))
    before = rows(database)
    again = take_in(database, lines({}, {"url": "https://checks.example/2", "claimReviewed": "It rose"}))
    after = rows(database)
    assert (again.added, again.known) == (0, 2)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"intakes", "events", "changes", "disclosures", "event_subjects", "last event", "tree_nodes"}
    true = {"reviewRating": {"ratingValue": "5", "bestRating": "5", "worstRating": "1", "alternateName": "True"}}
    newer = take_in(database, lines(true, {"url": "https://checks.example/2", "claimReviewed": "It rose"}))
    assert (newer.added, newer.renewed, newer.known) == (0, 1, 1)
    article = session.scalars(select(Article).where(Article.address == NODE["url"])).one()
    assert article.version == 2
    claim = session.scalars(select(Claim).where(Claim.statement == NODE["claimReviewed"])).one()
    assert [one.stance for one in evidence.of_claim(session, claim)] == [EvidenceStance.SUPPORTS]


def test_the_same_words_are_one_claim_unless_a_person_says_otherwise(database: Database, session: Session) -> None:
    same = [{"url": f"https://checks.example/{at}", "claimReviewed": "It  fell!"} for at in range(3)]
    take_in(database, lines(*same[:2]))
    number = hand_in(database, lines(same[2], {"url": "https://checks.example/9", "claimReviewed": "It went"}))
    with closing(database.writing()) as writing:
        anton = writing.scalars(select(User).where(User.login == "anton")).one()
        intake = intakes.get(writing, number)
        with pytest.raises(Refusal, match="no claim 99"):
            intakes.plan(writing, intake, joins={0: 99}, seen=intake.rev, by=anton)
        assert intakes.plan(writing, intake, joins={0: 0, 1: 1}, seen=intake.rev, by=anton)
        writing.commit()
    hands(database).take_in(begin(database, number))
    told = session.execute(
        select(Claim.number, func.count()).join(Claim.appearances).group_by(Claim.number).order_by(Claim.number)
    )
    assert [tuple(one) for one in told] == [(1, 3), (2, 1)]


def test_broken_off_anywhere_it_goes_on_where_it_was(
    database: Database, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(going_on, "BATCH", 2)
    many = [{"url": f"https://checks.example/{at}", "claimReviewed": f"Number {at} fell"} for at in range(7)]
    number = hand_in(database, lines(*many, {"claimReviewed": ""}))

    def stop(job: TakingIn) -> None:
        if job.place == 4:
            raise KeyboardInterrupt

    job = begin(database, number)
    with suppress(KeyboardInterrupt):
        hands(database, told=stop).take_in(job)
    with pytest.raises(Refusal, match="Another list is being taken in"):
        begin(database, number)
    with closing(database.reading()) as looking:
        assert count(looking, Claim) == 4
    monkeypatch.setattr(jobs, "SILENCE", jobs.SILENCE * 0)
    hands(database).take_in(begin(database, number))
    assert count(session, Claim) == 7
    items = intakes.items_of(session, intakes.get(session, number))
    assert [one.outcome for one in items] == [IntakeOutcome.ADDED] * 7 + [IntakeOutcome.REFUSED]
    assert "names no claim" in items[-1].refused
    with pytest.raises(Refusal, match="taken in already"):
        begin(database, number)


def test_what_came_in_can_be_undone_and_does_not_come_in_again(database: Database, session: Session) -> None:
    take_in(database, lines({}))
    with closing(database.writing()) as writing:
        emil = writing.scalars(select(User).where(User.login == "emil")).one()
        for action in ("evidence.added", "claim.annotated"):
            event = writing.scalars(select(Event).where(Event.action == action)).one()
            undo.undo(writing, event, why="The wrong list.", by=emil)
            writing.commit()
    (claim,) = session.scalars(select(Claim)).all()
    assert claim.withdrawn
    assert take_in(database, lines({})).known == 1
    assert count(session, Claim) == 1
    assert list(verify(session, KEY)) == []


def test_what_a_person_said_of_a_verdict_is_remembered(database: Database, session: Session) -> None:
    odd = {"reviewRating": {"alternateName": "Quatsch"}, "url": "https://checks.example/q"}
    number = hand_in(database, lines(odd))
    with closing(database.writing()) as writing:
        anton = writing.scalars(select(User).where(User.login == "anton")).one()
        intake = intakes.get(writing, number)
        survey = intakes.survey_of(writing, intake)
        (asked,) = intakes.asked(intakes.of_intake(writing, intake), survey.verdicts, survey.places)
        assert (asked.means, asked.remembered) == ("", False)
        meanings = [[asked.said.reviewer, asked.said.words, asked.said.number, "unlikely"]]
        intakes.plan(writing, intake, meanings=meanings, seen=intake.rev, by=anton)
        writing.commit()
    hands(database).take_in(begin(database, number))
    take_in(database, lines({**odd, "claimReviewed": "Another fell", "url": "https://checks.example/r"}))
    notes = session.scalars(select(Evidence.note).order_by(Evidence.id)).all()
    assert all("Harbour Checks rated it Quatsch, which we map to Unlikely." in note for note in notes)
    assert len(notes) == 2


def test_a_name_of_several_sources_and_one_like_a_number_are_taken_as_they_stand(
    database: Database, session: Session
) -> None:
    named = {"author": {"name": "Checks [12]"}, "itemReviewed": {"author": {"name": "Somebody [3]"}}}
    intake = take_in(database, lines(named))
    assert (intake.added, intake.refused) == (1, 0)
    article = session.scalars(select(Article)).one()
    assert article.publisher is not None
    assert article.publisher.name == "Checks (12)"


def test_a_table_is_taken_in_by_its_columns(database: Database, session: Session) -> None:
    table = "Claim;Rating;Speaker;When;Link\n"
    table += "It fell;falsch;Lena Marsh;18.11.2026;https://checks.example/1\n;;;;x\nIt rose;;;;\n"
    intake = take_in(database, table.encode(), "claims.csv", by="rita")
    assert (intake.added, intake.refused) == (2, 1)
    assert sorted(session.scalars(select(Claim.statement))) == ["It fell", "It rose"]
    assert session.scalars(select(Evidence.stance)).all() == [EvidenceStance.REFUTES]


def test_all_reviews_of_the_shared_data_come_in_with_their_oddities_on_record(
    database: Database, session: Session, shared: Path
) -> None:
    content = (shared / "data/claimreview/claimreviews.jsonl").read_bytes()
    intake = take_in(database, content, "claimreviews.jsonl")
    assert (intake.added, intake.refused) == (10, 0)
    items = intakes.items_of(session, intake)
    assert len(items) == 10
    assert any("escaped twice over" in odd for one in items for odd in one.odd)
    assert any("1 to 6, not from 1 to 5" in odd for one in items for odd in one.odd)
    notes = " ".join(session.scalars(select(Evidence.note)))
    assert "AFP rated it Falso (1 of 1 to 5), which we map to False." in notes
    assert "africacheck.org is taken for who publishes it" in notes
    assert session.scalar(select(func.count()).where(Event.action == "article.taken_in")) == 10
    assert take_in(database, content, "claimreviews.jsonl").known == 10
    assert count(session, IntakeItem) == 10
    assert list(verify(session, KEY)) == []
