"""Trails are entered as typed, kept step by step, and inherited from the passage that the words stand in."""

import pytest

from tests.annotating import Writing
from tracker.domain import chance
from tracker.domain import trails as typed
from tracker.domain.actions import Action
from tracker.domain.errors import NotFound, Refusal, Stale
from tracker.domain.vocabulary import Basis, Beyond, Manner, SourceKind, Stance, StepCheck, Voice
from tracker.models import Appearance, Citation, Source
from tracker.services import articles, passages, sources, trails
from tracker.services.record import record
from tracker.services.trails import Entry

TEXT = "FARS reported on Monday that Sputnik Arabic had it. Two boats sank. Nobody was hurt."


def _enter(writing: Writing, appearance: Appearance, text: str) -> None:
    entry = Entry(typed.parse(text))
    trails.enter(writing.session, appearance, entry, place=None, seen=appearance.rev, by=writing.anton)


def _names(appearance: Appearance) -> list[tuple[str, int]]:
    return [(step.source.name, depth) for step, depth in trails.steps_of(appearance)]


def test_a_trail_of_two_steps_stands_from_the_reader_outwards(writing: Writing) -> None:
    claim = writing.claim(writing.article(TEXT), "Two boats sank", "FARS < Sputnik Arabic < .")
    appearance = writing.place(claim)
    assert _names(appearance) == [("FARS", 0), ("Sputnik Arabic", 1)]
    assert appearance.stance is Stance.REPORTS
    assert [step.beyond for step in trails.own_steps(appearance)] == [Beyond.NOT_ENTERED, Beyond.GIVES_NONE]


def test_a_source_merely_typed_is_made_and_nothing_is_known_of_it(writing: Writing) -> None:
    writing.claim(writing.article(TEXT), "Two boats sank", "Radio Nobody Knows")
    made = writing.session.query(Source).filter_by(name="Radio Nobody Knows").one()
    assert made.source_kind is SourceKind.UNKNOWN
    assert writing.actions()[-1] == "claim.annotated"


def test_the_name_and_the_cue_words_are_found_where_they_stand(writing: Writing) -> None:
    claim = writing.claim(writing.article(TEXT), "Two boats sank", "FARS")
    step = trails.own_steps(writing.place(claim))[0]
    assert (step.named_as, step.cue) == ("FARS", "reported")
    assert (step.named_start, step.cue_start) == (0, 5)


def test_three_ways_to_have_no_trail_are_told_apart(writing: Writing) -> None:
    article = writing.article(TEXT)
    kept = [writing.place(writing.claim(article, "Two boats sank", text)) for text in ("", ".", "(lost)")]
    assert [one.beyond for one in kept] == [Beyond.NOT_ENTERED, Beyond.GIVES_NONE, Beyond.LOST]
    assert {one.stance for one in kept} == {Stance.ASSERTS}


def test_steps_that_stay_keep_what_was_found_at_them(writing: Writing) -> None:
    appearance = writing.place(writing.claim(writing.article(TEXT), "Two boats sank", "FARS < Sputnik Arabic"))
    first = trails.own_steps(appearance)[0]
    first.check = StepCheck.YES
    record(writing.session, Action.STEP_CHECKED, about=appearance.claim, by=writing.anton)
    _enter(writing, appearance, "FARS < Radio Coast")
    assert trails.own_steps(appearance)[0] is first
    assert first.check is StepCheck.YES
    assert _names(appearance) == [("FARS", 0), ("Radio Coast", 1)]


def test_branches_are_kept_and_written_again_as_they_were_typed(writing: Writing) -> None:
    appearance = writing.place(writing.claim(writing.article(TEXT), "Two boats sank", "A < B < C; A < D; E, F < ."))
    writing.session.commit()
    written = trails.as_typed(appearance)
    assert _names(appearance) == [("A", 0), ("B", 1), ("C", 2), ("D", 1), ("E", 0), ("F", 0)]
    before = [step.id for step in trails.own_steps(appearance)]
    _enter(writing, appearance, typed.write(written))
    assert [step.id for step in trails.own_steps(appearance)] == before


def test_an_emptied_trail_leaves_no_step_behind(writing: Writing) -> None:
    appearance = writing.place(writing.claim(writing.article(TEXT), "Two boats sank", "A < B < C"))
    _enter(writing, appearance, "")
    writing.session.commit()
    assert writing.count(Citation) == 0


