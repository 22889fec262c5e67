"""Signed notes are read and written as C2SP has them, and what a known key did not sign is refused."""

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import merkle
from tracker.domain.notes import (
    COSIGNATURE,
    ED25519,
    Checkpoint,
    Forged,
    Key,
    Malformed,
    Note,
    Proof,
    Signature,
    cosigned_message,
    signature,
    verified,
    witness_request,
)

# The example in the documentation of Go's golang.org/x/mod/sumdb/note.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = (
    f"{TEXT}\n\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

DESK = Ed25519PrivateKey.from_private_bytes(b"d" * 32)
WITNESS = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
DESK_KEY = Key("desk.example/log", ED25519, DESK.public_key().public_bytes_raw())
WITNESS_KEY = Key("partner.example", COSIGNATURE, WITNESS.public_key().public_bytes_raw())
SEAL = Checkpoint("desk.example/log", 7, merkle.leaf_hash(b"seven"))


def holds(public: bytes, made: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(made, message)
    except InvalidSignature:
        return False
    return True


def sealed() -> Note:
    text = str(SEAL)
    return Note(text).signed(signature(DESK_KEY, DESK.sign(text.encode())))


def cosigned(note: Note, seconds: int = 1_700_000_000) -> Note:
    made = WITNESS.sign(cosigned_message(note.text, seconds))
    return note.signed(signature(WITNESS_KEY, seconds.to_bytes(8, "big") + made))


def test_the_note_that_others_publish_as_an_example_is_read_and_verified() -> None:
    key, note = Key.parse(PETER), Note.parse(SIGNED)
    assert (str(key), str(note), note.text) == (PETER, SIGNED, TEXT)
    assert verified(note, [key], holds) == {key: note.signatures[0]}


def test_a_seal_with_the_signatures_of_desk_and_witness_is_verified_by_the_keys_that_are_known() -> None:
    note = Note.parse(str(cosigned(sealed())))
    assert list(verified(note, [DESK_KEY, WITNESS_KEY], holds)) == [DESK_KEY, WITNESS_KEY]
    assert list(verified(note, [WITNESS_KEY], holds)) == [WITNESS_KEY]
    assert verified(note, [], holds) == {}
    assert note.signatures[1].time == 1_700_000_000
    assert Checkpoint.parse(note.text) == SEAL


def test_a_known_key_that_did_not_sign_refuses_the_whole_note() -> None:
    other = Note(str(Checkpoint(SEAL.origin, 8, SEAL.root)), sealed().signatures)
    with pytest.raises(Forged, match="desk.example/log"):
        verified(other, [DESK_KEY], holds)
    later = cosigned(sealed())
    stated = later.signatures[1]
    moved = Signature(stated.name, stated.key_id, (1_800_000_000).to_bytes(8, "big") + stated.blob[8:])
    with pytest.raises(Forged, match="partner.example"):
        verified(Note(later.text, (moved,)), [WITNESS_KEY], holds)


def test_keys_and_what_they_sign_are_written_as_the_formats_say() -> None:
    assert [base64.b64decode(str(key).rpartition("+")[2])[0] for key in (DESK_KEY, WITNESS_KEY)] == [1, 4]
    assert cosigned_message("desk\n7\n", 12) == b"cosignature/v1\ntime 12\ndesk\n7\n"


def test_a_cosigning_key_does_not_pass_as_a_signing_key() -> None:
    disguised = Key(DESK_KEY.name, COSIGNATURE, DESK_KEY.public)
    assert disguised.id != DESK_KEY.id
    assert verified(sealed(), [disguised], holds) == {}


def test_a_signature_is_added_once() -> None:
    note = cosigned(sealed())
    assert note.signed(*note.signatures) == note


@pytest.mark.parametrize(
    "written",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n\u2014 name\n",
        "text\n\n\u2014 name AAAA\n",
        "text\n\n\u2014 name !!!!!!!!!!!!\n",
        "text\n\n- name AAAAAAAAAAAAAAAA\n",
        "text\n\n\u2014 na+me AAAAAAAAAAAAAAAA\n",
        "text\n\n\u2014 name AAAAAAAAAAAAAAAA more\n",
        "text\n\n\u2014 name AAAAAAAAAAAAAAAA \n",
        "text\n\n\u2014 name AAAAAAAAAAAAAAAA",
        "text\n\n\u2014 name AAAAAAAAAAAAAAAAA",
        "\u2014 name AAAAAAAAAAAAAAAA\n",
        "text\n\n\u2014 name AAAAAA==\n",
        "te\x00xt\n\n\u2014 name AAAAAAAAAAAAAAAA\n",
        "te\rxt\n\n\u2014 name AAAAAAAAAAAAAAAA\n",
        "text\n\n" + "\u2014 name AAAAAAAAAAAAAAAA\n" * 101,
    ],
)
def test_what_is_no_note_is_refused(written: str) -> None:
    with pytest.raises(Malformed):
        Note.parse(written)


