"""A newer text of an article: every quote is found again with its fate, or is lost until a person answers."""

import pytest

from tests.annotating import Writing
from tracker.domain import chance
from tracker.domain import trails as typed
from tracker.domain.anchors import Fate
from tracker.domain.errors import Duplicate, Refusal, Stale
from tracker.domain.vocabulary import How, Voice
from tracker.models import Article, Claim
from tracker.services import articles, carrying, passages, trails
from tracker.services.trails import Entry

OLD = (
    "The harbour was closed at dawn.\n\n"
    "Two boats sank in the night, the coast guard said, after their crews had left them.\n\n"
    "Nobody was hurt.\n\n"
    "The mayor promised that the mole would be mended before the winter storms set in."
)
NEW = (
    "The harbour was closed at dawn.\n\n"
    "An inquiry has begun.\n\n"
    "Two boats sank in the night, the coast guard said, after their crews had left them.\n\n"
    "The mayor promised that the mole would be repaired before the winter storms set in."
)


@pytest.fixture
def article(writing: Writing) -> Article:
    article = writing.article(OLD)
    writing.claim(article, "The harbour was closed at dawn")
    writing.claim(article, "Two boats sank in the night", "coast guard")
    writing.claim(article, "Nobody was hurt")
    writing.claim(article, "the mole would be mended before the winter storms set in", "mayor")
    writing.session.commit()
    return article


def test_each_quote_is_anchored_moved_lost_or_changed(writing: Writing, article: Article) -> None:
    carried = writing.newer(article, NEW)
    assert [one.fate for one in carried] == [Fate.ANCHORED, Fate.MOVED, Fate.LOST, Fate.CHANGED]
    writing.session.commit()
    snapshot = articles.newest_snapshot(writing.session, article)
    for one in carried:
        if one.anchor is not None:
            assert snapshot.text[one.anchor.start : one.anchor.end] == one.anchor.exact
            assert one.anchor.confirmed_by is None
    again = carrying.fates(writing.session, article, snapshot)
    assert [one.fate for one in again] == [one.fate for one in carried]


def test_the_older_version_keeps_its_anchors(writing: Writing, article: Article) -> None:
    carried = writing.newer(article, NEW)
    assert all(one.before.snapshot.version == 1 for one in carried)
    assert all(OLD[one.before.start : one.before.end] == one.before.exact for one in carried)


def test_a_lost_quote_waits_on_the_list_until_it_is_placed_anew(writing: Writing, article: Article) -> None:
    writing.newer(article, NEW)
    writing.session.commit()
    lost = carrying.lost(writing.session, article)
    assert [one.anchors[-1].exact for one in lost] == ["Nobody was hurt"]
    snapshot = articles.newest_snapshot(writing.session, article)
    placed = carrying.place(
        writing.session, lost[0], snapshot, "their crews had left them", None, seen=lost[0].rev, by=writing.anton
    )
    assert (placed.how, placed.confirmed_by) == (How.PERSON, writing.anton)
    writing.session.commit()
    assert carrying.lost(writing.session) == []


def test_a_lost_quote_is_let_go_with_a_reason_only(writing: Writing, article: Article) -> None:
    writing.newer(article, NEW)
    writing.session.commit()
    lost = carrying.lost(writing.session)[0]
    with pytest.raises(Refusal, match="Say why"):
        carrying.let_go(writing.session, lost, seen=lost.rev, why=" ", by=writing.anton)
    carrying.let_go(writing.session, lost, seen=lost.rev, why="The site took it back.", by=writing.anton)
    writing.session.commit()
    assert carrying.lost(writing.session) == []


def test_a_quote_that_stands_in_the_newest_version_is_not_let_go(writing: Writing, article: Article) -> None:
    standing = next(one.appearance for one in writing.newer(article, NEW) if one.anchor is not None)
    writing.session.commit()
    with pytest.raises(Refusal, match="stands in the newest version"):
        carrying.let_go(writing.session, standing, seen=standing.rev, why="We want it gone.", by=writing.anton)


def test_a_found_quote_is_confirmed_by_a_newer_anchor(writing: Writing, article: Article) -> None:
    changed = writing.newer(article, NEW)[3]
    writing.session.commit()
    snapshot = articles.newest_snapshot(writing.session, article)
    with pytest.raises(Stale):
        carrying.confirm(writing.session, changed.appearance, snapshot, seen=99, by=writing.anton)
    carrying.confirm(writing.session, changed.appearance, snapshot, seen=changed.appearance.rev, by=writing.anton)
    writing.session.commit()
    newest = changed.appearance.anchors[-1]
    assert newest is not changed.anchor
    assert newest.confirmed_by is writing.anton


def test_the_same_text_again_is_no_new_version(writing: Writing, article: Article) -> None:
    with pytest.raises(Duplicate, match="version 1 already"):
        writing.newer(article, OLD)


def test_passages_and_their_trails_go_along_and_claims_inherit_from_the_new_ones(
    writing: Writing, article: Article
) -> None:
    snapshot = articles.newest_snapshot(writing.session, article)
    start = OLD.index("Two boats")
    entry = Entry(typed.parse("Harbour Radio < Coast Wire"))
    end = OLD.index(" left them.") + len(" left them.")
    passages.mark(
        writing.session, snapshot, [(start, end)], Voice.EMBEDDED, entry=entry, id=chance.new_id(), by=writing.anton
    )
    writing.session.commit()
    carried = writing.newer(article, NEW)
    writing.session.commit()
    newest = articles.newest_snapshot(writing.session, article)
    passage = passages.of_snapshot(writing.session, newest)[0]
    assert carried[1].appearance.passage is passage
    assert [step.source.name for step in trails.own_steps(passage)] == ["Harbour Radio", "Coast Wire"]
    names = [(step.source.name, depth) for step, depth in trails.steps_of(carried[1].appearance)]
    assert names[:2] == [("Harbour Radio", 0), ("Coast Wire", 1)]


def test_the_record_says_how_many_quotes_met_which_fate(writing: Writing, article: Article) -> None:
    writing.newer(article, NEW)
    assert writing.actions()[-1] == "snapshot.added"
    assert writing.count(Claim) == 4
