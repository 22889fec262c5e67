"""The forms of cases: what one is about, what is put in and taken out, and its hold."""

import re

from wtforms import HiddenField
from wtforms.validators import ValidationError

from tracker.web.forms.base import ChangeForm, Line, NewId, Paragraphs

_THING = re.compile(r"\s*(claim|article)\s*#?\s*([0-9]{1,9})\s*", re.IGNORECASE)


class CaseForm(ChangeForm):
    """What a case is called and what it is about."""

    title = Line("Title", required=True)
    about = Paragraphs("What it is about", limit=4000)


class NewCaseForm(CaseForm):
    """A case to open."""

    id = NewId()


class PutInForm(ChangeForm):
    """An article or a claim to put into a case, as a person writes it."""

    id = NewId()
    thing = Line("Article or claim", required=True, limit=40, render_kw={"dir": "ltr", "autocomplete": "off"})

    def validate_thing(self, field: Line) -> None:
        """Refuse what names neither a claim nor an article."""
        if not _THING.fullmatch(field.data):
            raise ValidationError("Write claim 12 or article 4.")

    @property
    def named(self) -> tuple[str, int]:
        """Return the kind and the number that were written."""
        found = _THING.fullmatch(self.thing.data)
        assert found is not None
        return found[1].lower(), int(found[2])


class TakeOutForm(ChangeForm):
    """The item of a case that is taken out."""

    item = NewId(default=None)


class StandingForm(ChangeForm):
    """A step that needs a reason: putting a case on hold, lifting the hold, withdrawing or restoring it."""

    step = HiddenField()
    why = Paragraphs("Say why", required=True, limit=2000)
