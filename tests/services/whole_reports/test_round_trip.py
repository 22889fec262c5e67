"""A report of a full desk, taken into an empty one, comes out of it as it went in; the record there is whole."""

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.browser.filled_desk import fill
from tests.cast import employ
from tests.engines import Databases, Kind
from tests.report_desk import DESK, KEY
from tracker.db import Database
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.formats import ReportFormat
from tracker.domain.vocabulary import SourceKind
from tracker.exports import files
from tracker.models import Claim, Event, Source, User
from tracker.services import articles, people, reports, scales, search, sources, whole_reports
from tracker.services.record import record
from tracker.services.verification import verify
from tracker.services.whole_reports import Outcome

SETUP = Program("setup")


@pytest.fixture
def full(databases: Databases, engine_kind: Kind) -> Iterator[Database]:
    """Give a desk on which something of everything stands."""
    yield from made(databases, engine_kind, full=True)


@pytest.fixture
def empty(databases: Databases, engine_kind: Kind) -> Iterator[Database]:
    """Give a desk that was set up, and nothing else."""
    yield from made(databases, engine_kind, full=False)


def made(databases: Databases, kind: Kind, *, full: bool) -> Iterator[Database]:
    url = databases.migrated(kind)
    database = Database(url, KEY)
    if full:
        employ(database)
        fill(database)
    else:
        with closing(database.writing()) as session:
            scales.ensure(session, by=SETUP)
            session.commit()
    yield database
    database.engine.dispose()
    databases.drop(url)


def exported(
    database: Database, person: UUID, form: ReportFormat = ReportFormat.JSON, *, article: int | None = None
) -> bytes:
    """Return the report on an article, or on all claims of a desk, as somebody takes it out."""
    with closing(database.reading()) as session:
        by = session.get_one(User, person)
        if article is None:
            ids = session.scalars(select(Claim.id).order_by(Claim.id)).all()
            told = reports.for_claims(
                session, ids, title="All", filters={}, desk=DESK, person=by, names=True, whole=True
            )
        else:
            about = articles.get_article(session, article)
            told = reports.for_article(session, about, desk=DESK, person=by, names=True, whole=True)
        with files.write(told, form).file as file:
            return file.read()


def taken_in(database: Database, content: bytes, *, shares: int | None = None, rows: int = 400) -> Outcome:
    """Take a report in, in small shares; only some of them where it is broken off."""
    file, outcome = io.BytesIO(content), Outcome()
    looked = whole_reports.look_through(file)
    assert not looked.damages, looked.damaged
    report = whole_reports.Report(looked.desk, looked.title, hashlib.sha256(content).hexdigest(), "nobody's")
    for share in list(whole_reports.shares(whole_reports.things(file), rows))[:shares]:
        with closing(database.writing()) as session:
            outcome.add(whole_reports.enter(session, report, share, by=SETUP))
            session.commit()
    return outcome


def letting_in(database: Database, login: str, desk: Database) -> UUID:
    """Let somebody of one desk work in another that took their report in; return who it is."""
    with closing(desk.reading()) as session:
        id = session.scalars(select(User.id).where(User.login == login)).one()
    with closing(database.writing()) as session:
        somebody = session.get_one(User, id)
        assert not somebody.active
        people.reactivate(session, somebody, by=SETUP)
        session.commit()
    return id


def events(database: Database) -> int:
    with closing(database.reading()) as session:
        return session.scalar(select(func.count()).select_from(Event)) or 0


def faults(database: Database) -> Sequence[Any]:
    with closing(database.snapshot()) as session:
        return list(verify(session, KEY))


def but_for_the_record(content: bytes) -> list[str]:
    """Return a report, line by line, without what tells of a desk's own record."""
    text = content.decode()
    lines = [json.loads(line) for line in text.splitlines()] if '"line"' in text[:20] else [json.loads(text)]
    for one in lines:
        one.pop("log", None)
        for claim in one.get("claims", [one]):
            for name in ("events", "rev", "withheld"):
                claim.pop(name, None)
    return [json.dumps(line) for line in lines]


def test_what_was_taken_in_comes_out_again_byte_for_byte_but_for_the_record(full: Database, empty: Database) -> None:
    ada = person(full, "ada")
    went_in = {form: exported(full, ada, form) for form in (ReportFormat.JSON, ReportFormat.JSON_LINES)}
    outcome = taken_in(empty, went_in[ReportFormat.JSON_LINES])
    assert (outcome.refused, outcome.renumbered) == ([], [])
    letting_in(empty, "ada", full)
    for form, content in went_in.items():
        assert but_for_the_record(exported(empty, ada, form)) == but_for_the_record(content)
    assert faults(empty) == []
    assert found_by_its_words(empty)
    before = events(empty)
    again = taken_in(empty, went_in[ReportFormat.JSON])
    assert (again.entered.total(), again.known) == (0, outcome.entered + outcome.known)
    assert events(empty) == before


def test_the_report_on_one_article_that_broke_off_goes_on_where_it_was(full: Database, empty: Database) -> None:
    ada = person(full, "ada")
    content = exported(full, ada, article=1)
    first = taken_in(empty, content, shares=2, rows=100)
    rest = taken_in(empty, content, rows=150)
    assert rest.known.total() == first.entered.total() + 1
    assert rest.refused == []
    letting_in(empty, "ada", full)
    # What an article outside the report relates to stays behind.
    told, came_out = (json.loads(one) for one in (content, exported(empty, ada, article=1)))
    numbers = {claim["number"] for claim in told["claims"]}
    for claim in told["claims"]:
        claim["links"] = [link for link in claim["links"] if link["number"] in numbers]
    assert but_for_the_record(json.dumps(came_out).encode()) == but_for_the_record(json.dumps(told).encode())
    assert faults(empty) == []


def test_a_desk_that_is_not_empty_keeps_what_it_has(full: Database, empty: Database) -> None:
    content = exported(full, person(full, "ada"))
    with closing(empty.writing()) as session:
        own = sources.add(session, name="A source of ours", kind=SourceKind.OUTLET, by=SETUP)
        session.commit()
        assert own.number == 1
    first = taken_in(empty, content)
    assert [(kind, number) for kind, number, _ in first.renumbered] == [("source", 1)]
    with closing(empty.writing()) as session:
        claim = session.scalars(select(Claim).order_by(Claim.id).limit(1)).one()
        source = session.scalars(select(Source).where(Source.id != own.id).order_by(Source.id).limit(1)).one()
        claim.statement += " It was not so."
        record(session, Action.CLAIM_EDITED, about=claim, by=SETUP)
        session.commit()
        assert (source.number or 0) > first.entered["source"]
    again = taken_in(empty, content)
    assert [(one.what, one.why) for one in again.refused] == [
        (f"claim {claim.number}", "this desk has it, and other claims.statement; what it has was left as it is")
    ]
    assert again.entered.total() == 0
    assert faults(empty) == []


def person(database: Database, login: str) -> UUID:
    with closing(database.reading()) as session:
        return session.scalars(select(User.id).where(User.login == login)).one()


def found_by_its_words(database: Database) -> bool:
    with closing(database.reading()) as session:
        claim = session.scalars(select(Claim).order_by(Claim.id).limit(1)).one()
        return claim.id in search.best(session, claim.statement, Claim.kind)
