"""Trails: entered on an appearance or a passage, kept step by step, read from the reader outwards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain import chance, cues
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.names import fold
from tracker.domain.trails import Step, Trail
from tracker.domain.vocabulary import Basis, Beyond, Cause, Manner, StepCheck, Triage
from tracker.models import Appearance, Article, Citation, Claim, Passage, Snapshot, Source, User
from tracker.services import looks, sources
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.stages import settle_all


@dataclass(frozen=True)
class Entry:
    """A trail as a form says it: its steps, their manner, how the last knows, and the cue and the work of the first."""

    trail: Trail = Trail()
    manner: Manner = Manner.REPORT
    basis: Basis = Basis.NOT_STATED
    cue: str = ""
    cited_article: Article | None = None


@dataclass(frozen=True)
class Place:
    """The text in which the names of a trail stand, and the offset (code points) near which they are meant."""

    snapshot: Snapshot
    near: int


def own_steps(thing: Appearance | Passage) -> list[Citation]:
    """List the steps entered on an appearance or a passage itself, each before those beyond it."""
    return [step for step, _ in _walk(thing.citations)]


def steps_of(appearance: Appearance) -> list[tuple[Citation, int]]:
    """List an appearance's whole trail with each step's depth, inherited steps first, from the reader outwards."""
    inherited = appearance.passage.citations if appearance.passage is not None else []
    return list(_walk([*inherited, *appearance.citations]))


def as_typed(thing: Appearance | Passage) -> Trail:
    """Return the trail entered on a thing itself, as it would be typed with the sources' numbers."""
    own = {step.id for step in thing.citations}
    tops = [step for step in thing.citations if step.via_id not in own]
    beyond = thing.beyond if isinstance(thing, Appearance) else Beyond.NOT_ENTERED
    return Trail(tuple(_typed(step, thing.citations) for step in tops), beyond)


def led_to(session: Session, thing: Appearance | Passage) -> Sequence[Claim]:
    """List the claims whose trails the steps of a thing are part of, in an order that both engines share."""
    through = Appearance.id == thing.id if isinstance(thing, Appearance) else Appearance.passage_id == thing.id
    claim_ids = select(Appearance.claim_id).where(through, Appearance.withdrawn.is_(False))
    return session.scalars(select(Claim).where(Claim.id.in_(claim_ids)).order_by(Claim.id)).all()


def has_checked(thing: Appearance | Passage) -> bool:
    """Tell whether any step entered on a thing itself was checked: the stage of its claims follows from that."""
    return any(step.check is not StepCheck.NOT_CHECKED for step in thing.citations)


def last_entered(session: Session, article: Article, person: User) -> Trail | None:
    """Return the trail of the last claim that a person annotated in an article, for "the same again"."""
    query = (
        select(Appearance)
        .join(Claim, Appearance.claim_id == Claim.id)
        .where(Appearance.article_id == article.id, Appearance.created_by_id == person.id, Claim.triage == Triage.CHECK)
        .order_by(Appearance.id.desc())
        .limit(1)
        .options(selectinload(Appearance.citations).selectinload(Citation.entered_source))
    )
    appearance = session.scalar(query)
    return None if appearance is None else as_typed(appearance)


def write(session: Session, thing: Appearance | Passage, entry: Entry, *, place: Place | None, by: Actor) -> None:
    """Make the steps of a thing those of an entry, as part of another action; steps that stay keep their checks.

    Where a step goes that was checked, the stages of the claims that it led to follow.
    """
    if isinstance(thing, Appearance):
        thing.beyond = entry.trail.beyond
    under = _last(thing.passage.citations) if isinstance(thing, Appearance) and thing.passage is not None else None
    staying: set[UUID] = set()
    writer = _Writer(session, thing, entry, place, by, _sources(session, entry.trail, by), staying)
    for position, step in enumerate(entry.trail.steps):
        writer.enter(step, under, position, first=under is None)
    had_checked = has_checked(thing)
    _remove(session, thing, [step for step in own_steps(thing) if step.id not in staying])
    if had_checked and not has_checked(thing):
        settle_all(session, led_to(session, thing))


def inherit(appearance: Appearance, passage: Passage | None) -> None:
    """Let an appearance inherit the trail of a passage, or of none; its own steps go on from that trail's end.

    The caller settles the stage of its claim, which follows from inherited steps as well.
    """
    appearance.passage = passage
    own = {step.id for step in appearance.citations}
    end = _last(passage.citations) if passage is not None else None
    for step in appearance.citations:
        if step.via_id not in own:
            step.via, step.via_id = end, end.id if end is not None else None


