"""The terms on which the trail is told or handed out, beside what a person may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tracker.domain.roles import Permission
from tracker.models import Event, User


@dataclass(frozen=True)
class Terms:
    """What of the trail is left out, what the desk's people are called in it, and whether long texts stand whole.

    Of the rows of tables in ``without`` no values are told, and of others only where they belong to one of the things
    in ``roots``, if that is said. ``people`` are called by these names, or by their own.
    """

    without: frozenset[str] = frozenset()
    roots: frozenset[UUID] | None = None
    people: Mapping[UUID, str] | None = None
    whole: bool = False

    def tell_row(self, table: str, row_id: UUID, root_id: UUID, person: User) -> bool:
        """Tell whether what a row holds is told to a person; what an event says of itself always is."""
        within = self.roots is None or root_id in self.roots or table == Event.__tablename__
        return within and table not in self.without and may_see_row(table, row_id, person)


AS_ON_PAGES = Terms()


def may_see_row(table: str, row_id: UUID, person: User) -> bool:
    """Tell whether a person may read what a row holds: of people, only who may read them, and each their own."""
    return table != "users" or row_id == person.id or person.may(Permission.READ_PEOPLE)
