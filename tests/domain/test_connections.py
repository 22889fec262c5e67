"""Who stands next to a source: what the picture says of each, and who is drawn where there are many."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.connections import Connections, Neighbour, answers, drawn, in_order, picture
from tracker.domain.drawing.parts import Branch
from tracker.domain.vocabulary import SourceKind, StepCheck

FARS = Neighbour(SourceKind.AGENCY, "FARS", 1, {})


def known(number: int, is_article: bool = False, **checks: int) -> Neighbour:
    counted = {StepCheck[name.upper()]: count for name, count in checks.items()}
    return Neighbour(SourceKind.OUTLET, f"Source {number}", number, counted, is_article)


def branches(cites: list[Neighbour], cited_by: list[Neighbour]) -> dict[str, Branch]:
    found = picture(Connections(FARS, cites, cited_by))
    assert found is not None
    return {box.branch.leads_to: box.branch for box in found.boxes}


def test_a_source_that_stands_alone_has_no_picture() -> None:
    assert picture(Connections(FARS, [], [])) is None


def test_each_says_how_many_steps_there_are_and_how_they_checked_out() -> None:
    shown = branches(
        [known(2, yes=3, not_checked=1)], [known(3, overstated=1, yes=9), known(4, is_article=True, yes=1)]
    )
    assert (shown["cited-2"].passed, shown["cited-2"].found, shown["cited-2"].bad) == ("4 steps", "3 said so", False)
    assert (shown["citing-3"].found, shown["citing-3"].bad) == ("1 overstated", True)
    assert shown["citing-article-4"].told == "outlet, 1 said so"
    assert shown["cited-2"].told == "outlet, 1 not checked, 3 said so"


def test_those_who_cite_each_other_and_who_cites_itself_are_named() -> None:
    shown = branches([known(2, yes=1), FARS], [known(2, yes=1), FARS, known(2, is_article=True, yes=1)])
    flags = {id: branch.flag for id, branch in shown.items() if branch.flag}
    assert flags == {
        **dict.fromkeys(("cited-2", "citing-2"), "they cite each other"),
        **dict.fromkeys(("cited-1", "citing-1"), "cites itself"),
    }


def test_answers_in_short_name_what_speaks_against_them_first() -> None:
    assert answers({StepCheck.YES: 3, StepCheck.NOT_THERE: 2, StepCheck.OVERSTATED: 1}) == "2 not there, 1 overstated"
    assert answers({StepCheck.COULD_NOT_OBTAIN: 3}) == "not checked"


@given(st.integers(0, 90), st.integers(0, 90))
def test_sixty_are_drawn_and_no_side_is_crowded_out(left: int, right: int) -> None:
    cites, cited_by = ([known(number, yes=1) for number in range(count)] for count in (left, right))
    one, other = drawn(Connections(FARS, cites, cited_by))
    assert len(one) + len(other) == min(60, left + right)
    assert len(one) >= min(left, 30)
    assert len(other) >= min(right, 30)


def test_those_with_the_most_steps_come_first() -> None:
    some = [known(1, yes=1), known(3, yes=2, not_checked=2), known(2, yes=1), known(2, is_article=True, yes=1)]
    assert [(one.number, one.is_article) for one in in_order(some)] == [(3, False), (1, False), (2, False), (2, True)]
