"""Assessments: one person's verdict and reasons, written once; a newer one supersedes it."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload
from sqlalchemy.orm.interfaces import LoaderOption

from tracker.domain import chance, reasons
from tracker.domain.actions import Action
from tracker.domain.errors import Refusal, Stale
from tracker.domain.reasons import Reason
from tracker.domain.side_by_side import Said, SideBySide, lay_out
from tracker.models import Claim, Enquiry, Evidence, Review, ReviewGround, Scale, User, Verdict
from tracker.services import blindness, enquiries, evidence, holds, steps
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.same_claims import by_claim, with_merged
from tracker.services.stages import refuse_withdrawn, settle
from tracker.services.steps import Checked

G = TypeVar("G", Evidence, Enquiry)


def of_claim(session: Session, claim: Claim) -> Sequence[Review]:
    """List every assessment of a claim, the oldest first, also those superseded or taken back."""
    query = select(Review).where(Review.claim_id.in_(with_merged(claim))).order_by(Review.created_at, Review.id)
    return session.scalars(query.options(*_with_all())).all()


def standing(session: Session, claim: Claim) -> list[Review]:
    """List the assessments that stand, one a person, the oldest first: neither superseded nor taken back.

    What somebody said of a claim that was merged into it stands where they said nothing of this one itself.
    """
    newer = aliased(Review)
    same = with_merged(claim)
    superseded = exists().where(newer.claim_id.in_(same), newer.supersedes_id == Review.id)
    query = select(Review).where(Review.claim_id.in_(same), ~superseded).order_by(Review.created_at, Review.id)
    return _standing_among(session.scalars(query.options(*_with_all())).all(), claim.id)


def standing_of(session: Session, claims: Sequence[Claim]) -> dict[UUID, list[Review]]:
    """Return what ``standing`` lists for each of some claims, by their ids, in a fixed number of statements."""
    same = by_claim(session, [claim.id for claim in claims])
    shown = {one: claim_id for claim_id, ids in same.items() for one in ids}
    query = select(Review).where(Review.claim_id.in_(shown)).order_by(Review.created_at, Review.id)
    found = session.scalars(query.options(joinedload(Review.created_by))).all()
    superseded = {review.supersedes_id for review in found}
    by_shown: dict[UUID, list[Review]] = {claim_id: [] for claim_id in same}
    for review in found:
        if review.id not in superseded:
            by_shown[shown[review.claim_id]].append(review)
    return {claim_id: _standing_among(of_one, claim_id) for claim_id, of_one in by_shown.items()}


def _standing_among(found: Sequence[Review], claim_id: UUID) -> list[Review]:
    """Return those of some assessments, none superseded, that stand: what was said of the claim itself goes first."""
    by_person = {review.created_by_id: review for review in sorted(found, key=lambda one: one.claim_id == claim_id)}
    return [review for review in found if review.verdict_id is not None and by_person[review.created_by_id] is review]


def own(session: Session, claim: Claim, person: User) -> Review | None:
    """Return the assessment of a claim by a person that stands, if there is one."""
    return next((review for review in standing(session, claim) if review.created_by_id == person.id), None)


def ticked(review: Review) -> list[Reason]:
    """List the reasons that an assessment ticks, as the desk worded them then."""
    return reasons.ticked(review.ticks, review.verdict.scale.reasons if review.verdict is not None else ())


def side_by_side(standing: Sequence[Review]) -> SideBySide:
    """Lay assessments side by side, as ``standing`` lists them."""
    return lay_out([_said(review) for review in standing])


def submit(
    session: Session,
    claim: Claim,
    *,
    verdict: Verdict,
    ticks: Collection[str] = (),
    words: str = "",
    evidence_ids: Collection[UUID] = (),
    enquiry_ids: Collection[UUID] = (),
    found: Mapping[UUID, Checked] | None = None,
    seen: int | None = None,
    seen_trails: Mapping[UUID, int] | None = None,
    id: UUID | None = None,
    why: str = "",
    by: User,
) -> Review:
    """Assess a claim: a verdict, reasons, what it rests on, and what was found at steps of its trails.

    Where the claim is assessed blind, all of it but the steps is sealed, and ``why`` is kept with the words.
    ``ticks`` are keys of reasons of the verdict's scale. ``found`` is by step, ``seen_trails`` the revision shown of
    each thing that steps belong to, by its id. Posted twice, the claim is assessed once.
    """
    if id is not None and (known := session.get(Review, id)) is not None:
        return known
    expect(claim, seen)
    refuse_withdrawn(claim)
    if not words.strip() and not ticks:
        raise Refusal("Give a reason: tick one, or say it in your words.", field="words")
    blind = blindness.begin(session, claim, of_claim(session, claim), standing(session, claim))
    if blind:
        words, why = f"{words.strip()}\n\n{why.strip()}", ""
    review = _make(session, claim, verdict, ticks=ticks, words=words, blind=blind, id=id, by=by)
    review.lay_before = _grounds(session, claim, evidence_ids, enquiry_ids, blind=blind)
    session.add(review)
    steps.apply(session, claim, found or {}, seen=seen_trails, by=by)
    blindness.open_when_all_have(session, claim, standing(session, claim))
    settle(session, claim)
    holds.let_go(session, claim.id, by=by)
    record(session, Action.CLAIM_REVIEWED, about=claim, by=by, why=why)
    return review


def take_back(session: Session, claim: Claim, *, id: UUID | None = None, why: str, by: User) -> Review:
    """Take back one's own assessment, saying why; it stays readable."""
    if id is not None and (known := session.get(Review, id)) is not None:
        return known
    if own(session, claim, by) is None:
        raise Refusal("You have no assessment of this claim that stands.")
    blind = blindness.is_closed(session, claim)
    back = _make(session, claim, None, ticks=(), words=why, blind=blind, id=id, by=by)
    session.add(back)
    settle(session, claim)
    record(session, Action.REVIEW_TAKEN_BACK, about=claim, by=by, why=blindness.SAID_INSIDE if blind else why)
    return back


