"""The form of an assessment: verdict, reasons, what it rests on, and what was found at each step."""

from collections.abc import Sequence
from uuid import UUID

import wtforms
from wtforms import BooleanField, FieldList, FormField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from tracker.domain.vocabulary import ReadAs, StepCheck
from tracker.models import Citation, Enquiry, Evidence, Review, Root, Verdict
from tracker.services.steps import Checked
from tracker.web.forms.base import ChangeForm, Form, NewId, Paragraphs, Revision, choices
from tracker.web.forms.evidence import NewEvidenceFields

_NOT_STATED = SelectChoice("", "Not stated")


class StepForm(wtforms.Form):  # type: ignore[misc]  # WTForms ships no types.
    """One step of a trail: did they say it, and how was it read; with the revision of the thing that it belongs to."""

    step = NewId()
    root = NewId()
    root_rev = Revision()
    check = SelectField("Did they say it?", choices=choices(StepCheck))
    read_as = SelectField("Read as", choices=[_NOT_STATED, *choices(ReadAs)])

    @property
    def found(self) -> Checked:
        """Return what the person found."""
        return Checked(StepCheck(self.check.data), ReadAs(self.read_as.data) if self.read_as.data else None)


class AssessForm(ChangeForm):
    """One person's assessment of a claim."""

    id = NewId()
    verdict = RadioField("Verdict", validators=[InputRequired("Choose a verdict.")])
    # A reason that is ticked may be on the list no longer; the service says so better than a field can.
    ticks = SelectMultipleField("Reasons", validate_choice=False)
    words = Paragraphs("In your words", render_kw={"dir": "auto", "rows": 4})
    # What was withdrawn meanwhile is no choice any more; the service says so better than a field can.
    evidence = SelectMultipleField("Evidence it rests on", coerce=UUID, validate_choice=False)
    enquiries = SelectMultipleField("Searches and questions it rests on", coerce=UUID, validate_choice=False)
    steps = FieldList(FormField(StepForm))
    piece = FormField(NewEvidenceFields)
    go_on = BooleanField("Then go on to the next claim")

    def offer(self, verdicts: Sequence[Verdict], evidence: Sequence[Evidence], enquiries: Sequence[Enquiry]) -> None:
        """Set what can be chosen."""
        self.verdict.choices = [SelectChoice(str(verdict.id), verdict.label) for verdict in verdicts]
        self.evidence.choices = [SelectChoice(str(piece.id), piece.title) for piece in evidence]
        self.enquiries.choices = [SelectChoice(str(enquiry.id), enquiry.words) for enquiry in enquiries]

    def found(self) -> dict[UUID, Checked]:
        """Return what the person found, by step."""
        return {entry.form.step.data: entry.form.found for entry in self.steps}

    def seen_trails(self) -> dict[UUID, int]:
        """Return the revisions that the form was shown of the things that steps belong to."""
        return {entry.form.root.data: entry.form.root_rev.data for entry in self.steps}

    def renew(self, steps: Sequence[Citation]) -> None:
        """Take the newest revisions of what the steps belong to, and leave out steps that are there no longer."""
        newest = {step.id: step.root.rev for step in steps if isinstance(step.root, Root)}
        self.steps.entries = [entry for entry in self.steps if entry.form.step.data in newest]
        for entry in self.steps:
            entry.form.root_rev.data = newest[entry.form.step.data]


class TakeBackForm(Form):
    """Taking one's own assessment back, with the reason."""

    id = NewId()
    why = Paragraphs("Say why", required=True, limit=2000)


def shown_steps(steps: Sequence[Citation]) -> list[dict[str, object]]:
    """Return what the form says of each step to begin with."""
    return [
        {
            "step": step.id,
            "root": step.root.id,
            "root_rev": step.root.rev if isinstance(step.root, Root) else None,
            "check": step.check.value,
            "read_as": step.read_as.value if step.read_as else "",
        }
        for step in steps
    ]


def shown_before(review: Review | None) -> dict[str, object]:
    """Return what the form begins with for somebody who assessed the claim before."""
    if review is None:
        return {}
    return {
        "verdict": str(review.verdict_id),
        "ticks": review.ticks,
        "words": review.words,
        "evidence": [str(ground.evidence_id) for ground in review.grounds if ground.evidence_id],
        "enquiries": [str(ground.enquiry_id) for ground in review.grounds if ground.enquiry_id],
    }
