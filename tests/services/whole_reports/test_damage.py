"""A damaged report is refused whole, with a list of what is wrong and where; a whole one is read as it was written."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.conftest import full_desk, report
from tracker.domain.errors import Refusal, Unreadable
from tracker.domain.reports import Report
from tracker.domain.reports.things import CARRIED
from tracker.exports import report_json
from tracker.exports.plain_json import plain
from tracker.ingest.json_parts import Parts
from tracker.services.whole_reports import checks, look_through, values
from tracker.services.whole_reports.values import Unfit

__all__ = ["full_desk", "report"]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def written(report: Report) -> dict[str, Any]:
    return dict(json.loads(b"".join(report_json.write(report))))


def row(report: dict[str, Any], table: str) -> dict[str, Any]:
    """Return the first row of a table of which a report has any."""
    return next(row for thing in report["things"] for row in thing["rows"] if row["table"] == table)


def thing(report: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(dict(one) for one in report["things"] if one["kind"] == kind)


def put(table: str, column: str, value: Any) -> Change:
    return lambda report: row(report, table).update({column: value})


def drop(kind: str) -> Change:
    return lambda report: report["things"].remove(thing(report, kind))


@pytest.mark.parametrize(
    ("change", "what", "why"),
    [
        (put("claims", "statement", None), "claim 2", "claims.statement should be a text"),
        (put("claims", "statement", "a\x00b"), "claim 2", "claims.statement holds what is no character"),
        (put("claims", "kind", "odd"), "claim 2", "claims.kind should be one of factual, causal, "),
        (put("claims", "colour", "red"), "claim 2", "claims has no column colour here; a newer program may"),
        (put("claims", "number", True), "claim True", "claims.number should be a whole number"),
        (put("claims", "created_at", "yesterday"), "claim 2", "claims.created_at should be a moment such as"),
        (
            put("claims", "verdict_id", [1, "false"]),
            "claim 2",
            "the claim's verdict is not that of its newest decision",
        ),
        (put("claims", "verdict_id", [7, "odd"]), "claim 2", "points to (7, 'odd'), which is not among the verdicts"),
        (put("anchors", "end", 999), "claim 2", "the version does not hold the quote at "),
        (put("anchors", "start", -1), "claim 2", "the version does not hold the quote at -1 to "),
        (put("snapshots", "text", "Other words."), "article 1", "snapshots.sha256 is not that of what stands there"),
        (put("snapshots", "version", 3), "article 1", "the versions of an article go from 1 on without gaps"),
        (put("snapshots", "links", [[0, 9999, "x"]]), "article 1", "snapshots.links go beyond the text"),
        (put("captures", "content", "AAAA"), "capture ", "captures.sha256 is not that of what stands there"),
        (put("captures", "content", "!"), "capture ", "captures.content should be bytes in base64"),
        (put("passages", "ranges", [[4, 9], [0, 3]]), "passage ", "passages.ranges overlap, or are out of order"),
        (put("links", "other_id", None), "link ", "links.other_id should be an id"),
        (put("users", "role", "king"), "person ", "users.role should be one of viewer, annotator, "),
        (drop("source"), "ownership ", "ownerships.owner_id points to "),
        (drop("scale"), "claim 2", "which is not among the verdicts before it"),
        (drop("claim"), "claim ", "what it rests on is not in the file"),
        (lambda report: report["things"].append(thing(report, "person")), "person ", "stands there twice"),
        (lambda report: report["things"].append(5), "something", "it is no thing of a kind that is taken in"),
    ],
)
def test_each_damage_is_told_with_its_place(written: dict[str, Any], change: Change, what: str, why: str) -> None:
    change(written)
    looked = look_through(io.BytesIO(json.dumps(written, indent=1).encode()))
    told = [(one.what, one.why) for one in looked.damaged]
    assert any(one.startswith(what) and why in reason for one, reason in told), told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "This file is empty."),
        ("[]", "is damaged at character 0"),
        ('{"title": "x"}', "This is no report of this program: it does not begin with its schema."),
        ('{"schema": "tracker-report/2"}', "Take it in with the version of the program that wrote it"),
        ('{"schema": "tracker-report/1", "claims": [', "breaks off at character"),
        ('{"schema": "tracker-report/1"}', "its end is missing"),
        ('{"schema": "tracker-report/1", "sentences": {}} {}', "something stands after the report"),
        ('{"schema": "tracker-report/1", "a": {"b": 1, "b": 2}}', "a key stands there twice"),
        ('{"line": "report", "schema": "tracker-report/1"}\n{"line": "song"}', "a line should say whether"),
        ('{"line": "report", "schema": "tracker-report/1"}\n', "its end is missing"),
        ('{"schema": "tracker-report/1", "claims": [{"id": "x"}], "sentences": {}}', "does not hold what they rest on"),
    ],
)
def test_what_is_no_report_is_refused_with_what_to_do(content: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        look_through(io.BytesIO(content.encode()))
    assert said in refused.value.message


def test_wherever_a_report_breaks_off_it_is_refused(report: Report) -> None:
    content = b"".join(report_json.write(report))
    for end in range(0, len(content) - 3, 997):
        with pytest.raises(Unreadable):
            look_through(io.BytesIO(content[:end]))


def test_a_thing_is_read_as_it_was_written(report: Report) -> None:
    for told in report.things:
        assert plain(checks.as_thing(report_json.thing_members(told))) == plain(told)


@given(st.data(), JSON)
def test_whatever_stands_in_a_column_it_is_taken_as_it_is_or_refused(data: st.DataObject, value: Any) -> None:
    table = data.draw(st.sampled_from(sorted(CARRIED)))
    column = data.draw(st.sampled_from(CARRIED[table]))
    reader = values._READERS[table][column]
    try:
        taken = plain(reader(value))
    except Unfit:
        return
    assert taken == value


@given(st.lists(JSON), st.sampled_from([None, 0, 3]))
def test_a_long_list_is_read_value_by_value_whatever_its_layout(written: list[Any], indent: int | None) -> None:
    content = json.dumps(written, indent=indent).encode()
    parts = Parts(io.BytesIO(content))
    assert list(parts.items()) == written
    assert parts.next_sign() == ""
