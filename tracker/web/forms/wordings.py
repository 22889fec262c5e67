"""The forms of a claim as a whole: its wording, and taking it out of the desk's work and back."""

from wtforms import SelectField

from tracker.domain.vocabulary import Checked, ClaimKind, Triage
from tracker.models import Claim
from tracker.services.claims import LONGEST_STATEMENT, Wording
from tracker.web.forms.base import ChangeForm, Paragraphs, choices


class WordingForm(ChangeForm):
    """What a claim says in the desk's words, and what of it is checked."""

    statement = Paragraphs("Statement", required=True, limit=LONGEST_STATEMENT)
    checked = SelectField("What we check", choices=choices(Checked))
    kind = SelectField("Kind", choices=choices(ClaimKind))
    readings = Paragraphs("Other readings, one a line", limit=LONGEST_STATEMENT)
    triage = SelectField("First pass", choices=choices(Triage))

    @classmethod
    def of(cls, claim: Claim) -> "WordingForm":
        """Return the form of a claim, filled with it where nothing was posted."""
        return cls(
            data={
                "rev": claim.rev,
                "statement": claim.statement,
                "checked": claim.checked.value,
                "kind": claim.claim_kind.value,
                "readings": "\n".join(claim.readings),
                "triage": claim.triage.value,
            }
        )

    def wording(self) -> Wording:
        """Return what was typed as the service takes it."""
        readings = tuple((self.readings.data or "").splitlines())
        return Wording(self.statement.data, Checked(self.checked.data), ClaimKind(self.kind.data), readings)


class WithdrawForm(ChangeForm):
    """Taking a claim out of the desk's work, with the reason."""

    why = Paragraphs("Why it is withdrawn", required=True, limit=2000)


class RestoreForm(ChangeForm):
    """Taking a withdrawn claim back into work."""
