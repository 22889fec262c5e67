"""The printable report: its first page in order, nothing loaded and nothing run, every word of people escaped."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from tests.report_desk import DESK, SCRIPT, START
from tracker.domain.errors import TooLarge
from tracker.domain.reports import Correction, Report
from tracker.exports import report_html

FIRST_PAGE = [
    "What we found",
    "Where claim 1 comes from",
    "What we could not find out",
]


def file_of(report: Report) -> str:
    return b"".join(report_html.write(report)).decode("utf-8")


@pytest.fixture(scope="module")
def text(report: Report) -> str:
    return file_of(report)


@pytest.fixture
def page(text: str) -> Any:
    return html.document_fromstring(text)


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_the_first_page_says_what_it_must_in_its_order(page: Any) -> None:
    (paper,) = page.xpath("//main")
    top = [child for child in paper.iterchildren() if child.getnext() is not None]
    assert [said(h2) for h2 in paper.xpath(".//h2")][:3] == FIRST_PAGE
    names = [child.tag for child in top]
    assert names.index("header") < names.index("h1") < names.index("table") < names.index("footer")
    assert said(paper.xpath("./p[@class='lede']")[0]) == (
        "We looked into four claims in an article that The Coast Road published on 13 Nov 2026 (our inference), "
        "in version 2, which we captured on 20 Nov 2026, and reached a verdict on three of them."
    )


def test_the_correction_stands_before_everything_else(report: Report) -> None:
    corrected = replace(report, corrections=(Correction(START, "Claim 1 was Likely."),))
    (paper,) = html.document_fromstring(file_of(corrected)).xpath("//main")
    order = [child.get("class") or child.tag for child in paper.iterchildren()]
    assert order.index("correction") < order.index("lede") < order.index("findings")


def test_the_table_gives_their_words_ours_the_verdict_and_the_reason(page: Any) -> None:
    rows = [[said(cell) for cell in row] for row in page.xpath("//table[@class='findings']/tbody/tr")]
    assert rows[2] == [
        "“put the dead at nineteen”",
        "1 At least nineteen people were killed in the strike.",
        "Unproven",
        "We call it unproven.",
    ]
    assert rows[0][3].endswith("An editor passed the gate: The picture is beyond doubt.")
    assert rows[3][2:] == ["Falseneeds another look", "We call it false. Checked by one person."]


def test_the_trail_of_the_main_claim_is_told_with_its_origins(page: Any) -> None:
    drawing = page.xpath("//h2[starts-with(., 'Where claim 1')]/following-sibling::figure[1]//svg")[0]
    assert {said(name) for name in drawing.xpath(".//text[starts-with(@class, 'name')]")} >= {
        "The Coast Road",
        "FARS",
        "سبوتنيك عربي",
    }
    assert "The Coast Road" in said(drawing.xpath("./desc")[0])
    assert said(page.xpath("//p[@class='origins']")[0]) == (
        "0 independent · 1 named trail end (\u2068سبوتنيك عربي\u2069, could not be obtained, told by nobody named) · "
        "1 of 2 steps read by us"
    )


def test_the_claims_of_an_article_are_drawn_together_by_their_origins(page: Any) -> None:
    [drawing] = page.xpath("//section[@class='by-origin']//figure//div/*[name()='svg']")
    cards = drawing.xpath(".//*[name()='a']/@href[starts-with(., '#claim-')]")
    assert len(cards) > 1
    told = [said(item) for item in page.xpath("//section[@class='by-origin']/ul/li")]
    assert any("سبوتنيك عربي" in one and "claim 1 does not count" in one for one in told)
    assert len(told) == len(drawing.xpath(".//*[name()='a']/@href[starts-with(., '#origin-')]"))


def test_it_says_who_checked_how_to_ask_for_a_correction_and_up_to_where_it_is_recorded(
    page: Any, report: Report
) -> None:
    text = said(page.xpath("//main")[0])
    assert "Annotated by one person, assessed by two people and decided by one person" in text
    assert page.xpath("//a/@href").count(f"mailto:{DESK.contact}") == 1
    assert f"Recorded up to event {report.log.last}," in text
    assert report.log.root in said(page.xpath("//footer/code")[0]).replace(" ", "")


def test_each_claim_stands_in_full_with_the_events_behind_it(page: Any, report: Report) -> None:
    for claim in report.claims:
        text = said(page.get_element_by_id(f"claim-{claim.number}"))
        assert all(event.sentence in text for event in claim.events)
        assert all(piece.title in text for piece in claim.evidence)
        assert all(review.words in text for review in claim.assessments)
        assert all(quote.exact in text for quote in claim.quotes)
    assert "superseded by a later one" in said(page.get_element_by_id("claim-1"))
    assert "Quote no longer found" in said(page.get_element_by_id("claim-3"))
    assert "Not met: Two independent origins" in said(page.get_element_by_id("claim-2"))


def test_nothing_is_loaded_from_anywhere_and_nothing_runs(page: Any, text: str) -> None:
    loaded = page.xpath("//link | //script | //img | //iframe | //object | //embed | //source | //form")
    assert loaded == []
    assert page.xpath("//@style | //@src | //@*[starts-with(name(), 'on')]") == []
    assert page.xpath("//use/@href[not(starts-with(., '#'))]") == []
    assert "@import" not in text
    assert text.count("url(") == text.count('url("data:font/woff2;base64,')
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_markup_that_people_typed_is_shown_as_text(page: Any) -> None:
    assert said(page.get_element_by_id("statement-4")) == SCRIPT


def test_only_addresses_of_the_web_become_links(page: Any) -> None:
    schemes = {address.partition(":")[0] for address in page.xpath("//a/@href") if not address.startswith("#")}
    assert schemes == {"https", "mailto"}
    assert "A link that runs" in said(page.get_element_by_id("claim-2"))


def test_what_articles_and_people_wrote_finds_its_own_direction(page: Any) -> None:
    for path in ("//h1", "//blockquote", "//*[@class='statement']", "//p[@class='translation']"):
        elements = page.xpath(path)
        assert elements
        assert {element.get("dir") for element in elements} == {"auto"}, path
    assert {quote.get("lang") for quote in page.xpath("//blockquote")} == {"en"}
    assert any("سبوتنيك عربي" in name.text_content() for name in page.xpath("//bdi"))


def test_every_mark_points_at_a_drawing_in_the_file_and_every_link_inside_at_its_place(page: Any) -> None:
    ids = set(page.xpath("//@id"))
    inside = [address[1:] for address in page.xpath("//@href") if address.startswith("#")]
    assert inside
    assert set(inside) <= ids
    assert len(page.xpath("//@id")) == len(ids)


def test_fonts_come_along_only_where_the_text_needs_them(report: Report, text: str) -> None:
    plain = replace(report, claims=(), not_checked=(), claim_count=0)
    assert text.count("@font-face") > file_of(plain).count("@font-face") == 2


def test_a_report_too_long_for_paper_is_refused_with_what_to_do(report: Report) -> None:
    long = replace(report, claim_count=report_html.MOST_CLAIMS + 1)
    with pytest.raises(TooLarge, match="CSV or JSON"):
        file_of(long)


def test_a_desk_without_a_contact_names_its_address(report: Report) -> None:
    page = html.document_fromstring(file_of(replace(report, desk=replace(DESK, contact=""))))
    assert DESK.address in page.xpath("//a/@href")


def test_a_report_without_claims_says_so(report: Report) -> None:
    page = html.document_fromstring(file_of(replace(report, claims=(), claim_count=0)))
    assert said(page.xpath("//p[@class='lede']")[0]).startswith("There is no claim to report in an article")
    assert page.xpath("//table") == []
