"""The grades that pages show, where the desk grades."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.models import InformationGrade, Source, SourceGrade
from tracker.services import grades
from tracker.web.desk import desk


def on_source(session: Session, source: Source) -> list[SourceGrade] | None:
    """Return the grades that the page of a source shows, None where the desk does not grade."""
    return grades.of_source(session, source) if desk().settings.grades else None


def on_places(session: Session, ids: Collection[UUID]) -> dict[UUID, list[InformationGrade]] | None:
    """Return the grades that the page of a claim shows, by appearance, None where the desk does not grade."""
    return grades.of_appearances(session, ids) if desk().settings.grades else None
