"""Searching the trail of the desk: for words in what was said or changed, anywhere or in one column."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session

from tracker.domain.entries import Entry
from tracker.domain.labels import LABELS
from tracker.domain.names import fold
from tracker.models import Change, Disclosure, Event, User
from tracker.services import search
from tracker.services.access import unsealed_changes
from tracker.services.history import Filters, events_of_desk
from tracker.services.history.entries import entries
from tracker.services.history.replay import streamed
from tracker.services.history.terms import may_see_row
from tracker.services.paging import PAGE, Page

WINDOW = 20_000
"""Changes that one page looks through at most: what it costs does not grow with the log."""

_NAMED = ("article", "claim", "source")


@dataclass(frozen=True)
class Sought:
    """Words to look for, folded as names are, and the column to look in, as ``table.column``; either may be empty."""

    words: str = ""
    column: str = ""

    def __bool__(self) -> bool:
        return bool(fold(self.words) or self.column)


@dataclass(frozen=True)
class Hits:
    """A page of what was found, the newest first, and how far back was looked; None is to the beginning."""

    page: Page[Entry]
    looked_to: datetime | None


_GRADES = frozenset({"source_grades", "information_grades"})


def columns(*, graded: bool = True) -> dict[str, list[tuple[str, str]]]:
    """Return the columns that can be looked in, as ``table.column`` with their labels, by what they belong to.

    On a desk that is not ``graded``, those of grades are left out.
    """
    return {
        table.replace("_", " ").capitalize(): [(f"{table}.{column}", label) for column, label in of_table.items()]
        for table, of_table in LABELS.items()
        if of_table and (graded or table not in _GRADES)
    }


def find(
    session: Session,
    filters: Filters,
    sought: Sought,
    *,
    person: User,
    before: int | None = None,
    limit: int = PAGE,
) -> Hits:
    """Look through the events that filters leave, WINDOW of the log a page, from a place in it backwards."""
    head = before if before is not None else (session.scalar(select(func.max(Event.seq))) or 0) + 1
    floor = max(0, head - WINDOW)
    needle = _Needle.of(session, sought.words)
    asked = _asked(events_of_desk(filters, person=person), sought.column, floor, head, person)
    with closing(streamed(session, asked)) as rows:
        hits = list(_hits(rows, needle, sought.column, person, limit + 1))
    more = len(hits) > limit
    events = session.scalars(select(Event).where(Event.seq.in_(hits[:limit])).order_by(Event.seq.desc())).all()
    next_key = hits[limit - 1] if more else floor
    looked_to = session.scalar(select(Event.at).where(Event.seq == next_key)) if next_key else None
    return Hits(Page(entries(session, events, person=person), str(next_key) if next_key else None), looked_to)


def _asked(events: Select[Event], column: str, floor: int, head: int, person: User) -> Select[*tuple[Any, ...]]:
    """Return the query of the changes to look through, with their values, the newest first."""
    table, _, name = column.partition(".")
    seen = events.with_only_columns(Event.seq).where(Event.seq >= floor, Event.seq < head).subquery()
    joined = and_(Disclosure.seq == Change.seq, Disclosure.position == Change.position)
    query = select(Change.seq, Change.table_name, Change.row_id, Disclosure.fields).join(Disclosure, joined)
    query = query.where(Change.seq.in_(select(seen.c.seq)), unsealed_changes(person)).order_by(
        Change.seq.desc(), Change.position
    )
    if column:
        query = query.where(Change.table_name == table, Disclosure.fields.contains(f'"{name}":[', autoescape=True))
    return query


_LETTERS = re.compile(r"[^\W_]+")
_ESCAPED = re.compile(r"\\(?:u[0-9a-f]{4}|.)")


@dataclass(frozen=True)
class _Needle:
    """What a value must hold: words, or the id of something that is called so."""

    words: str
    ids: frozenset[str]

    def may_be_in(self, written: str) -> bool:
        """Tell whether values may hold it, from the JSON that they are written in, which is quicker than to read it."""
        if any(thing in written for thing in self.ids):
            return True
        # Punctuation folds to something only where it stands alone.
        longest = max(_LETTERS.findall(self.words), key=len, default="")
        return longest in fold(_ESCAPED.sub(" ", written))

    @classmethod
    def of(cls, session: Session, typed: str) -> "_Needle":
        words = fold(typed)
        if not words:
            return cls("", frozenset())
        ids = {thing for kind, thing in search.best_of_all(session, typed) if kind in _NAMED}
        people = session.execute(select(User.id, User.name))
        ids |= {one.id for one in people if words in fold(one.name)}
        return cls(words, frozenset(map(str, ids)))

    def is_in(self, value: Any) -> bool:
        if isinstance(value, (list, dict)):
            inner = value.values() if isinstance(value, dict) else value
            return any(map(self.is_in, inner))
        return value is not None and (value in self.ids or self.words in fold(str(value)))


def _hits(
    rows: Iterator[Row[*tuple[Any, ...]]], needle: _Needle, column: str, person: User, most: int
) -> Iterator[int]:
    """Yield the places of events that hold what is sought, each once, and no more than are wanted."""
    last, found, name = -1, 0, column.partition(".")[2]
    for row in rows:
        if row.seq == last or not (row.table_name == "events" or may_see_row(row.table_name, row.row_id, person)):
            continue
        if needle.may_be_in(row.fields) and _holds(json.loads(row.fields), needle, name):
            yield row.seq
            last, found = row.seq, found + 1
            if found == most:
                return


def _holds(fields: dict[str, Any], needle: _Needle, column: str) -> bool:
    values = [pair for name, pair in fields.items() if not column or name == column]
    if not needle.words:
        return bool(values)
    return any(needle.is_in(pair[1]) for pair in values if isinstance(pair, list))
