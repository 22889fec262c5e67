"""The forms of reports: what one is to tell, its publication, and taking it out of use."""

from collections.abc import Iterable, Sequence

from wtforms import BooleanField, SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from tracker.domain.corrections import renewal_for
from tracker.domain.reports.editions import Renewal
from tracker.domain.reports.options import Options
from tracker.domain.vocabulary import ClaimKind, ClaimStage, Paper
from tracker.models import Correction
from tracker.web.forms.base import ChangeForm, Line, NewId, Paragraphs, choices

SCOPE = (
    *("article", "case", "claims", "source", "outlet", "written_in", "stage", "kind"),
    *("tag", "person", "since", "until", "text"),
)
"""The fields that say which claims a report tells, named as the filters of the list of claims."""

_ANY = SelectChoice("", "Any")


class ReportForm(ChangeForm):
    """What a report is called, which claims it tells, and what of them."""

    title = Line("Title", required=True)
    summary = Paragraphs("First words", limit=4000, description="What readers should know first; may stay empty.")
    article = Line("Article number", limit=10)
    case = Line("Case number", limit=10)
    claims = Line("Claims, by number", limit=1000, description="Such as 3, 7-9.")
    source = Line("Source in the trail")
    outlet = Line("Outlet")
    written_in = Line("Written in", limit=35, description="A language, such as ar.")
    stage = SelectField("Stage", choices=[_ANY, *choices(ClaimStage)], default="")
    kind = SelectField("Kind", choices=[_ANY, *choices(ClaimKind)], default="")
    tag = Line("Tag")
    person = Line("Annotated by")
    since = Line("Since", limit=20)
    until = Line("Until", limit=20)
    text = Line("Words")
    verdicts = SelectMultipleField("Only claims with these verdicts", description="None ticked: all claims.")
    as_of = Line("As of", limit=100, description="A time, a day or the number of a change; empty for when it goes out.")
    dissent = BooleanField("Tell dissent", default=True, description="Assessments that differ from the desk’s verdict.")
    evidence = BooleanField("List the evidence", default=True)
    names = BooleanField("Name the people of the desk", description="Else they stand in it by role and number.")
    unnamed = Line("Sources not to be named", limit=1000, description="Their numbers, such as 3, 7-9.")
    unnamed_because = Paragraphs("Why they are not named", limit=1000, description="The report tells its readers.")
    language = Line(
        "Language", limit=35, default="en", description="The one that the desk writes in, such as en or ar."
    )
    paper = SelectField("Paper", choices=choices(Paper), default=Paper.A4.value)

    def offer(self, verdicts: Iterable[tuple[str, str]]) -> None:
        """Offer the verdicts of the scale, by key and label."""
        self.verdicts.choices = [SelectChoice(key, label) for key, label in verdicts]

    def validate_language(self, field: Line) -> None:
        """Refuse what is no language tag."""
        parts = field.data.split("-")
        if not all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts) or len(parts[0]) < 2:
            raise ValidationError("Write a language as en, ar or pt-BR.")

    @property
    def scope(self) -> dict[str, str]:
        """Return what was typed of the claims that it tells, by the names of filters."""
        return {name: self[name].data for name in SCOPE if self[name].data}

    def options(self, unnamed: tuple[int, ...]) -> Options:
        """Return what it is to tell of its claims."""
        return Options(
            verdicts=tuple(self.verdicts.data or ()),
            dissent=self.dissent.data,
            evidence=self.evidence.data,
            names=self.names.data,
            unnamed=unnamed,
            unnamed_because=self.unnamed_because.data,
            language=self.language.data or "en",
            paper=Paper(self.paper.data),
        )


class NewReportForm(ReportForm):
    """A report to begin."""

    id = NewId()


class PublishForm(ChangeForm):
    """Publishing a report: why it replaces the version before, where there is one."""

    renewal = SelectField("Why a newer version", choices=choices(Renewal), default=Renewal.UPDATE.value)
    words = Paragraphs("What was wrong, or is new", limit=2000, description="Readers see it.")
    corrections = SelectMultipleField("It answers", coerce=int, choices=[])

    def offer(self, owed: Sequence[Correction]) -> None:
        """Offer the requests for corrections that the next version can answer."""
        self.corrections.choices = [
            SelectChoice(one.number, f"Correction {one.number} ({one.asked_for.label}): {one.because}") for one in owed
        ]

    def begin_with(self, owed: Sequence[Correction]) -> None:
        """Fill in what the requests come to, for the person to change."""
        if owed:
            self.renewal.data = renewal_for(one.outcome for one in owed if one.outcome).value
            self.words.data = "\n".join(one.because for one in owed)
            self.corrections.data = [one.number for one in owed]


class WithdrawForm(ChangeForm):
    """Taking a report out of use, or back into it."""

    why = Paragraphs("Say why", required=True, limit=2000)
