"""The forms of passages: which words, in whose voice, and on whose word."""

from wtforms import HiddenField, RadioField

from tracker.domain import spans, trails
from tracker.domain.cuts import Range
from tracker.domain.errors import Refusal
from tracker.domain.vocabulary import Voice
from tracker.services.trails import Entry
from tracker.web.forms.base import ChangeForm, Line, NewId, Paragraphs, choices

_TRAIL = {"dir": "auto", "autocomplete": "off", "data-suggest": "trail"}


class PassageForm(ChangeForm):
    """A passage; its words are named by first and last words or by lines, or by a script in ``ranges``."""

    id = NewId()
    ranges = HiddenField()
    start = HiddenField()
    end = HiddenField()
    quote = Paragraphs("From these words", limit=2000, render_kw={"dir": "auto", "rows": 2})
    until = Paragraphs("To these words", limit=2000, render_kw={"dir": "auto", "rows": 2})
    lines = Line("Or these lines", limit=500, render_kw={"dir": "ltr", "autocomplete": "off"})
    voice = RadioField("Who speaks", choices=choices(Voice), default=Voice.EMBEDDED.value)
    label = Line("Label")
    trail = Line("On whose word", limit=2000, render_kw=_TRAIL)

    def chosen(self, text: str) -> list[Range]:
        """Return the ranges (code points) that the form names in a text; raise Refusal where it names none."""
        if self.ranges.data:
            return spans.read(self.ranges.data)
        if self.start.data or self.end.data:
            return spans.read(f"{self.start.data}-{self.end.data}")
        if self.lines.data:
            return spans.in_lines(text, self.lines.data)
        if not self.quote.data:
            raise Refusal("Say which words: the first and the last of them, or the lines.", field="quote")
        return [spans.between(text, self.quote.data, self.until.data)]

    def names_words(self) -> bool:
        """Tell whether the form names any words."""
        return any(field.data for field in (self.ranges, self.start, self.end, self.lines, self.quote))

    def entry(self) -> Entry:
        """Return the trail that claims in the passage inherit."""
        return Entry(trails.parse(self.trail.data))


class RemoveForm(ChangeForm):
    """Taking the mark of a passage away."""
