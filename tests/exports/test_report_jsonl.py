"""The report as JSON lines: the same as the JSON, line by line."""

import json
from typing import Any

from tracker.domain.reports import Report
from tracker.exports import report_json, report_jsonl


def test_the_lines_put_together_are_the_json(report: Report) -> None:
    whole = json.loads(b"".join(report_json.write(report)))
    lines = [json.loads(line) for line in b"".join(report_jsonl.write(report)).splitlines()]
    claims = [line for line in lines if line["line"] == "claim"]
    things = [line for line in lines if line["line"] == "thing"]
    head, end = lines[0], lines[-1]
    assert lines == [head, *claims, *things, end]
    assert [line.pop("line") for line in lines][:: len(lines) - 1] == ["report", "end"]
    together: dict[str, Any] = {**head, "claims": claims, "things": things, **end}
    assert together == whole
    assert list(together) == list(whole)
