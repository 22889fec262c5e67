"""Evidence: what speaks for or against a claim, as a link, an excerpt or a file."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.domain import chance, trails
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.vocabulary import Cause, EvidenceStance
from tracker.models import Capture, Claim, Evidence, EvidenceStep, Source
from tracker.services import looks, sources
from tracker.services.dates import as_kept
from tracker.services.record import person_of, record
from tracker.services.revisions import expect
from tracker.services.same_claims import with_merged
from tracker.services.stages import refuse_withdrawn, settle


@dataclass(frozen=True)
class File:
    """Bytes that a person hands in as evidence."""

    content: bytes
    filename: str
    media_type: str


@dataclass(frozen=True)
class Description:
    """What is said of evidence; ``published`` is an EDTF date, ``direct`` that the desk itself verified it.

    ``publisher`` is a source as a person types it: a name, or a name and its number as in ``WSJ [12]``; ``had_from``
    are those whom it has it from, as a trail is typed: ``WSJ < US official``. ``archived`` is the address of a copy.
    """

    stance: EvidenceStance
    title: str
    address: str = ""
    archived: str = ""
    excerpt: str = ""
    publisher: str = ""
    had_from: str = ""
    published: str = ""
    direct: bool = False
    note: str = ""


def get(session: Session, evidence_id: UUID) -> Evidence:
    """Return a piece of evidence, or raise NotFound."""
    evidence = session.get(Evidence, evidence_id)
    if evidence is None:
        raise NotFound("There is no such evidence.")
    return evidence


def of_claim(session: Session, claim: Claim) -> Sequence[Evidence]:
    """List the evidence of a claim that was not withdrawn, with who published and who entered it."""
    query = select(Evidence).where(Evidence.claim_id.in_(with_merged(claim)), Evidence.withdrawn.is_(False))
    query = query.order_by(Evidence.id)
    with_all = (
        joinedload(Evidence.entered_publisher),
        joinedload(Evidence.created_by),
        joinedload(Evidence.capture),
        selectinload(Evidence.steps).joinedload(EvidenceStep.entered_source),
    )
    return session.scalars(query.options(*with_all)).all()


def add(
    session: Session,
    claim: Claim,
    said: Description,
    *,
    file: File | None = None,
    id: UUID | None = None,
    why: str = "",
    by: Actor,
) -> Evidence:
    """Enter evidence on a claim; a file is kept with its hash. Posted twice, it is entered once."""
    if id is not None and (known := session.get(Evidence, id)) is not None:
        return known
    refuse_withdrawn(claim)
    evidence = Evidence(id=id or chance.new_id(), claim=claim, created_at=chance.now(), created_by=person_of(by))
    evidence.capture = _capture(file, said.address, by) if file is not None else None
    _describe(session, evidence, said, by)
    session.add(evidence)
    settle(session, claim)
    record(session, Action.EVIDENCE_ADDED, about=claim, by=by, why=why)
    return evidence


def edit(
    session: Session, evidence: Evidence, said: Description, *, seen: int | None = None, why: str = "", by: Actor
) -> None:
    """Change what is said of evidence; a claim that was decided on it needs another look."""
    expect(evidence, seen)
    _refuse_gone(evidence)
    _describe(session, evidence, said, by)
    looks.open_looks(session, [evidence.claim], Cause.EVIDENCE_CHANGED, evidence, by=by)
    record(session, Action.EVIDENCE_EDITED, about=evidence.claim, by=by, why=why)


def withdraw(session: Session, evidence: Evidence, *, seen: int | None = None, why: str, by: Actor) -> None:
    """Withdraw evidence, saying why; a claim that was decided on it needs another look."""
    expect(evidence, seen)
    _refuse_gone(evidence)
    evidence.withdrawn = True
    looks.open_looks(session, [evidence.claim], Cause.EVIDENCE_CHANGED, evidence, by=by)
    settle(session, evidence.claim)
    record(session, Action.EVIDENCE_WITHDRAWN, about=evidence.claim, by=by, why=why)


def _describe(session: Session, evidence: Evidence, said: Description, by: Actor) -> None:
    title, address, excerpt = said.title.strip(), said.address.strip(), said.excerpt.strip()
    if not title:
        raise Refusal("Give the evidence a title.", field="title")
    if not (address or excerpt or evidence.capture):
        raise Refusal("Give an address, an excerpt or a file: others must be able to look.", field="address")
    _refuse_address(address, "address")
    _refuse_address(said.archived.strip(), "archived")
    evidence.published = as_kept(said.published, field="published")
    evidence.title, evidence.address, evidence.excerpt = title, address, excerpt
    evidence.archived = said.archived.strip() or None
    evidence.stance, evidence.direct, evidence.note = said.stance, said.direct, said.note.strip()
    evidence.publisher = sources.meant(session, said.publisher, field="publisher", by=by)
    _have_from(
        session, evidence, [sources.meant(session, name, field="had_from", by=by) for name in _chain(said.had_from)]
    )


def as_typed(evidence: Evidence) -> str:
    """Return whom the publisher has it from, as a person would type it."""
    return trails.write(trails.chain([(source.name, source.number) for source in evidence.had_from]))


def _chain(typed: str) -> list[str]:
    """Return the sources of a trail that goes one way, as a person types each of them; raise Refusal for any other."""
    try:
        trail = trails.parse(typed)
    except Refusal as refusal:
        raise Refusal(str(refusal), field="had_from") from refusal
    steps, names = trail.steps, []
    while steps:
        if len(steps) > 1:
            raise Refusal("Name one source after the other here, with < between them.", field="had_from")
        names.append(f"{steps[0].name} [{steps[0].number}]" if steps[0].number else steps[0].name)
        steps = steps[0].steps
    return names


def _have_from(session: Session, evidence: Evidence, meant: Sequence[Source | None]) -> None:
    wanted = [source for source in meant if source is not None]
    if [source.id for source in evidence.had_from] == [source.id for source in wanted]:
        return
    if evidence.steps:
        # Taken out of the list they would no longer know of which claim they were, and no event would tell of it.
        for step in evidence.steps:
            session.delete(step)
        session.flush()
        session.expire(evidence, ["steps"])
    for position, source in enumerate(wanted):
        evidence.steps.append(EvidenceStep(id=chance.new_id(), position=position, entered_source=source))


def _refuse_address(address: str, field: str) -> None:
    try:
        parts = urlsplit(address)
        usable = not address or (parts.scheme in ("http", "https") and bool(parts.hostname))
    except ValueError:
        usable = False
    if not usable:
        raise Refusal("Give an address that begins with http:// or https://.", field=field)


def _refuse_gone(evidence: Evidence) -> None:
    if evidence.withdrawn:
        raise Refusal("This evidence was withdrawn already.")


def _capture(file: File, address: str, by: Actor) -> Capture:
    if not file.content:
        raise Refusal("This file is empty.", field="file")
    person = person_of(by)
    return Capture(
        id=chance.new_id(),
        sha256=hashlib.sha256(file.content).hexdigest(),
        content=file.content,
        size=len(file.content),
        media_type=file.media_type,
        filename=file.filename,
        address=address.strip(),
        captured_at=chance.now(),
        created_by_id=person.id if person is not None else None,
    )
