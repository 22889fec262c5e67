"""The report as a Word document: its structure by its XML, and how LibreOffice reads it."""

import io
import re
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path
from shutil import which
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from tests.conftest import absent
from tests.report_desk import SCRIPT
from tracker.domain.errors import TooLarge
from tracker.domain.reports import Report
from tracker.domain.reports.options import Options
from tracker.domain.vocabulary import Paper
from tracker.exports import report_docx
from tracker.exports.report_html import MOST_CLAIMS

ORDERS = {
    "tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
    "pPr": ["pStyle", "keepNext", "pageBreakBefore", "pBdr", "tabs", "bidi", "spacing", "ind", "jc"],
    "rPr": ["rFonts", "b", "strike", "color", "sz", "u", "vertAlign", "rtl", "lang"],
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = {"w": W.strip("{}")}


def content(report: Report) -> bytes:
    return b"".join(report_docx.write(report))


def parts(report: Report) -> dict[str, Any]:
    with ZipFile(io.BytesIO(content(report))) as packed:
        return {name: etree.fromstring(packed.read(name)) for name in packed.namelist() if name.endswith(".xml")}


@pytest.fixture(scope="module")
def body(report: Report) -> Any:
    return parts(report)["word/document.xml"]


def said(element: Any) -> str:
    return "".join(element.itertext(f"{W}t"))


def style(paragraph: Any) -> str:
    return str(paragraph.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=SPACE))


