"""The form that cuts an article from a capture."""

from wtforms import HiddenField, RadioField
from wtforms.validators import ValidationError

from tracker.domain.vocabulary import Word
from tracker.web.forms.articles import ArticleNumber, DescriptionForm
from tracker.web.forms.base import Line, NewId, choices


class Work(Word):
    """What a cut is to the works that the desk knows."""

    NEW = "new", "a new article"
    VERSION = "version", "a newer text of a known article: a new version of it"
    REPOST = "repost", "a new article that reposts a known one"


class CutForm(DescriptionForm):
    """Which lines of a capture make the article, what is known of it, and whether the desk has it already."""

    id = NewId()
    proposed_title = HiddenField()
    proposed_byline = HiddenField()
    lines = Line("Lines of the article", required=True, limit=2000, render_kw={"dir": "ltr", "autocomplete": "off"})
    work = RadioField("This is", choices=choices(Work), default=Work.NEW.value)
    of = ArticleNumber("Number of the known article", render_kw={"inputmode": "numeric"})

    def validate_of(self, field: ArticleNumber) -> None:
        """Ask for the known article where the cut is a version or a repost of one."""
        if self.work.data != Work.NEW and field.data is None and not field.errors:
            raise ValidationError("Give the number of the article that it is a version or a repost of.")
