"""The documents that go along in a file for counsel: every version of every article, and the bytes as they came."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.domain.counsel import LARGEST, Document, EvidenceFile, Original, TextVersion, Work
from tracker.domain.errors import TooLarge
from tracker.models import Article, Capture, Claim, Evidence, Snapshot, User
from tracker.services.access import visible
from tracker.services.counsel.events import Cast
from tracker.services.counsel.scopes import Scope
from tracker.services.reports import works
from tracker.services.reports.reading import Reading, number_of

_WIDEST = 4
"""Bytes of a character in UTF-8 at most."""

_ENDINGS = {
    "text/plain": "txt",
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
"""Kinds of originals that whoever opens one may open as what they are; others could run programs, or call elsewhere."""

_OTHER_ENDING = "bin"


def originals_of(session: Session, scope: Scope) -> dict[UUID, Original]:
    """Return the original bytes that go along, by the id of the capture; they are read when they are written."""
    query = select(Capture).where(Capture.id.in_(scope.captures)).order_by(Capture.id)
    captures = session.scalars(query).all()
    numbers = {capture.id: number for number, capture in enumerate(_not_ours(captures, scope), start=1)}
    return {
        capture.id: _original(
            session, scope.published.get(capture.id) or _named(numbers[capture.id], capture.media_type), capture
        )
        for capture in captures
    }


def works_of(
    reading: Reading, articles: Sequence[Article], originals: Mapping[UUID, Original], cast: Cast
) -> tuple[Work, ...]:
    """Return articles with every version of their text."""
    ids = [article.id for article in articles]
    told = works.articles(reading, ids)
    numbers = {article.id: number_of(article) for article in articles}
    query = select(Snapshot, func.length(Snapshot.text)).where(Snapshot.article_id.in_(ids))
    by_article: dict[UUID, list[TextVersion]] = {id: [] for id in ids}
    for snapshot, characters in reading.session.execute(query.order_by(Snapshot.version)):
        original = originals[snapshot.capture_id]
        version = _version(reading.session, numbers[snapshot.article_id], snapshot, characters, original, cast)
        by_article[snapshot.article_id].append(version)
    return tuple(Work(told[id], tuple(by_article[id])) for id in ids)


def evidence_of(
    session: Session, claims: Sequence[Claim], originals: Mapping[UUID, Original], person: User
) -> tuple[EvidenceFile, ...]:
    """Return the files that are evidence of claims, also where they were withdrawn."""
    numbers = {claim.id: number_of(claim) for claim in claims}
    query = select(Evidence).where(Evidence.claim_id.in_(numbers), Evidence.capture_id.is_not(None))
    pieces = [piece for piece in session.scalars(query.order_by(Evidence.id)) if visible(piece, person)]
    return tuple(
        EvidenceFile(numbers[piece.claim_id], piece.title, piece.withdrawn, originals[piece.capture_id])
        for piece in pieces
        if piece.capture_id is not None
    )


def refuse_too_large(works: Sequence[Work], originals: Mapping[UUID, Original]) -> None:
    """Raise TooLarge where the documents come to more than one file holds."""
    texts = sum(version.characters * _WIDEST for work in works for version in work.versions)
    if (size := texts + sum(original.size for original in originals.values())) > LARGEST:
        raise TooLarge(
            f"The texts and originals come to {size:,} bytes, and a file for counsel holds at most {LARGEST:,}. "
            "Make one for each claim."
        )


def _not_ours(captures: Sequence[Capture], scope: Scope) -> Iterator[Capture]:
    """Yield the captures but for what the desk has published itself, which is named by its version."""
    return (capture for capture in captures if capture.id not in scope.published)


def _named(number: int, media_type: str) -> str:
    return f"originals/capture-{number}.{_ENDINGS.get(media_type, _OTHER_ENDING)}"


def _original(session: Session, name: str, capture: Capture) -> Original:
    return Original(
        document=Document(name, _content(session, select(Capture.content).where(Capture.id == capture.id))),
        sha256=capture.sha256,
        size=capture.size,
        media_type=capture.media_type,
        charset=capture.charset,
        filename=capture.filename,
        address=capture.address,
        captured_at=capture.captured_at,
    )


def _version(
    session: Session, article: int, snapshot: Snapshot, characters: int, original: Original, cast: Cast
) -> TextVersion:
    name = f"texts/article-{article}-version-{snapshot.version}.txt"
    return TextVersion(
        version=snapshot.version,
        document=Document(name, _content(session, select(Snapshot.text).where(Snapshot.id == snapshot.id))),
        sha256=snapshot.sha256,
        characters=characters,
        extractor=snapshot.extractor,
        added_at=snapshot.created_at,
        added_by=cast.called[snapshot.created_by_id] if snapshot.created_by_id else "A program",
        original=original,
    )


def _content(session: Session, query: Select[Any]) -> Callable[[], bytes]:
    return partial(_read, session, query)


def _read(session: Session, query: Select[Any]) -> bytes:
    content = session.scalars(query).one()
    return content.encode() if isinstance(content, str) else bytes(content)
