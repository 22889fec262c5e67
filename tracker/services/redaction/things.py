"""To which things with a page a field belongs: those whose trail and page shall say that words of it were withheld."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models import Edition, EditionFile, Event, Evidence, Recorded, Snapshot, Subject
from tracker.services.redaction.copies import Key

WITH_PAGE = ("article", "capture", "case", "claim", "correction", "person", "report", "source")
"""The kinds of things that have a page."""

_MODELS: dict[str, type[Recorded]] = {
    mapper.class_.kind: mapper.class_ for mapper in Recorded.registry.mappers if issubclass(mapper.class_, Recorded)
}


def things_of(session: Session, roots: Mapping[Key, tuple[str, UUID]]) -> dict[Key, frozenset[Subject]]:
    """Return the things with a page that fields are part of, given the root of each field's row."""
    by_root = _of_roots(session, set(roots.values()))
    by_event = _of_events(session, [key.row_id for key in roots if key.table == "events"])
    cut = _of_captures(session, [key.row_id for key in roots if key.table == "captures"])
    return {
        key: frozenset(
            thing
            for thing in {*by_root.get(root, ()), *by_event.get(key.row_id, ()), *cut.get(key.row_id, ())}
            if thing[0] in WITH_PAGE
        )
        for key, root in roots.items()
    }


def _of_roots(session: Session, roots: Collection[tuple[str, UUID]]) -> dict[tuple[str, UUID], list[Subject]]:
    found: dict[tuple[str, UUID], list[Subject]] = {}
    for kind in sorted({kind for kind, _ in roots} & _MODELS.keys()):
        ids = [id for other, id in roots if other == kind]
        model = _MODELS[kind]
        for row in session.scalars(select(model).where(model.id.in_(ids))):
            found[kind, row.id] = list(row.subjects())
    return found


def _of_events(session: Session, ids: Collection[UUID]) -> dict[UUID, list[Subject]]:
    query = select(Event.id, Event.about_kind, Event.about_id).where(Event.id.in_(ids), Event.about_id.is_not(None))
    return {id: [(kind, about)] for id, kind, about in session.execute(query) if about is not None}


def _of_captures(session: Session, ids: Collection[UUID]) -> dict[UUID, list[Subject]]:
    """Return what was cut from captures, and what they are the files of: claims, and published reports."""
    found: dict[UUID, list[Subject]] = {}
    articles = select(Snapshot.capture_id, Snapshot.article_id).where(Snapshot.capture_id.in_(ids)).distinct()
    for capture_id, article_id in session.execute(articles):
        found.setdefault(capture_id, []).append(("article", article_id))
    claims = select(Evidence.capture_id, Evidence.claim_id).where(Evidence.capture_id.in_(ids)).distinct()
    for file_id, claim_id in session.execute(claims):
        if file_id is not None:
            found.setdefault(file_id, []).append(("claim", claim_id))
    published = select(EditionFile.capture_id, Edition.report_id).join(EditionFile.edition)
    for file_id, report_id in session.execute(published.where(EditionFile.capture_id.in_(ids)).distinct()):
        found.setdefault(file_id, []).append(("report", report_id))
    return found


def as_kept(things: Iterable[Subject]) -> list[list[str]]:
    """Return things as a row keeps them."""
    return [[kind, str(id)] for kind, id in sorted(things)]
