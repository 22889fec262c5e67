"""Check a bundle of recorded events against a seal: one file, for a stranger, without the program or its database.

    python verifier.py BUNDLE.zip --key VKEY [--witness VKEY ...] [--threshold K] [--seal OLDER.note ...]

A file for counsel is checked in the same way: its documents against the list of their hashes, and that against the
bundle in it.

It needs Python 3.8 or newer and nothing else. Keys come from whoever runs it, never from the bundle. It opens no
connection, writes no file, unpacks nothing to disk and runs nothing that it reads. Exit codes: 0 all that was asked
for holds; 1 something does not; 2 what is there holds but is weaker than what was asked for (too few witnesses, an
older seal that cannot be compared, a file that the seal does not cover), or the check could not be run.

This is on purpose a second implementation of leaves, trees, notes and proofs: it shares no line with the program
that makes bundles, so that a mistake in one is not repeated in the other. It imports nothing of the program, and
nothing of the program imports it. The form of a bundle stands in docs/bundle-format.md of the program's sources.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import re
import struct
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, NamedTuple

FORMAT = "tracker-bundle/1"
LEAF_SCHEMA = 1
HOLDS, FAILS, WEAKER = 0, 1, 2
RESULTS = {HOLDS: "holds", FAILS: "fails", WEAKER: "weaker than asked"}

MOST_ENTRIES = 10_000
LARGEST_BUNDLE = 1 << 30
LARGEST_TEXT = 1 << 22
LONGEST_LINE = 1 << 26
MOST_SIGNATURES = 100
LONGEST_PATH = 63
MOST_LISTED = 20

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What is raised where something is not written as it should be."""


class Fault(Exception):
    """Something does not hold; the text says exactly what."""


class CannotRun(Exception):
    """The check was not asked for in a way that it can be run."""


# --- Text and bytes ---------------------------------------------------------------------------------------------------


def need(holds: object, fault: str) -> None:
    """Raise Fault unless something holds."""
    if not holds:
        raise Fault(fault)


def shown(text: object) -> str:
    """Return a text with whatever could trick a terminal or the eye (control signs, turns of direction) spelled out."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in str(text))


def from_base64(text: str) -> bytes:
    """Return the bytes of a base64 text, or none where it is not one or not the only way to write them."""
    try:
        decoded = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return decoded if base64.b64encode(decoded).decode() == text else b""


def canonical(value: Any) -> bytes:
    """Return canonical JSON (RFC 8785) for texts, whole numbers, truth values, null, lists and objects of them."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def parsed(data: bytes) -> Any:
    """Read JSON strictly: UTF-8, no key told twice, ASCII keys, no fractions, no number beyond 2**53.

    Raise one of UNREADABLE for anything else.
    """
    return json.loads(
        data.decode("utf-8"),
        object_pairs_hook=_object,
        parse_int=_whole,
        parse_float=_refused,
        parse_constant=_refused,
    )


def parsed_canonical(data: bytes) -> Any:
    """Read JSON that must be written in its one canonical way; raise one of UNREADABLE for anything else."""
    value = parsed(data)
    if canonical(value) != data:
        raise ValueError("it is not canonical JSON")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs) or not all(key.isascii() for key in found):
        raise ValueError("a key is told twice, or is not ASCII")
    return found


def _whole(text: str) -> int:
    # The length first: turning a very long text into a number takes very long.
    if len(text) > 17 or abs(int(text)) >= 2**53:
        raise ValueError("a number is too large")
    return int(text)


def _refused(text: str) -> Any:
    raise ValueError(f"{text} has no exact place in the record")


# --- Ed25519 (RFC 8032, section 5.1) ----------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


class Point(NamedTuple):
    """A point of the curve in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z."""

    X: int
    Y: int
    Z: int
    T: int


NEUTRAL = Point(0, 1, 1, 0)


def added(p: Point, q: Point) -> Point:
    """Return the sum of two points; the formula is complete, so it also doubles."""
    a, b = (p.Y - p.X) * (q.Y - q.X) % P, (p.Y + p.X) * (q.Y + q.X) % P
    c, d = 2 * p.T * q.T * D % P, 2 * p.Z * q.Z % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return Point(e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar: int, point: Point) -> Point:
    """Return a multiple of a point. Nothing here is secret, so it need not take the same time for all."""
    total = NEUTRAL
    while scalar:
        if scalar & 1:
            total = added(total, point)
        point, scalar = added(point, point), scalar >> 1
    return total


def decoded_point(data: bytes) -> Point | None:
    """Return the point that 32 bytes stand for, or None where they stand for none or are not its canonical form."""
    number = int.from_bytes(data, "little")
    y, odd = number & ((1 << 255) - 1), number >> 255
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if x * x % P != square or (x == 0 and odd):
        return None
    x = x if x & 1 == odd else P - x
    return Point(x, y, 1, x * y % P)


