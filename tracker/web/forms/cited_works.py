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

    def begin(self, comparison: Comparison) -> None:
        """Begin with what a person found before, else with what is proposed."""
        step, proposed = comparison.step, comparison.proposal
        if step.check is not StepCheck.NOT_CHECKED:
            self.check.data, self.read_as.data = step.check.value, step.read_as.value if step.read_as else ""
        elif proposed is not None:
            self.check.data = proposed.value
            self.read_as.data = "" if comparison.other_language else ReadAs.ORIGINAL.value

    @property
    def found(self) -> Checked:
        """Return what the person found."""
        return Checked(StepCheck(self.check.data), ReadAs(self.read_as.data) if self.read_as.data else None)
