"""Related claims are read from either end, say when one version holds both, and give their numbers side by side."""

import pytest

from tests.annotating import Writing
from tests.assessing import Desk
from tests.statements import statements
from tracker.domain.errors import Refusal
from tracker.domain.vocabulary import Relation
from tracker.services import benches, claim_merges, links, related

TEXT = "The ministry says 1,200 soldiers were killed. Further down it says 12,000 soldiers. A bridge fell on Monday."


def test_a_contradiction_inside_one_version_is_said_at_both_claims(writing: Writing) -> None:
    article = writing.article(TEXT)
    few, many = writing.claim(article, "1,200 soldiers were killed"), writing.claim(article, "12,000 soldiers")
    elsewhere = writing.claim(writing.article("Nobody was killed at all."), "Nobody was killed")
    links.add(writing.session, few, many, relation=Relation.CONTRADICTS, by=writing.anton)
    links.add(writing.session, elsewhere, few, relation=Relation.UPDATES, on="2016-09-22", by=writing.anton)
    writing.session.commit()
    read = {one.claim: one for one in related.of_claim(writing.session, few, person=writing.anton)}
    assert read[many].relation == "contradicts"
    assert read[many].within == related.Within(article, 1)
    assert (read[elsewhere].relation, read[elsewhere].within) == ("updated by", None)
    [back] = related.of_claim(writing.session, many, person=writing.anton)
    assert (back.claim, back.within) == (few, related.Within(article, 1))
    bench = benches.of_article(writing.session, article, writing.anton)
    assert [(one.claim, one.relation) for one in bench.related[few.id]] == [(many, "contradicts")]
    assert [(one.claim, one.relation) for one in bench.related[many.id]] == [(few, "contradicts")]


def test_a_newer_version_that_holds_both_is_the_one_that_is_said(writing: Writing) -> None:
    article = writing.article(TEXT)
    few, many = writing.claim(article, "1,200 soldiers were killed"), writing.claim(article, "12,000 soldiers")
    links.add(writing.session, few, many, relation=Relation.CONTRADICTS, by=writing.anton)
    writing.session.commit()
    writing.newer(article, TEXT + " It was corrected.")
    writing.session.commit()
    [read] = related.of_claim(writing.session, few, person=writing.anton)
    assert read.within == related.Within(article, 2)


def test_numbers_of_statements_and_readings_stand_side_by_side(desk: Desk) -> None:
    wide, narrow = desk.claim("1,200 to 12,000 soldiers died."), desk.claim("Soldiers died.", readings=["1.200 died"])
    alone = desk.claim("Nobody died.")
    for other in (narrow, alone):
        links.add(desk.session, wide, other, relation=Relation.CONTRADICTS, by=desk.anna)
    desk.session.commit()
    found = related.of_claim(desk.session, wide, person=desk.anna)
    [scale] = related.side_by_side(wide, found)
    assert [(bar.given.claim, bar.given.reading, bar.beside) for bar in scale.bars] == [
        (narrow.number, True, "they overlap"),
        (wide.number, False, ""),
    ]
    assert related.side_by_side(alone, related.of_claim(desk.session, alone, person=desk.anna)) == []


def test_only_an_update_has_a_day(desk: Desk) -> None:
    one, other = desk.claim("One."), desk.claim("Other.")
    with pytest.raises(Refusal) as refusal:
        links.add(desk.session, one, other, relation=Relation.CONTRADICTS, on="2016-09-22", by=desk.anna)
    assert refusal.value.field == "on"


def test_a_merged_claim_is_related_to_nothing_that_it_was_merged_into(desk: Desk) -> None:
    one, other = desk.claim("The depot was hit."), desk.claim("A depot was struck.")
    claim_merges.merge(desk.session, other, one, why="same", by=desk.boris)
    desk.session.commit()
    with pytest.raises(Refusal):
        links.add(desk.session, one, other, relation=Relation.SAME_AS, by=desk.anna)


def test_it_takes_the_same_statements_for_one_relation_and_for_twenty(desk: Desk) -> None:
    claim, counts = desk.claim("The depot was hit."), []
    for number in range(20):
        links.add(desk.session, claim, desk.claim(f"Depot {number} was hit."), relation=Relation.PART_OF, by=desk.anna)
        desk.session.commit()
        if number in (0, 19):
            with statements(desk.engine) as sent:
                related.of_claim(desk.session, claim, person=desk.anna)
            counts.append(len(sent))
    assert counts[0] == counts[1]
