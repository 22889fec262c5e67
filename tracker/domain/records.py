"""Events as the log keeps them, for whoever wants to check them without this program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RecordedChange:
    """A change's leaf, byte for byte, and the salt and value of each column; None where the values are withheld."""

    leaf: str
    disclosed: Mapping[str, Sequence[Any]] | None


@dataclass(frozen=True)
class RecordedEvent:
    """An event's place in the log, its leaf, byte for byte, and its changes; hash and HMAC are hexadecimal."""

    seq: int
    leaf: str
    leaf_hash: str
    mac: str
    changes: tuple[RecordedChange, ...]
