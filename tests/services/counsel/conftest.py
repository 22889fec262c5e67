"""What tests of files for counsel may ask for: a desk that makes them, on each engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.filing import FilingDesk, filing_at


@pytest.fixture
def filing(engine_url: str, tmp_path: Path) -> Iterator[FilingDesk]:
    """Give a desk with two articles, three claims, one of them decided and in a case, and a key for seals."""
    with filing_at(engine_url, tmp_path) as desk:
        yield desk
