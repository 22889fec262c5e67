"""What a report is asked for: one article, or the claims that filters find, as an address or a command writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.domain.errors import Refusal
from tracker.domain.reports import Report
from tracker.domain.reports.people import Desk
from tracker.models import Article, Claim, User
from tracker.services import articles, claim_filters, claim_lists
from tracker.services.reports.making import for_article, for_claims


@dataclass(frozen=True)
class Asked:
    """What was asked for: its filters, in words too, and the article where it is one alone.

    ``address`` writes it so that ``read`` reads the same again, and is what the record keeps.
    """

    address: str
    filters: claim_lists.Filters
    words: Mapping[str, str]
    article: Article | None

    @property
    def title(self) -> str:
        """Return what a report on it is called."""
        if self.article is not None:
            return self.article.title
        return f"Claims: {', '.join(self.words.values())}" if self.words else "All claims"


def read(session: Session, args: Mapping[str, str], zone: ZoneInfo) -> Asked:
    """Read what is asked for by the names of the filters of claims; raise Refusal for what cannot be read."""
    asked = claim_filters.read(session, args, zone)
    if asked.problems:
        raise Refusal(" ".join(asked.problems))
    written = claim_filters.write(asked.filters, zone)
    words = {label: value for _, label, value in claim_filters.in_words(session, asked.filters, zone)}
    alone = asked.filters.article is not None and set(written) == {"article"}
    article = articles.get_article(session, asked.filters.article or 0) if alone else None
    return Asked(urlencode(written), asked.filters, words, article)


def address(filters: claim_lists.Filters, zone: ZoneInfo) -> str:
    """Write filters in one line, as an address has them."""
    return urlencode(claim_filters.write(filters, zone))


def report(
    session: Session, asked: Asked, *, desk: Desk, person: User, names: bool = False, whole: bool = False
) -> Report:
    """Return the report on what is asked for, claims of a list by their age; ``whole`` with all that it rests on."""
    if asked.article is not None:
        return for_article(session, asked.article, desk=desk, person=person, names=names, whole=whole)
    query = claim_lists.matching(session, asked.filters).with_only_columns(Claim.id).order_by(Claim.id)
    ids = session.scalars(query).all()
    return for_claims(
        session,
        ids,
        title=asked.title,
        filters=asked.words,
        desk=desk,
        person=person,
        names=names,
        whole=whole,
    )
