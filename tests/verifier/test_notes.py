"""The verifier reads notes, keys, seals and proofs as the desk writes them, and refuses what the desk refuses."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bundling import DESK, FORGER, WITNESS, desk_log
from tests.domain.test_notes import PETER, SIGNED, holds
from tracker import verifier
from tracker.domain import merkle, notes

LOG = desk_log()
COSIGNED = str(LOG.seal(None, WITNESS))
PROOF = str(notes.Proof(5, tuple(merkle.inclusion_path(LOG.hashes(), 5)), LOG.seal(None, WITNESS)))


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """Return a text in which a few signs are changed, taken out, put in or doubled."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 3)))
        put = draw(
            st.sampled_from(["", " ", "\n", "\n\n", "+", "0", "A", "=", "\u2014", "\t", "\r", "\u2028", "\u0130"])
        )
        text = text[:start] + put + text[end:]
    return text


def read_by_the_desk(text: str) -> tuple[str, list[tuple[str, bytes, bytes]]] | None:
    try:
        note = notes.Note.parse(text)
    except notes.Malformed:
        return None
    return note.text, [(signature.name, signature.key_id, signature.blob) for signature in note.signatures]


def read_here(text: str) -> tuple[str, list[tuple[str, bytes, bytes]]] | None:
    try:
        note = verifier.read_note(text)
    except verifier.Fault:
        return None
    return note.text, [(signature.name, signature.key_id, signature.blob) for signature in note.signatures]


@given(damaged(COSIGNED) | damaged(SIGNED))
def test_both_read_a_note_alike(text: str) -> None:
    assert read_here(text) == read_by_the_desk(text)


@given(damaged(str(DESK.key)) | damaged(PETER))
def test_both_read_a_key_alike(text: str) -> None:
    try:
        key = notes.Key.parse(text)
    except notes.Malformed:
        key = None
    try:
        here = verifier.read_key(text, verifier.SIGNS)
    except verifier.CannotRun:
        here = None
    assert (here and tuple(here)) == (key and (key.name, key.kind, key.public))


@given(damaged(COSIGNED.partition("\n\n")[0] + "\n"))
def test_both_read_a_seal_alike(text: str) -> None:
    assume(text.endswith("\n"))
    try:
        seal = notes.Checkpoint.parse(text)
    except notes.Malformed:
        seal = None
    try:
        here = verifier.read_seal(verifier.Note(text, []), text)
    except verifier.Fault:
        here = None
    assert (here and here[:3]) == (seal and (seal.origin, seal.size, seal.root))


@given(damaged(COSIGNED))
def test_both_say_alike_who_signed(text: str) -> None:
    known = [DESK.key, WITNESS.key, FORGER.key]
    keys = [verifier.Key(key.name, key.kind, key.public) for key in known]
    assume(read_here(text) is not None)
    try:
        signed = {tuple_of(key) for key in notes.verified(notes.Note.parse(text), known, holds)}
    except notes.Forged:
        signed = None
    try:
        here = {tuple(key) for key in verifier.signers(verifier.read_note(text), keys)}
    except verifier.Fault:
        here = None
    assert here == signed


def tuple_of(key: notes.Key) -> tuple[str, int, bytes]:
    return key.name, key.kind, key.public


@given(damaged(PROOF))
def test_a_proof_that_is_read_here_is_read_by_the_desk_and_says_the_same(text: str) -> None:
    seal = verifier.read_seal(verifier.read_note(COSIGNED), COSIGNED)
    try:
        path = verifier.path_of(text, "c2sp.org/tlog-proof@v1\nindex 5\n", seal)
    except verifier.Fault:
        return
    assert str(notes.Proof(5, tuple(path), notes.Note.parse(COSIGNED))) == text


def test_the_example_that_others_publish_holds() -> None:
    key = verifier.read_key(PETER, verifier.SIGNS)
    assert verifier.signers(verifier.read_note(SIGNED), [key]) == {key: 0}


def test_a_witness_says_when_it_saw_the_seal() -> None:
    key = verifier.read_key(str(WITNESS.key), verifier.COSIGNS)
    assert verifier.signers(verifier.read_note(COSIGNED), [key]) == {key: 1_795_000_000}


def test_a_note_of_a_hundred_signatures_is_read_and_one_of_more_is_not() -> None:
    line = "\u2014 name AAAAAAAAAAAAAAAA\n"
    assert len(verifier.read_note("text\n\n" + line * 100).signatures) == 100
    with pytest.raises(verifier.Fault, match="too many signatures"):
        verifier.read_note("text\n\n" + line * 101)


@pytest.mark.parametrize(("encoded", "blob"), [("AAAAAA==", None), ("AAAAAAA=", b"\0")])
def test_a_signature_is_more_than_the_four_bytes_that_say_whose_it_is(encoded: str, blob: bytes | None) -> None:
    written = f"text\n\n\u2014 name {encoded}\n"
    if blob is None:
        with pytest.raises(verifier.Fault):
            verifier.read_note(written)
    else:
        assert [signature.blob for signature in verifier.read_note(written).signatures] == [blob]


@pytest.mark.parametrize(
    "text", ["", "name\n", "name\n7\n", "\n7\nROOT\n", "name\n7\nROOT", "name\n7\n\n", "name\n07\nROOT\n"]
)
def test_what_is_no_seal_is_refused_in_words(text: str) -> None:
    root = COSIGNED.split("\n")[2]
    with pytest.raises(verifier.Fault, match="not a name, a size and a root"):
        verifier.read_seal(verifier.Note(text.replace("ROOT", root), []), text)


def test_a_path_of_63_hashes_is_read_and_a_longer_one_is_not() -> None:
    seal = verifier.read_seal(verifier.read_note(COSIGNED), COSIGNED)
    hashed, first = COSIGNED.split("\n")[2], "old 5\n"
    assert len(verifier.path_of(first + f"{hashed}\n" * 63 + "\n" + COSIGNED, first, seal)) == 63
    with pytest.raises(verifier.Fault, match="too long"):
        verifier.path_of(first + f"{hashed}\n" * 64 + "\n" + COSIGNED, first, seal)
