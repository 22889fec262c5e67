"""The audit trail: of the desk, and of one thing with its parts."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.entries import Entry
from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission
from tracker.services import history, redaction, undo
from tracker.services.checkpoints import handovers
from tracker.services.history import filters as history_filters
from tracker.services.history import searching
from tracker.services.history.filters import Asked
from tracker.services.history.naming import Names
from tracker.services.paging import Page
from tracker.services.undo import marks
from tracker.web.addresses import page_of
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.feeds import address_for
from tracker.web.forms.base import Form
from tracker.web.log_entries import Told, told, with_fates
from tracker.web.trail_downloads import filters_of, hand_out

bp = Blueprint("trail", __name__, url_prefix="/trail")

MOST_DIFFERENCES = 60
"""How many differences of one entry are shown; the downloads have all."""


@dataclass(frozen=True)
class Chosen:
    """A filter that is set, in words, and the address of the trail without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class Day:
    """The entries of one day in the desk's zone, the newest first."""

    day: date
    entries: list[Told]


@bp.get("")
@needs(Permission.READ_TRAIL)
def index() -> ResponseReturnValue:
    """Show what was done on the desk, the newest first, as the address filters it."""
    asked = history_filters.read(g.session, request.args, desk().settings.desk_zone)
    page, looked_to = _found(asked)
    last = undo.last(g.session, g.user) if g.user.may(Permission.UNDO) else None
    return render_template(
        "trail/index.html",
        asked=asked,
        choices=history_filters.choices(g.session, g.user, graded=desk().settings.grades),
        chosen=_chosen(asked),
        looked_to=looked_to,
        can_undo=last is not None,
        feed_url=address_for(g.user),
        sweep_url=_sweep_url(asked) if g.user.may(Permission.UNDO_ANY) else None,
        **_page(page, "trail.index", **asked.typed),
    )


@bp.get("/<kind>/<reference>")
@needs(Permission.READ_TRAIL)
def show(kind: str, reference: str) -> ResponseReturnValue:
    """Show what was done to a thing and its parts, the newest first."""
    thing = history.get_thing(g.session, kind, reference, person=g.user)
    page = history.of_thing(g.session, kind, thing.id, person=g.user, before=_before())
    name = Names(g.session, [(thing.__tablename__, thing.id)]).of(thing.__tablename__, thing.id)
    events = history.events_of_thing(kind, thing.id, person=g.user)
    return render_template(
        "trail/show.html",
        name=name,
        url=page_of(name.target),
        count=history.how_many(g.session, events),
        withheld=redaction.notices(g.session, thing),
        address={"kind": kind, "reference": reference},
        **_page(page, "trail.show", kind=kind, reference=reference),
    )


@bp.get("/changes/<int:number>")
@needs(Permission.READ_TRAIL)
def change(number: int) -> ResponseReturnValue:
    """Show one change, with all that it changed and the seal that it is under."""
    entry = history.of_event(g.session, number, person=g.user)
    return render_template(
        "trail/change.html",
        change=_with_fates(told([entry], most=len(entry.differences)))[0],
        standing=handovers.standing(g.session),
    )


@bp.post("/download")
@needs(Permission.READ_TRAIL)
def download() -> ResponseReturnValue:
    """Hand the desk's trail out as it is filtered, and record that it was."""
    asked = history_filters.read(g.session, request.form, desk().settings.desk_zone)
    events = history.events_of_desk(filters_of(asked), person=g.user)
    return hand_out(events, None, filename="trail", filters=asked.typed)


@bp.post("/<kind>/<reference>/download")
@needs(Permission.READ_TRAIL)
def download_of(kind: str, reference: str) -> ResponseReturnValue:
    """Hand the trail of a thing and its parts out, and record that it was."""
    thing = history.get_thing(g.session, kind, reference, person=g.user)
    events = history.events_of_thing(kind, thing.id, person=g.user)
    return hand_out(events, thing, filename=f"trail-{kind}-{reference}", filters={})


def _found(asked: Asked) -> tuple[Page[Entry], datetime | None]:
    """Return the page that was asked for and, where words are looked for, how far back that was done."""
    if not asked.sought:
        return history.of_desk(g.session, asked.filters, person=g.user, before=_before()), None
    hits = searching.find(g.session, asked.filters, asked.sought, person=g.user, before=_before())
    return hits.page, hits.looked_to


def _page(page: Page[Entry], endpoint: str, **address: str) -> dict[str, Any]:
    """Return what both trails show of a page: days, where to go on, and up to when anything is recorded."""
    values: dict[str, Any] = {**address}
    return {
        "days": _days(_with_fates(told(page.rows, most=MOST_DIFFERENCES))),
        "standing": handovers.standing(g.session),
        "next_url": url_for(endpoint, before=page.next_key, **values) if page.next_key else None,
        "first_url": url_for(endpoint, **values) if "before" in request.args else None,
        "form": Form(formdata=None),
    }


def _with_fates(entries: list[Told]) -> list[Told]:
    """Say of entries what was undone since, and where the rest can be."""
    fates = marks.fates(g.session, [entry.number for entry in entries])
    return with_fates(entries, fates, may_undo=g.user.may(Permission.UNDO_ANY))


def _days(entries: list[Told]) -> list[Day]:
    zone = desk().settings.desk_zone
    return [Day(day, list(one)) for day, one in groupby(entries, key=lambda entry: entry.at.astimezone(zone).date())]


def _before() -> int | None:
    """Return the place in the log before which the page begins, if it is not the first one."""
    text = request.args.get("before", "")
    if text and not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise NotFound("This page of the trail does not exist. Begin again at its first page.")
    return int(text) if text else None


def _sweep_url(asked: Asked) -> str:
    """Return where all that the filtered person did since the filtered day can be undone."""
    return url_for("sweeps.show", who=asked.typed.get("who"), since=asked.typed.get("since"))


def _chosen(asked: Asked) -> list[Chosen]:
    typed: dict[str, Any] = {**asked.typed}
    return [
        Chosen(label, value, url_for("trail.index", **{key: typed[key] for key in typed if key != name}))
        for name, label, value in history_filters.in_words(g.session, asked)
    ]
