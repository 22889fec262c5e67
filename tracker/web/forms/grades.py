"""The forms that grade a source, and what is said where a claim appears."""

from typing import Any
from uuid import UUID

from wtforms import HiddenField, RadioField, SelectChoice

from tracker.domain.vocabulary import Credibility, Reliability
from tracker.services.grades import Grading
from tracker.web.forms.base import Form, Line, NewId, Paragraphs, choices

_NONE = SelectChoice("", "No grade: take it back")


class Seen(HiddenField):  # type: ignore[misc]  # WTForms ships no types.
    """The id of the grade that was shown, None where there was none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the id; anything else was not ours."""
        if valuelist:
            try:
                self.data = UUID(valuelist[0]) if valuelist[0] else None
            except ValueError as error:
                raise ValueError("This form was damaged on its way. Load the page again.") from error


class _GradeForm(Form):
    """A grade, its reason, and as of when it holds."""

    id = NewId()
    seen = Seen()
    reason = Paragraphs("Reason", required=True, limit=2000)
    as_of = Line("As of", limit=40)

    def grading(self, words: Any) -> Grading[Any]:
        """Return what was typed as the service takes it."""
        grade = words(self.grade.data) if self.grade.data else None
        return Grading(grade, self.reason.data, self.as_of.data, self.seen.data)


class SourceGradeForm(_GradeForm):
    """How far a source can be relied on."""

    grade = RadioField("Reliability", choices=[*choices(Reliability), _NONE], default="F")


class InformationGradeForm(_GradeForm):
    """How far what is said can be believed."""

    grade = RadioField("Credibility", choices=[*choices(Credibility), _NONE], default="6")
