"""Trails as a report shows them: the steps of a quote's passage, then its own, as a tree from the reader outwards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from tracker.domain.reports.quotes import ReportArticle, ReportStep
from tracker.models import Appearance, Citation, Source
from tracker.services.reports import works
from tracker.services.reports.reading import Reading, grouped

Hop = tuple[Citation, Source]


def hops(reading: Reading, appearances: Collection[Appearance]) -> dict[UUID, list[Hop]]:
    """Return the steps of appearances and of the passages they inherit from, by the id of either."""
    ids = [appearance.id for appearance in appearances]
    passages = [appearance.passage_id for appearance in appearances if appearance.passage_id]
    query = select(Citation, Source).join(Source, Source.id == Citation.source_id)
    query = query.where(or_(Citation.appearance_id.in_(ids), Citation.passage_id.in_(passages)))
    rows = reading.session.execute(query.order_by(Citation.position, Citation.id))
    return grouped((hop.appearance_id or hop.passage_id, (hop, source.shown)) for hop, source in rows)  # type: ignore[misc]


@dataclass(frozen=True)
class Tree:
    """The steps of one appearance, by the step through which they came."""

    reading: Reading
    cited: dict[UUID, ReportArticle]
    via: dict[UUID | None, list[Hop]]

    def steps(self, via: UUID | None = None) -> tuple[ReportStep, ...]:
        """Return the steps that came through another, or those next to the reader."""
        return tuple(self._step(hop, source) for hop, source in self.via.get(via, ()))

    def _step(self, hop: Citation, source: Source) -> ReportStep:
        return ReportStep(
            id=hop.id,
            source=works.known_reference(source),
            named_as=hop.named_as,
            manner=hop.manner,
            stance=hop.stance,
            basis=hop.basis,
            cue=hop.cue,
            cited=self.cited.get(hop.cited_article_id) if hop.cited_article_id else None,
            note=hop.note,
            check=hop.check,
            read_as=hop.read_as,
            checked_by=self.reading.people.person(hop.checked_by_id),
            checked_at=hop.checked_at,
            inherited=hop.passage_id is not None,
            beyond=hop.beyond,
            had_from=self.steps(hop.id),
        )


def tree(reading: Reading, cited: dict[UUID, ReportArticle], hops: Sequence[Hop]) -> tuple[ReportStep, ...]:
    """Return steps as a tree; one whose ``via`` is not among them stands next to the reader."""
    known = {hop.id for hop, _ in hops}
    via: dict[UUID | None, list[Hop]] = {}
    for hop, source in hops:
        via.setdefault(hop.via_id if hop.via_id in known else None, []).append((hop, source))
    return Tree(reading, cited, via).steps()
