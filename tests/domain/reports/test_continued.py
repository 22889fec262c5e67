"""Where the trails of a claim go on in its other articles."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.report_parts import ARTICLE, quote, step
from tracker.domain.reports.continued import Continued, continued
from tracker.domain.reports.ends import walk
from tracker.domain.reports.quotes import ReportQuote
from tracker.domain.vocabulary import Stance


def place(number: int, *cites: int, id: int | None = None, stance: Stance = Stance.ASSERTS) -> ReportQuote:
    """Return a quote in the article of a number, with a step for each article that it cites."""
    id = id or number
    steps = (step("FARS", id=UUID(int=100 * id + at), cited=work(one)) for at, one in enumerate(cites))
    return quote(*steps, id=UUID(int=id), article=work(number), stance=stance)


def work(number: int) -> object:
    return replace(ARTICLE, number=number)


def nowhere_an_end(quotes: list[ReportQuote]) -> Continued:
    return continued(quotes, lambda quote, step: False)


def pairs(found: Continued) -> set[tuple[int, int]]:
    return {(nearer.int, beyond.id.int) for (nearer, _), beyond in found.onward.items()}


def test_a_trail_goes_on_in_the_article_that_its_last_step_cites() -> None:
    found = nowhere_an_end([place(1, 2), place(2, 3), place(3)])
    assert pairs(found) == {(1, 2), (2, 3)}
    assert [one.id.int for one in found.first] == [1]


def test_it_ends_where_the_rule_says_so() -> None:
    quotes = [place(1, 2), place(2)]
    found = continued(quotes, lambda quote, step: True)
    assert (pairs(found), list(found.first)) == (set(), quotes)


def test_a_step_that_names_what_lies_beyond_it_does_not_go_on_elsewhere() -> None:
    inner = step("Sputnik", id=UUID(int=7))
    found = nowhere_an_end([quote(step("FARS", inner, cited=work(2)), id=UUID(int=1)), place(2)])
    assert pairs(found) == set()


def test_of_two_who_cite_one_article_the_first_has_its_trail() -> None:
    found = nowhere_an_end([place(1, 3), place(2, 3), place(3)])
    assert pairs(found) == {(1, 3)}
    assert [one.id.int for one in found.first] == [1, 2]


def test_of_two_quotes_in_one_article_the_one_with_a_trail_goes_on_and_a_denial_never_does() -> None:
    with_trail, denial = place(2, 9, id=5), place(4, stance=Stance.DENIES)
    assert pairs(nowhere_an_end([place(1, 2), place(2), with_trail])) == {(1, 5)}
    assert pairs(nowhere_an_end([place(1, 4), denial])) == set()


def test_articles_that_cite_each_other_or_themselves_still_have_a_first() -> None:
    found = nowhere_an_end([place(1, 2), place(2, 1), place(3, 3)])
    assert pairs(found) == {(1, 2)}
    assert [one.id.int for one in found.first] == [1, 3]


@given(st.lists(st.lists(st.integers(1, 8), max_size=3), min_size=1, max_size=8))
def test_whatever_cites_whatever_each_quote_stands_once(cited: list[list[int]]) -> None:
    quotes = [place(number, *cites) for number, cites in enumerate(cited, 1)]
    found = nowhere_an_end(quotes)
    reached: list[UUID] = []
    waiting = list(found.first)
    while waiting:
        one = waiting.pop()
        reached.append(one.id)
        waiting += [beyond for s in walk(one.trail) if (beyond := found.onward.get((one.id, s.id)))]
    assert sorted(reached) == [one.id for one in quotes]
