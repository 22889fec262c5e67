"""Claims: annotated on words, marked in a first pass, edited, withdrawn and restored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import ne
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.names import fold
from tracker.domain.text import one_line
from tracker.domain.vocabulary import Cause, Checked, ClaimKind, Stance, Triage
from tracker.models import Appearance, Article, Claim
from tracker.services import (
    appearances,
    articles,
    found_by,
    looks,
    notes,
    same_claims,
    search,
    snapshots,
    stages,
    trails,
)
from tracker.services.appearances import Sight
from tracker.services.record import person_of, record
from tracker.services.revisions import expect
from tracker.services.same_claims import refuse_merged
from tracker.services.trails import Entry

LONGEST_STATEMENT = 2000
_MARKED_STATEMENT = 400
_LOOKED_AT = 20
_SHORTEST_TELLING = 3
_CAUSES = (Cause.STATEMENT_CHANGED, Cause.TRAIL_CHANGED)


@dataclass(frozen=True)
class Wording:
    """A claim in the desk's words: what is stated, what of it is checked, of what kind, and how it can be read."""

    statement: str
    checked: Checked = Checked.WHAT_IS_SAID
    kind: ClaimKind = ClaimKind.FACTUAL
    readings: tuple[str, ...] = ()


def find_claim(session: Session, number: int) -> Claim | None:
    """Return the claim of a number, if there is one."""
    return session.scalar(select(Claim).where(Claim.number == number).options(selectinload(Claim.verdict)))


def get_claim(session: Session, number: int) -> Claim:
    """Return the claim of a number, or raise NotFound."""
    claim = find_claim(session, number)
    if claim is None:
        raise NotFound(f"There is no claim {number}.")
    return claim


def annotate(
    session: Session,
    article: Article,
    wording: Wording,
    sight: Sight,
    entry: Entry,
    *,
    id: UUID,
    note: str = "",
    version: int | None = None,
    why: str = "",
    by: Actor,
) -> Claim:
    """Put a new claim on words of an article's newest version, or of the one that the person read."""
    known = session.get(Claim, id)
    if known is not None:
        return known
    snapshot = snapshots.get_version(session, article, version)
    claim = _make(session, wording, Triage.CHECK, id=id, by=by)
    appearances.make(session, claim, snapshot, sight, entry, id=None, by=by)
    _index(session, claim, sight.quote)
    if note.strip():
        notes.make(session, claim=claim, words=note, by=by)
    articles.begin_with(article, by=by)
    record(session, Action.CLAIM_ANNOTATED, about=claim, by=by, why=why)
    return claim


def mark(
    session: Session, article: Article, quote: str, near: int | None, triage: Triage, *, id: UUID, by: Actor
) -> Claim:
    """Mark words in a first pass, for later or as not to check; until it is filled in, the statement is the quote."""
    known = session.get(Claim, id)
    if known is not None:
        return known
    snapshot = snapshots.get_version(session, article, None)
    wording = Wording(one_line(quote, _MARKED_STATEMENT))
    claim = _make(session, wording, triage, id=id, by=by)
    appearances.make(session, claim, snapshot, Sight(quote, near), Entry(), id=None, by=by)
    _index(session, claim, quote)
    articles.begin_with(article, by=by)
    action = Action.CLAIM_PASSED_OVER if triage is Triage.SKIP else Action.CLAIM_MARKED
    record(session, action, about=claim, by=by)
    return claim


def fill_in(
    session: Session,
    appearance: Appearance,
    wording: Wording,
    sight: Sight,
    entry: Entry,
    *,
    seen: int,
    seen_appearance: int,
    note: str = "",
    why: str = "",
    by: Actor,
) -> Claim:
    """Make a claim that was marked in the first pass a whole one, or change a whole one with its trail.

    A decided claim then needs another look, if anything that its verdict rests on changed.
    """
    claim = appearance.claim
    expect(claim, seen)
    expect(appearance, seen_appearance)
    refuse_merged(claim)
    marked, before = claim.triage is not Triage.CHECK, _rests_on(appearance)
    _word(claim, wording)
    claim.triage = Triage.CHECK
    _look_at(appearance, sight, entry if marked else None)
    newest = appearance.anchors[-1]
    trails.write(session, appearance, entry, place=trails.Place(newest.snapshot, newest.start), by=by)
    session.flush()
    found_by.refresh(session, claim)
    if note.strip():
        notes.make(session, claim=claim, words=note, by=by)
    for cause, changed in zip(_CAUSES, map(ne, before, _rests_on(appearance)), strict=True):
        if changed:
            looks.open_looks(session, [claim], cause, claim, by=by)
    record(session, Action.CLAIM_ANNOTATED if marked else Action.CLAIM_EDITED, about=claim, by=by, why=why)
    return claim


