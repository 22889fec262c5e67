"""The terms on which the trail is told or handed out, beside what a person may see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.roles import Permission
from tracker.models import Event, User
from tracker.services.access import sealed_rows


@dataclass(frozen=True)
class Terms:
    """What of the trail is left out, what the desk's people are called in it, and whether long texts stand whole.

    Of the rows of tables in ``without`` no values are told, and of others only where they belong to one of the things
    in ``roots``, if that is said. ``people`` are called by these names, or by their own. What is told ``outside`` the
    desk holds nothing sealed, not even the assessment of whoever takes it out.
    """

    without: frozenset[str] = frozenset()
    roots: frozenset[UUID] | None = None
    people: Mapping[UUID, str] | None = None
    whole: bool = False
    outside: bool = False

    def sealed(self, session: Session, seqs: Collection[int], person: User) -> frozenset[UUID]:
        """Return the rows, changed by some events, that are sealed to a person."""
        return sealed_rows(session, seqs, None if self.outside else person)

    def tell_row(self, table: str, row_id: UUID, root_id: UUID, person: User) -> bool:
        """Tell whether what a row holds is told to a person; what an event says of itself always is."""
        within = self.roots is None or root_id in self.roots or table == Event.__tablename__
        return within and table not in self.without and may_see_row(table, row_id, person)


AS_ON_PAGES = Terms()


def may_see_row(table: str, row_id: UUID, person: User) -> bool:
    """Tell whether a person may read what a row holds: of people, only who may read them, and each their own."""
    return table != "users" or row_id == person.id or person.may(Permission.READ_PEOPLE)
