"""The places where claims appear, with the words in their context and the trail that they give."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select

from tracker.domain.reports.quotes import ReportArticle, ReportQuote, ReportStep
from tracker.domain.text import context
from tracker.domain.vocabulary import Voice
from tracker.models import Anchor, Appearance, Capture, Passage, Snapshot
from tracker.services.reports import trails, works
from tracker.services.reports.reading import Reading, grouped

_READ, _SHOWN = 320, 240
"""How many code points are read either side of a quote, and how many of them are shown, cut between words."""


@dataclass(frozen=True)
class _Placed:
    """An anchor, the version that it stands in, and the text around it."""

    anchor: Anchor
    version: int
    sha256: str
    captured_at: datetime
    capture_sha256: str
    length: int
    before: str
    after: str


def of_claims(reading: Reading, ids: Collection[UUID]) -> dict[UUID, list[ReportQuote]]:
    """Return the quotes of claims by claim, in the order in which they were entered."""
    query = select(Appearance).where(Appearance.claim_id.in_(ids), Appearance.withdrawn.is_(False))
    appearances = reading.visible(query.order_by(Appearance.id))
    hops = trails.hops(reading, appearances)
    cited = {hop.cited_article_id for of_one in hops.values() for hop, _ in of_one if hop.cited_article_id}
    articles = works.articles(reading, {appearance.article_id for appearance in appearances} | cited)
    placed = _placed(reading, appearances)
    voices = _voices(reading, placed)
    return grouped(
        (
            appearance.claim_id,
            _quote(
                reading,
                appearance,
                articles[appearance.article_id],
                placed.get(appearance.id),
                voices.get(appearance.id),
                trails.tree(reading, articles, [*_inherited(hops, appearance), *hops[appearance.id]]),
            ),
        )
        for appearance in appearances
    )


def _inherited(hops: dict[UUID, list[trails.Hop]], appearance: Appearance) -> list[trails.Hop]:
    return hops[appearance.passage_id] if appearance.passage_id else []


def _voices(reading: Reading, placed: dict[UUID, _Placed]) -> dict[UUID, Voice]:
    """Return who speaks where each quote stands: the voice of the innermost passage around it."""
    snapshots = {one.anchor.snapshot_id for one in placed.values()}
    passages = reading.session.scalars(select(Passage).where(Passage.snapshot_id.in_(snapshots)))
    around: dict[UUID, list[tuple[int, int, Voice]]] = grouped(
        (passage.snapshot_id, (first, last, passage.voice)) for passage in passages for first, last in passage.ranges
    )
    return {
        id: voice for id, one in placed.items() if (voice := _innermost(around[one.anchor.snapshot_id], one.anchor))
    }


def _innermost(ranges: Collection[tuple[int, int, Voice]], anchor: Anchor) -> Voice | None:
    holding = [(last - first, voice) for first, last, voice in ranges if first <= anchor.start and anchor.end <= last]
    return min(holding)[1] if holding else None


def _placed(reading: Reading, appearances: Collection[Appearance]) -> dict[UUID, _Placed]:
    """Return the anchor that holds for each appearance: the newest in the newest version that has one."""
    query = _anchors().where(Anchor.appearance_id.in_([appearance.id for appearance in appearances]))
    rows = reading.session.execute(query.order_by(Snapshot.version, Anchor.id))
    return {row[0].appearance_id: _Placed(*row) for row in rows}


def _anchors() -> Select[Any]:
    # The text of a version may be long, so only what stands around the quote is fetched; substr counts from 1.
    first = case((Anchor.start > _READ, Anchor.start - _READ), else_=0)
    return (
        select(
            Anchor,
            Snapshot.version,
            Snapshot.sha256,
            Capture.captured_at,
            Capture.sha256,
            func.length(Snapshot.text),
            func.substr(Snapshot.text, first + 1, Anchor.start - first),
            func.substr(Snapshot.text, Anchor.end + 1, _READ),
        )
        .join(Snapshot, Snapshot.id == Anchor.snapshot_id)
        .join(Capture, Capture.id == Snapshot.capture_id)
    )


def _quote(
    reading: Reading,
    appearance: Appearance,
    article: ReportArticle,
    placed: _Placed | None,
    voice: Voice | None,
    trail: tuple[ReportStep, ...],
) -> ReportQuote:
    before, after = _around(placed) if placed else ("", "")
    return ReportQuote(
        id=appearance.id,
        article=article,
        version=placed.version if placed else 0,
        snapshot_sha256=placed.sha256 if placed else "",
        captured_at=placed.captured_at if placed else None,
        capture_sha256=placed.capture_sha256 if placed else "",
        length=placed.length if placed else 0,
        start=placed.anchor.start if placed else 0,
        end=placed.anchor.end if placed else 0,
        before=before,
        exact=placed.anchor.exact if placed else "",
        after=after,
        how=placed.anchor.how if placed else None,
        score=placed.anchor.score if placed else 0,
        confirmed_by=reading.people.person(placed.anchor.confirmed_by_id) if placed else None,
        lost=placed is None or placed.version < article.version,
        let_go=appearance.let_go,
        voice=voice,
        stance=appearance.stance,
        hedge=appearance.hedge,
        translation=appearance.translation,
        translator=appearance.translator,
        beyond=appearance.beyond,
        trail=trail,
    )


def _around(placed: _Placed) -> tuple[str, str]:
    """Cut the context of a quote between words."""
    start = len(placed.before)
    end = start + len(placed.anchor.exact)
    return context(placed.before + placed.anchor.exact + placed.after, start, end, _SHOWN)
