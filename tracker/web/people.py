"""The people of the desk, for those who manage them."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission, Role, holders
from tracker.models import User
from tracker.services import people, redaction, sign_ins
from tracker.services.passwords import new_one_time
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.people import NewPersonForm, PersonForm, StandingForm
from tracker.web.transactions import commit

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("")
@needs(Permission.MANAGE_PEOPLE)
def index() -> ResponseReturnValue:
    """List the people of the desk by name."""
    after = request.args.get("after")
    return render_template("people/index.html", page=people.list_people(g.session, after=after), after=after)


@bp.route("/add", methods=["GET", "POST"])
@needs(Permission.MANAGE_PEOPLE)
def add() -> ResponseReturnValue:
    """Add a person, and show their one-time password once."""
    form = NewPersonForm()
    if form.validate_on_submit():
        one_time = new_one_time()
        password_hash = desk().passwords.hash(one_time)
        if g.session.get(User, form.id.data) is not None:
            return redirect(url_for("people.show", id=form.id.data), 303)
        with refusals_on(form):
            person = people.create(
                g.session,
                form.login.data,
                form.name.data,
                Role(form.role.data),
                password_hash=password_hash,
                id=form.id.data,
                by=g.user,
            )
            commit()
            return render_template("people/one_time.html", person=person, one_time=one_time)
    return render_template("people/add.html", form=form, table=role_table()), form.status


@bp.get("/<uuid:id>")
@needs(Permission.MANAGE_PEOPLE)
def show(id: UUID) -> ResponseReturnValue:
    """Show a person: what they may do, and where they are signed in."""
    person = people.get_person(g.session, id)
    return _page(person, StandingForm(formdata=None))


@bp.route("/<uuid:id>/edit", methods=["GET", "POST"])
@needs(Permission.MANAGE_PEOPLE)
def edit(id: UUID) -> ResponseReturnValue:
    """Change a person's name and role."""
    person = people.get_person(g.session, id)
    form = PersonForm(obj=person)
    if form.validate_on_submit():
        with refusals_on(form, about=person):
            role = Role(form.role.data)
            people.change(
                g.session, person, name=form.name.data, role=role, seen=form.rev.data, why=form.why.data, by=g.user
            )
            commit()
            flash("The change is saved.")
            return redirect(url_for("people.show", id=id), 303)
    return render_template("people/edit.html", form=form, person=person, table=role_table()), form.status


@bp.post("/<uuid:id>/deactivate")
@needs(Permission.MANAGE_PEOPLE)
def deactivate(id: UUID) -> ResponseReturnValue:
    """Keep a person out from now on."""
    return _stand(id, people.deactivate, "{} is deactivated, and signed out everywhere.")


@bp.post("/<uuid:id>/reactivate")
@needs(Permission.MANAGE_PEOPLE)
def reactivate(id: UUID) -> ResponseReturnValue:
    """Let a person in again."""
    return _stand(id, people.reactivate, "{} may come in again.")


@bp.post("/<uuid:id>/reset")
@needs(Permission.MANAGE_PEOPLE)
def reset(id: UUID) -> ResponseReturnValue:
    """Give a person a one-time password, and show it once."""
    one_time = new_one_time()
    password_hash = desk().passwords.hash(one_time)
    form = StandingForm()
    person = people.get_person(g.session, id)
    if form.validate():
        with refusals_on(form):
            people.reset_password(g.session, person, password_hash=password_hash, why=form.why.data, by=g.user)
            commit()
            return render_template("people/one_time.html", person=person, one_time=one_time)
    return _page(person, form)


def role_table() -> list[tuple[Role, list[str]]]:
    """List the roles, each with what it may beyond the roles before it."""
    first_held_by = {asked: holders(asked)[0] for asked in Permission if holders(asked)}
    return [(role, [asked.label for asked, first in first_held_by.items() if first is role]) for role in Role]


def _page(person: User, form: StandingForm) -> ResponseReturnValue:
    sessions, withheld = sign_ins.of_person(g.session, person), redaction.notices(g.session, person)
    context = {"person": person, "sessions": sessions, "withheld": withheld}
    return render_template("people/show.html", form=form, **context), form.status


def _stand(id: UUID, step: Callable[..., None], said: str) -> ResponseReturnValue:
    form = StandingForm()
    person = people.get_person(g.session, id)
    if form.validate():
        with refusals_on(form):
            step(g.session, person, why=form.why.data, by=g.user)
            commit()
            flash(said.format(person.name))
            return redirect(url_for("people.show", id=id), 303)
    return _page(person, form)
