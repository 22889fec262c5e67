"""Reports as the pages that they are by themselves: they carry their own styles, and are none of the desk's pages."""

import re

from flask import Response

_STYLES = re.compile(rb"style-src '(sha256-[A-Za-z0-9+/=]+)'")


def by_itself(response: Response, content: bytes) -> Response:
    """Let a report be read under its own styles, and do nothing else."""
    styles = _STYLES.search(content)
    allowed = f"style-src '{styles[1].decode()}'; " if styles else ""
    response.headers["Content-Security-Policy"] = f"default-src 'none'; {allowed}font-src data:; sandbox"
    return response
