"""What a report rests on, told whole: so that another desk can take it in. Read in batches, as its claims are."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from tracker.domain.reports.things import KINDS, Thing
from tracker.models import (
    Anchor,
    Appearance,
    Citation,
    Claim,
    Decision,
    DecisionGround,
    Enquiry,
    Evidence,
    EvidenceStep,
    Link,
    Look,
    OriginRuling,
    Recorded,
    Review,
    ReviewGround,
    Scale,
    ScaleReason,
    Stake,
    Tagging,
    Verdict,
)
from tracker.services import same_claims
from tracker.services.access import unsealed, visible
from tracker.services.reports.reading import Reading, batches
from tracker.services.reports.rows import Writer, nearest_first
from tracker.services.reports.shared import Shared

Rows = dict[str, list[Recorded]]


@dataclass(frozen=True)
class Things:
    """All that some claims rest on, each thing after those that it points to; each walk reads it anew.

    ``ids`` are those of the claims that the report shows, in its order, and of those that it names as not checked.
    """

    begin: Callable[[], Reading]
    ids: Sequence[UUID]

    def __iter__(self) -> Iterator[Thing]:
        reading = self.begin()
        writer = Writer(reading.session, names=reading.people.names)
        shared, told = Shared(reading, writer), dict[UUID, None]()
        yield from _scales(reading, writer)
        for some in batches(self.ids):
            same = same_claims.by_claim(reading.session, some)
            every = [one for ids in same.values() for one in ids]
            rows = _of_claims(reading, every)
            yield from shared.before([row for of_claim in rows.values() for of in of_claim.values() for row in of])
            for ids in same.values():
                for claim in nearest_first((one for id in ids for one in rows[id]["claims"]), "merged_into_id"):
                    yield _claim(writer, claim, rows[claim.id])
            told.update(dict.fromkeys(every))
        yield from _links(reading, writer, told)
        yield from shared.near_copies()


def _scales(reading: Reading, writer: Writer) -> Iterator[Thing]:
    query = select(Scale).order_by(Scale.version)
    for scale in reading.session.scalars(query):
        verdicts = select(Verdict).where(Verdict.scale_id == scale.id).order_by(Verdict.position, Verdict.id)
        reasons = select(ScaleReason).where(ScaleReason.scale_id == scale.id).order_by(ScaleReason.position)
        rows = (scale, *reading.session.scalars(verdicts), *reading.session.scalars(reasons))
        yield Thing("scale", None, tuple(map(writer.row, rows)))


def _of_claims(reading: Reading, ids: Collection[UUID]) -> dict[UUID, Rows]:
    """Return the rows of claims that go out, by claim and by table, each table by id."""
    found: dict[UUID, Rows] = {id: defaultdict(list) for id in ids}
    for query in _queries(ids):
        rows = [row for row in reading.session.execute(query) if visible(row[0], reading.person)]
        for row, claim_id in sorted(rows, key=lambda one: one[0].id):
            found[claim_id][row.__tablename__].append(row)
    return found


def _queries(ids: Collection[UUID]) -> Iterator[Select[*tuple[Any, ...]]]:
    """Yield the queries of rows with the claim that each belongs to; what was withdrawn or is sealed is left out."""
    places = Appearance.claim_id.in_(ids), Appearance.withdrawn.is_(False)
    open_ones = Review.claim_id.in_(ids), unsealed(None)
    standing = ReviewGround.only_seen.is_not(True)
    grounds = select(ReviewGround).join(Review).where(*open_ones, standing)
    yield select(Claim, Claim.id).where(Claim.id.in_(ids))
    parts: tuple[type[Tagging | Stake | OriginRuling | Decision], ...] = (Tagging, Stake, OriginRuling, Decision)
    for part in parts:
        yield select(part, part.claim_id).where(part.claim_id.in_(ids))
    yield select(Look, Look.claim_id).where(Look.claim_id.in_(ids), Look.settled_at.is_(None))
    yield select(Appearance, Appearance.claim_id).where(*places)
    yield select(Anchor, Appearance.claim_id).join(Anchor.appearance).where(*places)
    yield select(Citation, Appearance.claim_id).join(Citation.appearance).where(*places)
    # An assessment names what it rests on, also where that was withdrawn since.
    pieces: tuple[tuple[type[Evidence | Enquiry], Any], ...] = (
        (Evidence, ReviewGround.evidence_id),
        (Enquiry, ReviewGround.enquiry_id),
    )
    for piece, ground in pieces:
        stands = or_(piece.withdrawn.is_(False), piece.id.in_(grounds.with_only_columns(ground)))
        yield select(piece, piece.claim_id).where(piece.claim_id.in_(ids), stands)
    had_from = select(EvidenceStep, Evidence.claim_id).join(EvidenceStep.evidence).where(Evidence.claim_id.in_(ids))
    rests_on = grounds.with_only_columns(ReviewGround.evidence_id)
    yield had_from.where(or_(Evidence.withdrawn.is_(False), Evidence.id.in_(rests_on)))
    yield select(Review, Review.claim_id).where(*open_ones)
    yield grounds.add_columns(Review.claim_id)
    yield select(DecisionGround, Decision.claim_id).join(DecisionGround.decision).where(Decision.claim_id.in_(ids))


def _claim(writer: Writer, claim: Claim, rows: Rows) -> Thing:
    rows["citations"] = nearest_first(rows["citations"], "via_id")
    return Thing("claim", claim.id, tuple(writer.row(row) for table in KINDS["claim"] for row in rows[table]))


def _links(reading: Reading, writer: Writer, told: Collection[UUID]) -> Iterator[Thing]:
    """Yield how the claims stand to each other; relations to claims that the report does not tell stay behind."""
    for some in batches(list(told)):
        query = select(Link).where(Link.claim_id.in_(some), Link.withdrawn.is_(False)).order_by(Link.id)
        for link in reading.visible(query):
            if link.other_id in told:
                yield Thing("link", link.id, (writer.row(link),))
