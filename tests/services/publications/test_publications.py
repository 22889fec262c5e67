"""Reports as things: drafted, published and frozen, put right by newer versions, marked when claims move on."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.assessing import Desk, desk_at
from tests.publishing import publish
from tests.report_desk import DESK, ReportDesk, report_desk
from tests.statements import statements
from tracker.domain.actions import Action
from tracker.domain.errors import NotFound, Refusal, Stale, TooLarge
from tracker.domain.reports.editions import Difference, Renewal
from tracker.domain.reports.options import Options
from tracker.models import Disclosure, Edition, EditionClaim, Event, Publishing, Report, User
from tracker.services import decisions, publications
from tracker.services.decisions import Ruling
from tracker.services.publications import telling
from tracker.services.verification import verify

ZONE = ZoneInfo(DESK.zone)


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
    return session.get_one(User, filled.ellen.id)


def draft(session: Session, by: User, scope: str = "article=1", **options: object) -> Report:
    chosen = Options(**options)  # type: ignore[arg-type]
    report = publications.add(session, title="The depot", scope=scope, options=chosen, zone=ZONE, by=by)
    session.commit()
    return report


def details(session: Session, action: Action) -> list[dict[str, object]]:
    query = select(Disclosure.fields).join(Event, Event.seq == Disclosure.seq)
    query = query.where(Event.action == action.value, Disclosure.position == 0).order_by(Event.seq)
    return [json.loads(fields)["detail"][1] for fields in session.scalars(query)]


def told(session: Session, report: Report, by: User) -> dict[int, str]:
    account = publications.tell(session, publications.wanted(session, report), desk=DESK, person=by)
    assert account.claim_count == len(list(account.claims))
    return {claim.number: claim.verdict.label if claim.verdict else "" for claim in account.claims}


def test_a_report_is_begun_once_and_changed_on_top_of_what_was_seen(session: Session, ellen: User) -> None:
    report = draft(session, ellen)
    given = {"title": "x", "scope": "", "options": Options(), "zone": ZONE}
    again = publications.add(session, id=report.id, by=ellen, **given)  # type: ignore[arg-type]
    assert again is report
    assert (report.number, report.rev, report.newest) == (1, 1, None)
    change = {**given, "title": " Depots ", "summary": "", "as_of": "3"}
    publications.edit(session, report, seen=1, by=ellen, **change)  # type: ignore[arg-type]
    session.commit()
    assert (report.title, report.scope, report.as_of, report.rev) == ("Depots", "", 3, 2)
    with pytest.raises(Stale):
        publications.edit(session, report, seen=1, by=ellen, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "  "}, "title"),
        ({"options": Options(unnamed=(1,))}, "unnamed_because"),
        ({"options": Options(unnamed=(99,), unnamed_because="At risk.")}, "unnamed"),
        ({"as_of": "99999"}, "as_of"),
        ({"as_of": "some day"}, "as_of"),
    ],
)
def test_what_no_report_can_be_is_refused_at_its_field(
    session: Session, ellen: User, wrong: dict[str, object], field: str
) -> None:
    given = {"title": "The depot", "scope": "", "options": Options(), "zone": ZONE, **wrong}
    with pytest.raises(Refusal) as refusal:
        publications.add(session, by=ellen, **given)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_a_report_tells_the_claims_that_its_scope_and_its_options_name(session: Session, ellen: User) -> None:
    whole = told(session, draft(session, ellen), ellen)
    assert list(whole) == [2, 4, 1, 3]
    assert list(told(session, draft(session, ellen, "claims=1%2C+3-4"), ellen)) == [1, 3, 4]
    chosen = next(label for label in whole.values() if label)
    key = chosen.lower().replace(" ", "_")
    some = told(session, draft(session, ellen, verdicts=(key,)), ellen)
    assert set(some.values()) == {chosen}


def test_a_report_on_more_claims_than_one_tells_is_refused(
    session: Session, ellen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "MOST_CLAIMS", 3)
    with pytest.raises(TooLarge, match="at most 3 claims"):
        told(session, draft(session, ellen), ellen)


def test_a_source_that_is_not_named_is_in_no_file_of_the_report(
    session: Session, filled: ReportDesk, ellen: User
) -> None:
    number = session.merge(filled.sputnik).number
    assert number is not None
    report = draft(session, ellen, unnamed=(number,), unnamed_because="Its people are at risk.")
    edition = publish(session, report, by=ellen)
    for file in edition.files:
        text = publications.file_of(session, edition, file.format).content.decode()
        assert "سبوتنيك عربي" not in text
        assert "Sputnik Arabic" not in text
        assert f"Source {number}, not named" in text
        assert "Its people are at risk." in text
        assert "FARS" in text


def test_a_published_report_is_frozen_and_on_record_with_its_hashes(session: Session, ellen: User) -> None:
    report = draft(session, ellen)
    edition = publish(session, report, by=ellen, seal="a seal")
    assert (edition.version, edition.claims, edition.renewal, edition.title) == (1, 4, None, "The depot")
    [detail] = details(session, Action.REPORT_PUBLISHED)
    hashes = {}
    for file in edition.files:
        content = publications.file_of(session, edition, file.format).content
        hashes[file.format] = hashlib.sha256(content).hexdigest()
        assert (file.capture.sha256, file.capture.size) == (hashes[file.format], len(content))
    assert set(hashes) == {"html", "json"}
    assert detail == {"version": 1, "as_of": edition.as_of, "claims": 4, "sha256": hashes}
    kept = json.loads(publications.file_of(session, edition, "json").content)
    assert kept["things"] == []
    assert (kept["edition"]["number"], kept["edition"]["version"], kept["edition"]["seal"]) == (1, 1, "a seal")
    assert kept["log"]["events"] == edition.as_of + 1


def test_its_claims_are_kept_in_short_in_the_order_of_the_report(session: Session, ellen: User) -> None:
    edition = publish(session, draft(session, ellen), by=ellen)
    query = select(EditionClaim).where(EditionClaim.edition_id == edition.id).order_by(EditionClaim.position)
    rows = session.scalars(query).all()
    assert [row.claim.number for row in rows] == [2, 4, 1, 3]
    assert all(row.statement == row.claim.statement and row.origins for row in rows)


def test_a_newer_version_needs_its_reason_and_says_what_was_wrong(session: Session, ellen: User) -> None:
    report = draft(session, ellen)
    first = publish(session, report, by=ellen)
    for renewal, words, field in ((None, "Wrong.", "renewal"), (Renewal.CORRECTION, "  ", "words")):
        with pytest.raises(Refusal) as refusal:
            publications.begin(session, report, renewal=renewal, words=words, seen=report.rev, by=ellen)
        assert refusal.value.field == field
        session.rollback()
    second = publish(session, report, renewal=Renewal.CORRECTION, words="The number was wrong.", by=ellen)
    assert (second.version, second.renewal, report.newest) == (2, Renewal.CORRECTION, second)
    kept = json.loads(publications.file_of(session, second, "json").content)
    assert [one["words"] for one in kept["corrections"]] == ["The number was wrong."]
    assert (kept["edition"]["replaces"], kept["since"]) == (1, [])
    third = publish(session, report, renewal=Renewal.UPDATE, words="A month later.", by=ellen)
    kept = json.loads(publications.file_of(session, third, "json").content)
    assert [one["words"] for one in kept["corrections"]] == ["The number was wrong."]
    assert json.loads(publications.file_of(session, first, "json").content)["corrections"] == []


def test_a_report_of_an_earlier_moment_is_as_of_that_event(session: Session, ellen: User) -> None:
    report = draft(session, ellen)
    publish(session, report, by=ellen)
    assert session.scalars(select(Edition.as_of)).one() > 3


def test_two_people_who_publish_at_once_publish_one_version(session: Session, ellen: User) -> None:
    report = draft(session, ellen)
    publications.begin(session, report, renewal=None, words="", seen=report.rev, by=ellen)
    with pytest.raises(Refusal, match="is being published"):
        publications.begin(session, report, renewal=None, words="", seen=report.rev, by=ellen)


def test_what_was_changed_while_it_was_written_is_not_published(session: Session, ellen: User) -> None:
    report = draft(session, ellen)
    job = publications.begin(session, report, renewal=None, words="", seen=report.rev, by=ellen)
    wanted = publications.wanted(session, report)
    account = publications.tell(session, wanted, desk=DESK, person=ellen)
    publications.withdraw(session, report, why="A slip.", seen=report.rev, by=ellen)
    session.commit()
    with pytest.raises(Stale):
        publications.publish(session, report, wanted, account, [], job=job, by=ellen)


def test_a_withdrawn_report_is_not_published_and_stays_readable(session: Session, ellen: User) -> None:
    report = draft(session, ellen)
    publish(session, report, by=ellen)
    publications.withdraw(session, report, why="It was a trial.", seen=report.rev, by=ellen)
    session.commit()
    with pytest.raises(Refusal, match="Restore it first"):
        publications.begin(session, report, renewal=Renewal.UPDATE, words="x", seen=report.rev, by=ellen)
    with pytest.raises(Refusal, match="already"):
        publications.withdraw(session, report, why="Again.", seen=report.rev, by=ellen)
    session.rollback()
    assert publications.page(session).rows == []
    assert publications.page(session, withdrawn=True).rows == [report]
    assert publications.edition_of(session, report, 1).files
    publications.restore(session, report, seen=report.rev, by=ellen)
    session.commit()
    assert publications.page(session).rows == [report]


def test_what_was_never_published_is_not_there(session: Session, ellen: User) -> None:
    report = draft(session, ellen)
    edition = publish(session, report, by=ellen)
    with pytest.raises(NotFound):
        publications.get(session, 2)
    with pytest.raises(NotFound):
        publications.edition_of(session, report, 2)
    with pytest.raises(NotFound):
        publications.file_of(session, edition, "csv")


def test_the_record_vouches_for_all_of_it(session: Session, filled: ReportDesk, ellen: User) -> None:
    report = draft(session, ellen)
    publish(session, report, by=ellen)
    publish(session, report, renewal=Renewal.UPDATE, words="Later.", by=ellen)
    with closing(filled.database.snapshot()) as snapshot:
        assert [str(fault) for fault in verify(snapshot, filled.database.log_key)] == []


def test_the_list_takes_as_many_statements_for_one_report_as_for_many(session: Session, ellen: User) -> None:
    counts = []
    for _ in range(3):
        publish(session, draft(session, ellen), by=ellen)
        session.expire_all()
        with statements(session.get_bind()) as counted:  # type: ignore[arg-type]
            assert all(report.newest for report in publications.page(session).rows)
        counts.append(len(counted))
    assert len(set(counts)) == 1


@pytest.fixture
def desk(engine_url: str) -> Iterator[Desk]:
    with desk_at(engine_url) as desk:
        yield desk


def test_claims_that_stand_otherwise_by_now_are_marked_and_told_in_the_next_version(desk: Desk) -> None:
    session, claim = desk.session, desk.claim()
    desk.assess(claim, "likely", by=desk.boris)
    decisions.decide(session, claim, Ruling(desk.verdict("likely"), "So it seems."), by=desk.edda)
    session.commit()
    report = draft(session, desk.edda, f"claims={claim.number}")
    first = publish(session, report, by=desk.edda)
    assert publications.marks(session, first) == []
    [about] = publications.that_tell(session, claim)
    assert (about.report, about.version, about.verdict, about.stands) == (report.number, 1, "Likely", True)
    decisions.reopen(session, claim, why="A letter came.", by=desk.edda)
    desk.assess(claim, "false", by=desk.boris)
    decisions.decide(session, claim, Ruling(desk.verdict("false"), "The letter shows it."), by=desk.edda)
    session.commit()
    [mark] = publications.marks(session, first)
    assert (mark.claim, mark.told, mark.verdict) == (claim.number, "Likely", "False")
    second = publish(session, report, renewal=Renewal.CORRECTION, words="It was false.", by=desk.edda)
    assert publications.marks(session, second) == []
    kept = json.loads(publications.file_of(session, second, "json").content)
    assert [(one["what"], one["before"], one["now"]) for one in kept["since"]] == [
        (Difference.VERDICT.value, "Likely", "False")
    ]
    assert [(one.version, one.stands) for one in publications.that_tell(session, claim)] == [(2, True), (1, False)]


def test_how_far_a_publication_is_and_what_came_of_it_is_known(session: Session, ellen: User) -> None:
    report = draft(session, ellen)
    assert publications.last_publishing(session, report) is None
    publish(session, report, by=ellen)
    last = publications.last_publishing(session, report)
    assert isinstance(last, Publishing)
    assert (last.version, last.problem, last.started_by) == (1, "", ellen)
