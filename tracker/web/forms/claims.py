"""The claim form, and what is entered of a claim's trail: fields first, each with the limits of the rules below."""

from collections.abc import Iterable
from typing import Any

from wtforms import FieldList, FormField, RadioField, SelectChoice, SelectField
from wtforms.validators import Optional

from tracker.domain.trails import MOST_STEPS
from tracker.domain.vocabulary import Basis, Checked, ClaimKind, Manner, Stance, Triage, Word
from tracker.services.appearances import Sight
from tracker.services.claims import LONGEST_STATEMENT, Wording
from tracker.web.forms.base import ChangeForm, Form, Line, NewId, Paragraphs, Revision, choices

LONGEST_QUOTE = 5000
LONGEST_TRAIL = 5000
_AS_THE_TRAIL_SAYS = SelectChoice("", "As the trail says")
_FIRST = ("quote", "place", "statement", "trail")
_SUGGESTED_WORK = {"dir": "auto", "data-suggest": "articles", "autocomplete": "off"}
SUGGESTED_SOURCE = {"dir": "auto", "data-suggest": "sources", "autocomplete": "off"}


class Offset(Revision):
    """A place in a text, in code points, or None."""


class Place(RadioField):  # type: ignore[misc]  # WTForms ships no types.
    """Which of several places is meant; the choices are drawn when there are several."""

    def __init__(self, label: str = "", **more: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, validators=[Optional()], **more)

    def offset(self) -> int | None:
        """Return the place that was chosen, in code points."""
        chosen = self.data or ""
        return int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 10 else None

    def offer(self, places: Iterable[tuple[int, str]]) -> None:
        """Show places with the words around them, to choose from."""
        self.choices = [SelectChoice(str(start), shown) for start, shown in places]


class Quote(Paragraphs):
    """Words of an article, kept as selected or pasted but for white space around them."""

    def __init__(self, label: str = "Quote", **more: Any) -> None:
        super().__init__(label, limit=LONGEST_QUOTE, **more)


def _choose(label: str, words: type[Word], default: Word) -> SelectField:
    return SelectField(label, choices=choices(words), default=default.value)


def _stance(label: str) -> SelectField:
    return SelectField(label, choices=[_AS_THE_TRAIL_SAYS, *choices(Stance)], default="")


class QuoteForm(Form):
    """Words of a version of an article, typed, pasted or selected, and where they stand."""

    id = NewId()
    version = Revision()
    start = Offset()
    end = Offset()
    quote = Quote(render_kw={"dir": "auto", "rows": 3})
    place = Place("Which of these places?")

    @property
    def near(self) -> int | None:
        """Return the place that was chosen, or where the words were selected."""
        chosen = self.place.offset()
        return self.start.data if chosen is None else chosen

    def has_words(self) -> bool:
        """Tell whether the words were sent whole, whatever else is in the form; what is wrong is put beside them."""
        wrong = [one for one in (self.id, self.version, self.start, self.end, self.quote) if not one.validate(self)]
        return not wrong


class ClaimForm(QuoteForm, ChangeForm):
    """A claim: its words, whose words they are, and, under More, all else that is known when it is entered."""

    rev_appearance = Revision()
    article = Revision()
    triage = SelectField(choices=choices([Triage.LATER, Triage.SKIP]), default="later")
    statement = Paragraphs("Statement", limit=LONGEST_STATEMENT, render_kw={"dir": "auto", "rows": 2})
    trail = Line("According to", limit=LONGEST_TRAIL)
    checked = _choose("What we check", Checked, Checked.WHAT_IS_SAID)
    kind = _choose("Kind", ClaimKind, ClaimKind.FACTUAL)
    readings = Paragraphs("Other readings, one a line", limit=2000, render_kw={"dir": "auto", "rows": 1})
    stance = _stance("Stance of the article")
    hedge = Line("Hedge")
    translation = Paragraphs("Translation of the quote", limit=LONGEST_QUOTE, render_kw={"dir": "auto", "rows": 1})
    translator = Line("Translated by")
    manner = _choose("Manner", Manner, Manner.REPORT)
    cue = Line("Cue words")
    cited = Line("Cited work", render_kw=_SUGGESTED_WORK)
    cited_outlet = Line("Its outlet", render_kw=SUGGESTED_SOURCE)
    basis = _choose("How the last one knows", Basis, Basis.NOT_STATED)
    note = Paragraphs("Note", render_kw={"dir": "auto", "rows": 1})

    @property
    def more_is_wrong(self) -> bool:
        """Tell whether something is wrong with what stands under More."""
        return any(name is not None and name not in _FIRST for name in self.errors)

    def wording(self) -> Wording:
        """Return the claim in the desk's words."""
        readings = tuple(self.readings.data.splitlines())
        return Wording(self.statement.data, Checked(self.checked.data), ClaimKind(self.kind.data), readings)

    def sight(self, quote: str) -> Sight:
        """Return what the person saw; ``quote`` is the words as the text has them."""
        return Sight(
            quote,
            self.near,
            stance_of(self.stance),
            self.hedge.data,
            self.translation.data,
            self.translator.data,
        )


class StepForm(Form):
    """What is known of one step of a trail; ``step`` is its id."""

    class Meta:
        """The form around it carries the token."""

        csrf = False

    step = NewId()
    manner = _choose("Manner", Manner, Manner.REPORT)
    basis = _choose("How it knows", Basis, Basis.NOT_STATED)
    known_from = Line("From whom or what", render_kw=SUGGESTED_SOURCE)
    stance = _stance("Its stance")
    cue = Line("Cue words")
    cited = Line("Cited work", render_kw=_SUGGESTED_WORK)
    cited_outlet = Line("Its outlet", render_kw=SUGGESTED_SOURCE)
    note = Paragraphs("Note", render_kw={"dir": "auto", "rows": 1})


class TrailForm(ChangeForm):
    """The trail of a claim where it appears, and what is known of each step that stands."""

    trail = Line("According to", limit=LONGEST_TRAIL)
    steps = FieldList(FormField(StepForm), max_entries=MOST_STEPS)


def stance_of(field: SelectField) -> Stance | None:
    """Return the stance that was chosen, or None to let it follow from the trail."""
    return Stance(field.data) if field.data else None
