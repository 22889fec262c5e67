"""The forms of quotes that stand elsewhere in a newer version, or nowhere."""

from typing import Any

from wtforms import HiddenField, IntegerField
from wtforms.validators import NumberRange, Optional

from tracker.ingest import MAX_CHARACTERS
from tracker.models import Anchor
from tracker.web.forms.base import ChangeForm, NewId, Paragraphs


class ConfirmForm(ChangeForm):
    """The button that confirms where a program found a quote again, and where to go after it."""

    next = HiddenField()


class ShownQuote(NewId):
    """The id of the quote that a form showed, or nothing."""

    def __init__(self, label: str = "", **more: Any) -> None:
        super().__init__(label, default=None, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the id; anything else was not ours."""
        super().process_formdata([value for value in valuelist if value])


class PlaceForm(ChangeForm):
    """The words of a quote in a version; among several places, ``near`` is the start of the one that is meant."""

    last = ShownQuote()
    quote = Paragraphs("The words in this version", required=True)
    near = IntegerField("Which of them", validators=[Optional(), NumberRange(0, MAX_CHARACTERS)])

    def show_last(self, newest: Anchor | None) -> None:
        """Take the quote that is shown now, so that the form, looked over, can be sent once more."""
        if self.is_stale and newest is not None:
            self.last.data = newest.id


class LetGoForm(ChangeForm):
    """Giving a lost quote up, with the reason."""

    why = Paragraphs("Why it is let go", required=True, limit=2000)
    next = HiddenField()
