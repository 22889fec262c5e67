"""The forms of requests for corrections: entering one, planning it, answering it, closing it and opening it again."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from wtforms import DateField, IntegerField, SelectChoice, SelectField
from wtforms.validators import DataRequired, NumberRange, Optional, Regexp, ValidationError

from tracker.domain.corrections import LONGEST_WORDS, CorrectionKind, Outcome
from tracker.models import Correction, User
from tracker.services.corrections import Plan
from tracker.web.addresses import LARGEST_NUMBER
from tracker.web.forms.base import ChangeForm, Form, Line, NewId, Paragraphs, choices
from tracker.web.forms.notes import NOBODY, among

_NUMBER = (Optional(), NumberRange(1, LARGEST_NUMBER, "Give a number."))


class RequestForm(Form):
    """A request that somebody brought to the desk, entered by hand."""

    id = NewId()
    kind = SelectField("They ask for a", choices=choices(CorrectionKind), default=CorrectionKind.CORRECTION.value)
    words = Paragraphs("What they ask", required=True, limit=LONGEST_WORDS, render_kw={"dir": "auto", "rows": 5})
    claim = IntegerField("Claim", validators=_NUMBER)
    article = IntegerField("Article", validators=_NUMBER)
    report = IntegerField("Report", validators=_NUMBER)
    version = IntegerField("Version", validators=_NUMBER, description="Of the report; empty for the newest.")
    name = Line("Who asks")
    contact = Line("How to reach them", description="An address, a number.")
    received_on = DateField("Received on", validators=[DataRequired("Give a day.")])
    due = DateField("Due", validators=[Optional()], description="The last day on which a reply is still in time.")


class PublicRequestForm(Form):
    """A request that anybody may send from the public pages."""

    id = NewId()
    kind = SelectField("You ask for a", choices=choices(CorrectionKind), default=CorrectionKind.CORRECTION.value)
    words = Paragraphs(
        "What should be different, and how do you know?",
        required=True,
        limit=LONGEST_WORDS,
        render_kw={"dir": "auto", "rows": 7},
    )
    name = Line("Your name", limit=120, description="You may leave this empty.", render_kw={"autocomplete": "name"})
    contact = Line(
        "Your e-mail address",
        limit=200,
        validators=[Optional(), Regexp(r"[^@\s]+@[^@\s]+$", message="This is no e-mail address.")],
        description="Only for our reply. You may leave this empty.",
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )
    website = Line("Leave this empty", limit=200, render_kw={"autocomplete": "off"})

    def validate_website(self, field: Line) -> None:
        """Refuse what programs fill in that send forms everywhere; a person is told, and loses nothing."""
        if field.data:
            raise ValidationError("Leave this empty: it is there to tell people from programs.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Tell whether the form is right; where its token does not fit, say what to do."""
        valid = super().validate(extra_validators)
        if self.csrf_token.errors:
            self.csrf_token.errors = [
                "This page was open too long, or your browser keeps no cookies. Send it once more."
            ]
        return valid


class PlanForm(ChangeForm):
    """Who deals with a request, and by when."""

    assigned_to = SelectField("For")
    due = DateField("Due", validators=[Optional()])

    @classmethod
    def of(cls, correction: Correction, people: Sequence[User]) -> Self:
        """Return the form as it begins; whoever the request is assigned to now can stay."""
        to = correction.assigned_to
        data = {"rev": correction.rev, "assigned_to": str(to.id) if to else "", "due": _day(correction.due)}
        form = cls(data=data)
        form._people = [*people, *([to] if to is not None and to not in people else [])]
        form.assigned_to.choices = [NOBODY, *(SelectChoice(str(one.id), one.name) for one in form._people)]
        return form

    def plan(self) -> Plan:
        """Return what was chosen."""
        return Plan(among(self._people, self.assigned_to.data), self.due.data)


class AnswerForm(ChangeForm):
    """What the desk replied."""

    reply = Paragraphs("What you replied", required=True, limit=LONGEST_WORDS, render_kw={"dir": "auto", "rows": 5})


class CloseForm(ChangeForm):
    """What came of a request, and why."""

    outcome = SelectField("Outcome", choices=choices(Outcome), default=Outcome.CORRECTED.value)
    because = Paragraphs("Because", required=True, limit=2000, render_kw={"dir": "auto", "rows": 3})


class ReopenForm(ChangeForm):
    """Why a closed request is opened again."""

    why = Paragraphs("Say why", required=True, limit=2000)


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
