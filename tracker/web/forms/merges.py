"""The form that merges a source into another."""

from tracker.web.forms.base import ChangeForm, Line, Revision

_SUGGESTED = {"dir": "auto", "data-suggest": "sources", "autocomplete": "off"}


class MergeForm(ChangeForm):
    """Which source another one is, as it was shown, and why."""

    into = Line("The source that it is", required=True, render_kw=_SUGGESTED)
    into_rev = Revision()
