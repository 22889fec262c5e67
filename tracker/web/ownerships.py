"""The owners of a source: noted, confirmed on a basis, and removed."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import Standing
from tracker.models import Ownership, Source
from tracker.services import ownerships, sources
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.sources import ConfirmForm, OwnerForm, StepForm
from tracker.web.meanwhile import changes
from tracker.web.sources import source_at
from tracker.web.transactions import commit

bp = Blueprint("ownerships", __name__, url_prefix="/sources/<int:number>/owners")


@bp.route("/add", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def add(number: int) -> ResponseReturnValue:
    """Note who owns, controls or publishes a source."""
    source = source_at(number)
    form = OwnerForm(data={"rev": source.rev})
    if form.validate_on_submit():
        with refusals_on(form, about=source):
            _add(source, form)
            commit()
            flash(f"An owner of {source.name} is noted.", "done")
            return redirect(url_for("sources.show", number=source.shown.number), 303)
    shown = {"source": source, "form": form, "changes": changes(form)}
    return render_template("ownerships/add.html", may_confirm=g.user.may(Permission.ASSESS), **shown), form.status


@bp.route("/<uuid:id>/confirm", methods=["GET", "POST"])
@needs(Permission.ASSESS)
def confirm(number: int, id: UUID) -> ResponseReturnValue:
    """Confirm an owner on a basis."""
    source = source_at(number)
    ownership = _ownership(source, id)
    form = ConfirmForm(data={"rev": source.rev, "basis": ownership.basis})
    if form.validate_on_submit():
        with refusals_on(form, about=source):
            ownerships.confirm(
                g.session, ownership, basis=form.basis.data, seen=form.rev.data, why=form.why.data or "", by=g.user
            )
            commit()
            flash(f"The owner of {source.name} is confirmed; claims that this touches need another look.", "done")
            return redirect(url_for("sources.show", number=source.shown.number), 303)
    shown = {"source": source, "ownership": ownership, "form": form, "changes": changes(form)}
    return render_template("ownerships/confirm.html", **shown), form.status


@bp.route("/<uuid:id>/remove", methods=["GET", "POST"])
@needs(Permission.WITHDRAW)
def remove(number: int, id: UUID) -> ResponseReturnValue:
    """Remove an owner that was noted wrongly."""
    source = source_at(number)
    ownership = _ownership(source, id)
    form = StepForm(data={"rev": source.rev})
    shown = {"source": source, "ownership": ownership, "owner": ownership.owner, "form": form}
    if form.validate_on_submit():
        with refusals_on(form, about=source):
            ownerships.remove(g.session, ownership, seen=form.rev.data, why=form.why.data or "", by=g.user)
            commit()
            flash(f"The owner is no longer noted on {source.name}.", "done")
            return redirect(url_for("sources.show", number=source.shown.number), 303)
    is_confirmed = ownership.standing is Standing.CONFIRMED
    return render_template(
        "ownerships/remove.html", changes=changes(form), is_confirmed=is_confirmed, **shown
    ), form.status


def _add(source: Source, form: OwnerForm) -> None:
    confirmed = bool(form.confirmed.data)
    if confirmed and not g.user.may(Permission.ASSESS):
        raise NotAllowed("It takes a reviewer to confirm an owner. Leave the tick out; the owner is noted as asserted.")
    owner = sources.named_or_numbered(g.session, form.owner.data, field="owner")
    if owner is None:
        raise Refusal(f"No source is called “{form.owner.data}” yet. Add it first, then note it here.", field="owner")
    ownerships.add(
        g.session,
        source,
        owner,
        form.stated(),
        confirmed=confirmed,
        id=form.id.data,
        seen=form.rev.data,
        why=form.why.data or "",
        by=g.user,
    )


def _ownership(source: Source, id: UUID) -> Ownership:
    ownership = ownerships.get(g.session, id)
    if ownership.owned_id != source.id:
        raise NotFound(f"{source.name} has no such owner.")
    return ownership
