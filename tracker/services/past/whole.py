"""What a report of the past is read from: an article with its claims, or the whole desk, as it stood after an event."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound, TooLarge
from tracker.models import Change, User
from tracker.services import articles, claim_filters, found_by
from tracker.services.history.replay import rows_by_table, streamed
from tracker.services.past import record
from tracker.services.past.filling import Row, fill
from tracker.services.past.pages import article_with_claims
from tracker.services.past.places import Place

MOST_CHANGES = 500_000
"""How many changes a desk may have made until then for the whole of it to be put together."""


@contextmanager
def report_session(
    now: Session,
    blank: Callable[[], AbstractContextManager[Session]],
    chosen: Mapping[str, str],
    place: Place | None,
    *,
    person: User,
) -> Iterator[Session]:
    """Give the session that a report is read from: the one of now, or at a place one of the past.

    ``chosen`` are filters as ``claim_filters`` reads them; where they name one article alone, no more than that is put
    together in what ``blank`` gives. Raises NotFound for an article that was not there, TooLarge for too large a desk.
    """
    if place is None:
        yield now
        return
    with blank() as then:
        _put_together(now, then, chosen, place)
        record.copy_head(now, then, place)
        _let_in(then, person)
        yield then


def _put_together(now: Session, blank: Session, chosen: Mapping[str, str], place: Place) -> None:
    asked = {name: chosen[name].strip() for name in claim_filters.NAMES if chosen.get(name, "").strip()}
    alone = asked["article"] if asked.keys() == {"article"} else ""
    if not (alone.isascii() and alone.isdecimal() and len(alone) < 10):
        _whole_desk(now, blank, place)
        if "text" in asked:
            found_by.learn_claims(blank)
    elif not article_with_claims(now, blank, articles.get_article(now, int(alone)), place):
        raise NotFound(f"The desk did not know of article {int(alone)} yet at that time.", field="as_of")


def _let_in(blank: Session, person: User) -> None:
    """Let somebody who came to the desk later stand on a report as the one who made it."""
    if blank.get(User, person.id) is None:
        columns = {column.name: getattr(person, column.name) for column in User.__table__.columns}
        blank.execute(insert(User), [columns | dict.fromkeys(User.secret, "")])


def _whole_desk(now: Session, blank: Session, place: Place) -> None:
    counted = select(Change.seq).where(Change.seq <= place.seq).limit(MOST_CHANGES + 1).subquery()
    if (now.scalar(select(func.count()).select_from(counted)) or 0) > MOST_CHANGES:
        raise TooLarge(
            f"The desk had made more than {MOST_CHANGES:,} changes by then, too many to put all of it together. "
            "Take the report on one article."
        )
    fill(blank, _rows(now, place))
    record.copy_claims_events(now, blank, None, place)


def _rows(now: Session, place: Place) -> Iterator[Row]:
    revisions = _revisions(now, place)
    for table, rows in rows_by_table(now, place.seq):
        yield from ((table, id, revisions.get(id, 1), columns) for id, columns in rows if columns)


def _revisions(now: Session, place: Place) -> dict[UUID, int]:
    query = select(Change.root_id, func.max(Change.rev).label("rev")).where(Change.seq <= place.seq)
    raised = query.group_by(Change.root_id).having(func.max(Change.rev) > 1)
    return {row.root_id: row.rev for row in streamed(now, raised)}