def converted(report: Report, folder: Path) -> str:
    """Return what LibreOffice shows of a document, as text."""
    if which("soffice") is None or which("pdftotext") is None:
        absent("There is no LibreOffice: `apt install libreoffice-writer-nogui poppler-utils`.")
    file = folder / "report.docx"
    file.write_bytes(content(report))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = ["soffice", "--headless", home, "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    told = subprocess.run(["pdftotext", folder / "report.pdf", "-"], capture_output=True, check=True)
    return " ".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", told.stdout.decode("utf-8")).split())


def test_libreoffice_opens_it_and_shows_all_of_it(report: Report, tmp_path: Path) -> None:
    text = converted(report, tmp_path)
    for claim in report.claims:
        assert claim.statement in text.replace("- ", "-") or claim.statement == SCRIPT
        assert all(event.sentence in text for event in claim.events)
        assert all(review.words in text for review in claim.assessments)
    for words in (
        "سبوتنيك عربي",
        "РИА Новости owns it",
        "Table 1: What we found",
        "Figure 1: Where claim 1 comes from",
    ):
        assert words in text
    assert "SHA-256 of the text: " in text


def test_its_headings_are_headings(report: Report, body: Any) -> None:
    headings = [(style(one), said(one)) for one in body.iter(f"{W}p") if style(one).startswith("Heading")]
    assert headings[0] == ("Heading1", report.title)
    assert {f"{claim.number}  {claim.statement}" for claim in report.claims} <= {
        words for kind, words in headings if kind == "Heading3"
    }
    assert [words for kind, words in headings if kind == "Heading2"][-1] == "The seal, and how to check it"


def test_every_table_has_a_caption_and_a_row_of_names_that_comes_again(body: Any) -> None:
    tables = list(body.iter(f"{W}tbl"))
    assert tables
    for table in tables:
        assert style(table.getprevious()) == "Caption"
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    captions = [said(table.getprevious()).partition(":")[0] for table in tables]
    assert captions == [f"Table {at}" for at in range(1, len(tables) + 1)]


def test_properties_stand_in_the_order_that_word_takes(body: Any) -> None:
    """The order is that of ECMA-376: 17.4.59 of tables, 17.3.1.26 of paragraphs, 17.3.2.28 of runs."""
    for name, order in ORDERS.items():
        for properties in body.iter(f"{W}{name}"):
            names = [etree.QName(one).localname for one in properties]
            assert set(names) <= set(order), name
            assert names == sorted(names, key=order.index), name


def test_pictures_are_told_in_words_and_have_captions(body: Any) -> None:
    told = body.xpath("//wp:docPr/@descr", namespaces=docx.oxml.ns.nsmap)
    captions = [said(one) for one in body.iter(f"{W}p") if style(one) == "Caption"]
    assert len(told) == sum(1 for caption in captions if caption.startswith("Figure")) + 1
    assert any("The Coast Road" in one for one in told)


def test_hashes_stand_in_notes_that_are_referred_to(report: Report) -> None:
    files = parts(report)
    referred = [one.get(f"{W}id") for one in files["word/document.xml"].iter(f"{W}footnoteReference")]
    notes = {one.get(f"{W}id"): said(one) for one in files["word/footnotes.xml"] if not one.get(f"{W}type")}
    assert list(notes) == referred
    hashes = {quote.snapshot_sha256 for claim in report.claims for quote in claim.quotes}
    assert all(any(digest in note for note in notes.values()) for digest in hashes)


def test_words_of_the_other_direction_are_marked_so(report: Report, body: Any) -> None:
    turned = [run for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
    assert {said(run) for run in turned} >= {"سبوتنيك عربي", "قال إن القتلى تسعة عشر"}
    arabic = re.compile("[\u0600-\u06ff]")
    plain = [run for run in body.iter(f"{W}r") if run not in turned]
    assert not any(arabic.search(said(run)) for run in plain)
    [translation] = [one for one in body.iter(f"{W}p") if said(one) == "قال إن القتلى تسعة عشر"]
    assert translation.find(f"{W}pPr/{W}bidi") is not None
    [title] = docx.Document(io.BytesIO(content(replace(report, title="قصف المستودع")))).paragraphs[2:3]
    assert title._p.find(f"{W}pPr/{W}bidi") is not None


def test_every_link_inside_leads_to_a_place_of_its_own(body: Any) -> None:
    names = Counter(body.xpath("//w:bookmarkStart/@w:name", namespaces=SPACE))
    inside = set(body.xpath("//w:hyperlink/@w:anchor", namespaces=SPACE))
    assert {"claim_1", "not_checked"} <= inside <= names.keys()
    assert set(names.values()) == {1}


def test_only_addresses_of_the_web_are_links(report: Report) -> None:
    document = docx.Document(io.BytesIO(content(report)))
    targets = {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    assert {target.partition(":")[0] for target in targets} == {"https", "mailto"}


def test_nothing_that_people_typed_is_a_field_or_breaks_the_file(report: Report) -> None:
    first, *others = report.claims
    typed = '<w:fldSimple w:instr="DDEAUTO"/>{ DDEAUTO c:\\\\ } \x07 \ufffe & ]]>'
    files = parts(replace(report, claims=(replace(first, statement=typed), *others), title=typed))
    instructions = set(files["word/document.xml"].xpath("//w:fldSimple/@w:instr", namespaces=SPACE))
    assert instructions == {"SEQ Table \\* ARABIC", "SEQ Figure \\* ARABIC"}
    assert "{ DDEAUTO" in said(files["word/document.xml"])


def test_the_same_report_makes_the_same_bytes(report: Report) -> None:
    assert content(report) == content(report)


def test_it_is_set_for_the_paper_and_the_language_that_were_chosen(report: Report) -> None:
    letter = replace(report, options=Options(paper=Paper.LETTER, language="de"))
    files = parts(letter)
    assert files["word/document.xml"].xpath("//w:pgSz/@w:w", namespaces=SPACE) == ["12240"]
    assert set(files["word/styles.xml"].xpath("//w:lang/@w:val", namespaces=SPACE)) == {"de"}


def test_a_report_too_long_for_paper_is_refused(report: Report) -> None:
    with pytest.raises(TooLarge):
        content(replace(report, claim_count=MOST_CLAIMS + 1))
