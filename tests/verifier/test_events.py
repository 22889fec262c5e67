"""A line of events.jsonl has one form: whatever is written otherwise is refused, before anything is reckoned."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.bundling import claim_bundle, entries, written
from tracker import verifier

LINE = entries(written(claim_bundle()))["events.jsonl"].splitlines(keepends=True)[4]

Change = Callable[[dict[str, Any]], object]


def line(change: Change) -> bytes:
    """Return the line of an event, canonical as the desk writes it, changed in its own form."""
    told = json.loads(LINE)
    change(told)
    return verifier.canonical(told) + b"\n"


def leaf(change: Change) -> Change:
    """Return a change of what the leaf of an event, or of a change, says."""

    def changed(told: dict[str, Any]) -> None:
        said = json.loads(told["leaf"])
        change(said)
        told["leaf"] = verifier.canonical(said).decode()

    return changed


def second(change: Change) -> Change:
    """Return a change of the second change of an event, which is that of a claim."""
    return lambda told: change(told["changes"][1])


def disclosed(pair: Any) -> Change:
    return second(lambda told: told["disclosed"].update(statement=pair))


WRONG: dict[str, Change] = {
    "a word beside": lambda told: told.update(more="x"),
    "no place": lambda told: told.pop("seq"),
    "a place that is no number": lambda told: told.update(seq="8"),
    "a place that is true": lambda told: told.update(seq=True),
    "changes that are no list": lambda told: told.update(changes={}),
    "a leaf that is none": lambda told: told.update(leaf="leaf"),
    "a leaf that says more": leaf(lambda said: said.update(more="x")),
    "a leaf of another form": leaf(lambda said: said.update(schema=2)),
    "another moment": leaf(lambda said: said.update(at="2026-11-20 08:00:08Z")),
    "another id": leaf(lambda said: said.update(id=said["id"].upper() + "0")),
    "another root": leaf(lambda said: said.update(root=said["root"][:-1])),
    "a count that is no number": leaf(lambda said: said.update(changes="2")),
    "a change that says more": second(lambda told: told.update(more="x")),
    "disclosed that is a list": second(lambda told: told.update(disclosed=[])),
    "a change's leaf that says more": second(leaf(lambda said: said.update(more="x"))),
    "a thing of no kind": second(leaf(lambda said: said.update(root=[1, said["root"][1]]))),
    "a thing of three": second(leaf(lambda said: said.update(root=[*said["root"], "x"]))),
    "a thing that is none": second(leaf(lambda said: said.update(root=["claim", "x"]))),
    "a row that is none": second(leaf(lambda said: said.update(row="x"))),
    "no revision": second(leaf(lambda said: said.update(rev=0))),
    "a commitment that is none": second(leaf(lambda said: said["columns"].update(statement="x"))),
    "a value without its salt": disclosed("x"),
    "a value with more": disclosed(["salt", "value", "more"]),
    "a salt alone": disclosed(["salt"]),
    "a salt that is none": disclosed([1, "value"]),
    "a value in another cover": disclosed({"salt": "x", "value": "y"}),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_an_event_that_is_written_otherwise_is_refused(change: Change) -> None:
    with pytest.raises(verifier.UNREADABLE):
        verifier.read_event(line(change))


def test_an_event_is_read_as_it_was_written() -> None:
    event = verifier.read_event(LINE)
    assert line(lambda told: None) == LINE
    assert (event.seq, event.told["action"], len(event.changes)) == (8, "claim.edited", 2)
    change = event.changes[1]
    assert (change.root[0], change.rev, change.table, list(change.columns)) == ("claim", 4, "claims", ["statement"])
    assert change.disclosed["statement"][1] == "Nineteen people were killed."


def test_a_first_revision_is_one_and_a_value_may_be_kept_back() -> None:
    event = verifier.read_event(line(second(leaf(lambda said: said.update(rev=1)))))
    assert event.changes[1].rev == 1
    event = verifier.read_event(line(second(lambda told: told.update(disclosed=None))))
    assert event.changes[1].disclosed == {}


@pytest.mark.parametrize("ending", [b"", b"\r\n", b" \n", b"\n\n", b"x"])
def test_a_line_ends_in_one_way(ending: bytes) -> None:
    with pytest.raises(verifier.UNREADABLE):
        verifier.read_event(LINE[:-1] + ending)
