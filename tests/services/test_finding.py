"""Finding things by words of any script, and by their numbers."""

from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.assessing import Desk
from tests.busy_desk import BusyDesk
from tracker.domain.matches import Run
from tracker.domain.vocabulary import SourceKind
from tracker.models import Claim, SearchEntry
from tracker.services import articles, found_by, search, sources
from tracker.services.articles import Description
from tracker.services.finding import at_number, find


def indexed(desk: Desk, statement: str, quote: str = "") -> Claim:
    claim = desk.claim(statement)
    search.index(desk.session, "claim", claim.id, f"{statement} {quote}")
    desk.session.commit()
    return claim


def test_claims_sources_and_articles_are_found_together_by_the_beginnings_of_words(desk: Desk) -> None:
    claim = indexed(desk, "The harbour depot was hit.")
    source = desk.source("Harbour Office")
    article = articles.cite(desk.session, Description("What the harbour saw", outlet="Daily"), by=desk.anna)
    desk.session.commit()
    found = find(desk.session, "HARB", person=desk.anna)
    assert [hit.thing for hit in (*found.claims, *found.sources, *found.articles)] == [claim, source, article]
    assert (found.total, found.more) == (3, False)
    assert Run("harbour", True) in found.claims[0].title


def test_a_source_shows_the_name_that_was_meant_in_whatever_script(desk: Desk) -> None:
    sources.add(desk.session, name="Sputnik Arabic", kind=SourceKind.AGENCY, other_names=["سبوتنيك عربي"], by=desk.anna)
    desk.session.commit()
    [hit] = find(desk.session, "سبوت", person=desk.anna).sources
    assert "".join(run.text for run in hit.title) == "Sputnik Arabic"
    assert hit.beside[0] == Run("سبوتنيك", True)


def test_withdrawn_claims_are_not_found(desk: Desk) -> None:
    claim = desk.claim("The depot was hit.", withdrawn=True)
    search.index(desk.session, "claim", claim.id, claim.statement)
    desk.session.commit()
    assert find(desk.session, "depot", person=desk.anna).total == 0


@pytest.mark.parametrize("typed", ["", "  ", "…", "*", '"', "a AND (", "NEAR(", "' OR 1=1", ":", "\\", "-", "^x"])
def test_signs_of_a_search_language_are_words_or_nothing(desk: Desk, typed: str) -> None:
    indexed(desk, "The depot was hit.")
    assert find(desk.session, typed, person=desk.anna).total == 0


def test_a_number_leads_to_its_claim_and_a_kind_with_a_number_to_that(desk: Desk) -> None:
    claim = desk.claim()
    source = desk.source("FARS")
    desk.session.commit()
    assert at_number(desk.session, str(claim.number), person=desk.anna) == ("claim", claim.number)
    assert at_number(desk.session, f" Claim #{claim.number} ", person=desk.anna) == ("claim", claim.number)
    assert at_number(desk.session, f"source {source.number}", person=desk.anna) == ("source", source.number)
    assert at_number(desk.session, "article 1", person=desk.anna) == ("article", 1)
    for typed in ("claim 999", "999", "12 dead", "case 1", "1.5", "١"):
        assert at_number(desk.session, typed, person=desk.anna) is None


def test_a_search_costs_the_same_however_much_it_finds(desk: Desk) -> None:
    costs = []
    for _ in range(2):
        indexed(desk, "The depot was hit.")
        with desk.counted() as sent:
            find(desk.session, "depot", person=desk.anna)
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_a_claim_is_found_by_the_words_of_every_place_where_it_stands_and_no_others(desk: Desk) -> None:
    busy = BusyDesk(desk.session, Random(2))
    for name in (*["add_article"] * 3, *["annotate"] * 3, *("join", "add_version", "leave", "merge_claims") * 5):
        busy.act(name)
        kept = words_of_claims(desk.session)
        for claim in desk.session.scalars(select(Claim)):
            found_by.refresh(desk.session, claim)
        assert words_of_claims(desk.session) == kept, busy.done
        desk.session.rollback()
    assert {"join", "leave", "add_version"} <= set(busy.done)


def words_of_claims(session: Session) -> dict[UUID, set[str]]:
    rows = session.execute(select(SearchEntry.thing_id, SearchEntry.words).where(SearchEntry.kind == "claim"))
    return {row.thing_id: set(row.words.split()) for row in rows}
