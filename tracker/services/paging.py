"""Lists by key: a page says where the next one begins, and costs the same wherever it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.domain.errors import NotFound

T = TypeVar("T")
R = TypeVar("R")

PAGE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows of a list, and the key after which the next page begins, or None at the end."""

    rows: Sequence[T]
    next_key: str | None

    def map(self, to_row: Callable[[Sequence[T]], Sequence[R]]) -> "Page[R]":
        """Return the same page with its rows made into others, all at once."""
        return Page(to_row(self.rows), self.next_key)


def newest_first(
    session: Session,
    query: Select[T],
    key: InstrumentedAttribute[UUID],
    *,
    after: str | None = None,
    limit: int = PAGE,
) -> Page[T]:
    """Return a page of a query by its ids, which rise with time, the newest first."""
    query = query.order_by(key.desc()).limit(limit + 1)
    if after:
        query = query.where(key < _id(after))
    rows = session.scalars(query).all()
    shown = rows[:limit]
    return Page(shown, str(getattr(shown[-1], key.key)) if len(rows) > limit else None)


def by_name(
    session: Session,
    query: Select[T],
    name: InstrumentedAttribute[str],
    key: InstrumentedAttribute[UUID],
    *,
    written: Callable[[T], str],
    after: str | None = None,
    limit: int = PAGE,
) -> Page[T]:
    """Return a page of a query by name, then id; ``written`` gives a row its name; the key of a page is ``id:name``."""
    query = query.order_by(name, key).limit(limit + 1)
    if after:
        query = query.where(_beyond(name, key, after))
    rows = session.scalars(query).all()
    shown = rows[:limit]
    if len(rows) <= limit:
        return Page(shown, None)
    return Page(shown, f"{getattr(shown[-1], key.key)}:{written(shown[-1])}")


def _beyond(name: InstrumentedAttribute[str], key: InstrumentedAttribute[UUID], after: str) -> ColumnElement[bool]:
    last_id, _, last_name = after.partition(":")
    return (name > last_name) | ((name == last_name) & (key > _id(last_id)))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("This page of the list does not exist. Begin again at its first page.") from None
