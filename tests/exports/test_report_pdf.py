"""The report as PDF: what it says and in which order, read by Poppler; and that nothing from data is markup."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tests.effort import effort_below
from tests.poppler import poppler
from tests.report_desk import SCRIPT, START
from tracker.domain.errors import TooLarge
from tracker.domain.reports import Correction, Report
from tracker.domain.reports.editions import Difference, ReportEdition, Since
from tracker.domain.reports.options import Options
from tracker.domain.vocabulary import Paper
from tracker.exports import report_pdf, typefaces
from tracker.exports.paper import Paper as Laid
from tracker.exports.paper import paper
from tracker.exports.paper.blocks import Paragraph, Role, Run
from tracker.exports.report_html import MOST_CLAIMS
from tracker.exports.typesetting import as_pdf

Read = Callable[..., str]
BARE = Laid("", "", "en", Paper.A4, START, "", ())


def pdf(report: Report) -> bytes:
    return b"".join(report_pdf.write(report))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return what stands in the PDF of a report, on one line and without signs of direction."""

    def read(report: Report, *how: str) -> str:
        file = tmp_path / "report.pdf"
        file.write_bytes(pdf(report))
        return plainly(poppler("pdftotext", *how, file, "-"))

    return read


def plainly(text: str) -> str:
    return " ".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text).split())


def test_it_is_tagged_claims_pdf_ua_and_carries_its_fonts(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(report))
    told = poppler("pdfinfo", file)
    assert re.search(r"Tagged: +yes", told)
    assert re.search(rf"Title: +{re.escape(report.title)}", told)
    assert re.search(r"JavaScript: +no", told)
    assert "<pdfuaid:part>1</pdfuaid:part>" in poppler("pdfinfo", "-meta", file)
    fonts = poppler("pdffonts", file).splitlines()[2:]
    assert {re.search(r"\+(Noto\w+)", line).group(1) for line in fonts} >= {"NotoSans", "NotoSerif", "NotoSansArabic"}  # type: ignore[union-attr]
    assert all(re.search(r" yes yes yes +\d+ +\d+$", line) for line in fonts), "embedded, subset, with Unicode"


def test_its_outline_leads_to_every_claim(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(report))
    poppler("pdftohtml", "-xml", "-i", file, tmp_path / "report.xml")
    items = [item.text_content() for item in html.parse(tmp_path / "report.xml").iterfind(".//outline//item")]
    assert items[0] == report.title
    assert {f"{claim.number}  {claim.statement}" for claim in report.claims} <= set(items)
    assert "Assessments" not in items


def test_it_says_what_the_first_page_must_in_its_order(report: Report, read: Read) -> None:
    text = read(replace(report, corrections=(Correction(START, "Claim 1 was Likely."),)), "-raw")
    order = [
        "Harbour desk",
        "Claims checked in the article",
        report.title,
        "Corrected",
        "Claim 1 was Likely.",
        "We looked into four claims in an article that The Coast Road published",
        "What we found",
        "Where claim 1 comes from",
        "0 independent",
        "What we could not find out",
        "Annotated by one person",
        "Where its claims come from",
        "The claims in full",
        "Sources",
        "How we check",
        "What the verdicts mean",
        "Who checked",
        "What was withheld",
        "The seal, and how to check it",
    ]
    places = [text.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_each_claim_stands_in_full_with_what_it_rests_on(report: Report, read: Read) -> None:
    text = read(report)
    for claim in report.claims:
        for words in (
            *(event.sentence for event in claim.events),
            *(piece.title for piece in claim.evidence),
            *(review.words for review in claim.assessments),
        ):
            assert words in text
    assert "Quote no longer found in the newest version" in text
    assert "Not met: Two independent origins" in text


def test_arabic_and_cyrillic_can_be_read_back(report: Report, read: Read) -> None:
    text = read(report)
    assert "سبوتنيك عربي" in text
    assert "قال إن القتلى تسعة عشر" in text
    assert "РИА Новости owns it, from 2013: confirmed" in text


def test_markup_of_any_kind_is_text(report: Report, read: Read) -> None:
    [first, *others] = report.claims
    trap = '#panic() *bold* $x$ @label <tag> `code` \\ // = Heading #read("/etc/passwd")'
    text = read(replace(report, claims=(replace(first, statement=trap), *others)), "-raw")
    assert trap in text
    assert SCRIPT[:30] in text


def test_a_long_report_is_made_in_less_than_two_seconds_of_work(report: Report, tmp_path: Path) -> None:
    claims = tuple(replace(claim, number=at * 10 + claim.number) for at in range(7) for claim in report.claims)
    long = replace(report, claims=claims, claim_count=len(claims))
    pdf(report)
    with effort_below(20):
        file = tmp_path / "report.pdf"
        file.write_bytes(pdf(long))
    pages = re.search(r"Pages: +(\d+)", poppler("pdfinfo", file))
    assert pages is not None
    assert int(pages[1]) >= 30


def test_the_same_report_makes_the_same_bytes(report: Report) -> None:
    assert pdf(report) == pdf(report)


def test_only_addresses_of_the_web_and_places_inside_are_links(report: Report) -> None:
    addresses = set(re.findall(rb"/URI \(([^)]*)\)", pdf(report)))
    assert {address.partition(b":")[0] for address in addresses} <= {b"https", b"http", b"mailto"}


def test_a_published_report_says_its_number_what_changed_and_carries_its_seal(report: Report, read: Read) -> None:
    seal = "harbour.example/tracker\n36\nqwerty\n\n— harbour.example/tracker abc\n"
    edition = ReportEdition(7, 2, START + timedelta(days=1), 1, "https://harbour.example/public", seal)
    changed = (Since(1, "At least nineteen people were killed.", Difference.VERDICT, "Likely", "Unproven"),)
    published = replace(report, edition=edition, summary="Most of it does not hold.", since=changed)
    text = read(published, "-layout")
    assert "Report 7, version 2, published Sat 21 Nov 2026, 09:00 CET" in text
    assert "Most of it does not hold." in text
    assert "What changed since version 1" in text
    assert "verdict Likely Unproven" in text
    assert "https://harbour.example/public" in text
    [code] = [block for block in paper(published).blocks if block.type == "code"]
    assert code.text == seal


def test_the_signed_seal_goes_along_as_a_file(report: Report, tmp_path: Path) -> None:
    seal = "harbour.example/tracker\n36\nqwerty\n\n— harbour.example/tracker abc\n"
    edition = ReportEdition(7, 1, START, None, "", seal)
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(replace(report, edition=edition)))
    poppler("pdfdetach", "-saveall", "-o", tmp_path, file)
    assert (tmp_path / "seal.note").read_text("utf-8") == seal
    assert "<pdfuaid:part>1</pdfuaid:part>" in poppler("pdfinfo", "-meta", file)


