"""The keys that sign seals: the secret half outside the database, the public half on record."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import chance, notes
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Duplicate
from tracker.domain.notes import ED25519, Key, Signature
from tracker.models import CheckpointKey
from tracker.services.record import record


class Signer:
    """The secret half of a key, made from what the desk keeps outside its database."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"seal:" + secret).digest())

    def key(self, origin: str) -> Key:
        """Return the public half under the name of a log."""
        return Key(origin, ED25519, self._key.public_key().public_bytes_raw())

    def sign(self, origin: str, text: str) -> Signature:
        """Sign the text of a seal (RFC 8032)."""
        return notes.signature(self.key(origin), self._key.sign(text.encode()))


def holds(public: bytes, made: bytes, message: bytes) -> bool:
    """Tell whether an Ed25519 signature holds; what ``notes.verified`` asks."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(made, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def on_record(session: Session) -> list[Key]:
    """List the public keys that this desk's seals were ever signed with, the one in use last."""
    written = session.scalars(select(CheckpointKey.key).order_by(CheckpointKey.created_at, CheckpointKey.id))
    return [Key.parse(text) for text in written]


def put_on_record(session: Session, signer: Signer, *, origin: str, why: str = "", by: Actor) -> Key:
    """Put a new key on record; from now on seals are signed with it."""
    before = on_record(session)
    name = before[-1].name if before else origin
    key = signer.key(name)
    if key in before:
        raise Duplicate("This key is on record already.")
    session.add(CheckpointKey(id=chance.new_id(), key=str(key), created_at=chance.now()))
    detail = {"key": str(key)} | ({"key_before": str(before[-1])} if before else {})
    record(session, Action.KEY_ADDED, about=None, by=by, why=why, **detail)
    return key


def new_origin(address: str) -> str:
    """Return a name for a new log that no other log has: the desk's host, and a few digits drawn by chance."""
    host = address.partition("://")[2].partition("/")[0] or "desk"
    return f"{host}/tracker/{chance.new_salt()[:8]}"
