"""ClaimReviews of others: what comes in of them, what is refused, and what is said of each oddity."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import ingest
from tracker.domain.errors import Refusal, Unreadable
from tracker.domain.vocabulary import SourceKind
from tracker.ingest import lists
from tracker.ingest.lists import Entry, ListForm, Reviewed, claim_reviews, nodes

NODE: dict[str, Any] = {
    "@type": "ClaimReview",
    "url": "https://checks.example/depot",
    "claimReviewed": "The depot at Qasr al-Milh was hit",
    "datePublished": "2026-11-20",
    "author": {"@type": "Organization", "name": "Harbour Checks"},
    "reviewRating": {"ratingValue": "1", "bestRating": "5", "worstRating": "1", "alternateName": "False"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Lena Marsh"},
        "datePublished": "2019-11-18",
    },
}


def taken(content: bytes | str, filename: str = "list.json") -> list[Entry]:
    """Return the entries of a file."""
    content = content.encode() if isinstance(content, str) else content
    return list(lists.entries(content, lists.recognise(content, filename)))


def read(**changed: Any) -> Reviewed:
    """Return what a node says in which some properties are others."""
    return claim_reviews.read({**NODE, **changed})


def in_script(node: object) -> str:
    return f'<!DOCTYPE html><html><script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("content", "filename", "places"),
    [
        (json.dumps(NODE), "one.json", ["node 1"]),
        ("\ufeff" + json.dumps([NODE, NODE]), "list.json", ["node 1", "node 2"]),
        (json.dumps({"@graph": [{"@type": "WebPage"}, NODE]}), "graph.jsonld", ["node 1"]),
        (json.dumps({"@type": "DataFeed", "dataFeedElement": [{"item": [NODE]}]}), "feed.json", ["node 1"]),
        (json.dumps({"@type": "ItemList", "itemListElement": [{"item": NODE}]}, indent=2), "feed.json", ["node 1"]),
        (f"{json.dumps(NODE)}\n\n{json.dumps(NODE)}\n", "lines.jsonl", ["line 1", "line 3"]),
        (in_script(NODE) + in_script({"@type": "WebPage"}), "page.html", ["script 1"]),
        (in_script({"@graph": [NODE, NODE]}), "page.htm", ["script 1, node 1", "script 1, node 2"]),
        (json.dumps({**NODE, "claimReviewed": ["One", "Two"]}), "n.json", ["node 1, claim 1", "node 1, claim 2"]),
        (json.dumps({"schema:claimReviewed": "One", "@type": "schema:ClaimReview"}), "prefixed.json", ["node 1"]),
    ],
)
def test_reviews_are_found_wherever_they_stand(content: str, filename: str, places: list[str]) -> None:
    found = taken(content, filename)
    assert [(one.place, one.refused) for one in found] == [(place, "") for place in places]
    assert all(one.text[one.start :].startswith(one.reviewed.claim) for one in found if one.reviewed)


def test_what_a_review_refers_to_in_its_graph_is_filled_in() -> None:
    desk = {"@id": "#desk", "@type": "Organization", "name": "Harbour Checks"}
    (entry,) = taken(json.dumps({"@graph": [{**NODE, "author": {"@id": "#desk"}}, desk]}))
    assert entry.reviewed is not None
    assert entry.reviewed.reviewer == "Harbour Checks"


def test_a_bad_line_keeps_no_other_out() -> None:
    found = taken(f'{json.dumps(NODE)}\n{{"half": \n{{"@type": "WebPage"}}\n{{"@type": "ClaimReview"}}', "lines.jsonl")
    assert [bool(one.refused) for one in found] == [False, True, True, True]
    assert "no JSON" in found[1].refused
    assert "no ClaimReview" in found[2].refused
    assert "names no claim" in found[3].refused


@pytest.mark.parametrize(
    ("changed", "field", "value", "odd"),
    [
        ({"datePublished": "2020-06-23 20:02"}, "published", "2020-06-23", "names no time zone"),
        ({"datePublished": "2020-03-27T10:46:13+0200"}, "published", "2020-03-27", ""),
        ({"datePublished": "Tue, 23 Jun 2020 20:02:00 GMT"}, "published", "2020-06-23", ""),
        ({"datePublished": "04/05/2020"}, "published", "2020", "read in two ways"),
        ({"datePublished": "a while ago"}, "published", "", "cannot be read as a date"),
        ({"datePublished": "2018-11-02"}, "published", "2018-11-02", "after its review"),
        ({"claimReviewed": "It &amp; <b>they</b><br />fell"}, "claim", "It & they\nfell", "markup"),
        ({"claimReviewed": "Half \ud800 gone\x00"}, "claim", "Half \ufffd gone", ""),
        ({"claimReviewed": "", "itemReviewed": {"@type": "Claim", "name": "It fell"}}, "claim", "It fell", "belongs"),
        ({"author": "Harbour Checks"}, "reviewer", "Harbour Checks", ""),
        ({"author": [{"name": "One"}, {"name": "Two"}]}, "reviewer", "One", "2 are given as authors"),
        ({"author": None}, "reviewer", "checks.example", "No author of the review"),
        ({"author": {"@type": "Person", "name": "Lena"}}, "byline", "Lena", "is a person"),
        ({"url": "javascript:alert(1)"}, "address", "", "no address on the web"),
        ({"url": "https://x.example/?a=1&b=" + "9" * 999}, "address", "https://x.example/?a=1", "last parameters"),
        ({"url": "https://x.example/" + "9" * 999}, "address", "", "cannot be kept"),
        ({"itemReviewed": [{"url": "https://a.example/1"}, {"url": "https://b.example/2"}]}, "said_at",
         "https://a.example/1", "2 addresses"),
        ({"itemReviewed": {"@type": "Claim", "appearance": [{"url": "https://a.example/1"}]}}, "said_at",
         "https://a.example/1", "put down to"),
        ({"itemReviewed": "https://a.example/1"}, "said_at", "https://a.example/1", "Nobody is named"),
    ],
)  # fmt: skip
def test_values_are_understood_and_what_was_odd_is_said(
    changed: dict[str, Any], field: str, value: str, odd: str
) -> None:
    said = read(**changed)
    assert getattr(said, field) == value
    assert odd in " ".join(said.odd)
    assert odd or not said.odd


def rated(number: object, words: str = "", worst: object = "1", best: object = "5") -> dict[str, object]:
    return {"ratingValue": number, "alternateName": words, "worstRating": worst, "bestRating": best}


@pytest.mark.parametrize(
    ("rating", "words", "place", "odd"),
    [
        (rated("1", "Falso"), "Falso (1 of 1 to 5)", 0, ""),
        (rated(1, "Incorrect", 1, 6), "Incorrect (1 of 1 to 6)", 0, "not from 1 to 5"),
        (rated("4,0", "", None, None), "4 of 1 to 5", 0.75, "not given"),
        (rated("3", "", None), "3 of 1 to 5", 0.5, "One end"),
        (rated("1", "Faux", "5", "1"), "Faux (1 of 5 to 1)", None, "swapped"),
        (rated("9"), "9 of 1 to 5", None, "outside"),
        (rated("False"), "False", None, "a word where a number"),
        (rated("5", "False"), "False (5 of 1 to 5)", 1, "do not say the same"),
        (rated("2", "So it is not, as anyone can see who looks"), None, 0.25, "a sentence"),
        ("False", "False", None, "a word where a number"),
        (None, "", None, "gives no verdict"),
        (rated(float("nan")), None, None, ""),
    ],
)
def test_verdicts_are_read_with_their_words_and_their_place(
    rating: object, words: str | None, place: float | None, odd: str
) -> None:
    said = read(reviewRating=rating)
    assert words is None or str(said.verdict) == words
    assert said.verdict.place == place
    assert odd in " ".join(said.odd)


@pytest.mark.parametrize(
    ("author", "name", "kind"),
    [
        ({"@type": "Person", "name": "Várias fontes"}, "Várias fontes", SourceKind.UNNAMED),
        ("Facebook-Nutzer", "Facebook-Nutzer", SourceKind.UNNAMED),
        ("Sources multiples", "Sources multiples", SourceKind.UNNAMED),
        ("Multiple Media Group", "Multiple Media Group", SourceKind.UNKNOWN),
        ({"@type": "Organization", "name": ["Lena Marsh", "mayor"]}, "Lena Marsh", SourceKind.PERSON),
        ({"@type": "GovernmentOrganization", "name": "Ministry"}, "Ministry", SourceKind.GOVERNMENT),
    ],
)
def test_whoever_said_it_is_told_apart_from_nobody(author: object, name: str, kind: SourceKind) -> None:
    (sayer,) = read(itemReviewed={"author": author}).said_by
    assert (sayer.name, sayer.kind) == (name, kind)


def test_a_report_of_a_desk_like_this_is_told_apart() -> None:
    with pytest.raises(Unreadable, match="take-in-report"):
        taken('{"schema": "tracker-report/1", "claims": []}')


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (b"", "a.json"),
        (b"just words", "a.jsonl"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.json"),
        (b"PK\x03\x04", "a.xlsx"),
    ],
)
def test_what_is_no_list_is_refused(content: bytes, filename: str) -> None:
    with pytest.raises(Refusal):
        taken(content, filename)


def test_what_nests_without_end_is_refused_and_nothing_else() -> None:
    assert "nests too deep" in taken("[" * 200_000)[0].refused
    deep: Any = "x"
    for _ in range(400):
        deep = {"a": [deep]}
    (entry,) = taken(json.dumps({**NODE, "review": deep}))
    assert entry.reviewed is not None


def test_referring_to_one_long_thing_without_end_stays_small() -> None:
    long = {"@id": "#long", "name": "n" * 1_000_000, "more": 1}
    node = {**NODE, "author": [{"@id": "#long"}] * 10_000}
    assert sum(len(one.content) for one in taken(json.dumps([node, long]))) < 2_000_000


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["ClaimReview", "2020-13-45", "1"]),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from([*NODE, "@id", "name", "@graph", "ratingValue"]), inner)
    ),
    max_leaves=20,
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from([*NODE, "name", "publisher", "@id"]), JSON))
def test_whatever_stands_in_a_review_it_is_read_or_refused_and_reads_the_same_again(changed: dict[str, Any]) -> None:
    node = {**NODE, **changed, "@type": "ClaimReview"}
    for entry in lists.entries(json.dumps(node).encode(), ListForm.CLAIM_REVIEWS):
        assert bool(entry.refused) == (entry.reviewed is None)
        if entry.reviewed is not None:
            assert entry.text[entry.start : entry.start + len(entry.reviewed.claim)] == entry.reviewed.claim
            assert ingest.read(entry.content, media_type=entry.media_type).text == entry.text
            assert nodes.as_bytes(nodes.from_bytes(entry.content)) == entry.content


def test_all_reviews_of_the_shared_data_come_in(shared: Path) -> None:
    content = (shared / "data/claimreview/claimreviews.jsonl").read_bytes()
    found = taken(content, "claimreviews.jsonl")
    assert len(found) == 10
    assert not any(one.refused for one in found)
    said = [one.reviewed for one in found if one.reviewed is not None]
    assert all(one.claim and one.reviewer and one.published and one.address and one.said_by for one in said)
    assert all(len(one.said_at) <= 300 and one.verdict.place is not None for one in said)
    assert sum(one.said_by[0].kind is SourceKind.UNNAMED for one in said) == 9
    assert said[9].said_by[0].about == "mayor of Ekurhuleni"
