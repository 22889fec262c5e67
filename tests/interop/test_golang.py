"""Somebody else's code agrees: Go verifies our seals and proofs, and refuses the same ones changed."""

import base64
import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from tests.bundling import DESK, FORGER, WITNESS, Log, Told, desk_log
from tests.interop.conftest import Judge
from tracker.domain import merkle
from tracker.domain.notes import Note, Proof

pytestmark = pytest.mark.interop

EVENTS, DRAWS = 400, 300
KEY = str(DESK.key)

Case = tuple[dict[str, Any], bool]
"""A case, and whether it holds."""


@pytest.fixture(scope="session")
def log() -> Log:
    """Return a log of several hundred events."""
    log = desk_log()
    while len(log.events) < EVENTS:
        place = len(log.events)
        log.add("claim.edited", Told(("claim", UUID(int=place)), 1, "claims", {"statement": f"Words {place}, ضربة."}))
    return log


def notes(log: Log, draw: random.Random) -> Iterator[Case]:
    """Yield seals, half of them cosigned, and what could be made of them."""
    for at in range(DRAWS):
        seal = log.seal(draw.randint(1, EVENTS), *[WITNESS] * (at % 2))
        yield {"key": KEY, "note": str(seal)}, True
        origin, size, root, *_ = seal.text.split("\n")
        for text in (f"{origin}\n{int(size) + 1}\n{root}\n", f"{origin}/x\n{size}\n{root}\n", seal.text + "more\n"):
            yield {"key": KEY, "note": str(Note(text, seal.signatures))}, False
        yield {"key": str(FORGER.key), "note": str(seal)}, False


def proofs(log: Log, draw: random.Random) -> Iterator[Case]:
    """Yield proofs of events at random places under random seals, and the same for other places, leaves and paths."""
    for _ in range(DRAWS):
        size = draw.randint(2, EVENTS)
        index = draw.randrange(size)
        path = merkle.inclusion_path(log.hashes(size), index)
        proof = Proof(index, tuple(path), log.seal(size))
        leaf = log.events[index].leaf.encode()
        yield _inclusion(proof, leaf), True
        yield _inclusion(proof, leaf + b" "), False
        yield _inclusion(Proof((index + 1) % size, proof.path, proof.note), leaf), False
        yield _inclusion(Proof(index, proof.path[:-1], proof.note), leaf), False
        yield _inclusion(Proof(index, (*proof.path, path[0]), proof.note), leaf), False
        at = draw.randrange(len(path))
        yield _inclusion(Proof(index, (*path[:at], _other(path[at]), *path[at + 1 :]), proof.note), leaf), False


def growths(log: Log, draw: random.Random) -> Iterator[Case]:
    """Yield pairs of seals with the path between them, and the same with other paths and seals."""
    for _ in range(DRAWS):
        older = draw.randint(1, EVENTS - 1)
        newer = draw.randint(older + 1, EVENTS)
        path = merkle.consistency_path(log.hashes(newer), older)
        seals = log.seal(older), log.seal(newer)
        yield _growth(path, *seals), True
        yield _growth(path[:-1], *seals), False
        yield _growth([*path, path[0]], *seals), False
        at = draw.randrange(len(path))
        yield _growth([*path[:at], _other(path[at]), *path[at + 1 :]], *seals), False
        yield _growth(path, seals[1], seals[0]), False


def _inclusion(proof: Proof, leaf: bytes) -> dict[str, Any]:
    return {"key": KEY, "proof": str(proof), "leaf": base64.b64encode(leaf).decode()}


def _growth(path: list[bytes], older: Note, newer: Note) -> dict[str, Any]:
    told = [base64.b64encode(node).decode() for node in path]
    return {"key": KEY, "older": str(older), "newer": str(newer), "path": told}


def _other(node: bytes) -> bytes:
    return bytes([node[0] ^ 1]) + node[1:]


def test_go_verifies_our_seals_and_proofs_and_refuses_changed_ones(
    judge: Judge, log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    draw = random.Random(20261126)
    made = {kind.__name__: list(kind(log, draw)) for kind in (notes, proofs, growths)}
    verdicts = judge({name: [case for case, _ in cases] for name, cases in made.items()})
    told = []
    for name, cases in made.items():
        expected = [holds for _, holds in cases]
        assert verdicts[name.capitalize()] == expected
        told.append(f"{name}: {expected.count(True)} verified, {expected.count(False)} changed ones refused")
    assert verdicts["PassedOver"] == DRAWS // 2
    with capsys.disabled():
        print(f"\n{verdicts['Go']}, golang.org/x/mod from {verdicts['Module']}: {'; '.join(told)}")
