"""Ownerships: who owns, controls or publishes a source, since when, on what basis, and how sure the desk is of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance, dates
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Duplicate, NotFound, Refusal
from tracker.domain.owners import Owning, Register
from tracker.domain.vocabulary import Cause, Control, Standing
from tracker.models import Appearance, Article, Citation, Claim, Ownership, Source
from tracker.services import looks, merged
from tracker.services.dates import as_kept
from tracker.services.merged import expect_shown
from tracker.services.record import person_of, record
from tracker.services.revisions import expect


@dataclass(frozen=True)
class Stated:
    """What is said of an ownership; dates are EDTF, "" where unknown; ``asserted_in`` is the article that says it."""

    control: Control = Control.OWNS
    since: str = ""
    until: str = ""
    basis: str = ""
    asserted_in: Article | None = None


def get(session: Session, ownership_id: UUID) -> Ownership:
    """Return an ownership, or raise NotFound."""
    ownership = session.get(Ownership, ownership_id)
    if ownership is None:
        raise NotFound("There is no such owner. Perhaps somebody removed it a moment ago.")
    return ownership


def of_source(session: Session, source: Source) -> Sequence[Ownership]:
    """List the owners of a source and of what was merged into it, as they were entered, with who confirmed them."""
    query = select(Ownership).where(Ownership.owned_id.in_(_with_merged(source))).order_by(Ownership.id)
    with_all = [joinedload(to) for to in (Ownership.owned, Ownership.entered_owner, Ownership.confirmed_by)]
    return session.scalars(query.options(*with_all)).all()


def add(
    session: Session,
    owned: Source,
    owner: Source,
    said: Stated,
    *,
    confirmed: bool = False,
    id: UUID | None = None,
    seen: int | None = None,
    why: str = "",
    by: Actor,
) -> Ownership:
    """Note an owner of a source, as asserted, or as confirmed on a basis. Posted twice, it is noted once."""
    if id is not None and (known := session.get(Ownership, id)) is not None:
        return known
    expect(owned, seen)
    expect_shown(owned)
    since, until = _dates(said)
    _refuse(session, owned, owner, said.control, since, until)
    ownership = Ownership(
        id=id or chance.new_id(),
        owned=owned,
        owner=owner,
        control=said.control,
        since=since,
        until=until,
        basis=said.basis.strip(),
        asserted_in_id=said.asserted_in.id if said.asserted_in is not None else None,
    )
    session.add(ownership)
    if confirmed:
        _confirm(session, ownership, by)
    record(session, Action.OWNERSHIP_ADDED, about=owned, by=by, why=why)
    return ownership


def confirm(
    session: Session, ownership: Ownership, *, basis: str, seen: int | None = None, why: str = "", by: Actor
) -> None:
    """Confirm an owner on a basis; from now on it joins origins, so decided claims need another look."""
    expect(ownership.owned, seen)
    if ownership.standing is Standing.CONFIRMED:
        raise Refusal("This owner is confirmed already.")
    ownership.basis = basis.strip()
    _confirm(session, ownership, by)
    record(session, Action.OWNERSHIP_CONFIRMED, about=ownership.owned, by=by, why=why)


def remove(session: Session, ownership: Ownership, *, seen: int | None = None, why: str = "", by: Actor) -> None:
    """Remove an owner that was noted wrongly; one that sold keeps its dates instead."""
    owned = ownership.owned
    expect(owned, seen)
    was_confirmed = ownership.standing is Standing.CONFIRMED
    session.delete(ownership)
    if was_confirmed:
        _ask_for_looks(session, owned, by)
    record(session, Action.OWNERSHIP_REMOVED, about=owned, by=by, why=why)
    session.expire(owned, ["owners"])


def _confirm(session: Session, ownership: Ownership, by: Actor) -> None:
    if not ownership.basis:
        raise Refusal("Say on what basis, such as a register, a filing or a statement of the owner.", field="basis")
    ownership.standing, ownership.confirmed_by = Standing.CONFIRMED, person_of(by)
    _ask_for_looks(session, ownership.owned, by)


def decided_on(session: Session, source_ids: Collection[UUID], *, or_below: bool = True) -> Sequence[Claim]:
    """List the decided claims that rest on some sources, or on what these own, in an order that both engines share.

    A claim rests on the sources of its trails, on those that these know it from, and on who published it.
    """
    ids = _with_all_below(session, source_ids) if or_below else _all_shown_as(session, source_ids)
    named = or_(Citation.source_id.in_(ids), Citation.known_from_id.in_(ids))
    steps = select(Citation.appearance_id, Citation.passage_id).where(named).subquery()
    own = Appearance.id.in_(select(steps.c.appearance_id))
    inherited = Appearance.passage_id.in_(select(steps.c.passage_id))
    published = Appearance.article_id.in_(select(Article.id).where(Article.publisher_id.in_(ids)))
    resting = or_(own, inherited, published, Appearance.known_from_id.in_(ids))
    claim_ids = select(Appearance.claim_id).where(resting, Appearance.withdrawn.is_(False))
    query = select(Claim).where(Claim.id.in_(claim_ids), Claim.verdict_id.is_not(None))
    return session.scalars(query.order_by(Claim.id)).all()


def _all_shown_as(session: Session, source_ids: Collection[UUID]) -> list[UUID]:
    shown = merged.all_shown(session)
    wanted = {shown[source] for source in source_ids}
    return [id for id, shown_as in shown.items() if shown_as in wanted]


def _with_all_below(session: Session, source_ids: Collection[UUID]) -> list[UUID]:
    """Return all that is shown as some sources, and all that these own as confirmed, through any number of owners."""
    shown = merged.all_shown(session)
    confirmed = select(Ownership.owner_id, Ownership.owned_id).where(Ownership.standing == Standing.CONFIRMED)
    # Turned round, so that what is owned is found as owners are.
    downwards = Register(Owning(shown[owner], shown[owned]) for owner, owned in session.execute(confirmed))
    below = {id for source in source_ids for id in downwards.reached(shown[source])}
    return [id for id, shown_as in shown.items() if shown_as in below]


def _with_merged(source: Source) -> Select[UUID]:
    return merged.with_merged(select(Source.id).where(Source.id == source.id))


def _ask_for_looks(session: Session, owned: Source, by: Actor) -> None:
    looks.open_looks(session, decided_on(session, [owned.id]), Cause.SOURCE_CHANGED, owned, by=by)


def _dates(said: Stated) -> tuple[str, str]:
    since, until = as_kept(said.since, field="since"), as_kept(said.until, field="until")
    if since and until and dates.parse(since).earliest > dates.parse(until).latest:
        raise Refusal("It cannot end before it begins. Correct one of the two dates.", field="until")
    return since, until


def _refuse(session: Session, owned: Source, owner: Source, control: Control, since: str, until: str) -> None:
    if owner.id == owned.id:
        raise Refusal("A source is among its own owners anyway. Name another one.", field="owner")
    same = (Ownership.owned_id == owned.id, Ownership.owner_id == owner.id, Ownership.control == control)
    known = select(Ownership.id).where(*same, Ownership.since == since, Ownership.until == until).limit(1)
    if session.scalar(known) is not None:
        raise Duplicate(
            f"It is noted already that {owner.name} {control.label} {owned.name} in these dates.",
            existing=("source", owned.number),
            field="owner",
        )
