"""E-mail to the people of the desk: noted with its cause, told as they may see it then, sent once, tried again."""

import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from email import message_from_bytes
from email.message import Message as Mail
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import func, select, update

from tests.assessing import KEY, Desk, desk_at
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.corrections import CorrectionKind
from tracker.domain.errors import Refusal
from tracker.domain.messages import MOST_TRIES, MessageKind
from tracker.domain.roles import Role
from tracker.domain.vocabulary import EvidenceStance
from tracker.models import Disclosure, Message, User
from tracker.services import corrections, evidence, messages, notes, people, tasks
from tracker.services.evidence import Description
from tracker.services.mail import Post
from tracker.services.messages import Sender
from tracker.services.messages.sending import STALE
from tracker.services.tasks import Plan
from tracker.services.verification import verify

SECRET = b"signs the links of letters, and forms"
LINK = Description(EvidenceStance.SUPPORTS, "Satellite picture", address="https://example.org/picture")
EDITED = Description(EvidenceStance.SUPPORTS, "The picture", address="https://example.org/picture")
HERE = "https://desk.example"


class Mailbox:
    """Takes letters, as aiosmtpd hands them over, or refuses them."""

    def __init__(self) -> None:
        self.taken: list[Mail] = []
        self.refuses = False

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
        if self.refuses:
            return "451 try again later"
        self.taken.append(message_from_bytes(envelope.content))
        return "250 taken"

    @property
    def words(self) -> str:
        """Return all that was taken, as text."""
        bodies = (bytes(one.get_payload(decode=True)).decode().replace("\r\n", "\n") for one in self.taken)
        return "\n".join([*(str(one["Subject"]) for one in self.taken), *bodies])


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Mailbox, str]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield mailbox, f"127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def mailbox(server: tuple[Mailbox, str]) -> Mailbox:
    mailbox = server[0]
    mailbox.taken, mailbox.refuses = [], False
    return mailbox


@pytest.fixture
def database(engine_url: str) -> Iterator[Database]:
    database = Database(engine_url, KEY)
    yield database
    database.engine.dispose()


@pytest.fixture
def desk(engine_url: str) -> Iterator[Desk]:
    with desk_at(engine_url) as desk:
        yield desk


@pytest.fixture
def sender(database: Database, server: tuple[Mailbox, str]) -> Sender:
    post = Post(server[1], "desk@desk.example")
    return Sender(database.reading, database.brief, post, "Harbour desk", HERE, SECRET)


def wish(desk: Desk, person: User, *kinds: MessageKind) -> None:
    messages.wish(desk.session, person, email=f"{person.login}@desk.example", kinds=kinds or list(MessageKind))
    desk.session.commit()


def soon(database: Database) -> None:
    """Let the time pass that messages wait."""
    with database.brief() as connection:
        connection.execute(update(Message).values(due_at=chance.now(), taken_until=None))


def waiting(database: Database) -> int:
    with closing(database.reading()) as session:
        return session.scalars(select(func.count()).select_from(Message)).one()


