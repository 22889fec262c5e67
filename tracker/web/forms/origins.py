"""The forms by which people rule on the origins of a claim."""

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectChoice, SelectField

from tracker.web.forms.base import ChangeForm, Paragraphs

JOIN, PART = "join", "part"
_RULINGS = [SelectChoice(JOIN, "one origin"), SelectChoice(PART, "two origins")]


class _Sources(SelectField):  # type: ignore[misc]  # WTForms ships no types.
    """One of the sources that a claim's trails name."""

    def offer(self, sources: Iterable[tuple[int, str]]) -> None:
        """Let a person choose among sources by number and name."""
        self.choices = [SelectChoice("", "choose a source"), *(SelectChoice(str(key), name) for key, name in sources)]


def _source(label: str) -> Any:
    return _Sources(label, validators=[], choices=[], validate_choice=False)


class RulingForm(ChangeForm):
    """That two sources are one origin, or are not, and why."""

    one = _source("This source")
    other = _source("and this one")
    ruling = RadioField("are", choices=_RULINGS, default=JOIN)
    why = Paragraphs("Because", required=True, limit=2000)


class StakeForm(ChangeForm):
    """That a source has a stake in a claim, and why."""

    source = _source("Source")
    why = Paragraphs("Because", required=True, limit=2000)
