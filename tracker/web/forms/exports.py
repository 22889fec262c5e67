"""The form by which a report goes out."""

from wtforms import BooleanField, HiddenField, RadioField, SelectChoice

from tracker.domain.formats import ReportFormat
from tracker.web.forms.base import Form, Line


class ExportForm(Form):
    """What to export, as the address of the list of claims says it, in which format, as of when, with names or not."""

    scope = HiddenField()
    # The labels keep their capitals: these are names.
    format = RadioField(
        "Format", choices=[SelectChoice(one.value, one.label) for one in ReportFormat], default=ReportFormat.HTML.value
    )
    as_of = Line("As of", limit=100, description="A time, a day or the number of a change; empty for now.")
    names = BooleanField("Name the people of the desk", description="Else they stand in it by role and number.")
