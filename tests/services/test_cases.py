"""Cases gather articles and claims; while one is on hold, nothing is taken out of it."""

import pytest

from tests.annotating import Writing
from tracker.domain import chance
from tracker.domain.errors import Duplicate, Refusal, Stale
from tracker.models import Article, Case, Claim
from tracker.services import cases, history


@pytest.fixture
def filled(writing: Writing) -> tuple[Writing, Case, Article, Claim]:
    article = writing.article("The road is shut.")
    claim = writing.claim(article, "The road is shut")
    case = cases.add(writing.session, title=" The road ", about=" All of it. ", by=writing.anton)
    writing.session.commit()
    return writing, case, article, claim


Filled = tuple[Writing, Case, Article, Claim]


def test_a_case_holds_articles_and_claims_each_once(filled: Filled) -> None:
    writing, case, article, claim = filled
    assert (case.number, case.title, case.about) == (1, "The road", "All of it.")
    for thing in (article, claim):
        cases.put_in(writing.session, case, thing, by=writing.anton)
        with pytest.raises(Duplicate, match="already"):
            cases.put_in(writing.session, case, thing, by=writing.anton)
    writing.session.commit()
    assert [item.thing for item in cases.items_of(writing.session, case)] == [article, claim]
    assert list(cases.of_thing(writing.session, claim)) == [case]
    assert writing.actions()[-3:] == ["case.added", "case.filled", "case.filled"]


def test_what_is_taken_out_is_out_and_the_trail_of_both_says_so(filled: Filled) -> None:
    writing, case, _, claim = filled
    item = cases.put_in(writing.session, case, claim, by=writing.anton)
    writing.session.commit()
    cases.take_out(writing.session, case, item, why="Another road.", by=writing.anton)
    writing.session.commit()
    assert cases.items_of(writing.session, case) == []
    assert list(cases.of_thing(writing.session, claim)) == []
    for thing in (case, claim):
        told = history.of_thing(writing.session, thing.kind, thing.id, person=writing.anton).rows
        assert [entry.action for entry in told[:2]] == ["case.emptied", "case.filled"]


def test_posted_twice_it_is_done_once(filled: Filled) -> None:
    writing, case, article, _ = filled
    id, item = chance.new_id(), chance.new_id()
    opened = [cases.add(writing.session, title="Once", id=id, by=writing.anton) for _ in range(2)]
    put = [cases.put_in(writing.session, case, article, id=item, by=writing.anton) for _ in range(2)]
    assert opened[0] is opened[1]
    assert put[0] is put[1]


def test_a_case_on_hold_lets_nothing_go_until_the_hold_is_lifted(filled: Filled) -> None:
    writing, case, article, claim = filled
    item = cases.put_in(writing.session, case, claim, by=writing.anton)
    cases.hold(writing.session, case, why=" We are being sued. ", seen=case.rev, by=writing.anton)
    writing.session.commit()
    assert case.hold == "We are being sued."
    assert list(cases.on_hold(writing.session, [("claim", claim.id), ("article", article.id)])) == [case]
    assert list(cases.on_hold(writing.session, [("article", article.id)])) == []
    with pytest.raises(Refusal, match="on hold"):
        cases.take_out(writing.session, case, item, by=writing.anton)
    with pytest.raises(Refusal, match="on hold"):
        cases.withdraw(writing.session, case, why="Done.", seen=case.rev, by=writing.anton)
    with pytest.raises(Refusal, match="already"):
        cases.hold(writing.session, case, why="Again.", seen=case.rev, by=writing.anton)
    cases.release(writing.session, case, why="It was settled.", seen=case.rev, by=writing.anton)
    cases.take_out(writing.session, case, item, by=writing.anton)
    writing.session.commit()
    assert list(cases.on_hold(writing.session, [("claim", claim.id)])) == []


def test_a_withdrawn_case_leaves_the_list_and_can_be_restored(filled: Filled) -> None:
    writing, case, article, _ = filled
    cases.withdraw(writing.session, case, why="It was none.", seen=case.rev, by=writing.anton)
    writing.session.commit()
    assert list(cases.page(writing.session).rows) == []
    assert list(cases.page(writing.session, withdrawn=True).rows) == [case]
    with pytest.raises(Refusal, match="Restore it"):
        cases.put_in(writing.session, case, article, by=writing.anton)
    cases.restore(writing.session, case, seen=case.rev, by=writing.anton)
    writing.session.commit()
    assert list(cases.page(writing.session).rows) == [case]


@pytest.mark.parametrize("step", [cases.hold, cases.withdraw])
def test_without_a_reason_or_on_an_older_revision_it_is_refused(filled: Filled, step: object) -> None:
    writing, case, _, _ = filled
    with pytest.raises(Refusal):
        step(writing.session, case, why=" ", seen=case.rev, by=writing.anton)  # type: ignore[operator]
    writing.session.rollback()
    with pytest.raises(Stale):
        step(writing.session, case, why="So.", seen=case.rev - 1, by=writing.anton)  # type: ignore[operator]


def test_a_case_needs_a_title(writing: Writing) -> None:
    with pytest.raises(Refusal) as refusal:
        cases.add(writing.session, title="  ", by=writing.anton)
    assert refusal.value.field == "title"
