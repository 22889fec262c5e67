"""What all forms share: cleaned text with limits, the revision that was shown, a place to say why, and refusals."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import FormField, HiddenField, SelectChoice, StringField
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import TextArea

from tracker.domain import chance
from tracker.domain.errors import Refusal, Stale
from tracker.domain.text import NotText, clean
from tracker.domain.vocabulary import Word
from tracker.web.transactions import give_up

LINE = 300
PARAGRAPHS = 10_000


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types.
    """A form that knows with which status its page is shown, and takes refusals of the rules below it."""

    refusal: Refusal | None = None

    @property
    def status(self) -> int:
        """Return the status of the page that shows this form."""
        if self.refusal is not None:
            return self.refusal.status
        return 422 if self.errors else 200

    @property
    def is_stale(self) -> bool:
        """Tell whether somebody else saved what this form is about after it was shown."""
        return isinstance(self.refusal, Stale)

    def validate(self, extra_validators: Any = None) -> bool:
        """Tell whether the form is right; where it is wrong nothing will be written, so others need not wait."""
        valid = bool(super().validate(extra_validators))
        if not valid:
            give_up()
        return valid

    def show_again(self, rev: int) -> None:
        """Take the newest revision of what the form is about, where it carries one."""

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the field that it names, ``part-field`` in a part, or above the form."""
        self.refusal = refusal
        outer, _, inner = (refusal.field or "").partition("-")
        field = self._fields.get(outer)
        if isinstance(field, FormField) and inner:
            field = field.form._fields.get(inner)
        if field is None:
            self.form_errors.append(refusal.message)
        else:
            field.errors = [*field.errors, refusal.message]


class _Text(StringField):  # type: ignore[misc]  # WTForms ships no types.
    """How text is taken from a form: cleaned, with a limit; too long is said, never cut off."""

    data: str

    def __init__(self, label: str = "", *, limit: int, required: bool = False, **more: Any) -> None:
        checks = [DataRequired("Fill this in.")] if required else []
        more.setdefault("render_kw", {"dir": "auto"})
        super().__init__(label, validators=[*checks, *more.pop("validators", [])], **more)
        self.limit = limit

    def process_data(self, value: str | None) -> None:
        """Take the text that the form begins with; none is empty."""
        self.data = value or ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the text as typed, cleaned."""
        if valuelist:
            self.data = valuelist[0]
            try:
                self.data = self.tidy(clean(valuelist[0]))
            except NotText as refusal:
                raise ValueError(refusal.message) from refusal

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what is longer than the limit, counted in characters."""
        if self.data and len(self.data) > self.limit:
            raise ValidationError(f"At most {self.limit:,} characters; this has {len(self.data):,}.")

    def tidy(self, text: str) -> str:
        """Return the text without what people do not mean."""
        return text.strip()


class Line(_Text):
    """One line of text; white space is collapsed."""

    def __init__(self, label: str = "", *, limit: int = LINE, **more: Any) -> None:
        super().__init__(label, limit=limit, **more)

    def tidy(self, text: str) -> str:
        return " ".join(text.split())


class Paragraphs(_Text):
    """Text of several lines, kept as typed but for white space around it."""

    widget = TextArea()

    def __init__(self, label: str = "", *, limit: int = PARAGRAPHS, **more: Any) -> None:
        super().__init__(label, limit=limit, **more)


class Revision(HiddenField):  # type: ignore[misc]  # WTForms ships no types.
    """The revision of a thing when the form was shown, as a whole number or None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the number; anything else was not ours."""
        if valuelist and valuelist[0]:
            if not (valuelist[0].isascii() and valuelist[0].isdecimal() and len(valuelist[0]) < 10):
                raise ValueError("This form was damaged on its way. Load the page again.")
            self.data = int(valuelist[0])


class NewId(HiddenField):  # type: ignore[misc]  # WTForms ships no types.
    """The id of the row that a form will make, drawn when it is shown, so that posting it twice makes one row."""

    def __init__(self, label: str = "", **more: Any) -> None:
        more.setdefault("default", chance.new_id)
        super().__init__(label, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the id; anything else was not ours."""
        if valuelist:
            try:
                self.data = UUID(valuelist[0])
            except ValueError as error:
                raise ValueError("This form was damaged on its way. Load the page again.") from error


def file_name(sent: str) -> str:
    """Return the name of a file that was sent: without folders, without what cannot be printed, and not too long."""
    name = sent.replace("\\", "/").rpartition("/")[2]
    return "".join(filter(str.isprintable, name))[:LINE]


def choices(words: Iterable[Word]) -> list[SelectChoice]:
    """Return the words of a closed list as a field offers them: by value, under the label that people see."""
    return [SelectChoice(word.value, word.label[:1].upper() + word.label[1:]) for word in words]


class ChangeForm(Form):
    """A form that changes a thing: the revision that was shown, and why."""

    rev = Revision()
    why = Paragraphs("Say why", limit=2000)

    def show_again(self, rev: int) -> None:
        self.rev.data = rev