def encoded_point(point: Point) -> bytes:
    """Return the 32 bytes that stand for a point."""
    inverse = pow(point.Z, P - 2, P)
    x, y = point.X * inverse % P, point.Y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def signature_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether an Ed25519 signature (64 bytes) over a message is by the key (32 bytes), in the strict reading.

    S is below L; key and R are canonical; a key of small order, for which anyone can sign, is refused.
    """
    if len(public) != 32 or len(signature) != 64:
        return False
    key, s = decoded_point(public), int.from_bytes(signature[32:], "little")
    if key is None or s >= L or encoded_point(times(8, key)) == encoded_point(NEUTRAL):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    minus_key = Point(P - key.X, key.Y, 1, P - key.T)
    # [s]B = R + [k]A asks for R = [s]B - [k]A, and R has one encoding only.
    return encoded_point(added(times(s, BASE), times(k, minus_key))) == signature[:32]


BASE = decoded_point(bytes([0x58]) + bytes([0x66]) * 31) or NEUTRAL


# --- The tree (RFC 6962, section 2.1), by its recursive definition ----------------------------------------------------


def sha256(data: bytes) -> bytes:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(data).digest()


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\x00" + entry)


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return sha256(b"\x01" + left + right)


def tree_root(hashes: list[bytes]) -> bytes:
    """Return the root over leaf hashes, pairing them level by level; an odd one out rises as it is."""
    level = hashes or [sha256(b"")]
    while len(level) > 1:
        paired = [node_hash(*level[at : at + 2]) for at in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def inclusion_holds(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Say whether a path leads from the leaf hash at an index to the root of a tree of a size."""
    return 0 <= index < size and len(leaf) == 32 and _root_above(leaf, index, size, path) == root


