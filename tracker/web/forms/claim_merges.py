"""The form that merges a claim into another."""

from wtforms import HiddenField

from tracker.web.forms.base import ChangeForm, Paragraphs, Revision


class MergeForm(ChangeForm):
    """The claim that will stand for both, as it was shown, and why they are one."""

    into = HiddenField()
    rev_into = Revision()
    why = Paragraphs("Why they are one claim", required=True, limit=2000)
