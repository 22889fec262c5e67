"""The forms of the people of the desk."""

from wtforms import RadioField

from tracker.domain.roles import Role
from tracker.web.forms.base import ChangeForm, Form, Line, NewId, Paragraphs, choices


class NewPersonForm(Form):
    """Somebody who joins the desk."""

    id = NewId()
    login = Line("Sign-in name", required=True, limit=60, render_kw={"autocomplete": "off", "dir": "auto"})
    name = Line("Name", required=True, limit=100, description="As colleagues and reports read it.")
    role = RadioField("Role", choices=choices(Role), default=Role.ANNOTATOR.value)


class PersonForm(ChangeForm):
    """A person's name and role."""

    name = Line("Name", required=True, limit=100)
    role = RadioField("Role", choices=choices(Role))


class StandingForm(Form):
    """A step that changes how a person stands: deactivate, reactivate, a new one-time password."""

    why = Paragraphs("Say why", limit=2000)