def _root_above(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """Return the root that a path leads to, or None where it is too short or too long."""
    if size == 1 or not path:
        return leaf if size == 1 and not path else None
    half, sibling = _split(size), path[-1]
    if index < half:
        left = _root_above(leaf, index, half, path[:-1])
        return left and node_hash(left, sibling)
    right = _root_above(leaf, index - half, size - half, path[:-1])
    return right and node_hash(sibling, right)


def consistency_holds(first: int, second: int, first_root: bytes, second_root: bytes, path: list[bytes]) -> bool:
    """Say whether a path shows that the tree of the second size continues that of the first, which is not empty."""
    return 0 < first <= second and _both_roots(first, second, first_root, path) == (first_root, second_root)


def _both_roots(first: int, size: int, known: bytes | None, path: list[bytes]) -> tuple[bytes, bytes] | None:
    """Return the roots, of the first leaves and of all, that a path leads to, or None where it does not fit.

    ``known`` is the root of the first leaves as long as they are a subtree of their own, or None.
    """
    if first == size:
        given = path if known is None else [known, *path]
        return (given[0], given[0]) if len(given) == 1 else None
    if not path:
        return None
    half, sibling = _split(size), path[-1]
    if first <= half:
        roots = _both_roots(first, half, known, path[:-1])
        return roots and (roots[0], node_hash(roots[1], sibling))
    roots = _both_roots(first - half, size - half, None, path[:-1])
    return roots and (node_hash(sibling, roots[0]), node_hash(sibling, roots[1]))


def _split(size: int) -> int:
    """Return the largest power of two below a size of at least 2."""
    half = 1
    while half * 2 < size:
        half *= 2
    return half


# --- Notes, seals and proofs (C2SP: signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof) -----------------------

SIGNS, COSIGNS = 1, 4


class Key(NamedTuple):
    """A public Ed25519 key under a name: it signs notes, or cosigns them with the time at which it saw them."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Return the four bytes by which a signature says whose it is."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public)[:4]

    def __str__(self) -> str:
        return f"{shown(self.name)}+{self.id.hex()}"


class Signature(NamedTuple):
    """A line below a note."""

    name: str
    key_id: bytes
    blob: bytes


class Note(NamedTuple):
    """A text that was signed, and the signatures below it."""

    text: str
    signatures: list[Signature]


class Seal(NamedTuple):
    """What a checkpoint says: which log, how many events, their root; and the note that says so, as it was read."""

    origin: str
    size: int
    root: bytes
    written: str


def read_key(text: str, kind: int) -> Key:
    """Read a key written ``name+hash+key``; raise CannotRun where it is none, or one of the other kind."""
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    data = from_base64(encoded)
    key = Key(name, data[0] if data else 0, data[1:])
    if not _is_name(name) or len(data) != 33 or key.id.hex() != key_id:
        raise CannotRun(f"{shown(text)} is no key: a key is written name+hash+key, as its owner gives it out.")
    if key.kind != kind:
        wanted = "signs seals (--key)" if kind == SIGNS else "cosigns them (--witness)"
        raise CannotRun(f"{key} is not of the kind that {wanted}.")
    return key


def read_note(written: str) -> Note:
    """Read a signed note; raise Fault where it is none."""
    text, gap, below = written.rpartition("\n\n")
    lines = below.split("\n")
    need(not any(sign < " " and sign != "\n" for sign in written), "it holds control characters")
    need(gap and lines.pop() == "" and lines, "it does not end with a blank line and lines of signatures")
    need(len(lines) <= MOST_SIGNATURES, "it holds too many signatures")
    return Note(text + "\n", [_read_signature(line) for line in lines])


def _read_signature(line: str) -> Signature:
    words = line.split(" ")
    need(len(words) == 3 and words[0] == "\u2014" and _is_name(words[1]), "a line of signature is not written as one")
    data = from_base64(words[2])
    need(len(data) > 4, "a line of signature is not written as one")
    return Signature(words[1], data[:4], data[4:])


def _is_name(text: str) -> bool:
    return re.fullmatch(r"[^\s+]+", text) is not None


def signers(note: Note, keys: list[Key]) -> dict[Key, int]:
    """Return which of the known keys signed a note, each with the time that a cosignature states (else 0).

    Signatures of other keys are passed over; one that is of a known key by name and does not hold is a Fault.
    """
    found: dict[Key, int] = {}
    for signature in note.signatures:
        for key in keys:
            if (key.name, key.id) == (signature.name, signature.key_id):
                moment, blob, message = 0, signature.blob, note.text.encode()
                if key.kind == COSIGNS:
                    moment, blob = int.from_bytes(blob[:8], "big"), blob[8:]
                    message = f"cosignature/v1\ntime {moment}\n".encode() + message
                need(signature_holds(key.public, blob, message), f"the signature of {key} below it is not by that key")
                found.setdefault(key, moment)
    return found


def read_seal(note: Note, written: str) -> Seal:
    """Read the text of a note as a checkpoint; raise Fault where it is none."""
    lines = note.text.split("\n")
    need(len(lines) > 3 and lines[0], "it is not a name, a size and a root")
    root = from_base64(lines[2])
    need(re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]) and len(root) == 32, "it is not a name, a size and a root")
    return Seal(lines[0], int(lines[1]), root, written)


def path_of(written: str, first_line: str, seal: Seal) -> list[bytes]:
    """Return the hashes between the first line of a proof and the seal that it must end with, letter for letter."""
    head = written[: -len(seal.written) - 1] if written.endswith("\n" + seal.written) else ""
    need(head, "it does not hold the seal of this bundle")
    need(head.startswith(first_line), f"it does not begin with {json.dumps(first_line)}")
    path = [from_base64(line) for line in head[len(first_line) :].split("\n")[:-1]]
    need(head.endswith("\n") and all(len(one) == 32 for one in path), "a line of it is no hash")
    need(len(path) <= LONGEST_PATH, "its path is too long")
    return path


# --- The file: a zip of the plainest form -----------------------------------------------------------------------------


class Place(NamedTuple):
    """Where the bytes of an entry lie in the file."""

    start: int
    size: int
    crc: int


class Bundle:
    """The entries of a zip file in the one form that is read here: stored one after the other, nothing packed.

    A zip can be written so that two programs see two contents; so whatever is not the plainest form is a Fault.
    """

    END = struct.Struct("<4s4H2IH")
    ENTRY = struct.Struct("<4s6H3I5H2I")
    WRITTEN = (3 << 8 | 20, 20, 0, 0, 0, 1 << 5 | 1, 0, 0o100644 << 16)
    """What is said of each entry: made by and for what, flags, packing, time, date (1980-01-01), text or not, mode."""
    HEAD = struct.Struct("<4s5H3I2H")
    NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
    NOT_PLAIN = "The zip is not in the plain form that the desk writes ({}). Was it packed anew? Check the original."

    def __init__(self, file: IO[bytes] | Part) -> None:
        self._file = file
        self.size = file.seek(0, 2)
        need(self.END.size <= self.size <= LARGEST_BUNDLE, f"The file has {self.size:,} bytes: not those of a bundle.")
        end = self.END.unpack(self._read(self.size - self.END.size, self.END.size))
        signature, *disks, count, length, start, comment = end
        need(signature == b"PK\5\6" and not comment, "The file is no zip file, or something lies behind its end.")
        need(count <= MOST_ENTRIES, f"The zip has more than {MOST_ENTRIES:,} entries.")
        self._plain(disks == [0, 0, count] and start + length + self.END.size == self.size, "its end")
        self.places: dict[str, Place] = {}
        self._read_entries(count, start)

    def _read_entries(self, count: int, directory: int) -> None:
        at, free, folded, odd = directory, 0, set(), ""
        for _ in range(count):
            entry = self.ENTRY.unpack(self._read(at, self.ENTRY.size))
            signature, _, *told, extra, comment, disk, _, attributes, head = entry
            length, size, crc = told[-1], told[-2], told[-4]
            raw = self._read(at + self.ENTRY.size, length)
            name, mode = raw.decode("latin-1"), attributes >> 28
            self._plain(signature == b"PK\1\2" and self.NAME.fullmatch(name), "a name that is no plain name")
            need(name.lower() not in folded, f"The zip holds {shown(name)} twice.")
            self._plain(not (extra or comment or disk) and mode in (0, 8), f"the entry of {name}")
            self._plain(not told[1] and not told[2] and told[-3] == size, f"{name} is packed or locked")
            self._plain(head == free, f"{name} is not where the entry before it ends")
            self._plain(self._read(head, self.HEAD.size + length) == self.HEAD.pack(b"PK\3\4", *told, 0) + raw, name)
            odd = odd or ("" if (*entry[1:7], *entry[-3:-1]) == self.WRITTEN else name)
            self.places[name] = Place(head + self.HEAD.size + length, size, crc)
            at, free = at + self.ENTRY.size + length, head + self.HEAD.size + length + size
            folded.add(name.lower())
        self._plain(free == directory and at + self.END.size == self.size, "bytes that belong to no entry")
        self._plain(not odd, f"what is said of {odd}")

    def _plain(self, holds: object, what: str) -> None:
        need(holds, self.NOT_PLAIN.format(what))

    def _read(self, start: int, size: int) -> bytes:
        self._file.seek(start)
        data = self._file.read(size)
        self._plain(len(data) == size, "it ends early")
        return data

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of an entry by lines, long ones cut; raise Fault at the end where its checksum is wrong."""
        need(name in self.places, f"The bundle has no {name}.")
        place, crc = self.places[name], 0
        at, end = place.start, place.start + place.size
        while at < end:
            self._file.seek(at)
            piece = self._file.readline(min(end - at, LONGEST_LINE))
            need(piece, f"{name} ends early.")
            crc, at = zlib.crc32(piece, crc), at + len(piece)
            yield piece
        need(crc == place.crc, f"{name} is damaged: its checksum is wrong.")

    def inner(self, name: str) -> Bundle:
        """Return an entry that is such a zip itself; raise Fault where it is none or its checksum is wrong."""
        self.sha256(name)
        return Bundle(Part(self._file, self.places[name]))

    def text(self, name: str) -> str:
        """Return a short entry as text."""
        need(name not in self.places or self.places[name].size <= LARGEST_TEXT, f"{name} is too long.")
        try:
            return b"".join(self.pieces(name)).decode("utf-8")
        except UnicodeDecodeError:
            raise Fault(f"{name} is not UTF-8.") from None

    def sha256(self, name: str) -> str:
        """Return the SHA-256 of an entry in hexadecimal."""
        digest = hashlib.sha256()
        for piece in self.pieces(name):
            digest.update(piece)
        return digest.hexdigest()


class Part:
    """A stretch of a file, read as if it were a file of its own."""

    def __init__(self, file: Any, place: Place) -> None:
        self._file, self._place, self._at = file, place, 0

    def seek(self, at: int, whence: int = 0) -> int:
        """Go to a place, counted from the beginning or (``whence`` 2) from the end, and return it."""
        self._at = at + self._place.size if whence == 2 else at
        return self._at

    def read(self, size: int) -> bytes:
        """Return so many bytes, or as many as are left."""
        return self._taken(self._file.read, size)

    def readline(self, size: int) -> bytes:
        """Return the rest of a line, at most so many bytes of it."""
        return self._taken(self._file.readline, size)

    def _taken(self, take: Callable[[int], bytes], size: int) -> bytes:
        self._file.seek(self._place.start + self._at)
        data = take(max(0, min(size, self._place.size - self._at)))
        self._at += len(data)
        return data


# --- What a bundle holds ----------------------------------------------------------------------------------------------

HASH = re.compile(r"[0-9a-f]{64}")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]\.[0-9]{6}Z")
PROOF = re.compile(r"proofs/(0|[1-9][0-9]{0,18})\.tlog-proof")
OLDER = re.compile(r"consistency/([1-9][0-9]{0,18})\.txt")
BESIDE = re.compile(r"README\.txt|verifier\.py|files/[^/]+")
ALWAYS = {"bundle.json", "events.jsonl", "seal.note"}


