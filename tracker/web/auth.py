"""Who may ask for what: deny by default. A view says which permission it needs, or that it is public."""

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from flask import current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import NotAllowed
from tracker.domain.roles import Permission, holders
from tracker.models import SignIn, User
from tracker.services import sign_ins
from tracker.services.record import record
from tracker.web.desk import desk
from tracker.web.errors import NotSignedIn, wants_json
from tracker.web.forms.sign_ins import SignInForm
from tracker.web.held import Held
from tracker.web.security import check_origin, has_token
from tracker.web.transactions import is_safe

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC: Final = "public"
# What somebody who must choose a password can do before.
BEFORE_A_PASSWORD = frozenset({"settings.password", "sign_ins.end"})


def needs(permission: Permission) -> Callable[[View], View]:
    """Mark a view with the permission that it needs; stands below the route."""

    def mark(view: View) -> View:
        cast(Any, view).asks_for = permission
        return view

    return mark


def public(view: View) -> View:
    """Mark a view that anyone may ask for, also without signing in; stands below the route."""
    cast(Any, view).asks_for = PUBLIC
    return view


def own_token(view: View) -> View:
    """Mark a public view whose form checks its token itself, and so keeps what was typed where it does not fit."""
    cast(Any, view).has_own_token = True
    return view


def asks_for(endpoint: str) -> Permission | str | None:
    """Return what an endpoint asks for, or None where nobody said."""
    return getattr(current_app.view_functions[endpoint], "asks_for", None)


def guard() -> ResponseReturnValue | None:
    """Let a request pass, or answer it: the origin first, then who asks, then what they may, then the form's token."""
    if request.endpoint is None:
        return None
    if not is_safe():
        check_origin()
    asked = asks_for(request.endpoint)
    if asked != PUBLIC:
        if g.signed_in is None:
            return _turn_away()
        if (detour := _admit(g.signed_in, asked)) is not None:
            return detour
    own = getattr(current_app.view_functions[request.endpoint], "has_own_token", False)
    return None if is_safe() or own or has_token() else _ask_again()


def _admit(sign_in: SignIn, asked: Permission | str | None) -> ResponseReturnValue | None:
    now = chance.now()
    if sign_ins.needs_touch(sign_in, now):
        with desk().database.brief() as connection:
            sign_ins.touch(connection, sign_in, now)
    if sign_in.user.must_change_password and request.endpoint not in BEFORE_A_PASSWORD:
        return redirect(url_for("settings.password", next=_here() if is_safe() else None), 303)
    if not isinstance(asked, Permission) or not sign_in.user.may(asked):
        _refuse(sign_in.user, asked)
    return None


def _refuse(person: User, asked: Permission | str | None) -> None:
    with desk().database.writing() as session:
        record(session, Action.ACCESS_REFUSED, about=person, by=person, endpoint=str(request.endpoint))
        session.commit()
    who = [role.label for role in holders(asked)] if isinstance(asked, Permission) else []
    who_may = f"It takes the role of {who[0]} or above." if who else "Nobody may."
    raise NotAllowed(f"Your role on this desk does not allow this. {who_may}")


def _turn_away() -> ResponseReturnValue:
    """Lead to the sign-in; what was posted goes along and comes back after it."""
    if wants_json():
        raise NotSignedIn
    if is_safe():
        return redirect(url_for("sign_ins.begin", next=_here()), 303)
    held = Held.of_request()
    form = SignInForm(formdata=None, held=held.sealed() if held else "")
    return render_template("sign_ins/begin.html", form=form, held=held, lost=held is None), 401


def _ask_again() -> ResponseReturnValue:
    """Show what a form holds whose token does not fit, as after signing in again elsewhere, to be sent once more."""
    if wants_json():
        raise NotAllowed("This page was open too long. Load it again, and send it once more.")
    if g.signed_in is None:
        held = Held.unsealed(request.form.get("held"))
        form = SignInForm(formdata=None, next=request.form.get("next"), held=request.form.get("held"))
        return render_template("sign_ins/begin.html", form=form, held=held), 400
    return render_template("sign_ins/resume.html", held=Held.of_request()), 400


def _here() -> str:
    return request.full_path.removesuffix("?")
