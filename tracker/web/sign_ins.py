"""Signing in and out."""

import hmac

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.domain.errors import Refusal
from tracker.domain.names import fold
from tracker.models import User
from tracker.services import limits, people, sign_ins
from tracker.services.limits import Limit
from tracker.services.sign_ins import Begun
from tracker.web.addresses import neighbourhood, own_path
from tracker.web.auth import public
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.settings import PasswordForm
from tracker.web.forms.sign_ins import SignInForm
from tracker.web.held import Held
from tracker.web.transactions import commit, is_safe, looking
from tracker.web.visits import cookie_name

bp = Blueprint("sign_ins", __name__)

MOST_BY_NAME, MOST_BY_ADDRESS = 10, 30


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def begin() -> ResponseReturnValue:
    """Let a person in, and back to what they were doing."""
    form = SignInForm()
    if is_safe():
        form.next.data = request.args.get("next")
    elif form.validate():
        with refusals_on(form):
            begun = _signed_in(form.login.data, form.password.data)
            return _onwards(begun, form)
    return render_template("sign_ins/begin.html", form=form, held=Held.unsealed(form.held.data)), form.status


@bp.post("/sign-out")
@public
def end() -> ResponseReturnValue:
    """Let a person out; whoever is out already just sees the door."""
    if g.signed_in is not None:
        sign_ins.end(g.session, g.signed_in, by=g.user)
        commit()
    session.clear()
    flash("You are signed out.")
    response = redirect(url_for("sign_ins.begin"), 303)
    response.delete_cookie(cookie_name(), secure=desk().settings.secure_cookies, httponly=True, samesite="Lax")
    return response


def _signed_in(login: str, password: str) -> Begun:
    """Sign in whoever the name and password belong to, or raise Refusal; it takes as long for a name nobody has."""
    tries = limits.attempt(desk().database.brief, _limits(login))
    with looking() as reading:
        found = people.find_person(reading, login)
    kept = found.password_hash if found is not None and found.active else None
    fits = desk().passwords.check(kept, password)
    anew = desk().passwords.hash(password) if fits and desk().passwords.is_outdated(str(kept)) else None
    # The person may have been deactivated, or their password changed, while it was checked; from here on they are held.
    person = None if found is None else g.session.get(User, found.id, with_for_update=True)
    if not fits or person is None or not person.active or person.password_hash != kept:
        sign_ins.failed(g.session, person)
        commit()
        raise Refusal("This name and password do not fit together. Check both; an admin can give you a new password.")
    person.password_hash = anew or person.password_hash
    begun = _begin(person)
    limits.forget(desk().database.brief, tries)
    return begun


def _begin(person: User) -> Begun:
    if g.signed_in is not None:
        sign_ins.drop(g.session, g.signed_in)
    begun = sign_ins.begin(g.session, person, by=person)
    commit()
    return begun


def _onwards(begun: Begun, form: SignInForm) -> Response:
    """Go where the person was going, or show the form that they had posted too late; a due password comes first."""
    session.clear()
    g.pop("csrf_token", None)  # The token of the page that follows belongs to the new sign-in.
    g.signed_in = begun.sign_in
    response = make_response(_leads_to(begun.sign_in.user, form))
    response.set_cookie(
        cookie_name(),
        begun.token,
        max_age=sign_ins.LONGEST,
        secure=desk().settings.secure_cookies,
        httponly=True,
        samesite="Lax",
    )
    return response


def _leads_to(person: User, form: SignInForm) -> ResponseReturnValue:
    """Return what follows; a form that is held comes along only on a page that answers the sign-in itself."""
    held, onwards = Held.unsealed(form.held.data), own_path(form.next.data)
    if person.must_change_password and held is None:
        return redirect(url_for("settings.password", next=onwards), 303)
    if person.must_change_password:
        due = PasswordForm(formdata=None, next=onwards, held=form.held.data)
        return render_template("settings/password.html", form=due, due=True)
    if held is not None:
        return render_template("sign_ins/resume.html", held=held)
    return redirect(onwards, 303)


def _limits(login: str) -> list[Limit]:
    # People sometimes type their password here, so the name is kept only under a key.
    name = hmac.digest(desk().settings.secret_key, f"sign-in:{fold(login)}".encode(), "sha256").hex()
    return [Limit(f"name:{name}", MOST_BY_NAME), Limit(f"address:{neighbourhood()}", MOST_BY_ADDRESS)]
