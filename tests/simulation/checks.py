"""What has to hold after a year of work: each invariant of the design, with what was looked at to tell."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.pages import form_on, parsed, sign_in
from tests.simulation.rare import SEALED
from tests.simulation.year import Year
from tests.statements import statements
from tests.test_invariants import WRITTEN_ONCE, check_ways_back, kinds, misplaced, put, refused, replayed
from tracker.db import RECORDED_TABLES
from tracker.domain import leaves
from tracker.domain.origins.ends import UNREAD
from tracker.domain.vocabulary import ClaimStage, Triage
from tracker.models import (
    Anchor,
    Base,
    Capture,
    Claim,
    Decision,
    DecisionGround,
    Event,
    Look,
    Once,
    RedactionField,
    Review,
    Root,
    Snapshot,
)
from tracker.services import blindness, decisions, origins
from tracker.services.verification import verify
from tracker.services.verification.ledger import Ledger
from tracker.services.verification.reconciliation import NOT_COMPARED

BATCH = 200
UNSAID = "nobodyeversaidso"
FEW = 2
"""How many are looked at where each takes a look through the whole record."""
LOOKED_AT = 12
"""How many of a thing are looked at where each takes a page."""


def written_once(year: Year, session: Session) -> str:
    """Invariant 1: what is written once stays, what has a page is never deleted, and captures are what was taken."""
    assert set(WRITTEN_ONCE) == kinds(Once)
    held = [model for model in WRITTEN_ONCE if session.scalars(select(model).limit(1)).first() is not None]
    roots = [model for model in kinds(Root) if session.scalars(select(model).limit(1)).first() is not None]
    session.rollback()
    for model in held:
        column, value = WRITTEN_ONCE[model]
        assert "written once" in refused(year.database, model, lambda asked, row: put(column, value, asked, row))  # noqa: B023
        assert "written once" in refused(year.database, model, Session.delete)
    for model in roots:
        assert "never deleted" in refused(year.database, model, Session.delete)
    same = [hashlib.sha256(content or b"").hexdigest() == sha for content, sha in _captures(session)]
    assert all(same)
    return f"{len(held)} tables written once and {len(roots)} of things with a page refuse it; {len(same):,} captures"


def _captures(session: Session) -> Iterator[Any]:
    withheld = select(RedactionField.row_id).where(RedactionField.table_name == Capture.__tablename__)
    yield from session.execute(select(Capture.content, Capture.sha256).where(Capture.id.not_in(withheld)))


def in_their_places(year: Year, session: Session) -> str:
    """Invariant 2: each quote is what stands at its place."""
    assert misplaced(session) == []
    return f"{_count(session, Anchor):,} quotes in {_count(session, Snapshot):,} texts"


def whole(year: Year, session: Session) -> str:
    """Invariants 1 and 3: leaves, tree, seals, revisions, every row both ways, guards."""
    read = Ledger()
    with closing(verify(session, year.database.log_key, read)) as faults:
        assert list(faults) == []
    return f"{read.events:,} events with {read.changes:,} changes verified, {len(RECORDED_TABLES)} recorded tables"


def replays(year: Year, session: Session) -> str:
    """Invariant 4: replaying the log gives every column of every row."""
    logged, compared = replayed(session), 0
    for name in sorted(RECORDED_TABLES):
        table = Base.metadata.tables[name]
        told = [column for column in table.columns if (name, column.name) not in NOT_COMPARED]
        for row in session.execute(select(table)):
            columns = logged.pop((name, row.id))
            for column in told:
                assert leaves.plain(row._mapping[column]) == columns.get(column.name), (name, column.name, row.id)
                compared += 1
    assert logged == {}
    return f"{compared:,} columns are what the log says"


def no_circles(year: Year, session: Session) -> str:
    """Invariant 5: each step leads to the reader."""
    return f"{check_ways_back(session):,} steps followed to the reader"


def independent(year: Year, session: Session) -> str:
    """Invariant 6: what counts was read, is not joined with another, and no source counts twice but by a ruling."""
    ids, counted = list(session.scalars(select(Claim.id).order_by(Claim.id))), 0
    for start in range(0, len(ids), BATCH):
        for found in origins.of_claims(session, ids[start : start + BATCH]).values():
            groups = [group for group in found.origins.groups if group.counts]
            ends = [end for group in groups for end in group.ends if end.counts]
            assert all(end.step is None or end.step.check not in UNREAD for end in ends)
            assert found.origins.if_joined <= found.origins.independent >= found.origins.if_owned
            parted = any(not ruling.joins for ruling in found.graph.rulings)
            voices = [{end.voice for end in group.ends} for group in found.origins.groups]
            assert parted or len(set().union(*voices)) == sum(map(len, voices))
            counted += len(groups)
    return f"{len(ids):,} claims, {counted:,} independent origins"


def gated(year: Year, session: Session) -> str:
    """Invariant 7: a verdict behind the gate met all of it, or says why it was overridden."""
    made = session.scalars(select(Decision).where(Decision.verdict_id.is_not(None))).all()
    behind = [one for one in made if one.verdict is not None and one.gate]
    for one in behind:
        assert all(asked["met"] for asked in one.gate) or one.override or not one.verdict.gated  # type: ignore[union-attr]
    overridden = sum(bool(one.override) for one in behind)
    return f"{len(made):,} decisions, {len(behind):,} with what the gate found, {overridden} overridden"


def looks_are_open(year: Year, session: Session) -> str:
    """Invariant 8: a claim needs another look where a cause is open, and only there; its verdict stays."""
    waiting = set(session.scalars(select(Look.claim_id).where(Look.settled_at.is_(None))))
    standing = (Claim.withdrawn.is_(False), Claim.merged_into_id.is_(None))
    shown = set(session.scalars(select(Claim.id).where(Claim.stage == ClaimStage.NEEDS_ANOTHER_LOOK, *standing)))
    decided = set(session.scalars(select(Claim.id).where(Claim.verdict_id.is_not(None), *standing)))
    assert shown == waiting & decided
    for claim in session.scalars(select(Claim).where(Claim.id.in_(list(decided)[:BATCH]))):
        current = decisions.current(session, claim)
        assert current is not None
        assert current.verdict_id == claim.verdict_id
    return f"{_count(session, Look):,} causes, {len(shown):,} claims need another look"


def several_eyes(year: Year, session: Session) -> str:
    """Invariant 9: a decision is drawn from somebody else's assessment too, or says that one person made it."""
    query = select(Decision.id, Decision.created_by_id, Review.created_by_id)
    drawn = query.join(DecisionGround, DecisionGround.decision_id == Decision.id).join(Review)
    others: dict[Any, bool] = {}
    for id_, decider, assessor in session.execute(drawn.where(Decision.one_person.is_(False))):
        others[id_] = others.get(id_, False) or decider != assessor
    assert all(others.values())
    return f"{len(others):,} decisions drawn from what others said"


