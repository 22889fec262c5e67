"""What is next: the most urgent thing that nobody works on and that a person may deal with."""

import threading
from contextlib import closing
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from tests.assessing import KEY, Desk
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.errors import Refusal
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import ArticleStage, Triage
from tracker.models import Article, Claim, Hold, User
from tracker.services import articles, claims, notes, tasks, waiting
from tracker.services.article_lists import Filters as ArticleFilters
from tracker.services.claim_lists import Filters as ClaimFilters
from tracker.services.next_up import Filters, take_next
from tracker.services.tasks import Plan

TODAY = date(2026, 11, 26)
CLAIMS = ClaimFilters()


def given(desk: Desk, person: User, filters: Filters | None = CLAIMS) -> Claim | Article | None:
    thing = take_next(desk.session, person, filters)
    desk.session.commit()
    return thing


def plan(desk: Desk, thing: Claim | Article, **plan: Any) -> None:
    tasks.set_out(desk.session, thing, Plan(**plan), by=desk.edda)
    desk.session.commit()


def test_what_is_due_comes_first_then_what_is_urgent_then_ones_own_then_the_oldest(desk: Desk) -> None:
    oldest, low, mine, urgent, later, soon, hers = (desk.claim(f"{number}.") for number in range(7))
    plan(desk, low, priority=Priority.LOW)
    plan(desk, mine, to=desk.boris)
    plan(desk, urgent, priority=Priority.URGENT)
    plan(desk, later, due=TODAY + timedelta(days=9))
    plan(desk, soon, due=TODAY, to=desk.boris)
    plan(desk, hers, to=desk.carla, due=TODAY)
    order = [given(desk, desk.boris) for _ in range(7)]
    assert order == [soon, later, urgent, mine, oldest, low, None]


def test_nobody_is_given_a_claim_that_they_annotated_assessed_or_sent_back(desk: Desk) -> None:
    assessed, back, own = desk.claim("Assessed."), desk.claim("Sent back."), desk.claim("Own.")
    desk.assess(assessed, "likely", by=desk.boris)
    notes.send_back(desk.session, back, words="Whose words?", to=desk.anna, seen=back.rev, by=desk.carla)
    own.created_by = desk.boris
    with desk.session.no_autoflush:
        desk.session.expire(own)
    desk.session.commit()
    assert [given(desk, desk.boris), given(desk, desk.boris)] == [own, None]
    assert given(desk, desk.carla) == assessed


def test_what_is_not_to_be_checked_yet_or_was_withdrawn_is_given_to_nobody(desk: Desk) -> None:
    desk.claim("Later.", triage=Triage.LATER)
    desk.claim("Not.", triage=Triage.SKIP)
    gone = desk.claim("Gone.")
    claims.withdraw(desk.session, gone, seen=gone.rev, why="twice", by=desk.boris)
    decided = desk.claim("Decided.")
    desk.decide(decided, "likely")
    assert given(desk, desk.edda) is None


def test_an_annotator_is_given_articles_and_takes_them(desk: Desk) -> None:
    desk.claim()
    [first] = desk.session.query(Article).all()
    articles.take(desk.session, first, seen=None, by=desk.carla)
    second, third = desk.article(), desk.article()
    plan(desk, third, priority=Priority.HIGH)
    assert given(desk, desk.anna, None) is third
    assert (third.taken_by, third.stage) == (desk.anna, ArticleStage.TAKEN)
    assert given(desk, desk.anna, None) is second
    assert given(desk, desk.anna, None) is None


def test_a_filter_leaves_what_it_asks_for(desk: Desk) -> None:
    claim = desk.claim("About Iran.")
    desk.claim("About Syria.", triage=Triage.LATER)
    plan(desk, claim, priority=Priority.LOW)
    assert given(desk, desk.boris, ClaimFilters(tag="nowhere")) is None
    assert given(desk, desk.boris, ClaimFilters(triage=Triage.LATER)) is None
    assert given(desk, desk.boris, ArticleFilters(language="de")) is None
    assert given(desk, desk.boris, ClaimFilters(priority=Priority.LOW)) is claim


def test_what_was_held_and_left_comes_back(desk: Desk) -> None:
    claim = desk.claim()
    assert given(desk, desk.boris) is claim
    assert given(desk, desk.carla) is None
    desk.session.execute(update(Hold).values(expires_at=chance.now() - timedelta(seconds=1)))
    desk.session.commit()
    assert given(desk, desk.carla) is claim


def test_an_article_that_was_taken_and_left_alone_is_anybodys_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = desk.article()
    articles.take(desk.session, article, seen=None, by=desk.carla)
    desk.session.commit()
    assert waiting.abandoned(desk.session) == []
    with pytest.raises(Refusal):
        articles.take(desk.session, article, seen=None, by=desk.boris)
    assert given(desk, desk.boris, ArticleFilters()) is None
    monkeypatch.setattr(articles, "ABANDONED_AFTER", timedelta(seconds=-1))
    [left] = waiting.abandoned(desk.session)
    assert left.article is article
    assert given(desk, desk.boris, ArticleFilters()) is article
    assert article.taken_by is desk.boris


@pytest.mark.parametrize("many", [1, 40])
def test_a_long_queue_costs_no_more_than_a_short_one(desk: Desk, many: int) -> None:
    for number in range(many):
        desk.claim(f"Claim {number}.")
    desk.session.expunge_all()
    person = desk.session.get_one(User, desk.boris.id)
    with desk.counted() as sent:
        take_next(desk.session, person, CLAIMS)
    assert len(sent) <= 22


def test_two_who_ask_at_once_are_never_given_the_same(desk: Desk, engine_url: str) -> None:
    for number in range(8):
        desk.claim(f"Claim {number}.")
    people = [desk.boris.id, desk.carla.id, desk.edda.id]
    desk.session.close()
    database, got = Database(engine_url, KEY), list[UUID]()

    def ask(person: UUID) -> None:
        for _ in range(3):
            with closing(database.writing()) as session:
                thing = take_next(session, session.get_one(User, person), CLAIMS)
                session.commit()
                if thing is not None:
                    got.append(thing.id)

    threads = [threading.Thread(target=ask, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.engine.dispose()
    assert len(got) == len(set(got)) == 8
