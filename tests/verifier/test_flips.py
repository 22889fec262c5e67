"""No flipped bit leaves a bundle that holds and says something else."""

import random
from functools import lru_cache

import pytest

from tests.bundling import WITNESS, asked, checked, claim_bundle, desk_log, entries, packed, written
from tracker import verifier
from tracker.verifier import HOLDS

HONEST = written(claim_bundle(WITNESS))
PARTS = entries(HONEST)
SMALL = ("bundle.json", "consistency/12.txt", "proofs/5.tlog-proof", "seal.note")
STEP = {"README.txt": 29, "events.jsonl": 7, "files/report.html": 1, "verifier.py": 701}


@pytest.fixture
def given(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> verifier.Asked:
    """Ask for all that can be asked; equal signatures are reckoned out once, which changes no answer."""
    monkeypatch.setattr(verifier, "signature_holds", lru_cache(maxsize=None)(verifier.signature_holds))
    older = tmp_path_factory.mktemp("seals") / "older.note"
    older.write_text(str(desk_log().seal(12)), "utf-8")
    return asked(WITNESS, older=[str(older)])


def flipped(content: bytes, at: int, bit: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]


def survivors(name: str, step: int, bits: int, given: verifier.Asked) -> list[tuple[str, int, int]]:
    """List the flips of so many bits of every so many bytes, with a right checksum, that leave a bundle which holds."""
    draw = random.Random(name)
    found = []
    for at in range(0, len(PARTS[name]), step):
        for bit in draw.sample(range(8), bits):
            parts = dict(PARTS) | {name: flipped(PARTS[name], at, bit)}
            if checked(packed(parts), given).code == HOLDS:
                found.append((name, at, bit))
    return found


def test_the_bundle_itself_holds(given: verifier.Asked) -> None:
    assert checked(HONEST, given).code == checked(packed(PARTS), given).code == HOLDS


@pytest.mark.parametrize("name", SMALL)
def test_no_byte_of_a_small_file_can_be_changed(name: str, given: verifier.Asked) -> None:
    assert survivors(name, 1, 1, given) == []


@pytest.mark.parametrize("name", STEP)
def test_no_byte_of_a_larger_file_can_be_changed(name: str, given: verifier.Asked) -> None:
    assert survivors(name, STEP[name], 1, given) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", PARTS)
def test_no_bit_of_any_file_can_be_flipped(name: str, given: verifier.Asked) -> None:
    assert survivors(name, 97 if name == "verifier.py" else 1, 8, given) == []


def test_a_bit_flipped_anywhere_in_the_zip_is_found(given: verifier.Asked) -> None:
    draw = random.Random(20261126)
    words = HONEST.index(b"PK\1\2")
    for at in [*draw.sample(range(words), 2000), *range(words, len(HONEST))]:
        assert checked(flipped(HONEST, at, draw.randrange(8)), given).code != HOLDS, at
