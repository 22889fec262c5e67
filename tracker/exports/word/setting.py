"""Each kind of block as it stands in a Word document."""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import segno
from docx.document import Document
from docx.oxml.shape import CT_Inline
from docx.oxml.table import CT_Tbl
from docx.shared import Emu, Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from tracker.exports.paper.blocks import (
    Block,
    Box,
    Bullets,
    Code,
    Columns,
    Context,
    Drawing,
    Heading,
    Paragraph,
    Role,
    Rows,
    Run,
    Table,
    rightward,
)
from tracker.exports.paper.palette import INK_2, RULE, VERDICTS, known
from tracker.exports.word.paragraphs import Writer, colour, styled
from tracker.exports.word.xml import element, field, into_properties, stretches, usable

_STEP = Mm(4)
_PIXEL = Emu(9525)


class Setter:
    """Sets blocks one after the other; ``pictures`` are those of the drawings, sheet by sheet, in their order."""

    def __init__(self, writer: Writer, width: Mm, pictures: Sequence[Sequence[bytes]]) -> None:
        self._writer, self._width = writer, width
        self._pictures = iter(pictures)
        self._document: Document = writer.document
        self._last: WordParagraph | None = None
        self._end = self._document.element.body.sectPr
        self._shapes = 0
        self._captions: Counter[str] = Counter()

    def set(self, blocks: Sequence[Block]) -> None:
        """Set blocks."""
        for block in blocks:
            self._set(block)

    def _set(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case Heading():
                self._heading(block)
            case Table():
                self._table(block)
            case Rows():
                self._rows(block)
            case Bullets():
                self._bullets(block)
            case Columns():
                for head, items in block.lists:
                    self._heading(head)
                    self._bullets(items)
            case Box():
                self._box(block)
            case Context():
                self._context(block)
            case Drawing():
                self._drawing(block)
            case Code():
                self._code(block)

    def _paragraph(self, one: Paragraph) -> None:
        if one.role is Role.NOTE and self._last is not None:
            self._writer.note(self._last, one)
        else:
            self._writer.fill(self._added(), one)

    def _added(self) -> WordParagraph:
        """Add a paragraph, which notes that follow will be referred to from."""
        self._last = self._new()
        return self._last

    def _new(self) -> WordParagraph:
        """Add a paragraph; python-docx would look for the end of the document from its beginning, as with tables."""
        body = self._document._body
        made = element("w:p")
        self._end.addprevious(made)
        return WordParagraph(made, body)

    def _heading(self, one: Heading) -> None:
        heading = styled(self._new(), f"Heading{one.level}")
        heading.paragraph_format.page_break_before = True if one.new_page else None
        self._writer.runs(heading, one.runs, own_direction=one.own_direction, anchor=one.anchor)

    def _caption(self, kind: str, words: str) -> None:
        """Add a numbered caption; a field counts, so that Word can list them, and holds the number until it does."""
        caption = styled(self._new(), "Caption")
        caption.add_run(f"{kind} ")
        self._captions[kind] += 1
        caption._p.append(field(f"SEQ {kind} \\* ARABIC", str(self._captions[kind])))
        self._writer.runs(caption, (Run(f": {words}"),))

    def _table(self, one: Table) -> None:
        self._caption("Table", one.caption)
        made = CT_Tbl.new_tbl(0, len(one.head), self._width)
        self._end.addprevious(made)
        table: Any = WordTable(made, self._document._body)
        _lined(table)
        head = table.add_row()
        head._tr.get_or_add_trPr().append(element("w:tblHeader"))
        for cell, name in zip(head.cells, one.head, strict=True):
            cell.paragraphs[0].add_run(name).font.bold = True
        for row in one.rows:
            added = table.add_row()
            added._tr.get_or_add_trPr().append(element("w:cantSplit"))
            for cell, told in zip(added.cells, row, strict=True):
                for at, paragraph in enumerate(told.paragraphs):
                    into = cell.add_paragraph() if at else cell.paragraphs[0]
                    self._writer.fill(into, paragraph)
                    into.paragraph_format.left_indent = Emu(told.depth * _STEP) if told.depth else None
        self._share_out(table, one.shares)
        self._new().paragraph_format.space_after = Pt(2)

    def _share_out(self, table: WordTable, shares: Sequence[float]) -> None:
        """Divide the width of the text among the columns."""
        table.autofit = False
        widths = [Emu(int(self._width * share / sum(shares))) for share in shares]
        for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.w = width
        for row in table._tbl.tr_lst:
            for cell, width in zip(row.tc_lst, widths, strict=True):
                cell.width = width

    def _rows(self, one: Rows) -> None:
        """Set what a thing is at the margin, and what it says indented."""
        indent = Emu(int(self._width * max(one.label_share, 0.08)))
        for item in one.items:
            for at, paragraph in enumerate(item.paragraphs):
                if paragraph.role is Role.NOTE:
                    self._paragraph(paragraph)
                    continue
                made = self._added()
                if at == 0:
                    made.paragraph_format.tab_stops.add_tab_stop(indent)
                    label = tuple(replace(run, look=run.look or "strong") for run in item.label)
                    self._writer.runs(made, (*label, Run("\t")), anchor=item.anchor)
                self._writer.fill(made, paragraph)
                made.paragraph_format.left_indent = indent
                made.paragraph_format.first_line_indent = Emu(-indent) if at == 0 else None

    def _bullets(self, one: Bullets) -> None:
        for item in one.items:
            paragraph = styled(self._new(), "ListBullet")
            self._writer.runs(paragraph, item.runs, own_direction=item.own_direction, anchor=item.anchor)

    def _box(self, one: Box) -> None:
        head = Paragraph((Run(one.heading, "strong"),), Role.WARNING)
        for paragraph in (head, *one.paragraphs):
            _edged(self._writer.fill(self._new(), paragraph), VERDICTS["unlikely"])

    def _context(self, one: Context) -> None:
        quote = self._new()
        quote.paragraph_format.left_indent = Mm(5)
        _edged(quote, VERDICTS[known(one.mark)])
        if rightward(one.exact):
            into_properties(quote._p.get_or_add_pPr(), element("w:bidi"))
        if one.lost:
            self._writer.runs(quote, (Run("Quote no longer found in the newest version: ", "meta"),))
        for text, exact in ((one.before, False), (one.exact, True), (one.after, False)):
            for part, turned in stretches(text):
                run = quote.add_run(part)
                run.font.rtl = True if turned else None
                run.font.bold = run.font.underline = True if exact and not one.lost else None
                run.font.strike = True if exact and one.lost else None
                run.font.color.rgb = None if exact else colour(INK_2)
                if one.language and turned:
                    run._r.get_or_add_rPr().append(element("w:lang", bidi=one.language))

    def _drawing(self, one: Drawing) -> None:
        width = min(self._width, Emu(int(one.width * _PIXEL)))
        for at, picture in enumerate(next(self._pictures)):
            told = f"{one.title}. {one.told}" if at == 0 else f"{one.title}, continued."
            self._picture(picture, width, told)
        self._caption("Figure", one.title)
        keys = [f"{key.sign} {key.means}" for key in one.keys if key.sign]
        if keys:
            self._paragraph(Paragraph((Run(" · ".join(keys)),), Role.META))

    def _code(self, one: Code) -> None:
        drawn = io.BytesIO()
        segno.make(one.text, error="m", micro=False).save(drawn, kind="png", scale=8, border=2)
        self._picture(drawn.getvalue(), Mm(34), f"{one.title}: {one.text}")
        for paragraph in one.beside:
            self._paragraph(paragraph)

    def _picture(self, picture: bytes, width: int, told: str) -> None:
        paragraph = self._new()
        paragraph.paragraph_format.keep_with_next = True
        part = self._document.part
        identity, image = part.get_or_add_image(io.BytesIO(picture))
        across, down = image.scaled_dimensions(Emu(width), None)
        self._shapes += 1
        inline = CT_Inline.new_pic_inline(self._shapes, identity, f"picture-{self._shapes}.png", across, down)
        inline.docPr.set("descr", usable(told))
        paragraph.add_run()._r.add_drawing(inline)


def _edged(paragraph: WordParagraph, ink: str) -> None:
    """Draw a line along a paragraph."""
    borders = element("w:pBdr")
    borders.append(element("w:left", val="single", sz="18", space="8", color=ink.removeprefix("#")))
    into_properties(paragraph._p.get_or_add_pPr(), borders)


def _lined(table: WordTable) -> None:
    """Draw lines under the rows of a table."""
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=RULE.removeprefix("#")))
    # Word takes these in one order alone (ECMA-376, 17.4.59).
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
