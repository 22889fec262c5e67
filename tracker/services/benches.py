"""The workbench of an article: its text with the quotes and voices on it, read in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.trails import Trail
from tracker.models import Anchor, Appearance, Article, Case, Claim, IntakeItem, Passage, Snapshot, Task, User
from tracker.services import carrying, cases, intakes, passages, quotes, redaction, related, snapshots, tasks, trails
from tracker.services.access import visible
from tracker.services.redaction import Notice
from tracker.services.related import Related


@dataclass(frozen=True)
class Placed:
    """A claim on words of the text; ``anchor`` is the place that holds."""

    anchor: Anchor

    @property
    def appearance(self) -> Appearance:
        """Return where the claim appears."""
        return self.anchor.appearance

    @property
    def claim(self) -> Claim:
        """Return the claim, as it is shown."""
        return self.appearance.claim.shown


@dataclass(frozen=True)
class Bench:
    """What lies on the workbench; ``last`` is the trail that the person entered last in this article.

    ``related`` says by claim how it stands to others in this version, ``taken_in`` from which entries of lists it came.
    """

    article: Article
    snapshot: Snapshot
    placed: Sequence[Placed]
    related: Mapping[UUID, Sequence[Related]]
    lost: Sequence[Appearance]
    voices: Sequence[Passage]
    last: Trail | None
    cases: Sequence[Case]
    withheld: Sequence[Notice]
    task: Task | None
    taken_in: Sequence[IntakeItem]

    def inheriting(self, voice: Passage) -> int:
        """Count the claims that inherit the trail of a passage."""
        return sum(1 for one in self.placed if one.appearance.passage_id == voice.id)


def of_article(session: Session, article: Article, person: User) -> Bench:
    """Read the newest version of an article for a person; raise NotFound for one that is only cited."""
    snapshot = snapshots.get_version(session, article, None)
    placed = [Placed(one) for one in quotes.of_snapshot(session, snapshot) if visible(one.appearance.claim, person)]
    return Bench(
        article,
        snapshot,
        placed,
        related.in_version(session, [one.claim for one in placed], person=person),
        [one for one in carrying.lost(session, article) if visible(one.claim, person) and not one.claim.withdrawn],
        passages.of_snapshot(session, snapshot),
        trails.last_entered(session, article, person),
        cases.of_thing(session, article),
        redaction.notices(session, article),
        tasks.find_task(session, article),
        intakes.of_article(session, article.id, person=person),
    )


def words_at(snapshot: Snapshot, typed: str, start: int | None, end: int | None) -> str:
    """Return the words as the text has them where they were selected (code points); else as they were typed.

    A page does not know which white space stands between two paragraphs; the text does.
    """
    if start is not None and end is not None and 0 <= start < end <= len(snapshot.text):
        there = snapshot.text[start:end]
        if there.split() == typed.split():
            return there
    return typed
