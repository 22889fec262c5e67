"""The forms of notes."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from tracker.domain.text import one_line
from tracker.models import Appearance, User
from tracker.web.forms.base import Form, NewId, Paragraphs, Revision

T = TypeVar("T", User, Appearance)

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
    # An answer is about what it answers, and a quote may go meanwhile: what is not among the choices is all of it.
    on = SelectField("About", validate_choice=False)
    assigned_to = SelectField("Assigned to")

    def offer(self, people: Sequence[User], quotes: Sequence[Appearance]) -> None:
        """Set for whom a note can wait, and on which quotes it can be; without any, it is on the whole thing."""
        self.assigned_to.choices = [NOBODY, *(SelectChoice(str(person.id), person.name) for person in people)]
        self.on.choices = [SelectChoice("", "all of it"), *(SelectChoice(str(one.id), _quote(one)) for one in quotes)]

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


def _quote(appearance: Appearance) -> str:
    words = appearance.anchors[-1].exact if appearance.anchors else ""
    return f"the quote “{one_line(words, 60)}” in {one_line(appearance.article.title, 60)}"


def as_id(typed: str | None) -> UUID | None:
    """Return an id that a form carries; None for none, and for what is no id."""
    try:
        return UUID(typed) if typed else None
    except ValueError:
        return None


def among(some: Sequence[T], typed: str | None) -> T | None:
    """Return the one of some people, or of some quotes, whose id a form carries, None for none."""
    chosen = as_id(typed)
    return next((one for one in some if one.id == chosen), None)
