"""The form by which a file for counsel is made."""

from wtforms import BooleanField

from tracker.web.forms.base import Form, Paragraphs


class CounselForm(Form):
    """What the file is for, whether notes go along, and whether the people of the desk are named."""

    why = Paragraphs("What it is for", required=True, limit=2000)
    notes = BooleanField("Put the notes in", description="Remarks and questions that people of the desk wrote.")
    names = BooleanField("Name the people of the desk", description="Else they stand in it by role and number.")
