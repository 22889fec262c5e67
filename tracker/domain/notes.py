"""Signed notes and the checkpoints in them, as C2SP has them: signed-note, tlog-checkpoint, -cosignature and -proof.

The form is here; the Ed25519 arithmetic is the caller's, who hands in a function that checks one signature.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

ED25519, COSIGNATURE = 1, 4
"""Kinds of keys: one signs the text of a note, the other the text with the time at which its holder saw it."""

_ID_BYTES, _TIME_BYTES, _KEY_BYTES, _SIGNATURE_BYTES = 4, 8, 32, 64
_MOST_SIGNATURES = 100
_NAME = re.compile(r"[^\s+]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_PROOF_HEADER = "c2sp.org/tlog-proof@v1"
_LONGEST_PATH = 63

Check = Callable[[bytes, bytes, bytes], bool]
"""Says whether an Ed25519 signature holds: public key (32 bytes), signature (64 bytes), message."""


class Malformed(ValueError):
    """A text that is not written as the format wants it."""


class Forged(ValueError):
    """A note that carries a signature of a known key which that key did not make."""


@dataclass(frozen=True)
class Key:
    """A public key under a name, written ``name+hash+key`` as Go's ``note`` package does (a "vkey")."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Return the four bytes by which a signature says whose it is."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:_ID_BYTES]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key as it is written; raise Malformed for what is none."""
        name, _, rest = text.strip().partition("+")
        written_id, _, encoded = rest.partition("+")
        decoded = _from_base64(encoded)
        if not _NAME.fullmatch(name) or len(decoded) != 1 + _KEY_BYTES or decoded[0] not in (ED25519, COSIGNATURE):
            raise Malformed("a key is written name+hash+key, and is an Ed25519 key")
        key = cls(name, decoded[0], decoded[1:])
        if key.id.hex() != written_id:
            raise Malformed(f"the hash in the key of {name} is not that of the key")
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_to_base64(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True)
class Signature:
    """One line below a note: whose it says it is, and the bytes behind the key's id."""

    name: str
    key_id: bytes
    blob: bytes

    def __str__(self) -> str:
        return f"\u2014 {self.name} {_to_base64(self.key_id + self.blob)}"

    @property
    def time(self) -> int:
        """Return the seconds since 1970 that a cosignature states."""
        return int.from_bytes(self.blob[:_TIME_BYTES], "big")


@dataclass(frozen=True)
class Note:
    """A text that ends with a line feed, and the signatures below it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read a signed note; raise Malformed where it is none."""
        if any(sign != "\n" and sign < " " for sign in written):
            raise Malformed("a note holds no control characters")
        text, gap, below = written.rpartition("\n\n")
        if not gap or not below.endswith("\n"):
            raise Malformed("a note ends with a blank line and lines of signatures")
        lines = below[:-1].split("\n")
        if len(lines) > _MOST_SIGNATURES:
            raise Malformed(f"a note of more than {_MOST_SIGNATURES} signatures is not read")
        return cls(text + "\n", tuple(map(_signature, lines)))

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{signature}\n" for signature in self.signatures)

    def signed(self, *signatures: Signature) -> Self:
        """Return the note with more signatures below it, each once."""
        new = (signature for signature in dict.fromkeys(signatures) if signature not in self.signatures)
        return replace(self, signatures=(*self.signatures, *new))


@dataclass(frozen=True)
class Checkpoint:
    """The text of a seal: which log, how many events, and the root of the tree over them."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a note as a checkpoint; lines that it does not know are let stand."""
        origin, size, root, *_ = (*text.split("\n"), "", "", "")
        hashed = _from_base64(root)
        if not origin or not _SIZE.fullmatch(size) or len(hashed) != hashlib.sha256().digest_size:
            raise Malformed("a checkpoint is a name, a size and a root, each on a line of its own")
        return cls(origin, int(size), hashed)

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{_to_base64(self.root)}\n"


@dataclass(frozen=True)
class Proof:
    """That one event is in the tree of a sealed log: its place, the path to the root, and the seal."""

    index: int
    path: tuple[bytes, ...]
    note: Note

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read a ``.tlog-proof``; raise Malformed where it is none."""
        head, gap, note = written.partition("\n\n")
        lines = head.split("\n")
        if not gap or lines[0] != _PROOF_HEADER:
            raise Malformed(f"a proof begins with {_PROOF_HEADER}")
        lines = lines[2:] if lines[1:] and lines[1].startswith("extra ") else lines[1:]
        word, _, index = (lines[0] if lines else "").partition(" ")
        path = tuple(map(_from_base64, lines[1:]))
        if word != "index" or not _SIZE.fullmatch(index) or len(path) > _LONGEST_PATH:
            raise Malformed("a proof names the place of the event, and the hashes of its path")
        if any(len(hashed) != hashlib.sha256().digest_size for hashed in path):
            raise Malformed("a hash in the path is no SHA-256")
        return cls(int(index), path, Note.parse(note))

    def __str__(self) -> str:
        hashes = "".join(f"{_to_base64(hashed)}\n" for hashed in self.path)
        return f"{_PROOF_HEADER}\nindex {self.index}\n{hashes}\n{self.note}"


def cosigned_message(text: str, seconds: int) -> bytes:
    """Return what a witness signs: the text of the note behind the time at which it was seen."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def verified(note: Note, keys: Iterable[Key], check: Check) -> dict[Key, Signature]:
    """Return which of the known keys signed a note, with the signature of each.

    Signatures of other keys are passed over. Raise Forged where one that says it is of a known key is not.
    """
    known: Mapping[tuple[str, bytes], Key] = {(key.name, key.id): key for key in keys}
    found: dict[Key, Signature] = {}
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not _holds(note.text, key, signature, check):
            raise Forged(f"the signature of {key.name} is not by its key")
        found.setdefault(key, signature)
    return found


def _holds(text: str, key: Key, signature: Signature, check: Check) -> bool:
    if key.kind == ED25519:
        return len(signature.blob) == _SIGNATURE_BYTES and check(key.public, signature.blob, text.encode())
    message = cosigned_message(text, signature.time)
    stated = len(signature.blob) == _TIME_BYTES + _SIGNATURE_BYTES
    return stated and check(key.public, signature.blob[_TIME_BYTES:], message)


def _signature(line: str) -> Signature:
    dash, name, encoded, *more = (*line.split(" "), "", "")
    decoded = _from_base64(encoded)
    if dash != "\u2014" or not _NAME.fullmatch(name) or len(more) != 2 or len(decoded) <= _ID_BYTES:
        raise Malformed("a signature is a dash, a name and the signature's bytes")
    return Signature(name, decoded[:_ID_BYTES], decoded[_ID_BYTES:])


def signature(key: Key, made: bytes) -> Signature:
    """Return the signature that a key made, as it stands below a note."""
    return Signature(key.name, key.id, made)


def witness_request(old_size: int, path: Sequence[bytes], note: Note) -> str:
    """Return what a witness is sent (tlog-witness, add-checkpoint): a seal, and the path from the size it last saw."""
    hashes = "".join(f"{_to_base64(hashed)}\n" for hashed in path)
    return f"old {old_size}\n{hashes}\n{note}"


def _to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _from_base64(text: str) -> bytes:
    """Return the bytes of a base64 text, or none where it is not one, or not the only way to write them."""
    try:
        decoded = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return decoded if _to_base64(decoded) == text else b""
