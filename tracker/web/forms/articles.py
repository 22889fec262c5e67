"""The forms of articles: taking a text in, describing it, and moving it through the queue."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, SelectChoice, SelectField
from wtforms.validators import ValidationError

from tracker.domain.errors import Refusal
from tracker.domain.languages import is_tag
from tracker.domain.vocabulary import Certainty
from tracker.ingest import MAX_CHARACTERS, Proposals
from tracker.ingest.charset_names import CODECS
from tracker.models import Article
from tracker.services.articles import Description
from tracker.web.addresses import LARGEST_NUMBER
from tracker.web.forms.base import ChangeForm, Form, Line, NewId, Paragraphs, choices, file_name

_CHARSETS = [SelectChoice("", "As the file says"), *(SelectChoice(name, name) for name in CODECS)]
_KNOWN = ("text", "title", "byline", "outlet", "published", "language", "address")
_SUGGESTED = {"dir": "auto", "data-suggest": "sources", "autocomplete": "off"}


@dataclass(frozen=True)
class HandedIn:
    """Bytes as a person handed them in, and what was said of them."""

    content: bytes
    filename: str
    media_type: str
    charset: str


class ArticleNumber(IntegerField):  # type: ignore[misc]  # WTForms ships no types.
    """The number of an article, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the number as typed."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 10 else None
        if typed and (self.data is None or self.data > LARGEST_NUMBER):
            self.data = None
            raise ValueError("Give the number of an article, such as 12.")


class Text(Paragraphs):
    """The text of an article, kept as pasted to the last space."""

    def __init__(self, label: str = "", **more: Any) -> None:
        super().__init__(label, limit=MAX_CHARACTERS, **more)

    def tidy(self, text: str) -> str:
        return text if text.strip() else ""


def is_language(form: FlaskForm, field: Line) -> None:
    """Refuse what cannot be a language tag."""
    if field.data and not is_tag(field.data):
        raise ValidationError("Write a language tag, such as en, ar or sr-Latn.")


def is_address(form: FlaskForm, field: Line) -> None:
    """Refuse what a browser cannot open as a page."""
    if field.data and not re.match(r"https?://[^\s/]", field.data):
        raise ValidationError("Give the whole address, with https:// before it.")


def _certainty(label: str) -> SelectField:
    return SelectField(label, choices=choices(Certainty), default=Certainty.STATED.value)


class AddForm(Form):
    """A text to take in, pasted or uploaded, and what the person knows of it already."""

    id = NewId()
    version_of = ArticleNumber(widget=HiddenField.widget)
    text = Text("Text of the article", render_kw={"dir": "auto", "rows": 10})
    file = FileField("Or a file", render_kw={"accept": ".txt,.html,.htm,text/plain,text/html"})
    charset = SelectField("Character set of the file", choices=_CHARSETS)
    address = Line("Address", validators=[is_address], render_kw={"dir": "ltr", "inputmode": "url"})
    title = Line("Title")
    byline = Line("Byline")
    outlet = Line("Outlet", render_kw=_SUGGESTED)
    published = Line("Published")
    language = Line("Language", limit=35, validators=[is_language])

    @classmethod
    def asked(cls, args: Mapping[str, str]) -> Self:
        """Return the form as an address asks for it to be filled in."""
        version_of = args.get("version_of", "")
        number = int(version_of) if version_of.isascii() and version_of.isdecimal() and len(version_of) < 10 else None
        return cls(formdata=None, data={**{name: args.get(name, "") for name in _KNOWN}, "version_of": number})

    def handed_in(self) -> HandedIn:
        """Return what is to be taken in; raise Refusal where it is nothing, or both a text and a file."""
        if self.file.data and self.text.data:
            raise Refusal(
                "There is a text and a file. Take one of them out, and send the other afterwards.", field="file"
            )
        if self.file.data:
            uploaded = self.file.data
            return HandedIn(
                uploaded.read(), file_name(uploaded.filename), uploaded.content_type or "", self.charset.data
            )
        if self.text.data:
            return HandedIn(self.text.data.encode(), "", "text/plain", "utf-8")
        raise Refusal("Paste the text of the article, or choose a file.", field="text")

    def known(self) -> dict[str, Any]:
        """Return what the person knows of the text, to be carried along, without what is empty."""
        known = {name: self[name].data for name in _KNOWN if name != "text" and self[name].data}
        return known | ({"version_of": str(self.version_of.data)} if self.version_of.data else {})


class DescriptionForm(ChangeForm):
    """What is known of an article, and how."""

    title = Line("Title", required=True)
    byline = Line("Byline")
    byline_certainty = _certainty("The byline is")
    outlet = Line("Outlet", render_kw=_SUGGESTED)
    outlet_certainty = _certainty("The outlet is")
    published = Line("Published", limit=40)
    published_certainty = _certainty("The date is")
    language = Line("Language", limit=35, validators=[is_language], render_kw={"dir": "ltr"})
    address = Line("Address", validators=[is_address], render_kw={"dir": "ltr", "inputmode": "url"})

    def description(self) -> Description:
        """Return what was typed as the service takes it."""
        return Description(
            title=self.title.data,
            byline=self.byline.data,
            byline_certainty=Certainty(self.byline_certainty.data),
            outlet=self.outlet.data,
            outlet_certainty=Certainty(self.outlet_certainty.data),
            published=self.published.data,
            published_certainty=Certainty(self.published_certainty.data),
            language=self.language.data,
            address=self.address.data,
        )


class SetAsideForm(ChangeForm):
    """Setting an article aside, with the reason."""

    why = Paragraphs("Why it is set aside", required=True, limit=2000)
    next = HiddenField()


class StageForm(ChangeForm):
    """One step of an article through the queue, and where to go after it."""

    next = HiddenField()


def described(article: Article, outlet: str) -> dict[str, Any]:
    """Return what the form of a known article begins with; ``outlet`` is its publisher as it would be typed."""
    return {
        "rev": article.rev,
        "title": article.title,
        "byline": article.byline,
        "byline_certainty": _shown(article.byline, article.byline_certainty),
        "outlet": outlet,
        "outlet_certainty": _shown(outlet, article.publisher_certainty),
        "published": article.published,
        "published_certainty": _shown(article.published, article.published_certainty),
        "language": article.language,
        "address": article.address,
    }


def proposed(proposals: Proposals, known: dict[str, str]) -> dict[str, str]:
    """Return what the form of a new article begins with: what the person said, else what the page says of itself."""
    names = (name for name in _KNOWN if name != "text")
    return {name: known.get(name) or getattr(proposals, name) or "" for name in names}


def _shown(value: str, certainty: Certainty) -> str:
    """Return how sure a value is; where there is none, what is then typed is taken to be as printed."""
    return (certainty if value else Certainty.STATED).value
