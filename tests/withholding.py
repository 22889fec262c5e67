"""A desk on which one person's name stands wherever words can stand, and two admins who can withhold it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, Text, cast, literal_column, select, text
from sqlalchemy.orm import Session

from tests.annotating import KEY
from tests.cast import employ
from tracker import ingest
from tracker.db import Database
from tracker.domain import chance, trails
from tracker.domain.actors import Program
from tracker.domain.roles import Role
from tracker.domain.vocabulary import EnquiryKind, EvidenceStance, LegalBasis, Relation
from tracker.models import Article, Case, Claim, Redaction, User
from tracker.services import (
    articles,
    captures,
    cases,
    claims,
    decisions,
    enquiries,
    evidence,
    links,
    notes,
    people,
    redaction,
    reviews,
    scales,
    tags,
    versions,
)
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.decisions import Ruling
from tracker.services.evidence import Description, File
from tracker.services.history import downloads
from tracker.services.redaction import Place, Sought
from tracker.services.snapshots import Reading
from tracker.services.trails import Entry
from tracker.services.verification import verify

NAME = "Jürgen Querfeld"
SPELLINGS = (NAME, "Juergen Querfeld", "Querfeld")
TEXT = (
    "Depot was hit\nBy Lena Marsh\n\n"
    "FARS reported, citing Jürgen Querfeld of 12 Elm Street, that four aircraft took part.\n\n"
    "A neighbour denied it. Querfeld had fled before dawn.\n"
)
NEWER = TEXT.replace("four aircraft", "five aircraft")
PAGE = (
    "<!doctype html><html><head><title>Salt road shut</title><meta charset='iso-8859-15'></head><body><article>"
    "<h1>Salt road shut</h1><p>J&uuml;rgen <b>Querfeld</b> said that the salt road is shut until further notice, and "
    "that nobody knows when it will open again; the ministry confirmed it on Monday.</p>"
    "<p>Traders said that they had been told of it by telephone, and that they had no other road to the coast.</p>"
    "</article></body></html>"
)


@dataclass
class Withholding:
    """One writing session of the cast: Ada and Emil are admins, Anton annotates."""

    session: Session
    engine: Engine
    people: dict[str, User]
    claims: list[Claim] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    case: Case | None = None

    def __getattr__(self, login: str) -> User:
        try:
            return self.people[login]
        except KeyError:
            raise AttributeError(login) from None

    def take_in(self, content: bytes, filename: str, title: str) -> Article:
        """Take a file in as an article."""
        extraction = ingest.read(content, filename=filename)
        capture = captures.take(self.session, content, extraction, id=chance.new_id(), filename=filename, by=self.anton)
        described, reading = articles.Description(title, byline="Lena Marsh"), Reading.of(extraction)
        article = articles.add(self.session, capture, reading, described, id=chance.new_id(), by=self.anton)
        self.articles.append(article)
        return article

    def claim(self, article: Article, statement: str, quote: str, trail: str = "") -> Claim:
        """Annotate a claim."""
        wording, entry = Wording(statement), Entry(trails.parse(trail))
        claim = claims.annotate(self.session, article, wording, Sight(quote), entry, id=chance.new_id(), by=self.anton)
        self.session.commit()
        self.claims.append(claim)
        return claim

    def seek(self, *words: str) -> list[Place]:
        """List the places of words."""
        return redaction.seek(self.session, Sought(words))

    def ask(self, *words: str, **more: object) -> Redaction:
        """Let Ada ask for words to be withheld wherever they stand."""
        sought = Sought(words)
        keys = [place.key for place in redaction.seek(self.session, sought) if place.sure]
        said = {"basis": LegalBasis.PERSON_AT_RISK, "why": "Threats of November.", **more}
        asked = redaction.ask(self.session, sought, keys, by=self.ada, **said)  # type: ignore[arg-type]
        self.session.commit()
        return asked

    def withhold(self, *words: str) -> Redaction:
        """Let Ada ask and Emil approve."""
        asked = self.ask(*words)
        redaction.approve(self.session, asked, seen=asked.rev, by=self.emil)
        self.session.commit()
        return asked

    def faults(self) -> list[str]:
        """List the faults of the record."""
        self.session.commit()
        with closing(Session(self.engine)) as session:
            return [str(fault) for fault in verify(session, KEY)]

    def fill(self) -> None:
        """Write the name into nearly every sort of field, and into earlier values of some."""
        article = self.take_in(TEXT.encode(), "depot.txt", f"Depot hit, says {NAME}")
        claim = self.claim(
            article, f"{NAME} saw four aircraft.", "citing Jürgen Querfeld of 12 Elm Street", f"FARS < {NAME}"
        )
        self.claim(article, "Somebody had fled.", "had fled before dawn")
        page = self.take_in(PAGE.encode("iso-8859-15"), "salt.html", "Salt road shut")
        road = self.claim(page, "The salt road is shut.", "the salt road is shut until further notice")
        self._say_more(claim)
        self._judge(claim)
        newer = ingest.read(NEWER.encode(), filename="newer.txt")
        capture = captures.take(self.session, NEWER.encode(), newer, id=chance.new_id(), by=self.anton)
        versions.add(self.session, article, capture, Reading.of(newer), by=self.anton)
        why = f"{NAME} asked us not to be named."
        claims.edit(self.session, claim, Wording("A man saw four aircraft."), seen=claim.rev, why=why, by=self.anton)
        links.add(self.session, claim, road, relation=Relation.CONTRADICTS, note=f"{NAME} again", by=self.anton)
        self.case = cases.add(self.session, title=f"The {NAME} file", by=self.anton)
        cases.put_in(self.session, self.case, claim, by=self.anton)
        downloads.note(self.session, form="csv", about=None, by=self.anton, text=NAME)
        captures.hand_out(self.session, captures.get_capture(self.session, self._capture_of(article)), by=self.anton)
        self.session.commit()

    def _say_more(self, claim: Claim) -> None:
        said = Description(
            EvidenceStance.SUPPORTS,
            f"Letter of {NAME}",
            address="https://example.org/people/J%C3%BCrgen+Querfeld?x=1",
            excerpt=f"I, {NAME.upper()}, saw it.",
            note="from Querfeld",
        )
        file = File(b"\x89PNG\r\n\x1a\n a picture of him \x00", "letter.png", "image/png")
        evidence.add(self.session, claim, said, file=file, by=self.anton)
        enquiries.add(self.session, claim, kind=EnquiryKind.SEARCH, words=f"Who is {NAME}?", by=self.anton)
        notes.add(self.session, claim, words="Call J\u0075\u0308rgen\nQuerfeld back.", by=self.anton)
        tags.set_tags(self.session, claim, ["Querfeld", "Querfelt"], by=self.anton)
        self.session.commit()

    def _judge(self, claim: Claim) -> None:
        verdict = scales.get_verdict(self.session, "likely")
        words = f"I believe {NAME}."
        reviews.submit(self.session, claim, verdict=verdict, ticks=["no_trace_found"], words=words, by=self.rita)
        ruling = Ruling(verdict, f"{NAME} is credible.", would_change="Querfeld taking it back.")
        decisions.decide(self.session, claim, ruling, by=self.emil)
        self.session.commit()

    def _capture_of(self, article: Article) -> UUID:
        return articles.newest_snapshot(self.session, article).capture_id


@contextmanager
def withholding_at(url: str) -> Iterator[Withholding]:
    """Open a writing session on an empty database, with the cast and a second admin."""
    database = Database(url, KEY)
    employed = employ(database)
    with closing(database.writing()) as session:
        scales.ensure(session, by=Program("setup"))
        cast = {login: session.get_one(User, person.id) for login, person in employed.items()}
        people.change(session, cast["emil"], name="Emil Editor", role=Role.ADMIN, by=Program("setup"))
        session.commit()
        yield Withholding(session, database.engine, cast)
    database.engine.dispose()


def everything_in(engine: Engine) -> bytes:
    """Return all that a database holds: on SQLite its files, on PostgreSQL every row of every table as text."""
    if engine.dialect.name == "sqlite":
        path = str(engine.url.database)
        return b"".join(Path(path + end).read_bytes() for end in ("", "-wal") if Path(path + end).exists())
    with engine.connect() as connection:
        named = text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = connection.scalars(named).all()
        every = [select(cast(literal_column(table), Text)).select_from(text(table)) for table in tables]
        rows = [row for query in every for row in connection.scalars(query)]
        contents = connection.scalars(select(text("content")).select_from(text("captures"))).all()
    return "\n".join(rows).encode() + b"\n".join(contents)
