"""Entering one entry of a list: the review as an article, its claim on its words, its verdict as evidence.

The verdict of the desk is set by none of this: a decision does that, and a person decides.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.intakes import IntakeOutcome
from tracker.domain.names import fold
from tracker.domain.text import one_line
from tracker.domain.trails import Step, Trail
from tracker.domain.vocabulary import ArticleStage, Stance
from tracker.ingest import read
from tracker.ingest.lists import Entry, Reviewed, Sayer
from tracker.models import Appearance, Article, Capture, Claim, Evidence, Intake, IntakeItem, Source, User
from tracker.services import appearances, articles, claims, evidence, snapshots, sources, versions
from tracker.services.appearances import Sight
from tracker.services.claims import LONGEST_STATEMENT, Wording
from tracker.services.intakes.meanings import Meanings
from tracker.services.intakes.surveys import Mark
from tracker.services.record import record
from tracker.services.snapshots import Reading
from tracker.services.trails import Entry as TrailEntry

_LONGEST_TITLE, _LONGEST_EXCERPT = 200, 2000
_NUMBERED = re.compile(r"\[(\d{1,9})\]\s*$")


@dataclass
class Desk:
    """What entering entries needs: the list, whose it is, what verdicts mean, and the claims by their words."""

    session: Session
    intake: Intake
    by: User
    meanings: Meanings
    by_words: dict[str, UUID]
    joins: Mapping[int, int]
    odd: list[str] = field(default_factory=list)
    named: dict[str, Sequence[Source]] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """Return the reason that each change of the list is recorded with."""
        return f"Taken in from list {self.intake.number}, {self.intake.filename}."


def words_key(statement: str) -> str:
    """Return what a statement is recognised by, however it is written."""
    return hashlib.sha256(fold(statement).encode()).hexdigest()[:24]


def add(desk: Desk, position: int, entry: Entry, said: Reviewed) -> IntakeItem:
    """Enter a review that the desk does not have: the article, its claim with its trail, and the evidence."""
    desk.odd = list(said.odd)
    session, by = desk.session, desk.by
    outlet = _typed(desk, said.reviewer)
    described = _described(desk, said, outlet)
    article = articles.make_stub(session, described, by=by)
    article.stage = ArticleStage.DONE
    capture = _capture(desk, entry, said)
    snapshot = snapshots.make(session, article, capture, _reading(entry), compared=False, by=by)
    entered = _trail(desk, said)
    item = _item(desk, position, entry, IntakeOutcome.ADDED, article)
    detail = {"list": desk.intake.number, "place": entry.place, "odd": " ".join(desk.odd)}
    record(session, Action.ARTICLE_TAKEN_IN, about=article, by=by, why=desk.why, **detail)
    sight = Sight(said.claim, entry.start, stance=Stance.REPORTS)
    claim = _claim_meant(desk, position, said)
    if claim is None:
        wording = Wording(one_line(said.claim, LONGEST_STATEMENT))
        new = chance.new_id()
        claim = claims.annotate(session, article, wording, sight, entered, id=new, why=desk.why, by=by)
        desk.by_words[words_key(said.claim)] = claim.id
    else:
        appearances.add(session, claim, snapshot, sight, entered, id=chance.new_id(), why=desk.why, by=by)
    if said.verdict:
        evidence.add(session, claim, _evidence(desk, said, outlet), why=desk.why, by=by)
    return item


def renew(desk: Desk, position: int, entry: Entry, said: Reviewed, article: Article) -> IntakeItem | None:
    """Enter a review that changed as a newer version of its article; None where nothing that is read of it did."""
    desk.odd = list(said.odd)
    session, by = desk.session, desk.by
    reading, newest = _reading(entry), articles.newest_snapshot(session, article)
    if newest.text == reading.cut.text:
        return None
    item = _item(desk, position, entry, IntakeOutcome.RENEWED, article)
    capture = _capture(desk, entry, said)
    versions.add(session, article, capture, reading, why=desk.why, by=by)
    outlet = _typed(desk, said.reviewer)
    for claim, piece in _reviews(session, article, said):
        described = _evidence(desk, said, outlet)
        if piece is not None:
            evidence.edit(session, piece, described, why=desk.why, by=by)
        elif said.verdict and not claim.withdrawn:
            evidence.add(session, claim.shown, described, why=desk.why, by=by)
    return item


def refuse(desk: Desk, position: int, entry: Entry, why: str) -> IntakeItem:
    """Keep that an entry was not taken, and why."""
    desk.odd = []
    return _item(desk, position, entry, IntakeOutcome.REFUSED, None, why)


def _item(
    desk: Desk, position: int, entry: Entry, outcome: IntakeOutcome, article: Article | None, refused: str = ""
) -> IntakeItem:
    mark = Mark.of(entry)
    item = IntakeItem(
        id=chance.new_id(),
        intake=desk.intake,
        position=position,
        place=entry.place[:300],
        key=mark.key,
        digest=mark.digest,
        outcome=outcome,
        article=article,
        odd=desk.odd,
        refused=refused,
    )
    desk.session.add(item)
    return item


def _capture(desk: Desk, entry: Entry, said: Reviewed) -> Capture:
    capture = Capture(
        id=chance.new_id(),
        sha256=hashlib.sha256(entry.content).hexdigest(),
        content=entry.content,
        size=len(entry.content),
        media_type=entry.media_type,
        charset="utf-8",
        address=said.address,
        captured_at=chance.now(),
        created_by_id=desk.by.id,
    )
    desk.session.add(capture)
    return capture


def _reading(entry: Entry) -> Reading:
    return Reading.of(read(entry.content, media_type=entry.media_type))


def _described(desk: Desk, said: Reviewed, outlet: str) -> articles.Description:
    return articles.Description(
        title=said.title or one_line(said.claim, _LONGEST_TITLE),
        byline=said.byline,
        outlet=outlet,
        published=said.published,
        language=said.language,
        address=said.address,
    )


def _claim_meant(desk: Desk, position: int, said: Reviewed) -> Claim | None:
    """Return the claim that an entry is: the one that a person chose, else one in the very same words, if any."""
    chosen = desk.joins.get(position)
    if chosen is not None:
        return claims.get_claim(desk.session, chosen).shown if chosen else None
    if not desk.intake.join_same:
        return None
    known = desk.by_words.get(words_key(said.claim))
    claim = desk.session.get(Claim, known) if known is not None else None
    return claim.shown if claim is not None and not claim.shown.withdrawn else None


def _evidence(desk: Desk, said: Reviewed, outlet: str) -> evidence.Description:
    told = [desk.meanings.sentence(said), *desk.odd] if said.verdict else desk.odd
    excerpt = one_line(said.body, _LONGEST_EXCERPT) or (str(said.verdict) if not said.address else "")
    return evidence.Description(
        stance=desk.meanings.stance(said),
        title=said.title or one_line(f"Review: {said.claim}", _LONGEST_TITLE),
        address=said.address,
        excerpt=excerpt,
        publisher=outlet,
        published=said.published,
        note="\n".join(told),
    )


def _trail(desk: Desk, said: Reviewed) -> TrailEntry:
    """Return the trail of a claim: whoever said it, in the work that is cited."""
    steps = tuple(_step(desk, one) for one in said.said_by)
    return TrailEntry(Trail(steps), cited_article=_cited(desk, said) if steps else None)


def _step(desk: Desk, sayer: Sayer) -> Step:
    found, name = _named(desk, sayer.name), _plain(sayer.name)
    known = found[0] if found else None
    if known is None:
        known = sources.make(desk.session, name=name, kind=sayer.kind, about=sayer.about, by=desk.by)
    return Step(known.name, known.number) if known.number is not None else Step(name)


def _cited(desk: Desk, said: Reviewed) -> Article | None:
    """Return the work in which it was said: one known by its address, else noted anew."""
    if not said.said_at and not said.said_in:
        return None
    known = articles.at_address(desk.session, said.said_at)
    if known:
        return known[0]
    host = urlsplit(said.said_at).hostname or "" if said.said_at else ""
    title = said.said_in or f"At {host}: {one_line(said.claim, _LONGEST_TITLE - len(host) - 5)}"
    described = articles.Description(title=title, published=said.said_on, address=said.said_at)
    return articles.make_stub(desk.session, described, by=desk.by)


def _typed(desk: Desk, name: str) -> str:
    """Return a source's name as a person would type it, so that of several with the name the first is meant."""
    found = _named(desk, name) if name else []
    if len(found) > 1 and found[0].number is not None:
        return f"{found[0].name} [{found[0].number}]"
    return _plain(name)


