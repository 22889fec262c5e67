"""What was withheld is listed for whoever keeps backups, and asked for anew where an older one was restored."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from tests.cli.conftest import Tell
from tests.engines import Kind
from tracker.db import Database
from tracker.domain.actors import Program
from tracker.domain.roles import Role
from tracker.domain.vocabulary import LegalBasis
from tracker.domain.withholding import MASK
from tracker.models import Claim, Note, Redaction, User
from tracker.services import notes, people, redaction
from tracker.services.redaction import Sought

KEY = "vouches for the log " * 2
WORDS = "Kalibr baker"
SQLITE_ALONE = pytest.mark.parametrize("engine_kind", [Kind.SQLITE], indirect=True)


@pytest.fixture(autouse=True)
def _desk(tell: Tell, environment: dict[str, str]) -> None:
    environment["LOG_KEY"] = KEY
    assert tell("setup").exit_code == 0
    with writing(environment) as session:
        otto = people.create(session, "otto", "Otto Over", Role.ADMIN, password_hash="", by=Program("setup"))
        otto.must_change_password = False
        claim = session.scalars(select(Claim).order_by(Claim.id)).first()
        assert claim is not None
        notes.add(session, claim, words=f"Ask the {WORDS}.", by=otto)


@contextmanager
def writing(environment: dict[str, str]) -> Iterator[Session]:
    database = Database(environment["DATABASE_URL"], KEY.strip().encode())
    with closing(database.writing()) as session:
        yield session
        session.commit()
    database.engine.dispose()


def admin(session: Session, login: str) -> User:
    return session.scalars(select(User).where(User.login == login)).one()


def withhold(environment: dict[str, str]) -> None:
    with writing(environment) as session:
        sought = Sought((WORDS,))
        keys = [place.key for place in redaction.seek(session, sought)]
        why, basis = "Order 12/26.", LegalBasis.COURT_ORDER
        redaction.ask(session, sought, keys, basis=basis, why=why, by=admin(session, "admin"))
    approve(environment)


def approve(environment: dict[str, str]) -> None:
    with writing(environment) as session:
        asked = session.scalars(select(Redaction).order_by(Redaction.id.desc())).first()
        assert asked is not None
        redaction.approve(session, asked, seen=asked.rev, by=admin(session, "otto"))


def test_what_was_withheld_is_listed_by_its_places_without_the_words(
    tell: Tell, environment: dict[str, str], tmp_path: Path
) -> None:
    assert tell("redactions").output == "Nothing was withheld.\n"
    withhold(environment)
    target = tmp_path / "withheld.jsonl"
    listed = tell("redactions", "--file", str(target))
    assert listed.output.startswith("1  ")
    assert listed.output.endswith("court order: 1 field. Order 12/26.\n")
    told = json.loads(target.read_text("utf-8"))
    assert (told["number"], told["basis"], told["why"]) == (1, "court_order", "Order 12/26.")
    [field] = told["fields"]
    assert field["field"].startswith("notes/")
    assert "baker" not in target.read_text("utf-8")
    assert tell("redactions", "--since", "2999").output == "Nothing was withheld.\n"
    assert tell("redactions", "--since", "2026-13").exit_code == 1
    assert tell("verify").exit_code == 0


@SQLITE_ALONE
def test_in_a_restored_backup_it_is_asked_for_anew(tell: Tell, environment: dict[str, str], tmp_path: Path) -> None:
    database, listed = Path(str(make_url(environment["DATABASE_URL"]).database)), str(tmp_path / "withheld.jsonl")
    shutil.copyfile(database, tmp_path / "backup.db")
    withhold(environment)
    assert tell("redactions", "--file", listed).exit_code == 0
    shutil.copyfile(tmp_path / "backup.db", database)
    assert tell("apply-redactions", listed).exit_code == 1
    done = tell("apply-redactions", listed, "--as", "admin")
    assert "1 request of 1. It waits for a second admin." in done.output
    approve(environment)
    with writing(environment) as session:
        assert f"Ask the {MASK * len(WORDS)}." in session.scalars(select(Note.words)).all()
    again = tell("apply-redactions", listed, "--as", "admin")
    assert "0 requests of 1. Nothing of it stands here." in again.output
    assert tell("redactions").output.count("\n") == 1


@pytest.mark.parametrize("content", ["no json", "[]", "{}", '{"fields": [{"field": "users/1/password_hash"}]}'])
def test_what_is_no_such_list_is_refused(tell: Tell, tmp_path: Path, content: str) -> None:
    file = tmp_path / "withheld.jsonl"
    file.write_text(content, "utf-8")
    refused = tell("apply-redactions", str(file), "--as", "admin")
    assert refused.exit_code == 1
    assert "This is no list of withheld words" in refused.output
