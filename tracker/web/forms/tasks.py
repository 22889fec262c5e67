"""The form of who is to deal with something, until when, and how urgent it is."""

from collections.abc import Sequence
from typing import Any, Self

from wtforms import DateField, SelectChoice, SelectField
from wtforms.validators import Optional

from tracker.domain.urgency import Priority
from tracker.models import Task, User
from tracker.services.tasks import Plan, day_of
from tracker.web.forms.base import ChangeForm, choices
from tracker.web.forms.notes import NOBODY, among

_AS_MOST = SelectChoice("", "As most things")


class TaskForm(ChangeForm):
    """Who is to deal with an article or a claim, until when, and how urgent it is."""

    assigned_to = SelectField("Assigned to")
    due = DateField("Due", validators=[Optional()], description="The last day on which it is still in time.")
    priority = SelectField("Priority", choices=[_AS_MOST, *choices(Priority)], default="")

    @classmethod
    def of(cls, task: Task | None) -> Self:
        """Return the form as it begins, with what is planned."""
        if task is None:
            return cls(data={"rev": 0})
        to = str(task.assigned_to_id or "")
        return cls(
            data={
                "rev": task.rev,
                "assigned_to": to,
                "due": day_of(task),
                "priority": task.priority or "",
            }
        )

    def offer(self, people: Sequence[User], assigned: User | None) -> None:
        """Set to whom it can be assigned; whoever it is assigned to now stands there too."""
        listed = [*people, *([assigned] if assigned is not None and assigned not in people else [])]
        self._people = listed
        self.assigned_to.choices = [NOBODY, *(SelectChoice(str(one.id), one.name) for one in listed)]

    def plan(self) -> Plan:
        """Return what was chosen."""
        priority: Any = self.priority.data
        to = among(self._people, self.assigned_to.data)
        return Plan(to, self.due.data, Priority(priority) if priority else None)
