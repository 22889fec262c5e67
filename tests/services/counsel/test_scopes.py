"""What a file for counsel is about: the thing that was asked for, and what goes with it."""

import pytest

from tests.filing import FilingDesk
from tracker.domain import chance, trails
from tracker.domain.actions import Action
from tracker.domain.errors import NotFound, TooLarge
from tracker.models import Citation
from tracker.services import appearances, articles, cases, claim_merges, counsel
from tracker.services.appearances import Sight
from tracker.services.counsel import scopes
from tracker.services.record import record
from tracker.services.trails import Entry


def read(filing: FilingDesk, kind: str, number: int) -> counsel.Scope:
    return counsel.read(filing.desk.session, kind, number, person=filing.desk.ada)


def numbers(scope: counsel.Scope) -> tuple[list[int | None], list[int | None]]:
    return [claim.number for claim in scope.claims], [article.number for article in scope.articles]


def test_a_claim_brings_the_articles_in_which_it_appears_and_their_captures(filing: FilingDesk) -> None:
    scope = read(filing, "claim", 1)
    assert (scope.thing, scope.number) == (filing.desk.claims[0], 1)
    assert numbers(scope) == ([1], [1])
    assert len(scope.captures) == 3, "two versions of the article, and the letter that is evidence"


def test_a_place_that_was_withdrawn_still_counts(filing: FilingDesk) -> None:
    desk = filing.desk
    claim, page = desk.claims[0], desk.articles[1]
    sight, entry = Sight("the salt road is shut until further notice"), Entry(trails.parse(""))
    newest = articles.newest_snapshot(desk.session, page)
    place = appearances.add(desk.session, claim, newest, sight, entry, id=chance.new_id(), by=desk.anton)
    desk.session.commit()
    appearances.withdraw(desk.session, place, seen=place.rev, why="Another claim.", by=desk.anton)
    assert numbers(read(filing, "claim", 1)) == ([1], [1, 2])


def test_a_work_that_a_step_cites_goes_along(filing: FilingDesk) -> None:
    desk = filing.desk
    cited = articles.cite(desk.session, articles.Description("The report of FARS"), by=desk.anton)
    step: Citation = desk.claims[0].appearances[0].citations[0]
    step.cited_article = cited
    record(desk.session, Action.TRAIL_ENTERED, about=desk.claims[0], by=desk.anton)
    desk.session.commit()
    assert numbers(read(filing, "claim", 1)) == ([1], [1, cited.number])


def test_claims_that_were_merged_are_told_together_whichever_is_asked_for(filing: FilingDesk) -> None:
    desk = filing.desk
    first, _, third = desk.claims
    claim_merges.merge(desk.session, third, first, why="The same.", by=desk.rita)
    desk.session.commit()
    for number in (1, 3):
        scope = read(filing, "claim", number)
        assert scope.thing is first
        assert numbers(scope) == ([1, 3], [1, 2])
    done = filing.file("claim", 3)
    assert filing.check(done.data).code == 0
    assert "with one claim merged into it" in done.said("cover.html")
    assert "The salt road is shut." in done.said("versions.html")
    assert done.page("report.html").xpath("count(//article[@class='one-claim'])") == 1


def test_a_case_brings_what_it_holds_and_where_its_claims_appear(filing: FilingDesk) -> None:
    desk = filing.desk
    assert desk.case is not None
    assert numbers(read(filing, "case", 1)) == ([1], [1])
    cases.put_in(desk.session, desk.case, desk.articles[1], by=desk.anton)
    cases.put_in(desk.session, desk.case, desk.claims[1], by=desk.anton)
    desk.session.commit()
    scope = read(filing, "case", 1)
    assert numbers(scope) == ([1, 2], [1, 2])
    assert scope.subjects == [
        ("case", desk.case.id),
        *(("claim", claim.id) for claim in desk.claims[:2]),
    ]


@pytest.mark.parametrize(("kind", "number"), [("claim", 99), ("case", 99), ("article", 1), ("source", 1), ("x", 1)])
def test_what_is_not_there_or_has_no_such_file_is_not_found(filing: FilingDesk, kind: str, number: int) -> None:
    with pytest.raises(NotFound):
        read(filing, kind, number)


def test_too_much_at_once_is_refused(filing: FilingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scopes, "MOST_THINGS", 0)
    with pytest.raises(TooLarge, match="at most 0 claims and articles"):
        read(filing, "claim", 1)
