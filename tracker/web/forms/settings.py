"""The forms of a person's own settings."""

from typing import Any, Self

from wtforms import BooleanField, HiddenField, PasswordField, SelectMultipleField
from wtforms.validators import DataRequired, EqualTo

from tracker.domain.messages import MessageKind
from tracker.models import User
from tracker.services.passwords import LONGEST
from tracker.web.forms.base import Form, Line, choices


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


class LettersForm(Form):
    """Where and of what a person is told by e-mail."""

    email = Line("Your e-mail address", limit=200, render_kw={"autocomplete": "email", "inputmode": "email"})
    kinds = SelectMultipleField("Tell me when", choices=choices(MessageKind))

    @classmethod
    def of(cls, person: User) -> Self:
        """Return the form as it begins; whoever has said nothing yet is offered all of it."""
        kinds = list(MessageKind) if person.messages is None else person.messages
        return cls(data={"email": person.email, "kinds": kinds})

    def chosen(self) -> list[MessageKind]:
        """Return of what they wish to be told."""
        return [MessageKind(kind) for kind in self.kinds.data or ()]


class EndOthersForm(Form):
    """The button that ends all other sign-ins."""
