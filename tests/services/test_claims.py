"""Claims stand on words that are there, are marked in a first pass and filled in in a second."""

import pytest

from tests.annotating import Writing
from tracker.domain import chance, trails
from tracker.domain.anchors import Ambiguous, NotThere, Split
from tracker.domain.errors import Refusal, Stale
from tracker.domain.vocabulary import ArticleStage, ClaimKind, Stance, Triage
from tracker.models import Anchor, Claim
from tracker.services import appearances, claims
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.trails import Entry

TEXT = "Two boats sank. The café e\u0301tait closed 👩‍👩‍👧. Two boats sank. غرق القارب ليلا."


def test_a_quote_that_stands_there_twice_needs_a_hint(writing: Writing) -> None:
    article = writing.article(TEXT)
    with pytest.raises(Ambiguous) as refused:
        writing.claim(article, "Two boats sank")
    assert len(refused.value.places) == 2
    near = refused.value.places[1][0]
    claim = claims.annotate(
        writing.session,
        article,
        Wording("Two boats sank."),
        Sight("Two boats sank", near=near),
        Entry(),
        id=chance.new_id(),
        by=writing.anton,
    )
    writing.session.flush()
    assert writing.place(claim).anchors[0].start == near


@pytest.mark.parametrize("quote", ["Three boats sank", "completely other words"])
def test_a_quote_that_is_not_there_is_refused(writing: Writing, quote: str) -> None:
    article = writing.article(TEXT)
    with pytest.raises(NotThere):
        writing.claim(article, quote)


@pytest.mark.parametrize("quote", ["The café e", "closed 👩", "غرق القارب"])
def test_a_quote_never_splits_a_character(writing: Writing, quote: str) -> None:
    article = writing.article(TEXT)
    if quote.startswith("غرق"):
        anchor = writing.place(writing.claim(article, quote)).anchors[0]
        assert TEXT[anchor.start : anchor.end] == quote
    else:
        with pytest.raises(Split):
            writing.claim(article, quote)


def test_the_same_form_posted_twice_makes_one_claim(writing: Writing) -> None:
    article = writing.article("Two boats sank.")
    form = chance.new_id()
    for _ in range(2):
        claim = claims.annotate(
            writing.session, article, Wording("They sank."), Sight("Two boats sank"), Entry(), id=form, by=writing.anton
        )
        writing.session.commit()
    assert claim.id == form
    assert writing.count(Claim) == writing.count(Anchor) == 1
    assert writing.actions().count("claim.annotated") == 1


def test_the_first_annotation_begins_the_work_on_an_article(writing: Writing) -> None:
    article = writing.article("Two boats sank.")
    writing.claim(article, "Two boats sank")
    assert (article.stage, article.taken_by) == (ArticleStage.IN_WORK, writing.anton)


def test_words_marked_for_later_are_filled_in_later(writing: Writing) -> None:
    article = writing.article("FARS reported that two boats sank.")
    claim = claims.mark(
        writing.session, article, "two boats sank", None, Triage.LATER, id=chance.new_id(), by=writing.anton
    )
    writing.session.commit()
    assert (claim.statement, claim.triage) == ("two boats sank", Triage.LATER)
    appearance = writing.place(claim)
    claims.fill_in(
        writing.session,
        appearance,
        Wording("Two boats sank off the coast.", kind=ClaimKind.FACTUAL),
        Sight("two boats sank", stance=Stance.REPORTS),
        Entry(trails.parse("FARS")),
        seen=claim.rev,
        seen_appearance=appearance.rev,
        by=writing.anton,
    )
    writing.session.commit()
    assert (claim.statement, claim.triage) == ("Two boats sank off the coast.", Triage.CHECK)
    assert [step.source.name for step in appearance.citations] == ["FARS"]
    assert writing.actions()[-2:] == ["claim.marked", "claim.annotated"]


def test_words_that_are_not_to_be_checked_say_so_in_the_record(writing: Writing) -> None:
    article = writing.article("It was a shame.")
    claims.mark(writing.session, article, "It was a shame", 0, Triage.SKIP, id=chance.new_id(), by=writing.anton)
    assert writing.actions()[-1] == "claim.passed_over"


@pytest.mark.parametrize("statement", ["", "   ", "x" * 2001])
def test_a_statement_that_says_nothing_or_too_much_is_refused(writing: Writing, statement: str) -> None:
    article = writing.article("Two boats sank.")
    with pytest.raises(Refusal) as refused:
        claims.annotate(
            writing.session,
            article,
            Wording(statement),
            Sight("Two boats sank"),
            Entry(),
            id=chance.new_id(),
            by=writing.anton,
        )
    assert refused.value.field == "statement"


def test_an_edit_on_top_of_what_was_not_seen_is_refused(writing: Writing) -> None:
    claim = writing.claim(writing.article("Two boats sank."), "Two boats sank")
    writing.session.commit()
    seen = claim.rev
    claims.edit(writing.session, claim, Wording("Two boats went down."), seen=seen, by=writing.anton)
    writing.session.commit()
    assert claim.rev == seen + 1
    with pytest.raises(Stale) as refused:
        claims.edit(writing.session, claim, Wording("Something else."), seen=seen, by=writing.anton)
    assert refused.value.seen == {("claim", claim.id): seen}


def test_a_withdrawn_claim_comes_back_only_when_it_is_restored(writing: Writing) -> None:
    article = writing.article("Two boats sank. Nobody was hurt.")
    claim = writing.claim(article, "Two boats sank")
    writing.session.commit()
    claims.withdraw(writing.session, claim, seen=claim.rev, why="Not said there.", by=writing.anton)
    writing.session.commit()
    snapshot = writing.place(claim).anchors[0].snapshot
    with pytest.raises(Refusal, match="was withdrawn"):
        appearances.add(
            writing.session, claim, snapshot, Sight("Nobody was hurt"), Entry(), id=chance.new_id(), by=writing.anton
        )
    claims.restore(writing.session, claim, seen=claim.rev, by=writing.anton)
    writing.session.commit()
    assert not claim.withdrawn


def test_earlier_claims_that_match_are_found_while_typing(writing: Writing) -> None:
    article = writing.article("Two boats sank in the harbour. The mayor resigned on Monday.")
    sank = writing.claim(article, "Two boats sank in the harbour")
    writing.claim(article, "The mayor resigned on Monday")
    writing.session.commit()
    assert claims.alike(writing.session, "Boats sank in some harbour")[0] is sank
    assert list(claims.alike(writing.session, "entirely unrelated")) == []


def test_the_only_place_of_a_claim_is_not_withdrawn_without_the_claim(writing: Writing) -> None:
    claim = writing.claim(writing.article("Two boats sank."), "Two boats sank")
    appearance = writing.place(claim)
    with pytest.raises(Refusal, match="only place"):
        appearances.withdraw(writing.session, appearance, seen=appearance.rev, why="Wrong.", by=writing.anton)
