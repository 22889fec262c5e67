"""The audit trail as JSON lines, lossless: whoever holds it can build every leaf and the tree anew."""

import json
from collections.abc import Iterable, Iterator

from tracker.domain.records import RecordedEvent


def trail_jsonl(events: Iterable[RecordedEvent]) -> Iterator[bytes]:
    """Yield one line an event: its place, its leaf and those of its changes as they are hashed, salts and values."""
    for event in events:
        told = {
            "seq": event.seq,
            "leaf": event.leaf,
            "leaf_hash": event.leaf_hash,
            "mac": event.mac,
            "changes": [{"leaf": change.leaf, "disclosed": change.disclosed} for change in event.changes],
        }
        yield json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
