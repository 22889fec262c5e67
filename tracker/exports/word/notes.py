"""Notes at the foot of the page: a part of the document that python-docx knows nothing of."""

from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from tracker.exports.word.xml import element

_FIRST = 2
# The line over the notes, and over those that go on from the page before.
_LINES = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


class Notes:
    """Gathers notes as they are referred to, and adds them to the document at last."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def add(self, text: str) -> Any:
        """Keep a note and return the run that refers to it."""
        self._texts.append(text)
        run = element("w:r")
        looks = element("w:rPr")
        looks.append(element("w:vertAlign", val="superscript"))
        run.append(looks)
        run.append(element("w:footnoteReference", id=str(_FIRST + len(self._texts) - 1)))
        return run

    def attach(self, document: Document) -> None:
        """Add the part that holds the notes."""
        notes = parse_xml(f"<w:footnotes {nsdecls('w')}>{_LINES}</w:footnotes>")
        for at, text in enumerate(self._texts, start=_FIRST):
            notes.append(_note(at, text))
        content = etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _note(at: int, text: str) -> Any:
    note, paragraph = element("w:footnote", id=str(at)), element("w:p")
    number, looks = element("w:r"), element("w:rPr")
    looks.append(element("w:vertAlign", val="superscript"))
    number.append(looks)
    number.append(element("w:footnoteRef"))
    words, small, said = element("w:r"), element("w:rPr"), element("w:t")
    small.append(element("w:sz", val="16"))
    said.text = f" {text}"
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.append(small)
    words.append(said)
    for part in (number, words):
        paragraph.append(part)
    note.append(paragraph)
    return note
