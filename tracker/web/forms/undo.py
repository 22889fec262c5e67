"""The form of undoing: which action was shown, and why it is undone."""

from tracker.web.forms.base import Form, NewId, Paragraphs


class UndoForm(Form):
    """The id of the event that was shown, and why it is undone."""

    event = NewId(default=None)
    why = Paragraphs("Say why", limit=2000, required=True)