def put_back(session: Session, review: Review, earlier: Review | None, *, why: str, by: User) -> Review:
    """Let what a person said of a claim before an assessment hold again, as part of undoing it.

    ``earlier`` is written once more under their name, also where another undoes it; without one, the assessment is
    taken back, and the words say why.
    """
    author = review.created_by
    newest = session.scalars(
        select(Review)
        .where(Review.claim_id == review.claim_id, Review.created_by_id == author.id)
        .order_by(Review.created_at.desc(), Review.id.desc())
        .limit(1)
    ).one()
    back = Review(
        id=chance.new_id(),
        claim=review.claim,
        verdict=earlier.verdict if earlier else None,
        ticks=list(earlier.ticks) if earlier else [],
        words=earlier.words if earlier else (why if author is by else f"{by.name}: {why}"),
        claim_rev=earlier.claim_rev if earlier else review.claim.rev,
        supersedes_id=newest.id,
        created_at=chance.now(),
        created_by=author,
    )
    back.lay_before = [
        ReviewGround(id=chance.new_id(), evidence_id=one.evidence_id, enquiry_id=one.enquiry_id, rev=one.rev)
        for one in (earlier.grounds if earlier else [])
    ]
    session.add(back)
    return back


def _make(
    session: Session,
    claim: Claim,
    verdict: Verdict | None,
    *,
    ticks: Collection[str],
    words: str,
    blind: bool,
    id: UUID | None,
    by: User,
) -> Review:
    earlier = own(session, claim, by)
    return Review(
        id=id or chance.new_id(),
        claim=claim,
        verdict=verdict,
        ticks=_in_order(ticks, verdict),
        words=words.strip(),
        claim_rev=claim.rev,
        blind=blind or None,
        # What was said of a claim that was merged into it stays that claim's: the two may be parted again.
        supersedes_id=earlier.id if earlier is not None and earlier.claim_id == claim.id else None,
        created_at=chance.now(),
        created_by=by,
    )


def _in_order(ticks: Collection[str], verdict: Verdict | None) -> list[str]:
    known = [reason.key for reason in verdict.scale.reasons] if verdict is not None else []
    if not set(ticks) <= set(known):
        raise Stale("The reasons to tick were changed meanwhile. Look at them, and send yours again.")
    return [key for key in known if key in ticks]


def _said(review: Review) -> Said:
    reasons = {reason.key: reason.sentence for reason in ticked(review)}
    verdict = review.verdict.key if review.verdict is not None else ""
    return Said(verdict, reasons, {str(ground.thing.id): ground.title for ground in review.grounds})


def _grounds(
    session: Session, claim: Claim, evidence_ids: Collection[UUID], enquiry_ids: Collection[UUID], *, blind: bool
) -> list[ReviewGround]:
    """Return what an assessment rests on; of a blind one all that there is, so that a count of rows tells nothing."""
    pieces = evidence.of_claim(session, claim) if evidence_ids or blind else []
    asked = enquiries.of_claim(session, claim) if enquiry_ids or blind else []
    chosen = {one.id for one in (*_chosen(pieces, evidence_ids), *_chosen(asked, enquiry_ids))}
    return [
        ReviewGround(id=chance.new_id(), rev=one.rev, only_seen=None if one.id in chosen else True, **{one.kind: one})
        for one in (*pieces, *asked)
        if blind or one.id in chosen
    ]


def _chosen(there: Sequence[G], ids: Collection[UUID]) -> list[G]:
    chosen = [one for one in there if one.id in ids]
    if len(chosen) != len(set(ids)):
        raise Stale("Something that your assessment rests on was withdrawn meanwhile. Look, and send yours again.")
    return chosen


def _with_all() -> tuple[LoaderOption, ...]:
    grounds = selectinload(Review.lay_before)
    return (
        joinedload(Review.verdict).joinedload(Verdict.scale).selectinload(Scale.own_reasons),
        joinedload(Review.created_by),
        joinedload(Review.claim),
        grounds.joinedload(ReviewGround.evidence),
        grounds.joinedload(ReviewGround.enquiry),
    )