SUMS, RECORD = "SHA256SUMS.txt", "proofs/record.zip"
"""In a file for counsel, the list of its documents with their SHA-256, and the bundle that proves the list."""
SUM = re.compile(r"([0-9a-f]{64})  (\S+)")


class Manifest(NamedTuple):
    """What the bundle says of itself: the things whose revisions it holds, and its files with their SHA-256."""

    about: list[tuple[str, str]]
    files: dict[str, str]


class Change(NamedTuple):
    """A change of one row under a revision of its thing; the columns with their commitments, and what is disclosed."""

    leaf: bytes
    root: tuple[str, str]
    rev: int
    table: str
    row: str
    columns: dict[str, str]
    disclosed: dict[str, tuple[str, Any]]


class Event(NamedTuple):
    """A recorded action: its place in the log, its leaf and what that says, and its changes."""

    seq: int
    leaf: bytes
    told: dict[str, Any]
    changes: list[Change]


def read_manifest(bundle: Bundle) -> Manifest:
    """Read ``bundle.json``, and see that the bundle holds what it lists and nothing else."""
    try:
        told = parsed(bundle.text("bundle.json").encode())
        version = told["format"]
        about = [(str(kind), str(thing)) for kind, thing in told["about"]]
        files = dict(told["files"])
    except UNREADABLE as error:
        raise Fault(f"bundle.json cannot be read ({shown(error)}).") from None
    need(version == FORMAT, f"bundle.json says {shown(version)}; this verifier reads {FORMAT}.")
    need(set(told) == {"about", "files", "format"}, "bundle.json says more or less than about, files and format.")
    well_told = all(ID.fullmatch(thing) for _, thing in about) and len(set(about)) == len(about)
    need(well_told, "bundle.json does not say which things the bundle is about.")
    for name in bundle.places:
        known = name in ALWAYS or PROOF.fullmatch(name) or OLDER.fullmatch(name) or name in files
        need(known, f"The bundle holds {shown(name)}, which bundle.json does not list.")
    for name, digest in files.items():
        need(BESIDE.fullmatch(name) and name in bundle.places, f"bundle.json lists {shown(name)}, which is not there.")
        need(bundle.sha256(name) == digest, f"{shown(name)} is not the file that bundle.json lists.")
    return Manifest(about, files)


