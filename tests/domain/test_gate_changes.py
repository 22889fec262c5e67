"""What the gate finds otherwise than when a verdict was reached."""

from typing import Any

import pytest

from tracker.domain.gate_changes import shifts
from tracker.domain.verdicts import GateKey, Requirement


def kept(key: GateKey, met: bool, why: str) -> dict[str, Any]:
    return {"key": key.value, "sentence": key.label, "met": met, "why": why, "answers": {}}


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ((True, "2 independent"), (True, "2 independent"), None),
        ((True, "2 independent"), (True, "3 independent"), ("2 independent", "3 independent", False)),
        ((True, "2 independent"), (False, "1 independent"), ("2 independent", "1 independent", True)),
        ((False, "1 independent"), (False, "0 independent"), ("1 independent", "0 independent", False)),
        ((False, "1 independent"), (True, "2 independent"), ("1 independent", "2 independent", False)),
        (None, (False, "0 independent"), ("", "0 independent", True)),
        (None, (True, "2 independent"), ("", "2 independent", False)),
    ],
)
def test_it_falls_where_it_held_and_no_longer_does(
    before: tuple[bool, str] | None, now: tuple[bool, str], found: tuple[str, str, bool] | None
) -> None:
    decided = [kept(GateKey.ORIGINS, *before)] if before else [kept(GateKey.ORIGINAL, True, "we read it")]
    listed = shifts(decided, [Requirement(GateKey.ORIGINS, *now)])
    assert [(one.before, one.now, one.falls) for one in listed] == ([found] if found else [])


def test_who_looked_at_the_claim_is_not_compared() -> None:
    alone = Requirement(GateKey.SECOND_PERSON, False, "one person alone has looked at it")
    assert shifts([kept(GateKey.SECOND_PERSON, True, "somebody else assessed it")], [alone]) == []
