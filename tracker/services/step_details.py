"""What is known of each step of a trail beside its source: changed together with the trail, as one action."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain import cues
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.trails import Trail
from tracker.domain.vocabulary import Basis, Cause, Manner, Stance
from tracker.models import Appearance, Article, Citation, Source
from tracker.services import looks, trails
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.trails import Entry, Place


@dataclass(frozen=True)
class Details:
    """How a step passes it on, how its source knows and from what, and how it stands to the claim.

    A stance of None is the article's.
    """

    manner: Manner = Manner.REPORT
    basis: Basis = Basis.NOT_STATED
    stance: Stance | None = None
    known_from: Source | None = None
    cue: str = ""
    cited_article: Article | None = None
    note: str = ""


def rewrite(
    session: Session,
    appearance: Appearance,
    trail: Trail,
    details: Mapping[UUID, Details],
    *,
    seen: int,
    why: str = "",
    by: Actor,
) -> None:
    """Change the trail of an appearance and what is known of its steps, by their ids; those taken out are passed over.

    A decided claim then needs another look.
    """
    expect(appearance, seen)
    newest = appearance.anchors[-1]
    place = Place(newest.snapshot, newest.start)
    trails.write(session, appearance, Entry(trail), place=place, by=by)
    for step in trails.own_steps(appearance):
        if step.id in details:
            describe(step, details[step.id], place)
    looks.open_looks(session, [appearance.claim], Cause.TRAIL_CHANGED, appearance, by=by)
    record(session, Action.TRAIL_ENTERED, about=appearance.claim, by=by, why=why)


def describe(step: Citation, details: Details, place: Place) -> None:
    """Write down what is known of one step, as part of another action; a new cue is looked for in the text."""
    step.manner, step.basis, step.stance = details.manner, details.basis, details.stance
    step.known_from = details.known_from
    step.cited_article, step.note = details.cited_article, details.note
    if details.cue != step.cue:
        near = place.near if step.named_start is None else step.named_start
        found = cues.find_name(place.snapshot.text, [details.cue], near)
        step.cue, step.cue_snapshot_id = details.cue, place.snapshot.id
        step.cue_start, step.cue_end = found or (None, None)
