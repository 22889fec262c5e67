"""Sets what was laid out in type, by Typst: as PDF, and drawings alone as pictures."""

import json
import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from tracker.exports import typefaces
from tracker.exports.paper import Paper
from tracker.exports.paper.anchors import anchors
from tracker.exports.paper.blocks import Context, Drawing, Heading, Paragraph, Run, rightward
from tracker.exports.paper.palette import known

_TEMPLATES = Path(__file__).with_name("paper")
_NOT_UA = "PDF/UA-1 error"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=-|$)")
_DOTS_PER_INCH = 192


def as_pdf(laid: Paper) -> bytes:
    """Return a laid-out report as PDF.

    A letter with a sign of another script on it may be set in no typeface at all, and a title may be blank; a file with
    such is tagged like the others, but does not claim to be PDF/UA.
    """
    told = {"paper": json.dumps(_plain(laid, anchors(laid.blocks)), ensure_ascii=False), "seal": laid.seal}
    try:
        made = _compiled("report.typ", "pdf", told, ["ua-1"])
    except typst.TypstError as error:
        if _NOT_UA not in str(error):
            raise
        made = _compiled("report.typ", "pdf", told, [])
    assert isinstance(made, bytes)
    return made


def as_pictures(drawings: Sequence[Drawing]) -> list[list[bytes]]:
    """Return for each drawing its sheets as PNG."""
    sheets = [(drawing.width, sheet) for drawing in drawings for sheet in drawing.sheets]
    if not sheets:
        return []
    made = _compiled(
        "drawings.typ", "png", {"sheets": json.dumps(_plain(tuple(sheets), frozenset()), ensure_ascii=False)}, []
    )
    pages = iter(made if isinstance(made, list) else [made])
    return [[next(pages) for _ in drawing.sheets] for drawing in drawings]


def _compiled(
    template: str, form: Literal["pdf", "png"], told: dict[str, str], standards: list[Any]
) -> bytes | list[bytes]:
    made: bytes | list[bytes] = typst.compile(
        _TEMPLATES / template,
        root=_TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format=form,
        ppi=_DOTS_PER_INCH,
        sys_inputs=told,
        pdf_standards=standards,
    )
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[typefaces.FOLDER])


def _plain(value: Any, places: frozenset[str]) -> Any:
    """Return what was laid out as JSON has it, its texts as they can be set, each told which way it runs."""
    if isinstance(value, str):
        return typefaces.settable(str.__str__(value))
    if isinstance(value, datetime):
        return list(value.astimezone(UTC).timetuple()[:6])
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name), places) for field in fields(value)} | _added(
            value, places
        )
    if isinstance(value, tuple):
        return [_plain(inner, places) for inner in value]
    return value


def _added(value: Any, places: frozenset[str]) -> dict[str, Any]:
    """Return what Typst is told besides: which way a text runs, signs that can be drawn, languages as it takes them.

    A link inside that would lead to no place is none.
    """
    added: dict[str, Any] = {}
    if isinstance(value, Run) and value.link.startswith("#") and value.link[1:] not in places:
        added["link"] = ""
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
