"""Measure doing something to 5,000 claims at once, and undoing it, to ``benchmarks/results/many-DATE.md``.

Run as ``python -m benchmarks.many``. Each claim has an assessment by another person.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing

from sqlalchemy import select

from benchmarks import dated
from benchmarks.engines import NAMES, both
from tests.assessing import KEY, Desk, desk_at
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import ClaimStage, Relation
from tracker.models import Claim, Event, Review, User
from tracker.services import cases, many, scales, undo
from tracker.services.decisions import Ruling
from tracker.services.many import Deed
from tracker.services.many.assigning import Assigning
from tracker.services.many.deciding import Deciding
from tracker.services.many.filing import Filing
from tracker.services.many.relating import Relating
from tracker.services.many.tagging import Retagging
from tracker.services.record import record

CLAIMS = 5000


def main() -> None:
    """Measure both engines and write what was found."""
    rows = []
    with both("many") as databases:
        for kind, name in NAMES.items():
            for row in _measured(databases.migrated(kind), name):
                rows.append(row)
                print(row)
    lines = [
        f"One action on {CLAIMS:,} claims, each with an assessment: what is seen before, doing it until it is",
        "committed, seeing what undoing it comes to, and undoing it. Each is one event.",
        "",
        "| engine | what | look, s | do, s | look at undoing, s | undo, s |",
        "|---|---|---|---|---|---|",
        *rows,
    ]
    print(f"Written to {dated.write('many', 'Many claims at once', lines)}")


def _measured(url: str, name: str) -> Iterator[str]:
    with desk_at(url) as desk:
        _fill(desk)
    database = Database(url, KEY)
    for what, make in _DEEDS.items():
        yield f"| {name} | {what} | {_figures(database, make)} |"
    database.engine.dispose()


def _figures(database: Database, make: Callable[[Desk], Deed]) -> str:
    took = []
    with closing(database.writing()) as session:
        edda = session.scalars(select(User).where(User.login == "edda")).one()
        deed, seen = make(Desk(session, database.engine)), many.position(session)
        claims = many.chosen(session, range(2, CLAIMS + 2))
        began = time.perf_counter()
        many.weigh(session, claims, deed, seen=seen, by=edda)
        took.append(time.perf_counter() - began)
        session.rollback()
    for step in (_do, _look, _undo):
        with closing(database.writing()) as session:
            edda = session.scalars(select(User).where(User.login == "edda")).one()
            deed = make(Desk(session, database.engine))
            began = time.perf_counter()
            step(Desk(session, database.engine, {"edda": edda}), deed)
            session.commit()
            took.append(time.perf_counter() - began)
    return " | ".join(f"{one:.1f}" for one in took)


def _do(desk: Desk, deed: Deed) -> None:
    claims = many.chosen(desk.session, range(2, CLAIMS + 2))
    seen = many.position(desk.session)
    done = many.do(desk.session, claims, deed, seen=seen, why="At once.", by=desk.edda)
    assert len(done.able) == CLAIMS, done.left[:3]


def _newest(desk: Desk) -> Event:
    return desk.session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()


def _look(desk: Desk, deed: Deed) -> None:
    assert undo.preview(desk.session, _newest(desk), person=desk.edda).refusal == ""


def _undo(desk: Desk, deed: Deed) -> None:
    undo.undo(desk.session, _newest(desk), why="Not so.", by=desk.edda)


def _fill(desk: Desk) -> None:
    """Enter the claims with the models, a thousand a transaction; the first is the one that others are related to."""
    other = desk.claim("The first.")
    verdict = desk.verdict("likely")
    for start in range(0, CLAIMS, 1000):
        for number in range(start, start + 1000):
            now = chance.now()
            claim = Claim(statement=f"Depot {number} was hit.", created_at=now, created_by=desk.anna)
            claim.stage = ClaimStage.AWAITING_SECOND_LOOK
            said = {"ticks": [], "words": "Seen.", "claim_rev": 1, "created_at": now, "created_by": desk.boris}
            desk.session.add_all([claim, Review(claim=claim, verdict=verdict, **said)])
        record(desk.session, Action.DEMO_LOADED, about=other, by=desk.anna)
        desk.session.commit()


def _case(desk: Desk) -> Deed:
    edda = desk.session.scalars(select(User).where(User.login == "edda")).one()
    known = cases.page(desk.session).rows
    return Filing(known[0] if known else cases.add(desk.session, title="The depots", by=edda))


def _relate(desk: Desk) -> Deed:
    return Relating(Relation.PART_OF, desk.session.scalars(select(Claim).where(Claim.number == 1)).one())


def _decide(desk: Desk) -> Deed:
    return Deciding(Ruling(scales.get_verdict(desk.session, "unlikely"), "Nobody saw it."))


_DEEDS: dict[str, Callable[[Desk], Deed]] = {
    "assign": lambda desk: Assigning(frozenset({"priority"}), priority=Priority.HIGH),
    "tag": lambda desk: Retagging(add=("depots",)),
    "put into a case": _case,
    "relate to one": _relate,
    "decide": _decide,
}

if __name__ == "__main__":
    main()
