"""A bundle as a zip file; docs/bundle-format.md says what stands in it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile

from tracker.domain.bundles import Bundle, SealedEvent
from tracker.domain.errors import Refusal
from tracker.domain.leaves import canonical
from tracker.domain.notes import Note, Proof, witness_request
from tracker.domain.records import RecordedEvent
from tracker.exports.bundle_readme import readme
from tracker.exports.plain_zip import IN_MEMORY, digest, entry, put

FORMAT = "tracker-bundle/1"
MEDIA_TYPE = "application/zip"
MOST_EVENTS = 9_000
"""More, with the other files, would be more entries than a verifier reads."""

VERIFIER = Path(__file__).parents[1] / "verifier.py"


@dataclass(frozen=True)
class BundleFile:
    """A written bundle, at its beginning; a long one lies on disk until it is closed. ``size`` is in bytes."""

    file: IO[bytes]
    events: int
    size: int
    sha256: str


def pack(bundle: Bundle) -> BundleFile:
    """Write a bundle to a file of its own; raise Refusal as ``write`` does."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever asked for it closes it.
    try:
        events = write(bundle, file)
        size, sha256 = digest(file)
    except BaseException:
        file.close()
        raise
    return BundleFile(file, events, size, sha256)


def write(bundle: Bundle, target: IO[bytes]) -> int:
    """Write a bundle to a file in which one can go back, and return how many events it holds.

    Raise Refusal where there are too many of them for one bundle, or none at all.
    """
    beside = {"README.txt": readme(bundle.desk).encode(), "verifier.py": VERIFIER.read_bytes()}
    beside |= {f"files/{name}": content for name, content in bundle.files.items()}
    with ZipFile(target, "w", ZIP_STORED) as packed:
        put(packed, "README.txt", beside["README.txt"])
        put(packed, "bundle.json", _manifest(bundle, beside))
        for size, path in sorted(bundle.older.items()):
            put(packed, f"consistency/{size}.txt", witness_request(size, path, bundle.seal).encode())
        paths = _write_events(packed, bundle.events)
        for name in sorted(bundle.files):
            put(packed, f"files/{name}", bundle.files[name])
        _write_proofs(packed, paths, bundle.seal)
        put(packed, "seal.note", str(bundle.seal).encode())
        put(packed, "verifier.py", beside["verifier.py"])
    return len(paths)


def _write_events(packed: ZipFile, events: Iterable[SealedEvent]) -> dict[int, Sequence[bytes]]:
    """Write the events as they come and return their paths, which stand behind them in the file."""
    paths: dict[int, Sequence[bytes]] = {}
    with packed.open(entry("events.jsonl"), "w") as lines:
        for sealed in events:
            lines.write(_line(sealed.event))
            paths[sealed.event.seq] = sealed.path
            if len(paths) > MOST_EVENTS:
                raise Refusal(f"A file with proofs holds at most {MOST_EVENTS:,} events, and here are more.")
    if not paths:
        raise Refusal("There is nothing on record here that could be handed out with proofs.")
    return paths


def _line(event: RecordedEvent) -> bytes:
    changes: list[dict[str, Any]] = [{"disclosed": change.disclosed, "leaf": change.leaf} for change in event.changes]
    return canonical({"changes": changes, "leaf": event.leaf, "seq": event.seq}) + b"\n"


def _write_proofs(packed: ZipFile, paths: Mapping[int, Sequence[bytes]], seal: Note) -> None:
    for seq, path in paths.items():
        put(packed, f"proofs/{seq}.tlog-proof", str(Proof(seq, tuple(path), seal)).encode())


def _manifest(bundle: Bundle, beside: Mapping[str, bytes]) -> bytes:
    told = {
        "about": [[kind, str(thing)] for kind, thing in bundle.about],
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in beside.items()},
        "format": FORMAT,
    }
    return json.dumps(told, indent=1, sort_keys=True).encode() + b"\n"