def paged(year: Year, session: Session) -> str:
    """Invariant 10: the pages of a list hold each claim once, each in as many statements."""
    client, address, seen, costs = _client(year, "ada"), "/claims", list[str](), set[int]()
    while address:
        with statements(year.database.engine) as sent:
            page = client.get(address)
        costs.add(len(sent))
        seen += parsed(page).xpath("//table//a[contains(@class, 'title')]/@href")
        address = next(iter(parsed(page).xpath("//a[@rel='next']/@href")), "")
    assert len(seen) == len(set(seen))
    assert max(costs) - min(costs) <= 2
    standing = (Claim.withdrawn.is_(False), Claim.merged_into_id.is_(None), Claim.triage != Triage.SKIP)
    assert len(seen) == session.scalar(select(func.count()).select_from(Claim).where(*standing))
    return f"{len(seen):,} claims walked through page by page, {max(costs)} statements each"


def refuses_the_unseen(year: Year, session: Session) -> str:
    """Invariant 11: a form with another revision is refused, and keeps what was typed."""
    client, before = _client(year, "ada"), _count(session, Event)
    session.rollback()
    numbers = session.scalars(select(Claim.number).where(Claim.withdrawn.is_(False), Claim.merged_into_id.is_(None)))
    chosen = list(numbers)[:: max(1, year.size.claims // LOOKED_AT)]
    for number in chosen:
        address = f"/claims/{number}/edit"
        form = form_on(client.get(address))
        data = {name: value or "" for name, value in form.form_values()} | {"statement": "Typed with care."}
        answer = client.post(address, data=data | {"rev": str(int(data["rev"]) + 7)})
        assert (answer.status_code, "Typed with care." in answer.text) == (409, True)
    session.rollback()
    assert _count(session, Event) == before
    return f"{len(chosen)} forms with revisions that nobody was shown"


def sealed(year: Year, session: Session) -> str:
    """Invariant 13: what a sealed assessment says is nowhere for others, and what was withheld is nowhere at all."""
    closed = [
        claim for claim in session.scalars(select(Claim).where(Claim.blind.is_not(None))) if _is_closed(session, claim)
    ]
    numbers = [claim.number for claim in closed[:LOOKED_AT]]
    session.rollback()
    for login in ("vera", "anton"):
        client = _client(year, login)
        echoed = {at: client.get(f"{at}{UNSAID}").text.count(UNSAID) for at in ("/search?q=", "/trail?words=")}
        for number in numbers:
            for address in (f"/claims/{number}", f"/trail/claim/{number}", "/claims", "/trail", "/agreement"):
                assert f"{SEALED}{number}" not in client.get(address).text, address
        for number in numbers[:FEW]:
            for address, echoes in echoed.items():
                told = client.get(f"{address}{SEALED}{number}").text
                assert told.count(f"{SEALED}{number}") <= echoes, address
    return f"{len(numbers)} claims with sealed assessments, as two others see them"


def _is_closed(session: Session, claim: Claim) -> bool:
    return not claim.withdrawn and blindness.is_closed(session, claim)


def _client(year: Year, login: str) -> FlaskClient:
    assert year.app is not None
    client = year.app.test_client()
    sign_in(client, login)
    return client


def _count(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


CHECKS: dict[str, Callable[[Year, Session], str]] = {
    "1. What is written once": written_once,
    "2. Quotes": in_their_places,
    "3. The record": whole,
    "4. Replay": replays,
    "5. Trails": no_circles,
    "6. Independent origins": independent,
    "7. The gate": gated,
    "8. Needs another look": looks_are_open,
    "9. More than one pair of eyes": several_eyes,
    "10. Lists": paged,
    "11. Revisions": refuses_the_unseen,
    "13. What others may not see": sealed,
}
"""The invariants by number; 12 takes two engines, and has a test of its own."""


def check(year: Year) -> dict[str, str]:
    """Check every invariant on a desk after its year; return what was looked at."""
    found = {}
    for name, look in CHECKS.items():
        with closing(year.database.snapshot()) as session:
            found[name] = look(year, session)
    return found
