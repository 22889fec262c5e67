"""What the page shows on which a person cuts an article from a capture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.domain.cuts import Range, by_lines
from tracker.ingest import Extraction
from tracker.models import Snapshot
from tracker.services import copies
from tracker.services.copies import Likeness
from tracker.services.snapshots import Reading
from tracker.web import numbered
from tracker.web.errors import refusals_on
from tracker.web.forms.articles import proposed
from tracker.web.forms.captures import CutForm, Work
from tracker.web.numbered import NumberedLine


@dataclass(frozen=True)
class CutPage:
    """The lines of a capture, what was cut from it already, and the known articles that the chosen lines resemble."""

    lines: Sequence[NumberedLine]
    cuts: Sequence[Snapshot]
    alike: Sequence[Likeness]

    @property
    def shown(self) -> Sequence[NumberedLine]:
        """Return the lines that the page shows."""
        return self.lines[: numbered.MOST_SHOWN]

    @property
    def partly(self) -> bool:
        """Tell whether some lines are left out of what is chosen."""
        chosen = {line.chosen for line in self.lines if line.text.strip()}
        return chosen == {True, False}


def begun(extraction: Extraction, cuts: Sequence[Snapshot], asked: Mapping[str, str]) -> CutForm:
    """Return the form as it is first shown: what was asked for, else what the page proposes of itself."""
    listed = numbered.sheet(extraction.text, _parts(cuts))
    lines = asked.get("lines") or numbered.left(listed) or numbered.whole(listed)
    known = asked.get("version_of", "")
    data: dict[str, object] = {"lines": lines, **proposed(extraction.proposals, dict(asked))}
    data |= {f"proposed_{name}": "" if asked.get(name) else data[name] for name in ("title", "byline")}
    if known.isascii() and known.isdecimal() and len(known) < 10:
        data |= {"work": Work.VERSION.value, "of": int(known)}
    return CutForm(formdata=None, data=data)


def page(session: Session, extraction: Extraction, cuts: Sequence[Snapshot], form: CutForm) -> CutPage:
    """Gather what the page shows for the lines that the form names now; a form without problems gets their title."""
    chosen, alike = list[Range](), list[Likeness]()
    if not form.lines.errors:
        with refusals_on(form):
            chosen = by_lines(extraction.text, form.lines.data)
            reading = Reading.of(extraction, chosen)
            alike = copies.like(session, reading.cut.text)
            if not form.errors:
                _propose(form, reading)
    parts = _parts(cuts)
    return CutPage(numbered.sheet(extraction.text, parts, chosen), cuts, alike)


def _propose(form: CutForm, reading: Reading) -> None:
    """Let title and byline be those of the lines that are chosen now, where the person did not write their own."""
    said = reading.proposals
    for field, before, now in (
        (form.title, form.proposed_title, said.title),
        (form.byline, form.proposed_byline, said.byline),
    ):
        if field.data == (before.data or ""):
            field.data = before.data = now or ""


def _parts(cuts: Sequence[Snapshot]) -> list[tuple[Range, str]]:
    """Return the ranges of a capture that are cut already, each with the article that it went into."""
    return [((start, end), f"article {one.article.number}") for one in cuts for start, end in one.ranges]
