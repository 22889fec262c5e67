"""Articles and sources as a report shows them."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import select

from tracker.domain.reports.claims import ReportEnquiry, ReportEvidence
from tracker.domain.reports.ends import walk
from tracker.domain.reports.quotes import ReportArticle, ReportOwner, ReportQuote, ReportSource, SourceRef
from tracker.models import Article, Ownership, Source, SourceName
from tracker.services import merged
from tracker.services.reports.reading import Reading, grouped, number_of


def articles(reading: Reading, ids: Collection[UUID]) -> dict[UUID, ReportArticle]:
    """Return articles by id, with their publishers."""
    query = select(Article, Source).outerjoin(Source, Source.id == Article.publisher_id).where(Article.id.in_(ids))
    return {article.id: _article(article, publisher) for article, publisher in reading.session.execute(query)}


def reference(source: Source | None) -> SourceRef | None:
    """Return a source as it is named where it speaks."""
    return None if source is None else known_reference(source)


def known_reference(source: Source) -> SourceRef:
    """Return a source that is there, as it is named where it speaks: as the one that it was merged into, if it was."""
    shown = source.shown
    return SourceRef(number_of(shown), shown.name, shown.source_kind)


def sources(reading: Reading, numbers: Collection[int]) -> dict[int, ReportSource]:
    """Return sources by number, with their other names and their owners, and those of what was merged into them."""
    found = reading.visible(select(Source).where(Source.number.in_(numbers)))
    shown = merged.by_shown(reading.session, [source.id for source in found])
    named = select(SourceName.source_id, SourceName.name).where(SourceName.source_id.in_(shown)).order_by(SourceName.id)
    names = grouped((shown[source_id], name) for source_id, name in reading.session.execute(named))
    owned = select(Ownership, Source).join(Source, Source.id == Ownership.owner_id)
    owned = owned.where(Ownership.owned_id.in_(shown)).order_by(Ownership.id)
    rows = reading.session.execute(owned)
    owners = grouped(
        (shown[row.owned_id], _owner(row, owner.shown)) for row, owner in rows if owner.shown.id != shown[row.owned_id]
    )
    return {
        number_of(source): ReportSource(
            number_of(source),
            source.name,
            source.source_kind,
            tuple(name for name in dict.fromkeys(names[source.id]) if name != source.name),
            tuple(owners[source.id]),
        )
        for source in found
    }


def numbers_in(
    quotes: Collection[ReportQuote], evidence: Collection[ReportEvidence], enquiries: Collection[ReportEnquiry]
) -> list[int]:
    """List the numbers of the sources that a claim names, each once, in order."""
    named = {ref.number for ref in _named(quotes, evidence, enquiries) if ref is not None}
    return sorted(named)


def _named(
    quotes: Collection[ReportQuote], evidence: Collection[ReportEvidence], enquiries: Collection[ReportEnquiry]
) -> Iterator[SourceRef | None]:
    for quote in quotes:
        yield quote.article.publisher
        for step in walk(quote.trail):
            yield step.source
            yield step.cited.publisher if step.cited else None
    for piece in evidence:
        yield piece.publisher
        yield from piece.had_from
    yield from (enquiry.asked for enquiry in enquiries)


def _article(article: Article, publisher: Source | None) -> ReportArticle:
    return ReportArticle(
        number=number_of(article),
        title=article.title,
        byline=article.byline,
        byline_certainty=article.byline_certainty,
        publisher=reference(publisher),
        publisher_certainty=article.publisher_certainty,
        published=article.published,
        published_certainty=article.published_certainty,
        language=article.language,
        address=article.address,
        version=article.version,
    )


def _owner(row: Ownership, owner: Source) -> ReportOwner:
    return ReportOwner(number_of(owner), owner.name, row.control, row.since, row.until, row.basis, row.standing)
