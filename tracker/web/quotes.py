"""Quotes in a newer version: confirmed where they were found again, placed anew by a person, or let go."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.anchors import Ambiguous
from tracker.domain.roles import Permission
from tracker.domain.text import context
from tracker.models import Anchor, Appearance, Snapshot
from tracker.services import appearances, articles, carrying
from tracker.web import marking
from tracker.web.addresses import own_path
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.base import Form
from tracker.web.forms.quotes import ConfirmForm, LetGoForm, PlaceForm
from tracker.web.meanwhile import changes
from tracker.web.transactions import commit

bp = Blueprint("quotes", __name__, url_prefix="/appearances/<uuid:id>")

_SHOWN_AROUND = 120


@bp.route("/place", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def place(id: UUID) -> ResponseReturnValue:
    """Say where the words of a claim stand in the newest version of their article."""
    appearance = appearances.get_appearance(g.session, id)
    snapshot = articles.newest_snapshot(g.session, appearance.article)
    last = _newest(appearance)
    form = PlaceForm(data={"rev": appearance.rev, "quote": last.exact if last else "", "last": last and last.id})
    if form.validate_on_submit():
        with refusals_on(form, about=appearance):
            seen, shown, why = form.rev.data, form.last.data, form.why.data
            quote, near = form.quote.data, form.near.data
            carrying.place(g.session, appearance, snapshot, quote, near, seen=seen, last=shown, why=why, by=g.user)
            commit()
            flash(f"The quote of claim {appearance.claim.number} is placed.")
            return redirect(_onward(appearance, None), 303)
    last = _newest(appearance)
    form.show_last(last)
    return render_template(
        "quotes/place.html",
        form=form,
        appearance=appearance,
        last=last,
        snapshot=snapshot,
        marked=marking.version(snapshot, []),
        places=_places(form, snapshot),
        changes=changes(form),
    ), form.status


@bp.post("/confirm")
@needs(Permission.ANNOTATE)
def confirm(id: UUID) -> ResponseReturnValue:
    """Confirm the place where a program found a quote again."""
    appearance = appearances.get_appearance(g.session, id)
    snapshot = articles.newest_snapshot(g.session, appearance.article)
    form = ConfirmForm()
    if form.validate():
        with refusals_on(form, about=appearance):
            carrying.confirm(g.session, appearance, snapshot, seen=form.rev.data, by=g.user)
            commit()
            flash(f"The quote of claim {appearance.claim.number} is confirmed.")
            return redirect(_onward(appearance, form.next.data), 303)
    page = render_template("quotes/refused.html", form=form, appearance=appearance, changes=changes(form))
    return page, form.status


@bp.route("/let-go", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def let_go(id: UUID) -> ResponseReturnValue:
    """Give a lost quote up, with the reason."""
    appearance = appearances.get_appearance(g.session, id)
    form = LetGoForm(data={"rev": appearance.rev, "next": request.args.get("next")})
    if form.validate_on_submit():
        with refusals_on(form, about=appearance):
            carrying.let_go(g.session, appearance, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash(f"The quote of claim {appearance.claim.number} is let go.")
            return redirect(_onward(appearance, form.next.data), 303)
    page = render_template(
        "quotes/let_go.html", form=form, appearance=appearance, last=_newest(appearance), changes=changes(form)
    )
    return page, form.status


def _newest(appearance: Appearance) -> Anchor | None:
    return appearance.anchors[-1] if appearance.anchors else None


def _places(form: Form, snapshot: Snapshot) -> list[tuple[int, str, str, str]]:
    """List the places among which a person must choose: each one's start, and its words with those around them."""
    if not isinstance(form.refusal, Ambiguous):
        return []
    listed = []
    for start, end in form.refusal.offered:
        before, after = context(snapshot.text, start, end, _SHOWN_AROUND)
        listed.append((start, before, snapshot.text[start:end], after))
    return listed


def _onward(appearance: Appearance, asked: str | None) -> str:
    return own_path(asked) if asked else url_for("workbench.show", number=appearance.article.number)
