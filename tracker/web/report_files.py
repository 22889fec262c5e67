"""Published reports as files: in which order they are offered, and one that is read as the page it is by itself."""

import re

from flask import Response

from tracker.domain.formats import ReportFormat
from tracker.models import Edition, EditionFile

_PLACES = {word.value: place for place, word in enumerate(ReportFormat)}
_STYLES = re.compile(rb"style-src '(sha256-[A-Za-z0-9+/=]+)'")


def by_itself(response: Response, content: bytes) -> Response:
    """Let a report be read under its own styles, and do nothing else."""
    styles = _STYLES.search(content)
    allowed = f"style-src '{styles[1].decode()}'; " if styles else ""
    response.headers["Content-Security-Policy"] = f"default-src 'none'; {allowed}font-src data:; sandbox"
    return response


def in_order(edition: Edition) -> list[EditionFile]:
    """List the files of a published version, those to read first."""
    return sorted(edition.files, key=lambda file: _PLACES.get(file.format, len(_PLACES)))
