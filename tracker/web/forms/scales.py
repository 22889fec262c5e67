"""The forms by which an admin changes the scale of verdicts, and the reasons to tick for them."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import wtforms
from wtforms import BooleanField, FieldList, FormField, SelectChoice, SelectField
from wtforms.validators import ValidationError

from tracker.domain import reasons
from tracker.domain.reasons import MOST_REASONS, Reason
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


class RowForm(wtforms.Form):  # type: ignore[misc]  # WTForms ships no types.
    """One of a list that the desk keeps in an order; a row without a name is none."""

    key = Line("Key")
    place = Whole("Order", render_kw={"inputmode": "numeric"})
    leave_out = BooleanField("Leave it out from now on")

    @property
    def is_there(self) -> bool:
        """Tell whether the row is on the new list."""
        return bool(self.label.data or self.key.data) and not self.leave_out.data


R = TypeVar("R", bound=RowForm)


class VerdictForm(RowForm):
    """One verdict of the scale."""

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
        return [row.step for row in _placed(entry.form for entry in self.verdicts)]

    def show_again(self, rev: int) -> None:
        self.version.data = rev


class ReasonForm(RowForm):
    """One reason to tick."""

    label = Line("Name", limit=reasons.LONGEST_LABEL)
    sentence = Line("Sentence", limit=reasons.LONGEST_SENTENCE)
    template = Line("Words to start from", limit=reasons.LONGEST_SENTENCE)

    @property
    def reason(self) -> Reason:
        """Return the reason as it was typed."""
        return Reason(self.key.data, self.label.data, self.sentence.data, self.template.data)


class ReasonsForm(Form):
    """All reasons to tick, the version of the scale that was shown, and why they are changed."""

    version = Revision()
    reasons = FieldList(FormField(ReasonForm), max_entries=MOST_REASONS + BLANKS)
    why = Paragraphs("Say why", limit=2000)

    def typed(self) -> list[Reason]:
        """Return the reasons as they were typed, in the order of their numbers."""
        return [row.reason for row in _placed(entry.form for entry in self.reasons)]

    def show_again(self, rev: int) -> None:
        self.version.data = rev


def reason_rows(all_of_them: Sequence[Reason]) -> list[dict[str, object]]:
    """Return what the form begins with: the reasons that there are, then blank rows."""
    there = [{**vars(reason), "place": str(place)} for place, reason in enumerate(all_of_them, start=1)]
    return [*there, *({"place": str(len(there) + at)} for at in range(1, BLANKS + 1))]


def rows(steps: Sequence[ScaleStep]) -> list[dict[str, object]]:
    """Return what the form begins with: the verdicts that there are, then blank rows."""
    blanks = ({"place": str(len(steps) + at), "assessments": "1"} for at in range(1, BLANKS + 1))
    return [*(_row(place, step) for place, step in enumerate(steps, start=1)), *map(dict[str, object], blanks)]


def _placed(rows: Iterable[R]) -> list[R]:
    """Return rows that are there, in the order of their numbers; those without a number stay where they are."""
    there = enumerate((row for row in rows if row.is_there), start=1)
    return [row for _, row in sorted(there, key=lambda one: (one[1].place.number or one[0], one[0]))]


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
