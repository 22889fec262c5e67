"""Looking back: a claim, an article or a source with its parts, as it was after a change or at a moment."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.db import blank
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.roles import Permission
from tracker.models import Article, Claim, Source
from tracker.services import benches, claim_pages, history, past, redaction, source_pages
from tracker.services.past import Place, Thing
from tracker.web import claims, graded, sources
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.filters import moment
from tracker.web.log_entries import Told, told
from tracker.web.sheets import lay_out
from tracker.web.things import page_path, thing_at

bp = Blueprint("past", __name__, url_prefix="/as-of/<kind>/<int:number>")

NOTHING = {permission.value: False for permission in Permission}
"""What may be done to the past."""


@dataclass(frozen=True)
class Then:
    """When a page is of: the event after which things stood so, the thing's last change by then, and where to go on."""

    place: Place
    last: Told | None
    previous_url: str | None
    next_url: str | None
    now_url: str


@bp.get("")
@needs(Permission.READ_TRAIL)
def find(kind: str, number: int) -> ResponseReturnValue:
    """Ask when to look back to, and lead to the thing as it was then."""
    thing = _thing(kind, number)
    typed, problem = request.args.get("at", "").strip()[:100], None
    if typed:
        try:
            place = past.find(g.session, typed, desk().settings.desk_zone)
            return redirect(url_for("past.show", kind=kind, number=number, event=place.seq))
        except Refusal as refusal:
            problem = refusal
    first = past.first_of(g.session, thing)
    page = render_template(
        "past/find.html", kind=kind, thing=thing, url=page_path(thing), first=first, typed=typed, problem=problem
    )
    return page, problem.status if problem else 200


@bp.get("/<int:event>")
@needs(Permission.READ_TRAIL)
def show(kind: str, number: int, event: int) -> ResponseReturnValue:
    """Show a thing as it was after an event."""
    thing = _thing(kind, number)
    place = past.after(g.session, event)
    with blank() as session:
        if not past.of_thing(g.session, session, thing, place, person=g.user):
            raise _too_early(thing)
        return _page(session, thing, _when(session, thing, place))


def _page(session: Session, thing: Thing, when: Then) -> str:
    if isinstance(thing, Claim):
        return _claim(session, session.get_one(Claim, thing.id), when)
    if isinstance(thing, Article):
        return _article(session, session.get_one(Article, thing.id), when)
    return _source(session, session.get_one(Source, thing.id), when)


def _claim(session: Session, claim: Claim, when: Then) -> str:
    page = replace(claim_pages.read(session, claim, person=g.user), withheld=redaction.notices(g.session, claim))
    given = graded.on_places(session, [quote.id for quote in page.quotes])
    return render_template("past/claim.html", then=when, **claims.shown(page, NOTHING), grades=given)


def _source(session: Session, source: Source, when: Then) -> str:
    on = when.place.at.astimezone(desk().settings.desk_zone).date().isoformat()
    page = source_pages.read(session, source, person=g.user, owners_on=on)
    page = replace(page, withheld=redaction.notices(g.session, source))
    more = {"owners_asked": None, "grades": graded.on_source(session, source)}
    return render_template("past/source.html", then=when, **sources.shown(page, NOTHING), **more)


def _article(session: Session, article: Article, when: Then) -> str:
    if not article.captured:
        return render_template(
            "past/cited.html", then=when, article=article, withheld=redaction.notices(g.session, article)
        )
    bench = replace(benches.of_article(session, article, g.user), withheld=redaction.notices(g.session, article))
    sheet = lay_out(bench)
    return render_template(
        "past/article.html",
        then=when,
        article=article,
        bench=bench,
        sheet=sheet,
        headline=sheet.take_headline(article.title),
        current=None,
        may_annotate=False,
        verdicts=[],
    )


def _when(session: Session, thing: Thing, place: Place) -> Then:
    near = past.around(g.session, thing, place, person=g.user)
    last = history.of_thing(session, thing.kind, thing.id, person=g.user, limit=1)
    previous_url, next_url = (
        None if event is None else url_for("past.show", kind=thing.kind, number=thing.number, event=event)
        for event in (near.previous, near.next)
    )
    return Then(place, told(last.rows)[0] if last.rows else None, previous_url, next_url, page_path(thing))


def _too_early(thing: Thing) -> NotFound:
    first = past.first_of(g.session, thing)
    name = f"{thing.kind.capitalize()} {thing.number}"
    on: datetime = first.at
    when = moment(on, zone=desk().settings.desk_zone)
    return NotFound(f"{name} was first recorded on {when}, with change {first.seq:,}. There is nothing of it before.")


def _thing(kind: str, number: int) -> Thing:
    return thing_at(f"{kind}s", number)