def read_event(line: bytes) -> Event:
    """Read a line of ``events.jsonl``; raise one of UNREADABLE where it is not written as one."""
    if line[-1:] != b"\n":
        raise ValueError("the line has no end or is too long")
    told = parsed_canonical(line[:-1])
    expect(told, {"changes": list, "leaf": str, "seq": int})
    leaf = told["leaf"].encode()
    said = parsed_canonical(leaf)
    expect(said, {"action": str, "actor": str, "at": str, "changes": int, "id": str, "root": str, "schema": int})
    if said["schema"] != LEAF_SCHEMA:
        raise ValueError(f"its leaf is of form {said['schema']}, and this verifier knows {LEAF_SCHEMA}")
    if not (MOMENT.fullmatch(said["at"]) and ID.fullmatch(said["id"]) and HASH.fullmatch(said["root"])):
        raise ValueError("its leaf is not written as leaves are")
    return Event(told["seq"], leaf, said, [_read_change(change) for change in told["changes"]])


def _read_change(told: Any) -> Change:
    expect(told, {"disclosed": (dict, type(None)), "leaf": str})
    leaf = told["leaf"].encode()
    said = parsed_canonical(leaf)
    expect(said, {"columns": dict, "rev": int, "root": list, "row": str, "table": str})
    (kind, thing), columns, disclosed = said["root"], said["columns"], told["disclosed"] or {}
    written = type(kind) is str and ID.fullmatch(thing) and ID.fullmatch(said["row"]) and said["rev"] > 0
    if not written or not all(HASH.fullmatch(commitment) for commitment in columns.values()):
        raise ValueError("the leaf of a change is not written as leaves are")
    if not all(type(pair) is list and len(pair) == 2 and type(pair[0]) is str for pair in disclosed.values()):
        raise ValueError("a disclosed value is written with its salt")
    values = {column: (salt, value) for column, (salt, value) in disclosed.items()}
    return Change(leaf, (kind, thing), said["rev"], said["table"], said["row"], columns, values)


def expect(told: Any, form: dict[str, Any]) -> None:
    """Raise ValueError unless something is an object of exactly these keys, each of its type."""
    if type(told) is not dict or told.keys() != form.keys():
        raise ValueError("an object does not have the keys " + ", ".join(form))
    for key, kinds in form.items():
        if type(told[key]) not in (kinds if isinstance(kinds, tuple) else (kinds,)):
            raise ValueError(f"{key} is not of its type")


# --- The check --------------------------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """What whoever runs the check brings along, and how many of the witnesses must have cosigned."""

    keys: list[Key]
    witnesses: list[Key]
    threshold: int
    older: list[str]


class Account:
    """What came of a check: sentences on what holds, what is weaker than asked and what fails; and figures."""

    def __init__(self) -> None:
        self.holds: list[str] = []
        self.weaker: list[str] = []
        self.fails: list[str] = []
        self.unproven: list[str] = []
        self.figures: dict[str, Any] = {}

    @property
    def code(self) -> int:
        """Return the exit code."""
        return FAILS if self.fails else WEAKER if self.weaker else HOLDS


def check(file: IO[bytes], asked: Asked) -> Account:
    """Check a bundle as far as its first fault; raise OSError where an older seal cannot be read."""
    account = Account()
    try:
        _check(Bundle(file), asked, account)
    except Fault as fault:
        account.fails.append(str(fault))
    except RecursionError:
        account.fails.append("Something in the bundle is nested too deeply to be read.")
    return account


def record_of(bundle: Bundle) -> Bundle:
    """Return the bundle in a file for counsel, or the file itself where it is a bundle."""
    return bundle.inner(RECORD) if RECORD in bundle.places else bundle


def check_documents(bundle: Bundle) -> str:
    """See that a file for counsel holds the documents that it lists, and no others; return the SHA-256 of the list."""
    listed: dict[str, str] = {}
    for line in bundle.text(SUMS).split("\n")[:-1]:
        found = SUM.fullmatch(line)
        need(found and found[2] not in listed, f"{SUMS} is not a list of hashes and names.")
        listed[found[2]] = found[1]  # type: ignore[index]
    for name in bundle.places:
        need(name in listed or name in (SUMS, RECORD), f"The file holds {shown(name)}, which {SUMS} does not list.")
    for name, digest in listed.items():
        need(name in bundle.places, f"{SUMS} lists {shown(name)}, which is not there.")
        need(bundle.sha256(name) == digest, f"{shown(name)} is not the file that {SUMS} lists.")
    return bundle.sha256(SUMS)


def _check(bundle: Bundle, asked: Asked, account: Account) -> None:
    _tell_zip("The file", bundle, account)
    documents = ""
    if RECORD in bundle.places:
        documents = check_documents(bundle)
        account.holds.append(f"It holds the {len(bundle.places) - 2} documents that its {SUMS} lists, and {RECORD}.")
        bundle = record_of(bundle)
        _tell_zip(RECORD, bundle, account)
    manifest = read_manifest(bundle)
    same = documents in ("", manifest.files.get(f"files/{SUMS}"))
    need(same, f"{SUMS} is not the list that {RECORD} holds: documents and proofs do not belong together.")
    account.holds.append("It holds what its bundle.json lists, and nothing else.")
    seal = check_seal(bundle, asked, account)
    tally = check_events(bundle, seal, manifest)
    _tell_events(tally, account)
    check_revisions(tally, manifest, account)
    recorded = not documents or documents in tally.named
    need(recorded, f"The desk recorded no such list: no disclosed value is the SHA-256 of {SUMS}.")
    _tell_files(tally, manifest, account)
    check_older(bundle, seal, asked, account)
    _tell_unproven(account)


