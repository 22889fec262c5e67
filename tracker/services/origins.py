"""The origins of claims: what the rule of the domain looks at is gathered here, in a fixed number of statements."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, Select, String, and_, or_, select, type_coerce, union
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from tracker.domain import origins as rule
from tracker.domain.names import fold
from tracker.domain.origins import Origins
from tracker.domain.origins.graph import Copy, Graph, Id, Place, Ruling, Speaker, Step, Work
from tracker.domain.owners import Owning, Register
from tracker.domain.reports.origins import ReportOrigins, account
from tracker.domain.vocabulary import Basis, Relation, Standing
from tracker.models import (
    Anchor,
    Appearance,
    Article,
    Citation,
    Link,
    NearCopy,
    OriginRuling,
    Ownership,
    Snapshot,
    Source,
    Stake,
)
from tracker.services import same_claims


@dataclass(frozen=True)
class ClaimOrigins:
    """The origins of a claim, with the graph that they were worked out from."""

    graph: Graph
    origins: Origins

    def told(self) -> ReportOrigins:
        """Tell them as pages and reports do."""
        return account(self.graph, self.origins, as_id=_as_uuid)


def of_claim(session: Session, id: UUID) -> ClaimOrigins:
    """Work out the origins of a claim."""
    return of_claims(session, [id])[id]


def of_claims(session: Session, ids: Collection[UUID]) -> dict[UUID, ClaimOrigins]:
    """Work out the origins of some claims, in as many statements as for one."""
    facts = _Facts(session, ids)
    return {id: ClaimOrigins(graph, rule.origins(graph)) for id in ids for graph in [facts.graph(id)]}


class _Facts:
    """What is known of some claims, all of it read at once."""

    def __init__(self, session: Session, of: Collection[UUID]) -> None:
        self._session = session
        self._shown = _shown_as(session)
        self._same = same_claims.by_claim(session, of)
        ids = {id for same in self._same.values() for id in same}
        self._places = self._by_claim(_places(ids))
        self._steps = self._read_steps(ids)
        works = session.execute(_works(ids)).all()
        self._stakes = self._by_claim(_stakes(ids))
        self._rulings = self._by_claim(_rulings(ids))
        self._contradicting = self._by_claim(_contradicting(ids))
        self._copies = [Copy(*row) for row in session.execute(_copies(ids))]
        self._words = {appearance: fold(exact) for appearance, exact in session.execute(_words(ids))}
        self._owners = Register[Id](self._owned())
        self._speakers = {
            row.id: Speaker(*row) for row in session.execute(_speakers(map(_as_uuid, self._named(works))))
        }
        self._works = self._described(works)

    def _by_claim(self, query: Executable) -> dict[UUID, list[Any]]:
        """Return the rows of a query by claim, with those of what was merged into it."""
        found: dict[UUID, list[Any]] = {}
        for row in self._session.execute(query):
            found.setdefault(_as_uuid(row.claim_id), []).append(row)
        return same_claims.gathered(self._same, found)

    def graph(self, claim: UUID) -> Graph:
        """Put together what the rule looks at for one claim."""
        places = tuple(map(self._place, self._places[claim]))
        works = {place.work for place in places}
        return Graph(
            places=places,
            works=self._works,
            speakers=self._speakers,
            owners=self._owners,
            copies=tuple(copy for copy in self._copies if copy.one in works and copy.other in works),
            stakes=frozenset(self._as_shown(row.source_id) for row in self._stakes[claim]),
            rulings=tuple(map(self._ruling, self._rulings[claim])),
            contradicting=frozenset(row.article_id for row in self._contradicting[claim]) & works,
        )

    def _place(self, row: Any) -> Place:
        inherited = self._steps.get(row.passage_id, []) if row.passage_id is not None else []
        return Place(
            id=row.id,
            work=row.article_id,
            stance=row.stance,
            basis=row.basis or Basis.NOT_STATED,
            known_from=self._as_shown(row.known_from_id),
            beyond=row.beyond,
            steps=(*inherited, *self._steps.get(row.id, [])),
            words=self._words.get(row.id, ""),
        )

    def _ruling(self, row: Any) -> Ruling:
        confirmed = row.confirmed_by_id is not None
        return Ruling(self._as_shown(row.one_id), self._as_shown(row.other_id), row.joins, row.why, confirmed)

    def _read_steps(self, ids: Collection[UUID]) -> dict[UUID, list[Step]]:
        """Return steps by the appearance or the passage that they were entered on."""
        steps: dict[UUID, list[Step]] = {}
        for appearance, passage, source, known_from, id_, via, stance, basis, *rest in self._session.execute(
            _steps(ids)
        ):
            step = Step(id_, self._as_shown(source), via, stance, basis, self._as_shown(known_from), *rest)
            steps.setdefault(appearance or passage, []).append(step)
        return steps

    def _owned(self) -> Iterator[Owning[Id]]:
        for owned, owner, control, since, until in self._session.execute(_owners()):
            yield Owning(self._as_shown(owned), self._as_shown(owner), control, since, until)

    def _named(self, works: Iterable[Any]) -> set[Any]:
        """Return the ids of all sources that anything names, as they are shown."""
        steps = [step for of_one in self._steps.values() for step in of_one]
        named: set[Any] = {self._as_shown(work.publisher_id) for work in works}
        named.update(step.source for step in steps)
        named.update(step.known_from for step in steps)
        named.update(self._as_shown(row.known_from_id) for rows in self._places.values() for row in rows)
        named.update(self._as_shown(row.source_id) for rows in self._stakes.values() for row in rows)
        named.update(
            self._as_shown(end) for rows in self._rulings.values() for row in rows for end in (row.one_id, row.other_id)
        )
        for source in list(named - {None}):
            named.update(self._owners.reached(source))
        return named - {None}

    def _described(self, works: Iterable[Any]) -> dict[Id, Work]:
        authors = {fold(speaker.name): speaker.id for speaker in self._speakers.values()}
        return {
            row.id: Work(
                row.id,
                row.title,
                self._as_shown(row.publisher_id),
                row.published,
                row.version > 0,
                row.repost_of_id,
                authors.get(fold(row.byline)) if row.byline else None,
            )
            for row in works
        }

    def _as_shown(self, source: Any) -> Any:
        return self._shown.get(source, source) if source is not None else None


def _raw(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Read an id as the engine keeps it: the rule only compares ids, and ten thousand steps have fifty thousand."""
    return type_coerce(column, String).label(column.key)


