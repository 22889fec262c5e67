"""Static files: addressed with a version, so that browsers keep them until they change."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request

FOLDER = Path(__file__).resolve().parents[1] / "static"
VERSIONED = "public, max-age=31536000, immutable"
# Style sheets and modules ask for these by their bare address.
VENDORED = "public, max-age=604800"


def serve(app: Flask) -> None:
    """Address an app's static files with their version, and say how long they may be kept."""
    app.url_defaults(_add_version)
    app.after_request(_allow_keeping)


@cache
def version(filename: str) -> str | None:
    """Return the first digits of the SHA-256 of a static file, or None where there is no such file."""
    path = FOLDER / filename
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else None


def _add_version(endpoint: str, values: dict[str, object]) -> None:
    # A vendored font has one address, whether a page preloads it or a style sheet asks for it.
    filename = str(values.get("filename", ""))
    if endpoint == "static" and not filename.startswith("vendor/") and (found := version(filename)):
        values["v"] = found


def _allow_keeping(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code in (200, 304):
        filename = (request.view_args or {}).get("filename", "")
        if request.args.get("v") == version(filename):
            response.headers["Cache-Control"] = VERSIONED
        else:
            response.headers["Cache-Control"] = VENDORED if filename.startswith("vendor/") else "no-cache"
    return response
