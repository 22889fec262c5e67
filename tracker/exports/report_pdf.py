"""A report as PDF: tagged (PDF/UA-1), with outline, links and typefaces; the same bytes for the same report.

It is set by Typst from ``paper/*.typ``. What the report says goes in as JSON and is text throughout.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from tracker.domain.reports import Report
from tracker.exports import typefaces
from tracker.exports.paper import Paper, paper
from tracker.exports.paper.blocks import Context, Heading, Paragraph, rightward
from tracker.exports.paper.palette import known

MEDIA_TYPE = "application/pdf"
_TEMPLATE = Path(__file__).with_name("paper") / "report.typ"
_NOT_UA = "PDF/UA-1 error"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=-|$)")


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as PDF; raises TooLarge where it has more claims than people print."""
    yield set_in_type(paper(report))


def set_in_type(laid: Paper) -> bytes:
    """Return a laid-out report as PDF.

    A letter with a sign of another script on it may be set in no typeface at all, and a title may be blank; a file with
    such is tagged like the others, but does not claim to be PDF/UA.
    """
    told = json.dumps(_plain(laid), ensure_ascii=False)
    try:
        return _compiled(told, ["ua-1"])
    except typst.TypstError as error:
        if _NOT_UA not in str(error):
            raise
        return _compiled(told, [])


def _compiled(told: str, standards: list[Any]) -> bytes:
    made = typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": told},
        pdf_standards=standards,
    )
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[typefaces.FOLDER])


def _plain(value: Any) -> Any:
    """Return what was laid out as JSON has it, its texts as they can be set, each told which way it runs."""
    if isinstance(value, str):
        return typefaces.settable(str.__str__(value))
    if isinstance(value, datetime):
        return list(value.astimezone(UTC).timetuple()[:6])
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)} | _added(value)
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value


def _added(value: Any) -> dict[str, Any]:
    """Return what Typst is told besides: which way a text runs, signs that can be drawn, languages as it takes them."""
    added: dict[str, Any] = {}
    if isinstance(value, Paragraph | Heading):
        words = "".join(run.text for run in value.runs if run.look != "number")
        added["rightward"] = value.own_direction and rightward(words)
    if isinstance(value, Context):
        added["rightward"] = rightward(value.exact)
    if hasattr(value, "mark"):
        added["mark"] = known(value.mark)
    if hasattr(value, "language"):
        added["language"] = _primary(value.language)
    return added


def _primary(language: str) -> str:
    """Return the first part of a language tag (BCP 47), "" where it is none that Typst takes."""
    found = _LANGUAGE.match(language)
    return found[0].lower() if found else ""
