"""The form by which a person says what a comparison with a cited work has shown."""

from wtforms import SelectChoice, SelectField

from tracker.domain.vocabulary import ReadAs, StepCheck
from tracker.services.cited_works import Comparison
from tracker.services.steps import Checked
from tracker.web.forms.base import ChangeForm, choices

_NOT_STATED = SelectChoice("", "Not stated")


class CompareForm(ChangeForm):
    """Did they say it, and how was it read."""

    check = SelectField("Did they say it?", choices=choices(StepCheck))
    read_as = SelectField("Read as", choices=[_NOT_STATED, *choices(ReadAs)])

    @property
    def found(self) -> Checked:
        """Return what the person found."""
        return Checked(StepCheck(self.check.data), ReadAs(self.read_as.data) if self.read_as.data else None)


def begun(comparison: Comparison) -> dict[str, str]:
    """Return what the form begins with: what a person found before, else what is proposed."""
    step = comparison.step
    if step.check is not StepCheck.NOT_CHECKED:
        return {"check": step.check.value, "read_as": step.read_as.value if step.read_as else ""}
    proposed = comparison.proposal or StepCheck.NOT_CHECKED
    original = comparison.proposal is not None and not comparison.other_language
    return {"check": proposed.value, "read_as": ReadAs.ORIGINAL.value if original else ""}
