"""Values of the domain as JSON has them, and texts of JSON that lie on disk until they are asked for."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import Any
from uuid import UUID

_IN_MEMORY = 64 * 1024


def plain(value: Any) -> Any:
    """Return a value as JSON has it: moments in RFC 3339 and UTC, ids and words of closed lists as strings.

    Bytes are in base64 (RFC 4648).
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, Iterable):
        return [plain(inner) for inner in value]
    return value


def dumped(value: Any) -> bytes:
    """Return a plain value as JSON in UTF-8, on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")


class LongList:
    """A list that is written while its values come, and read once they are all there; a long one lies on disk."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile[bytes](max_size=_IN_MEMORY)

    def add(self, value: Any) -> None:
        """Put a value of the domain at the end."""
        if self._file.tell():
            self._file.write(b", ")
        self._file.write(dumped(plain(value)))

    def read(self) -> Iterator[bytes]:
        """Yield the list as JSON on one line."""
        yield b"["
        self._file.seek(0)
        while chunk := self._file.read(_IN_MEMORY):
            yield chunk
        yield b"]"

    def close(self) -> None:
        """Forget the list."""
        self._file.close()
