"""A file for counsel as plain data: what the record holds on a thing, for a lawyer who has nothing but this file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.differences import Piece
from tracker.domain.entries import Difference, Entry
from tracker.domain.notes import Checkpoint
from tracker.domain.reports import Report
from tracker.domain.reports.people import Desk
from tracker.domain.reports.quotes import ReportArticle

SUMS = "SHA256SUMS.txt"
"""The list of the documents with their hashes: beside them, and among the proofs."""

LARGEST = 900_000_000
"""Bytes of texts and original files that one file holds; with its pages and proofs it must stay below 1 GiB."""

MOST_CHANGES = 8_900
"""Changes that one file holds: a bundle of proofs holds a few more."""


@dataclass(frozen=True)
class Ordered:
    """What was asked for: by whom, for what purpose, with notes or without, people by name or by their roles."""

    by: str
    purpose: str
    notes: bool
    names: bool


@dataclass(frozen=True)
class AsOf:
    """The state of the record that it tells: the last event and its moment, and the seal that covers it."""

    seq: int
    at: datetime
    seal: Checkpoint


@dataclass(frozen=True)
class Document:
    """A file that goes along: its name within the whole, and its bytes, which are read when they are written."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Original:
    """Bytes as the desk took them in: which document they are, and what is known of them."""

    document: Document
    sha256: str
    size: int
    media_type: str
    charset: str
    filename: str
    address: str
    captured_at: datetime


@dataclass(frozen=True)
class TextVersion:
    """A version of an article's text: which document it is, when and by whom it was added, and what it was read from.

    ``characters`` counts code points; ``extractor`` says what read the text from the original.
    """

    version: int
    document: Document
    sha256: str
    characters: int
    extractor: str
    added_at: datetime
    added_by: str
    original: Original


@dataclass(frozen=True)
class Work:
    """An article with all versions of its text, the oldest first; of one that is only cited there is none."""

    article: ReportArticle
    versions: tuple[TextVersion, ...]


@dataclass(frozen=True)
class Wording:
    """How a claim was worded from an event on: the statement whole, its words that differ, and what else changed."""

    seq: int
    at: datetime
    by: str
    statement: str
    pieces: tuple[Piece, ...]
    others: tuple[Difference, ...]


@dataclass(frozen=True)
class WordedClaim:
    """A claim with every wording it had, the oldest first."""

    number: int
    wordings: tuple[Wording, ...]


@dataclass(frozen=True)
class EvidenceFile:
    """A file that was added as evidence."""

    claim: int
    title: str
    withdrawn: bool
    original: Original


@dataclass(frozen=True)
class Withheld:
    """That words are withheld: of which things, since when, on what legal basis, why, and in which fields."""

    of: tuple[str, ...]
    at: datetime
    basis: str
    why: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class Filing:
    """A file for counsel.

    ``kind``, ``number`` and ``title`` say what it is about. ``entries`` are the ``changes`` in the order of the record,
    and may be read from the database as they are walked, like the bytes of documents. Where there is no ``report``,
    ``no_report`` says why. ``notes`` counts the changes that are about notes alone, whether they are in it or not.
    """

    desk: Desk
    kind: str
    number: int
    title: str
    ordered: Ordered
    as_of: AsOf
    written_at: datetime
    changes: int
    entries: Iterable[Entry]
    claims: tuple[WordedClaim, ...]
    works: tuple[Work, ...]
    evidence: tuple[EvidenceFile, ...]
    originals: tuple[Original, ...]
    withheld: tuple[Withheld, ...]
    notes: int
    report: Report | None
    no_report: str = ""

    @property
    def documents(self) -> Sequence[Document]:
        """List the documents beside the pages: texts of articles, then original bytes."""
        texts = [version.document for work in self.works for version in work.versions]
        return [*texts, *(original.document for original in self.originals)]
