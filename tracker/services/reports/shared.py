"""What the claims of a report share: people, sources, captures, articles with their versions, owners, passages."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.domain.reports.things import Row, Thing
from tracker.models import (
    Appearance,
    Article,
    Capture,
    Citation,
    NearCopy,
    Ownership,
    Passage,
    Recorded,
    Snapshot,
    Source,
    SourceName,
)
from tracker.services.access import visible
from tracker.services.reports.reading import Reading
from tracker.services.reports.rows import Writer, nearest_first, pointed_to

AT_ONCE = 500
Found = dict[str, list[Any]]


class Shared:
    """Tells each thing that claims share once, before the first of those that point to it."""

    def __init__(self, reading: Reading, writer: Writer) -> None:
        self._reading, self._writer = reading, writer
        self._told: dict[str, dict[UUID, None]] = defaultdict(dict)

    def before(self, rows: Collection[Recorded]) -> Iterator[Thing]:
        """Yield what some rows of claims rest on and was not told yet, the passages of their articles included."""
        passages = self._passages({row.article_id for row in rows if isinstance(row, Appearance)})
        found = self._all_behind([*rows, *passages])
        yield from (self._thing("person", [row]) for row in found["users"])
        yield from self._sources(found)
        for row in found["captures"]:
            yield Thing("capture", row.id, (self._long(row, Capture.content),))
        yield from self._articles(found)
        yield from (self._thing("ownership", [row]) for row in found["ownerships"])
        yield from self._with_their_trails(passages)

    def near_copies(self) -> Iterator[Thing]:
        """Yield which of the versions that were told are near-copies of each other."""
        told = self._told["snapshots"]
        for some in _some(list(told)):
            for copy in self._rows(select(NearCopy).where(NearCopy.snapshot_id.in_(some))):
                if copy.other_id in told:
                    yield self._thing("near_copy", [copy])

    def _all_behind(self, rows: Iterable[Recorded]) -> Found:
        """Return all that rows rest on, over any number of steps, by table and by id, but for what was told."""
        found: Found = defaultdict(list)
        fresh = list(rows)
        while fresh:
            fresh = list(self._next(pointed_to(fresh)))
            for row in fresh:
                found[row.__tablename__].append(row)
                self._told[row.__tablename__][row.id] = None
        for of_table in found.values():
            of_table.sort(key=lambda row: row.id)
        return found

    def _next(self, wanted: dict[str, set[UUID]]) -> Iterator[Recorded]:
        people = self._reading.people.users
        yield from (people[id] for id in sorted(wanted["users"] - self._told["users"].keys()))
        yield from self._rows(select(Capture).where(Capture.id.in_(self._new(wanted, "captures"))))
        sources = self._new(wanted, "sources")
        if sources:
            # Whatever was merged into a source is told with it, as reports show them.
            kin = self._rows(select(Source).where(or_(Source.id.in_(sources), Source.merged_into_id.in_(sources))))
            new = [source for source in kin if source.id not in self._told["sources"]]
            yield from new
            owned = Ownership.owned_id.in_([source.id for source in new])
            yield from self._rows(select(Ownership).where(owned))
        articles = self._new(wanted, "articles") | self._articles_of(self._new(wanted, "snapshots"))
        if articles:
            yield from self._rows(select(Article).where(Article.id.in_(articles)))
            yield from self._rows(select(Snapshot).where(Snapshot.article_id.in_(articles)))

    def _new(self, wanted: dict[str, set[UUID]], table: str) -> set[UUID]:
        return wanted[table] - self._told[table].keys()

    def _articles_of(self, snapshots: set[UUID]) -> set[UUID]:
        if not snapshots:
            return set()
        query = select(Snapshot.article_id).where(Snapshot.id.in_(snapshots))
        return set(self._reading.session.scalars(query)) - self._told["articles"].keys()

    def _sources(self, found: Found) -> Iterator[Thing]:
        ids = [source.id for source in found["sources"]]
        names: dict[UUID, list[Recorded]] = defaultdict(list)
        for name in self._rows(select(SourceName).where(SourceName.source_id.in_(ids))):
            names[name.source_id].append(name)
        for source in nearest_first(found["sources"], "merged_into_id"):
            yield self._thing("source", [source, *names[source.id]])

    def _articles(self, found: Found) -> Iterator[Thing]:
        versions: dict[UUID, list[Snapshot]] = defaultdict(list)
        for snapshot in found["snapshots"]:
            versions[snapshot.article_id].append(snapshot)
        for article in nearest_first(found["articles"], "repost_of_id"):
            of_article = sorted(versions[article.id], key=lambda one: one.version)
            rows = [self._writer.row(article), *(self._long(one, Snapshot.text) for one in of_article)]
            yield Thing("article", article.id, tuple(rows))

    def _long(self, kept: Capture | Snapshot, column: InstrumentedAttribute[Any]) -> Row:
        # Asked for as a column, so that nothing holds on to it.
        query = select(column).where(type(kept).id == kept.id)
        row = self._writer.row(kept, short=True)
        return Row(row.table, {**row.columns, column.key: self._reading.session.scalars(query).one()})

    def _passages(self, articles: set[UUID]) -> list[Recorded]:
        """Return the passages of articles, with the steps of their trails, each once in a report."""
        new = articles - self._told["passages of"].keys()
        self._told["passages of"].update(dict.fromkeys(new))
        where = Passage.snapshot_id.in_(select(Snapshot.id).where(Snapshot.article_id.in_(new)))
        passages = self._rows(select(Passage).where(where)) if new else []
        ids = [passage.id for passage in passages]
        return [*passages, *self._rows(select(Citation).where(Citation.passage_id.in_(ids)))] if ids else []

    def _with_their_trails(self, rows: Collection[Recorded]) -> Iterator[Thing]:
        trails: dict[UUID, list[Citation]] = defaultdict(list)
        for row in rows:
            if isinstance(row, Citation) and row.passage_id is not None:
                trails[row.passage_id].append(row)
        for passage in (row for row in rows if isinstance(row, Passage)):
            yield self._thing("passage", [passage, *nearest_first(trails[passage.id], "via_id")])

    def _rows(self, query: Select[*tuple[Any, ...]]) -> list[Any]:
        rows = self._reading.session.scalars(query).all()
        return sorted((row for row in rows if visible(row, self._reading.person)), key=lambda row: row.id)

    def _thing(self, kind: str, rows: Sequence[Recorded]) -> Thing:
        return Thing(kind, rows[0].id, tuple(map(self._writer.row, rows)))


def _some(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for first in range(0, len(ids), AT_ONCE):
        yield ids[first : first + AT_ONCE]
