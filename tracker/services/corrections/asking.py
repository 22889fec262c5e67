"""Taking requests for corrections in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.corrections import CorrectionKind
from tracker.domain.errors import Refusal
from tracker.models import Article, Claim, Complainant, Correction, Edition
from tracker.services.record import person_of, record


@dataclass(frozen=True)
class Asked:
    """What is asked for, of which kind, about what, and by whom: a name and how to reach them, each may be ""."""

    kind: CorrectionKind
    words: str
    claim: Claim | None = None
    article: Article | None = None
    edition: Edition | None = None
    name: str = ""
    contact: str = ""


def add(
    session: Session,
    asked: Asked,
    *,
    received_on: date,
    due: date | None = None,
    from_public: bool = False,
    id: UUID | None = None,
    by: Actor,
) -> Correction:
    """Take a request in. Posted twice, it is taken in once.

    Raises Refusal where it asks for nothing, or is about nothing that the desk has.
    """
    if id is not None and (known := session.get(Correction, id)) is not None:
        return known
    if not asked.words.strip():
        raise Refusal("Say what should be corrected.", field="words")
    if asked.claim is None and asked.article is None and asked.edition is None:
        raise Refusal("Say what it is about: a claim, an article or a published report.", field="claim")
    correction = Correction(
        id=id or chance.new_id(),
        asked_for=asked.kind,
        words=asked.words.strip(),
        claim=asked.claim,
        article=asked.article,
        edition=asked.edition,
        from_public=from_public,
        received_on=received_on.isoformat(),
        due=due.isoformat() if due is not None else None,
        created_at=chance.now(),
        created_by=person_of(by),
    )
    session.add(correction)
    session.add_all(_who_asks(asked, correction))
    record(session, Action.CORRECTION_ASKED, about=correction, by=by)
    return correction


def _who_asks(asked: Asked, correction: Correction) -> list[Complainant]:
    name, contact = asked.name.strip(), asked.contact.strip()
    return [Complainant(correction=correction, name=name, contact=contact)] if name or contact else []
