"""The page of the seals: how far the record is sealed, who holds one, a seal that is brought, and the check."""

import time
from contextlib import closing

import pytest
from flask import Flask
from sqlalchemy import select

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.domain import merkle
from tracker.domain.actors import Program
from tracker.domain.notes import Checkpoint, Note, Proof
from tracker.domain.vocabulary import Means
from tracker.models import Check, Event
from tracker.services import jobs
from tracker.services.checkpoints import handovers, keys
from tracker.services.checkpoints.sealer import Sealer
from tracker.services.verification import checks
from tracker.web.desk import Desk as Running


@pytest.fixture
def running(app: Flask, web_desk: Desk) -> Running:
    """Return the program's own desk, with a key for seals on record."""
    found = app.extensions["tracker"]
    assert isinstance(found, Running)
    keys.put_on_record(web_desk.session, found.sealer.signer, origin="desk.example/log", by=Program("setup"))
    web_desk.session.commit()
    return found


def seal(running: Running) -> Note:
    note = running.sealer.seal()
    assert note is not None
    return note


def page(app: Flask, login: str = "vera") -> str:
    return text_of(client_of(app, login).get("/seals"))


def test_the_page_says_that_nobody_outside_holds_a_seal_until_one_was_handed_over(
    app: Flask, web_desk: Desk, running: Running
) -> None:
    assert "not sealed yet; not anchored outside: nobody outside this desk holds a seal" in page(app)
    note = seal(running)
    handovers.hand_over(web_desk.session, note, means=Means.FILE, holder="Partner desk", by=web_desk.boris)
    web_desk.session.commit()
    client = client_of(app, "vera")
    seal(running)
    said = text_of(client.get("/seals"))
    assert "Sealed up to " in said
    assert "not anchored outside since" in said
    assert "Partner desk" in said
    assert "verified" not in said


def test_the_newest_seal_is_handed_out_as_it_was_signed(app: Flask, running: Running) -> None:
    client = client_of(app, "vera")
    assert client.get("/seals/newest.note").status_code == 404
    note = seal(running)
    given = client.get("/seals/newest.note")
    assert given.get_data(as_text=True) == str(note)
    assert "attachment" in given.headers["Content-Disposition"]


def test_a_change_leads_to_its_proof(app: Flask, web_desk: Desk, running: Running) -> None:
    client = client_of(app, "vera")
    claim = web_desk.claim()
    web_desk.session.commit()
    listed = parsed(client.get(f"/trail/claim/{claim.number}"))
    address = listed.xpath("//span[@class='entry-number']/a/@href")[0]
    seq = int(address.rpartition("/")[2])
    assert "This change is not sealed yet" in text_of(client.get(address))
    assert client.get(f"/seals/proofs/{seq}").status_code == 404
    seal(running)
    shown = parsed(client.get(address))
    [link] = shown.xpath("//a[@download]/@href")
    proof = Proof.parse(client.get(link).get_data(as_text=True))
    root = Checkpoint.parse(proof.note.text)
    leaf = web_desk.session.get_one(Event, seq).leaf
    assert merkle.verify_inclusion(merkle.leaf_hash(leaf), seq, root.size, proof.path, root.root)
    assert client.get("/trail/changes/999999").status_code == 404


@pytest.mark.parametrize("altered", [False, True])
def test_a_seal_that_somebody_kept_is_compared(app: Flask, running: Running, altered: bool) -> None:
    note = seal(running)
    text = str(Checkpoint("desk.example/log", Checkpoint.parse(note.text).size, b"r" * 32)) if altered else note.text
    brought = Note(text).signed(running.sealer.signer.sign("desk.example/log", text))
    client = client_of(app, "vera")
    written = f"  {str(brought)}  ".replace("\n", "\r\n")
    answer = submit(client, client.get("/seals"), {"seal": written}, action="/seals/compare")
    words = "does not continue this seal" if altered else "The record continues this seal"
    assert words in text_of(answer)


@pytest.mark.parametrize(
    ("brought", "said"),
    [
        ("", "Fill this in"),
        ("a letter", "This is not a seal"),
        ("forged", "This seal was changed, or is a forgery"),
        ("foreign", "not signed by a key of this desk"),
    ],
)
def test_what_is_no_seal_of_the_desk_comes_back_on_the_form(
    app: Flask, running: Running, brought: str, said: str
) -> None:
    note = seal(running)
    stranger = Sealer(running.database.sealing, b"", b"a stranger's", running.settings.home).signer
    made = {
        "forged": str(note).replace(f"\n{Checkpoint.parse(note.text).size}\n", "\n1\n"),
        "foreign": str(Note(note.text).signed(stranger.sign("desk.example/log", note.text))),
    }
    client = client_of(app, "vera")
    typed = made.get(brought, brought)
    answer = submit(client, client.get("/seals"), {"seal": typed}, action="/seals/compare")
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert parsed(answer).xpath("string(//textarea[@name='seal'])").strip() == typed.strip()


def finished(running: Running) -> None:
    """Wait for the check behind the page."""
    for _ in range(600):
        with closing(running.database.reading()) as session:
            check = jobs.newest(session, Check)
            if check is not None and check.finished_at is not None:
                return
        time.sleep(0.05)
    pytest.fail("the check did not end")


def test_the_record_is_checked_behind_the_page(app: Flask, web_desk: Desk, running: Running) -> None:
    web_desk.claim()
    web_desk.session.commit()
    client = client_of(app, "vera")
    assert "Nobody has checked it from here yet" in page(app)
    assert submit(client, client.get("/seals"), {}, action="/seals/check").status_code == 303
    finished(running)
    assert "Record and desk agree." in page(app)
    with closing(running.database.reading()) as session:
        assert "record.checked" in session.scalars(select(Event.action)).all()


def test_faults_are_listed_on_the_page(app: Flask, web_desk: Desk, running: Running) -> None:
    web_desk.claim()
    web_desk.session.commit()
    with running.database.brief() as connection:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.connection.dbapi_connection.execute("UPDATE claims SET statement = 'Another.'")  # type: ignore[union-attr]
    client = client_of(app, "vera")
    submit(client, client.get("/seals"), {}, action="/seals/check")
    finished(running)
    said = page(app)
    assert "Faults were found." in said
    assert "statement: the row holds another value than the log" in said


def test_one_check_at_a_time(app: Flask, web_desk: Desk, running: Running) -> None:
    checks.begin(web_desk.session, by=web_desk.boris)
    web_desk.session.commit()
    client = client_of(app, "vera")
    shown = client.get("/seals")
    assert "Under way since" in text_of(shown)
    refused = client.post(
        "/seals/check", data={"csrf_token": parsed(shown).xpath("string(//input[@name='csrf_token']/@value)")}
    )
    assert refused.status_code == 422
    assert "A check is under way" in text_of(refused)


def test_what_leaves_the_desk_is_sealed_at_once(app: Flask, web_desk: Desk, running: Running) -> None:
    web_desk.claim()
    web_desk.session.commit()
    client = client_of(app, "vera")
    with closing(running.database.reading()) as session:
        before = handovers.standing(session)
    submit(client, client.get("/trail"), {"form": "csv"}, action="/trail/download").close()
    with closing(running.database.reading()) as session:
        after = handovers.standing(session)
    assert before.sealed == 0
    assert after.sealed == after.recorded > before.recorded