def check_seal(bundle: Bundle, asked: Asked, account: Account) -> Seal:
    """See that a key of the caller signed the seal, and who of the caller's witnesses cosigned it."""
    seal, found = _signed_seal(bundle.text("seal.note"), asked, "seal.note")
    names = " and ".join(str(key) for key in found if key.kind == SIGNS)
    account.holds.append(
        f"The seal is signed by {names}, a key that you gave: {counted(seal.size, 'event')} of the log "
        f"{shown(seal.origin)}, root {base64.b64encode(seal.root).decode()}."
    )
    account.figures["seal"] = {"origin": seal.origin, "size": seal.size, "root": base64.b64encode(seal.root).decode()}
    cosigned = {key: moment for key, moment in found.items() if key.kind == COSIGNS}
    account.figures["cosigned"] = {str(key): moment for key, moment in cosigned.items()}
    if cosigned:
        seen = ", ".join(f"{key} saw it on {told_moment(moment)}" for key, moment in cosigned.items())
        account.holds.append(f"The seal is cosigned by {len(cosigned)} of the witnesses that you gave: {seen}.")
    if len(cosigned) < asked.threshold:
        account.weaker.append(
            f"{len(cosigned)} of the witnesses that you gave cosigned the seal, and you asked for {asked.threshold}."
        )
    return seal


def _signed_seal(written: str, asked: Asked, name: str) -> tuple[Seal, dict[Key, int]]:
    """Read a seal and return it with who of the caller's keys signed it; a desk's key has the name of its log."""
    try:
        note = read_note(written)
        seal = read_seal(note, written)
        found = signers(note, asked.keys + asked.witnesses)
    except Fault as fault:
        raise Fault(f"{name} is no seal that holds: {fault}.") from None
    signed = [key for key in found if key.kind == SIGNS]
    need(signed, f"{name} is not signed by {' or '.join(map(str, asked.keys))}.")
    need(any(key.name == seal.origin for key in signed), f"{name} is of {shown(seal.origin)}, not its key's log.")
    return seal, found


class Tally:
    """What is counted and noted while the events are read, one by one."""

    def __init__(self) -> None:
        self.seqs: list[int] = []
        self.changes = self.values = 0
        self.withheld: list[str] = []
        self.revisions: dict[tuple[str, str], list[tuple[int, int]]] = {}
        self.named: dict[str, str] = {}


def check_events(bundle: Bundle, seal: Seal, manifest: Manifest) -> Tally:
    """See that every event is in the sealed log as it stands in the bundle."""
    tally = Tally()
    digests = set(manifest.files.values())
    for number, line in enumerate(bundle.pieces("events.jsonl"), 1):
        try:
            event = read_event(line)
        except UNREADABLE as error:
            raise Fault(f"Line {number} of events.jsonl cannot be read: {shown(error)}.") from None
        need(not tally.seqs or event.seq > tally.seqs[-1], f"Event {event.seq} is not in its place in events.jsonl.")
        check_inclusion(bundle, event, seal)
        check_changes(event)
        for change in event.changes:
            _count(event, change, digests, tally)
        tally.seqs.append(event.seq)
    need(tally.seqs, "The bundle holds no event.")
    seqs = set(tally.seqs)
    for name in bundle.places:
        found = PROOF.fullmatch(name)
        need(not found or int(found[1]) in seqs, f"{name} is of an event that the bundle does not hold.")
    return tally


def check_inclusion(bundle: Bundle, event: Event, seal: Seal) -> None:
    """See that an event is in the sealed log at its place."""
    name = f"proofs/{event.seq}.tlog-proof"
    try:
        path = path_of(bundle.text(name), f"c2sp.org/tlog-proof@v1\nindex {event.seq}\n", seal)
    except Fault as fault:
        raise Fault(f"Event {event.seq}: {name} is no proof for it ({fault}).") from None
    holds = inclusion_holds(leaf_hash(event.leaf), event.seq, seal.size, path, seal.root)
    need(holds, f"Event {event.seq} is not in the sealed log: its leaf and its proof do not lead to the seal's root.")


def check_changes(event: Event) -> None:
    """See that an event's changes are those that its leaf was built on, and every disclosed value the recorded one."""
    root = tree_root([leaf_hash(change.leaf) for change in event.changes])
    built = (len(event.changes), root.hex()) == (event.told["changes"], event.told["root"])
    need(built, f"Event {event.seq}: its changes are not those that it was recorded with.")
    own = event.changes and event.changes[0]
    words = own and (own.root, own.rev, own.table, own.row)
    thing = event.told["id"]
    need(words == (("event", thing), 1, "events", thing), f"Event {event.seq}: its own words are not its first change.")
    revisions: dict[tuple[str, str], int] = {}
    for change in event.changes:
        at = f"Event {event.seq}, {shown(change.table)} {change.row}"
        need(revisions.setdefault(change.root, change.rev) == change.rev, f"{at}: one event makes two revisions.")
        for column, (salt, value) in change.disclosed.items():
            need(column in change.columns, f"{at}: {shown(column)} is disclosed, but was not recorded.")
            committed = sha256(canonical([salt, column, value])).hex()
            need(committed == change.columns[column], f"{at}: the value of {shown(column)} is not the recorded one.")


