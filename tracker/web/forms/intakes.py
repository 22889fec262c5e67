"""The forms of lists: handing one in, saying how it is to be understood, and having it taken in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectChoice, SelectField

from tracker.domain.errors import Refusal
from tracker.ingest.charset_names import CODECS
from tracker.ingest.lists.columns import FIELDS
from tracker.services.intakes import Asked
from tracker.web.addresses import LARGEST_NUMBER
from tracker.web.forms.base import ChangeForm, Form, NewId, file_name

_CHARSETS = [SelectChoice("", "As the file says"), *(SelectChoice(name, name) for name in CODECS)]
_ACCEPTED = ".json,.jsonl,.jsonld,.ndjson,.html,.htm,.csv,.tsv,.xlsx"
_DAMAGED = "This form was damaged on its way. Load the page again."
_MOST_POSITION = 1_000_000


@dataclass(frozen=True)
class HandedIn:
    """A file as a person handed it in, and the charset that they chose."""

    content: bytes
    filename: str
    charset: str


class NewIntakeForm(Form):
    """A list to hand in."""

    id = NewId()
    file = FileField("File", render_kw={"accept": _ACCEPTED})
    charset = SelectField("Character set of the file", choices=_CHARSETS)

    def handed_in(self) -> HandedIn:
        """Return the file; raise Refusal where there is none."""
        if not self.file.data:
            raise Refusal("Choose a file.", field="file")
        uploaded = self.file.data
        return HandedIn(uploaded.read(), file_name(uploaded.filename), self.charset.data)


class PlanForm(ChangeForm):
    """How a list is to be understood; what it asks of columns, verdicts and entries differs from list to list."""

    join_same = BooleanField("An entry in the very words of a claim that the desk has is that claim")


class BeginForm(ChangeForm):
    """That a list is taken in, as it was shown."""


def columns(typed: Mapping[str, str], width: int) -> dict[str, int] | None:
    """Return which column holds what, as it was chosen; None where the form did not ask."""
    if not any(f"column-{name}" in typed for name in FIELDS):
        return None
    chosen = {name: typed.get(f"column-{name}", "") for name in FIELDS}
    return {name: _number(at, width - 1) for name, at in chosen.items() if at}


def meanings(typed: Mapping[str, str], asked: Sequence[Asked], keys: Sequence[str]) -> list[list[str]] | None:
    """Return what verdicts mean, as it was chosen for each that was asked about; None where the form did not ask."""
    if "meaning-0" not in typed:
        return None
    said = []
    for at, one in enumerate(asked):
        key = typed.get(f"meaning-{at}", one.means)
        if key and key not in keys:
            raise Refusal(_DAMAGED)
        said.append([one.said.reviewer, one.said.words, one.said.number, key])
    return said


def joins(typed: MultiDict[str, str], before: Mapping[int, int]) -> dict[int, int]:
    """Return which entries are a claim that the desk has; what the form did not show stays as it was."""
    chosen = dict(before)
    for name, value in typed.items():
        if name.startswith("join-"):
            position = _number(name.removeprefix("join-"), _MOST_POSITION)
            if value == "same":
                chosen.pop(position, None)
            else:
                chosen[position] = _number(value, LARGEST_NUMBER)
    return chosen


def _number(typed: str, most: int) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 10 and int(typed) <= most):
        raise Refusal(_DAMAGED)
    return int(typed)
