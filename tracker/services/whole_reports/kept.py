"""What the desk has already of some things of a report, and what they point to: read at once for many things."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain.names import fold
from tracker.domain.reasons import DEFAULT_REASONS, Reason
from tracker.domain.reports.things import Row, Thing
from tracker.models import Recorded, Scale, Tag, Verdict
from tracker.services.reports.rows import LONG, MODELS, POINTERS, Writer

_AT_ONCE = 500
_BY_NAME = ("verdicts", "tags", "scales")
_TOLD = ("key", "label", "definition", "rating", "mark", "gated")
"""What reports tell of a verdict; who may decide it, and its place on the line, is each desk's own."""
# Numbers may differ from desk to desk, and how far work has come; bytes and texts have their hashes.
_NOT_COMPARED = LONG | {"number", "stage", "set_aside_because", "taken_by_id"}


class Kept:
    """Rows of the desk by table and id, those that are taken in along with them; verdicts by key, tags by name."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._writer = Writer(session, names=True)
        self._rows: dict[tuple[str, UUID], Recorded] = {}
        self._scales: dict[int, Scale] = {}
        self._verdicts: dict[tuple[int, str], Verdict] = {}
        self._tags: dict[str, Tag] = {tag.folded: tag for tag in session.scalars(select(Tag))}
        with_rows = (selectinload(Scale.verdicts), selectinload(Scale.own_reasons))
        for scale in session.scalars(select(Scale).options(*with_rows)):
            self.add_scale(scale)

    def load(self, things: Iterable[Thing]) -> None:
        """Read what the desk has of some things, and of what they point to."""
        wanted: dict[str, set[UUID]] = defaultdict(set)
        for row in (row for thing in things for row in thing.rows if row.table not in _BY_NAME):
            if "id" in row.columns:
                wanted[row.table].add(row.columns["id"])
            for column, target in POINTERS[row.table].items():
                if row.columns[column] is not None and target not in _BY_NAME:
                    wanted[target].add(row.columns[column])
        for table, ids in wanted.items():
            model = MODELS[table]
            for some in _some(sorted(ids)):
                for kept in self.session.scalars(select(model).where(model.id.in_(some))):
                    self._rows[table, kept.id] = kept

    def find(self, table: str, id: UUID) -> Recorded | None:
        """Return a row of the desk, if it has that."""
        return self._rows.get((table, id))

    def pointed_to(self, row: Row) -> Mapping[str, Recorded | None]:
        """Return by column what a row points to, None where the desk does not have it; what points nowhere is left.

        So are tags, which are made where they are wanted.
        """
        values = ((column, target, row.columns[column]) for column, target in POINTERS[row.table].items())
        return {
            column: self._verdicts.get(value) if target == "verdicts" else self._rows.get((target, value))
            for column, target, value in values
            if value is not None and target != "tags"
        }

    def add(self, row: Recorded) -> None:
        """Let what comes after a row point to it."""
        self._rows[row.__tablename__, row.id] = row

    def add_scale(self, scale: Scale) -> None:
        """Let verdicts of a scale be pointed to."""
        self._scales[scale.version] = scale
        self._verdicts.update(((scale.version, verdict.key), verdict) for verdict in scale.verdicts)

    def tag(self, name: str) -> Tag:
        """Return the tag that a word is, made where no claim had it."""
        folded = fold(name)
        if folded not in self._tags:
            self._tags[folded] = Tag(name=name, folded=folded)
            self.session.add(self._tags[folded])
        return self._tags[folded]

    def differences(self, thing: Thing) -> list[str] | None:
        """Return in what the desk's rows differ from those of a thing, none where all are the same.

        That is None for a thing of which the desk has nothing.
        """
        if thing.kind == "scale":
            return self._scale_differences(thing)
        rows = [(row, self._rows.get((row.table, row.columns["id"]))) for row in thing.rows]
        known = [(row, kept) for row, kept in rows if kept is not None]
        if not known:
            return None
        if thing.kind == "person":
            return []
        found = [f"{row.table}.{column}" for row, kept in known for column in self._differing(row, kept)]
        missing = sorted({row.table for row, kept in rows if kept is None})
        return list(dict.fromkeys(found)) + [f"{table} that it does not have" for table in missing]

    def _differing(self, row: Row, kept: Recorded) -> Iterator[str]:
        written = self._writer.row(kept, short=True).columns
        for column, value in row.columns.items():
            if column in _NOT_COMPARED or written[column] == value:
                continue
            # A tag is the same word however it was typed.
            if column != "tag_id" or fold(written[column]) != fold(value):
                yield column

    def _scale_differences(self, thing: Thing) -> list[str] | None:
        [said] = thing.of("scales")
        kept = self._scales.get(said["version"])
        if kept is None:
            return None
        asked = sorted(thing.of("verdicts"), key=lambda one: one["position"])
        here = [{name: getattr(verdict, name) for name in _TOLD} for verdict in kept.verdicts]
        if here != [{name: verdict[name] for name in _TOLD} for verdict in asked]:
            return ["verdicts"]
        ticks = sorted(thing.of("scale_reasons"), key=lambda one: one["position"])
        reasons = tuple(Reason(one["key"], one["label"], one["sentence"], one["template"]) for one in ticks)
        return [] if kept.reasons == (reasons or DEFAULT_REASONS) else ["scale_reasons"]


def _some(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for first in range(0, len(ids), _AT_ONCE):
        yield ids[first : first + _AT_ONCE]
