"""Where links inside of a report may lead."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from tracker.exports.paper.blocks import Block, Drawing, Run, Table


def anchors(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the places that can be linked to, in blocks and within them."""
    return frozenset(anchor for block in blocks for anchor in _within(block) if anchor)


def _within(part: Any) -> Iterator[str]:
    if isinstance(part, tuple):
        for inner in part:
            yield from _within(inner)
    elif is_dataclass(part) and not isinstance(part, Run | Drawing):
        yield getattr(part, "anchor", "")
        if isinstance(part, Table):
            yield from part.anchors
        for field in fields(part):
            yield from _within(getattr(part, field.name))