def _named(desk: Desk, name: str) -> Sequence[Source]:
    """Return the sources that have a name, looked up once while entries are entered together."""
    folded = fold(_plain(name))
    found = desk.named.get(folded) or sources.named(desk.session, _plain(name))
    if found:
        desk.named[folded] = found
    if len(found) > 1:
        odd = f"Several sources are called “{name}”; number {found[0].number} is taken."
        desk.odd += [odd] if odd not in desk.odd else []
    return found


def _plain(name: str) -> str:
    """Return a name that cannot be taken for one with a number behind it."""
    return _NUMBERED.sub(r"(\1)", name)


def _reviews(session: Session, article: Article, said: Reviewed) -> list[tuple[Claim, Evidence | None]]:
    """Return the claims that appear in a review, each with the evidence that it is for it, if it stands."""
    query = select(Appearance).where(Appearance.article_id == article.id, Appearance.withdrawn.is_(False))
    found: list[tuple[Claim, Evidence | None]] = []
    for place in session.scalars(query.order_by(Appearance.id)):
        mine = select(Evidence).where(Evidence.claim_id == place.claim_id, Evidence.withdrawn.is_(False))
        same = mine.where(Evidence.address == said.address).order_by(Evidence.id).limit(1)
        found.append((place.claim, session.scalar(same)))
    return found