def _as_uuid(raw: Any) -> UUID:
    return raw if isinstance(raw, UUID) else UUID(raw)


def _shown_as(session: Session) -> dict[Any, Any]:
    """Return as which source each one that was merged is shown."""
    merged = select(_raw(Source.id), _raw(Source.merged_into_id)).where(Source.merged_into_id.is_not(None))
    into = {row.id: row.merged_into_id for row in session.execute(merged)}
    shown = {}
    for one in into:
        last, passed = into[one], {one}
        while last in into and last not in passed:
            passed.add(last)
            last = into[last]
        shown[one] = last
    return shown


def _standing(ids: Collection[UUID]) -> Any:
    return and_(Appearance.claim_id.in_(ids), Appearance.withdrawn.is_(False))


def _places(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    columns = (
        _raw(Appearance.claim_id),
        _raw(Appearance.id),
        _raw(Appearance.article_id),
        _raw(Appearance.passage_id),
        Appearance.stance,
    )
    known = (Appearance.basis, _raw(Appearance.known_from_id), Appearance.beyond)
    return select(*columns, *known).where(_standing(ids)).order_by(Appearance.id)


def _entered_on(ids: Collection[UUID]) -> Any:
    """Return the condition on steps that were entered on the appearances of some claims, or on their passages."""
    appearances = select(Appearance.id).where(_standing(ids))
    passages = select(Appearance.passage_id).where(_standing(ids), Appearance.passage_id.is_not(None))
    return or_(Citation.appearance_id.in_(appearances), Citation.passage_id.in_(passages))


def _steps(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    on = _raw(Citation.appearance_id), _raw(Citation.passage_id)
    return (
        select(
            *on,
            _raw(Citation.source_id),
            _raw(Citation.known_from_id),
            _raw(Citation.id),
            _raw(Citation.via_id),
            Citation.stance,
            Citation.basis,
            Citation.beyond,
            _raw(Citation.cited_article_id),
            Citation.check,
            Citation.read_as,
        )
        .where(_entered_on(ids))
        .order_by(Citation.position, Citation.id)
    )


def _works(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of the articles that some claims appear in, and of those that their trails cite."""
    carrying = select(Appearance.article_id).where(_standing(ids))
    cited = select(Citation.cited_article_id).where(_entered_on(ids), Citation.cited_article_id.is_not(None))
    columns = (_raw(Article.id), Article.title, _raw(Article.publisher_id), Article.published, Article.version)
    query = select(*columns, _raw(Article.repost_of_id), Article.byline)
    return query.where(Article.id.in_(union(carrying, cited)))


def _speakers(ids: Iterable[UUID]) -> Select[*tuple[Any, ...]]:
    return select(_raw(Source.id), Source.name, Source.source_kind, Source.owners_examined, Source.number).where(
        Source.id.in_(ids)
    )


def _owners() -> Select[*tuple[Any, ...]]:
    columns = (_raw(Ownership.owned_id), _raw(Ownership.owner_id), Ownership.control, Ownership.since, Ownership.until)
    return select(*columns).where(Ownership.standing == Standing.CONFIRMED)


def _stakes(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    return select(_raw(Stake.claim_id), _raw(Stake.source_id)).where(Stake.claim_id.in_(ids))


def _rulings(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    columns = (
        _raw(OriginRuling.claim_id),
        OriginRuling.id,
        OriginRuling.joins,
        _raw(OriginRuling.one_id),
        _raw(OriginRuling.other_id),
    )
    query = select(*columns, OriginRuling.why, OriginRuling.confirmed_by_id)
    return query.where(OriginRuling.claim_id.in_(ids)).order_by(OriginRuling.id)


def _contradicting(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of the articles in which claims stand that contradict some others."""
    against = and_(Link.relation == Relation.CONTRADICTS, Link.withdrawn.is_(False))
    one = select(Link.claim_id.label("claim_id"), Link.other_id.label("other_id")).where(
        against, Link.claim_id.in_(ids)
    )
    other = select(Link.other_id, Link.claim_id).where(against, Link.other_id.in_(ids))
    pairs = union(one, other).subquery()
    query = select(pairs.c.claim_id, _raw(Appearance.article_id)).join(
        Appearance, Appearance.claim_id == pairs.c.other_id
    )
    return query.where(Appearance.withdrawn.is_(False))


def _copies(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of near-copies among the articles that some claims appear in."""
    works = select(Appearance.article_id).where(_standing(ids))
    one, other = aliased(Snapshot), aliased(Snapshot)
    return (
        select(_raw(one.article_id), _raw(other.article_id), NearCopy.share)
        .join(one, one.id == NearCopy.snapshot_id)
        .join(other, other.id == NearCopy.other_id)
        .where(one.article_id.in_(works), other.article_id.in_(works))
        .order_by(NearCopy.id)
    )


def _words(ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Return the query of quotes, the newest of each appearance last."""
    query = select(_raw(Anchor.appearance_id), Anchor.exact).join(Appearance, Appearance.id == Anchor.appearance_id)
    return query.where(_standing(ids)).order_by(Anchor.id)