def test_a_name_that_several_sources_have_asks_for_a_number(writing: Writing) -> None:
    twins = [
        sources.add(writing.session, name="Twin", kind=SourceKind.PERSON, even_if_known=True, by=writing.anton)
        for _ in range(2)
    ]
    article = writing.article(TEXT)
    writing.session.commit()
    with pytest.raises(Refusal, match="Several sources are called “Twin”"):
        writing.claim(article, "Two boats sank", "Twin")
    writing.session.rollback()
    claim = writing.claim(article, "Two boats sank", f"Twin [{twins[1].number}]")
    assert trails.own_steps(writing.place(claim))[0].source is twins[1]


def test_a_number_that_no_source_has_is_refused(writing: Writing) -> None:
    appearance = writing.place(writing.claim(writing.article(TEXT), "Two boats sank"))
    with pytest.raises(NotFound, match="no source 99999"):
        _enter(writing, appearance, "Someone [99999]")


def test_a_trail_that_changed_meanwhile_is_refused(writing: Writing) -> None:
    appearance = writing.place(writing.claim(writing.article(TEXT), "Two boats sank", "A"))
    with pytest.raises(Stale):
        trails.enter(writing.session, appearance, Entry(), place=None, seen=appearance.rev + 1, by=writing.anton)


def test_manner_and_basis_go_to_the_steps_that_they_speak_of(writing: Writing) -> None:
    appearance = writing.place(writing.claim(writing.article(TEXT), "Two boats sank"))
    entry = Entry(typed.parse("A < B"), manner=Manner.QUOTE, basis=Basis.WITNESSED)
    trails.enter(writing.session, appearance, entry, place=None, seen=appearance.rev, by=writing.anton)
    first, last = trails.own_steps(appearance)
    assert (first.manner, last.manner) == (Manner.QUOTE, Manner.QUOTE)
    assert (first.basis, last.basis) == (Basis.NOT_STATED, Basis.WITNESSED)


def test_a_claim_in_a_passage_with_a_trail_inherits_it_and_goes_on_from_its_end(writing: Writing) -> None:
    article = writing.article(TEXT)
    writing.session.flush()
    snapshot = articles.newest_snapshot(writing.session, article)
    start = TEXT.index("Two boats")
    entry = Entry(typed.parse("Zerohedge < WSJ"))
    passage = passages.mark(
        writing.session,
        snapshot,
        [(start, len(TEXT))],
        Voice.EMBEDDED,
        entry=entry,
        id=chance.new_id(),
        by=writing.anton,
    )
    inherited = writing.place(writing.claim(article, "Nobody was hurt"))
    longer = writing.place(writing.claim(article, "Two boats sank", "people familiar"))
    assert _names(inherited) == [("Zerohedge", 0), ("WSJ", 1)]
    assert _names(longer) == [("Zerohedge", 0), ("WSJ", 1), ("people familiar", 2)]
    writing.session.commit()
    passages.change(
        writing.session,
        passage,
        Voice.EMBEDDED,
        entry=Entry(typed.parse("Zerohedge")),
        seen=snapshot.article.rev,
        by=writing.anton,
    )
    writing.session.commit()
    assert _names(longer) == [("Zerohedge", 0), ("people familiar", 1)]


def test_a_passage_taken_away_leaves_its_claims_with_their_own_steps(writing: Writing) -> None:
    article = writing.article(TEXT)
    writing.session.flush()
    snapshot = articles.newest_snapshot(writing.session, article)
    entry = Entry(typed.parse("WSJ"))
    passage = passages.mark(
        writing.session,
        snapshot,
        [(0, len(TEXT))],
        Voice.EMBEDDED,
        entry=entry,
        id=chance.new_id(),
        by=writing.anton,
    )
    appearance = writing.place(writing.claim(article, "Two boats sank", "people familiar"))
    writing.session.commit()
    passages.remove(writing.session, passage, seen=article.rev, by=writing.anton)
    writing.session.commit()
    assert appearance.passage is None
    assert _names(appearance) == [("people familiar", 0)]


def test_the_trail_entered_last_is_offered_again(writing: Writing) -> None:
    article = writing.article(TEXT)
    assert trails.last_entered(writing.session, article, writing.anton) is None
    writing.claim(article, "Two boats sank", "FARS < Sputnik Arabic")
    writing.session.commit()
    again = trails.last_entered(writing.session, article, writing.anton)
    assert again is not None
    assert [step.name for step in again.walk()] == ["FARS", "Sputnik Arabic"]


def test_a_trail_that_cannot_be_read_is_refused_before_anything_is_written(writing: Writing) -> None:
    article = writing.article(TEXT)
    with pytest.raises(Refusal):
        writing.claim(article, "Two boats sank", "A << B")
