"""The form by which an admin changes the scale of verdicts."""

from collections.abc import Sequence

import wtforms
from wtforms import BooleanField, FieldList, FormField, SelectChoice, SelectField
from wtforms.validators import ValidationError

from tracker.domain.roles import Role
from tracker.domain.scale import DECIDERS, LONGEST_LABEL, MARKS, MOST_ASSESSMENTS, MOST_STEPS, ScaleStep
from tracker.web.forms.base import Form, Line, Paragraphs, Revision
from tracker.web.forms.blindness import BLIND_CHOICES

BLANKS = 2
"""How many rows for new verdicts stand below those that there are."""

_NONE = SelectChoice("", "none")


class Whole(Line):
    """A small whole number; nothing typed is none."""

    @property
    def number(self) -> int | None:
        """Return the number that was typed."""
        return int(self.data) if self.data else None

    def pre_validate(self, form: Form) -> None:
        """Refuse what is no small number."""
        if self.data and not (self.data.isascii() and self.data.isdecimal() and len(self.data) < 4):
            raise ValidationError("A whole number, or nothing.")


class VerdictForm(wtforms.Form):  # type: ignore[misc]  # WTForms ships no types.
    """One verdict of the scale; a row without a name is none."""

    key = Line("Key")
    place = Whole("Order", render_kw={"inputmode": "numeric"})
    label = Line("Name", limit=LONGEST_LABEL)
    definition = Paragraphs("When to use it", limit=500, render_kw={"dir": "auto", "rows": 2})
    mark = SelectField("Mark", choices=[SelectChoice(mark, mark.replace("_", " ")) for mark in MARKS])
    rating = SelectField("ClaimReview value", choices=[_NONE, *(SelectChoice(str(n), str(n)) for n in range(1, 6))])
    line = Whole("Place on the line", render_kw={"inputmode": "numeric"})
    decided_from = SelectField(
        "Decided from", choices=[SelectChoice(role.value, f"{role.label} on") for role in DECIDERS]
    )
    assessments = SelectField(
        "Assessments", choices=[SelectChoice(str(n), str(n)) for n in range(1, MOST_ASSESSMENTS + 1)]
    )
    gated = BooleanField("The gate must be met")
    leave_out = BooleanField("Leave it out from now on")

    @property
    def is_there(self) -> bool:
        """Tell whether the row is a verdict of the new scale."""
        return bool(self.label.data or self.key.data) and not self.leave_out.data

    @property
    def step(self) -> ScaleStep:
        """Return the verdict as it was typed."""
        return ScaleStep(
            self.key.data,
            self.label.data,
            self.definition.data,
            int(self.rating.data) if self.rating.data else None,
            self.mark.data,
            bool(self.gated.data),
            self.line.number,
            Role(self.decided_from.data),
            int(self.assessments.data),
        )


class ScaleForm(Form):
    """All verdicts of the scale, the version that was shown, and why it is changed."""

    version = Revision()
    verdicts = FieldList(FormField(VerdictForm), max_entries=MOST_STEPS + BLANKS)
    blind = SelectField("Every claim is assessed", choices=BLIND_CHOICES)
    why = Paragraphs("Say why", limit=2000)

    def steps(self) -> list[ScaleStep]:
        """Return the verdicts as they were typed, in the order of their numbers; those without stay where they are."""
        rows = [entry.form for entry in self.verdicts if entry.form.is_there]
        placed = sorted(enumerate(rows, start=1), key=lambda row: (row[1].place.number or row[0], row[0]))
        return [row.step for _, row in placed]

    def show_again(self, rev: int) -> None:
        self.version.data = rev


def rows(steps: Sequence[ScaleStep]) -> list[dict[str, object]]:
    """Return what the form begins with: the verdicts that there are, then blank rows."""
    blanks = ({"place": str(len(steps) + at), "assessments": "1"} for at in range(1, BLANKS + 1))
    return [*(_row(place, step) for place, step in enumerate(steps, start=1)), *map(dict[str, object], blanks)]


def _row(place: int, step: ScaleStep) -> dict[str, object]:
    return {
        **vars(step),
        "place": str(place),
        "rating": _typed(step.rating),
        "line": _typed(step.line),
        "decided_from": step.decided_from.value,
        "assessments": str(step.assessments),
    }


def _typed(number: int | None) -> str:
    return "" if number is None else str(number)
