"""A desk of 400 invented articles with 25 claims each, entered through the services."""

import random
import sys
from collections.abc import Iterator
from contextlib import closing
from uuid import UUID

from sqlalchemy.orm import Session

from tracker import ingest
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actors import Program
from tracker.domain.roles import Role
from tracker.domain.trails import Step, Trail
from tracker.domain.vocabulary import SourceKind
from tracker.models import User
from tracker.services import articles, captures, claims, people, scales, sources
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.passwords import Passwords
from tracker.services.snapshots import Reading
from tracker.services.trails import Entry

ARTICLES = 400
CLAIMS = 25
SOURCES = 2000
LOGIN = "bench"
PASSWORD = "a bench stands in the harbour"
SETUP = Program("bench")

_PEOPLE = (
    "pilots",
    "drivers",
    "clerks",
    "nurses",
    "fishermen",
    "officers",
    "teachers",
    "miners",
    "farmers",
    "engineers",
)
_DEEDS = ("left", "reached", "closed", "opened", "bought", "lost", "counted", "repaired", "guarded", "mapped")
_THINGS = ("bridges", "depots", "lorries", "boats", "radios", "bakeries", "wells", "pumps", "warehouses", "antennas")
_PLACES = ("Qasr", "Tell", "Wadi", "Nahr", "Jabal", "Ras", "Bahr", "Deir", "Marj", "Khan")


def fill(database: Database) -> None:
    """Enter the desk, an article a transaction, telling how far it is."""
    draw = random.Random(1)
    person, numbers = _set_up(database)
    for done in range(ARTICLES):
        with closing(database.writing()) as session:
            _article(session, draw, done, session.get_one(User, person), numbers)
            session.commit()
        if sys.stderr.isatty():
            print(f"\r{done + 1} of {ARTICLES} articles", end="", file=sys.stderr)


def sentences(draw: random.Random) -> Iterator[str]:
    """Yield invented sentences without end, no two alike."""
    count = 0
    while True:
        count += 1
        who, did, what = draw.choice(_PEOPLE), draw.choice(_DEEDS), draw.choice(_THINGS)
        where = f"{draw.choice(_PLACES)} {draw.choice(_PLACES)}"
        many, few = draw.randint(2, 900), draw.randint(2, 90)
        yield f"{many} {who} {did} {few} {what} near {where}, item {count} of the list says."


def _set_up(database: Database) -> tuple[UUID, list[int]]:
    with closing(database.writing()) as session:
        scales.ensure(session, by=SETUP)
        hashed = Passwords().hash(PASSWORD)
        person = people.create(session, LOGIN, "Bench", Role.ADMIN, password_hash=hashed, by=SETUP)
        person.must_change_password = False
        names = [f"{_PLACES[n % 10]} Press {n}" for n in range(SOURCES)]
        kind = SourceKind.OUTLET
        made = [sources.add(session, name=name, kind=kind, even_if_known=True, by=person) for name in names]
        session.commit()
        return person.id, [source.number or 0 for source in made]


def _article(session: Session, draw: random.Random, place: int, by: User, numbers: list[int]) -> None:
    made = sentences(random.Random(place))
    lines = [" ".join(next(made) for _ in range(4)) for _ in range(CLAIMS)]
    text = "\n\n".join([f"What item {place} says of the coast", *lines])
    extraction = ingest.read(text.encode(), filename=f"{place}.txt")
    capture = captures.take(session, text.encode(), extraction, id=chance.new_id(), by=by)
    described = articles.Description(f"What item {place} says of the coast", published="2026-11-20", language="en")
    article = articles.add(session, capture, Reading.of(extraction), described, id=chance.new_id(), by=by)
    session.flush()
    for line in lines:
        quote = line.split(". ")[0]
        # Sources follow Zipf's law: a few are cited again and again.
        chosen = [numbers[min(SOURCES - 1, int(draw.paretovariate(0.9)) - 1)] for _ in range(1 + (draw.random() < 0.3))]
        trail: tuple[Step, ...] = ()
        for number in chosen:
            trail = (Step("", number, trail),)
        claims.annotate(session, article, Wording(quote), Sight(quote), Entry(Trail(trail)), id=chance.new_id(), by=by)
