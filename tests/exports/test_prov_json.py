"""The report as PROV-JSON, read back by somebody else's reader."""

import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from prov.model import ProvDocument, ProvRelation

from tests.report_desk import START
from tests.report_parts import quote, step
from tracker.domain.reports import Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.editions import ReportEdition
from tracker.domain.reports.ends import walk
from tracker.domain.vocabulary import Basis, Manner, StepCheck
from tracker.exports import prov_json

DERIVED = "wasDerivedFrom"


def content(report: Report) -> bytes:
    return b"".join(prov_json.write(report))


def told(report: Report) -> dict[str, dict[str, Any]]:
    document: dict[str, dict[str, Any]] = json.loads(content(report), object_pairs_hook=without_doubles)
    return document


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    assert len(members) == len(pairs), "a name stands twice in one object"
    return members


def read(report: Report) -> ProvDocument:
    return ProvDocument.deserialize(content=content(report).decode("utf-8"), format="json")


def with_trail(report: Report, *trail: Any) -> Report:
    claim = next(iter(report.claims))
    return replace(report, claims=(replace(claim, quotes=(quote(*trail, id=UUID(int=1)),), events=()),), claim_count=1)


def types(report: Report, relation: str = DERIVED) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for members in told(report)[relation].values():
        if "tracker:manner" in members:
            kinds[members.get("prov:type", {}).get("$", members["tracker:manner"])] += 1
    return kinds


def test_others_read_the_same_document_and_write_it_alike(report: Report) -> None:
    document = read(report)
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert document == again
    assert len(list(document.get_records())) == sum(map(len, told(report).values())) - len(told(report)["prefix"])


def test_whatever_a_relation_names_is_told_in_the_document(report: Report) -> None:
    document = read(report)
    known = {record.identifier for record in document.get_records() if not isinstance(record, ProvRelation)}
    named = {
        value
        for record in document.get_records(ProvRelation)
        for attribute, value in record.formal_attributes
        if value is not None and attribute.localpart not in ("time", "startTime", "endTime")
    }
    assert named
    assert named <= known


def test_each_claim_quote_step_and_judgement_is_an_entity(report: Report) -> None:
    entities = told(report)["entity"]
    for claim in report.claims:
        for thing in things(claim):
            assert f"thing:{thing.id}" in entities
    assert entities[f"thing:{next(iter(report.claims)).id}"]["prov:label"] == "The depot at Qasr al-Milh was struck."


def things(claim: ReportClaim) -> Iterator[Any]:
    yield from (claim, *claim.quotes, *claim.evidence, *claim.enquiries, *claim.assessments, *claim.decisions)
    yield from (step for quote in claim.quotes for step in walk(quote.trail))


def test_a_trail_leads_from_the_quote_to_its_far_end(report: Report) -> None:
    [claim] = [claim for claim in report.claims if claim.number == 1]
    [near] = claim.quotes[0].trail
    [far] = near.had_from
    derived = {(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in told(report)[DERIVED].values()}
    chain = [claim.id, claim.quotes[0].id, near.id, far.id]
    assert {(f"thing:{one}", f"thing:{other}") for one, other in zip(chain, chain[1:], strict=False)} <= derived
    attributed = {one["prov:entity"]: one["prov:agent"] for one in told(report)["wasAttributedTo"].values()}
    assert attributed[f"thing:{far.id}"] == f"source:{far.source.number}"


@pytest.mark.parametrize(
    ("manner", "basis", "check", "kind"),
    [
        (Manner.QUOTE, Basis.NOT_STATED, StepCheck.NOT_CHECKED, "prov:Quotation"),
        (Manner.REPORT, Basis.WITNESSED, StepCheck.YES, "prov:PrimarySource"),
        (Manner.REPORT, Basis.WITNESSED, StepCheck.NOT_CHECKED, "report"),
        (Manner.REPORT, Basis.TOLD_BY, StepCheck.YES, "report"),
        (Manner.TRANSLATION, Basis.NOT_STATED, StepCheck.YES, "translation"),
    ],
)
def test_how_it_was_passed_on_is_told_and_a_primary_source_only_where_we_found_it(
    report: Report, manner: Manner, basis: Basis, check: StepCheck, kind: str
) -> None:
    assert types(with_trail(report, step("FARS", id=UUID(int=2), manner=manner, basis=basis, check=check))) == {kind: 1}


def test_a_repost_is_another_form_of_the_same(report: Report) -> None:
    reposted = with_trail(report, step("FARS", id=UUID(int=2), manner=Manner.REPOST))
    assert len(told(reposted)["alternateOf"]) == 1


def test_only_a_confirmed_owner_is_acted_for(report: Report) -> None:
    owned = [one for one in told(report)["actedOnBehalfOf"].values() if one["prov:delegate"].startswith("source:")]
    assert owned == [{"prov:delegate": "source:3", "prov:responsible": "source:4"}]


def test_people_stand_in_it_as_the_report_names_them(report: Report) -> None:
    people = {name: agent["prov:label"] for name, agent in told(report)["agent"].items() if name.startswith("person:")}
    assert people == {"person:1": "reviewer 1", "person:2": "annotator 2", "person:3": "editor 3"}


def test_the_desks_own_work_is_told_event_by_event(report: Report) -> None:
    activities = told(report)["activity"]
    for claim in report.claims:
        assert {f"event:{event.number}" for event in claim.events} <= activities.keys()
    assert activities["event:18"]["tracker:action"] == "claim.decided"


def test_a_newer_version_of_a_report_revises_the_older(report: Report) -> None:
    edition = ReportEdition(7, 2, START, 1, "https://harbour.example/public", "")
    document = told(replace(report, edition=edition))
    revised = [one for one in document[DERIVED].values() if one.get("prov:type", {}).get("$") == "prov:Revision"]
    assert [(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in revised] == [
        ("report:7-version-2", "report:7-version-1")
    ]


def test_a_report_without_claims_is_read_too(report: Report) -> None:
    assert read(replace(report, claims=(), claim_count=0)).get_record("report:event-35")


def test_text_of_every_script_comes_back(report: Report) -> None:
    document = ProvDocument.deserialize(io.BytesIO(content(report)), format="json")
    assert "سبوتنيك عربي" in {str(label) for record in document.get_records() for label in [record.label]}
