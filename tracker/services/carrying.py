"""From one version of an article to the next: passages and quotes are found again, or shown as lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, selectinload, undefer

from tracker.domain import anchors, chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.anchors import Fate
from tracker.domain.errors import Refusal, Stale
from tracker.domain.text import one_line
from tracker.domain.trails import Trail
from tracker.domain.vocabulary import Cause, How
from tracker.models import Anchor, Appearance, Article, Citation, Claim, Passage, Snapshot
from tracker.services import appearances, found_by, looks, trails
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.seeking import Seeking
from tracker.services.stages import settle

MOST_LOST = 200
"""How many lost quotes are listed, and counted."""


@dataclass(frozen=True)
class Carried:
    """What became of an appearance's quote in a newer version; ``anchor`` is None where it is lost."""

    appearance: Appearance
    before: Anchor
    anchor: Anchor | None
    fate: Fate


def carry(session: Session, before: Snapshot, after: Snapshot, seeking: Seeking, *, by: Actor) -> list[Carried]:
    """Find every passage and every quote of a version again in the next, as part of adding that."""
    _carry_passages(session, before, after, seeking)
    carried = [_carry_quote(session, placed, after, seeking, by) for placed in _standing(session, before)]
    for one in carried:
        if one.fate is Fate.LOST:
            looks.open_looks(session, [one.appearance.claim], Cause.QUOTE_LOST, after.article, by=by)
        if one.fate is Fate.CHANGED:
            found_by.refresh(session, one.appearance.claim)
    return carried


def fates(session: Session, article: Article, snapshot: Snapshot) -> list[Carried]:
    """List what became, in a version, of the quotes that stood in the one before it."""
    before = session.scalar(
        select(Snapshot).where(Snapshot.article_id == article.id, Snapshot.version == snapshot.version - 1)
    )
    if before is None:
        return []
    placed = {one.appearance_id: one for one in _standing(session, snapshot)}
    listed = []
    for old in _standing(session, before):
        new = placed.get(old.appearance_id)
        listed.append(Carried(old.appearance, old, new, _fate(old, new)))
    return listed


def lost_passages(session: Session, snapshot: Snapshot) -> list[Passage]:
    """List the passages of the version before that were not found again when a version came in, with its text."""
    before = session.scalar(
        select(Snapshot)
        .where(Snapshot.article_id == snapshot.article_id, Snapshot.version == snapshot.version - 1)
        .options(undefer(Snapshot.text))
    )
    if before is None:
        return []
    passages = session.scalars(select(Passage).where(Passage.snapshot_id == before.id).order_by(Passage.id))
    seeking = Seeking(snapshot.text)
    return [one for one in passages if not seeking.stretches(one)]


def lost(session: Session, article: Article | None = None) -> Sequence[Appearance]:
    """List appearances whose quote does not stand in the newest version, and which nobody has let go."""
    query = (
        _lost()
        .order_by(Appearance.id)
        .limit(MOST_LOST)
        .options(
            selectinload(Appearance.claim).selectinload(Claim.verdict),
            selectinload(Appearance.article),
            selectinload(Appearance.anchors).selectinload(Anchor.snapshot),
        )
    )
    return session.scalars(query if article is None else query.where(Appearance.article_id == article.id)).all()


def how_many_lost(session: Session) -> int:
    """Count the quotes that ``lost`` lists."""
    counted = _lost().with_only_columns(Appearance.id).limit(MOST_LOST).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def place(
    session: Session,
    appearance: Appearance,
    snapshot: Snapshot,
    quote: str,
    near: int | None,
    *,
    seen: int,
    last: UUID | None = None,
    why: str = "",
    by: Actor,
) -> Anchor:
    """Let a person say where the words of an appearance stand in a version.

    ``last`` is the quote that they were shown; raises Stale where somebody has placed it elsewhere since.
    """
    found = anchors.locate(snapshot.text, quote, near=near)
    newest = appearance.anchors[-1] if appearance.anchors else None
    if newest is not None and _stands(newest, snapshot, found) and newest.confirmed_by is by and not appearance.let_go:
        return newest
    expect(appearance, seen)
    _expect_last(newest, last)
    placed = appearances.anchor(session, appearance, snapshot, found, by=by, confirmed=True, how=How.PERSON)
    appearance.let_go = False
    found_by.refresh(session, appearance.claim)
    passage = appearances.voice_at(session, snapshot, found.start, found.end, with_trail=True)
    _inherit(session, appearance, passage, by)
    record(session, Action.QUOTE_PLACED, about=appearance.claim, by=by, why=why)
    return placed


def confirm(session: Session, appearance: Appearance, snapshot: Snapshot, *, seen: int, by: Actor) -> Anchor:
    """Let a person confirm the place where a program found a quote again."""
    expect(appearance, seen)
    standing = [one for one in appearance.anchors if one.snapshot_id == snapshot.id]
    if not standing:
        raise Refusal("The quote is lost in this version. Place it anew, or let it go.")
    old = standing[-1]
    if old.confirmed_by_id is not None:
        return old
    found = anchors.Found(old.start, old.end, old.how, old.score)
    placed = appearances.anchor(session, appearance, snapshot, found, by=by, confirmed=True)
    record(session, Action.QUOTE_CONFIRMED, about=appearance.claim, by=by)
    return placed


