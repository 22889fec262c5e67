"""The forms by which something is done to many claims at once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from wtforms import DateField, HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Optional

from tracker.domain.errors import Refusal
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import Cause, Relation
from tracker.models import User, Verdict
from tracker.services import cases, claims, scales, tasks
from tracker.services.decisions import LONGEST_REASON, Ruling
from tracker.services.many import MOST, Deed
from tracker.services.many.assigning import Assigning
from tracker.services.many.deciding import Deciding
from tracker.services.many.filing import Filing
from tracker.services.many.relating import Relating
from tracker.services.many.standing import StillStanding
from tracker.services.many.tagging import Retagging
from tracker.web.addresses import LARGEST_NUMBER
from tracker.web.forms.base import Form, Line, Paragraphs, Revision, choices
from tracker.web.forms.notes import among

_AS_IT_IS = SelectChoice("as_it_is", "As it is")
_DAMAGED = "This form was damaged on its way. Begin again at the list."


class Numbers(HiddenField):  # type: ignore[misc]  # WTForms ships no types.
    """The numbers of the claims that were chosen."""

    data: list[int]

    def process_data(self, value: Sequence[int] | None) -> None:
        """Take the numbers."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the numbers; anything else was not ours."""
        self.data = []
        typed = " ".join(valuelist).split()
        if len(typed) > MOST or not all(map(is_number, typed)):
            raise ValueError(_DAMAGED)
        self.data = [int(one) for one in typed]

    def _value(self) -> str:
        return " ".join(map(str, self.data))


class ManyForm(Form):
    """Which claims were chosen, and what the desk was like then; ``sure`` says that it was looked at."""

    claims = Numbers()
    position = Revision()
    sure = HiddenField()
    why = Paragraphs("Say why", limit=2000)

    def offer(self, session: Session) -> None:
        """Set what can be chosen."""

    def deed(self, session: Session) -> Deed:
        """Return what is to be done; raise Refusal where something that was typed is not there."""
        raise NotImplementedError

    @property
    def said(self) -> str:
        """Return why it is done."""
        return str(self.why.data)


class AssignForm(ManyForm):
    """Who is to deal with the claims, until when, and how urgent they are."""

    assigned_to = SelectField("Assigned to", default="as_it_is")
    deadline = SelectField(
        "Deadline",
        choices=[_AS_IT_IS, SelectChoice("day", "On the day below"), SelectChoice("none", "None")],
        default="as_it_is",
    )
    due = DateField("Due", validators=[Optional()])
    priority = SelectField(
        "Priority", choices=[_AS_IT_IS, SelectChoice("", "As most things"), *choices(Priority)], default="as_it_is"
    )

    def offer(self, session: Session) -> None:
        self._people = tasks.doers(session, "claim")
        listed = [SelectChoice(str(one.id), one.name) for one in self._people]
        self.assigned_to.choices = [_AS_IT_IS, SelectChoice("", "Nobody"), *listed]

    def deed(self, session: Session) -> Deed:
        priority: Any = self.priority.data
        if self.deadline.data == "day" and self.due.data is None:
            raise Refusal("Say on which day they are due.", field="due")
        asked = {"to": self.assigned_to.data, "due": self.deadline.data, "priority": priority}
        sets = frozenset(name for name, value in asked.items() if value != "as_it_is")
        to: User | None = among(self._people, self.assigned_to.data) if "to" in sets else None
        due = self.due.data if self.deadline.data == "day" else None
        return Assigning(sets, to, due, Priority(priority) if "priority" in sets and priority else None)


class TagForm(ManyForm):
    """The tags that the claims get and lose."""

    add = Line("Put on", limit=2000, description="With commas between them.", render_kw={"list": "known-tags"})
    remove = Line("Take off", limit=2000, render_kw={"list": "known-tags"})

    def deed(self, session: Session) -> Deed:
        return Retagging(_split(self.add.data), _split(self.remove.data))


class CaseForm(ManyForm):
    """The case into which the claims are put."""

    case = Line("Number of the case", required=True, limit=10, render_kw={"inputmode": "numeric"})

    def deed(self, session: Session) -> Deed:
        case = cases.find_case(session, int(self.case.data)) if is_number(self.case.data) else None
        if case is None:
            raise Refusal(f"There is no case {self.case.data}.", field="case")
        return Filing(case)


class RelateForm(ManyForm):
    """How the claims stand to another one."""

    relation = RadioField("These claims", choices=choices(Relation), default=Relation.SAME_AS.value)
    other = Line("Number of the other claim", required=True, limit=10, render_kw={"inputmode": "numeric"})

    def deed(self, session: Session) -> Deed:
        other = claims.find_claim(session, int(self.other.data)) if is_number(self.other.data) else None
        if other is None:
            raise Refusal(f"There is no claim {self.other.data}.", field="other")
        return Relating(Relation(self.relation.data), other)


class DecideManyForm(ManyForm):
    """The desk's verdict on the claims, each on its own assessments."""

    verdict = RadioField("Verdict", validators=[InputRequired("Choose a verdict.")])
    reason = Line("Reason, in one line", required=True, limit=LONGEST_REASON)
    as_of = Line("As of", limit=40)

    def offer(self, session: Session) -> None:
        self._verdicts: Sequence[Verdict] = scales.in_use(session).verdicts
        self.verdict.choices = [SelectChoice(str(one.id), one.label) for one in self._verdicts]

    def deed(self, session: Session) -> Deed:
        verdict = next(one for one in self._verdicts if str(one.id) == self.verdict.data)
        return Deciding(Ruling(verdict, self.reason.data, self.as_of.data))

    @property
    def said(self) -> str:
        return str(self.reason.data)


class Changed(HiddenField):  # type: ignore[misc]  # WTForms ships no types.
    """For which change claims wait, as its cause and the id of what changed; None for all that they wait for."""

    data: tuple[Cause, UUID] | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the change; anything else was not ours."""
        self.data = None
        if valuelist and valuelist[0]:
            cause, _, thing_id = valuelist[0].partition(" ")
            try:
                self.data = Cause(cause), UUID(thing_id)
            except ValueError as error:
                raise ValueError(_DAMAGED) from error

    def _value(self) -> str:
        return f"{self.data[0]} {self.data[1]}" if self.data else ""


class StandForm(ManyForm):
    """Saying that the verdicts on the claims still stand although something they rest on changed."""

    changed = Changed()
    why = Paragraphs("Say why they still stand", required=True, limit=2000)

    def deed(self, session: Session) -> Deed:
        return StillStanding(self.said, self.changed.data)


FORMS: dict[str, type[ManyForm]] = {
    "assign": AssignForm,
    "tag": TagForm,
    "case": CaseForm,
    "relate": RelateForm,
    "decide": DecideManyForm,
    "stand": StandForm,
}
"""The forms by what they do."""


def is_number(text: str) -> bool:
    """Tell whether a text is the number of something, as people write it."""
    return text.isascii() and text.isdecimal() and len(text) < 11 and 0 < int(text) <= LARGEST_NUMBER


def _split(typed: str) -> list[str]:
    return [name.strip() for name in typed.split(",") if name.strip()]
