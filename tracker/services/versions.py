"""Newer versions of known articles, in which the quotes of the last one are found again."""

from collections import Counter

from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Duplicate
from tracker.models import Article, Capture
from tracker.services import carrying, snapshots
from tracker.services.carrying import Carried
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.seeking import Seeking
from tracker.services.snapshots import Reading


def add(
    session: Session,
    article: Article,
    capture: Capture,
    reading: Reading,
    *,
    seeking: Seeking | None = None,
    seen: int | None = None,
    why: str = "",
    by: Actor,
) -> list[Carried]:
    """Add a newer text of a known article, and find its passages and quotes again in it.

    ``seeking`` is what was sought in the text before the transaction, and knows what would take long to find.
    Returns what became of each quote. Raises Duplicate where the text is the newest version's already.
    """
    expect(article, seen)
    before = snapshots.get_version(session, article, None) if article.captured else None
    if before is not None and before.text == reading.cut.text:
        message = f"This is the text of version {before.version} already, word for word."
        raise Duplicate(message, existing=("article", article.number))
    snapshot = snapshots.make(session, article, capture, reading, by=by)
    seeking = seeking or Seeking(reading.cut.text)
    carried = carrying.carry(session, before, snapshot, seeking, by=by) if before is not None else []
    fates = Counter(str(one.fate) for one in carried)
    record(session, Action.SNAPSHOT_ADDED, about=article, by=by, why=why, version=snapshot.version, **fates)
    return carried
