"""What stands at the top of every page."""

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from tracker.domain.roles import Permission
from tracker.models import User
from tracker.web.desk import desk


@dataclass(frozen=True)
class Entry:
    """A place in the bar; ``current`` where the page belongs to it."""

    label: str
    url: str
    current: bool


_PLACES = (
    ("First page", "/", Permission.READ),
    ("Articles", "/articles", Permission.READ),
    ("Claims", "/claims", Permission.READ),
    ("Queues", "/queues", Permission.READ),
    ("Sources", "/sources", Permission.READ),
    ("Cases", "/cases", Permission.READ),
    ("Reports", "/reports", Permission.READ),
    ("Audit trail", "/trail", Permission.READ_TRAIL),
    ("People", "/people", Permission.MANAGE_PEOPLE),
)
_BELONGS_TO = {
    **dict.fromkeys(("captures", "quotes", "workbench"), "articles"),
    "agreement": "claims",
    "intakes": "articles",
    "scales": "claims",
    "appearances": "claims",
    "corrections": "reports",
    "undo": "trail",
    "redactions": "trail",
    "sweeps": "trail",
    "checkpoints": "trail",
    "past": "trail",
}
"""The places of blueprints whose addresses do not begin with theirs."""


def frame() -> dict[str, Any]:
    """Return what the frame of every page shows."""
    person = None if g.signed_in is None else g.signed_in.user
    return {
        "desk_name": desk().settings.desk_name,
        "current_person": person,
        "navigation": [] if person is None else navigation(person),
        "home_url": "/",
        "search_url": "/search",
        "settings_url": url_for("settings.show"),
        "sign_out_url": url_for("sign_ins.end"),
    }


def navigation(person: User) -> list[Entry]:
    """List the places that a person may go to."""
    return [Entry(label, url, _is_here(url)) for label, url, asked in _PLACES if person.may(asked)]


def _is_here(url: str) -> bool:
    first = request.path.split("/")[1]
    return url == f"/{_BELONGS_TO.get(request.blueprint or '', first)}"
