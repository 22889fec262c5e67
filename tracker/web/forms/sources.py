"""The forms of sources: what is known of one, its names, and its owners."""

from wtforms import BooleanField, SelectField

from tracker.domain.vocabulary import Control, SourceKind
from tracker.services.ownerships import Stated
from tracker.web.forms.base import ChangeForm, Line, NewId, Paragraphs, choices

_ANOTHER = "This is another source of the same name"
_SUGGESTED = {"dir": "auto", "data-suggest": "sources", "autocomplete": "off"}


class SourceForm(ChangeForm):
    """What is known of a source."""

    name = Line("Name", required=True)
    kind = SelectField("Kind", choices=choices(SourceKind), default=SourceKind.UNKNOWN.value)
    about = Paragraphs("About", limit=4000)
    contact = Line("Contact")


class KnownSourceForm(SourceForm):
    """What is known of a source that the desk has, and whether somebody looked who owns it."""

    owners_examined = BooleanField("We looked who owns it")


class NewSourceForm(SourceForm):
    """A source to add, with its other names in any script."""

    id = NewId()
    other_names = Paragraphs("Other names, one a line", limit=4000)
    another = BooleanField(_ANOTHER)


class NameForm(ChangeForm):
    """Another name of a source."""

    name = Line("Name", required=True)
    language = Line("Language", limit=35)
    another = BooleanField(_ANOTHER)


class StepForm(ChangeForm):
    """A step that needs no words but why, such as taking a name away."""


class OwnerForm(ChangeForm):
    """Who owns, controls or publishes a source, since and until when, and on what basis."""

    id = NewId()
    owner = Line("Owner", required=True, render_kw=_SUGGESTED)
    control = SelectField("It", choices=choices(Control), default=Control.OWNS.value)
    since = Line("Since", limit=40)
    until = Line("Until", limit=40)
    basis = Paragraphs("Basis", limit=2000)
    confirmed = BooleanField("I confirm this on the basis above")

    def stated(self) -> Stated:
        """Return what was typed as the service takes it."""
        return Stated(Control(self.control.data), self.since.data or "", self.until.data or "", self.basis.data or "")


class ConfirmForm(ChangeForm):
    """Confirming an owner that an article asserts."""

    basis = Paragraphs("Basis", required=True, limit=2000)
