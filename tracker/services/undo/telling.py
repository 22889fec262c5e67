"""What undoing comes to, as people read it: which words change back, what stays, and what stands in the way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.domain.differences import Kind, Piece
from tracker.domain.entries import Difference, Entry
from tracker.domain.labels import LABELS
from tracker.domain.undoing import Because
from tracker.models import Appearance, Decision, Event, Review, User
from tracker.services.access import visible_events
from tracker.services.history import shown
from tracker.services.history.changed_values import differences
from tracker.services.history.entries import entries
from tracker.services.history.naming import Names, clipped
from tracker.services.history.replay import Columns, Told
from tracker.services.undo.plans import Conflict, Plan, Step, Way
from tracker.services.undo.world import MODELS, World

_STAYING = ("article", "tag")
_MOST_TOLD = 12
"""How many values of one obstacle are listed."""


@dataclass(frozen=True)
class Obstacle:
    """What cannot be undone, why, and the later entry that is in the way, where one is.

    ``stays`` are the values that stay as they are now; ``more`` counts those that are not listed.
    """

    because: str
    stays: tuple[Difference, ...]
    more: int
    later: Entry | None


def brought_back(session: Session, plan: Plan) -> tuple[Difference, ...]:
    """List what undoing makes different."""
    names = Names(session, _mentioned((step.change, step.before) for step in plan.steps))
    judged = _judged(session, plan.steps)
    found: list[Difference] = []
    for step in plan.steps:
        if step.way is Way.SUPERSEDE:
            found.append(_verdicts(step, judged))
        else:
            found += _differences(step, names)
    return tuple(found)


def staying(session: Session, plan: Plan) -> tuple[str, ...]:
    """List by name what was made along with an action and stays when that is undone."""
    kept = [change for change in plan.stays if MODELS[change.table].kind in _STAYING]
    names = Names(session, ((change.table, change.row_id) for change in kept))
    return tuple(names.thing(MODELS[change.table].kind, change.row_id).text for change in kept)


def obstacles(session: Session, plans: Sequence[Plan], world: World, *, person: User) -> list[tuple[Obstacle, ...]]:
    """List for each plan what is in its way, one obstacle for each reason and later event, as a person may see it."""
    conflicts = [conflict for plan in plans for conflict in plan.conflicts]
    names = Names(session, _mentioned((conflict.change, world.before(conflict.change)) for conflict in conflicts))
    later = _entries(session, {conflict.seq for conflict in conflicts if conflict.seq is not None}, person)
    return [tuple(_grouped(plan, world, names, later)) for plan in plans]


def _grouped(plan: Plan, world: World, names: Names, later: Mapping[int | None, Entry]) -> Iterator[Obstacle]:
    grouped: dict[tuple[Because, int | None], list[Conflict]] = {}
    for conflict in plan.conflicts:
        grouped.setdefault((conflict.because, conflict.seq), []).append(conflict)
    for (because, seq), conflicts in grouped.items():
        stays = [one for conflict in conflicts for one in _stays(conflict, world, names)]
        distinct = list(dict.fromkeys(stays))
        told = tuple(distinct[:_MOST_TOLD])
        yield Obstacle(because.label, told, len(distinct) - len(told), later.get(seq))


def _differences(step: Step, names: Names) -> Iterator[Difference]:
    change = step.change
    match step.way:
        case Way.RESTORE:
            back = replace(change, columns=step.columns)
            yield from differences(back, {**step.before, **(change.columns or {})}, names)
        case Way.REMAKE:
            yield from differences(replace(change, columns=step.before), {}, names)
        case Way.REMOVE:
            yield from differences(replace(change, columns={}), change.columns or {}, names)
        case Way.WITHDRAW:
            yield Difference("Withdrawn", (Piece(Kind.ADDED, _name(change, names)),))
        case Way.SETTLE:
            cause = shown.text_of("looks", "cause", (change.columns or {}).get("cause"), names)
            yield Difference("Needs another look", (Piece(Kind.REMOVED, cause),))


def _verdicts(step: Step, judged: dict[UUID, Review | Decision]) -> Difference:
    made, earlier = judged[step.change.row_id], judged.get(step.instead) if step.instead else None
    label = f"Assessment by {made.created_by.name}" if isinstance(made, Review) else "Desk verdict"
    was = [Piece(Kind.REMOVED, made.verdict.label)] if made.verdict else []
    now = earlier.verdict.label if earlier and earlier.verdict else "taken back"
    return Difference(label, (*was, Piece(Kind.ADDED, now)))


def _stays(conflict: Conflict, world: World, names: Names) -> list[Difference]:
    """List the values that a conflict leaves as they are now; of a whole row, or of places in a text, its name."""
    change = conflict.change
    now, labels = world.now(change.row_id) or {}, LABELS.get(change.table, {})
    texts = (
        (labels[name], shown.text_of(change.table, name, now.get(name), names))
        for name in conflict.columns
        if name in labels
    )
    found = [Difference(label, (Piece(Kind.SAME, text or "nothing"),)) for label, text in texts]
    sort = _SORTS.get(change.table, MODELS[change.table].kind.replace("_", " ").capitalize())
    return found or [Difference(sort, (Piece(Kind.SAME, _row_name(change, world.before(change), names)),))]


def _name(change: Told, names: Names) -> str:
    """Return what a thing that is withdrawn is called."""
    if MODELS[change.table] is Appearance:
        return "the place where it appears"
    return names.thing(MODELS[change.table].kind, change.row_id).text


def _row_name(change: Told, before: Columns, names: Names) -> str:
    """Return what a row is called that stays: as a thing with a page, else by the first of its values that is shown."""
    if change.table in _PAGED or MODELS[change.table] is Appearance:
        return _name(change, names)
    held = {**before, **(change.columns or {})}
    column = next(iter(LABELS[change.table]))
    return clipped(shown.text_of(change.table, column, held.get(column), names)) or "as it is now"


_PAGED = frozenset({"claims", "articles", "sources"})
_SORTS = {
    "citations": "Step",
    "appearances": "Place",
    "source_names": "Name",
    "taggings": "Tag",
    "ownerships": "Owner",
    "distinctions": "Told apart",
    "enquiries": "Search or question",
    "links": "Relation",
    "reviews": "Assessment",
    "decisions": "Desk verdict",
    "looks": "Needs another look",
}
"""What rows are called on screen, where that is not the name of their kind."""


def _judged(session: Session, steps: Sequence[Step]) -> dict[UUID, Review | Decision]:
    """Load the assessments and decisions that steps speak of, with verdicts and people."""
    found: dict[UUID, Review | Decision] = {}
    own = [step for step in steps if step.way is Way.SUPERSEDE]
    ids = {step.change.row_id for step in own} | {step.instead for step in own if step.instead}
    if ids:
        reviews = select(Review).where(Review.id.in_(ids)).options(joinedload(Review.verdict))
        found |= {row.id: row for row in session.scalars(reviews.options(joinedload(Review.created_by)))}
        decisions = select(Decision).where(Decision.id.in_(ids)).options(joinedload(Decision.verdict))
        found |= {row.id: row for row in session.scalars(decisions)}
    return found


def _mentioned(rows: Iterable[tuple[Told, Columns]]) -> Iterator[tuple[str, UUID]]:
    for change, before in rows:
        yield change.table, change.row_id
        for columns in (before, change.columns or {}):
            yield from shown.mentioned(change.table, columns)


def _entries(session: Session, seqs: set[int], person: User) -> dict[int | None, Entry]:
    query = select(Event).where(Event.seq.in_(seqs), visible_events(person)).order_by(Event.seq)
    events = session.scalars(query).all() if seqs else []
    return {entry.seq: entry for entry in entries(session, events, person=person)}
