"""Places of words as people read them: which thing, what of it, the words in their context, and how many copies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain.entries import Target
from tracker.domain.text import context
from tracker.domain.withheld_fields import label
from tracker.domain.withholding import texts
from tracker.models import RedactionField, Subject
from tracker.services.history.naming import TABLES, Names
from tracker.services.redaction.copies import Found
from tracker.services.redaction.masking import key_of
from tracker.services.redaction.on_record import in_order
from tracker.services.redaction.seeking import Place

_AROUND = 60


@dataclass(frozen=True)
class PlaceTold:
    """A place for people: ``key`` as a form posts it, the thing it is part of with its page, and the words there.

    ``now`` says that the words stand there now, ``earlier`` in how many values before; ``goes_along`` names what is
    masked with it. ``sure`` is false for a file that only a person can look into.
    """

    key: str
    label: str
    thing: str
    target: Target | None
    before: str
    words: str
    after: str
    now: bool
    earlier: int
    goes_along: tuple[str, ...]
    sure: bool = True


def places_told(session: Session, places: Sequence[Place]) -> list[PlaceTold]:
    """Tell places in words, in their order."""
    nearest = [_nearest(place.things) for place in places]
    names = Names(session, [(TABLES[thing[0]], thing[1]) for thing in nearest if thing])
    return [_place(place, thing, names) for place, thing in zip(places, nearest, strict=True)]


def fields_told(session: Session, fields: Iterable[RedactionField]) -> list[PlaceTold]:
    """Tell what a withholding names, as it is on record: where, and in how many values."""
    leading = [field for field in in_order(fields) if not field.follows]
    nearest = [_nearest((kind, id) for kind, id in _subjects(field)) for field in leading]
    names = Names(session, [(TABLES[thing[0]], thing[1]) for thing in nearest if thing])
    return [_field(field, thing, names) for field, thing in zip(leading, nearest, strict=True)]


def _nearest(things: Iterable[Subject]) -> Subject | None:
    """Return the thing that says best where a place is: a claim before its article, an article before its capture."""
    order = ("claim", "article", "source", "case", "report", "person", "capture")
    return min(things, key=lambda thing: (order.index(thing[0]), thing[1]), default=None)


def _subjects(field: RedactionField) -> Iterable[Subject]:
    return ((kind, UUID(id)) for kind, id in field.things)


def _place(place: Place, thing: Subject | None, names: Names) -> PlaceTold:
    before, words, after = _sample(place.found)
    earlier = len(place.found.copies) - place.now
    along = tuple(dict.fromkeys(label(key.table, key.column) for key in place.following))
    text, target = _named(thing, names)
    what = label(place.key.table, place.key.column)
    return PlaceTold(
        str(place.key), what, text, target, before, words, after, place.now, earlier, along, sure=place.sure
    )


def _field(field: RedactionField, thing: Subject | None, names: Names) -> PlaceTold:
    text, target = _named(thing, names)
    what, copies = label(field.table_name, field.column_name), len(field.copies)
    return PlaceTold(str(key_of(field)), what, text, target, "", "", "", False, copies, ())


def _named(thing: Subject | None, names: Names) -> tuple[str, Target | None]:
    if thing is None:
        return "the desk", None
    kind, id = thing
    if kind == "capture":
        return "a capture", (kind, str(id))
    name = names.thing(kind, id)
    return name.text, name.target


def _sample(found: Found) -> tuple[str, str, str]:
    """Return the words in the newest value that holds them, with what stands around; of bytes nothing can be shown."""
    newest = found.copies[max(found.copies)]
    if found.key.column == "content" or not newest.spans:
        return "", "", ""
    at, start, end = newest.spans[0]
    text = texts(newest.value)[at]
    end = min(end, start + 3 * _AROUND)
    before, after = context(text, start, end, _AROUND)
    return before, text[start:end], after
