"""Enquiries: what was searched, whom we asked, and what came of it, also when that was nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.vocabulary import Cause, EnquiryKind, EnquiryOutcome
from tracker.models import Claim, Enquiry
from tracker.services import looks, sources
from tracker.services.dates import as_kept
from tracker.services.record import person_of, record
from tracker.services.revisions import expect
from tracker.services.same_claims import with_merged
from tracker.services.stages import refuse_withdrawn, settle


@dataclass(frozen=True)
class Answer:
    """What came of an enquiry; ``on`` is an EDTF date."""

    outcome: EnquiryOutcome = EnquiryOutcome.OPEN
    words: str = ""
    on: str = ""


def get(session: Session, enquiry_id: UUID) -> Enquiry:
    """Return an enquiry, or raise NotFound."""
    enquiry = session.get(Enquiry, enquiry_id)
    if enquiry is None:
        raise NotFound("There is no such search or question.")
    return enquiry


def of_claim(session: Session, claim: Claim) -> Sequence[Enquiry]:
    """List the enquiries on a claim that were not withdrawn, with whom was asked and who did it."""
    query = select(Enquiry).where(Enquiry.claim_id.in_(with_merged(claim)), Enquiry.withdrawn.is_(False))
    query = query.order_by(Enquiry.id)
    return session.scalars(query.options(joinedload(Enquiry.entered_asked), joinedload(Enquiry.created_by))).all()


def add(
    session: Session,
    claim: Claim,
    *,
    kind: EnquiryKind,
    words: str,
    asked: str = "",
    asked_on: str = "",
    answer: Answer | None = None,
    id: UUID | None = None,
    why: str = "",
    by: Actor,
) -> Enquiry:
    """Note a search or a question, with its answer if there is one. Posted twice, it is noted once.

    ``asked`` is a source as a person types it: a name, or a name and its number as in ``WSJ [12]``.
    """
    if id is not None and (known := session.get(Enquiry, id)) is not None:
        return known
    refuse_withdrawn(claim)
    if not words.strip():
        raise Refusal("Say what was searched or asked.", field="words")
    enquiry = Enquiry(
        id=id or chance.new_id(),
        claim=claim,
        enquiry_kind=kind,
        words=words.strip(),
        asked=sources.meant(session, asked, field="asked", by=by),
        asked_on=as_kept(asked_on, field="asked_on"),
        created_at=chance.now(),
        created_by=person_of(by),
    )
    _note(enquiry, answer or Answer())
    session.add(enquiry)
    settle(session, claim)
    record(session, Action.ENQUIRY_ADDED, about=claim, by=by, why=why)
    return enquiry


def answer(
    session: Session, enquiry: Enquiry, given: Answer, *, seen: int | None = None, why: str = "", by: Actor
) -> None:
    """Note what came of an enquiry; a claim that was decided without it needs another look."""
    expect(enquiry, seen)
    _refuse_gone(enquiry)
    _note(enquiry, given)
    looks.open_looks(session, [enquiry.claim], Cause.EVIDENCE_CHANGED, enquiry, by=by)
    record(session, Action.ENQUIRY_ANSWERED, about=enquiry.claim, by=by, why=why)


def withdraw(session: Session, enquiry: Enquiry, *, seen: int | None = None, why: str, by: Actor) -> None:
    """Withdraw an enquiry, saying why; a claim that was decided with it needs another look."""
    expect(enquiry, seen)
    _refuse_gone(enquiry)
    enquiry.withdrawn = True
    looks.open_looks(session, [enquiry.claim], Cause.EVIDENCE_CHANGED, enquiry, by=by)
    settle(session, enquiry.claim)
    record(session, Action.ENQUIRY_WITHDRAWN, about=enquiry.claim, by=by, why=why)


def _note(enquiry: Enquiry, given: Answer) -> None:
    words = given.words.strip()
    if given.outcome is EnquiryOutcome.ANSWERED and not words:
        raise Refusal("Say what the answer was.", field="answer")
    if given.outcome is EnquiryOutcome.OPEN and words:
        raise Refusal("An answer is there, so say what came of it: no longer “no answer yet”.", field="outcome")
    enquiry.answered_on = as_kept(given.on, field="answered_on")
    enquiry.outcome, enquiry.answer = given.outcome, words


def _refuse_gone(enquiry: Enquiry) -> None:
    if enquiry.withdrawn:
        raise Refusal("This search or question was withdrawn already.")
