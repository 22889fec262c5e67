"""The forms of blind assessment: how many people a case asks for, and opening before all have assessed."""

from wtforms import SelectChoice, SelectField

from tracker.domain.blindness import NUMBERS
from tracker.web.forms.base import ChangeForm, Paragraphs

BLIND_CHOICES = [SelectChoice("", "openly"), *(SelectChoice(str(n), f"blind, by {n} people") for n in NUMBERS)]
"""How claims are assessed, as forms offer it."""


class OpenForm(ChangeForm):
    """Opening the assessments of a claim early, with the reason."""

    why = Paragraphs("Say why", required=True, limit=2000)


class CaseBlindForm(ChangeForm):
    """How many people assess the claims of a case before anybody sees what another one said."""

    blind = SelectField("Its claims are assessed", choices=BLIND_CHOICES)
    why = Paragraphs("Say why", required=True, limit=2000)

    @property
    def number(self) -> int | None:
        """Return how many people were chosen, None for openly."""
        return number_of(self.blind.data)


def number_of(chosen: str | None) -> int | None:
    """Return the number of people of a choice, None for openly."""
    return int(chosen) if chosen else None
