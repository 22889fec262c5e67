"""The scale of verdicts, and the reasons to tick for them: an admin may change both, and the newest version is in use.

A changed scale is a new version with rows of its own, so that whatever was decided keeps its words, and so does what
was ticked. A verdict or a reason that is on both has the same key.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain import chance
from tracker.domain import reasons as ticks
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import NotFound, Refusal, Stale
from tracker.domain.reasons import Reason
from tracker.domain.scale import DEFAULT_SCALE, SCALE_NAME, ScaleStep, line, new_key, refuse_unsound
from tracker.models import Scale, ScaleReason, User, Verdict
from tracker.services.record import record


def ensure(session: Session, *, by: Actor) -> Scale:
    """Return the scale in use; on a desk that has none, set the default one."""
    known = _newest(session)
    if known is not None:
        return known
    scale = _made(session, SCALE_NAME, 1, DEFAULT_SCALE)
    record(session, Action.SCALE_ADDED, about=scale, by=by)
    return scale


def in_use(session: Session) -> Scale:
    """Return the newest scale with its verdicts; raise NotFound on a desk that was never set up."""
    scale = _newest(session)
    if scale is None:
        raise NotFound("This desk has no scale of verdicts yet. Run `python -m tracker setup`.")
    return scale


def versions(session: Session) -> Sequence[Scale]:
    """List all versions of the scale with their verdicts, the newest first."""
    query = select(Scale).order_by(Scale.version.desc())
    return session.scalars(query.options(selectinload(Scale.verdicts), selectinload(Scale.own_reasons))).all()


def change(
    session: Session, steps: Sequence[ScaleStep], *, blind: int | None = None, seen: int, why: str, by: User
) -> Scale:
    """Put a new version of the scale in use, its verdicts in this order; those without a key are new.

    ``blind`` is how many people assess every claim before anybody sees what another one said, None for openly.
    ``seen`` is the version that the person was shown: Stale is raised where another one is in use by now. Raises
    Refusal where the verdicts cannot be a scale, or are what they were.
    """
    newest = _newest_as(session, seen)
    refuse_unsound(steps)
    keyed = _keyed(session, steps)
    if keyed == [verdict.step for verdict in newest.verdicts] and blind == newest.blind:
        raise Refusal("Nothing of the scale was changed.")
    scale = _made(session, newest.name, newest.version + 1, keyed, [row.reason for row in newest.own_reasons])
    scale.blind = blind
    record(session, Action.SCALE_CHANGED, about=scale, by=by, why=why)
    return scale


def change_reasons(session: Session, reasons: Sequence[Reason], *, seen: int, why: str, by: User) -> Scale:
    """Put a new version of the scale in use, with these reasons to tick; those without a key are new.

    Raises Stale and Refusal as ``change`` does.
    """
    newest = _newest_as(session, seen)
    ticks.refuse_unsound(reasons)
    keyed = _reasons_keyed(session, reasons)
    if keyed == list(newest.reasons):
        raise Refusal("Nothing of the reasons was changed.")
    scale = _made(session, newest.name, newest.version + 1, [verdict.step for verdict in newest.verdicts], keyed)
    scale.blind = newest.blind
    record(session, Action.SCALE_CHANGED, about=scale, by=by, why=why)
    return scale


def ever(session: Session) -> list[Verdict]:
    """List the verdicts in use, then those of earlier versions that are not any more, each as it was last."""
    newest: dict[str, Verdict] = {}
    for scale in versions(session):
        for verdict in scale.verdicts:
            newest.setdefault(verdict.key, verdict)
    return list(newest.values())


def line_in_use(session: Session) -> tuple[str, ...]:
    """Return the keys of the verdicts that stand on one line, from its lowest end."""
    return line(verdict.step for verdict in in_use(session).verdicts)


def find_verdict(session: Session, verdict_id: UUID) -> Verdict | None:
    """Return a verdict of the scale in use, or None where there is none of this id."""
    return next((verdict for verdict in in_use(session).verdicts if verdict.id == verdict_id), None)


def get_verdict(session: Session, key: str) -> Verdict:
    """Return the newest verdict of a key, of whichever version of the scale, or raise NotFound."""
    query = select(Verdict).join(Scale, Verdict.scale_id == Scale.id).where(Verdict.key == key)
    verdict = session.scalar(query.order_by(Scale.version.desc()).limit(1))
    if verdict is None:
        raise NotFound(f"The scale has no verdict “{key}”.")
    return verdict


def _newest_as(session: Session, seen: int) -> Scale:
    newest = in_use(session)
    if newest.version != seen:
        raise Stale("Somebody changed the scale meanwhile. Look at it as it is now, then send yours again.")
    return newest


def _made(
    session: Session, name: str, version: int, steps: Sequence[ScaleStep], reasons: Sequence[Reason] = ()
) -> Scale:
    scale = Scale(id=chance.new_id(), name=name, version=version)
    session.add(scale)
    for position, step in enumerate(steps, start=1):
        scale.verdicts.append(Verdict(id=chance.new_id(), position=position, **vars(step)))
    for position, reason in enumerate(reasons, start=1):
        scale.own_reasons.append(ScaleReason(id=chance.new_id(), position=position, **vars(reason)))
    return scale


def _keyed(session: Session, steps: Sequence[ScaleStep]) -> list[ScaleStep]:
    """Return verdicts tidied, the new ones with keys that none ever had; raise Refusal for a key that is not known."""
    known = set(session.scalars(select(Verdict.key)))
    _refuse_unknown([step.key for step in steps if step.key], known)
    keyed = []
    for step in steps:
        key = step.key or new_key(step.label, known)
        known.add(key)
        keyed.append(replace(step, key=key, label=step.label.strip(), definition=step.definition.strip()))
    return keyed


def _reasons_keyed(session: Session, reasons: Sequence[Reason]) -> list[Reason]:
    """Return reasons tidied, the new ones with keys that none ever had; raise Refusal for a key that is not known."""
    known = {reason.key for reason in ticks.DEFAULT_REASONS} | set(session.scalars(select(ScaleReason.key)))
    _refuse_unknown([reason.key for reason in reasons if reason.key], known)
    keyed = []
    for reason in reasons:
        key = reason.key or new_key(reason.label, known, "reason")
        known.add(key)
        keyed.append(Reason(key, reason.label.strip(), reason.sentence.strip(), reason.template.strip()))
    return keyed


def _refuse_unknown(kept: Sequence[str], known: Collection[str]) -> None:
    if len(set(kept)) < len(kept) or not set(kept) <= set(known):
        raise Refusal("This form was damaged on its way. Load the page again.")


def _newest(session: Session) -> Scale | None:
    newest = select(Scale).order_by(Scale.version.desc()).limit(1)
    return session.scalar(newest.options(selectinload(Scale.verdicts)))
