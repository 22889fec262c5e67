"""The forms of evidence."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField

from tracker.domain.vocabulary import EvidenceStance
from tracker.models import Evidence
from tracker.services.evidence import Description, File
from tracker.web.forms.base import ChangeForm, Line, NewId, Paragraphs, choices, file_name

_SUGGESTED = {"dir": "auto", "data-suggest": "sources", "autocomplete": "off"}


class EvidenceForm(ChangeForm):
    """What is said of a piece of evidence."""

    stance = RadioField("What it does", choices=choices(EvidenceStance), default=EvidenceStance.SUPPORTS.value)
    title = Line("Title", required=True)
    address = Line("Address", render_kw={"dir": "ltr", "inputmode": "url"})
    excerpt = Paragraphs("Excerpt", render_kw={"dir": "auto", "rows": 4})
    publisher = Line("Published by", render_kw=_SUGGESTED)
    published = Line("Published on", limit=40)
    direct = BooleanField("Direct evidence")
    note = Paragraphs("Note", limit=2000)

    def description(self) -> Description:
        """Return what was typed as the service takes it."""
        return Description(
            stance=EvidenceStance(self.stance.data),
            title=self.title.data,
            address=self.address.data,
            excerpt=self.excerpt.data,
            publisher=self.publisher.data,
            published=self.published.data,
            direct=self.direct.data,
            note=self.note.data,
        )


class NewEvidenceForm(EvidenceForm):
    """A piece of evidence to enter, perhaps with a file."""

    id = NewId()
    file = FileField("File")

    def upload(self) -> File | None:
        """Return the file that was handed in, if one was."""
        sent = self.file.data
        if not sent or not sent.filename:
            return None
        return File(sent.read(), file_name(sent.filename), sent.mimetype or "application/octet-stream")


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
        "excerpt": evidence.excerpt,
        "publisher": f"{publisher.name} [{publisher.number}]" if publisher else "",
        "published": evidence.published,
        "direct": evidence.direct,
        "note": evidence.note,
    }
