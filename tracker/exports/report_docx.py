"""A report as a Word document: real headings, tables, captions and notes, to be read and worked on further.

The same report makes the same bytes with one version of the program.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document

from tracker.domain.reports import Report
from tracker.exports.paper import Paper, paper
from tracker.exports.paper.anchors import anchors
from tracker.exports.paper.blocks import Drawing
from tracker.exports.plain_zip import entry
from tracker.exports.typesetting import as_pictures
from tracker.exports.word.notes import Notes
from tracker.exports.word.paragraphs import Writer, places
from tracker.exports.word.setting import Setter
from tracker.exports.word.styles import begin, text_width
from tracker.exports.word.xml import usable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST_PROPERTY = 255


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as DOCX; raises TooLarge where it has more claims than people print."""
    yield as_document(paper(report))


def as_document(laid: Paper) -> bytes:
    """Return a laid-out report as DOCX."""
    document, notes = begin(laid), Notes()
    drawings = [block for block in laid.blocks if isinstance(block, Drawing)]
    writer = Writer(document, notes, places(anchors(laid.blocks)))
    Setter(writer, text_width(laid), as_pictures(drawings)).set(laid.blocks)
    notes.attach(document)
    _describe(document, laid)
    return _packed(document)


def _describe(document: Document, laid: Paper) -> None:
    told = document.core_properties
    told.title = usable(laid.title)[:_LONGEST_PROPERTY]
    told.author = told.last_modified_by = usable(laid.author)[:_LONGEST_PROPERTY]
    told.comments = ""
    told.created = told.modified = (laid.at or datetime(1970, 1, 1, tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None)


def _packed(document: Document) -> bytes:
    """Return a document packed anew: python-docx writes the time of day into its zip."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(packed, "w") as again:
        for name in parts.namelist():
            told = entry(name)
            told.compress_type = ZIP_DEFLATED
            again.writestr(told, parts.read(name))
    return packed.getvalue()
