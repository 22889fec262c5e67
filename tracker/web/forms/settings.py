"""The forms of a person's own settings."""

from typing import Any

from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import DataRequired, EqualTo

from tracker.services.passwords import LONGEST
from tracker.web.forms.base import Form


def _password(label: str, autocomplete: str, *checks: Any) -> PasswordField:
    kw = {"autocomplete": autocomplete, "maxlength": LONGEST}
    return PasswordField(label, validators=[DataRequired("Fill this in."), *checks], render_kw=kw)


class PasswordForm(Form):
    """A new password, typed twice; the old one shows that it is you."""

    old_password = _password("Your password until now", "current-password")
    new_password = _password("New password", "new-password")
    new_password_again = _password(
        "New password, once more", "new-password", EqualTo("new_password", "The two are not alike.")
    )
    next = HiddenField()
    held = HiddenField()


class PreferencesForm(Form):
    """What a person likes to work with."""

    single_keys = BooleanField("Single-letter keys, such as “a” for annotate")


class EndOthersForm(Form):
    """The button that ends all other sign-ins."""
