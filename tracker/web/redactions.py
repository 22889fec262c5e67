"""Withholding words: one admin asks, a second one approves; and what was withheld, for admins."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.domain.roles import Permission
from tracker.domain.vocabulary import LegalBasis, RedactionState
from tracker.models import Redaction
from tracker.services import history, redaction
from tracker.services.history.naming import Names
from tracker.web import publishing
from tracker.web.addresses import page_of
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.base import ChangeForm
from tracker.web.forms.redactions import ApproveForm, AskForm, RefuseForm, TakeBackForm
from tracker.web.transactions import commit, give_up, looking

bp = Blueprint("redactions", __name__, url_prefix="/withheld")


@bp.get("")
@needs(Permission.REDACT)
def index() -> ResponseReturnValue:
    """List what was asked to be withheld, the newest first."""
    after = request.args.get("after")
    page = redaction.page(g.session, after=after)
    next_url = url_for("redactions.index", after=page.next_key) if page.next_key else None
    first_url = url_for("redactions.index") if after else None
    return render_template("redactions/index.html", page=page, next_url=next_url, first_url=first_url)


@bp.route("/ask", methods=["GET", "POST"])
@needs(Permission.REDACT)
def ask() -> ResponseReturnValue:
    """Look for every copy of some words, choose, and send it to a second admin."""
    form = AskForm()
    if form.is_submitted() and form.validate() and form.sends:
        with looking() as session:  # It takes as long as the record is, and nobody else shall wait for that.
            looked = redaction.look(session, form.sought())
        with refusals_on(form):
            asked = redaction.ask(
                g.session,
                form.sought(),
                form.chosen.keys,
                basis=LegalBasis(form.basis.data),
                why=form.why.data,
                looked=looked,
                id=form.id.data,
                by=g.user,
            )
            commit()
            flash("It waits for a second admin now. Until then everything stays as it is.", "done")
            return redirect(url_for("redactions.show", number=asked.number), 303)
    return _asking(form)


@bp.get("/<int:number>")
@needs(Permission.REDACT)
def show(number: int) -> ResponseReturnValue:
    """Show a withholding: what it names, who asked and decided, and which files went out before."""
    return _page(number, None)


@bp.post("/<int:number>/approve")
@needs(Permission.REDACT)
def approve(number: int) -> ResponseReturnValue:
    """Withhold the words, as a second admin."""
    form = ApproveForm()
    with looking() as session:  # It takes as long as the record is, and nobody else shall wait for that.
        looked = redaction.look_for(session, redaction.get(session, number))

    def step(one: Redaction) -> None:
        also, seen = form.also.keys, form.rev.data
        redaction.approve(g.session, one, also=also, looked=looked, seen=seen, by=g.user)

    done = _decided(number, form, step)
    if not done:
        return _page(number, form)
    publishing.renew(desk(), redaction.get(g.session, number).id, g.signed_in.user.id).join(publishing.PATIENCE)
    flash(f"The words are withheld. {_scrubbed()}", "done")
    return redirect(url_for("redactions.show", number=number), 303)


@bp.post("/<int:number>/refuse")
@needs(Permission.REDACT)
def refuse(number: int) -> ResponseReturnValue:
    """Refuse to withhold the words."""
    form = RefuseForm()
    if not _decided(
        number, form, lambda one: redaction.refuse(g.session, one, why=form.why.data, seen=form.rev.data, by=g.user)
    ):
        return _page(number, form)
    flash("It is refused; everything stays as it is.", "done")
    return redirect(url_for("redactions.show", number=number), 303)


@bp.post("/<int:number>/take-back")
@needs(Permission.REDACT)
def take_back(number: int) -> ResponseReturnValue:
    """Take back what one asked for."""
    form = TakeBackForm()
    if not _decided(
        number, form, lambda one: redaction.take_back(g.session, one, why=form.why.data, seen=form.rev.data, by=g.user)
    ):
        return _page(number, form)
    flash("It is taken back; everything stays as it is.", "done")
    return redirect(url_for("redactions.show", number=number), 303)


def _asking(form: AskForm) -> ResponseReturnValue:
    """Show the form, with every place of the words once they are known."""
    with looking() as session:
        thing = _thing(session)
        own = redaction.own_fields(session, thing) if thing is not None else []
        found = []
        if form.is_submitted() and not form.words.errors:
            found = redaction.places_told(session, redaction.seek(session, form.sought()))
        form.offer(own, found)
        name = Names(session, [(thing.__tablename__, thing.id)]).of(thing.__tablename__, thing.id) if thing else None
        context: dict[str, Any] = {
            "name": name,
            "places": found,
            "own": own,
            "sealed": redaction.anything_sealed(session),
        }
    context["url"] = page_of(name.target) if name else None
    looked = form.is_submitted() and not form.words.errors
    return render_template("redactions/ask.html", form=form, looked=looked, **context), form.status


def _thing(session: Session) -> history.Thing | None:
    """Return the thing from whose page somebody came, if they did."""
    kind, reference = request.args.get("kind", ""), request.args.get("reference", "")
    return history.get_thing(session, kind, reference, person=g.signed_in.user) if kind else None


def _decided(number: int, form: ChangeForm, step: Callable[[Redaction], None]) -> bool:
    """Take a step with a request, and tell whether it was done; a refusal stands on the form."""
    one = redaction.get(g.session, number)
    if form.validate():
        with refusals_on(form, about=one):
            step(one)
            commit()
            return True
    return False


def _scrubbed() -> str:
    """Let the database's files forget what was overwritten, and say where that has to wait."""
    if desk().database.scrub():
        return "Make a new backup: older ones still hold them."
    return "Make a new backup: older ones still hold them. The database's own files forget them when nobody reads."


def _page(number: int, form: ChangeForm | None) -> ResponseReturnValue:
    give_up()  # Looking for the words again takes a while, and nobody else shall wait for that.
    with looking() as session:
        one = redaction.get(session, number)
        context: dict[str, Any] = {"one": one, "form": form, "rev": one.rev, "named": [], "others": [], "held": []}
        if one.state is RedactionState.ASKED:
            named, others = redaction.look_again(session, one)
            asked_at = redaction.asked_at(session, one)
            since = {str(place.key) for place in others if max(place.found.copies)[0] > asked_at}
            context["named"], context["others"] = (redaction.places_told(session, one) for one in (named, others))
            context |= {"since": since, "held": redaction.on_hold(session, named)}
        else:
            context["named"] = redaction.fields_told(session, one.fields)
        context["files"] = redaction.held_by(session, one)
        forms = {"approving": ApproveForm, "refusing": RefuseForm, "taking_back": TakeBackForm}
        context |= {name: _form(kind, form, one) for name, kind in forms.items()}
        page = render_template("redactions/show.html", **context)
    return page, form.status if form is not None else 200


def _form(kind: type[ChangeForm], sent: ChangeForm | None, one: Redaction) -> ChangeForm:
    """Return the form that was sent, or a new one of its kind on the newest revision."""
    return sent if isinstance(sent, kind) else kind(formdata=None, data={"rev": one.rev})