def edit(
    session: Session,
    claim: Claim,
    wording: Wording,
    *,
    triage: Triage | None = None,
    seen: int,
    why: str = "",
    by: Actor,
) -> None:
    """Change a claim's words or what is checked of it; a decided claim then needs another look."""
    expect(claim, seen)
    refuse_merged(claim)
    _word(claim, wording)
    claim.triage = triage or claim.triage
    found_by.refresh(session, claim)
    looks.open_looks(session, [claim], Cause.STATEMENT_CHANGED, claim, by=by)
    record(session, Action.CLAIM_EDITED, about=claim, by=by, why=why)


def withdraw(session: Session, claim: Claim, *, seen: int, why: str, by: Actor) -> None:
    """Take a claim out of the desk's work; it stays readable, and can be restored."""
    expect(claim, seen)
    if claim.withdrawn:
        raise Refusal("This claim is withdrawn already.")
    refuse_merged(claim)
    claim.withdrawn = True
    record(session, Action.CLAIM_WITHDRAWN, about=claim, by=by, why=why)


def restore(session: Session, claim: Claim, *, seen: int, why: str = "", by: Actor) -> None:
    """Take a withdrawn claim back into work."""
    expect(claim, seen)
    if not claim.withdrawn:
        raise Refusal("This claim is not withdrawn, so there is nothing to restore.")
    claim.withdrawn = False
    stages.settle(session, claim)
    record(session, Action.CLAIM_RESTORED, about=claim, by=by, why=why)


def alike(session: Session, statement: str, *, limit: int = 3, but: UUID | None = None) -> Sequence[Claim]:
    """List the claims most like a statement, the best first; one that shares but a word or two is none of them.

    One that was merged leads to the claim that it is shown as.
    """
    ids = [one for one in search.alike(session, statement, "claim", limit=_LOOKED_AT) if one != but]
    query = select(Claim).where(Claim.id.in_(ids), Claim.withdrawn.is_(False)).options(selectinload(Claim.verdict))
    found = {claim.id: claim for claim in session.scalars(query)}
    said = _statements(session, list(found))
    return [found[one] for one in ids if any(_resemble(statement, other) for other in said.get(one, ()))][:limit]


def _statements(session: Session, ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return by claim what it states, and what those state that were merged into it."""
    same = same_claims.by_claim(session, ids)
    every = select(Claim.id, Claim.statement).where(Claim.id.in_({one for of_one in same.values() for one in of_one}))
    return same_claims.gathered(same, {row.id: [row.statement] for row in session.execute(every)})


def _resemble(one: str, other: str) -> bool:
    """Tell whether two statements share enough words to be about the same thing."""
    words, others = set(fold(one).split()), set(fold(other).split())
    shared = [word for word in words & others if len(word) > _SHORTEST_TELLING]
    return 3 * len(shared) >= min(len(words), len(others))


def _look_at(appearance: Appearance, sight: Sight, entry: Entry | None) -> None:
    """Write down what a person saw; where they do not say how the article stands to it, a first entry says it."""
    if sight.stance is not None or entry is not None:
        trailed = entry is not None and (entry.trail.steps or appearance.passage is not None)
        appearance.stance = sight.stance or (Stance.REPORTS if trailed else Stance.ASSERTS)
    appearance.hedge = sight.hedge
    appearance.translation, appearance.translator = sight.translation, sight.translator


def _rests_on(appearance: Appearance) -> tuple[object, object]:
    """Return what a verdict rests on: the words of the claim, and whose words they are, in the order of _CAUSES."""
    claim = appearance.claim
    return (claim.statement, claim.checked), (trails.as_typed(appearance), appearance.stance)


def _make(session: Session, wording: Wording, triage: Triage, *, id: UUID, by: Actor) -> Claim:
    claim = Claim(id=id, triage=triage, created_at=chance.now(), created_by=person_of(by))
    _word(claim, wording)
    session.add(claim)
    return claim


def _word(claim: Claim, wording: Wording) -> None:
    statement = wording.statement.strip()
    if not statement:
        raise Refusal("Say what is claimed, in the desk's words.", field="statement")
    if len(statement) > LONGEST_STATEMENT:
        message = f"A statement has at most {LONGEST_STATEMENT} characters; put the rest in a note."
        raise Refusal(message, field="statement")
    claim.statement, claim.checked, claim.claim_kind = statement, wording.checked, wording.kind
    claim.readings = [reading.strip() for reading in wording.readings if reading.strip()]


def _index(session: Session, claim: Claim, *quotes: str) -> None:
    search.index(session, "claim", claim.id, " ".join([claim.statement, *quotes]))
