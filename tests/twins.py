"""Two desks that are alike but for what sealed assessments on them say, and all that a person can ask of them."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Settings
from tests.browser.every_page import ANSWERS, addresses
from tests.browser.filled_desk import Places, claim, fill, person
from tests.cast import QUICK, employ
from tests.pages import parsed, sign_in, submit
from tests.publishing import publish
from tracker.db import Database
from tracker.domain.formats import ReportFormat
from tracker.domain.reasons import DEFAULT_REASONS
from tracker.domain.reports.options import Options
from tracker.domain.vocabulary import EvidenceStance
from tracker.models import Claim, Event, User
from tracker.services import blindness, cases, evidence, publications, reviews, scales
from tracker.services.evidence import Description
from tracker.web.app import create_app

PUBLISHED = (ReportFormat.HTML, ReportFormat.CSV, ReportFormat.JSON, ReportFormat.CLAIM_REVIEW)
"""In which formats the claims that are assessed blind are published."""

START = datetime(2018, 2, 9, 9, 0, tzinfo=UTC)
"""When the clock of both desks begins."""

AUTHOR = "rita"
"""Who makes the assessments that differ."""

NOBODY = "nobody"
"""Who is not signed in."""


@dataclass(frozen=True)
class Said:
    """What sealed assessments of a desk say: the verdict by its key and name, words, reasons, and what they rest on."""

    key: str
    label: str
    words: str
    ticks: tuple[str, ...]
    pieces: slice


KEYS = tuple(reason.key for reason in DEFAULT_REASONS)
ONE = Said("confirmed", "Confirmed", "Zanzibarquartz", KEYS[:1], slice(0))
OTHER = Said("false", "False", "Kumquatvellum, and rather more to say than that", KEYS[3:7], slice(None))


@dataclass(frozen=True)
class Twin:
    """One of the two desks: the program on its database, where its pages are, and the claims that are assessed blind.

    ``sealed`` are the places in the log of the events that tell of sealed assessments.
    """

    app: Flask
    database: Database
    places: Places
    claims: tuple[int, ...]
    case: int
    report: int
    sealed: tuple[int, ...]

    def client(self, login: str) -> FlaskClient:
        """Return a browser in which somebody is signed in, or nobody."""
        client = self.app.test_client()
        if login != NOBODY:
            sign_in(client, login)
        return client

    def asked(self) -> list[str]:
        """List the addresses at which anything may show: every page, and those that look for what is sealed."""
        last = self.places.last
        each = [
            at.format(claim=number, last=last)
            for number in self.claims
            for at in (*_OF_CLAIMS, *(f"/as-of/claim/{{claim}}/{seq}" for seq in (last - 6, last - 3)))
        ]
        each += [at.format(seq=seq) for seq in self.sealed for at in _OF_EVENTS]
        each += [at.format(words=words) for words in (ONE.words, OTHER.words[:13]) for at in _FOR_WORDS]
        each += [at.format(key=said.key) for said in (ONE, OTHER) for at in _FOR_VERDICTS]
        each += [f"/trail?column={column}" for column in _COLUMNS]
        each += [f"/cases/{self.case}", f"/agreement?case={self.case}", f"/trail/case/{self.case}"]
        each += [f"{at}/{self.report}{page}" for at in ("/reports", "/public/reports") for page in ("", "/1")]
        each += [f"/public/reports/{self.report}/1/{form.value}" for form in PUBLISHED]
        each += [f"/public/claims/{number}" for number in self.claims]
        each += [at.format(**asdict(self.places)) for at in ANSWERS.values()]
        return list(dict.fromkeys([*addresses(self.places), *each]))

    def looked_at(self, client: FlaskClient) -> Iterator[tuple[str, TestResponse]]:
        """Yield what each address answers to a person."""
        for address in self.asked():
            yield address, client.get(address)

    def followed(self, client: FlaskClient) -> Iterator[tuple[str, TestResponse]]:
        """Yield the feed of a person who is signed in."""
        with self.app.test_request_context():
            feed = url_for("feeds.trail", key=_feed_key(client))
        yield "feed", client.get(feed)

    def taken_out(self, client: FlaskClient) -> Iterator[tuple[str, TestResponse]]:
        """Yield each file that a person may take, and what they are told who try what is refused."""
        for number in self.claims:
            trail = client.get(f"/trail/claim/{number}")
            for form in ("csv", "jsonl"):
                yield (
                    f"{form} {number}",
                    submit(client, trail, {"form": form}, action=f"/trail/claim/{number}/download"),
                )
            yield f"bundle {number}", submit(client, trail, action=f"/trail/claim/{number}/bundle")
            for address in (f"/counsel/claim/{number}", f"/claims/{number}/decide", f"/claims/{number}/edit"):
                yield f"POST {address}", _sent(client, address, {"why": "A lawyer asks.", "reason": "So."})
        yield from self._of_desk(client)
        for seq in self.sealed:
            yield f"POST /undo/{seq}", _sent(client, f"/undo/{seq}", {"why": "No."})

    def _of_desk(self, client: FlaskClient) -> Iterator[tuple[str, TestResponse]]:
        trail = client.get("/trail")
        for form in ("csv", "jsonl"):
            yield f"{form} of all", submit(client, trail, {"form": form}, action="/trail/download")
        yield "bundle of all", submit(client, trail, action="/trail/bundle")
        for form in ("html", "csv", "json"):
            for as_of in ("", str(self.places.last - 2)):
                typed = {"format": form, "as_of": as_of, "names": "y"}
                yield f"{form} report {as_of}", _sent(client, f"/reports?case={self.case}", typed)
        for said in (ONE, OTHER):
            yield f"withhold {said.key}", _sent(client, "/withheld/ask", {"words": said.words, "find": "1"})


_OF_CLAIMS = (
    "/claims/{claim}",
    "/claims/{claim}/assess",
    "/claims/{claim}/assess/take-back",
    "/claims/{claim}/decide",
    "/claims/{claim}/open-assessments",
    "/claims/{claim}/merge",
    "/claims/{claim}/still-stands",
    "/claims/{claim}/reopen",
    "/trail/claim/{claim}",
    "/as-of/claim/{claim}/{last}",
    "/counsel/claim/{claim}",
    "/withheld/ask?kind=claim&reference={claim}",
)
_OF_EVENTS = ("/trail/changes/{seq}", "/undo/{seq}", "/seals/proofs/{seq}")
_FOR_WORDS = ("/search?q={words}", "/trail?words={words}", "/claims?text={words}", "/api/claims?like={words}")
_FOR_VERDICTS = ("/claims?verdict={key}", "/reports?verdict={key}", "/trail?words={key}", "/search?q={key}")
_COLUMNS = ("reviews.verdict_id", "reviews.words", "reviews.ticks", "review_grounds.evidence_id")


def lay_out(url: str, settings: Settings, said: Said) -> Twin:
    """Lay a desk out on which sealed assessments say something, in a stretch of chance that is the same for both."""
    database = Database(url, settings.log_key)
    employ(database)
    places = fill(database)
    with closing(database.writing()) as session:
        first = session.scalars(select(func.max(Event.seq))).one() + 1
        numbers, case = _assess(session, said)
        report = _publish(session, case)
        last = session.scalars(select(func.max(Event.seq))).one()
        events = session.scalars(select(Event).where(Event.seq >= first).order_by(Event.seq)).all()
        sealed = tuple(event.seq for event in events if event.actor == person(session, AUTHOR).actor)
    app = create_app(settings, database, QUICK)
    app.testing = True
    return Twin(app, database, Places(**{**asdict(places), "last": last}), numbers, case, report, sealed)


def _assess(session: Session, said: Said) -> tuple[tuple[int, ...], int]:
    """Let people assess claims blind: once, anew, taken back, after a verdict of the desk, and with others."""
    ada, rita, emil = (person(session, login) for login in ("ada", AUTHOR, "emil"))
    decided, fresh, again = (claim(session, one) for one in ("Three Kalibr", "The attackers drove", "Russian forces"))
    shared = claim(session, "The road to the salt works")
    case = cases.add(session, title="All together", by=ada)
    for one in (decided, fresh, again):
        cases.put_in(session, case, one, by=ada)
    session.commit()
    blindness.set_for_case(session, case, 9, why="Nobody leans on anybody.", seen=case.rev, by=emil)
    session.commit()
    for title in ("A map of the coast", "A film of the night"):
        evidence.add(session, fresh, Description(EvidenceStance.SUPPORTS, title, excerpt="Seen."), by=ada)
    session.commit()
    for one in (decided, fresh, fresh, again):
        _say(session, one, said, rita)
    reviews.submit(session, fresh, verdict=scales.get_verdict(session, "likely"), words="Half seen.", by=emil)
    session.commit()
    reviews.take_back(session, again, why=f"No: {said.words}", by=rita)
    session.commit()
    _say(session, shared, said, rita)
    assert {one.blind is not None for one in (decided, fresh, again, shared)} == {True}
    return tuple(one.number or 0 for one in (decided, fresh, again, shared)), case.number or 0


def _publish(session: Session, case: int) -> int:
    """Publish a report on the claims that are assessed blind."""
    ada = person(session, "ada")
    given: dict[str, Any] = {"options": Options(), "zone": ZoneInfo("Europe/Prague"), "by": ada}
    report = publications.add(session, title="All together", scope=f"case={case}", summary="So far.", **given)
    session.commit()
    publish(session, report, formats=PUBLISHED, site="http://127.0.0.1:8000/public", by=ada)
    return report.number or 0


def _say(session: Session, about: Claim, said: Said, by: User) -> None:
    pieces = [piece.id for piece in evidence.of_claim(session, about)[said.pieces]]
    verdict = scales.get_verdict(session, said.key)
    what = {"ticks": said.ticks, "words": said.words, "evidence_ids": pieces, "why": f"Because: {said.words}"}
    reviews.submit(session, about, verdict=verdict, **what, by=by)  # type: ignore[arg-type]
    session.commit()


def plain(answer: TestResponse) -> tuple[int, str, bytes]:
    """Return what was answered, but for what differs at every run and for hashes, which nobody can tell values from."""
    body = answer.get_data()
    if answer.mimetype == "application/zip":
        body = b"\n".join(_members(body))
    return answer.status_code, answer.location or "", _HASHES.sub(b"#", _TOKENS.sub(b"", body))


_TOKENS = re.compile(rb'name="csrf_token"[^>]*>')
_HASHES = re.compile(
    rb"\b[0-9a-f]{64}\b"
    rb"|\b[0-9a-f]{16}\xe2\x80\xa6"
    rb"|(?:\b[0-9a-f]{4} ){15}[0-9a-f]{4}\b"
    rb"|(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{43}|[A-Za-z0-9+/]{91})="
)
"""SHA-256 in full, in groups and begun; roots and signatures of seals."""


def _members(content: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for member in packed.infolist():
            held = packed.read(member)
            yield member.filename.encode()
            yield from _members(held) if member.filename.endswith(".zip") else [held]


def _sent(client: FlaskClient, address: str, typed: dict[str, str]) -> TestResponse:
    """Send the first form of a page, where the person has such a page and it has a form; else return the page."""
    page = client.get(address)
    if page.status_code != 200 or not parsed(page).get_element_by_id("main").xpath(".//form[@method='post']"):
        return page
    return submit(client, page, typed)


def _feed_key(client: FlaskClient) -> str:
    [address] = parsed(client.get("/trail")).xpath("//link[contains(@href, '.atom')]/@href")
    return str(address).split("/")[-2]
