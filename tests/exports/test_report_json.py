"""The report as JSON: nothing is lost, and the documented example has exactly the keys of a real one."""

import json
import re
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tracker.domain.reports import Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.things import CARRIED, KINDS, NOT_CARRIED
from tracker.exports import report_json
from tracker.models import Base, Recorded

DOCS = Path(__file__).parents[2] / "docs/formats.md"


@pytest.fixture
def exported(report: Report) -> dict[str, Any]:
    return dict(json.loads(b"".join(report_json.write(report))))


def documented() -> dict[str, Any]:
    (example,) = re.findall(r"```json\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    return dict(json.loads(example))


def as_written(value: Any, told: Any) -> bool:
    """Tell whether a value of the domain and a value of JSON say the same."""
    if is_dataclass(value):
        return all(as_written(getattr(value, field.name), told[field.name]) for field in fields(value))
    if isinstance(value, tuple):
        return len(value) == len(told) and all(map(as_written, value, told))
    if isinstance(value, datetime):
        return datetime.fromisoformat(told) == value
    if isinstance(value, UUID):
        return UUID(told) == value
    return bool(value == told)


def test_every_field_of_every_claim_is_there_again(report: Report, exported: dict[str, Any]) -> None:
    claims = tuple(report.claims)
    assert len(claims) == len(exported["claims"]) == 4
    told = {source["number"]: source for source in exported["sources"]}
    for claim, written in zip(claims, exported["claims"], strict=True):
        for field in fields(ReportClaim):
            if field.name == "sources":
                assert all(as_written(source, told[source.number]) for source in claim.sources)
            else:
                assert as_written(getattr(claim, field.name), written[field.name]), field.name


def test_the_head_is_there_again(report: Report, exported: dict[str, Any]) -> None:
    assert exported["schema"] == "tracker-report/1"
    for name in ("title", "desk", "log", "generated_by", "scale", "corrections", "claim_count", "not_checked"):
        assert as_written(getattr(report, name), exported[name]), name


def test_names_of_any_script_are_written_as_they_are(report: Report) -> None:
    text = b"".join(report_json.write(report)).decode("utf-8")
    assert "سبوتنيك عربي" in text
    assert "РИА Новости" in text


def test_a_long_report_comes_claim_by_claim(report: Report) -> None:
    pieces = list(report_json.write(report))
    assert max(piece.count(b'"annotated_at"') for piece in pieces) == 1
    assert b"".join(report_json.write(report)) == b"".join(pieces)


def keys(value: Any) -> Any:
    """Return the keys of objects within a value; lists count by all that stand in them."""
    if isinstance(value, dict):
        return {key: keys(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return merged([keys(inner) for inner in value])
    return None


def merged(shapes: list[Any]) -> Any:
    known = [shape for shape in shapes if shape]
    if not known:
        return None
    return {key: merged([shape[key] for shape in known if key in shape]) for shape in known for key in shape}


def test_the_documented_example_has_exactly_the_keys_of_a_real_report(exported: dict[str, Any]) -> None:
    example = documented()
    assert list(example) == list(exported)
    # Each row has the columns of its table, which the next test holds.
    for thing in (*example.pop("things"), *exported.pop("things")):
        assert list(thing) == ["kind", "rows"]
        tables = [row.pop("table") for row in thing["rows"]]
        assert sorted(tables, key=KINDS[thing["kind"]].index) == tables
        assert [tuple(row) for row in thing["rows"]] == [CARRIED[table] for table in tables]
    assert keys(example) == keys(exported)


def test_the_documented_tables_of_things_are_those_that_go_out() -> None:
    text = DOCS.read_text("utf-8")
    for kind, tables in KINDS.items():
        assert re.search(rf"^\| `{kind}` \| .+ \| {', '.join(f'`{one}`' for one in tables)} \|$", text, re.MULTILINE)
    for table, columns in CARRIED.items():
        assert f"| `{table}` | {', '.join(f'`{one}`' for one in columns)} |\n" in text


def test_each_column_that_is_recorded_goes_out_or_has_a_reason_why_not() -> None:
    kept = {row.class_.__tablename__ for row in Base.registry.mappers if issubclass(row.class_, Recorded)}
    unsaid = kept - CARRIED.keys() - NOT_CARRIED.keys()
    for table, carried in CARRIED.items():
        columns = {f"{table}.{column.name}" for column in Base.metadata.tables[table].columns if column.name != "rev"}
        unsaid |= columns - NOT_CARRIED.keys() - {f"{table}.{name}" for name in carried}
    assert unsaid == set()
    assert {table for tables in KINDS.values() for table in tables} == set(CARRIED)


def test_every_key_is_explained(exported: dict[str, Any]) -> None:
    text = DOCS.read_text("utf-8")

    def names(shape: Any) -> set[str]:
        return set(shape or ()) | {name for inner in (shape or {}).values() for name in names(inner)}

    assert {name for name in names(keys(exported)) if f"`{name}`" not in text} == set()
