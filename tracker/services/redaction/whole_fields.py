"""The fields of one thing that can be withheld whole: those of its own row, and the texts of an article's versions."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.text import one_line
from tracker.domain.withheld_fields import FIELDS, followers, label
from tracker.domain.withholding import MASK, texts
from tracker.models import Article, Recorded, Snapshot
from tracker.services.redaction.copies import Key, logged

_SHOWN = 90


@dataclass(frozen=True)
class OwnField:
    """A field of a thing: its key, what people call it, and how its newest value begins."""

    key: Key
    label: str
    begins: str


def own_fields(session: Session, thing: Recorded) -> list[OwnField]:
    """List the fields of a thing that hold anything to withhold."""
    named = dict(_keys(session, thing))
    newest = {key: copy.value for key, _, copy in logged(session, named)}
    shown = ((key, one_line(" ".join(texts(newest[key])), _SHOWN)) for key in named if key in newest)
    return [OwnField(key, named[key], begins) for key, begins in shown if begins.strip(MASK + " ")]


def _keys(session: Session, thing: Recorded) -> Iterator[tuple[Key, str]]:
    table = thing.__tablename__
    for column in FIELDS.get(table, {}):
        if (table, column) not in followers():
            yield Key(table, thing.id, column), label(table, column)
    if isinstance(thing, Article):
        query = select(Snapshot.id, Snapshot.version).where(Snapshot.article_id == thing.id)
        for id, version in session.execute(query.order_by(Snapshot.version)):
            yield Key("snapshots", id, "text"), f"text of version {version}"
