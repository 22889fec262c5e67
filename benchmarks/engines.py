"""Both engines, laid out for one measurement."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.engines import FAST, Databases, Kind, new_server
from tracker.db import schema

NAMES = {Kind.SQLITE: "SQLite", Kind.POSTGRESQL: "PostgreSQL"}


@contextmanager
def both(subject: str, settings: Sequence[str] = FAST) -> Iterator[Databases]:
    """Give databases on either engine for a measurement; ``settings`` are those of its PostgreSQL server."""
    server = new_server(settings)
    try:
        server.ensure_running()
        with tempfile.TemporaryDirectory() as folder:
            yield Databases(Path(folder), server, subject, schema.upgrade)
    finally:
        server.stop()
