"""Where claims appear: on which words of which version, in what stance, with what trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain import anchors, chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.vocabulary import Basis, Cause, How, Stance
from tracker.models import Anchor, Appearance, Article, Citation, Claim, Passage, Snapshot, Source
from tracker.services import articles, found_by, looks, stages, trails
from tracker.services.record import person_of, record
from tracker.services.revisions import expect
from tracker.services.same_claims import refuse_merged, with_merged


@dataclass(frozen=True)
class Sight:
    """What a person saw: the words, near which offset (code points), and how the article stands to them.

    ``stance`` None follows from the trail: an article with a trail reports, one without asserts. ``basis`` is how the
    article knows where it says so itself, ``known_from`` the document, the person or the event that it names.
    """

    quote: str
    near: int | None = None
    stance: Stance | None = None
    hedge: str = ""
    translation: str = ""
    translator: str = ""
    basis: Basis | None = None
    known_from: Source | None = None


def get_appearance(session: Session, id: UUID) -> Appearance:
    """Return an appearance, or raise NotFound."""
    appearance = session.get(Appearance, id)
    if appearance is None:
        raise NotFound("There is no such place where a claim appears.")
    return appearance


def of_claim(session: Session, claim: Claim) -> Sequence[Appearance]:
    """List where a claim appears, with trails, quotes and articles, in a constant number of statements."""
    steps = selectinload(Appearance.citations)
    inherited = selectinload(Appearance.passage).selectinload(Passage.citations)
    query = (
        select(Appearance)
        .where(Appearance.claim_id.in_(with_merged(claim)), Appearance.withdrawn.is_(False))
        .order_by(Appearance.id)
        .options(
            steps.selectinload(Citation.entered_source),
            steps.selectinload(Citation.cited_article),
            inherited.selectinload(Citation.entered_source),
            inherited.selectinload(Citation.cited_article),
            selectinload(Appearance.anchors).selectinload(Anchor.snapshot),
            selectinload(Appearance.article).selectinload(Article.entered_publisher),
        )
    )
    return session.scalars(query).all()


def words_of(appearance: Appearance) -> str:
    """Return the words that a claim stands on, as the newest version that was found to hold them has them."""
    return appearance.anchors[-1].exact if appearance.anchors else ""


def make(
    session: Session, claim: Claim, snapshot: Snapshot, sight: Sight, entry: trails.Entry, *, id: UUID | None, by: Actor
) -> Appearance:
    """Find the words in a version and put a claim on them with its trail, as part of another action.

    Raises the refusals of ``domain.anchors.locate`` where the words are not there, or there several times.
    """
    found = anchors.locate(snapshot.text, sight.quote, near=sight.near)
    passage = voice_at(session, snapshot, found.start, found.end, with_trail=True)
    trailed = bool(entry.trail.steps) or passage is not None
    appearance = Appearance(
        id=id or chance.new_id(),
        claim=claim,
        article=snapshot.article,
        passage=passage,
        stance=sight.stance or (Stance.REPORTS if trailed else Stance.ASSERTS),
        hedge=sight.hedge,
        translation=sight.translation,
        translator=sight.translator,
        created_at=chance.now(),
        created_by=person_of(by),
    )
    session.add(appearance)
    anchor(session, appearance, snapshot, found, by=by, confirmed=True)
    trails.write(session, appearance, entry, place=trails.Place(snapshot, found.start), by=by)
    if passage is not None and trails.has_checked(passage):
        stages.settle(session, claim)
    return appearance


def anchor(
    session: Session,
    appearance: Appearance,
    snapshot: Snapshot,
    found: anchors.Found,
    *,
    by: Actor,
    confirmed: bool,
    how: How | None = None,
) -> Anchor:
    """Write down where the words of an appearance stand in a version."""
    selector = anchors.describe(snapshot.text, found.start, found.end)
    placed = Anchor(
        id=chance.new_id(),
        appearance=appearance,
        snapshot=snapshot,
        start=found.start,
        end=found.end,
        exact=snapshot.text[found.start : found.end],
        prefix=selector.prefix,
        suffix=selector.suffix,
        how=how or found.how,
        score=found.score,
        confirmed_by=person_of(by) if confirmed else None,
        created_at=chance.now(),
    )
    session.add(placed)
    return placed


def add(
    session: Session,
    claim: Claim,
    snapshot: Snapshot,
    sight: Sight,
    entry: trails.Entry,
    *,
    id: UUID,
    why: str = "",
    by: Actor,
) -> Appearance:
    """Join a claim that the desk knows to words of another article, or other words of the same."""
    known = session.get(Appearance, id)
    if known is not None:
        return known
    if claim.withdrawn:
        raise Refusal(f"Claim {claim.number} was withdrawn. Restore it first, or annotate a new claim.")
    refuse_merged(claim)
    appearance = make(session, claim, snapshot, sight, entry, id=id, by=by)
    found_by.refresh(session, claim)
    articles.begin_with(snapshot.article, by=by)
    looks.open_looks(session, [claim], Cause.TRAIL_CHANGED, appearance, by=by)
    record(session, Action.APPEARANCE_ADDED, about=claim, by=by, why=why)
    return appearance


def edit(session: Session, appearance: Appearance, sight: Sight, *, seen: int, why: str = "", by: Actor) -> None:
    """Change how an article stands to a claim; where the quote stands is changed by placing it anew."""
    expect(appearance, seen)
    _refuse_gone(appearance)
    appearance.stance = sight.stance or appearance.stance
    appearance.hedge = sight.hedge
    appearance.translation, appearance.translator = sight.translation, sight.translator
    if (sight.basis or Basis.NOT_STATED) != (appearance.basis or Basis.NOT_STATED):
        appearance.basis = sight.basis
    appearance.known_from = sight.known_from
    looks.open_looks(session, [appearance.claim], Cause.TRAIL_CHANGED, appearance, by=by)
    record(session, Action.APPEARANCE_EDITED, about=appearance.claim, by=by, why=why)


def withdraw(session: Session, appearance: Appearance, *, seen: int, why: str, by: Actor) -> None:
    """Say that the claim does not appear there after all; its last place cannot go, the claim is withdrawn instead."""
    expect(appearance, seen)
    _refuse_gone(appearance)
    others = [one for one in of_claim(session, appearance.claim) if one.id != appearance.id]
    if not others:
        raise Refusal("This is the only place where the claim appears. Withdraw the claim instead.")
    appearance.withdrawn = True
    found_by.refresh(session, appearance.claim)
    looks.open_looks(session, [appearance.claim], Cause.TRAIL_CHANGED, appearance, by=by)
    stages.settle(session, appearance.claim)
    record(session, Action.APPEARANCE_WITHDRAWN, about=appearance.claim, by=by, why=why)


def voice_at(session: Session, snapshot: Snapshot, start: int, end: int, *, with_trail: bool = False) -> Passage | None:
    """Return the innermost passage that holds a range, or the innermost of those that carry a trail."""
    query = select(Passage).where(Passage.snapshot_id == snapshot.id).order_by(Passage.id)
    holding = [
        (last - first, passage)
        for passage in session.scalars(query.options(selectinload(Passage.citations)))
        for first, last in passage.ranges
        if first <= start and end <= last and (passage.citations or not with_trail)
    ]
    return min(holding, key=lambda pair: pair[0])[1] if holding else None


def _refuse_gone(appearance: Appearance) -> None:
    if appearance.withdrawn:
        raise Refusal("This place was withdrawn already.")