def test_what_the_report_leaves_out_is_told(report: Report, read: Read) -> None:
    options = Options(dissent=False, evidence=False, unnamed=(3,), unnamed_because="He is at risk.", paper=Paper.LETTER)
    text = read(replace(report, options=options))
    assert "One source is not named: He is at risk. Each block" in text
    assert "Assessments that differ from the verdict are left out. Evidence is left out." in text


def test_a_sign_that_no_typeface_has_is_a_square_and_one_that_nobody_sees_is_nothing(report: Report) -> None:
    assert typefaces.settable("a\u200bb\U000e0041 中文 🤷🏽 █ ← «Ünïcödé» Ελλάδα Москва שלום") == (
        "a\u200bb □□ □□ █ ← «Ünïcödé» Ελλάδα Москва שלום"
    )
    assert b"<pdfuaid:part>1" in pdf(replace(report, title="中文 🤷🏽"))


@pytest.mark.parametrize("typed", ["a\u064b", "\u064b", "ب\u0301", "\u0e01\u0301 x\u05b0", "\u2067\u2067\u2067", ""])
def test_signs_of_one_script_on_letters_of_another_are_no_obstacle(report: Report, typed: str) -> None:
    assert pdf(replace(report, title=typed, claims=(), claim_count=0)).startswith(b"%PDF")


@settings(max_examples=25)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=12))
def test_any_text_can_be_set(texts: list[str]) -> None:
    written = tuple(Paragraph((Run(text), Run(text, "quote"), Run(text, "code")), Role.BODY, True) for text in texts)
    assert as_pdf(replace(BARE, title=texts[0], blocks=written)).startswith(b"%PDF")


def test_a_report_too_long_for_paper_is_refused_with_what_to_do(report: Report) -> None:
    with pytest.raises(TooLarge, match="spreadsheet or JSON"):
        pdf(replace(report, claim_count=MOST_CLAIMS + 1))


def test_the_typefaces_are_those_on_record() -> None:
    told = (typefaces.FOLDER / "README.md").read_text("utf-8")
    sums = {name: digest for digest, name in re.findall(r"^([0-9a-f]{64})  (\S+)$", told, re.MULTILINE)}
    kept = {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in typefaces.FOLDER.iterdir()
        if path.name != "README.md"
    }
    assert kept == sums


@pytest.mark.parametrize(("paper_size", "points"), [(Paper.A4, "595.276 x 841.89"), (Paper.LETTER, "612 x 792")])
def test_it_is_set_for_the_paper_that_was_chosen(
    report: Report, tmp_path: Path, paper_size: Paper, points: str
) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(replace(report, options=Options(paper=paper_size, language="de-AT"))))
    assert f"{points} pts" in poppler("pdfinfo", file)
    assert "<rdf:li>de</rdf:li>" in poppler("pdfinfo", "-meta", file)
