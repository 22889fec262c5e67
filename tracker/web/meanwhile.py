"""What others changed while a person had a form open."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import g

from tracker.domain.differences import Piece
from tracker.domain.errors import Stale
from tracker.services import history
from tracker.web.forms.base import Form


@dataclass(frozen=True)
class Changed:
    """One value that somebody changed, before and after."""

    label: str
    pieces: tuple[Piece, ...]
    by: str
    at: datetime


def changes(form: Form) -> list[Changed]:
    """List what was changed since the revisions that a stale form was shown; nothing for any other form."""
    if not isinstance(form.refusal, Stale):
        return []
    return [
        Changed(difference.label, difference.pieces, entry.actor, entry.at)
        for (kind, id), rev in form.refusal.seen.items()
        if isinstance(id, UUID)
        for entry in history.since(g.session, (kind, id), rev, person=g.user)
        for difference in entry.differences
    ]