def let_go(session: Session, appearance: Appearance, *, seen: int, why: str, by: Actor) -> None:
    """Give a lost quote up: the claim stays, on the words of the version that held them."""
    expect(appearance, seen)
    if any(one.snapshot.version == appearance.article.version for one in appearance.anchors):
        raise Refusal("This quote stands in the newest version, so there is nothing to let go.")
    appearance.let_go = True
    record(session, Action.QUOTE_LET_GO, about=appearance.claim, by=by, why=why)


def _lost() -> Select[Appearance]:
    newest = exists().where(
        Anchor.appearance_id == Appearance.id,
        Anchor.snapshot_id == Snapshot.id,
        Snapshot.article_id == Appearance.article_id,
        Snapshot.version == Article.version,
    )
    query = select(Appearance).join(Article, Appearance.article_id == Article.id)
    return query.where(Appearance.withdrawn.is_(False), Appearance.let_go.is_(False), ~newest)


def _stands(anchor: Anchor, snapshot: Snapshot, found: anchors.Found) -> bool:
    return (anchor.snapshot_id, anchor.start, anchor.end) == (snapshot.id, found.start, found.end)


def _expect_last(newest: Anchor | None, last: UUID | None) -> None:
    """Refuse to place a quote that stands elsewhere than where a form showed it; a quote raises no revision."""
    if last is not None and newest is not None and newest.id != last:
        raise Stale(
            f"Somebody placed this quote while you had it open. It stands on “{one_line(newest.exact, 120)}” now. "
            "Look, and send yours again."
        )


def _standing(session: Session, snapshot: Snapshot) -> list[Anchor]:
    """List the anchor that holds for each standing appearance in a version, in the order of the text."""
    query = (
        select(Anchor)
        .join(Appearance, Anchor.appearance_id == Appearance.id)
        .where(Anchor.snapshot_id == snapshot.id, Appearance.withdrawn.is_(False), Appearance.let_go.is_(False))
        .order_by(Anchor.id)
        .options(selectinload(Anchor.appearance).selectinload(Appearance.claim).selectinload(Claim.verdict))
    )
    newest = {one.appearance_id: one for one in session.scalars(query)}
    return sorted(newest.values(), key=lambda one: (one.start, one.end, one.id))


def _carry_quote(session: Session, old: Anchor, after: Snapshot, seeking: Seeking, by: Actor) -> Carried:
    found = seeking.quote(old)
    if found is None:
        return Carried(old.appearance, old, None, Fate.LOST)
    new = appearances.anchor(session, old.appearance, after, found, by=by, confirmed=False)
    if old.appearance.passage is not None:
        passage = appearances.voice_at(session, after, found.start, found.end, with_trail=True)
        _inherit(session, old.appearance, passage, by)
    return Carried(old.appearance, old, new, _fate(old, new))


def _inherit(session: Session, appearance: Appearance, passage: Passage | None, by: Actor) -> None:
    """Let an appearance inherit from a passage, or from none; a decided claim that has another trail then is shown."""
    before = appearance.passage
    trails.inherit(appearance, passage)
    if _trail(passage) != _trail(before):
        looks.open_looks(session, [appearance.claim], Cause.TRAIL_CHANGED, appearance, by=by)
    if _has_checked(passage) != _has_checked(before):
        settle(session, appearance.claim)


def _trail(passage: Passage | None) -> Trail:
    return Trail() if passage is None else trails.as_typed(passage)


def _has_checked(passage: Passage | None) -> bool:
    return passage is not None and trails.has_checked(passage)


def _fate(old: Anchor, new: Anchor | None) -> Fate:
    if new is None:
        return Fate.LOST
    if new.exact != old.exact:
        return Fate.CHANGED
    return Fate.ANCHORED if new.start == old.start else Fate.MOVED


def _carry_passages(session: Session, before: Snapshot, after: Snapshot, seeking: Seeking) -> None:
    """Mark in the next version the passages whose ranges are found again, each with a copy of its trail.

    What was found at its steps goes along, as it does at the steps of a claim's own trail.
    """
    query = select(Passage).where(Passage.snapshot_id == before.id).order_by(Passage.id)
    with_trails = selectinload(Passage.citations).selectinload(Citation.entered_source)
    for passage in session.scalars(query.options(with_trails)):
        ranges = seeking.stretches(passage)
        if ranges:
            copy = Passage(id=chance.new_id(), snapshot=after, voice=passage.voice, label=passage.label, ranges=ranges)
            session.add(copy)
            _copy_trail(session, passage, copy)


def _copy_trail(session: Session, old: Passage, new: Passage) -> None:
    made: dict[object, Citation] = {}
    for step in sorted(old.citations, key=lambda one: (one.position, one.id)):
        made[step.id] = Citation(
            id=chance.new_id(),
            passage=new,
            entered_source=step.entered_source,
            source_id=step.source_id,
            position=step.position,
            manner=step.manner,
            stance=step.stance,
            basis=step.basis,
            beyond=step.beyond,
            cited_article_id=step.cited_article_id,
            cue=step.cue,
            named_as=step.named_as,
            note=step.note,
            check=step.check,
            read_as=step.read_as,
            checked_by_id=step.checked_by_id,
            checked_at=step.checked_at,
        )
        session.add(made[step.id])
    for step in old.citations:
        if step.via_id in made:
            made[step.id].via = made[step.via_id]
