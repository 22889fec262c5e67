"""A report as PDF: tagged (PDF/UA-1), with outline, links and typefaces; the same bytes for the same report.

It is set by Typst from ``paper/*.typ``. What the report says goes in as JSON and is text throughout.
"""

from collections.abc import Iterator

from tracker.domain.reports import Report
from tracker.exports.paper import paper
from tracker.exports.typesetting import as_pdf

MEDIA_TYPE = "application/pdf"


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as PDF; raises TooLarge where it has more claims than people print."""
    yield as_pdf(paper(report))
