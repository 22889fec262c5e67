"""Forms that were posted too late: what was typed is carried, signed, through signing in again, and offered back."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Self
from uuid import UUID

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

LONGEST_KEPT = timedelta(hours=12)
MOST_KEPT = 1_000_000
"""Characters of a form that are carried through a sign-in."""

MACHINERY = ("csrf_token", "held", "next", "id", "rev", "position")


@dataclass(frozen=True)
class Held:
    """A form post: where it went, its fields in order, and the names of files, which cannot be kept."""

    path: str
    fields: list[list[str]]
    files: list[str]

    @classmethod
    def of_request(cls) -> Self | None:
        """Return the request's form, without its token and passwords, or None where it is too large to carry."""
        pairs = [[name, value] for name, value in request.form.items(multi=True) if _is_carried(name)]
        files = [file.filename for file in request.files.values() if file.filename]
        if sum(len(name) + len(value) for name, value in pairs) > MOST_KEPT:
            return None
        return cls(request.full_path.rstrip("?"), pairs, files)

    @classmethod
    def unsealed(cls, sealed: str | None) -> Self | None:
        """Return what was sealed, or None for anything else."""
        if not sealed:
            return None
        try:
            return cls(**_seal().loads(sealed, max_age=int(LONGEST_KEPT.total_seconds())))
        except BadData:
            return None

    def sealed(self) -> str:
        """Return a signed text that holds all of this."""
        return str(_seal().dumps(asdict(self)))

    @property
    def typed(self) -> list[tuple[str, str]]:
        """List what a person typed, each with a readable name of its field."""
        shown = ((name, value) for name, value in self.fields if name not in MACHINERY and _is_readable(value))
        return [(name.replace("_", " ").replace("-", " ").capitalize(), value) for name, value in shown]


def _is_carried(name: str) -> bool:
    return name != "csrf_token" and "password" not in name


def _is_readable(value: str) -> bool:
    if not value.strip():
        return False
    try:
        UUID(value)
    except ValueError:
        return True
    return False


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="held")
