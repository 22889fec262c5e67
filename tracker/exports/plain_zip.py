"""Zip files of the plainest form: the same content makes the same bytes, on every machine and every day.

Nothing in one is packed, so that no version of a packer matters, a person can search it as it is, and its reader needs
no guard against what unpacks to more than it is.
"""

import hashlib
from typing import IO
from zipfile import ZipFile, ZipInfo

IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a file that is being written which stay in memory; a longer one lies on disk."""

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
_CHUNK = 1 << 16


def put(packed: ZipFile, name: str, content: bytes) -> None:
    """Add a file to a zip."""
    packed.writestr(entry(name), content)


def entry(name: str) -> ZipInfo:
    """Return what a zip says of a file: its name, and for the rest the same of each."""
    told = ZipInfo(name, _LONG_AGO)
    told.create_system, told.external_attr = _UNIX, _PLAIN_FILE
    return told


def digest(file: IO[bytes]) -> tuple[int, str]:
    """Return the size of a file and its SHA-256 in hexadecimal, and go back to its beginning."""
    file.seek(0)
    found = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        found.update(chunk)
    size = file.tell()
    file.seek(0)
    return size, found.hexdigest()
