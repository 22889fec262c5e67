"""The forms of withholding words: what is sought and where, on what basis and why, and what a second admin says."""

from collections.abc import Sequence
from typing import Any

from flask import request
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from tracker.domain.needles import Needles
from tracker.domain.vocabulary import LegalBasis
from tracker.services.redaction import Key, OwnField, PlaceTold, Sought
from tracker.web.forms.base import ChangeForm, Form, NewId, Paragraphs, choices


class Keys(SelectMultipleField):  # type: ignore[misc]  # WTForms ships no types.
    """Fields of the record, as ticks; what was offered before may be gone, which the service knows best."""

    def __init__(self, label: str = "", **more: Any) -> None:
        super().__init__(label, validate_choice=False, choices=[], **more)

    @property
    def keys(self) -> frozenset[Key]:
        """Return the fields that are ticked."""
        return frozenset(key for text in self.data or () if (key := Key.read(text)) is not None)


class AskForm(Form):
    """Asking for words to be withheld: first what is sought, then which of the places found, on what basis and why."""

    id = NewId()
    words = Paragraphs("Words, a line for each way they are written", limit=20_000)
    inside = BooleanField("Also where they are part of a longer word")
    whole = Keys("Or all of")
    chosen = Keys("Where they stand")
    basis = RadioField("Legal basis", choices=choices(LegalBasis), validate_choice=False)
    why = Paragraphs("Why", limit=2000)

    def offer(self, own: Sequence[OwnField], places: Sequence[PlaceTold] = ()) -> None:
        """Set which whole fields can be ticked, and tick every place that was found, where none was chosen yet."""
        self.whole.choices = [SelectChoice(str(one.key), f"{one.label}: {one.begins}") for one in own]
        if not self.sends:
            self.chosen.data = [place.key for place in places if place.sure]

    @property
    def sends(self) -> bool:
        """Tell whether the request goes to a second admin now, rather than only looking for the words."""
        return "send" in request.form

    def sought(self) -> Sought:
        """Return what is to be withheld."""
        words = tuple(line.strip() for line in self.words.data.splitlines() if line.strip())
        return Sought(words, self.whole.keys, bool(self.inside.data))

    def validate_words(self, field: Paragraphs) -> None:
        """Refuse to look for nothing, or for what stands everywhere."""
        lines = [line for line in field.data.splitlines() if line.strip()]
        if not lines and not self.whole.keys:
            raise ValidationError("Write the words that shall be withheld, or tick a field.")
        if short := next((line.strip() for line in lines if not Needles([line])), None):
            raise ValidationError(f"“{short}” is too short to be looked for.")

    def validate_basis(self, field: RadioField) -> None:
        """Refuse to send without a legal basis."""
        if self.sends and field.data not in set(LegalBasis):
            raise ValidationError("Choose the legal basis.")

    def validate_why(self, field: Paragraphs) -> None:
        """Refuse to send without a reason."""
        if self.sends and not field.data:
            raise ValidationError("Say why. Readers will see it, so leave the words themselves out.")


class ApproveForm(ChangeForm):
    """Approving it, with what was found besides as far as it is ticked."""

    also = Keys("Found besides")


class RefuseForm(ChangeForm):
    """Refusing it, with the reason."""

    why = Paragraphs("Why not", required=True, limit=2000)


class TakeBackForm(ChangeForm):
    """Taking back what one asked for."""
