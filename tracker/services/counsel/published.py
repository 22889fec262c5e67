"""What goes along with a published version of a report so that anyone can check it: its files and their record."""

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tracker.domain.actions import Action
from tracker.domain.bundles import Bundle
from tracker.domain.errors import NotFound
from tracker.domain.reports.people import Desk
from tracker.models import Article, Capture, Edition, EditionClaim, EditionFile, Event, Report, Subject, User
from tracker.services import bundles
from tracker.services.counsel.belonging import roots_of
from tracker.services.counsel.events import events_of, terms_of_proofs
from tracker.services.counsel.scopes import read


def bundle_of(session: Session, edition: Edition, *, desk: Desk, person: User) -> Bundle:
    """Return the bundle of a published version: its files, and the events on what it tells up to its publication.

    Nothing is told of the desk's own people and notes. The session must see one moment, and stay open until the bundle
    is written. Raises Refusal where no seal covers the publication yet.
    """
    number = edition.report.number or 0
    scope = read(session, Report.kind, number, person=person)
    every = events_of(scope, notes=False, person=person, upto=_published(session, edition))
    told = set(session.scalars(select(EditionClaim.claim_id).where(EditionClaim.edition_id == edition.id)))
    claims = [(claim.kind, claim.id) for claim in scope.claims if claim.id in told]
    things: list[Subject] = [
        (Report.kind, edition.report_id),
        *claims,
        *((Article.kind, article.id) for article in scope.articles),
    ]
    return bundles.gather(
        session,
        every,
        things,
        desk=desk,
        person=person,
        files=_files(session, edition),
        terms=terms_of_proofs(roots_of(session, scope, every), notes=False),
    )


def _published(session: Session, edition: Edition) -> int:
    """Return the event by which a version was published."""
    about = (Event.action == Action.REPORT_PUBLISHED.value, Event.about_id == edition.report_id)
    published = session.scalars(select(Event.seq).where(*about).order_by(Event.seq).limit(edition.version)).all()
    if len(published) < edition.version:
        raise NotFound(f"No change published version {edition.version}.")
    return published[-1]


def _files(session: Session, edition: Edition) -> dict[str, bytes]:
    query = select(EditionFile.format, Capture).join(EditionFile.capture).where(EditionFile.edition_id == edition.id)
    kept = session.execute(query.options(undefer(Capture.content)))
    name = f"report-{edition.report.number}-version-{edition.version}"
    return {f"{name}.{form}": capture.content for form, capture in kept}
