"""Measure how long the origins of one claim take, to ``benchmarks/results/origins-DATE.md``.

Run as ``python -m benchmarks.origins``. The claim stands in a thousand articles of as many outlets, each with a trail
ten deep; every other article's trail goes on in the article before it.
"""

import random
import time
from contextlib import closing
from statistics import median
from uuid import UUID

from sqlalchemy.orm import Session

from benchmarks import dated
from benchmarks.engines import NAMES, both
from tests.statements import statements
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.origins import origins as rule_of
from tracker.domain.vocabulary import Basis, SourceKind, Stance, Standing, StepCheck
from tracker.models import Appearance, Article, Citation, Claim, Ownership, Source
from tracker.services import origins
from tracker.services.record import record

PLACES, DEEP, SOURCES = 1000, 10, 2000
ROUNDS = 15
_BENCH = Program("bench")
_KEY = b"the key of a desk that is measured"


def main() -> None:
    """Measure both engines and write what was found."""
    rows = []
    with both("origins") as databases:
        for kind, name in NAMES.items():
            rows.append(_measured(databases.migrated(kind), name))
            print(rows[-1])
    head = ["| engine | appearances | steps | statements | ms, median | ms, slowest | of it the rule | sentence |"]
    lines = [
        f"One claim in {PLACES:,} articles, trails {DEEP} deep.",
        "",
        *head,
        "|---|---|---|---|---|---|---|---|",
        *rows,
    ]
    print(f"Written to {dated.write('origins', 'The origins of one claim', lines)}")


def _measured(url: str, name: str) -> str:
    database = Database(url, _KEY)
    with closing(database.writing()) as session:
        claim = _lay_out(session)
        session.commit()
    whole, rule = [], []
    for _ in range(ROUNDS):
        with closing(database.reading()) as session, statements(database.engine) as sent:
            began = time.perf_counter()
            found = origins.of_claim(session, claim)
            whole.append(1000 * (time.perf_counter() - began))
            began = time.perf_counter()
            rule_of(found.graph)
            rule.append(1000 * (time.perf_counter() - began))
    told = found.told()
    database.engine.dispose()
    figures = f"{len(sent)} | {median(whole):.0f} | {max(whole):.0f} | {median(rule):.0f}"
    return f"| {name} | {PLACES:,} | {told.steps:,} | {figures} | {told.sentence[0][:40]} ... |"


def _lay_out(session: Session) -> UUID:
    """Enter the claim with the models alone, as one action."""
    draw, now = random.Random(4), chance.now()
    sources = [
        Source(id=chance.new_id(), name=f"Outlet {at}", source_kind=SourceKind.OUTLET, created_at=now)
        for at in range(SOURCES)
    ]
    session.add_all(sources)
    for owned in sources[::20]:
        owner = draw.choice(sources[:50])
        if owner is not owned:
            session.add(_ownership(owned, owner))
    claim = Claim(id=chance.new_id(), statement="The bridge was hit.", created_at=now)
    session.add(claim)
    articles: list[Article] = []
    for at in range(PLACES):
        article = Article(id=chance.new_id(), title=f"Work {at}", publisher=sources[at], version=1, created_at=now)
        session.add(article)
        articles.append(article)
        _place(session, claim, article, draw.sample(sources, DEEP), articles[at - 1] if at % 2 else None)
    record(session, Action.DEMO_LOADED, about=None, by=_BENCH)
    return claim.id


def _ownership(owned: Source, owner: Source) -> Ownership:
    return Ownership(
        id=chance.new_id(), owned=owned, owner=owner, control="owns", basis="A register.", standing=Standing.CONFIRMED
    )


def _place(session: Session, claim: Claim, article: Article, through: list[Source], cited: Article | None) -> None:
    place = Appearance(id=chance.new_id(), claim=claim, article=article, stance=Stance.REPORTS, created_at=chance.now())
    session.add(place)
    via = None
    for depth, source in enumerate(through):
        step = Citation(id=chance.new_id(), appearance=place, source=source, via=via, check=StepCheck.YES)
        if depth == DEEP - 1:
            step.basis, step.cited_article = Basis.WITNESSED, cited
        session.add(step)
        via = step


if __name__ == "__main__":
    main()