def _count(event: Event, change: Change, digests: set[str], tally: Tally) -> None:
    tally.changes += 1
    tally.values += len(change.disclosed)
    revisions = tally.revisions.setdefault(change.root, [])
    if not revisions or revisions[-1] != (event.seq, change.rev):
        revisions.append((event.seq, change.rev))
    for column in change.columns:
        place = f"{shown(column)} of {shown(change.table)} {change.row} in event {event.seq}"
        if column not in change.disclosed:
            tally.withheld.append(place)
            continue
        for text in _texts(change.disclosed[column][1]):
            if text in digests:
                tally.named.setdefault(text, f"{place} ({shown(event.told['action'])})")


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value; a SHA-256 as its digits alone."""
    if isinstance(value, str):
        yield value[len("sha256:") :] if value.startswith("sha256:") else value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def check_revisions(tally: Tally, manifest: Manifest, account: Account) -> None:
    """See that no revision of a thing that the bundle is about is missing between its first and its last one."""
    account.figures["revisions"] = {}
    if not manifest.about:
        account.unproven.append("That nothing was left out between these events: the bundle is not about one thing.")
    for root in manifest.about:
        name = f"{shown(root[0])} {root[1]}"
        revisions = tally.revisions.get(root, [])
        need(revisions, f"No event of the bundle changes {name}, which it says it is about.")
        first, last = revisions[0][1], revisions[-1][1]
        for expected, (seq, rev) in enumerate(revisions, first):
            need(rev == expected, f"Event {seq} has revision {rev} of {name} where {expected} is due: one is missing.")
        before = "" if first == 1 else f" (those before {first} are not here)"
        account.holds.append(f"Of {name} no revision is missing from {first} to {last}{before}.")
        account.unproven.append(f"That {name} has not been changed since its revision {last}.")
        account.figures["revisions"][name] = [first, last]


def check_older(bundle: Bundle, seal: Seal, asked: Asked, account: Account) -> None:
    """See that the sealed log continues that of each older seal that the caller holds."""
    paths: dict[int, list[bytes]] = {}
    for name in bundle.places:
        found = OLDER.fullmatch(name)
        if found:
            try:
                paths[int(found[1])] = path_of(bundle.text(name), f"old {found[1]}\n", seal)
            except Fault as fault:
                raise Fault(f"{name} is no path from an older seal ({fault}).") from None
    account.figures["older"] = []
    for place in asked.older:
        try:
            older, _ = _signed_seal(_read_text(place), asked, shown(place))
        except Fault as fault:
            account.weaker.append(f"Your seal could not be compared. {fault}")
            continue
        _compare(older, seal, paths.get(older.size), shown(place), account)


def _compare(older: Seal, seal: Seal, path: list[bytes] | None, name: str, account: Account) -> None:
    size = counted(older.size, "event")
    if older.origin != seal.origin:
        account.weaker.append(f"{name} is a seal of another log, {shown(older.origin)}; the two cannot be compared.")
    elif older.size == seal.size:
        need(older.root == seal.root, f"The desk signed two different logs of {size}: this seal and {name}. Keep both.")
        account.holds.append(f"{name} seals the same log.")
        account.figures["older"].append(older.size)
    elif older.size > seal.size:
        account.weaker.append(f"{name} is the newer seal ({size}): ask the desk for a bundle under it.")
    elif not older.size:
        account.weaker.append(f"{name} seals an empty log: whatever came later continues it.")
    elif path is None:
        account.weaker.append(f"The bundle has no path from {name} ({size}): ask the desk for one that has.")
    else:
        holds = consistency_holds(older.size, seal.size, older.root, seal.root, path)
        need(holds, f"That the sealed log continues the one of {name} ({size}) is not shown by the path in the bundle.")
        account.holds.append(f"The sealed log continues the one of {name} ({size}): nothing in that was changed.")
        account.figures["older"].append(older.size)


def _read_text(path: str) -> str:
    with open(path, "rb") as file:
        data = file.read(LARGEST_TEXT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Fault(f"{shown(path)} is no text.") from None


# --- What is told -----------------------------------------------------------------------------------------------------


def counted(count: int, one: str, more: str = "") -> str:
    """Return a number with the noun that goes with it."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def told_moment(seconds: int) -> str:
    """Return a moment that was told in seconds since 1970."""
    try:
        return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(seconds))
    except (OverflowError, OSError, ValueError):
        return f"second {seconds} since 1970"


def _tell_zip(name: str, bundle: Bundle, account: Account) -> None:
    account.holds.append(
        f"{name} is a plain zip of {counted(len(bundle.places), 'entry', 'entries')} and {bundle.size:,} bytes, "
        "with nothing between, before or behind them."
    )


def _tell_events(tally: Tally, account: Account) -> None:
    first, last = tally.seqs[0], tally.seqs[-1]
    account.holds.append(
        f"{counted(len(tally.seqs), 'event')}, from {first} to {last}: each is in the sealed log at its place, with "
        f"the changes that it was recorded with ({tally.changes:,} in all)."
    )
    account.holds.append(f"Values disclosed: {tally.values:,}, each the one that was recorded.")
    if tally.withheld:
        rest = len(tally.withheld) - MOST_LISTED
        listed = "; ".join(tally.withheld[:MOST_LISTED]) + (f"; and {rest:,} more (--json has all)" if rest > 0 else "")
        account.holds.append(f"Values withheld: {len(tally.withheld):,}. {listed}.")
    account.figures.update(
        events=tally.seqs, changes=tally.changes, disclosed=tally.values, withheld=list(tally.withheld)
    )


