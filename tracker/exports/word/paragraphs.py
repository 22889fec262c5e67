"""Paragraphs and runs in a Word document: looks, links, places to link to, directions, notes."""

from collections.abc import Iterable
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from tracker.exports.paper.blocks import Paragraph, Role, Run, Runs, rightward
from tracker.exports.paper.palette import ACCENT, INK_3, VERDICTS, known
from tracker.exports.word.notes import Notes
from tracker.exports.word.xml import element, into_properties, stretches, usable

SIGNS = {
    "confirmed": "●",
    "likely": "◐",
    "unproven": "○",
    "unlikely": "◪",
    "false": "■",
    "misleading": "▲",
    "disputed": "◆",
    "not_checkable": "◌",
    "none": "◦",
}
"""What stands before a verdict: round leans for, square leans against."""

_STYLES = {
    Role.KICKER: "Kicker",
    Role.LEDE: "Lede",
    Role.META: "Meta",
    Role.NOTE: "Meta",
    Role.EXCERPT: "BodyText",
    Role.REASON: "Lede",
    Role.TRANSLATION: "BodyText",
    Role.WARNING: "Warning",
}
_LONGEST_NAME = 40


class Writer:
    """Writes runs into paragraphs, and remembers which places of the document can be linked to."""

    def __init__(self, document: Document, notes: Notes, places: frozenset[str]) -> None:
        self.document, self.notes, self._places = document, notes, places
        self._marked = 0

    def fill(self, paragraph: WordParagraph, one: Paragraph) -> WordParagraph:
        """Write a paragraph into an empty one of the document."""
        if one.role in _STYLES:
            styled(paragraph, _STYLES[one.role])
        self.runs(paragraph, one.runs, own_direction=one.own_direction, anchor=one.anchor)
        return paragraph

    def runs(self, paragraph: WordParagraph, runs: Runs, *, own_direction: bool = False, anchor: str = "") -> None:
        """Write runs, in the direction of what was written where it is somebody's own words."""
        words = "".join(run.text for run in runs if run.look != "number")
        if own_direction and rightward(words):
            into_properties(paragraph._p.get_or_add_pPr(), element("w:bidi"))
        with_place = self._place(paragraph, anchor)
        for run in runs:
            self._run(paragraph, run)
        if with_place is not None:
            paragraph._p.append(with_place)

    def note(self, paragraph: WordParagraph, one: Paragraph) -> None:
        """Put a paragraph at the foot of the page, referred to at the end of another."""
        paragraph._p.append(self.notes.add("".join(usable(run.text) for run in one.runs)))

    def _place(self, paragraph: WordParagraph, anchor: str) -> Any:
        """Open a place that can be linked to, and return what closes it."""
        if anchor not in self._places:
            return None
        self._marked += 1
        paragraph._p.append(element("w:bookmarkStart", id=str(self._marked), name=bookmark(anchor)))
        return element("w:bookmarkEnd", id=str(self._marked))

    def _run(self, paragraph: WordParagraph, run: Run) -> None:
        holder = self._link(paragraph, run.link)
        sign = f"{SIGNS[known(run.mark)]} " if run.look == "verdict" else ""
        for text, turned in stretches(sign + run.text):
            made = WordRun(element("w:r"), paragraph)
            made.text = text
            if turned:
                made.font.rtl = True
            _dress(made, run, linked=holder is not paragraph._p)
            holder.append(made._r)

    def _link(self, paragraph: WordParagraph, link: str) -> Any:
        """Return what holds the words of a link, or of none: the paragraph."""
        inside = link.startswith("#")
        if not link or (inside and link[1:] not in self._places):
            return paragraph._p
        holder = element("w:hyperlink", **({"anchor": bookmark(link[1:])} if inside else {}))
        if not inside:
            to = paragraph.part.relate_to(usable(link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            holder.set(qn("r:id"), to)
        paragraph._p.append(holder)
        return holder


def styled(paragraph: WordParagraph, style: str) -> WordParagraph:
    """Give a paragraph a style by its id; by its name python-docx would look through all styles for each."""
    paragraph._p.style = style
    return paragraph


def places(anchors: Iterable[str]) -> frozenset[str]:
    """Return those anchors whose names Word takes."""
    return frozenset(anchor for anchor in anchors if anchor and len(anchor) <= _LONGEST_NAME)


def bookmark(anchor: str) -> str:
    """Return the name of a place as Word takes it."""
    return anchor.replace("-", "_")


def colour(of: str) -> RGBColor:
    """Return a colour of the palette."""
    return RGBColor.from_string(of.removeprefix("#").upper())


def _dress(made: WordRun, run: Run, *, linked: bool) -> None:
    font = made.font
    match run.look:
        case "strong":
            font.bold = True
        case "meta" | "number":
            font.color.rgb = colour(INK_3)
        case "code":
            font.name, font.size = "Consolas", Pt(8)
        case "verdict":
            font.bold, font.color.rgb = True, colour(VERDICTS[known(run.mark)])
        case "lost":
            font.strike = True
    if linked:
        font.color.rgb = colour(ACCENT)
    if run.language:
        language = element("w:lang", **({"bidi": run.language} if font.rtl else {"val": run.language}))
        made._r.get_or_add_rPr().append(language)
