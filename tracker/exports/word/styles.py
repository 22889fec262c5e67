"""The page and the styles of a report as a Word document."""

from docx import Document as new_document
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tracker.domain import vocabulary
from tracker.exports.paper import Paper
from tracker.exports.paper.palette import INK, INK_2, INK_3, VERDICTS
from tracker.exports.word.paragraphs import colour
from tracker.exports.word.xml import field, usable

_SIZES = {vocabulary.Paper.A4: (210.0, 297.0), vocabulary.Paper.LETTER: (215.9, 279.4)}
_MARGIN = 18
_HEADINGS = {"Heading 1": (22.0, INK), "Heading 2": (14.0, INK), "Heading 3": (13.0, INK), "Heading 4": (10.0, INK_2)}
# Name, size in points, colour, whether bold, and how much stands after it.
_OWN = (
    ("Kicker", 9, INK_3, False, 2),
    ("Lede", 12, INK, False, 6),
    ("Meta", 8.5, INK_3, False, 3),
    ("Warning", 10, VERDICTS["unlikely"], True, 4),
)


def begin(laid: Paper) -> Document:
    """Return an empty document with the page, the styles and the foot of a report."""
    document = new_document()
    section = document.sections[0]
    width, height = _SIZES[laid.size]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    _styles(document)
    _language(document, laid.language)
    _foot(document, laid.foot)
    return document


def text_width(laid: Paper) -> Mm:
    """Return how wide the text of a page is."""
    return Mm(_SIZES[laid.size][0] - 2 * _MARGIN)


def _styles(document: Document) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(10), Pt(4)
    for name, (size, ink) in _HEADINGS.items():
        style = styles[name]
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), colour(ink), True
        style.paragraph_format.keep_with_next = True
    for name, size, ink, bold, after in _OWN:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), colour(ink), bold
        style.paragraph_format.space_after = Pt(after)
    caption = styles["Caption"]
    caption.font.size, caption.font.color.rgb, caption.font.bold = Pt(8.5), colour(INK_3), False
    caption.paragraph_format.keep_with_next = True


def _language(document: Document, language: str) -> None:
    """Say in which language the desk writes."""
    for said in document.styles.element.iter(qn("w:lang")):
        said.set(qn("w:val"), usable(language) or "en")


def _foot(document: Document, foot: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Meta"]
    paragraph.add_run(f"{usable(foot)} · ")
    paragraph._p.append(field("PAGE", "1"))
