"""What stands in the way of undoing: what others, or the person, have built on an action since."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import leaves
from tracker.domain.undoing import BELONGS, JUDGED, Because
from tracker.models import Case, Claim, Event, Source
from tracker.services.history.replay import Columns, Told
from tracker.services.undo.grounds import worked_on_since
from tracker.services.undo.judgements import TABLES as JUDGEMENTS
from tracker.services.undo.judgements import Judgements
from tracker.services.undo.plans import GOING, Conflict, Plan, Step, Way
from tracker.services.undo.surroundings import Surroundings, distinct
from tracker.services.undo.world import REFERS, World, is_part

_STRUCTURE = frozenset({"via_id", "position"})
_TRAILS = ("appearance_id", "passage_id")
_MERGED: dict[str, type[Source | Claim]] = {model.__tablename__: model for model in (Source, Claim)}


def surroundings_of(session: Session, world: World, judgements: Judgements, events: Iterable[Event]) -> Surroundings:
    """Load what stands around the rows that undoing any of some events could bring back or take away."""
    at: defaultdict[str, set[UUID]] = defaultdict(set)
    needed: defaultdict[str, set[UUID]] = defaultdict(set)
    owners: defaultdict[str, set[UUID]] = defaultdict(set)
    for event in events:
        for change in world.changes[event.seq]:
            before = world.before(change)
            if change.made:
                at[change.table].add(change.row_id)
            if change.gone and before and change.table == "citations":
                at[_trail_of(before)[0]].add(_trail_of(before)[1])
            if change.gone and before and (names := distinct(change.table)):
                owners[change.table].add(UUID(before[names[0]]))
            for column, target in REFERS[change.table].items():
                if is_part(target) and before.get(column):
                    needed[target].add(UUID(before[column]))
    return Surroundings(session, world, judgements, at, needed, owners)


def settle(plan: Plan, world: World, judgements: Judgements, around: Surroundings) -> None:
    """Take from a plan what is there again, and what something is in the way of, until the rest holds together."""
    plan.steps = [step for step in plan.steps if not _is_there_again(step, around)]
    _leave_what_was_judged(plan, world, judgements)
    _leave_outdated_verdicts(plan, world, judgements)
    _leave_replaced_trails(plan, world, around)
    _leave_merged_in_a_circle(plan, world)
    _leave_what_is_on_hold(plan, world)
    while (
        _leave_what_is_held(plan, around) or _leave_the_unrooted(plan, around) or _leave_halves_of_trails(plan, world)
    ):
        pass
    _leave_looks_of_the_undecided(plan, judgements)


def _is_there_again(step: Step, around: Surroundings) -> bool:
    """Tell whether somebody has entered what went once more, such as a tag."""
    return step.way is Way.REMAKE and around.has_alike(step.change.table, step.before)


def _leave_what_was_judged(plan: Plan, world: World, judgements: Judgements) -> None:
    """Leave what somebody has assessed or decided a claim on since.

    Where the event is itself an assessment or a decision, another person's assessment does not hold it up.
    """
    judging = any(change.table in JUDGEMENTS for change in world.changes[plan.event.seq])
    undecided = any(conflict.change.table == "decisions" for conflict in plan.conflicts)
    for step in list(plan.steps):
        if not _is_judged(step):
            continue
        only = judging or step.change.table not in JUDGED
        claims = sorted(world.claims_of(step.change))
        found = [judgements.since(claim, plan.event.seq, world.undone, decisions_only=only) for claim in claims]
        seq = max((one for one in found if one is not None), default=None)
        if seq is not None:
            plan.give_up(step, Because.JUDGED, seq)
        elif undecided and step.change.table == "looks":
            plan.give_up(step, Because.LOOKED_AT, None)


def _is_judged(step: Step) -> bool:
    """Tell whether a step changes what people judge a claim by, what they said of it, or what waits for them."""
    if step.change.table == "looks":
        return step.way is Way.RESTORE
    return step.change.table in JUDGED or step.way is Way.SUPERSEDE


def _leave_outdated_verdicts(plan: Plan, world: World, judgements: Judgements) -> None:
    """Leave a claim open whose grounds were worked on since: nobody looked whether the verdict still holds."""
    for step in [step for step in plan.steps if _is_decision(step)]:
        judgement = judgements.of_row(step.change.row_id)
        if judgement.says is None:
            seq = worked_on_since(world.session, judgement.key[1], plan.event, world.undone)
            if seq is not None:
                plan.give_up(step, Because.LOOKED_AT, seq)
                for other in [other for other in plan.steps if other.change.table == "looks"]:
                    plan.give_up(other, Because.LOOKED_AT, seq)


def _leave_looks_of_the_undecided(plan: Plan, judgements: Judgements) -> None:
    """Let nothing wait for another look at a claim that has no verdict then."""
    decided = {judgements.of_row(step.change.row_id).key[1]: step for step in plan.steps if _is_decision(step)}
    for step in [step for step in plan.steps if step.change.table == "looks" and step.way is Way.RESTORE]:
        claim = UUID(step.before["claim_id"])
        holds = decided[claim].instead if claim in decided else judgements.decided(claim)
        if step.columns.get("settled_at", "") is None and holds is None:
            plan.steps.remove(step)


def _is_decision(step: Step) -> bool:
    return step.change.table == "decisions"


def _leave_what_is_on_hold(plan: Plan, world: World) -> None:
    """Leave in a case on hold what was put into it."""
    going = [step for step in plan.steps if step.change.table == "case_items" and step.way in GOING]
    ids = {step.change.root[1] for step in going}
    on_hold = set(world.session.scalars(select(Case.id).where(Case.id.in_(ids), Case.hold != ""))) if ids else set()
    for step in going:
        if step.change.root[1] in on_hold:
            plan.give_up(step, Because.ON_HOLD, None)


def _leave_replaced_trails(plan: Plan, world: World, around: Surroundings) -> None:
    """Leave the steps of a trail as they are where somebody has entered it anew since: half of each is neither."""
    for trail in sorted({_trail_of(step.before)[1] for step in plan.steps if _is_gone_step(step)}):
        seq = _entered_since(trail, world.changes[plan.event.seq], plan, around)
        if seq is not None:
            for step in [step for step in plan.steps if _is_structure(step, trail)]:
                plan.give_up(step, Because.CHANGED, seq)


def _entered_since(trail: UUID, changes: Collection[Told], plan: Plan, around: Surroundings) -> int | None:
    own = {change.row_id for change in changes}
    standing = {pointer.row_id for pointer in around.pointing_at(trail) if pointer.table == "citations"}
    added = [made for row_id in standing - own if (made := around.made(row_id) or 0) > plan.event.seq]
    going = {step.change.row_id for step in plan.steps if step.way is Way.REMOVE}
    lost = [change.row_id for change in changes if change.made and _is_in(change, trail)]
    return max((*added, *(around.since(row_id) or 0 for row_id in lost if row_id not in going)), default=None)


def _leave_merged_in_a_circle(plan: Plan, world: World) -> None:
    """Leave what would be merged again into what is merged into it by now, or was withdrawn since, apart."""
    for step in plan.steps:
        model, target = _MERGED.get(step.change.table), step.columns.get("merged_into_id")
        if model is None or not target:
            continue
        if _leads_to(world, model, UUID(target), step.change.row_id):
            plan.give_up(step, Because.MERGED, None)
        elif _merging(world, model, UUID(target)).get("withdrawn"):
            plan.give_up(step, Because.UNROOTED, None)


def _leads_to(world: World, model: type[Source | Claim], one: UUID, other: UUID) -> bool:
    """Tell whether a row is the other, or is merged into it through any number of rows."""
    passed: set[UUID] = set()
    while one != other and one not in passed:
        passed.add(one)
        into = _merging(world, model, one).get("merged_into_id")
        if not into:
            return False
        one = UUID(into)
    return one == other


def _merging(world: World, model: type[Source | Claim], row_id: UUID) -> Columns:
    """Return what a source or a claim holds, with what is undone so far."""
    if row_id in world:
        return world.now(row_id) or {}
    query = select(model.merged_into_id, model.withdrawn).where(model.id == row_id)
    return {name: leaves.plain(value) for name, value in world.session.execute(query).one()._mapping.items()}


def _leave_halves_of_trails(plan: Plan, world: World) -> bool:
    """Leave a trail that the event replaced where any of its steps cannot be as before; tell whether there was any."""
    changes = world.changes[plan.event.seq]
    replaced = {_trail_of(world.before(change))[1] for change in changes if change.gone and _is_citation(change)}
    found: list[tuple[Step, Conflict]] = []
    for conflict in [one for one in plan.conflicts if _is_citation(one.change)]:
        if not conflict.columns or not _STRUCTURE.isdisjoint(conflict.columns):
            trail = _trail_of({**world.before(conflict.change), **(conflict.change.columns or {})})[1]
            found += [(step, conflict) for step in plan.steps if trail in replaced and _is_structure(step, trail)]
    for step, conflict in {id(step): (step, conflict) for step, conflict in found}.values():
        plan.give_up(step, conflict.because, conflict.seq)
    return bool(found)


def _leave_what_is_held(plan: Plan, around: Surroundings) -> bool:
    """Leave rows that something else hangs on, or that belong to a row which stays; tell whether there were any."""
    going = {step.change.row_id for step in plan.steps if step.way in GOING}
    found = [(step, held) for step in plan.steps if step.way in GOING and (held := _held(step, going, plan, around))]
    for step, (because, seq) in found:
        plan.give_up(step, because, seq)
    return bool(found)


def _held(step: Step, going: Collection[UUID], plan: Plan, around: Surroundings) -> tuple[Because, int | None] | None:
    """Return why a row has to stay, and the event behind it; None where it may go."""
    kept = plan.kept
    for owner in _owners(step.change):
        if owner in kept:
            return kept[owner]
    let_go = {(one.change.row_id, column) for one in plan.steps if one.way is Way.RESTORE for column in one.columns}
    parts = {change.row_id for change in plan.stays}
    for pointer in around.pointing_at(step.change.row_id):
        row_id, belongs = pointer.row_id, pointer.column in BELONGS.get(pointer.table, ())
        if row_id in going or (row_id, pointer.column) in let_go or (belongs and row_id in parts):
            continue
        if belongs and row_id in kept:
            return kept[row_id]
        if around.stands(row_id) if belongs else around.counts(row_id, going):
            seq = around.since(row_id, pointer.column)
            return (Because.BUILT_ON, seq) if seq != plan.event.seq else (Because.NEEDED, None)
    return None


def _leave_the_unrooted(plan: Plan, around: Surroundings) -> bool:
    """Leave what would point at a row that is not there and does not come back; tell whether there was any."""
    remade = {step.change.row_id for step in plan.steps if step.way is Way.REMAKE}
    going = {step.change.row_id for step in plan.steps if step.way is Way.REMOVE}
    unrooted: list[tuple[Step, UUID]] = []
    for step in plan.steps:
        for target in _pointed_at(step):
            if target not in remade and (target in going or not around.is_there(target)):
                unrooted.append((step, target))
                break
    kept = plan.kept
    for step, target in unrooted:
        # What the event itself took away and cannot come back has its own reason.
        plan.give_up(step, *kept.get(target, (Because.UNROOTED, around.since(target))))
    return bool(unrooted)


def _pointed_at(step: Step) -> Iterator[UUID]:
    """Yield the rows of the kinds that can go which a step would make its row point at."""
    columns = {Way.RESTORE: step.columns, Way.REMAKE: step.before}.get(step.way, {})
    for column, target in REFERS[step.change.table].items():
        if is_part(target) and columns.get(column):
            yield UUID(columns[column])


def _owners(change: Told) -> list[UUID]:
    columns = change.columns or {}
    return [UUID(columns[name]) for name in BELONGS.get(change.table, ()) if columns.get(name)]


def _trail_of(columns: dict[str, str]) -> tuple[str, UUID]:
    """Return the table and the id of the appearance or the passage that a step of a trail stands on."""
    column = next(name for name in _TRAILS if columns.get(name))
    return REFERS["citations"][column], UUID(columns[column])


def _is_gone_step(step: Step) -> bool:
    return step.way is Way.REMAKE and step.change.table == "citations"


def _is_citation(change: Told) -> bool:
    return change.table == "citations"


def _is_in(change: Told, trail: UUID) -> bool:
    return _is_citation(change) and _trail_of(change.columns or {})[1] == trail


def _is_structure(step: Step, trail: UUID) -> bool:
    """Tell whether a step changes which steps a trail has, and how they follow each other."""
    if step.change.table != "citations" or (step.way is Way.RESTORE and _STRUCTURE.isdisjoint(step.columns)):
        return False
    columns = step.change.columns if step.way is Way.REMOVE else step.before
    return _trail_of(columns or {})[1] == trail
