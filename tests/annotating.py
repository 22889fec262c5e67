"""A desk that annotates: one person, and articles whose text a test gives, entered through the services."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.cast import employ
from tracker import ingest
from tracker.db import Database
from tracker.domain import chance, trails
from tracker.domain.actors import Program
from tracker.domain.vocabulary import SourceKind
from tracker.models import Appearance, Article, Claim, Event, Source, User
from tracker.services import appearances, articles, captures, claims, scales, sources, versions
from tracker.services.appearances import Sight
from tracker.services.carrying import Carried
from tracker.services.claims import Wording
from tracker.services.snapshots import Reading
from tracker.services.trails import Entry

KEY = b"a key that is kept outside the database"


@dataclass
class Writing:
    """One writing session, and Anton, who annotates in it."""

    session: Session
    engine: Engine
    anton: User

    def article(self, text: str, title: str = "The coast road") -> Article:
        """Take a text in as an article."""
        extraction = ingest.read(text.encode(), filename="a.txt")
        capture = captures.take(self.session, text.encode(), extraction, id=chance.new_id(), by=self.anton)
        described = articles.Description(title)
        reading = Reading.of(extraction)
        return articles.add(self.session, capture, reading, described, id=chance.new_id(), by=self.anton)

    def newer(self, article: Article, text: str) -> list[Carried]:
        """Add a newer text of an article."""
        extraction = ingest.read(text.encode(), filename="a.txt")
        capture = captures.take(self.session, text.encode(), extraction, id=chance.new_id(), by=self.anton)
        return versions.add(self.session, article, capture, Reading.of(extraction), by=self.anton)

    def claim(self, article: Article, quote: str, trail: str = "", statement: str = "") -> Claim:
        """Annotate a claim on words of an article."""
        wording, entry = Wording(statement or quote), Entry(trails.parse(trail))
        claim = claims.annotate(self.session, article, wording, Sight(quote), entry, id=chance.new_id(), by=self.anton)
        self.session.flush()
        return claim

    def join(self, claim: Claim, article: Article, quote: str, entry: Entry | None = None) -> Appearance:
        """Let a claim appear on words of an article as well."""
        newest = articles.newest_snapshot(self.session, article)
        sight, id = Sight(quote), chance.new_id()
        return appearances.add(self.session, claim, newest, sight, entry or Entry(), id=id, by=self.anton)

    def source(self, name: str, *others: str, kind: SourceKind = SourceKind.OUTLET) -> Source:
        """Add a source."""
        return sources.add(self.session, name=name, kind=kind, other_names=others, by=self.anton)

    def place(self, claim: Claim) -> Appearance:
        """Return where a claim appears first."""
        return claim.appearances[0]

    def actions(self) -> list[str]:
        """List the actions on record, in order, once what is open is committed."""
        self.session.commit()
        return list(self.session.scalars(select(Event.action).order_by(Event.seq)))

    def count(self, model: type) -> int:
        """Count the rows of a table."""
        return self.session.scalar(select(func.count()).select_from(model)) or 0


@contextmanager
def writing_at(url: str) -> Iterator[Writing]:
    """Open a writing session on a desk with the cast of all tests."""
    database = Database(url, KEY)
    people = employ(database)
    with closing(database.writing()) as session:
        scales.ensure(session, by=Program("setup"))
        yield Writing(session, database.engine, session.get_one(User, people["anton"].id))
    database.engine.dispose()
