"""The forms of decisions: to decide, to reopen, and to say that a verdict still stands."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import wtforms
from wtforms import BooleanField, FieldList, FormField, HiddenField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from tracker.models import Review, Verdict
from tracker.services.decisions import LONGEST_REASON, Ruling
from tracker.services.gates import KnownDenial
from tracker.web.forms.base import ChangeForm, Form, Line, NewId, Paragraphs, Revision


class ReviewIds(HiddenField):  # type: ignore[misc]  # WTForms ships no types.
    """The assessments that a form was shown with, as a list of ids."""

    data: list[UUID]

    def process_data(self, value: Sequence[Review] | None) -> None:
        """Take the assessments that stand."""
        self.data = [review.id for review in value or ()]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the ids; anything else was not ours."""
        try:
            self.data = [UUID(id) for id in " ".join(valuelist).split()]
        except ValueError as error:
            raise ValueError("This form was damaged on its way. Load the page again.") from error

    def _value(self) -> str:
        return " ".join(map(str, self.data))


class DenialForm(wtforms.Form):  # type: ignore[misc]  # WTForms ships no types.
    """How a known denial is answered."""

    denial = NewId()
    answer = Line("How it is answered")


class DecideForm(Form):
    """The desk's verdict on a claim."""

    id = NewId()
    rev = Revision()
    reviews = ReviewIds()
    verdict = RadioField("Verdict", validators=[InputRequired("Choose a verdict.")])
    reason = Line("Reason, in one line", required=True, limit=LONGEST_REASON)
    as_of = Line("As of", limit=40)
    would_change = Paragraphs("What would change our mind", limit=2000)
    denials = FieldList(FormField(DenialForm))
    override = Paragraphs("Why the gate is overridden", limit=2000)
    go_on = BooleanField("Then go on to the next claim")

    def offer(self, verdicts: Sequence[Verdict]) -> None:
        """Set what can be chosen."""
        self.verdict.choices = [SelectChoice(str(verdict.id), verdict.label) for verdict in verdicts]

    def answers(self) -> dict[UUID, str]:
        """Return the answers to denials, by the denial's id."""
        return {entry.form.denial.data: entry.form.answer.data for entry in self.denials}

    def ruling(self, verdict: Verdict) -> Ruling:
        """Return what was typed as the service takes it."""
        return Ruling(
            verdict=verdict,
            reason=self.reason.data,
            as_of=self.as_of.data,
            would_change=self.would_change.data,
            override=self.override.data,
            answers=self.answers(),
        )

    def show_again(self, rev: int) -> None:
        self.rev.data = rev

    def renew(self, standing: Sequence[Review], denials: Sequence[KnownDenial]) -> None:
        """Take the assessments that stand now and the denials known now; answers that were typed stay."""
        self.reviews.process_data(standing)
        answers = self.answers()
        while self.denials.entries:
            self.denials.pop_entry()
        for one in shown_denials(denials, answers):
            self.denials.append_entry(one)


class ReopenForm(ChangeForm):
    """Taking the desk's verdict back, with the reason."""

    id = NewId()
    why = Paragraphs("Say why", required=True, limit=2000)


class StillStandsForm(ChangeForm):
    """Saying that a verdict still stands although something it rests on changed, with the reason."""

    looks = SelectMultipleField(
        "What you looked at", coerce=UUID, validate_choice=False, validators=[InputRequired("Tick what you looked at.")]
    )
    why = Paragraphs("Say why it still stands", required=True, limit=2000)

    def offer(self, causes: Mapping[UUID, str]) -> None:
        """Set what can be chosen: why each look was asked for, by the look's id."""
        self.looks.choices = [SelectChoice(str(look_id), cause) for look_id, cause in causes.items()]


def shown_denials(denials: Sequence[KnownDenial], answers: dict[UUID, str]) -> list[dict[str, object]]:
    """Return what the form says of each denial to begin with."""
    return [{"denial": denial.id, "answer": answers.get(denial.id, "")} for denial in denials]
