"""Quotes as Web Annotations: held to the W3C's own assertions, and to the texts that they are about."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4
from sqlalchemy import select

from tests.report_desk import START, ReportDesk
from tracker.domain.reports import Report
from tracker.domain.reports.editions import ReportEdition
from tracker.exports import web_annotation
from tracker.exports.named import by_hash
from tracker.models import Snapshot

_URI = {"type": "string", "format": "uri", "minLength": 1}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
_PLACE = {"type": "integer", "minimum": 0}


def if_of(kind: str, **members: Any) -> dict[str, Any]:
    """Return a rule for things of a type: what they must have, and of what form."""
    others = {"not": {"required": ["type"], "properties": {"type": {"enum": [kind]}}}}
    return {"anyOf": [others, {"required": list(members), "properties": members}]}


def if_there(name: str, form: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {name: form}}


# What the assertions lean on and their folder lacks, said anew from the recommendation.
DEFINITIONS: dict[str, dict[str, Any]] = {
    "id.json": {
        "stringUri": _URI,
        "arraySingleStringUri": {"type": "array", "items": _URI, "minItems": 1, "maxItems": 1},
        "idValueFound": {"required": ["id"], "properties": {"id": _URI}},
    },
    "annotations.json": {
        "contextValueFound": {"enum": [web_annotation.CONTEXT]},
        "contextValueInArrayFound": {"type": "array", "minItems": 1},
        "annotationTypeValueFound": {"required": ["type"], "properties": {"type": {"enum": ["Annotation"]}}},
    },
    "otherProperties.json": {
        f"{name}ValidIfPresent": if_there(name, _MOMENT) for name in ("created", "modified", "generated")
    },
    "specificResource.json": {
        "textQuoteSelectorTypeValidIfPresent": if_of("TextQuoteSelector", exact={"type": "string", "minLength": 1}),
        "textPositionSelectorTypeValidIfPresent": if_of("TextPositionSelector", start=_PLACE, end=_PLACE),
        "dataPositionSelectorTypeValidIfPresent": if_of("DataPositionSelector", start=_PLACE, end=_PLACE),
        "timeStateTypeValidIfPresent": if_of("TimeState"),
    },
}


def collection(report: Report) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(b"".join(web_annotation.write(report)))
    return told


def annotations(report: Report) -> list[dict[str, Any]]:
    return [{"@context": web_annotation.CONTEXT, **item} for item in collection(report)["first"]["items"]]


def leans_on(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        reference = {schema["$ref"]} if isinstance(schema.get("$ref"), str) else set()
        return reference.union(*map(leans_on, schema.values()))
    return set().union(*map(leans_on, schema)) if isinstance(schema, list) else set()


def is_known(reference: str) -> bool:
    file, _, name = reference.partition("#/definitions/")
    return not file or name in DEFINITIONS.get(file, {})


@pytest.fixture(scope="module")
def assertions(shared: Path) -> dict[str, Draft4Validator]:
    """Return what every annotation must hold to, by name; those that need more than the folder has are left out."""
    folder = shared / "data/web-annotation"
    names = json.loads((folder / "annotations/annotationMusts.test").read_text("utf-8"))["assertions"]
    schemas = {name: json.loads((folder / name).read_text("utf-8")) for name in names}
    registry = Registry(
        retrieve=lambda name: Resource.from_contents({"definitions": DEFINITIONS[Path(name).name]}, DRAFT4)  # type: ignore[call-arg]
    )
    return {
        name: Draft4Validator(schema, registry=registry)
        for name, schema in schemas.items()
        if all(map(is_known, leans_on(schema)))
    }


def test_every_quote_holds_to_what_annotations_must(report: Report, assertions: dict[str, Draft4Validator]) -> None:
    assert len(assertions) == 11
    for annotation in annotations(report):
        assert [name for name, must in assertions.items() if not must.is_valid(annotation)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"@context": "https://schema.org"},
        {"id": None},
        {"type": "Note"},
        {"target": None},
        {"bodyValue": "twice"},
        {"target": {"source": "https://a.example", "selector": {"type": "TextQuoteSelector"}}},
        {
            "target": {
                "source": "https://a.example",
                "selector": {"type": "TextPositionSelector", "start": -1, "end": 2},
            }
        },
    ],
)
def test_the_assertions_find_what_is_wrong(
    report: Report, assertions: dict[str, Draft4Validator], wrong: dict[str, Any]
) -> None:
    changed = {key: value for key, value in (annotations(report)[0] | wrong).items() if value is not None}
    assert not all(must.is_valid(changed) for must in assertions.values())


def test_places_and_quotes_are_those_of_the_kept_text(full_desk: ReportDesk, report: Report) -> None:
    with closing(full_desk.database.reading()) as session:
        texts = {by_hash(one.sha256): one.text for one in session.scalars(select(Snapshot))}
    for annotation in annotations(report):
        [kept] = [target for target in annotation["target"] if target["source"]["id"] in texts]
        place, words = kept["selector"]
        text = texts[kept["source"]["id"]]
        assert text[place["start"] : place["end"]] == words["exact"]
        assert text[: place["start"]].endswith(words.get("prefix", ""))
        assert text[place["end"] :].startswith(words.get("suffix", ""))


def test_the_page_is_named_as_it_was_with_the_text_that_was_kept(report: Report) -> None:
    page, kept = annotations(report)[0]["target"]
    assert page["source"] == {"id": "https://coast.example/depot", "type": "Text", "language": "en"}
    assert page["state"] == {
        "type": "TimeState",
        "cached": kept["source"]["id"],
        "sourceDate": "2026-11-20T08:00:12Z",
    }
    assert [selector["type"] for selector in page["selector"]] == ["TextQuoteSelector"]


def test_bodies_say_the_claim_its_verdict_and_what_the_words_mean(report: Report) -> None:
    [told] = [one for one in annotations(report) if one["body"][1]["value"].startswith("At least nineteen")]
    said = [(body["purpose"], body.get("value", body.get("source"))) for body in told["body"]]
    assert said == [
        ("identifying", "https://harbour.example/claims/1"),
        ("describing", "At least nineteen people were killed in the strike."),
        ("assessing", "Unproven"),
        ("commenting", "We call it unproven."),
        ("describing", "قال إن القتلى تسعة عشر"),
        ("tagging", "strikes"),
    ]
    assert told["motivation"] == "assessing"
    assert told["creator"][0] == {"type": "Person", "nickname": "annotator 2"}


def test_a_collection_counts_its_quotes_and_a_published_one_has_its_own_address(report: Report) -> None:
    told = collection(report)
    assert told["total"] == len(told["first"]["items"]) == 4
    edition = ReportEdition(7, 1, START, None, "https://harbour.example/public", "")
    published = collection(replace(report, edition=edition))
    assert published["id"] == "https://harbour.example/public/reports/7#quotes"
    assert published["first"]["items"][0]["body"][0]["source"].startswith("https://harbour.example/public/claims/")
    assert collection(replace(report, claims=(), claim_count=0))["total"] == 0
