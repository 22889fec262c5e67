"""A person's own settings: password, keys, and where they are signed in."""

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import Refusal
from tracker.domain.roles import Permission
from tracker.services import limits, messages, passwords, people, sign_ins
from tracker.services.limits import Limit
from tracker.web.addresses import own_path
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.settings import EndOthersForm, LettersForm, PasswordForm, PreferencesForm
from tracker.web.held import Held
from tracker.web.transactions import commit, is_safe

bp = Blueprint("settings", __name__)

MOST_GUESSES = 10


@bp.get("/settings")
@needs(Permission.READ)
def show() -> ResponseReturnValue:
    """Show what can be set."""
    return _page(LettersForm.of(g.user))


@bp.post("/settings")
@needs(Permission.READ)
def prefer() -> ResponseReturnValue:
    """Save a person's preferences."""
    people.prefer(g.session, g.user, single_keys=bool(PreferencesForm().single_keys.data))
    commit()
    flash("Your settings are saved.")
    return redirect(url_for("settings.show"), 303)


@bp.post("/settings/letters")
@needs(Permission.READ)
def letters() -> ResponseReturnValue:
    """Save where and of what a person is told by e-mail."""
    form = LettersForm()
    if form.validate():
        with refusals_on(form):
            messages.wish(g.session, g.user, email=form.email.data, kinds=form.chosen())
            commit()
            flash("Your settings are saved.")
            return redirect(url_for("settings.show"), 303)
    return _page(form)


@bp.post("/settings/end-others")
@needs(Permission.READ)
def end_others() -> ResponseReturnValue:
    """End a person's sign-ins elsewhere."""
    sign_ins.end_all(g.session, g.user, but=g.signed_in.token_hash)
    commit()
    flash("You are signed out everywhere else.")
    return redirect(url_for("settings.show"), 303)


@bp.route("/password", methods=["GET", "POST"])
@needs(Permission.READ)
def password() -> ResponseReturnValue:
    """Let a person choose a password; whoever came with a one-time password must."""
    form = PasswordForm()
    if is_safe():
        form.next.data, form.held.data = request.args.get("next"), ""
    elif form.validate():
        with refusals_on(form):
            _change_password(form)
            return _onwards(form)
    due = g.signed_in.user.must_change_password
    return render_template("settings/password.html", form=form, due=due), form.status


def _page(letters: LettersForm) -> ResponseReturnValue:
    context = {
        "form": PreferencesForm(formdata=None, obj=g.user),
        "letters": letters,
        "sends": bool(desk().settings.smtp_server),
        "end_others": EndOthersForm(formdata=None),
        "sessions": sign_ins.of_person(g.session, g.user),
    }
    return render_template("settings/show.html", **context), letters.status


def _change_password(form: PasswordForm) -> None:
    """Check both passwords and hash the new one before the transaction begins."""
    person = g.signed_in.user
    tries = limits.attempt(desk().database.brief, [Limit(f"password:{person.id}", MOST_GUESSES)])
    if not desk().passwords.check(person.password_hash, form.old_password.data):
        raise Refusal("This is not your password.", field="old_password")
    if form.new_password.data == form.old_password.data:
        raise Refusal("This is the password that you have. Choose another.", field="new_password")
    about = (person.login, person.name, desk().settings.desk_name)
    passwords.refuse_weak(form.new_password.data, about=about, field="new_password")
    new_hash = desk().passwords.hash(form.new_password.data)
    limits.forget(desk().database.brief, tries)
    people.change_password(
        g.session, g.user, checked=person.password_hash, new_hash=new_hash, keep=g.signed_in.token_hash
    )
    commit()


def _onwards(form: PasswordForm) -> ResponseReturnValue:
    held = Held.unsealed(form.held.data)
    if held is not None:
        return make_response(render_template("sign_ins/resume.html", held=held))
    flash("Your password is changed, and you are signed out everywhere else.")
    return redirect(own_path(form.next.data), 303)
