"""Words that are withheld are nowhere any more; every place holds, the record verifies, and it says what was done."""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tests.annotating import KEY
from tests.withholding import NAME, SPELLINGS, TEXT, Withholding, everything_in, withholding_at
from tracker.db import Database
from tracker.domain.actions import Action
from tracker.domain.errors import Refusal
from tracker.domain.needles import Needles
from tracker.domain.withholding import MASK, texts
from tracker.models import Anchor, Capture, Change, Disclosure, Event, Snapshot
from tracker.services import captures, history, redaction, search, undo
from tracker.services.history import downloads


@pytest.fixture
def desk(engine_url: str) -> Iterator[Withholding]:
    with withholding_at(engine_url) as desk:
        desk.fill()
        yield desk


def rows(session: Session, model: type[Any]) -> list[Any]:
    return list(session.scalars(select(model).order_by(model.id)))


def test_withheld_words_are_nowhere_in_the_database(desk: Withholding, engine_url: str) -> None:
    before = everything_in(desk.engine)
    assert all(spelling.encode() in before for spelling in (NAME, "Querfeld"))
    text_digests = [snapshot.sha256 for snapshot in rows(desk.session, Snapshot)[:2]]
    desk.withhold(*SPELLINGS)
    desk.session.close()
    Database(engine_url, KEY).scrub()
    left = everything_in(desk.engine)
    for spelling in ("Querfeld", "querfeld", "QUERFELD", "J&uuml;rgen", "Juergen", "J%C3%BCrgen"):
        for encoding in ("utf-8", "iso-8859-15", "utf-16-le"):
            assert spelling.encode(encoding) not in left, (spelling, encoding)
    assert NAME.encode() not in left
    # Whoever knows all the rest of a text could else find the words by trying.
    assert not [digest for digest in text_digests if digest.encode() in left]
    assert search.best_of_all(desk.session, "Querfeld") == []


def test_the_record_verifies_and_replaying_it_gives_the_masks(desk: Withholding) -> None:
    assert desk.faults() == []
    desk.withhold(*SPELLINGS)
    assert desk.faults() == []


def test_every_quote_is_still_what_its_version_holds_there(desk: Withholding) -> None:
    lengths = {snapshot.id: len(snapshot.text) for snapshot in rows(desk.session, Snapshot)}
    desk.withhold(*SPELLINGS)
    desk.session.expire_all()
    masked = 0
    for anchor in rows(desk.session, Anchor):
        text = anchor.snapshot.text
        assert anchor.exact == text[anchor.start : anchor.end]
        assert anchor.prefix == text[anchor.start - len(anchor.prefix) : anchor.start]
        assert anchor.suffix == text[anchor.end : anchor.end + len(anchor.suffix)]
        masked += MASK in anchor.exact
    assert masked == 2
    for snapshot in rows(desk.session, Snapshot):
        assert len(snapshot.text) == lengths[snapshot.id]
        assert snapshot.sha256 == hashlib.sha256(snapshot.text.encode()).hexdigest()
    newest = rows(desk.session, Snapshot)[0].text
    assert newest == re.sub("Jürgen Querfeld|Querfeld", lambda found: MASK * len(found.group()), TEXT)


def test_captures_are_read_as_the_same_text_but_for_the_masks(desk: Withholding) -> None:
    before = {capture.id: capture for capture in rows(desk.session, Capture)}
    read_before = {id: captures.reading(one).text for id, one in before.items() if one.charset}
    size = {id: one.size for id, one in before.items()}
    desk.withhold(*SPELLINGS)
    desk.session.expire_all()
    needles = Needles(SPELLINGS)
    for capture in desk.session.scalars(select(Capture).options(undefer(Capture.content))):
        assert capture.sha256 == hashlib.sha256(capture.content).hexdigest()
        assert capture.size == len(capture.content)
        if capture.id not in read_before:  # The picture: nobody said that it shows him.
            assert size[capture.id] == capture.size
            continue
        text, read = read_before[capture.id], captures.reading(capture).text
        expected = [*text]
        for start, end in needles.places(text):
            expected[start:end] = MASK * (end - start)
        assert read == "".join(expected)


def test_what_the_log_disclosed_is_masked_without_its_salt_and_the_leaves_stay(desk: Withholding) -> None:
    leaves = {(one.seq, one.position): one.leaf for one in desk.session.scalars(select(Change))}
    redacted = desk.withhold(*SPELLINGS)
    for field in redacted.fields:
        for seq, position, spans, _ in field.copies:
            disclosed = json.loads(desk.session.get_one(Disclosure, (seq, position)).fields)
            number, left = disclosed[field.column_name]
            assert number == redacted.number
            assert all(set(texts(left)[at][start:end]) <= {MASK, "\n"} for at, start, end in spans)
    kept = {(one.seq, one.position): one.leaf for one in desk.session.scalars(select(Change))}
    assert leaves.items() <= kept.items()


