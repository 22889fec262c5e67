"""Claims are related to each other once in each way, and a relation can be withdrawn."""

import pytest

from tests.assessing import Desk
from tests.statements import statements
from tracker.domain import chance
from tracker.domain.errors import Duplicate, Refusal
from tracker.domain.vocabulary import Relation
from tracker.services import links


def test_a_relation_is_listed_at_both_claims(desk: Desk) -> None:
    older, newer = desk.claim("Three died."), desk.claim("Five died.")
    link = links.add(
        desk.session, newer, older, relation=Relation.UPDATES, on="2016-09-22", note="Next day", by=desk.anna
    )
    desk.session.commit()
    assert links.of_claim(desk.session, older) == links.of_claim(desk.session, newer) == [link]
    assert (link.on, link.note, link.created_by_id) == ("2016-09-22", "Next day", desk.anna.id)


def test_a_claim_is_not_related_to_itself(desk: Desk) -> None:
    claim = desk.claim()
    with pytest.raises(Refusal) as refusal:
        links.add(desk.session, claim, claim, relation=Relation.SAME_AS, by=desk.anna)
    assert refusal.value.field == "other"


@pytest.mark.parametrize(
    ("relation", "mutual"),
    [(Relation.CONTRADICTS, True), (Relation.SAME_AS, True), (Relation.UPDATES, False), (Relation.PART_OF, False)],
)
def test_a_mutual_relation_is_known_from_either_side(desk: Desk, relation: Relation, mutual: bool) -> None:
    one, other = desk.claim("One."), desk.claim("Other.")
    links.add(desk.session, one, other, relation=relation, by=desk.anna)
    desk.session.commit()
    with pytest.raises(Duplicate):
        links.add(desk.session, one, other, relation=relation, by=desk.anna)
    if mutual:
        with pytest.raises(Duplicate):
            links.add(desk.session, other, one, relation=relation, by=desk.anna)
    else:
        links.add(desk.session, other, one, relation=relation, by=desk.anna)
        assert len(links.of_claim(desk.session, one)) == 2


def test_a_form_posted_twice_relates_once(desk: Desk) -> None:
    one, other, form_id = desk.claim("One."), desk.claim("Other."), chance.new_id()
    for _ in range(2):
        links.add(desk.session, one, other, relation=Relation.SAME_AS, id=form_id, by=desk.anna)
        desk.session.commit()
    assert len(links.of_claim(desk.session, one)) == 1


def test_a_withdrawn_relation_can_be_entered_anew(desk: Desk) -> None:
    one, other = desk.claim("One."), desk.claim("Other.")
    link = links.add(desk.session, one, other, relation=Relation.SAME_AS, by=desk.anna)
    links.withdraw(desk.session, link, why="two depots", by=desk.boris)
    desk.session.commit()
    assert links.of_claim(desk.session, one) == []
    again = links.add(desk.session, other, one, relation=Relation.SAME_AS, by=desk.anna)
    desk.session.commit()
    assert links.of_claim(desk.session, one) == [again]


@pytest.mark.parametrize("related", [1, 6])
def test_relations_take_one_statement_however_many(desk: Desk, related: int) -> None:
    claim = desk.claim()
    for number in range(related):
        links.add(desk.session, claim, desk.claim(f"Depot {number}."), relation=Relation.PART_OF, by=desk.anna)
    desk.session.commit()
    with statements(desk.engine) as sent:
        assert len(links.of_claim(desk.session, claim)) == related
        assert links.at_odds_with(desk.session, claim) == []
    assert len(sent) == 2
