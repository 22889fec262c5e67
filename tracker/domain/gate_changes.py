"""What changed at the gate of a claim since its verdict was reached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.domain.verdicts import GateKey, Requirement


@dataclass(frozen=True)
class Shift:
    """One thing that the gate asks and of which it finds something else now; ``before`` is "" where it asked other."""

    sentence: str
    before: str
    now: str
    falls: bool


def shifts(kept: Sequence[Mapping[str, Any]], found: Iterable[Requirement]) -> list[Shift]:
    """List what the gate finds otherwise than a decision kept it (``services.gates.as_kept``).

    Who looked at the claim is left out: that does not follow from what the claim rests on.
    """
    before = {one["key"]: one for one in kept}
    asked = [one for one in found if one.key is not GateKey.SECOND_PERSON]
    return [shift for one in asked if (shift := _shift(before.get(one.key.value), one)) is not None]


def _shift(before: Mapping[str, Any] | None, now: Requirement) -> Shift | None:
    if before is not None and (before["met"], before["why"]) == (now.met, now.why):
        return None
    was_met = before is None or before["met"]
    return Shift(now.sentence, before["why"] if before is not None else "", now.why, was_met and not now.met)
