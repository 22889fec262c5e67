"""The claims of an article with their origins, as the desk has them."""

import pytest

from tests.assessing import Desk
from tracker.domain.claims_by_origin import by_origin
from tracker.domain.vocabulary import Triage
from tracker.models import Article, Claim
from tracker.services import claim_merges, claims, claims_by_origin


def told(desk: Desk, article: Article) -> dict[str, list[int]]:
    found = claims_by_origin.of_article(desk.session, article, person=desk.anna)
    return {origin.name: [one.claim.number for one in ends] for origin, ends in by_origin(found.claims).items()}


def in_article(desk: Desk, article: Article, statement: str, *names: str) -> Claim:
    claim = desk.claim(statement)
    claim.appearances[0].article = article
    desk.trail(claim.appearances[0], *names)
    return claim


def test_the_trails_of_this_article_alone_are_told(desk: Desk) -> None:
    article = desk.article()
    claim = in_article(desk, article, "It burned.", "FARS", "Sputnik Arabic")
    elsewhere = in_article(desk, desk.article(), "It was saved.", "WSJ")
    assert told(desk, article) == {"Sputnik Arabic": [claim.number]}
    claim_merges.merge(desk.session, elsewhere, claim, why="The same.", by=desk.edda)
    desk.session.commit()
    assert told(desk, article) == {"Sputnik Arabic": [claim.number]}


def test_what_is_not_checked_or_was_withdrawn_is_left_out_and_merged_claims_are_one(desk: Desk) -> None:
    article = desk.article()
    one, other = in_article(desk, article, "It burned.", "FARS"), in_article(desk, article, "It burned down.", "WSJ")
    gone, later = in_article(desk, article, "It flew.", "FARS"), in_article(desk, article, "It rained.", "FARS")
    later.triage = Triage.LATER
    claims.withdraw(desk.session, gone, seen=gone.rev, why="a joke", by=desk.edda)
    claim_merges.merge(desk.session, other, one, why="The same.", by=desk.edda)
    desk.session.commit()
    assert told(desk, article) == {"FARS": [one.number], "WSJ": [one.number]}


def test_it_costs_the_same_number_of_statements_for_1_20_and_60_claims(desk: Desk) -> None:
    article, costs, made = desk.article(), [], 0
    for count in (1, 20, 60):
        for _ in range(count - made):
            made += 1
            in_article(desk, article, "It burned.", f"Source {made}", f"Beyond {made}")
        desk.session.expire_all()
        assert article.number
        assert desk.anna.name
        with desk.counted() as sent:
            found = claims_by_origin.of_article(desk.session, article, person=desk.anna)
        assert (len(found.claims), found.left_out) == (count, 0)
        costs.append(len(sent))
    assert len(set(costs)) == 1, costs


def test_of_very_many_claims_the_first_are_told_and_the_rest_is_counted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = desk.article()
    made = [in_article(desk, article, "It burned.", f"Source {number}") for number in range(4)]
    monkeypatch.setattr(claims_by_origin, "MOST_READ", 3)
    found = claims_by_origin.of_article(desk.session, article, person=desk.anna)
    assert [claim.number for claim in found.claims] == [claim.number for claim in made[:3]]
    assert found.left_out == 1
