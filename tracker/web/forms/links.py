"""The form that relates a claim to another."""

import re

from wtforms import RadioField
from wtforms.validators import ValidationError

from tracker.domain.vocabulary import Relation
from tracker.web.forms.base import ChangeForm, Line, NewId, Paragraphs, choices


class LinkForm(ChangeForm):
    """How a claim stands to another one."""

    id = NewId()
    relation = RadioField("This claim", choices=choices(Relation), default=Relation.SAME_AS.value)
    other = Line("Number of the other claim", required=True, limit=12, render_kw={"inputmode": "numeric"})
    on = Line("Overtaken on", limit=40)
    note = Paragraphs("Note", limit=2000)

    def validate_other(self, field: Line) -> None:
        """Refuse what is no number of a claim."""
        if not re.fullmatch(r"[0-9]{1,9}", field.data):
            raise ValidationError("Give the number of a claim, such as 1042.")