def test_the_approval_names_fields_basis_and_people_and_never_the_words(desk: Withholding) -> None:
    redacted = desk.withhold(NAME)
    event = desk.session.scalars(select(Event).order_by(Event.seq.desc())).first()
    assert event is not None
    assert (event.done, event.actor) == (Action.REDACTION_APPROVED, desk.emil.actor)
    words = json.loads(desk.session.get_one(Disclosure, (event.seq, 0)).fields)
    detail = words["detail"][1]
    assert (detail["basis"], detail["asked_by"]) == ("person_at_risk", str(desk.ada.id))
    assert detail["fields"] == sorted(f"{one.table_name}/{one.row_id}/{one.column_name}" for one in redacted.fields)
    assert words["why"][1] == "Threats of November."


def test_pages_say_what_was_withheld_when_and_why(desk: Withholding) -> None:
    redacted = desk.withhold(*SPELLINGS)
    claim, article = desk.claims[0], desk.articles[0]
    [notice] = redaction.notices(desk.session, claim)
    assert (notice.number, notice.at, notice.basis) == (redacted.number, redacted.decided_at, "a person at risk")
    assert {"statement", "note", "assessment", "title of evidence"} <= set(notice.what)
    assert {"title", "text"} <= set(redaction.notices(desk.session, article)[0].what)
    assert desk.case is not None
    assert redaction.notices(desk.session, desk.case)[0].what == ("title",)
    assert [notice.why for notice in redaction.notices(desk.session, claim)] == ["Threats of November."]


def test_the_trail_of_each_thing_holds_the_approval_and_shows_masks(desk: Withholding) -> None:
    desk.withhold(*SPELLINGS)
    claim = desk.claims[0]
    for thing in (claim, desk.articles[0], desk.case):
        assert thing is not None
        entry = history.of_thing(desk.session, thing.kind, thing.id, person=desk.vera).rows[0]
        assert entry.action == "redaction.approved"
    told = history.of_thing(desk.session, claim.kind, claim.id, person=desk.vera).rows
    words = "\n".join(f"{entry.why} {[d.before + d.after for d in entry.differences]}" for entry in told)
    assert "Querfeld" not in words
    assert MASK * len(NAME) in words


def test_before_it_is_approved_only_admins_read_in_the_trail_that_it_was_asked(desk: Withholding) -> None:
    desk.ask(NAME)
    seen = {
        login: [entry.action for entry in history.of_desk(desk.session, history.Filters(), person=person).rows]
        for login, person in desk.people.items()
    }
    assert "redaction.asked" in seen["ada"]
    assert not [login for login in ("vera", "anton", "rita") if "redaction.asked" in seen[login]]


def test_downloads_of_the_trail_hold_masks(desk: Withholding) -> None:
    desk.withhold(*SPELLINGS)
    events = history.events_of_desk(history.Filters(), person=desk.ada)
    changes = [
        change for event in downloads.as_recorded(desk.session, events, person=desk.ada) for change in event.changes
    ]
    assert "Querfeld" not in str(changes)
    assert sum(told[0] == 1 for change in changes for told in change.withheld.values()) > 20
    assert all(isinstance(told[0], str) for change in changes for told in (change.disclosed or {}).values())


def test_an_edit_whose_old_words_are_withheld_cannot_be_undone_any_more(desk: Withholding) -> None:
    claim = desk.claims[0]
    edited = desk.session.scalars(select(Event).where(Event.action == Action.CLAIM_EDITED.value)).one()
    before = undo.preview(desk.session, edited, person=desk.anton)
    assert claim.statement == "A man saw four aircraft."
    assert before.differences[0].label == "Statement"
    desk.withhold(*SPELLINGS)
    after = undo.preview(desk.session, edited, person=desk.anton)
    assert "Statement" not in [difference.label for difference in after.differences]
    assert "the record does not say what was there before" in [obstacle.because for obstacle in after.obstacles]


def test_a_withholding_itself_cannot_be_undone(desk: Withholding) -> None:
    desk.withhold(NAME)
    approved = desk.session.scalars(select(Event).where(Event.action == Action.REDACTION_APPROVED.value)).one()
    with pytest.raises(Refusal, match="gone for good"):
        undo.undo(desk.session, approved, why="A mistake.", by=desk.emil)
