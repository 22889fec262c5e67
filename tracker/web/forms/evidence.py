"""The forms of evidence."""

from typing import Any

import wtforms
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField

from tracker.domain.vocabulary import EvidenceStance
from tracker.models import Evidence
from tracker.services.evidence import Description, File, as_typed
from tracker.web.forms.base import ChangeForm, Line, NewId, Paragraphs, choices, file_name

ADDRESS = 2000
"""The most characters of an address."""

_ADDRESS = {"dir": "ltr", "inputmode": "url"}
_SUGGESTED = {"dir": "auto", "data-suggest": "sources", "autocomplete": "off"}


class EvidenceFields(wtforms.Form):  # type: ignore[misc]  # WTForms ships no types.
    """What is said of a piece of evidence."""

    stance = RadioField("What it does", choices=choices(EvidenceStance), default=EvidenceStance.SUPPORTS.value)
    title = Line("Title")
    address = Line("Address", limit=ADDRESS, render_kw=_ADDRESS)
    archived = Line("Archived copy", limit=ADDRESS, render_kw=_ADDRESS)
    excerpt = Paragraphs("Excerpt", render_kw={"dir": "auto", "rows": 4})
    publisher = Line("Published by", render_kw=_SUGGESTED)
    had_from = Line("Who has it from", limit=1000, render_kw={"dir": "auto"})
    published = Line("Published on", limit=40)
    direct = BooleanField("Direct evidence")
    note = Paragraphs("Note", limit=2000)

    def description(self) -> Description:
        """Return what was typed as the service takes it."""
        return Description(
            stance=EvidenceStance(self.stance.data),
            title=self.title.data,
            address=self.address.data,
            archived=self.archived.data,
            excerpt=self.excerpt.data,
            publisher=self.publisher.data,
            had_from=self.had_from.data,
            published=self.published.data,
            direct=self.direct.data,
            note=self.note.data,
        )


class EvidenceForm(EvidenceFields, ChangeForm):
    """A piece of evidence to change."""

    title = Line("Title", required=True)


class NewEvidenceFields(EvidenceFields):
    """A piece of evidence to enter, perhaps with a file."""

    id = NewId()
    file = FileField("File")

    @property
    def is_typed(self) -> bool:
        """Tell whether anything was entered."""
        texts = (self.title, self.address, self.archived, self.excerpt, self.publisher, self.had_from, self.note)
        return any(field.data for field in texts) or self.upload() is not None

    def upload(self) -> File | None:
        """Return the file that was handed in, if one was."""
        sent = self.file.data
        if not sent or not sent.filename:
            return None
        return File(sent.read(), file_name(sent.filename), sent.mimetype or "application/octet-stream")


class NewEvidenceForm(NewEvidenceFields, ChangeForm):
    """A piece of evidence to enter on its own page."""

    title = Line("Title", required=True)


class WithdrawForm(ChangeForm):
    """Withdrawing something, with the reason."""

    why = Paragraphs("Say why", required=True, limit=2000)


def described(evidence: Evidence) -> dict[str, Any]:
    """Return what the form of known evidence begins with."""
    publisher = evidence.publisher
    return {
        "rev": evidence.rev,
        "stance": evidence.stance.value,
        "title": evidence.title,
        "address": evidence.address,
        "archived": evidence.archived or "",
        "excerpt": evidence.excerpt,
        "publisher": f"{publisher.name} [{publisher.number}]" if publisher else "",
        "had_from": as_typed(evidence),
        "published": evidence.published,
        "direct": evidence.direct,
        "note": evidence.note,
    }