def _tell_files(tally: Tally, manifest: Manifest, account: Account) -> None:
    for name, digest in sorted(manifest.files.items()):
        place = tally.named.get(digest)
        if place:
            account.holds.append(f"{name} is covered by the seal: its SHA-256 stands in {place}.")
        elif name.startswith("files/"):
            account.weaker.append(f"{name} is not covered by the seal: no disclosed value is its SHA-256.")
    account.figures["files"] = {name: tally.named.get(digest) for name, digest in manifest.files.items()}


def _tell_unproven(account: Account) -> None:
    if not account.figures["cosigned"] and not account.figures["older"]:
        account.unproven.append(
            "That the desk shows everyone this same log: nobody outside vouches for this seal here."
        )
    account.unproven += [
        "That a claim is true, or a verdict right: only that the desk recorded these words.",
        "That the clock was right, and that whoever is named did it: both are as the desk's program recorded them.",
        "That this is all there is: what raises no revision (notes, assessments, downloads) may have been left out.",
        "Anything about README.txt and the copy of this verifier in the bundle: the seal does not cover them. "
        "Run a verifier, and use keys, that you had from elsewhere.",
    ]


def told(account: Account) -> Iterator[str]:
    """Yield the account as lines: what holds, what is weaker than asked, what fails, and what is not proven by it."""
    for mark, sentences in (("holds", account.holds), ("WEAKER", account.weaker), ("FAILS", account.fails)):
        yield from (f"{mark:8}{sentence}" for sentence in sentences)
    if account.fails:
        yield "Nothing behind the first fault was looked at."
    elif account.unproven:
        yield "This does not prove:"
        yield from (f"  - {sentence}" for sentence in account.unproven)
    yield f"Result: {RESULTS[account.code]}."


def events_told(file: IO[bytes]) -> Iterator[str]:
    """Yield the events of a bundle that was checked, as lines to read."""
    for event in map(read_event, record_of(Bundle(file)).pieces("events.jsonl")):
        said = event.told
        yield f"\nEvent {event.seq}  {said['at']}  {shown(said['action'])}  {shown(said['actor'])}"
        for change in event.changes:
            yield f"  {shown(change.table)} {change.row} ({shown(change.root[0])}, revision {change.rev})"
            for column in change.columns:
                disclosed = change.disclosed.get(column)
                value = json.dumps(disclosed[1], ensure_ascii=False) if disclosed else "withheld"
                yield f"    {shown(column)}: {shown(value)}"


def arguments(argv: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Check a bundle of recorded events against the seal in it, with keys that you had from elsewhere.",
        epilog="Exit codes: 0 all holds; 1 something does not; 2 weaker than asked, or not run.",
    )
    parser.add_argument("bundle", metavar="BUNDLE.zip")
    parser.add_argument("--key", action="append", required=True, metavar="VKEY", help="a key of the desk")
    parser.add_argument("--witness", action="append", default=[], metavar="VKEY", help="a key of a witness")
    parser.add_argument("--threshold", type=int, metavar="K", help="how many of them must have cosigned (else all)")
    parser.add_argument("--seal", action="append", default=[], metavar="OLDER.note", help="a seal that you hold")
    parser.add_argument("--list", action="store_true", help="show the events too, if all holds")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    return parser.parse_args(argv)


def asked_of(given: argparse.Namespace) -> Asked:
    """Return what is asked for; raise CannotRun where the keys or the number make no sense."""
    keys = list(dict.fromkeys(read_key(text, SIGNS) for text in given.key))
    witnesses = list(dict.fromkeys(read_key(text, COSIGNS) for text in given.witness))
    holders = [key.public for key in witnesses]
    if len(set(holders)) < len(holders) or set(holders) & {key.public for key in keys}:
        raise CannotRun("Two of the keys are one key under two names; a witness is somebody else.")
    threshold = len(witnesses) if given.threshold is None else given.threshold
    if not 0 <= threshold <= len(witnesses):
        raise CannotRun(f"--threshold {threshold} does not go with {counted(len(witnesses), 'witness', 'witnesses')}.")
    return Asked(keys, witnesses, threshold, given.seal)


def main(argv: list[str] | None = None) -> int:
    """Run the check, say what came of it, and return the exit code."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    given = arguments(argv)
    try:
        with open(given.bundle, "rb") as file:
            return answer(file, asked_of(given), given)
    except CannotRun as error:
        why = str(error)
    except OSError as error:
        why = f"{shown(error.filename)} cannot be read: {error.strerror}."
    print(json.dumps({"result": "not run", "why": why}) if given.json else f"Not run: {why}")
    return WEAKER


def answer(file: IO[bytes], asked: Asked, given: argparse.Namespace) -> int:
    """Check a bundle, say what came of it as the command line wants it, and return the exit code."""
    account = check(file, asked)
    if given.json:
        print(json.dumps({"result": RESULTS[account.code], "code": account.code, **vars(account)}, indent=1))
        return account.code
    print("\n".join(told(account)))
    if given.list and account.code != FAILS:
        for line in events_told(file):
            print(line)
    return account.code


if __name__ == "__main__":
    sys.exit(main())
