"""The scale of verdicts: the default one is set once, and the newest version is in use."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import NotFound
from tracker.domain.verdicts import DEFAULT_SCALE, SCALE_NAME
from tracker.models import Scale, Verdict
from tracker.services.record import record


def ensure(session: Session, *, by: Actor) -> Scale:
    """Return the scale in use; on a desk that has none, set the default one."""
    known = _newest(session)
    if known is not None:
        return known
    scale = Scale(id=chance.new_id(), name=SCALE_NAME, version=1)
    session.add(scale)
    for position, step in enumerate(DEFAULT_SCALE, start=1):
        scale.verdicts.append(
            Verdict(
                id=chance.new_id(),
                key=step.key,
                label=step.label,
                definition=step.definition,
                position=position,
                rating=step.rating,
                mark=step.mark,
                gated=step.gated,
            )
        )
    record(session, Action.SCALE_ADDED, about=scale, by=by)
    return scale


def in_use(session: Session) -> Scale:
    """Return the newest scale with its verdicts; raise NotFound on a desk that was never set up."""
    scale = _newest(session)
    if scale is None:
        raise NotFound("This desk has no scale of verdicts yet. Run `python -m tracker setup`.")
    return scale


def find_verdict(session: Session, verdict_id: UUID) -> Verdict | None:
    """Return a verdict of the scale in use, or None where there is none of this id."""
    return next((verdict for verdict in in_use(session).verdicts if verdict.id == verdict_id), None)


def get_verdict(session: Session, key: str) -> Verdict:
    """Return the verdict of a key of the scale in use, or raise NotFound."""
    for verdict in in_use(session).verdicts:
        if verdict.key == key:
            return verdict
    raise NotFound(f"The scale in use has no verdict “{key}”.")


def _newest(session: Session) -> Scale | None:
    newest = select(Scale).order_by(Scale.version.desc()).limit(1)
    return session.scalar(newest.options(selectinload(Scale.verdicts)))
