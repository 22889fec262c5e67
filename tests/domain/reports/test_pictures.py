"""What the picture of a claim's trails shows: groups, owners, checks and flags, each where it belongs."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from tests.report_parts import ARTICLE, quote, step
from tracker.domain.drawing.parts import Branch, Mark, Picture
from tracker.domain.origins.words import Flag
from tracker.domain.reports.origins import ReportEnd, ReportFlag, ReportGroup, ReportOrigins, ReportTrailEnd
from tracker.domain.reports.pictures import MOST_DRAWN, picture, shapes, signs
from tracker.domain.reports.quotes import ReportQuote
from tracker.domain.vocabulary import Beyond, SourceKind, Stance, StepCheck

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))


def origins(*groups: ReportGroup, flags: tuple[ReportFlag, ...] = ()) -> ReportOrigins:
    return ReportOrigins(0, 0, (), groups, flags, 0, 0, 0, 0)


def group(letter: str, *trails: ReportTrailEnd, counts: bool = False) -> ReportGroup:
    end = ReportEnd(1, "Sputnik", True, counts, True, () if counts else ("basis not stated",), trails)
    return ReportGroup(letter, counts, (end,), ())


def drawn(quotes: list[ReportQuote], told: ReportOrigins) -> Picture:
    found = picture(quotes, told)
    assert found is not None
    return found


def branches(*quotes: ReportQuote, told: ReportOrigins | None = None) -> dict[str, Branch]:
    return {box.branch.name: box.branch for box in drawn(list(quotes), told or origins()).boxes}


def trail(**fields: Any) -> ReportQuote:
    return quote(step("FARS", step("Sputnik", id=TWO, **fields), id=ONE), id=THREE)


def test_a_claim_without_a_trail_has_no_picture() -> None:
    assert picture([quote()], origins()) is None


def test_an_end_has_the_letter_and_the_owner_that_the_rule_gives_it() -> None:
    told = origins(group("A", ReportTrailEnd(THREE, TWO, "Rossiya Segodnya")))
    assert branches(trail(), told=told)["Sputnik"].end == Mark("A", False, "Rossiya Segodnya")
    assert branches(trail(), told=told)["FARS"].end is None


def test_the_same_step_of_another_place_is_another_end() -> None:
    told = origins(group("A", ReportTrailEnd(ONE, TWO, "")))
    assert branches(trail(), told=told)["Sputnik"].end is None


def test_a_last_step_that_is_no_end_says_that_its_trail_goes_on() -> None:
    assert branches(trail())["Sputnik"].note == "goes on in its trail"


def test_a_step_that_cites_another_article_of_the_claim_goes_on_with_that_one_as_one_box() -> None:
    cited = replace(ARTICLE, number=2)
    far = quote(step("Sputnik", id=TWO), id=ONE, article=cited)
    near = quote(step("FARS", id=UUID(int=9), cited=cited, check=StepCheck.YES), id=THREE)
    told = origins(group("A", ReportTrailEnd(ONE, TWO, "")))
    shown = drawn([near, far], told)
    assert [box.branch.name for box in shown.boxes] == ["Sputnik", "FARS", "A title"]
    assert shown.told == "One trail. Sputnik to FARS to A title. Origin A: Sputnik."
    fars = branches(near, far, told=told)["FARS"]
    assert (fars.passed, fars.found, fars.leads_to, fars.here) == ("reported", "said so", f"quote-{ONE}", False)
    assert fars.told == "news agency, reported, did they say it: yes, its article: outlet, asserts it"


def test_an_end_that_counts_has_no_sign_of_something_missing() -> None:
    there = ReportTrailEnd(THREE, TWO, "")
    assert branches(trail(), told=origins(group("A", there, counts=True)))["Sputnik"].sign == ""
    assert branches(trail(), told=origins(group("A", there)))["Sputnik"].sign == "?"
    lost = drawn([trail(beyond=Beyond.LOST)], origins(group("A", there, counts=True)))
    assert signs(lost) == [("×", "name lost in our capture")]


def test_what_was_found_stands_in_words_at_its_step() -> None:
    circle = ReportFlag(Flag.CIRCLE, "FARS", (ONE,))
    dropped = ReportFlag(Flag.ATTRIBUTION_DROPPED, "FARS", (TWO,))
    shown = branches(trail(check=StepCheck.NOT_THERE, stance=Stance.DENIES), told=origins(flags=(circle, dropped)))
    assert (shown["FARS"].flag, shown["Sputnik"].flag) == ("cites in a circle", "")
    assert (shown["Sputnik"].found, shown["Sputnik"].bad) == ("not there", True)
    assert (shown["Sputnik"].passed, shown["Sputnik"].denial) == ("denied", True)


def test_a_box_says_all_of_it_in_words_and_leads_to_its_own() -> None:
    told = origins(
        group("A", ReportTrailEnd(THREE, TWO, "Rossiya Segodnya")), flags=(ReportFlag(Flag.CIRCLE, "x", (TWO,)),)
    )
    end = branches(trail(), told=told)["Sputnik"]
    assert end.told == (
        "news agency, reported, did they say it: not checked, basis not stated, cites in a circle, "
        "origin A, owner Rossiya Segodnya, does not count: basis not stated"
    )
    assert end.leads_to == f"step-{THREE}-{TWO}"
    assert branches(trail(), told=told)["A title"].leads_to == f"quote-{THREE}"


def test_shapes_are_shown_for_the_kinds_that_occur() -> None:
    shown = drawn([quote(step("WSJ", step("officials")))], origins())
    assert [shape.kind for shape in shapes(shown)] == [SourceKind.OUTLET, SourceKind.UNNAMED]


def test_as_many_places_are_drawn_as_there_is_room_for_and_the_rest_is_counted() -> None:
    places = [replace(trail(), id=UUID(int=number)) for number in range(30)]
    shown = drawn(places, origins())
    assert len(shown.boxes) == MOST_DRAWN
    assert shown.left_out == 30 - MOST_DRAWN // 3
    assert drawn(places[:20], origins()).left_out == 0


def test_the_first_place_is_drawn_however_long_its_trail_is() -> None:
    long = quote(*(step("WSJ") for _ in range(MOST_DRAWN + 5)))
    assert len(drawn([long, trail()], origins()).boxes) == MOST_DRAWN + 6
