"""The forms of searches and questions."""

from typing import Any

from wtforms import RadioField, SelectField

from tracker.domain.vocabulary import EnquiryKind, EnquiryOutcome
from tracker.models import Enquiry
from tracker.services.enquiries import Answer
from tracker.web.forms.base import ChangeForm, Line, NewId, Paragraphs, choices

_SUGGESTED = {"dir": "auto", "data-suggest": "sources", "autocomplete": "off"}


class AnswerForm(ChangeForm):
    """What came of a search or a question."""

    outcome = SelectField("What came of it", choices=choices(EnquiryOutcome), default=EnquiryOutcome.OPEN.value)
    answer = Paragraphs("The answer, or what was found", render_kw={"dir": "auto", "rows": 4})
    answered_on = Line("Answered on", limit=40)

    def given(self) -> Answer:
        """Return what was typed as the service takes it."""
        return Answer(EnquiryOutcome(self.outcome.data), self.answer.data, self.answered_on.data)


class EnquiryForm(AnswerForm):
    """A search or a question to note, with its answer if there is one."""

    id = NewId()
    kind = RadioField("This was a", choices=choices(EnquiryKind), default=EnquiryKind.SEARCH.value)
    words = Paragraphs("What was searched or asked", required=True, render_kw={"dir": "auto", "rows": 3})
    asked = Line("Whom we asked, or where we searched", render_kw=_SUGGESTED)
    asked_on = Line("On", limit=40)


def described(enquiry: Enquiry) -> dict[str, Any]:
    """Return what the form of an answer begins with."""
    return {
        "rev": enquiry.rev,
        "outcome": enquiry.outcome.value,
        "answer": enquiry.answer,
        "answered_on": enquiry.answered_on,
    }