def test_a_note_of_a_hundred_signatures_is_read() -> None:
    assert len(Note.parse("text\n\n" + "\u2014 name AAAAAAAAAAAAAAAA\n" * 100).signatures) == 100


@pytest.mark.parametrize("size", ["", "07", "-1", "1.0", "٧", "1" * 20])
def test_a_checkpoint_has_one_way_to_write_its_size(size: str) -> None:
    with pytest.raises(Malformed):
        Checkpoint.parse(str(SEAL).replace("\n7\n", f"\n{size}\n"))


@pytest.mark.parametrize("root", ["", "AAAA", base64.b64encode(b"r" * 33).decode(), "not base64"])
def test_a_checkpoint_names_a_sha_256(root: str) -> None:
    with pytest.raises(Malformed):
        Checkpoint.parse(f"desk.example/log\n7\n{root}\n")


def test_a_checkpoint_may_say_more_than_is_known_here() -> None:
    assert Checkpoint.parse(f"{SEAL}extension\n") == SEAL


@pytest.mark.parametrize(
    "written",
    [
        "",
        "name",
        "name+00000000",
        PETER.replace("c74f20a3", "c74f20a4"),
        PETER.replace("Peter", "Pe ter"),
        f"{PETER}AA",
    ],
)
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(Malformed):
        Key.parse(written)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=63), st.integers(0, 10**18))
def test_a_proof_is_read_as_it_was_written(path: list[bytes], index: int) -> None:
    proof = Proof(index, tuple(path), cosigned(sealed()))
    assert Proof.parse(str(proof)) == proof


def test_a_proof_is_written_as_the_format_says_and_its_path_has_an_end() -> None:
    written, hashed = str(Proof(3, (SEAL.root,), sealed())), base64.b64encode(SEAL.root).decode()
    assert written.startswith(f"c2sp.org/tlog-proof@v1\nindex 3\n{hashed}\n\n{SEAL.origin}\n")
    assert len(Proof.parse(str(Proof(3, (SEAL.root,) * 63, sealed()))).path) == 63
    with pytest.raises(Malformed):
        Proof.parse(str(Proof(3, (SEAL.root,) * 64, sealed())))


def test_a_proof_may_carry_an_extra_line() -> None:
    written = str(Proof(3, (SEAL.root,), sealed()))
    assert Proof.parse(written.replace("index 3", "extra AAAA\nindex 3")) == Proof.parse(written)


@pytest.mark.parametrize(
    ("was", "became"),
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("index 3", "index 03"),
        ("index 3", "index"),
        ("index 3\n", ""),
        ("index 3\n", "index 3\nAAAA\n"),
        ("index 3\n", "index 3\n" + (base64.b64encode(b"r" * 32).decode() + "\n") * 64),
    ],
)
def test_what_is_no_proof_is_refused(was: str, became: str) -> None:
    written = str(Proof(3, (SEAL.root,), sealed()))
    with pytest.raises(Malformed):
        Proof.parse(written.replace(was, became))


def test_a_witness_is_sent_the_size_it_knows_the_path_from_there_and_the_seal() -> None:
    note = sealed()
    hashed = base64.b64encode(SEAL.root).decode()
    assert witness_request(5, [SEAL.root, SEAL.root], note) == f"old 5\n{hashed}\n{hashed}\n\n{note}"
    assert witness_request(0, [], note) == f"old 0\n\n{note}"
