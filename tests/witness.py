"""A witness as C2SP's tlog-witness describes it, for tests: it cosigns what continues what it saw last."""

import base64
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tracker.domain import merkle, notes
from tracker.domain.notes import COSIGNATURE, Checkpoint, Key, Note
from tracker.services.checkpoints.keys import holds

SECONDS = 1_790_000_000


@dataclass
class Witness:
    """Follows logs whose keys it was given; ``seen`` holds size and root by origin."""

    name: str = "partner.example/witness"
    follows: list[Key] = field(default_factory=list)
    seen: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    address: str = ""

    def __post_init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()
        self.key = Key(self.name, COSIGNATURE, self._key.public_key().public_bytes_raw())

    def answer(self, body: str) -> tuple[int, str]:
        """Return the status and the text with which a request is answered."""
        head, _, written = body.partition("\n\n")
        old, *path = head.split("\n")
        note = Note.parse(written)
        seal = Checkpoint.parse(note.text)
        keys = [key for key in self.follows if key.name == seal.origin]
        if not keys:
            return 404, ""
        if not notes.verified(note, keys, holds):
            return 403, ""
        size, root = self.seen.get(seal.origin, (0, merkle.EMPTY_ROOT))
        if old != f"old {size}":
            return 409, f"{size}\n"
        hashes = [base64.b64decode(line) for line in path]
        if size and not merkle.verify_consistency(size, seal.size, root, seal.root, hashes):
            return 422, ""
        self.seen[seal.origin] = (seal.size, seal.root)
        made = SECONDS.to_bytes(8, "big") + self._key.sign(notes.cosigned_message(note.text, SECONDS))
        return 200, f"{notes.signature(self.key, made)}\n"


@contextmanager
def served(witness: Witness) -> Iterator[Witness]:
    """Serve a witness on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, text = witness.answer(body) if re.fullmatch("/w/add-checkpoint", self.path) else (404, "")
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    witness.address = f"http://127.0.0.1:{server.server_address[1]}/w/"
    try:
        yield witness
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
