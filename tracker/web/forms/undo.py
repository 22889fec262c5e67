"""The forms of undoing: what was shown, whether the rest is wanted where something is in the way, and why."""

from wtforms import BooleanField

from tracker.web.forms.base import Form, NewId, Paragraphs, Revision


class SweepForm(Form):
    """The place of the newest change when the list was shown, and why all of it is undone."""

    position = Revision()
    why = Paragraphs("Say why", limit=2000, required=True)


class UndoForm(SweepForm):
    """The place of the newest change when it was shown, whether to undo the rest where some cannot be, and why."""

    rest = BooleanField("Undo the rest; what cannot be undone stays as it is")


class LastForm(UndoForm):
    """The id of the event that was shown as one's last, besides."""

    event = NewId(default=None)
