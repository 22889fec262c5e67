"""The forms of queues."""

from collections.abc import Sequence
from typing import Self

from wtforms import BooleanField, SelectChoice, SelectMultipleField

from tracker.models import Queue, User
from tracker.web.forms.base import ChangeForm, Form, Line, NewId, Paragraphs, Revision


class SaveForm(Form):
    """A name for filters, and for whom they are saved."""

    id = NewId()
    name = Line("Name", required=True, limit=120)
    shared = BooleanField("For everybody on this desk")


class QueueForm(ChangeForm):
    """What a queue is called, for whom it is, and among whom what waits in it is shared out."""

    name = Line("Name", required=True, limit=120)
    shared = BooleanField("For everybody on this desk")
    people = SelectMultipleField("Shared out among")

    @classmethod
    def of(cls, queue: Queue) -> Self:
        """Return the form as it begins."""
        people = [str(one.person_id) for one in queue.people]
        return cls(data={"rev": queue.rev, "name": queue.name, "shared": queue.shared, "people": people})

    def offer(self, able: Sequence[User]) -> None:
        """Set who can be chosen."""
        self._able = able
        self.people.choices = [SelectChoice(str(one.id), one.name) for one in able]

    def chosen(self) -> list[User]:
        """Return the people who were chosen, by name."""
        return [one for one in self._able if str(one.id) in (self.people.data or [])]


class WithdrawQueueForm(Form):
    """That a queue goes."""

    rev = Revision()


class ShareOutForm(Form):
    """That what waits in a queue is shared out; ``seen`` is how many things were shown."""

    seen = Revision()
    why = Paragraphs("Say why", limit=2000)
