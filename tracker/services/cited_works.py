"""Steps of trails checked against the works that they cite, where the desk has the text of these."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.cited_words import Edition, Outcome, Part, look_up, proposal
from tracker.domain.errors import NotFound
from tracker.domain.languages import primary
from tracker.domain.vocabulary import StepCheck
from tracker.models import Anchor, Appearance, Article, Citation, Claim, Root, Snapshot
from tracker.services import steps
from tracker.services.trails import steps_of

MOST_AT_ONCE = 12
"""Steps that are compared for one page; each can be compared by itself."""

_MOST_VERSIONS = 20
_SAME_WORDS = (Outcome.THERE, Outcome.EARLIER)
_Cited = tuple[Citation, Appearance, Article]


@dataclass(frozen=True)
class Comparison:
    """What the quote of an appearance gives to the work that a step of its trail cites, and what that work says.

    ``own`` are the quotes by which the claim itself stands in the work. ``proposal`` is what to say of the step, None
    where nothing can be told from the words; ``other_language`` says that the two are not in one language.
    """

    step: Citation
    citing: Appearance
    work: Article
    parts: Sequence[Part]
    own: Sequence[Anchor]
    other_language: bool

    @property
    def proposal(self) -> StepCheck | None:
        """Return what to say of the step."""
        if self.other_language and not all(part.outcome in _SAME_WORDS for part in self.parts):
            return None
        return proposal(self.parts, self.step.manner) or (StepCheck.YES if self.own else None)


def of_places(session: Session, places: Sequence[Appearance]) -> dict[UUID, Comparison]:
    """Compare steps with the works that they cite, by the steps' ids: as many as one page takes.

    ``places`` are where a claim appears, as ``steps.appearances_of`` lists them.
    """
    return _compared(session, places, _comparable(places)[:MOST_AT_ONCE])


def citing(session: Session, claim: Claim, id: UUID) -> Root:
    """Return what a step that can be compared was entered on: an appearance, or an article with a passage."""
    [(step, _, _)] = _cited(steps.appearances_of(session, claim), id)
    assert isinstance(step.root, Root), "a step belongs to an appearance, or to an article by its passage"
    return step.root


def of_step(session: Session, claim: Claim, id: UUID) -> Comparison:
    """Compare one step of a claim's trails, or raise NotFound where it cites no work that the desk has the text of."""
    places = steps.appearances_of(session, claim)
    return _compared(session, places, _cited(places, id))[id]


def _cited(places: Sequence[Appearance], id: UUID) -> list[_Cited]:
    """Return the one step of an id with where it stands, in a list; raise NotFound where it cannot be compared."""
    found = [one for one in _comparable(places) if one[0].id == id]
    if not found:
        raise NotFound("This step is not in the trails of the claim, or cites no work that the desk has the text of.")
    return found


def _comparable(places: Sequence[Appearance]) -> list[_Cited]:
    """List the steps that can be compared, each once, with the newest words of the first quote that it stands under."""
    found: dict[UUID, _Cited] = {}
    for place in places:
        for step, _ in steps_of(place) if place.anchors else ():
            if step.cited_article is not None and step.cited_article.captured:
                found.setdefault(step.id, (step, place, step.cited_article))
    return list(found.values())


def _compared(session: Session, places: Sequence[Appearance], cited: Sequence[_Cited]) -> dict[UUID, Comparison]:
    editions = _editions(session, {work.id for _, _, work in cited})
    return {
        step.id: Comparison(
            step=step,
            citing=citing,
            work=work,
            parts=look_up(citing.anchors[-1].exact, editions[work.id]),
            own=[place.anchors[-1] for place in places if place.article_id == work.id and place.anchors],
            other_language=_differ(citing.article.language, work.language),
        )
        for step, citing, work in cited
    }


def _editions(session: Session, works: Collection[UUID]) -> dict[UUID, list[Edition]]:
    """Return the newest versions of some works, the newest of each first."""
    query = select(Snapshot.article_id, Snapshot.version, Snapshot.text).join(Article).where(Article.id.in_(works))
    query = query.where(Snapshot.version > Article.version - _MOST_VERSIONS).order_by(Snapshot.version.desc())
    editions: dict[UUID, list[Edition]] = {}
    for work, version, text in session.execute(query):
        editions.setdefault(work, []).append(Edition(version, text))
    return editions


def _differ(one: str, other: str) -> bool:
    """Tell whether two language tags name different languages; an unknown one may be any."""
    return bool(one and other) and primary(one) != primary(other)
