"""Events as the log keeps them, for whoever wants to check them without this program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class RecordedChange:
    """A change's leaf, byte for byte, and the salt and value of each column; None where the values are not for all.

    Of the columns in ``withheld`` words were withheld for good: the number of the withholding, and what it left.
    """

    leaf: str
    disclosed: Mapping[str, Sequence[Any]] | None
    withheld: Mapping[str, Sequence[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordedEvent:
    """An event's place in the log, its leaf, byte for byte, and its changes; hash and HMAC are hexadecimal."""

    seq: int
    leaf: str
    leaf_hash: str
    mac: str
    changes: tuple[RecordedChange, ...]
