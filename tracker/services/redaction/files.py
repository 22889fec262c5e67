"""Captured bytes that hold words: found whatever their charset, and masked so that places in their text hold.

Bytes whose every reading can be shown to be free of the words keep their markup. Others become the text that the desk
had read from them, masked; a table or data for programs is masked where it stands; and of a file that it cannot read
nothing is left but its length.
"""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tracker.domain.cuts import Cut
from tracker.domain.errors import Refusal
from tracker.domain.needles import Needles
from tracker.domain.withholding import mask
from tracker.ingest import raw, read
from tracker.models import Capture, Change, EditionFile, Snapshot
from tracker.services.history.replay import streamed

_Range = tuple[int, int]

_FEW = 4
"""How many files are in memory at once."""

_TAG = re.compile(r"<[^>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Bytes:
    """What a capture holds, and how it is read."""

    content: bytes
    filename: str
    media_type: str
    charset: str

    @property
    def sha256(self) -> str:
        """Return the hash of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def holding(session: Session, needles: Needles, *, after: int = -1) -> list[UUID]:
    """List the captures, taken in after a place in the log, whose bytes hold words in any reading that is known."""
    query = select(Capture.id, Capture.content, Capture.filename, Capture.media_type, Capture.charset)
    if after >= 0:
        newer = select(Change.row_id).where(Change.table_name == Capture.__tablename__, Change.seq > after)
        query = query.where(Capture.id.in_(newer))
    rows = streamed(session, query.order_by(Capture.id), _FEW)
    return [row.id for row in rows if holds(Bytes(*row[1:]), needles)]


def holds(bytes_: Bytes, needles: Needles) -> bool:
    """Tell whether bytes hold words: as they stand, or behind entities, tags, escapes or percent signs."""
    characters = _characters(bytes_)
    text = characters.text if characters is not None else bytes_.content.decode("utf-8", "replace")
    return any(needles.places(one) for one in _readings(text))


def published_beside(session: Session, captures: Collection[UUID]) -> set[UUID]:
    """Return those files of the same published reports that only a person could look into: they tell the same."""
    editions = select(EditionFile.edition_id).where(EditionFile.capture_id.in_(captures))
    query = select(EditionFile.capture_id).where(EditionFile.edition_id.in_(editions))
    beside = sorted(set(session.scalars(query)) - set(captures))
    return {id for id in beside if unreadable(of(session, id))}


def unreadable(bytes_: Bytes) -> bool:
    """Tell whether nobody but a person can say what a file holds, as with a picture."""
    return _characters(bytes_) is None


def masked(capture: Capture, needles: Needles, gone: Iterable[_Range] = ()) -> Bytes:
    """Return the bytes of a capture without words, and without some ranges of the text that is read from it."""
    kept = _kept(capture)
    try:
        text = _text(kept, capture.address)
    except Refusal:
        in_place = _in_place(kept, needles)
        if in_place is not None and not holds(in_place, needles):
            return in_place
        return Bytes(bytes(len(kept.content)), kept.filename, kept.media_type, kept.charset)
    ranges = [*needles.places(text), *gone]
    if not ranges and not holds(kept, needles):
        # The words are known no more, as where they stood in this file alone: then all of it goes.
        ranges = [(0, len(text))]
        needles = Needles([])
    left = mask(text, ranges)
    in_place = _in_place(kept, needles)
    if in_place is not None and not holds(in_place, needles) and _reads_as(in_place, capture.address, left):
        return in_place
    filename = f"{kept.filename}.txt" if kept.filename and not kept.filename.endswith(".txt") else kept.filename
    return Bytes(left.encode(), filename, "text/plain", "utf-8")


def ranges_in_capture(snapshot: Snapshot, gone: Collection[_Range]) -> Iterator[_Range]:
    """Yield where ranges of a version's text stand in the text of the capture that it was cut from."""
    cut = Cut("", tuple((start, end) for start, end in snapshot.ranges))
    for place, (first, last) in zip(cut.places, cut.ranges, strict=True):
        for start, end in gone:
            within = max(start, place), min(end, place + last - first)
            if within[0] < within[1]:
                yield first + within[0] - place, first + within[1] - place


def get(session: Session, capture_id: UUID) -> Capture:
    """Return a capture with its bytes."""
    return session.get_one(Capture, capture_id, options=[undefer(Capture.content)], populate_existing=True)


def of(session: Session, capture_id: UUID) -> Bytes:
    """Return the bytes of a capture."""
    return _kept(get(session, capture_id))


def _kept(capture: Capture) -> Bytes:
    return Bytes(capture.content, capture.filename, capture.media_type, capture.charset)


def characters_of(session: Session, capture_id: UUID) -> str:
    """Return the characters of a capture as they stand, or "" where it is no text."""
    characters = _characters(of(session, capture_id))
    return "" if characters is None else characters.text


def _text(bytes_: Bytes, address: str) -> str:
    charset = bytes_.charset or None
    extraction = read(
        bytes_.content, filename=bytes_.filename, media_type=bytes_.media_type, charset=charset, address=address
    )
    return extraction.text


def _reads_as(bytes_: Bytes, address: str, text: str) -> bool:
    try:
        return _text(bytes_, address) == text
    except Refusal:
        return False


def _in_place(kept: Bytes, needles: Needles) -> Bytes | None:
    characters = _characters(kept)
    if characters is None or _hides(characters.text, needles):
        return None
    content = characters.replaced(mask(characters.text, needles.places(characters.text)))
    return None if content is None else Bytes(content, kept.filename, kept.media_type, kept.charset)


def _hides(text: str, needles: Needles) -> bool:
    """Tell whether a text holds words in some reading that it does not hold as it stands."""
    readings = [Counter(one[start:end] for start, end in needles.places(one)) for one in _readings(text)]
    return any(other - readings[0] for other in readings[1:])


def _characters(bytes_: Bytes) -> raw.Characters | None:
    return raw.characters(
        bytes_.content, filename=bytes_.filename, media_type=bytes_.media_type, charset=bytes_.charset or None
    )


def _readings(text: str) -> Iterator[str]:
    """Yield the ways in which words may stand in a text that is markup, or a part of it a script or an address."""
    yield text
    yield html.unescape(text)
    yield html.unescape(_TAG.sub("", text))
    yield html.unescape(_TAG.sub(" ", text))
    yield _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if "%" in text:
        yield unquote(text)