def test_each_cause_is_told_once_in_one_letter_without_a_word_of_what_it_is_about(
    desk: Desk, database: Database, sender: Sender, mailbox: Mailbox
) -> None:
    session, claim, other = desk.session, desk.claim(), desk.claim("The salt road is shut.")
    asked = corrections.Asked(CorrectionKind.UPDATE, "It was two.", claim=claim, name="Clara")
    request = corrections.add(session, asked, received_on=date(2026, 11, 20), by=desk.anna)
    session.commit()
    piece = evidence.add(session, claim, LINK, by=desk.boris)
    desk.decide(claim, "likely")
    for person in (desk.boris, desk.carla, desk.edda):
        wish(desk, person)
    notes.add(session, other, words="Look, @boris and @anna: a secret.", by=desk.carla)
    notes.add(session, other, words="Another secret.", assigned_to=desk.boris, by=desk.carla)
    session.commit()
    notes.send_back(session, other, words="The quote is cut.", to=desk.boris, seen=other.rev, by=desk.carla)
    session.commit()
    tasks.set_out(session, other, Plan(desk.boris), by=desk.carla)
    tasks.set_out(session, claim, Plan(desk.edda), by=desk.edda)
    evidence.edit(session, piece, EDITED, by=desk.boris)
    corrections.plan(session, request, corrections.Plan(desk.edda), by=desk.edda)
    corrections.plan(session, request, corrections.Plan(None), by=desk.edda)
    session.commit()
    assert sender.send_due() == []
    assert mailbox.taken == []
    soon(database)
    assert sender.send_due() == []
    assert sender.send_due() == []
    assert waiting(database) == 0
    assert sorted(one["To"] for one in mailbox.taken) == ["boris@desk.example", "carla@desk.example"]
    for sentence in (
        "You are mentioned in a note on claim 2.",
        "A note on claim 2 waits for you.",
        "Claim 2 was sent back to you.",
        "Claim 2 is yours to deal with.",
        "Claim 1, which you decided, needs another look.",
    ):
        assert mailbox.words.count(f"{sentence}\nhttps://") == 1, sentence
    for words in ("secret", "quote", "depot", "salt", "clara", "two."):
        assert words not in mailbox.words.lower()
    letter = mailbox.taken[0]
    link = letter["List-Unsubscribe"].strip("<>")
    assert link.startswith(f"{HERE}/letters/stop/")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_may_not_be_seen_or_waits_no_more_by_then_is_not_told(
    desk: Desk, database: Database, sender: Sender, mailbox: Mailbox
) -> None:
    session, claim = desk.session, desk.claim()
    asked = corrections.Asked(CorrectionKind.UPDATE, "It was two.", claim=claim)
    request = corrections.add(session, asked, received_on=date(2026, 11, 20), by=desk.anna)
    for person in (desk.boris, desk.carla, desk.edda):
        wish(desk, person)
    resolved = notes.add(session, claim, words="Who?", assigned_to=desk.boris, by=desk.anna)
    notes.add(session, claim, words="And @carla?", by=desk.anna)
    tasks.set_out(session, claim, Plan(desk.boris), by=desk.carla)
    desk.person("Otto", Role.ADMIN)
    corrections.plan(session, request, corrections.Plan(desk.edda), by=desk.otto)
    session.commit()
    notes.resolve(session, resolved, by=desk.boris)
    tasks.set_out(session, claim, Plan(None), by=desk.carla)
    people.deactivate(session, desk.carla, by=desk.otto)
    messages.wish(session, desk.edda, email="edda@desk.example", kinds=[MessageKind.TASK])
    session.commit()
    assert waiting(database) == 4
    soon(database)
    assert sender.send_due() == []
    assert (mailbox.taken, waiting(database)) == ([], 0)


def test_a_failing_server_is_tried_again_under_the_same_name_and_then_given_up(
    desk: Desk, database: Database, sender: Sender, mailbox: Mailbox
) -> None:
    wish(desk, desk.boris)
    claim = desk.claim()
    tasks.set_out(desk.session, claim, Plan(desk.boris), by=desk.carla)
    desk.session.commit()
    mailbox.refuses = True
    soon(database)
    [failed] = sender.send_due()
    assert "boris" not in failed
    assert (sender.send_due(), waiting(database)) == ([], 1)
    with closing(database.reading()) as session:
        kept = session.scalars(select(Message)).one()
        batch = str(kept.batch)
        assert (kept.tries, kept.due_at > chance.now()) == (1, True)
    mailbox.refuses = False
    soon(database)
    workers = [Thread(target=sender.send_due) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [one["Message-ID"] for one in mailbox.taken] == [f"<{batch}@desk.example>"]
    tasks.set_out(desk.session, desk.claim("It was shut."), Plan(desk.boris), by=desk.carla)
    desk.session.commit()
    mailbox.refuses = True
    for _ in range(MOST_TRIES):
        soon(database)
        sender.send_due()
    assert waiting(database) == 0


def test_what_was_due_long_ago_is_told_no_more(
    desk: Desk, database: Database, sender: Sender, mailbox: Mailbox
) -> None:
    wish(desk, desk.boris)
    tasks.set_out(desk.session, desk.claim(), Plan(desk.boris), by=desk.carla)
    desk.session.commit()
    with database.brief() as connection:
        connection.execute(update(Message).values(due_at=chance.now() - STALE))
    assert sender.send_due() == []
    assert (mailbox.taken, waiting(database)) == ([], 0)


def test_nobody_is_told_who_asked_for_no_letters_and_the_record_never_holds_an_address(
    desk: Desk, database: Database, sender: Sender, mailbox: Mailbox
) -> None:
    wish(desk, desk.boris, MessageKind.LOOK)
    wish(desk, desk.carla)
    with pytest.raises(Refusal, match="no e-mail address"):
        messages.wish(desk.session, desk.anna, email="anna, boris@desk.example", kinds=[])
    token = messages.token_for(desk.carla.id, SECRET)
    assert messages.person_of_token(desk.session, token, SECRET) is desk.carla
    assert messages.person_of_token(desk.session, f"{token}x", SECRET) is None
    messages.stop(desk.session, desk.carla)
    messages.stop(desk.session, desk.carla)
    claim = desk.claim()
    for person in (desk.anna, desk.boris, desk.carla):
        notes.add(desk.session, claim, words="You?", assigned_to=person, by=desk.edda)
    desk.session.commit()
    assert waiting(database) == 0
    with closing(database.snapshot()) as session:
        told = "".join(session.scalars(select(Disclosure.fields)))
        assert "@desk.example" not in told
        assert '"messages":' in told
        assert [str(fault) for fault in verify(session, database.log_key)] == []
