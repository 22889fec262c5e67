"""The desk as it was: every row of every moment comes back from the record, and reports come out as they did then."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, func, select
from sqlalchemy.orm import Session

from tests.assessing import Desk
from tests.busy_desk import ACTS, BEGINNING, BusyDesk
from tests.report_desk import DESK
from tracker.db import RECORDED_TABLES, blank
from tracker.domain.errors import NotFound, TooLarge
from tracker.domain.formats import ReportFormat
from tracker.domain.roles import Role
from tracker.domain.trails import parse
from tracker.domain.vocabulary import EvidenceStance
from tracker.exports import files
from tracker.models import Article, Base, Change, Claim, Event, Source, User
from tracker.services import claim_pages, evidence, notes, past, source_pages, sources, trails
from tracker.services.evidence import Description
from tracker.services.history.shown import SECRET
from tracker.services.past import Place, Thing, gathering, whole
from tracker.services.reports import scopes
from tracker.services.trails import Entry

Rows = dict[str, dict[UUID, dict[str, Any]]]
Files = dict[tuple[str, ReportFormat], bytes]

UTC = ZoneInfo("UTC")
FEW = settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORKED_ON = {
    *("users", "sources", "source_names", "ownerships", "captures", "articles", "snapshots", "passages", "claims"),
    *("tags", "taggings", "appearances", "anchors", "citations", "evidence", "enquiries", "reviews", "review_grounds"),
    *("decisions", "decision_grounds", "links", "notes", "looks", "scales", "verdicts"),
}
"""The tables that people change in their daily work."""

SCOPES: dict[str, dict[str, str]] = {
    "the article": {"article": "1"},
    "all claims": {},
    "some by their words": {"text": "depot", "triage": "check"},
    "some by their source": {"source": "FARS"},
    "some by article and stage": {"article": "1", "stage": "decided"},
}


def rows(session: Session) -> Rows:
    """Return every row of the recorded tables, but for secrets and bytes, which the record does not hold."""
    found: Rows = {}
    for name in sorted(RECORDED_TABLES):
        columns = [
            column
            for column in Base.metadata.tables[name].columns
            if (name, column.name) not in SECRET and not isinstance(column.type, LargeBinary)
        ]
        found[name] = {row.id: dict(row._mapping) for row in session.execute(select(*columns))}
    return found


def reached(session: Session) -> Place:
    """Return the place in the log that is reached."""
    return past.after(session, session.scalars(select(func.max(Event.seq))).one())


def begun(desk: Desk, random: Random) -> BusyDesk:
    """Return a desk on which a little was done."""
    busy = BusyDesk(desk.session, random)
    for name in BEGINNING:
        busy.act(name)
    return busy


@contextmanager
def then(desk: Desk, place: Place | None, **chosen: str) -> Iterator[Session]:
    with past.report_session(desk.session, blank, chosen, place, person=desk.edda) as session:
        yield session


def written(desk: Desk, place: Place | None) -> Files:
    """Return reports of every sort, in every format, as of a place or of now."""
    found: Files = {}
    for name, chosen in SCOPES.items():
        with then(desk, place, **chosen) as session:
            asked = scopes.read(session, chosen, UTC)
            report = scopes.report(session, asked, desk=DESK, person=desk.edda, names=True)
            for form in ReportFormat:
                with files.write(report, form).file as file:
                    found[name, form] = file.read()
    return found


@FEW
@given(random=st.randoms(use_true_random=False), acts=st.integers(1, 20))
def test_the_record_gives_every_row_of_the_desk_after_each_change(desk: Desk, random: Random, acts: int) -> None:
    busy = begun(desk, random)
    known = {reached(desk.session): rows(desk.session)}
    for _ in range(acts):
        if busy.act():
            known[reached(desk.session)] = rows(desk.session)
    for place, before in known.items():
        with then(desk, place) as session:
            assert rows(session) == before, busy.done


def touched(desk: Desk) -> set[str]:
    """Return the tables that any change on record is of."""
    return set(desk.session.scalars(select(Change.table_name).distinct()))


def test_the_acts_touch_every_table_that_people_work_on(desk: Desk) -> None:
    """Else the property above would hold for want of anything to hold for."""
    busy = begun(desk, Random(3))
    for name in [*ACTS, "annotate", "assess", "decide", "edit", "still_stands", *["merge_claims"] * 3] * 6:
        busy.act(name)
    # Some are done by chance alone, and more seldom: claims are decided that are not sent back, then change.
    for _ in range(60):
        if set(ACTS) <= set(busy.done) and touched(desk) >= WORKED_ON:
            break
        often = ("resolve_note", "rule_on_origins", "add_evidence", "assess", "decide", "edit")
        for name in (*often, *sorted(set(ACTS) - set(busy.done))):
            busy.act(name)
    assert set(ACTS) - set(busy.done) == set()
    assert WORKED_ON - touched(desk) == set()


def test_a_report_as_of_an_event_is_to_the_byte_what_went_out_then(desk: Desk) -> None:
    busy = begun(desk, Random(5))
    for _ in range(60):
        busy.act()
    before, place = written(desk, None), reached(desk.session)
    for _ in range(100):
        busy.act()
    assert written(desk, None) != before
    assert written(desk, place) == before


def test_whoever_came_later_makes_the_report_all_the_same(desk: Desk) -> None:
    begun(desk, Random(1))
    place = reached(desk.session)
    desk.person("Nora", Role.VIEWER)
    desk.session.commit()
    with past.report_session(desk.session, blank, {}, place, person=desk.nora) as session:
        report = scopes.report(session, scopes.read(session, {}, UTC), desk=DESK, person=desk.nora, names=True)
        assert report.generated_by.name == "Nora"
        assert session.scalars(select(User.name).where(User.password_hash != "")).all() == []


def test_an_article_that_came_later_is_in_no_report_of_before(desk: Desk) -> None:
    place = reached(desk.session)
    desk.article()
    desk.session.commit()
    with pytest.raises(NotFound, match="did not know of article 1 yet"), then(desk, place, article="1"):
        pass
    with then(desk, place) as session:
        assert session.scalars(select(Article)).all() == []


def test_a_desk_that_is_too_large_is_refused_and_an_article_of_it_is_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(desk, Random(1))
    monkeypatch.setattr(whole, "MOST_CHANGES", 10)
    place = reached(desk.session)
    with pytest.raises(TooLarge, match="more than 10 changes"), then(desk, place, stage="decided"):
        pass
    with then(desk, place, article="1") as session:
        assert session.scalars(select(Article.number).where(Article.version > 0)).first() is not None


@FEW
@given(random=st.randoms(use_true_random=False), acts=st.integers(5, 40))
def test_what_is_put_together_for_a_page_is_a_part_of_the_whole_desk_of_then(
    desk: Desk, random: Random, acts: int
) -> None:
    busy = begun(desk, random)
    places = [reached(desk.session)]
    for _ in range(acts):
        busy.act()
        places.append(reached(desk.session))
    place = busy.pick(places)
    with then(desk, place) as session:
        everything = rows(session)
    things: list[Thing] = [busy.first(Claim), busy.first(Article), busy.first(Source)]
    for thing in things:
        with blank() as session:
            assert past.of_thing(desk.session, session, thing, place, person=desk.anna)
            for table, found in rows(session).items():
                assert found.items() <= everything[table].items(), (table, busy.done)
            assert thing.id in rows(session)[thing.__tablename__]


def test_a_source_is_looked_back_at_with_the_trails_that_named_it_then(desk: Desk) -> None:
    """Its page counts steps that have gone since, and leaves out those that came."""
    busy = begun(desk, Random(2))
    claim = desk.claim()
    place = claim.appearances[0]
    trails.enter(desk.session, place, Entry(parse("FARS < Sputnik")), place=None, seen=place.rev, by=desk.boris)
    desk.session.commit()
    before = reached(desk.session)
    source = sources.named(desk.session, "FARS")[0]
    counted = source_pages.read(desk.session, source, person=desk.boris)
    trails.enter(desk.session, place, Entry(parse("WSJ < Sputnik")), place=None, seen=place.rev, by=desk.boris)
    desk.session.commit()
    busy.act("annotate")
    with blank() as session:
        past.of_thing(desk.session, session, source, before, person=desk.boris)
        page = source_pages.read(session, session.get_one(Source, source.id), person=desk.boris)
        assert page.record == counted.record
        assert [row.claim.number for row in page.claims.rows] == [row.claim.number for row in counted.claims.rows]
        assert page.record.relayed.total > 0


def test_a_thing_is_not_there_before_it_was_recorded(desk: Desk) -> None:
    before = reached(desk.session)
    claim = desk.claim()
    with blank() as session:
        assert not past.of_thing(desk.session, session, claim, before, person=desk.anna)
    first = past.first_of(desk.session, claim)
    assert first.seq > before.seq
    with blank() as session:
        assert past.of_thing(desk.session, session, claim, first, person=desk.anna)
        assert session.get_one(Claim, claim.id).statement == claim.statement


def test_one_piece_and_two_hundred_are_put_together_in_the_same_number_of_statements(desk: Desk) -> None:
    claim = desk.claim()
    counts = set()
    for more in (1, 19, 180):
        for at in range(more):
            said = Description(
                EvidenceStance.SUPPORTS, f"Picture {at}", excerpt="It burned.", publisher=f"Agency {at % 7}"
            )
            evidence.add(desk.session, claim, said, by=desk.boris)
            notes.add(desk.session, claim, words=f"Look at {at}.", assigned_to=desk.carla, by=desk.boris)
        desk.session.commit()
        place = reached(desk.session)
        with blank() as session, desk.counted() as sent:
            past.of_thing(desk.session, session, claim, place, person=desk.anna)
            page = claim_pages.read(session, session.get_one(Claim, claim.id), person=desk.anna)
            assert len(page.evidence) == len(page.notes)
        counts.add(len(sent))
    assert len(counts) == 1


def test_what_more_hangs_on_than_a_page_holds_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_ROWS", 10)
    claim = desk.claim()
    with blank() as session, pytest.raises(TooLarge):
        past.of_thing(desk.session, session, claim, reached(desk.session), person=desk.anna)
