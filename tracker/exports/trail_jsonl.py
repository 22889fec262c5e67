"""The audit trail as JSON lines, lossless: whoever holds it can build every leaf and the tree anew."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.domain.records import RecordedChange, RecordedEvent


def trail_jsonl(events: Iterable[RecordedEvent]) -> Iterator[bytes]:
    """Yield one line an event: its place, its leaf and those of its changes as they are hashed, salts and values."""
    for event in events:
        told = {
            "seq": event.seq,
            "leaf": event.leaf,
            "leaf_hash": event.leaf_hash,
            "mac": event.mac,
            "changes": [_change(change) for change in event.changes],
        }
        yield json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _change(change: RecordedChange) -> dict[str, Any]:
    told: dict[str, Any] = {"leaf": change.leaf, "disclosed": change.disclosed}
    return told | {"withheld": change.withheld} if change.withheld else told
