"""The claims of an article by where its trails end."""

from dataclasses import replace
from uuid import UUID

from tests.report_parts import quote, step
from tracker.domain.claims_by_origin import ArticleClaim, by_origin, drawn, picture
from tracker.domain.reports.origins import ReportEnd, ReportGroup, ReportOrigins, ReportTrailEnd
from tracker.domain.reports.quotes import ReportQuote
from tracker.domain.vocabulary import Stance, StepCheck

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))


def told(*trails: tuple[UUID, UUID | None], counts: bool = False) -> ReportOrigins:
    ends = tuple(ReportTrailEnd(place, end, "") for place, end in trails)
    apart = () if counts else ("basis not stated",)
    group = ReportGroup("A", counts, (ReportEnd(1, "Sputnik", True, counts, True, apart, ends),), ())
    return ReportOrigins(0, 0, (), (group,), (), 0, 0, 0, 0)


def claim(number: int, *quotes: ReportQuote, origins: ReportOrigins | None = None) -> ArticleClaim:
    return ArticleClaim(number, f"Claim {number}.", "likely", "Likely", quotes, origins or told())


def names(*claims: ArticleClaim) -> dict[str, list[int]]:
    return {origin.name: [one.claim.number for one in endings] for origin, endings in by_origin(claims).items()}


def test_claims_with_one_end_stand_together_whoever_passed_them_on() -> None:
    near, far = quote(step("Sputnik", id=TWO), id=ONE), quote(step("FARS", step("Sputnik", id=TWO), id=THREE), id=ONE)
    assert names(claim(1, near), claim(2, far)) == {"Sputnik": [1, 2]}
    [[_, ending]] = by_origin([claim(1, near), claim(2, far)]).values()
    assert ending.through == ("FARS",)


def test_an_end_says_whether_it_counts_and_why_not() -> None:
    near = quote(step("Sputnik", id=TWO), id=ONE)
    shown = [
        by_origin([claim(1, near, origins=origins)])
        for origins in (told((ONE, TWO), counts=True), told((ONE, TWO)), told())
    ]
    endings = [one for found in shown for [one] in found.values()]
    assert [(one.counts, one.apart) for one in endings] == [
        (True, ()),
        (False, ("basis not stated",)),
        (False, ("its trail goes on in the work that it cites",)),
    ]


def test_what_a_check_found_against_a_step_and_a_denial_are_told() -> None:
    near = quote(step("FARS", step("Sputnik", id=TWO), id=THREE, check=StepCheck.NOT_THERE), id=ONE)
    [[ending]] = by_origin([claim(1, replace(near, stance=Stance.DENIES))]).values()
    assert (ending.bad, ending.denial) == (True, True)


def test_what_the_article_says_itself_comes_from_it_unless_it_says_elsewhere_from_whom() -> None:
    flat, attributed = quote(id=THREE), quote(step("Sputnik", id=TWO), id=ONE)
    assert [origin.number for origin in by_origin([claim(1, flat)])] == [0]
    assert names(claim(1, flat, attributed)) == {"Sputnik": [1]}
    assert len(by_origin([claim(1, flat, attributed, origins=told((THREE, None)))])) == 2


def test_the_picture_has_a_line_for_each_claim_and_origin_that_says_the_best_of_its_trails() -> None:
    one, other = quote(step("Sputnik", id=TWO), id=ONE), quote(step("Sputnik", id=THREE), id=THREE)
    found = picture([claim(7, one, other, origins=told((ONE, TWO), counts=True))])
    assert found is not None
    [tie], [box], [card] = found.ties, found.boxes, found.cards
    assert (tie.tie.strong, tie.tie.denial, tie.tie.bad) == (True, False, False)
    assert (box.branch.note, box.branch.leads_to) == ("1 claim", "origin-2")
    assert (card.card.label, card.card.told, card.card.leads_to) == ("7", "claim 7, Likely", "claim-7")
    assert found.told == "From Sputnik: 7."
    assert picture([]) is None


def test_as_many_claims_are_drawn_as_there_is_room_for_with_their_origins() -> None:
    claims = [claim(number, quote(step("Sputnik", id=TWO), id=ONE)) for number in range(80)]
    assert drawn(claims) == claims[:59]
    assert drawn(claims, most=1) == claims[:1]
