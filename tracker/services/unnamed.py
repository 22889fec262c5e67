"""The ledger of unnamed sources: who relies on somebody whom nobody names, in what words, and what came of it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.domain import chance
from tracker.domain.vocabulary import SourceKind, StepCheck
from tracker.models import Appearance, Article, Citation, Claim, Passage, Snapshot, Source, User
from tracker.services import merged
from tracker.services.access import visible
from tracker.services.paging import PAGE, Page, newest_first
from tracker.services.source_records import standing

KINDS = (SourceKind.UNNAMED, SourceKind.GENERAL_OPINION)
MOST_COUNTED = 1000
MOST_OUTLETS = 8
BESIDE = 80
"""How many code points of the text are shown before and after the words."""


@dataclass(frozen=True)
class Filters:
    """Which reliances are asked for: on whose part, by number, and entered when; ``until`` is not included."""

    outlet: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Words:
    """How a text calls them, between what stands before and after it; ``cue`` are the words that pass it on."""

    before: str
    words: str
    after: str
    cue: str


@dataclass(frozen=True)
class Reliance:
    """A step to somebody unnamed: who relies on them, where, in what words, and for which claims.

    ``outlet`` is the source just before the step, or else who published the article; None where neither is known.
    ``place`` is the appearance whose quote leads to the words. ``claims`` are those that the person may see.
    """

    step: Citation
    outlet: Source | None
    article: Article
    place: UUID | None
    words: Words | None
    claims: Sequence[Claim]


@dataclass(frozen=True)
class Summary:
    """The newest reliances that filters ask for, counted: by answer to "did they say it?", and by who relies."""

    checks: dict[StepCheck, int]
    outlets: Sequence[tuple[Source, int]]

    @property
    def total(self) -> int:
        """Return how many there are, up to MOST_COUNTED."""
        return sum(self.checks.values())


def page(
    session: Session, filters: Filters, *, person: User, after: str | None = None, limit: int = PAGE
) -> Page[Reliance]:
    """Return a page of reliances on unnamed sources, the newest first, as a person may see them."""
    query = select(Citation).where(*_conditions(session, filters)).options(*_with_places())
    found = newest_first(session, query, Citation.id, after=after, limit=limit)
    return found.map(lambda steps: _reliances(session, steps, person))


def summary(session: Session, filters: Filters) -> Summary:
    """Count the newest reliances that filters ask for, MOST_COUNTED at most."""
    newest = select(Citation.id).where(*_conditions(session, filters)).order_by(Citation.id.desc()).limit(MOST_COUNTED)
    ids = newest.subquery()
    of_these = Citation.id.in_(select(ids.c.id))
    by_check = select(Citation.check, func.count()).where(of_these).group_by(Citation.check)
    counted: dict[StepCheck, int] = {}
    for check, count in session.execute(by_check):
        counted[check] = count
    return Summary({check: counted[check] for check in StepCheck if check in counted}, _outlets(session, of_these))


def _conditions(session: Session, filters: Filters) -> Iterator[ColumnElement[bool]]:
    yield _of_unnamed(session)
    yield standing()
    # Ids hold the moment at which they were made, and are the key of the list.
    if filters.since is not None:
        yield Citation.id >= chance.first_id(filters.since)
    if filters.until is not None:
        yield Citation.id < chance.first_id(filters.until)
    if filters.outlet is not None:
        yield Citation.id.in_(_relied_on_by(merged.kin_of_number(session, filters.outlet)))


def _of_unnamed(session: Session) -> ColumnElement[bool]:
    """Return the condition that a step leads to somebody unnamed.

    Where there are few such steps they are looked up by their sources; where there are many, the list of all steps is
    walked from its newest end, in which some turn up soon.
    """
    unnamed = select(Source.id).where(Source.source_kind.in_(KINDS), Source.merged_into_id.is_(None))
    ids = merged.with_merged(unnamed)
    by_source = Citation.source_id.in_(ids)
    some = select(Citation.id).where(by_source).limit(MOST_COUNTED + 1).subquery()
    if (session.scalar(select(func.count()).select_from(some)) or 0) <= MOST_COUNTED:
        return by_source
    return exists().where(Source.id == Citation.source_id, Source.id.in_(ids)).correlate(Citation)


def _relied_on_by(outlet: Sequence[UUID]) -> Select[UUID]:
    """Return the query of the steps in the articles of an outlet, by its ids, and of those that it passed on."""
    before, step, inherited = aliased(Citation), aliased(Citation), aliased(Citation)
    beyond = select(step.id).join(before, step.via_id == before.id).where(before.source_id.in_(outlet))
    published = select(Appearance.id, Appearance.passage_id).join(Article, Appearance.article_id == Article.id)
    places = published.where(Article.publisher_id.in_(outlet)).subquery()
    own = select(Citation.id).where(Citation.appearance_id.in_(select(places.c.id)))
    of_voices = select(inherited.id).where(inherited.passage_id.in_(select(places.c.passage_id)))
    ids = union_all(beyond, own, of_voices).subquery()
    return select(ids.c.id)


def _outlets(session: Session, which: ColumnElement[bool]) -> list[tuple[Source, int]]:
    """Count steps by who relies on them, the most first."""
    before, own, inherited = aliased(Citation), aliased(Article), aliased(Article)
    relying = func.coalesce(before.source_id, own.publisher_id, inherited.publisher_id)
    counted = (
        select(relying.label("outlet_id"), func.count().label("steps"))
        .select_from(Citation)
        .outerjoin(before, Citation.via_id == before.id)
        .outerjoin(Appearance, Citation.appearance_id == Appearance.id)
        .outerjoin(own, Appearance.article_id == own.id)
        .outerjoin(Passage, Citation.passage_id == Passage.id)
        .outerjoin(Snapshot, Passage.snapshot_id == Snapshot.id)
        .outerjoin(inherited, Snapshot.article_id == inherited.id)
        .where(which)
        .group_by(relying)
        .subquery()
    )
    query = select(Source, counted.c.steps).join(counted, Source.id == counted.c.outlet_id).order_by(Source.id)
    outlets = Counter[Source]()
    for source, steps in session.execute(query):
        outlets[source.shown] += steps
    return outlets.most_common(MOST_OUTLETS)


def _with_places() -> list[Any]:
    of_passage = joinedload(Citation.passage).joinedload(Passage.snapshot).joinedload(Snapshot.article)
    of_appearance = joinedload(Citation.appearance).joinedload(Appearance.article)
    return [
        joinedload(Citation.entered_source),
        joinedload(Citation.via).joinedload(Citation.entered_source),
        of_appearance.joinedload(Article.entered_publisher),
        of_passage.joinedload(Article.entered_publisher),
    ]


def _reliances(session: Session, steps: Sequence[Citation], person: User) -> list[Reliance]:
    said = {row.id: _words(row) for row in session.execute(_texts([step.id for step in steps]))}
    led_to = _claims(session, steps, person)
    return [_reliance(step, said.get(step.id), led_to[step.appearance_id or step.passage_id]) for step in steps]


def _reliance(step: Citation, words: Words | None, places: Sequence[tuple[UUID, Claim]]) -> Reliance:
    article = step.appearance.article if step.appearance is not None else None
    if article is None and step.passage is not None:
        article = step.passage.snapshot.article
    assert article is not None
    return Reliance(
        step=step,
        outlet=step.via.source if step.via is not None else article.publisher,
        article=article,
        place=places[0][0] if places else None,
        words=words,
        claims=list({claim.id: claim for _, claim in places}.values()),
    )


def _claims(session: Session, steps: Sequence[Citation], person: User) -> dict[UUID | None, list[tuple[UUID, Claim]]]:
    """Return the standing appearances of claims that steps lead to, by the appearance or passage of the step."""
    own = [step.appearance_id for step in steps if step.appearance_id]
    passages = [step.passage_id for step in steps if step.passage_id]
    query = (
        select(Appearance.id, Appearance.passage_id, Claim)
        .join(Claim, Appearance.claim_id == Claim.id)
        .where(or_(Appearance.id.in_(own), Appearance.passage_id.in_(passages)))
        .where(Appearance.withdrawn.is_(False), Claim.withdrawn.is_(False))
        .options(joinedload(Claim.verdict))
        .order_by(Appearance.id)
    )
    found: dict[UUID | None, list[tuple[UUID, Claim]]] = defaultdict(list)
    for place, passage, claim in session.execute(query):
        if visible(claim, person):
            for thing in {place, passage} - {None}:
                found[thing].append((place, claim))
    return found


def _texts(ids: Sequence[UUID]) -> Select[Any]:
    """Return the query of the words of steps with what stands beside them, cut out of their texts by the database."""
    start = func.coalesce(Citation.named_start, Citation.cue_start)
    end = case((Citation.named_start.is_not(None), Citation.named_end), else_=Citation.cue_end)
    first = case((start > BESIDE, start - BESIDE), else_=0)
    return (
        select(
            Citation.id,
            Citation.cue,
            Citation.named_as,
            func.substr(Snapshot.text, first + 1, start - first).label("before"),
            func.substr(Snapshot.text, start + 1, end - start).label("words"),
            func.substr(Snapshot.text, end + 1, BESIDE).label("after"),
        )
        .join(Snapshot, Citation.cue_snapshot_id == Snapshot.id)
        .where(Citation.id.in_(ids), start.is_not(None))
    )


def _words(row: Row[Any]) -> Words:
    # A cue that was entered later stands in a newer text than the name, whose place is then not known in it.
    noted = row.named_as or row.cue
    if row.words != noted:
        return Words("", noted, "", row.cue)
    return Words(_end_of(row.before), row.words, _beginning_of(row.after), row.cue)


def _end_of(text: str) -> str:
    """Return the end of what stands before the words, from where a word begins."""
    return text if len(text) < BESIDE else f"… {text.partition(' ')[2]}"


def _beginning_of(text: str) -> str:
    return text if len(text) < BESIDE else f"{text.rpartition(' ')[0]} …"
