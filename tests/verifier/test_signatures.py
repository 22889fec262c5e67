"""The verifier's own Ed25519 says what RFC 8032 and a library of others say, and refuses what only looks like a key."""

import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from tracker.verifier import BASE, NEUTRAL, L, P, added, decoded_point, encoded_point, signature_holds, times

# RFC 8032, section 7.1: TEST 1, TEST 2, TEST 3 and TEST SHA(abc), as public key, message and signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
        "3dca179c138ac17ad9bef1177331a704",
    ),
]


def agreed(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_signatures_of_the_standard_hold_and_no_altered_ones(public: str, message: str, signature: str) -> None:
    key, text, made = map(bytes.fromhex, (public, message, signature))
    assert signature_holds(key, made, text)
    assert not signature_holds(key, made, text + b"\0")
    assert not signature_holds(bytes.fromhex(VECTORS[VECTORS[0][0] == public][0]), made, text)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511), st.integers(0, 255))
def test_another_library_agrees_on_signatures_and_on_altered_ones(
    secret: bytes, message: bytes, bit: int, key_bit: int
) -> None:
    private = Ed25519PrivateKey.from_private_bytes(secret)
    public, made = private.public_key().public_bytes_raw(), private.sign(message)
    flipped = (int.from_bytes(made, "big") ^ 1 << bit).to_bytes(64, "big")
    other = (int.from_bytes(public, "big") ^ 1 << key_bit).to_bytes(32, "big")
    assert signature_holds(public, made, message)
    for key, signature, text in [(public, flipped, message), (other, made, message), (public, made, message + b"!")]:
        assert signature_holds(key, signature, text) is agreed(key, signature, text) is False


@pytest.mark.parametrize("multiple", range(1, 4))
def test_a_signature_has_one_form_only(multiple: int) -> None:
    """Adding the order of the group to S leaves the equation true; without the bound anyone could do it."""
    public, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    s = int.from_bytes(signature[32:], "little") + multiple * L
    assert not signature_holds(public, signature[:32] + s.to_bytes(32, "little"), message)


@pytest.mark.parametrize("length", [0, 31, 33, 63, 65])
def test_keys_and_signatures_of_another_length_are_refused(length: int) -> None:
    public, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    assert not signature_holds((public * 3)[:length], signature, message)
    assert not signature_holds(public, (signature * 2)[:length], message)


def small_order() -> list[bytes]:
    """Return the eight points that a power of two takes to the neutral one, by multiplying any point by L."""
    found: set[bytes] = set()
    for number in range(2, 60):
        point = decoded_point(number.to_bytes(32, "little"))
        if point is not None:
            torsion = times(L, point)
            found |= {encoded_point(times(multiple, torsion)) for multiple in range(8)}
    return sorted(found)


def test_a_key_under_which_anyone_can_sign_is_refused() -> None:
    points = small_order()
    assert len(points) == 8
    for public in points:
        # With S = 0 and R the neutral point, an equation without this guard holds whenever [k]A vanishes.
        forged = encoded_point(NEUTRAL) + bytes(32)
        assert not any(signature_holds(public, forged, bytes([number])) for number in range(40))


@pytest.mark.parametrize("y", [P, P + 1, P + 2, 2**255 - 1])
@pytest.mark.parametrize("odd", [0, 1])
def test_a_point_is_written_in_one_way_only(y: int, odd: int) -> None:
    assert decoded_point((y | odd << 255).to_bytes(32, "little")) is None


def test_no_point_has_a_negative_zero() -> None:
    assert decoded_point((1 | 1 << 255).to_bytes(32, "little")) is None
    assert decoded_point((P - 1 | 1 << 255).to_bytes(32, "little")) is None
    assert decoded_point((1).to_bytes(32, "little")) == NEUTRAL


@given(st.integers(0, L - 1), st.integers(0, L - 1))
def test_points_add_up_as_their_multiples_do(one: int, two: int) -> None:
    total = added(times(one, BASE), times(two, BASE))
    assert encoded_point(total) == encoded_point(times((one + two) % L, BASE))
    assert decoded_point(encoded_point(total)) is not None


def test_the_base_has_the_order_of_the_group() -> None:
    assert encoded_point(times(L, BASE)) == encoded_point(NEUTRAL)
    assert encoded_point(times(L - 1, BASE)) != encoded_point(NEUTRAL)
