"""The forms of notes."""

from collections.abc import Sequence
from uuid import UUID

from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from tracker.models import User
from tracker.web.forms.base import Form, NewId, Paragraphs, Revision

NOBODY = SelectChoice("", "nobody")


class NoteForm(Form):
    """A note to write, perhaps as an answer, perhaps for somebody."""

    id = NewId()
    answers = HiddenField()
    words = Paragraphs(
        "Note",
        required=True,
        description="@ and a sign-in name, such as @ines, lets a colleague know.",
        render_kw={"dir": "auto", "rows": 3},
    )
    assigned_to = SelectField("Assigned to")

    def offer(self, people: Sequence[User]) -> None:
        """Set for whom a note can wait."""
        self.assigned_to.choices = [NOBODY, *(SelectChoice(str(person.id), person.name) for person in people)]

    @property
    def answered(self) -> UUID | None:
        """Return the id of the note that this one answers, if it does."""
        return as_id(self.answers.data)


class SendBackForm(Form):
    """What is amiss with a claim as it was entered, and who shall look at it again."""

    id = NewId()
    rev = Revision()
    words = Paragraphs("What is amiss", required=True, limit=2000, render_kw={"dir": "auto", "rows": 4})
    assigned_to = SelectField("To")

    def offer(self, people: Sequence[User]) -> None:
        """Set to whom it can go back."""
        self.assigned_to.choices = [NOBODY, *(SelectChoice(str(person.id), person.name) for person in people)]

    def show_again(self, rev: int) -> None:
        self.rev.data = rev


class NoteStepForm(Form):
    """A step of one note: to resolve it, to reopen it, or to let it wait for somebody."""

    rev = Revision()
    assigned_to = HiddenField()

    def show_again(self, rev: int) -> None:
        self.rev.data = rev


def as_id(typed: str | None) -> UUID | None:
    """Return an id that a form carries; None for none, and for what is no id."""
    try:
        return UUID(typed) if typed else None
    except ValueError:
        return None


def among(people: Sequence[User], typed: str | None) -> User | None:
    """Return the one of some people whose id a form carries, None for none."""
    chosen = as_id(typed)
    return next((person for person in people if person.id == chosen), None)
