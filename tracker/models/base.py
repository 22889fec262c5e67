"""The four ways in which a table is kept, and how a row is found in the record.

*Recorded* rows change only together with an event. They are roots (things with a revision), parts of a root,
or written once. *Derived* rows can be rebuilt, *operational* rows may be lost, and *log* rows are the record itself.
"""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Integer, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from tracker.domain import chance

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Subject = tuple[str, UUID]
"""A thing that has a page: its kind and its id."""


class Base(DeclarativeBase):
    """What every table has in common."""

    metadata = MetaData(naming_convention=NAMING)
    keeping: ClassVar[str]


class Derived(Base):
    """A row that can be rebuilt from recorded rows or from the log."""

    __abstract__ = True
    keeping = "derived"


class Operational(Base):
    """A row that the desk could lose without losing anything it knows."""

    __abstract__ = True
    keeping = "operational"


class Logged(Base):
    """A row of the record itself; only the append at the commit writes it."""

    __abstract__ = True
    keeping = "log"


class Recorded(Base):
    """A row that never changes without an event in the same transaction."""

    __abstract__ = True
    keeping = "recorded"
    kind: ClassVar[str]
    secret: ClassVar[frozenset[str]] = frozenset()
    """Columns of which the log says that they changed, never the value."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=chance.new_id)

    @property
    def root(self) -> "Recorded":
        """Return the thing under whose revision this row's changes are counted."""
        return self

    def subjects(self) -> Iterable[Subject]:
        """List the things with a page whose trail shows a change of this row."""
        return [(self.kind, self.id)] if self.root is self else self.root.subjects()


class Root(Recorded):
    """A thing with a revision: each event that changes it or a part of it raises the revision by one."""

    __abstract__ = True
    rev: Mapped[int] = mapped_column(Integer, nullable=False, default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__dict__.get("rev", cls.rev), "version_id_generator": False}


class Part(Recorded):
    """A row that belongs to a root and changes under the root's revision."""

    __abstract__ = True

    @property
    def root(self) -> Recorded:
        raise TypeError(f"{type(self).__name__} does not say whose part it is")


class Once(Recorded):
    """A row that is written once and never changed or deleted."""

    __abstract__ = True


class Numbered:
    """A thing that people call by a short number, given out at the commit."""

    number: Mapped[int | None] = mapped_column(Integer, unique=True)
