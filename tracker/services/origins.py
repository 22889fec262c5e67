"""The origins of claims: what the rule of the domain looks at is gathered here, in a fixed number of statements."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from tracker.domain import origins as rule
from tracker.domain.names import fold
from tracker.domain.origins import Origins
from tracker.domain.origins.graph import Copy, Graph, Id, Place, Ruling, Speaker, Step, Work
from tracker.domain.owners import Owning, Register
from tracker.domain.reports.origins import ReportOrigins, account
from tracker.domain.vocabulary import Basis, Beyond, ReadAs, Stance, StepCheck
from tracker.services import origin_queries as queries
from tracker.services import same_claims

_Said = tuple[Stance | None, Basis, Beyond, StepCheck, ReadAs | None]


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
        self._places = self._by_claim(queries.places(ids))
        self._steps = self._read_steps(ids)
        works = session.execute(queries.works(ids)).all()
        self._stakes = self._by_claim(queries.stakes(ids))
        self._rulings = self._by_claim(queries.rulings(ids))
        self._contradicting = self._by_claim(queries.contradicting(ids))
        self._copies = [Copy(*row) for row in session.execute(queries.copies(ids))]
        self._words = {appearance: fold(exact) for appearance, exact in session.execute(queries.words(ids))}
        self._owners = Register[Id](self._owned())
        self._speakers = {
            row.id: Speaker(*row) for row in session.execute(queries.speakers(map(_as_uuid, self._named(works))))
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
        for appearance, passage, source, known_from, id_, via, cited, *said in self._session.execute(
            queries.steps(ids)
        ):
            stance, basis, beyond, check, read_as = _in_words(*said)
            known_from = self._as_shown(known_from)
            step = Step(id_, self._as_shown(source), via, stance, basis, known_from, beyond, cited, check, read_as)
            steps.setdefault(appearance or passage, []).append(step)
        return steps

    def _owned(self) -> Iterator[Owning[Id]]:
        for owned, owner, control, since, until in self._session.execute(queries.owners()):
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
        # Folding two thousand names takes as long as the rule.
        named = any(row.byline for row in works)
        authors = {fold(speaker.name): speaker.id for speaker in self._speakers.values()} if named else {}
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


@cache
def _in_words(stance: str | None, basis: str, beyond: str, check: str, read_as: str | None) -> _Said:
    """Return what is known of a step in the words of the closed lists; few steps differ in it."""
    return (
        None if stance is None else Stance(stance),
        Basis(basis),
        Beyond(beyond),
        StepCheck(check),
        None if read_as is None else ReadAs(read_as),
    )


def _as_uuid(raw: Any) -> UUID:
    return raw if isinstance(raw, UUID) else UUID(raw)


def _shown_as(session: Session) -> dict[Any, Any]:
    """Return as which source each one that was merged is shown."""
    into = {row.id: row.merged_into_id for row in session.execute(queries.merged())}
    shown = {}
    for one in into:
        last, passed = into[one], {one}
        while last in into and last not in passed:
            passed.add(last)
            last = into[last]
        shown[one] = last
    return shown
