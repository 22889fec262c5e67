"""Decided claims as ClaimReview: held to the vocabulary of schema.org and to Google's rules."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.report_desk import DESK, SCRIPT, START
from tests.vocabularies import Vocabulary
from tracker.domain.reports import Correction, Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.editions import Difference, ReportEdition, Since
from tracker.domain.vocabulary import ClaimStage
from tracker.exports import claim_review


@pytest.fixture
def decided(report: Report) -> Report:
    """Return the report with all its decided claims at rest, and something to correct."""
    claims = tuple(replace(claim, stage=ClaimStage.DECIDED) if claim.decision else claim for claim in report.claims)
    edition = ReportEdition(7, 2, START, 1, "https://harbour.example/public", "")
    changed = (Since(1, "Nineteen.", Difference.VERDICT, "Likely", "Unproven"),)
    corrections = (Correction(START, "Claim 1 was Likely."),)
    return replace(report, claims=claims, edition=edition, since=changed, corrections=corrections)


def feed(report: Report) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(b"".join(claim_review.write(report)))
    return told


def items(report: Report) -> dict[str, dict[str, Any]]:
    return {item["item"]["claimReviewed"]: item["item"] for item in feed(report)["dataFeedElement"]}


def test_only_decided_claims_go_out_and_none_that_waits_for_another_look(report: Report) -> None:
    numbers = [item["url"].rpartition("/")[2] for item in items(report).values()]
    assert numbers == ["2", "1"]


def test_everything_is_a_type_and_a_property_of_the_vocabulary(decided: Report, shared: Path) -> None:
    vocabulary = Vocabulary.read(shared / "data/schemaorg/schemaorg-current-https.jsonld")
    assert list(vocabulary.faults(feed(decided))) == []
    assert len(feed(decided)["dataFeedElement"]) == 3


def test_the_check_by_the_vocabulary_finds_what_is_wrong(shared: Path) -> None:
    vocabulary = Vocabulary.read(shared / "data/schemaorg/schemaorg-current-https.jsonld")
    wrong = {
        "@type": "ClaimReview",
        "reviewRating": {"@type": "Organization", "name": "A"},
        "ratingValue": 3,
        "datePublished": "soon",
        "itemReviewed": {"@type": "Clame"},
    }
    assert {fault.rpartition("/")[2].partition(":")[0] for fault in vocabulary.faults(wrong)} == {
        "ClaimReview.reviewRating",
        "ClaimReview.ratingValue",
        "ClaimReview.datePublished",
        "ClaimReview.itemReviewed",
    }


def test_what_google_requires_is_there(decided: Report) -> None:
    for review in items(decided).values():
        assert review["claimReviewed"]
        assert review["url"].startswith("https://harbour.example/public/claims/")
        assert review["reviewRating"]["alternateName"]


def test_no_rating_stands_in_the_claim_and_the_claim_is_somebody_elses(decided: Report) -> None:
    for review in items(decided).values():
        assert review["reviewRating"]["alternateName"] not in review["claimReviewed"]
        assert review["itemReviewed"].get("author", {}).get("name") != review["author"]["name"]
    assert len({review["url"] for review in items(decided).values()}) == len(items(decided))


def test_a_number_stands_only_with_its_scale_and_only_for_verdicts_on_the_line(decided: Report) -> None:
    ratings = {review["reviewRating"]["alternateName"]: review["reviewRating"] for review in items(decided).values()}
    assert {name: rating.get("ratingValue") for name, rating in ratings.items()} == {
        "Confirmed": 5,
        "Unproven": None,
        "False": 1,
    }
    for rating in ratings.values():
        assert ("ratingValue" in rating) == ("bestRating" in rating) == ("worstRating" in rating)


def test_it_says_who_claimed_it_and_where_it_appears_first(decided: Report) -> None:
    claim = items(decided)["At least nineteen people were killed in the strike."]["itemReviewed"]
    assert claim["author"] == {"@type": "Organization", "name": "سبوتنيك عربي"}
    assert claim["firstAppearance"] == claim["appearance"][0]
    assert claim["firstAppearance"]["url"] == "https://coast.example/depot"
    assert claim["datePublished"] == "2026-11-13"


def test_a_correction_stands_with_the_claims_that_it_is_about(decided: Report) -> None:
    told = {review["url"][-1]: review.get("correction") for review in items(decided).values()}
    assert told["2"] is None
    assert told["1"] == [
        {"@type": "CorrectionComment", "text": "Claim 1 was Likely.", "datePublished": "2026-11-20T08:00:00Z"}
    ]


def test_only_addresses_of_the_web_are_addresses(decided: Report) -> None:
    cited = items(decided)["The depot at Qasr al-Milh was struck."]["citation"]
    assert [piece.get("url") for piece in cited] == ["https://sky.example/1", None]


def test_nothing_in_it_ends_the_script_that_it_stands_in(report: Report) -> None:
    claim = replace(next(iter(report.claims)), statement=SCRIPT + "</script><!--")
    told = claim_review.embedded(report, claim)
    assert not re.search("[<>&]", told)
    assert json.loads(told)["claimReviewed"] == claim.statement
    assert json.loads(told)["@context"] == "https://schema.org"


def test_a_claim_without_a_verdict_has_no_review(report: Report) -> None:
    undecided: ReportClaim = next(claim for claim in report.claims if claim.decision is None)
    with pytest.raises(ValueError, match="not decided"):
        claim_review.claim_review(report, undecided)


def test_a_report_that_is_not_published_names_the_desks_own_pages(report: Report) -> None:
    assert {review["url"] for review in items(report).values()} == {f"{DESK.address}/claims/{at}" for at in (1, 2)}