def enter(
    session: Session,
    appearance: Appearance,
    entry: Entry,
    *,
    place: Place | None,
    seen: int,
    why: str = "",
    by: Actor,
) -> None:
    """Change the trail of an appearance; a decided claim then needs another look."""
    expect(appearance, seen)
    write(session, appearance, entry, place=place, by=by)
    looks.open_looks(session, [appearance.claim], Cause.TRAIL_CHANGED, appearance, by=by)
    record(session, Action.TRAIL_ENTERED, about=appearance.claim, by=by, why=why)


@dataclass
class _Writer:
    """Writes the steps of one entry onto one thing."""

    session: Session
    thing: Appearance | Passage
    entry: Entry
    place: Place | None
    by: Actor
    sources: dict[Step, Source]
    staying: set[UUID]

    def enter(self, step: Step, via: Citation | None, position: int, *, first: bool) -> None:
        source = self.sources[step]
        citation = self._find(source, via) or self._make(source, via, step, first=first)
        citation.position, citation.beyond = position, step.beyond
        self.staying.add(citation.id)
        for inner_position, inner in enumerate(step.steps):
            self.enter(inner, citation, inner_position, first=False)

    def _find(self, source: Source, via: Citation | None) -> Citation | None:
        via_id = via.id if via is not None else None
        for citation in self.thing.citations:
            if citation.source is source and citation.via_id == via_id and citation.id not in self.staying:
                return citation
        return None

    def _make(self, source: Source, via: Citation | None, step: Step, *, first: bool) -> Citation:
        citation = Citation(
            id=chance.new_id(),
            entered_source=source,
            source_id=source.id,
            via=via,
            via_id=via.id if via is not None else None,
            manner=self.entry.manner,
            basis=Basis.NOT_STATED if step.steps else self.entry.basis,
            cited_article=self.entry.cited_article if first else None,
        )
        if self.place is not None:
            self._mark_words(citation, source, self.place, given=self.entry.cue if first else "")
        self.thing.citations.append(citation)
        self.session.add(citation)
        return citation

    def _mark_words(self, citation: Citation, source: Source, place: Place, *, given: str) -> None:
        text = place.snapshot.text
        named = cues.find_name(text, [source.name, *(one.name for one in source.names)], place.near)
        citation.cue = given
        citation.cue_snapshot_id = place.snapshot.id
        if named is not None:
            citation.named_start, citation.named_end = named
            citation.named_as = text[slice(*named)]
        cue = cues.find_name(text, [given], place.near) if given else named and cues.find_cue(text, named)
        if cue:
            citation.cue_start, citation.cue_end = cue
            citation.cue = text[slice(*cue)]


def _remove(session: Session, thing: Appearance | Passage, going: list[Citation]) -> None:
    """Take steps from a trail; steps of claims that hung from a passage's hang from its new end."""
    gone = {step.id for step in going}
    if not gone:
        return
    staying = [step for step in thing.citations if step.id not in gone]
    end = _last(staying) if isinstance(thing, Passage) else None
    for hanging in session.scalars(select(Citation).where(Citation.via_id.in_(gone), Citation.id.not_in(gone))):
        hanging.via, hanging.via_id = end, end.id if end is not None else None
    for step in going:
        session.delete(step)
    session.flush()
    session.expire(thing, ["citations"])


def _sources(session: Session, trail: Trail, by: Actor) -> dict[Step, Source]:
    """Find or make the source of each step; a name that several sources have must come with a number."""
    made: dict[str, Source] = {}
    found: dict[Step, Source] = {}
    for step in trail.walk():
        if step.number is not None:
            found[step] = sources.get_source(session, step.number).shown
        else:
            folded = fold(step.name)
            made[folded] = made.get(folded) or sources.named_or_made(session, step.name, field="trail", by=by)
            found[step] = made[folded]
    return found


def _last(citations: Sequence[Citation]) -> Citation | None:
    """Return the far end of a trail; where the trails of a passage's claims go on."""
    steps = [step for step, _ in _walk(citations)]
    return steps[-1] if steps else None


def _walk(citations: Sequence[Citation]) -> Iterator[tuple[Citation, int]]:
    """Yield steps with their depth, each before those beyond it; a step whose ``via`` is elsewhere begins a branch."""
    known = {step.id for step in citations}
    beyond: dict[UUID | None, list[Citation]] = {}
    for step in citations:
        beyond.setdefault(step.via_id if step.via_id in known else None, []).append(step)

    def branch(via: UUID | None, depth: int) -> Iterator[tuple[Citation, int]]:
        for step in sorted(beyond.get(via, []), key=lambda one: (one.position, one.id)):
            yield step, depth
            yield from branch(step.id, depth + 1)

    yield from branch(None, 0)


def _typed(step: Citation, citations: Sequence[Citation]) -> Step:
    inner = tuple(_typed(one, citations) for one in citations if one.via_id == step.id)
    return Step(step.source.name, step.source.number, inner, step.beyond)
