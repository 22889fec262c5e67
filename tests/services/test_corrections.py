"""Requests for corrections: taken in, dealt with, told in the next report, and whose they are for editors alone."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import hire
from tests.publishing import publish
from tests.report_desk import DESK, ReportDesk, report_desk
from tests.statements import statements
from tracker.domain.actors import Program
from tracker.domain.corrections import CorrectionKind, CorrectionStage, Outcome
from tracker.domain.errors import Refusal, Stale
from tracker.domain.reports.editions import Renewal
from tracker.domain.reports.options import Options
from tracker.domain.roles import Role
from tracker.domain.vocabulary import LegalBasis
from tracker.domain.withholding import MASK
from tracker.models import Claim, Complainant, Correction, EditionClaim, Report, User
from tracker.services import corrections, history, publications, redaction
from tracker.services.access import visible
from tracker.services.corrections import Asked, Plan
from tracker.services.history import downloads
from tracker.services.redaction import Sought
from tracker.services.verification import verify

WHO, WHERE = "Clara Complainant", "clara@plaintiff.example"
DAY = date(2026, 11, 20)


@pytest.fixture
def filled(engine_url: str) -> Iterator[ReportDesk]:
    desk = report_desk(engine_url)
    yield desk
    desk.database.engine.dispose()


@pytest.fixture
def session(filled: ReportDesk) -> Iterator[Session]:
    with closing(filled.database.writing()) as session:
        yield session


@pytest.fixture
def ellen(filled: ReportDesk, session: Session) -> User:
    """Return an editor."""
    return session.get_one(User, filled.ellen.id)


def reader(session: Session, by: User) -> User:
    """Return somebody who may not know who asks."""
    return session.scalars(select(User).where(User.role == Role.REVIEWER).order_by(User.id)).first() or by


def ask(session: Session, by: Any, **about: Any) -> Correction:
    asked = Asked(CorrectionKind.CORRECTION, "It was two.", **about, name=WHO, contact=WHERE)
    correction = corrections.add(session, asked, received_on=DAY, by=by)
    session.commit()
    return correction


def published(session: Session, by: User) -> Report:
    given: dict[str, Any] = {"scope": "article=1", "options": Options(), "zone": ZoneInfo(DESK.zone), "by": by}
    report = publications.add(session, title="The depot", **given)
    session.commit()
    publish(session, report, by=by)
    return report


def told_claim(session: Session, report: Report) -> Claim:
    edition = report.editions[0]
    query = select(Claim).join(EditionClaim, EditionClaim.claim_id == Claim.id)
    return session.scalars(query.where(EditionClaim.edition_id == edition.id).order_by(EditionClaim.position)).all()[0]


def test_a_request_is_planned_answered_closed_and_told_in_the_next_report(session: Session, ellen: User) -> None:
    report = published(session, ellen)
    claim = told_claim(session, report)
    request = ask(session, Program("public form"), claim=claim)
    again = corrections.add(
        session, Asked(CorrectionKind.UPDATE, "Else.", claim=claim), received_on=DAY, id=request.id, by=ellen
    )
    assert (again, request.number, request.stage) == (request, 1, CorrectionStage.OPEN)
    assert corrections.waiting(session, ellen) == [request]
    assert corrections.of_claim(session, claim) == [request]
    older = corrections.add(session, Asked(CorrectionKind.UPDATE, "No.", claim), received_on=date(2018, 1, 2), by=ellen)
    session.commit()
    assert corrections.waiting(session, ellen) == [older, request]
    assert (older.since.year, request.since <= request.created_at) == (2018, True)
    corrections.close(session, older, outcome=Outcome.TAKEN_BACK, because="They asked twice.", by=ellen)
    session.commit()
    corrections.plan(session, request, Plan(ellen, date(2026, 12, 1)), seen=1, by=ellen)
    session.commit()
    with pytest.raises(Stale):
        corrections.answer(session, request, reply="We look into it.", seen=1, by=ellen)
    corrections.answer(session, request, reply="We look into it.", seen=2, by=ellen)
    session.commit()
    assert request.stage is CorrectionStage.ANSWERED
    assert publications.owed(session, report) == []
    corrections.close(session, request, outcome=Outcome.CORRECTED, because="It was two.", by=ellen)
    session.commit()
    assert corrections.waiting(session, ellen) == []
    assert publications.owed(session, report) == [request]
    with pytest.raises(Refusal, match="Correction 9 is not one"):
        publications.begin(
            session, report, renewal=Renewal.CORRECTION, words="Two.", corrections=[9], seen=report.rev, by=ellen
        )
    said: dict[str, Any] = {"renewal": Renewal.CORRECTION, "words": "It was two.", "corrections": [1], "by": ellen}
    edition = publish(session, report, **said)
    assert [one.edition for one in request.published] == [edition]
    assert publications.of_editions(session, [edition]) == {edition.id: [request]}
    assert publications.owed(session, report) == []
    third = publish(session, report, renewal=Renewal.UPDATE, words="More.", by=ellen)
    for one in (edition, third):
        kept = json.loads(publications.file_of(session, one, "json").content)
        assert kept["corrections"][0]["requests"] == [{"number": 1, "kind": "correction"}]
        page = publications.file_of(session, one, "html").content.decode()
        assert "Correction 1 (correction)" in page
        assert WHO not in page + json.dumps(kept)
    with pytest.raises(Refusal, match="A published report tells"):
        corrections.reopen(session, request, why="Hm.", by=ellen)


def test_what_is_not_upheld_is_told_in_no_report_and_can_be_opened_again(session: Session, ellen: User) -> None:
    report = published(session, ellen)
    request = ask(session, ellen, edition=report.editions[0])
    corrections.close(session, request, outcome=Outcome.NOT_UPHELD, because="It was nineteen.", by=ellen)
    session.commit()
    assert publications.owed(session, report) == []
    with pytest.raises(Refusal, match="closed"):
        corrections.answer(session, request, reply="No.", by=ellen)
    corrections.reopen(session, request, why="A second letter.", by=ellen)
    session.commit()
    assert (request.stage, request.because, request.closed_by) == (CorrectionStage.OPEN, "", None)
    corrections.close(session, request, outcome=Outcome.CLARIFIED, because="Nineteen, of whom two.", by=ellen)
    assert publications.owed(session, report) == [request]
    for asked, field in (
        (Asked(CorrectionKind.UPDATE, " ", claim=None), "words"),
        (Asked(CorrectionKind.UPDATE, "x"), "claim"),
    ):
        with pytest.raises(Refusal) as refusal:
            corrections.add(session, asked, received_on=DAY, by=ellen)
        assert refusal.value.field == field


def test_who_asked_is_told_to_editors_alone_also_in_the_trail(
    filled: ReportDesk, session: Session, ellen: User
) -> None:
    request = ask(session, ellen, claim=told_claim(session, published(session, ellen)))
    other = reader(session, ellen)
    assert other.role is Role.REVIEWER
    row = session.scalars(select(Complainant)).one()
    assert (visible(row, ellen), visible(row, other)) == (True, False)
    assert corrections.complainant_of(session, request, person=other) is None
    for person, knows in ((ellen, True), (other, False)):
        page = history.of_thing(session, "correction", request.id, person=person)
        assert (WHO in str(page.rows)) is knows
        assert "It was two." in str(page.rows)
        events = history.events_of_thing("correction", request.id, person=person)
        assert (WHERE in str(list(downloads.told(session, events, person=person)))) is knows
    assert faults(filled) == []


def test_who_asked_can_be_withheld_for_good(filled: ReportDesk, session: Session, ellen: User) -> None:
    request = ask(session, ellen, claim=told_claim(session, published(session, ellen)))
    ada, otto = (hire(session, name, name.capitalize(), Role.ADMIN) for name in ("adaline", "otto"))
    session.commit()
    sought = Sought((WHO, WHERE))
    keys = [place.key for place in redaction.seek(session, sought)]
    assert {key.table for key in keys} == {"complainants"}
    asked = redaction.ask(session, sought, keys, basis=LegalBasis.OTHER, why="Their wish.", by=ada)
    session.commit()
    redaction.approve(session, asked, seen=asked.rev, by=otto)
    session.commit()
    row = corrections.complainant_of(session, request, person=ellen)
    assert row is not None
    assert set(row.name + row.contact) == {MASK}
    page = history.of_thing(session, "correction", request.id, person=ellen)
    assert "Clara" not in str(page.rows)
    assert [notice.number for notice in redaction.notices(session, request)] == [asked.number]
    assert faults(filled) == []


def test_lists_take_the_same_statements_however_many_requests(
    filled: ReportDesk, session: Session, ellen: User
) -> None:
    claim = told_claim(session, published(session, ellen))
    took = []
    for many in (1, 4):
        for _ in range(many):
            ask(session, ellen, claim=claim)
        session.expire_all()
        with closing(filled.database.reading()) as reading, statements(filled.database.engine) as sent:
            person = reading.get_one(User, ellen.id)
            rows = [*corrections.page(reading).rows, *corrections.waiting(reading, person)]
            for one in rows:
                assert one.claim is not None
                assert (one.claim.number, one.published, one.assigned_to) == (claim.number, [], None)
        took.append(len(sent))
    assert took[0] == took[1]


def faults(filled: ReportDesk) -> list[str]:
    with closing(filled.database.snapshot()) as snapshot:
        return [str(fault) for fault in verify(snapshot, filled.database.log_key)]
