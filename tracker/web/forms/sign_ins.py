"""The form of signing in."""

from wtforms import HiddenField, PasswordField
from wtforms.validators import DataRequired

from tracker.services.passwords import LONGEST
from tracker.web.forms.base import Form, Line


class SignInForm(Form):
    """Name and password, where to go afterwards, and the form that was posted too late, if there was one."""

    login = Line("Sign-in name", required=True, render_kw={"autocomplete": "username", "dir": "auto"})
    password = PasswordField(
        "Password",
        validators=[DataRequired("Fill this in.")],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST},
    )
    next = HiddenField()
    held = HiddenField()
