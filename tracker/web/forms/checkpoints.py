"""The forms of the seals' page."""

from tracker.web.forms.base import Form, Paragraphs


class CompareForm(Form):
    """A seal that somebody kept outside, as text."""

    seal = Paragraphs(
        "A seal that you hold", limit=8000, required=True, render_kw={"rows": 6, "dir": "ltr", "spellcheck": "false"}
    )


class CheckForm(Form):
    """Asks for a check; it needs nothing but its token."""
